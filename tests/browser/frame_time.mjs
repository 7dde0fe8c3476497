// How long the page's script works for a frame, of one build of the site or of several side by side:
// node tests/browser/frame_time.mjs [SITE …]. Medians of 300 frames, sites by turns; the ratio to the first is what to quote,
// since machines are noisy. Figures to look at, not a test.
import { kSite, launch_browser, serve } from './site.mjs';

const kFrames = 300;
const kRounds = 3;
const kLinks = {
  'Train with 6×8 playing': 'view=train&data=spiral&net=8-8-8-8-8-8&play=1&speed=1000',
  'the same with one point forward and back': 'view=train&data=spiral&net=8-8-8-8-8-8&play=1&speed=1000&trace=19&x1=1&x2=1',
  'Train with 6×8 at rest': 'view=train&data=spiral&net=8-8-8-8-8-8',
  'Curves with three functions': 'view=curves&act=tanh,relu,gelu',
};

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

// Runs in the page before anything else: times what every animation frame does, and moves the pointer between frames, so that
// a picture that would rest is drawn. What is drawn is left out: a graphics card in software would share the processor.
function count_frames() {
  for (const call of ['drawArrays', 'drawElements']) WebGL2RenderingContext.prototype[call] = () => {};
  window.frame_times_ms = [];
  const request = window.requestAnimationFrame.bind(window);
  const move = () => {
    const i = window.frame_times_ms.length;
    const where = { clientX: 400 + 2 * (i % 100), clientY: 300 + (i % 7), bubbles: true, pointerType: 'mouse' };
    document.getElementById('canvas')?.dispatchEvent(new PointerEvent('pointermove', where));
  };
  window.requestAnimationFrame = (callback) => request((now) => {
    const start = performance.now();
    callback(now);
    window.frame_times_ms.push(performance.now() - start);
    setTimeout(move);
  });
}

async function frame_times(browser, site, link) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, locale: 'en-GB' });
  const page = await context.newPage();
  await page.addInitScript(count_frames);
  await page.goto(`${site.url}#${link}`);
  // The first frames load fonts and compile shaders.
  await page.waitForFunction((count) => window.frame_times_ms.length > count, kFrames + 30, { timeout: 120000, polling: 500 });
  const times = await page.evaluate(() => window.frame_times_ms);
  await context.close();
  return times.slice(30, 30 + kFrames);
}

const sites = await Promise.all((process.argv.length > 2 ? process.argv.slice(2) : [kSite]).map((folder) => serve(folder)));
const browser = await launch_browser();
try {
  for (const [name, link] of Object.entries(kLinks)) {
    const medians = sites.map(() => []);
    for (let round = 0; round < kRounds; ++round) {
      for (const [i, site] of sites.entries()) medians[i].push(median(await frame_times(browser, site, link)));
    }
    const [first, ...others] = medians.map(median);
    const ratios = others.map((one) => `, ${one.toFixed(2)} ms (${(one / first).toFixed(2)} of the first)`).join('');
    console.log(`${name}: ${first.toFixed(2)} ms${ratios}`);
  }
} finally {
  await browser.close();
  await Promise.all(sites.map((site) => site.close()));
}
