// Prints how many epochs per second the page trains at full speed while it goes on drawing, by the program's own
// counter. A figure to look at, not a test: it depends on the machine and on what else runs there.
import { get, launch_browser, open, serve } from './site.mjs';

const kWarmUp_ms = 2000;
const kMeasured_ms = 5000;

const site = await serve();
const browser = await launch_browser();
try {
  const page = await open(browser, site, 'view=train&act=tanh&net=4-2&batch=10&n=500&split=0.5&speed=max');
  await page.evaluate(() => window.activationLab.play());
  await page.waitForTimeout(kWarmUp_ms);
  const start = await get(page);
  await page.waitForTimeout(kMeasured_ms);
  const end = await get(page);
  const seconds = kMeasured_ms / 1000;
  console.log(`program's own counter: ${Math.round(end.epochs_per_second)} epochs/s`);
  console.log(`by the clock outside:  ${Math.round((end.epoch - start.epoch) / seconds)} epochs/s`);
  console.log(`frames:                ${((end.frames - start.frames) / seconds).toFixed(1)} per second`);
} finally {
  await browser.close();
  await site.close();
}
