// The keyboard in the figure: in which order it goes, what it moves, where it is left, and when it is not taken.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browser, click, frames, get, kRoomy, open, rest, share_browser_and_site, site, until_shown } from './site.mjs';
import { focus, focused, open_in, press_at, twins_and_controls, until_focused } from './twins.mjs';
import { test_typing } from './typing.mjs';

share_browser_and_site(host_page);

// A course page with the figure in a frame, and a text input of its own.
function host_page(path, response) {
  if (path !== '/host') return false;
  response.writeHead(200, { 'Content-Type': 'text/html' });
  response.end(`<input id="own" aria-label="own"><iframe title="figure" src="/index.html" width="900" height="600"></iframe>`);
  return true;
}

test_typing();

test('the keyboard is not taken: not on loading, not when something opens or ends, not while a person types elsewhere', async () => {
  const page = await (await browser.newContext({ viewport: { width: 1000, height: 700 } })).newPage();
  await page.goto(`${site.url}host`);
  const frame = page.frames()[1];
  await frame.waitForFunction(() => window.activationLab?.ready.then(() => true));
  await page.focus('#own');
  await frame.evaluate(() => window.activationLab.set('act=relu&view=curves'));
  await page.waitForTimeout(300);
  await frame.evaluate(() => window.activationLab.set('view=train&bogus=1'));
  await frame.evaluate(() => window.activationLab.step(300));
  await page.keyboard.type('abc');
  await page.waitForTimeout(300);
  assert.equal(await page.evaluate(() => document.activeElement.id), 'own');
  assert.equal(await page.inputValue('#own'), 'abc');
  await page.context().close();
});

test('the ring of the keyboard is drawn on the canvas, once, and goes with the focus', async () => {
  const page = await open(browser, site);
  await rest(page);
  const near = async (id) => {
    const { x, y, width, height } = (await page.evaluate((id) => window.activationLab.controls().find((one) => one.id === id).rect, id));
    return (await page.screenshot({ clip: { x: x - 4, y: y - 4, width: width + 8, height: height + 8 } })).toString('base64');
  };
  const plain = { reset: await near('reset'), step: await near('step') };
  await focus(page, 'reset');
  await rest(page);
  assert.notEqual(await near('reset'), plain.reset);
  assert.equal(await near('step'), plain.step);
  await focus(page, 'step');
  await rest(page);
  assert.equal(await near('reset'), plain.reset);
  assert.notEqual(await near('step'), plain.step);
  await page.mouse.click(700, 700);  // the pointer hides it
  await page.mouse.move(5, 300);
  await rest(page);
  assert.equal(await near('step'), plain.step);
  await page.context().close();
});

test('what is scrolled away is in the mirror, and comes into view with the keyboard', async () => {
  const page = await open_in('phone', 'data=moons');
  await rest(page);
  const seed = (await twins_and_controls(page)).twins.find(({ id }) => id === 'seed.more');
  assert.equal(seed.away, true);
  await focus(page, 'seed.more');
  await until_shown(page, 'seed.more');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => /seed=2/.test(window.activationLab.get().link));
  assert.equal(await page.evaluate(() => document.getElementById('figure').scrollTop), 0);
  await page.context().close();
});

test('Tab goes through the figure in the order of the document, through each control once, and out of it', async () => {
  const page = await open(browser, site, 'view=train', kRoomy);
  await rest(page);
  const order = await page.evaluate(() => [...document.querySelectorAll('#mirror :is(button, input, select, summary, [role=option])')]
    .filter((node) => node.tabIndex >= 0 && !node.disabled).map((node) => node.closest('[data-id]').dataset.id));
  const visited = [];
  await page.keyboard.press('Tab');
  for (let i = 0; i < 200 && (await focused(page)); ++i) {
    visited.push(await focused(page));
    await page.keyboard.press('Tab');
  }
  assert.deepEqual(visited, order);
  assert.ok(order.indexOf('play') < order.indexOf('noise'), 'as it is read: the transport stands above the data');
  await page.context().close();
});

test('arrow keys go between what stands side by side, and Tab passes it in one step', async () => {
  const page = await open(browser, site, 'view=train', kRoomy);
  await rest(page);
  await focus(page, 'data.rings');
  await page.keyboard.press('ArrowRight');
  await until_focused(page, 'data.moons');
  await page.keyboard.press('Home');
  await until_focused(page, 'data.xor');
  await page.keyboard.press('End');
  await until_focused(page, 'data.xor_table');
  await page.keyboard.press('ArrowUp');
  await until_focused(page, 'data.rings');
  await page.keyboard.press('Tab');
  assert.equal(await focused(page), 'n');
  await focus(page, 'neuron.1.1');
  await page.keyboard.press('ArrowRight');
  await until_focused(page, 'neuron.2.1');
  await page.keyboard.press('ArrowDown');
  await until_focused(page, 'neuron.2.2');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement.ariaPressed === 'true');
  await page.context().close();
});

test('a list opens with the keyboard on the present choice, Escape closes it, and the keyboard is back', async () => {
  const page = await open(browser, site);
  for (const [opener, inside] of [['act', 'activation_list.search'], ['lr', null], ['training', null], ['formula.type', 'formula'], ['keys.open', 'close'], ['export.open', 'export.of.output']]) {
    await frames(page);
    if (opener === 'lr') {
      await press_at(page, opener);  // with the keyboard a list of the browser's own
    } else {
      await focus(page, opener);
      await page.keyboard.press('Enter');
    }
    await page.getByRole('dialog').waitFor({ state: 'attached' });
    await frames(page, 8);
    if (opener === 'lr') {
      await page.keyboard.press('ArrowDown');  // from the present choice on, where the pointer has opened it
      await until_focused(page, 'lr.0.03');
    }
    if (inside) assert.equal(await focused(page), inside);
    assert.equal(await page.evaluate(() => document.activeElement.closest('[role=dialog]') !== null), true, opener);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    if (opener !== 'lr') await until_focused(page, opener);
  }
  await page.context().close();
});

test('what is searched for is found by typing alone: the whole name first, Enter takes the first, an arrow goes to the list', async () => {
  const page = await open(browser, site);
  await focus(page, 'act');
  await page.keyboard.press('Enter');
  await until_focused(page, 'activation_list.search');
  await page.keyboard.type('tanh');
  await frames(page, 8);
  await page.keyboard.press('ArrowDown');
  await until_focused(page, 'act.tanh');
  await page.keyboard.press('Escape');
  await until_focused(page, 'act');
  await page.keyboard.press('Enter');
  await until_focused(page, 'activation_list.search');
  await page.keyboard.type('relu');
  await frames(page, 8);
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => /act=relu(&|$)/.test(window.activationLab.get().link));
  await until_focused(page, 'act');
  await page.context().close();
});

test('what is pressed keeps the keyboard where it moves in the order, and where it can be pressed no more', async () => {
  const page = await open(browser, site, 'view=curves&act=relu,tanh');
  await rest(page);
  await focus(page, 'act.chip.tanh');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => /curves=tanh(%2C|,)relu/.test(window.activationLab.get().link));
  await frames(page, 8);
  assert.equal(await focused(page), 'act.chip.tanh');
  await focus(page, 'undo');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement.ariaDisabled === 'true');
  await frames(page, 5);
  assert.equal(await focused(page), 'undo');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  assert.equal(await focused(page), 'redo');
  await page.context().close();
});

test('a text input shows what an undo and a redo bring, also after Enter', async () => {
  const page = await open(browser, site, 'view=curves');
  const input = page.locator('#field-formula');
  await input.fill('x^2');
  await input.press('Enter');
  await rest(page);
  for (const [key, text] of [['undo', 'tanh(x)'], ['redo', 'x^2'], ['undo', 'tanh(x)']]) {
    await page.evaluate((key) => window.activationLab[key](), key);
    await rest(page);
    assert.equal(await input.inputValue(), text);
  }
  await page.context().close();
});

test('a slider that keys move faster than frames come keeps every step', async () => {
  const page = await open(browser, site, 'data=moons&play=1', kRoomy);
  const noise = page.locator('[data-id="noise"] input');
  await noise.focus();
  for (let i = 0; i < 20; ++i) await page.keyboard.press('ArrowRight');
  await page.waitForFunction(() => /noise=0\.2(&|$)/.test(window.activationLab.get().link));
  assert.equal(await noise.inputValue(), '0.2');
  await page.context().close();
});

test('after a press of the pointer Tab goes on from there', async () => {
  const page = await open(browser, site);
  await click(page, 'step');
  await rest(page);
  await page.keyboard.press('Tab');
  assert.equal(await focused(page), 'reset');
  await page.context().close();
});

test('single keys can be switched off, by a link and in the sheet of keys, which ? opens', async () => {
  const page = await open(browser, site);
  await click(page, 'step');
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keys' }).waitFor({ state: 'attached' });
  await rest(page);
  await page.locator('[data-id="keys"] input').evaluate((node) => node.click());
  await page.waitForFunction(() => /keys=0/.test(window.activationLab.get().link));
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.evaluate(() => document.getElementById('figure').focus());
  await page.keyboard.press('Space');
  await page.keyboard.press('?');
  await rest(page);
  assert.equal((await get(page)).playing, false);
  assert.equal(await page.getByRole('dialog').count(), 0);
  await page.keyboard.press('Control+z');  // what has Ctrl is no single key
  await page.context().close();
});
