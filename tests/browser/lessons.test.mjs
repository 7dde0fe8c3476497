// The lessons come when one is open, a language's at a time; the first view has none.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { test_lesson_by_keyboard } from './lesson_bot.mjs';
import { browser, open, rest, share_browser_and_site, site } from './site.mjs';

share_browser_and_site();

test_lesson_by_keyboard('squeezing');
test_lesson_by_keyboard('slope');
test_lesson_by_keyboard('threshold');

const request = (page, text) => page.evaluate((text) => window.activationLab.request(text), text);

test('no lesson is asked for before one is open, and then those of the language, once', async () => {
  const page = await open(browser, site, 'view=curves');
  const asked = [];
  page.on('request', (sent) => {
    const [, tag] = new URL(sent.url()).pathname.match(/\/lessons\/(\w+)\./) ?? [];
    if (tag) asked.push(tag);
  });
  await rest(page);
  assert.deepEqual(asked, []);
  await request(page, 'set lesson=slope&step=2');
  await rest(page);
  assert.deepEqual(asked, ['en']);
  await request(page, 'set lesson=squeezing&step=1');
  await rest(page);
  assert.deepEqual(asked, ['en']);
  await request(page, 'change lang=zh');
  await rest(page);
  assert.deepEqual(asked, ['en', 'zh']);
  assert.deepEqual(page.errors, []);
  await page.context().close();
});
