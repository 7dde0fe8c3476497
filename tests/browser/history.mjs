// The address and the history of the browser: a reload comes back to where the reader was, and Back to the room before.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browser, centre_of, click, get, kSite, open, rest, serve, site } from './site.mjs';

const ready = (page) => page.waitForFunction(() => window.activationLab?.ready.then(() => true));
const until_step = (page, step) => page.waitForFunction((step) => window.activationLab.get().step === step, step);
const until_view = (page, view) =>
  page.waitForFunction((view) => new URLSearchParams(window.activationLab.get().share).get('view') === view, view);
const until_hash = (page, pattern) => page.waitForFunction((source) => new RegExp(source).test(location.hash), pattern.source);

export function test_history() {
  test('a reload after pausing comes back to the same step and the same weights, changes included', async () => {
    const page = await open(browser, site, 'data=moons&speed=200');
    await click(page, 'play');
    await page.waitForFunction(() => window.activationLab.get().step > 100);
    await page.evaluate(() => window.activationLab.change('lr', '0.05'));
    await page.waitForFunction(() => window.activationLab.get().step > 200);
    const { x, y } = await centre_of(page, 'play');
    await page.mouse.click(x, y);
    await page.waitForFunction(() => !window.activationLab.get().playing);
    await until_hash(page, /steps=/);
    const paused = await get(page);
    await page.reload();
    await ready(page);
    await until_step(page, paused.step);
    const again = await rest(page);
    assert.equal(again.weights_hash, paused.weights_hash);
    assert.equal(again.playing, false);
    assert.deepEqual(again.notices, []);
    assert.deepEqual(page.errors, []);
    await page.context().close();
  });

  test('Back goes from Curves to Train, Forward to Curves again, and neither loses the training or a change', async () => {
    const page = await open(browser, site, 'data=moons');
    await page.evaluate(() => { window.is_same_page = true; });
    await page.evaluate(() => window.activationLab.step(150));
    const trained = await rest(page);
    await click(page, 'view.curves');
    await until_view(page, 'curves');
    await page.evaluate(() => window.activationLab.change('x', '-2:2'));
    await rest(page);
    await page.goBack();
    await until_view(page, 'train');
    const back = await rest(page);
    assert.equal(back.weights_hash, trained.weights_hash);
    assert.match(back.link, /x=-2/);
    await until_hash(page, /^(?!.*view=curves).*steps=150/);
    await page.goForward();
    await until_view(page, 'curves');
    await until_hash(page, /view=curves/);
    assert.equal(await page.evaluate(() => window.is_same_page), true);
    await page.reload();  // what was before is remembered across it
    await ready(page);
    await page.goBack();
    await until_view(page, 'train');
    await until_step(page, 150);
    assert.equal((await get(page)).weights_hash, trained.weights_hash);
    assert.deepEqual(page.errors, []);
    await page.context().close();
  });

  test('Back while it trains goes on training', async () => {
    const page = await open(browser, site, 'data=moons&speed=100');
    await click(page, 'play');
    await page.waitForFunction(() => window.activationLab.get().step > 20);
    const { x, y } = await centre_of(page, 'view.curves');
    await page.mouse.click(x, y);
    await until_view(page, 'curves');
    const { step } = await get(page);
    await page.goBack();
    await until_view(page, 'train');
    await page.waitForFunction((step) => window.activationLab.get().playing && window.activationLab.get().step > step, step);
    await page.context().close();
  });

  test('Back to a link that somebody typed or pasted opens all of it', async () => {
    const page = await open(browser, site, 'seed=5');
    await page.evaluate(() => window.activationLab.step(30));
    await until_hash(page, /steps=30/);
    await page.evaluate(() => { location.hash = 'seed=6&data=xor'; });
    await page.waitForFunction(() => /seed=6/.test(window.activationLab.get().link));
    await click(page, 'view.curves');
    await until_hash(page, /view=curves/);
    await page.goBack();
    await until_view(page, 'train');
    assert.match((await get(page)).link, /seed=6/);
    await page.goBack();
    await page.waitForFunction(() => /seed=5/.test(window.activationLab.get().link));
    await until_step(page, 30);
    assert.doesNotMatch((await get(page)).link, /data=xor/);
    await page.context().close();
  });

  test('an address in which a page or a mail has rewritten the & is applied, as a hash and as a query', async () => {
    const page = await (await browser.newContext()).newPage();
    for (const [begins, sign] of [['#', '&#38;'], ['?', '&#38;'], ['#', '%26amp%3B'], ['?', '&amp;#38;'], ['?', '&amp;amp;']]) {
      await page.goto('about:blank');
      await page.goto(`${site.url}${begins}lr=0.1${sign}data=xor${sign}net=3-2`);
      await ready(page);
      const { link, notices } = await get(page);
      assert.equal(link, 'data=xor&net=3-2&lr=0.1', begins + sign);
      assert.deepEqual(notices, []);
    }
    await page.context().close();
  });

  test('a frame adds to the history of the page around it what its reader does in it: a room, and nothing else', async () => {
    const host = await serve(kSite, (path, response) => {
      if (path !== '/host') return false;
      response.writeHead(200, { 'Content-Type': 'text/html' });
      response.end('<body style="margin:0"><iframe src="/index.html#data=moons" width=900 height=560 style="border:0"></iframe>');
      return true;
    });
    const page = await (await browser.newContext({ viewport: { width: 900, height: 600 } })).newPage();
    await page.goto(`${host.url}host`);
    const frame = page.frames()[1];
    await ready(frame);
    const entries = () => page.evaluate(() => history.length);
    const before = await entries();
    for (const link of ['view=curves', 'view=train&data=xor', 'view=curves&lr=0.1', 'view=train']) {
      await frame.evaluate((text) => window.activationLab.set(text), link);
      await page.waitForTimeout(500);
    }
    await frame.evaluate(() => window.activationLab.step(20));
    await until_hash(frame, /steps=20/);
    assert.equal(await entries(), before);
    await click(frame_page(frame, page), 'view.curves');
    await until_view(frame, 'curves');
    assert.equal(await entries(), before + 1);
    await page.evaluate(() => history.back());  // the driver's own would wait for the page around
    await until_view(frame, 'train');
    assert.equal((await get(frame)).step, 20);
    assert.equal(page.url(), `${host.url}host`);
    await page.context().close();
    await host.close();
  });

  test('a link of a million steps is there at once, can be used while they are made, and ends at the last', async (t) => {
    const start_ms = Date.now();
    const page = await open(browser, site, 'data=moons&net=2&n=100&batch=1&steps=1000000&speed=max');
    const opened_ms = Date.now() - start_ms;
    assert.ok(opened_ms < 10000, `opened after ${opened_ms} ms`);  // as any link: most of it is the start of the browser's page
    const { step } = await get(page);
    assert.ok(step < 1000000, 'it is not waited for');
    await page.evaluate(() => window.activationLab.change('view', 'curves'));
    await until_view(page, 'curves');
    await page.waitForFunction(() => window.activationLab.get().step === 1000000, null, { timeout: 120000 });
    t.diagnostic(`open after ${opened_ms} ms, a million steps after ${Date.now() - start_ms} ms`);
    await page.context().close();
  });
}

// What click() asks of a page, for a frame in its upper left corner.
function frame_page(frame, page) {
  return {
    evaluate: (...call) => frame.evaluate(...call),
    waitForFunction: (...call) => frame.waitForFunction(...call),
    waitForTimeout: (ms) => page.waitForTimeout(ms),
    mouse: page.mouse,
  };
}
