// Firefox as Debian ships it, through WebDriver BiDi, with WebGL2 in software on a screen of its own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { firefox } from 'playwright-core';

// Without a screen Firefox has no WebGL2. The server chooses the number of the screen itself and tells it on its first
// line, when it is ready, so that any number of them can start at once.
async function start_screen() {
  const screen = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', '1600x1200x24', '-nolisten', 'tcp'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const [number] = await Promise.race([
    once(screen.stdout.setEncoding('utf8'), 'data'),
    once(screen, 'exit').then(([code]) => Promise.reject(new Error(`Xvfb ended with ${code}`))),
  ]);
  return { name: `:${number.trim()}`, close: () => screen.kill() };
}

// preferences: of about:config, by name.
export async function launch_firefox(preferences = {}) {
  const screen = await start_screen();
  try {
    const browser = await firefox.launch({
      channel: 'moz-firefox',
      executablePath: process.env.FIREFOX ?? '/usr/bin/firefox-esr',
      headless: false,
      firefoxUserPrefs: preferences,
      env: { ...process.env, DISPLAY: screen.name, LIBGL_ALWAYS_SOFTWARE: '1' },
    });
    browser.on('disconnected', screen.close);
    return browser;
  } catch (error) {
    screen.close();
    throw error;
  }
}
