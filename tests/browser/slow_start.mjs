// Prints how long a first visit takes on a slow line and a slow machine, by what the server sends, and where the time
// goes: node tests/browser/slow_start.mjs [CODING …]. Figures to look at, not a test: they depend on the machine and on what else runs there.
import { serve_as_lab_run } from './lighttpd.mjs';
import { launch_browser } from './site.mjs';

const kLine = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 0.75e6 / 8 };  // ms, bytes/s
const kCpuSlowdown = 4;
const kVisits = 5;
const kCodings = process.argv.length > 2 ? process.argv.slice(2) : ['identity', 'gzip', 'br'];

// Runs in the page before its scripts: notes when it became ready, in ms since the address was asked for.
function note_when_ready() {
  let api;
  Object.defineProperty(window, 'activationLab', {
    get: () => api,
    set: (value) => {
      api = value;
      api.ready.then(() => { window.ready_ms = performance.now(); });
    },
  });
}

// One first visit: {ready, bytes, files: [{name, from, until, bytes}]}, in ms.
async function visit(browser, url, coding) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, locale: 'en-GB' });
  const page = await context.newPage();
  await page.addInitScript(note_when_ready);
  const wire = await context.newCDPSession(page);
  await wire.send('Network.enable');
  await wire.send('Network.setExtraHTTPHeaders', { headers: { 'Accept-Encoding': coding } });
  await wire.send('Network.emulateNetworkConditions', kLine);
  await wire.send('Emulation.setCPUThrottlingRate', { rate: kCpuSlowdown });
  await page.goto(url);
  const found = await page.evaluate(() => window.activationLab.ready.then(() => ({
    ready: window.ready_ms,
    files: [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')].map((entry) => ({
      name: new URL(entry.name).pathname, from: entry.startTime, until: entry.responseEnd, bytes: entry.transferSize,
    })),
  })));
  await context.close();
  return { ...found, bytes: found.files.reduce((sum, { bytes }) => sum + bytes, 0) };
}

const server = await serve_as_lab_run();
const browser = await launch_browser();
try {
  for (const coding of kCodings) {
    const visits = [];
    for (let i = 0; i < kVisits; ++i) visits.push(await visit(browser, server.url, coding));
    visits.sort((a, b) => a.ready - b.ready);
    const median = visits[Math.floor(kVisits / 2)];
    const [fastest, slowest] = [visits[0], visits.at(-1)].map(({ ready }) => (ready / 1000).toFixed(2));
    console.log(`${coding}: ready after ${(median.ready / 1000).toFixed(2)} s (${fastest} to ${slowest}), ${median.bytes} bytes`);
    for (const { name, from, until, bytes } of median.files) {
      console.log(`  ${from.toFixed(0).padStart(6)} to ${until.toFixed(0).padStart(5)} ms ${String(bytes).padStart(8)}  ${name}`);
    }
  }
} finally {
  await browser.close();
  await server.close();
}
