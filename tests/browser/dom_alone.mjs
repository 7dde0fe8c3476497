// The whole program by the controls of the page, none of them pointed at and nothing sent to the canvas: as a person does who
// does not see it. For the file that has called share_browser_and_site().
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browser, get, kRoomy, open, rest, site } from './site.mjs';

// The keyboard goes to a control, as assistive technology brings it there, and presses a key.
async function press(control, key = 'Enter') {
  await control.focus();
  await control.press(key);
}

// From an open list, which then is gone.
async function choose(page, name) {
  await press(page.getByRole('option', { name, exact: true }));
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

const until_link = (page, pattern) =>
  page.waitForFunction((source) => new RegExp(source).test(decodeURIComponent(window.activationLab.get().link)), pattern.source);

export function test_dom_alone() {
  test('by the mirror alone: XOR is trained with relu to 100 %', async () => {
    const page = await open(browser, site, 'net=8');
    const by = (role, name) => page.getByRole(role, { name, exact: true });
    await press(by('button', 'XOR'));
    await press(by('button', 'Activation: tanh'));
    const search = by('textbox', 'Search functions');
    await search.fill('relu');
    await choose(page, 'ReLU');
    await by('button', 'Activation: ReLU').waitFor({ state: 'attached' });
    await by('combobox', 'Speed (steps/s)').selectOption('as fast as possible');
    await press(by('button', 'Play'));
    await page.waitForFunction(() => /accuracy 100\s*%/.test(document.querySelector('[data-id="loss_chart"]').ariaLabel ?? ''), null, { timeout: 60000 });
    await press(by('button', 'Pause'));
    const state = await rest(page);
    assert.equal(state.playing, false);
    assert.equal(state.train.accuracy, 1);
    assert.match(state.link, /data=xor/);
    assert.match(state.link, /act=relu/);
    await page.context().close();
  });

  test('by the mirror alone: a slider is moved by keys, and the canvas follows', async () => {
    const page = await open(browser, site, 'data=moons', kRoomy);
    await rest(page);
    const noise = page.getByRole('slider', { name: 'Noise' });
    const rect = await page.evaluate(() => window.activationLab.controls().find(({ id }) => id === 'output').rect);
    const whole = { x: Math.round(rect.x), y: Math.round(rect.y), width: Math.round(rect.width), height: Math.round(rect.height) };
    const before = (await page.screenshot({ clip: whole })).toString('base64');
    await noise.focus();
    for (let i = 0; i < 3; ++i) await noise.press('ArrowRight');
    await until_link(page, /noise=0\.\d*[1-9]/);
    await rest(page);
    const value = Number(await noise.inputValue());
    assert.ok(value > 0 && value <= 0.5, `noise ${value}`);
    assert.match((await get(page)).link, new RegExp(`noise=${value}(&|$)`));
    const after = (await page.screenshot({ clip: whole })).toString('base64');
    assert.notEqual(after, before);
    await page.context().close();
  });

  test('by the mirror alone: Identity is chosen in the list, a formula typed, f(2.5) read, the language switched, all undone', async () => {
    const page = await open(browser, site);
    const by = (role, name) => page.getByRole(role, { name, exact: true });
    const start = (await get(page)).link;
    await press(by('button', 'Activation: tanh'));
    await choose(page, 'Identity');
    await until_link(page, /act=identity/);
    await press(by('button', 'Curves'));
    const formula = by('textbox', 'Formula of the function f(x)');
    await formula.fill('x^2+1');
    await until_link(page, /formula=x\^2\+1/);
    const cursor = by('slider', 'x of the cursor');
    await cursor.focus();
    const value = (wanted) => page.waitForFunction((x) => document.querySelector('[data-id="cursor"] input').value === x, wanted);
    await cursor.press('End');
    await value('6');
    await rest(page);  // as a person does, who looks before the next key
    await cursor.press('PageDown');
    await value('4');
    await rest(page);
    await cursor.press('ArrowLeft', { delay: 700 });  // let go late, as by a hand that trembles
    await value('3.8');
    await cursor.fill('2.5');
    await by('button', 'Copy f(x) = 7.25').waitFor({ state: 'attached' });
    await page.waitForFunction(() => /At x = 2\.5: .*7\.25/.test(document.querySelector('[data-id="cursor"] input').getAttribute('aria-valuetext')));
    await press(by('button', '中文'));
    await by('button', '训练网络').waitFor({ state: 'attached' });
    await page.waitForFunction(() => document.documentElement.lang === 'zh-CN');
    for (let i = 0; i < 10 && !(await by('button', '撤销').isDisabled()); ++i) {
      await press(by('button', '撤销'));
      await rest(page);
    }
    const link = (await get(page)).link;
    assert.equal(link, `view=curves${start && '&'}${start}&lang=zh`);  // room and language are the reader's own
    await page.context().close();
  });
}
