// How long the page's script works for a frame, of one build of the site or of two side by side:
// node tests/browser/frame_time.mjs [SITE [OTHER_SITE]]. Median of 300 frames each, sites by turns; the ratio is what to
// quote, since machines are noisy.
import { kSite, launch_browser, open, serve } from './site.mjs';

const kFrames = 300;
const kRounds = 3;
const kLinks = {
  'Train with 6×8 playing': 'view=train&data=spiral&net=8-8-8-8-8-8&play=1',
  'Curves with three functions': 'view=curves&act=tanh,relu,gelu',
};

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

// Times what every animation frame does. Runs in the page before anything else.
function count_frames() {
  window.frame_times_ms = [];
  const request = window.requestAnimationFrame.bind(window);
  window.requestAnimationFrame = (callback) => request((now) => {
    const start = performance.now();
    callback(now);
    window.frame_times_ms.push(performance.now() - start);
  });
}

// The pointer moves all the while, so that a picture that would rest is drawn.
async function frame_times(browser, site, link) {
  const page = await open(browser, site, link, { init: count_frames });
  for (let i = 0; ; ++i) {
    await page.mouse.move(400 + 2 * (i % 100), 300 + (i % 7));
    const count = await page.evaluate(() => window.frame_times_ms.length);
    if (count > kFrames + 30) break;
  }
  const times = await page.evaluate(() => window.frame_times_ms);
  await page.context().close();
  return times.slice(-kFrames);  // the first ones load fonts and compile shaders
}

const sites = await Promise.all((process.argv.length > 2 ? process.argv.slice(2) : [kSite]).map((folder) => serve(folder)));
const browser = await launch_browser();
try {
  for (const [name, link] of Object.entries(kLinks)) {
    const medians = sites.map(() => []);
    for (let round = 0; round < kRounds; ++round) {
      for (const [i, site] of sites.entries()) medians[i].push(median(await frame_times(browser, site, link)));
    }
    const shown = medians.map((one) => `${median(one).toFixed(2)} ms`).join(', ');
    const ratio = sites.length === 2 ? `, ratio ${(median(medians[1]) / median(medians[0])).toFixed(2)}` : '';
    console.log(`${name}: ${shown}${ratio}`);
  }
} finally {
  await browser.close();
  await Promise.all(sites.map((site) => site.close()));
}
