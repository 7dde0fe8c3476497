// The front page in a browser: what opens it, that the address leads back to it and never hides another room, and that it shows
// pictures, moves one of them, and comes to rest.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browser, click, colours_in, get, open, rest, share_browser_and_site, site } from './site.mjs';

share_browser_and_site();

const kStill = { reducedMotion: 'reduce' };
const view = (page) => page.evaluate(() => new URLSearchParams(window.activationLab.get().share).get('view'));
const until_view = (page, wanted) =>
  page.waitForFunction((wanted) => new URLSearchParams(window.activationLab.get().share).get('view') === wanted, wanted);
const until_hash = (page, wanted) => page.waitForFunction((wanted) => location.hash === wanted, wanted);
const until_pictures = (page) =>
  page.waitForFunction(() => document.querySelectorAll('#mirror [data-id^="figure."]').length === 6);

test('an address that asks for nothing shows the front page, six pictures of many colours, and no complaint', async () => {
  for (const options of [{}, { locale: 'zh-CN', colorScheme: 'dark' }, { viewport: { width: 390, height: 844 }, hasTouch: true }]) {
    const page = await open(browser, site, '', options);
    assert.equal(await view(page), 'home');
    await until_pictures(page);
    assert.ok((await colours_in(page)) > 60);
    assert.equal(new URL(page.url()).hash, '');
    assert.deepEqual((await get(page)).notices, []);
    assert.deepEqual(page.errors, []);
    await page.context().close();
  }
});

test('a reload comes back to the room, Back to the front page, Forward to the room', async () => {
  const page = await open(browser, site, '', kStill);
  await until_pictures(page);
  await click(page, 'view.train');
  await until_view(page, 'train');
  await until_hash(page, '#view=train');
  await page.reload();
  await page.waitForFunction(() => window.activationLab?.ready.then(() => true));
  assert.equal(await view(page), 'train');
  await page.goBack();
  await until_view(page, 'home');
  await page.goForward();
  await until_view(page, 'train');
  await click(page, 'view.home');
  await until_hash(page, '#view=home');
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test('by the mirror alone a card opens the network that its figure shows', async () => {
  const page = await open(browser, site, '', kStill);
  await until_pictures(page);
  await page.getByRole('button', { name: /^XOR/ }).press('Enter');
  await page.waitForFunction(() => window.activationLab.get().step === 600);
  const { link, train } = await get(page);
  assert.match(link, /data=xor_table/);
  assert.equal(train.accuracy, 1);
  await page.context().close();
});

test('the line that is copied for a page of one\'s own shows the twin there', async () => {
  const page = await open(browser, site, '', kStill);
  await until_pictures(page);
  // What is handed to the clipboard: the clipboard itself is the machine's, which other pages write to meanwhile.
  await page.evaluate(() => { navigator.clipboard.writeText = (text) => { window.copied = text; return Promise.resolve(); }; });
  await click(page, 'copy.iframe');
  const line = await (await page.waitForFunction(() => window.copied)).jsonValue();
  const host = await page.context().newPage();
  await host.route('**/host', (route) => route.fulfill({ contentType: 'text/html', body: line }));
  await host.goto(`${site.url}host`);
  const frame = await (await host.waitForSelector('iframe')).contentFrame();
  await frame.waitForFunction(() => window.activationLab?.ready.then(() => true));
  await host.bringToFront();
  assert.match((await frame.evaluate(() => window.activationLab.get())).share, /view=train&twin=identity/);
  assert.deepEqual(await host.$eval('iframe', ({ width, height }) => [width, height]), ['480', '360']);
  await page.context().close();
});

test('with reduced motion no frame is drawn once the figures are there; without, one moves', async () => {
  const page = await open(browser, site, '', kStill);
  await until_pictures(page);
  await rest(page);
  await page.waitForTimeout(1000);
  const { frames } = await get(page);
  await page.waitForTimeout(1500);
  assert.equal((await get(page)).frames, frames);
  await page.context().close();
  const moving = await open(browser, site, '');
  await until_pictures(moving);
  const before = (await get(moving)).frames;
  await moving.waitForFunction((wanted) => window.activationLab.get().frames > wanted, before + 5);
  await moving.context().close();
});
