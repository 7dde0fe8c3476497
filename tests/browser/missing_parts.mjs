// Every file that the page needs, missing in every way: the reader is told which one, in any browser.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { browser, kSite, serve } from './site.mjs';

// All scripts, the style and the program, under the names they have in the built site.
const kParts = [...readFileSync(join(kSite, 'index.html'), 'utf8').matchAll(/(?:href|src)="([^"]+\.(?:m?js|css|wasm))"/g)].map((found) => found[1]);

const kSpoilt = {
  'answers 404': (response) => response.writeHead(404).end(),
  'is cut off': (response) => response.destroy(),
  'is a page to sign in at': (response) => response.writeHead(200, { 'Content-Type': 'text/html' }).end('<title>Sign in</title>'),
  'comes in half': (response, part) => {
    const content = readFileSync(join(kSite, part));
    const type = part.endsWith('css') ? 'text/css' : part.endsWith('wasm') ? 'application/wasm' : 'text/javascript';
    response.writeHead(200, { 'Content-Type': type }).end(content.subarray(0, content.length / 2));
  },
  'never comes': () => {},
};

const kPatience_ms = 120_000;  // so many pages at once take their time

// The page without that part, opened with `locale`; check(page) while it is so.
async function without(part, spoil, locale, check) {
  let is_spoilt = true;
  const server = await serve(kSite, (path, response) => {
    if (!is_spoilt || path !== `/${part}`) return false;
    spoil(response, part);
    return true;
  });
  const page = await (await browser.newContext({ locale })).newPage();
  await page.goto(server.url, { waitUntil: 'commit', timeout: kPatience_ms });
  await check(page, () => { is_spoilt = false; });
  await page.context().close();
  await server.close();
}

// Looked for by the clock: without its style a page may draw no frame at all.
async function assert_named(page, part, selector, words) {
  await page.waitForFunction(([selector, part]) => {
    const told = document.querySelector(selector);
    return told?.textContent.includes(part) && told.getBoundingClientRect().height > 0;
  }, [selector, part], { polling: 250, timeout: kPatience_ms });
  assert.match(await page.textContent(selector), words);
}

// ways: those of kSpoilt that are tried.
export function test_missing_parts(ways = Object.keys(kSpoilt)) {
  test('the page is made of the scripts, the style and the program that this test spoils', () => {
    assert.ok(kParts.length > 12, kParts.join());
    for (const name of [/^main\./, /^activation-lab\..*mjs$/, /wasm$/, /css$/]) assert.ok(kParts.some((part) => name.test(part)), String(name));
  });

  for (const way of ways.filter((way) => way !== 'never comes')) {
    test(`whatever part of the page ${way}, a sentence names it, in both languages`, async () => {
      await Promise.all(kParts.map(async (part, i) => {
        const [locale, words] = i % 2 ? ['zh-CN', /没有下载成功/] : ['en-GB', /did not arrive/];
        await without(part, kSpoilt[way], locale, async (page, mend) => {
          await assert_named(page, part, '#failure-text', words);
          assert.ok(await page.isHidden('#loading') && await page.isHidden('#figure'), part);
          assert.notEqual(await page.evaluate(() => window.activationLab.ready.then(() => '', (error) => error.message)), '');
          mend();
          if (i > 0) return;
          await page.click('#failure-again');
          await page.waitForFunction(() => window.activationLab?.ready.then(() => true));
        });
      }));
    });
  }

  test('whatever part of the page never comes, a sentence names it after a while', async () => {
    await Promise.all(kParts.map((part, i) => without(part, kSpoilt['never comes'], i % 2 ? 'zh-CN' : 'en-GB', async (page) => {
      // Without its style a page is not drawn at all: that is given up.
      const [selector, words] = part.endsWith('.css') ? ['#failure-text', /did not arrive|没有下载成功/] : ['#slow', /has not arrived yet|尚未下载完成/];
      await assert_named(page, part, selector, words);
      if (selector === '#slow') assert.ok(await page.isVisible('#slow-again'));
    })));
  });
}
