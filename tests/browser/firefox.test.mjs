// The page in a second browser engine: the same bits, a picture, and input that arrives.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { test_dom_alone } from './dom_alone.mjs';
import { launch_firefox } from './firefox.mjs';
import { test_golden_weights } from './golden.mjs';
import { test_history } from './history.mjs';
import { test_lesson_by_keyboard } from './lesson_bot.mjs';
import { test_missing_parts } from './missing_parts.mjs';
import { browser, click, colours_in, get, open, rest, share_browser_and_site, site } from './site.mjs';
import { test_typing } from './typing.mjs';

share_browser_and_site(undefined, launch_firefox);

const until_link = (page, pattern) =>
  page.waitForFunction((source) => new RegExp(source).test(decodeURIComponent(window.activationLab.get().link)), pattern.source);

test_golden_weights();
test_dom_alone();
test_history();
test_typing();
test_lesson_by_keyboard('slope');
test_missing_parts(['answers 404', 'never comes']);

test('both rooms come to rest with a picture of many colours, and without a complaint', async () => {
  assert.equal(browser.browserType().name(), 'firefox');
  for (const link of ['view=train&lang=zh', 'view=curves&theme=dark']) {
    const page = await open(browser, site, link);
    const state = await rest(page);
    assert.deepEqual(state.notices, []);
    assert.deepEqual(page.errors, []);  // a screenshot would add one: the driver's own style, which the page forbids
    // A heatmap or the gallery's curves have dozens of shades; an empty or half-drawn picture has a handful.
    const colours = await colours_in(page);
    assert.ok(colours > 60, `${link}: ${colours} colours`);
    await page.context().close();
  }
});

test('the shader and the core agree, in one pass and layer after layer', async (t) => {
  const page = await open(browser, site);
  for (const link of ['act=tanh', 'act=gelu&net=8-8', 'net=17-15&norm=layer_norm', 'formula=x<0?a*(exp(x)-1):x']) {
    const error = await page.evaluate((text) => {
      window.activationLab.set(text);
      window.activationLab.step(50);
      return window.activationLab.request('self_check');
    }, link);
    assert.ok(error >= 0 && error <= 1e-4, `${link}: ${error}`);  // the bound of the specification
    t.diagnostic(`${link}: ${error}`);
  }
  await page.context().close();
});

test('a click plays, the space bar pauses, and the frames do not matter to the weights', async () => {
  const page = await open(browser, site);
  await click(page, 'play');
  await page.waitForFunction(() => window.activationLab.get().step > 50);
  await page.keyboard.press('Space');
  await page.waitForFunction(() => !window.activationLab.get().playing);
  const played = await rest(page);
  const stepped = await page.evaluate((steps) => {
    window.activationLab.reset();
    return window.activationLab.step(steps);
  }, played.step);
  assert.equal(stepped.weights_hash, played.weights_hash);
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test('a formula can be typed and taken back, and the wheel zooms', async () => {
  const page = await open(browser, site, 'view=curves');
  await page.locator('#field-formula').fill('x*sigmoid(b*x)');
  await until_link(page, /formula=x\*sigmoid\(b\*x\)/);
  await rest(page);
  await click(page, 'undo');
  await until_link(page, /^(?!.*formula=)/);
  await page.mouse.move(640, 360);
  await rest(page);
  await page.mouse.wheel(0, -200);
  await until_link(page, /\bx=.*\by=/);
  assert.deepEqual(page.errors, []);
  await page.context().close();
});
