// What opens for typing, opened by the mouse: the next letter is typed there.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browser, frames, get, open, site } from './site.mjs';
import { focused, press_at, until_focused } from './twins.mjs';

// tests/shell/search_test.cpp tries more of them, without a browser.
const kOpened = [
  ['view=train&lang=zh', 'act', 'activation_list.search', '正弦函数', /act=sin&/], ['view=train', 'formula.type', 'formula', 'x^2', /formula=x(\^|%5E)2/],
  ['view=curves', 'gallery_open', 'gallery_search', 'GELU', /curves=gelu$/, [480, 360]], ['view=train&net=3-3', 'act.l2', 'act.l2.search', 'step', /act=l2(:|%3A)step/],
];

export function test_typing() {
  test('what the mouse opens for typing has the keyboard, and Enter takes the first that was found', async () => {
    for (const [link, opener, input, words, becomes, [width, height] = [1280, 720]] of kOpened) {
      const page = await open(browser, site, link, { viewport: { width, height } });
      await press_at(page, opener);
      await until_focused(page, input);
      await page.keyboard.type(words);
      await page.keyboard.press('Enter');
      await page.waitForFunction((source) => new RegExp(source).test(window.activationLab.get().link), becomes.source);
      await frames(page, 8);
      assert.equal(await focused(page), opener, link);
      assert.deepEqual((await get(page)).notices, []);
      assert.deepEqual(page.errors, []);
      await page.context().close();
    }
  });

  test('a text field has the colours of the program, whatever the system and in whichever room it stands', async () => {
    for (const [system, link, opener, id] of [['dark', 'view=curves', null, 'formula'], ['light', 'view=train', 'act', 'activation_list.search'],
      ['dark', 'view=train&lang=zh', 'formula.type', 'formula']]) {
      const page = await open(browser, site, link, { colorScheme: system });
      if (opener) await press_at(page, opener);
      await page.waitForSelector(`#mirror [data-id="${id}"] input`, { state: 'attached' });
      const seen = async (theme) => {
        await page.evaluate((theme) => window.activationLab.change('theme', theme), theme);
        await frames(page, 8);
        return page.evaluate((id) => {
          const style = getComputedStyle(document.querySelector(`#mirror [data-id="${id}"] input`));
          return [style.colorScheme, style.color];
        }, id);
      };
      const [by_system, light, dark] = [await seen('auto'), await seen('light'), await seen('dark')];
      assert.notDeepEqual(light[1], dark[1]);
      assert.deepEqual([light[0], dark[0]], ['light', 'dark']);
      const is_dark = await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);  // not every driver can ask for it
      assert.deepEqual(by_system, is_dark ? dark : light);
      await page.context().close();
    }
  });
}
