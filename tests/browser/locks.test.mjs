// lock= and hide= bind the reader in whichever way she comes in; the host may override them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { browser, centre_of, frames, get, kRoomy, open, rest, share_browser_and_site, site, until_shown } from './site.mjs';

share_browser_and_site();

const kLocked = 'lr=0.1&data=moons&noise=0.1&act=relu&net=3&seed=4&opt=sgd&l2=0.01&lock=all,-undo,-redo,-reset,-view';
const kTrain = `${kLocked}`;
const kCurves = `view=curves&a=0.5&act=prelu&x=-3:3&lock=all,-view,-undo`;

const field_of = (link, key) => new URLSearchParams(link).get(key);

// What the figure holds of what is locked.
async function locked_fields(page) {
  const { link } = await get(page);
  return Object.fromEntries(['lr', 'data', 'noise', 'act', 'net', 'seed', 'wseed', 'dseed', 'opt', 'l2', 'a', 'curves', 'ca', 'x', 'formula', 'steps', 'edits', 'n', 'batch', 'split']
    .map((key) => [key, field_of(link, key)]));
}

const at = (id, do_it) => async (page) => {
  const { x, y } = await centre_of(page, id);
  await do_it(page, x, y);
};
const press_at = (id) => at(id, (page, x, y) => page.mouse.click(x, y));
const drag_at = (id) => at(id, async (page, x, y) => {
  await page.mouse.move(x - 30, y);
  await page.mouse.down();
  await page.mouse.move(x + 30, y, { steps: 4 });
  await page.mouse.up();
});
const keys_after = (id, ...keys) => at(id, async (page, x, y) => {
  await page.mouse.click(x, y);
  for (const key of keys) await page.keyboard.press(key);
});
const twin = (id, act) => (page) => page.evaluate(([id, act]) => {
  const node = document.querySelector(`[data-id="${id}"]`);
  const control = node.matches('button') ? node : node.querySelector('input, select');
  control.disabled = false;  // as someone does who edits the page
  if (act === 'click') control.click();
  if (act === 'slide') {
    control.value = control.max;
    control.dispatchEvent(new Event('input', { bubbles: true }));
  }
  if (act === 'select') {
    control.selectedIndex = (control.selectedIndex + 1) % control.options.length;
    control.dispatchEvent(new Event('change', { bubbles: true }));
  }
  if (act === 'type') {
    control.value = 'x^3';
    control.dispatchEvent(new Event('input', { bubbles: true }));
  }
}, [id, act]);
const request = (text) => (page) => page.evaluate((text) => {
  try {
    window.activationLab.request(text);
  } catch {
    // a sentence that says no
  }
}, text);
const hash = (text) => (page) => page.evaluate((text) => {
  location.hash = text;
}, text);

// What is done in the panel of training.
const in_panel = (way) => async (page) => {
  await press_at('training')(page);
  await until_shown(page, 'opt');
  await way(page);
  await frames(page, 8);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
};

// name, room, what is done. Each begins with the figure as its link has it.
const kWays = [
  ['press of a data tile', kTrain, press_at('data.spiral')],
  ['press of the activation', kTrain, press_at('act')],
  ['press of the rate', kTrain, press_at('lr')],
  ['press of the optimizer', kTrain, in_panel(press_at('opt'))],
  ['press of more neurons', kTrain, press_at('net.more.l1')],
  ['press of more layers', kTrain, press_at('net.more')],
  ['press of the next seed', kTrain, press_at('seed.more')],
  ['press of new weights', kTrain, press_at('new_weights')],
  ['press of one step', kTrain, press_at('step')],
  ['drag of a slider', kTrain, drag_at('noise')],
  ['drag of the batch size', kTrain, drag_at('batch')],
  ['a finger on a slider', kTrain, at('noise', (page, x, y) => page.touchscreen.tap(x + 20, y))],
  ['a finger on a data tile', kTrain, at('data.xor', (page, x, y) => page.touchscreen.tap(x, y))],
  ['arrows after a press', kTrain, keys_after('noise', 'ArrowRight', 'ArrowRight', 'End')],
  ['enter after a press', kTrain, keys_after('data.spiral', 'Enter', 'Space')],
  ['escape, delete and letters', kTrain, keys_after('output', 'Escape', 'Delete', 'Backspace', 'r', 's')],
  ['mirror: a data tile', kTrain, twin('data.spiral', 'click')],
  ['mirror: the list of rates', kTrain, twin('lr', 'select')],
  ['mirror: the list of optimizers', kTrain, in_panel(twin('opt', 'select'))],
  ['mirror: the number of points', kTrain, twin('n', 'select')],
  ['mirror: a slider', kTrain, twin('noise', 'slide')],
  ['mirror: the batch size', kTrain, twin('batch', 'slide')],
  ['mirror: the next seed', kTrain, twin('seed.more', 'click')],
  ['mirror: more neurons', kTrain, twin('net.more.l1', 'click')],
  ['mirror: new weights', kTrain, twin('new_weights', 'click')],
  ['mirror: one step', kTrain, twin('step', 'click')],
  ['mirror: the formula', kCurves, twin('formula', 'type')],
  ['mirror: a parameter', kCurves, twin('ca', 'slide')],
  ['request: change', kTrain, request('change lr=0.5')],
  ['request: set', kTrain, request('set data=xor&lr=0.5')],
  ['request: set without the locks', kTrain, request('set lock=&hide=&lr=0.5')],
  ['request: step', kTrain, request('step 10')],
  ['request: new weights', kTrain, request('new_weights')],
  ['request: edits', kTrain, request('set edits=0:lr:0.5')],
  ['request: undo after a lock', kTrain, request('undo')],
  ['request: redo', kTrain, request('redo')],
  ['request: reset', kTrain, request('reset')],
  ['hash with another value', kTrain, hash('lr=0.5&data=xor')],
  ['hash without the locks', kTrain, hash('lock=&lr=0.5')],
  ['hash that is empty', kTrain, hash('')],
  ['hash with a formula', kTrain, hash('formula=x^2&act=own1')],
  ['undo by keys', kTrain, keys_after('output', 'Control+z', 'Control+z')],
  ['redo by keys', kTrain, keys_after('output', 'Control+y', 'Control+Shift+z')],
  ['undo after a change that is free', kTrain, async (page) => {
    for (const text of ['change view=curves', 'undo', 'change view=train']) await request(text)(page);
  }],
  ['paste', kTrain, async (page) => {
    await page.mouse.click(600, 400);
    await page.evaluate(() => document.getElementById('figure').dispatchEvent(new ClipboardEvent('paste', {
      bubbles: true, clipboardData: Object.assign(new DataTransfer(), {}),
    })));
    await page.keyboard.press('Control+v');
  }],
  ['drop of a link', kTrain, (page) => page.evaluate(() => {
    const data = new DataTransfer();
    data.setData('text/plain', '#lr=0.5&data=xor');
    for (const kind of ['dragover', 'drop']) {
      document.getElementById('canvas').dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: data }));
    }
  })],
  ['the wheel over the plot', kCurves, at('plot', async (page, x, y) => {
    await page.mouse.move(x, y);
    await page.mouse.wheel(0, -300);
  })],
  ['a drag of the plot', kCurves, drag_at('plot')],
  ['a double click on the plot', kCurves, at('plot', (page, x, y) => page.mouse.dblclick(x, y))],
  ['keys at the cursor of the plot', kCurves, keys_after('plot', 'ArrowRight', 'Shift+ArrowRight', '+', '-', '0')],
  ['a press of the gallery', kCurves, press_at('act.identity')],
];

test(`${kWays.length} ways to change what is locked change nothing`, async (t) => {
  assert.ok(kWays.length >= 40);
  const pages = new Map();
  for (const link of [kTrain, kCurves]) pages.set(link, await open(browser, site, link, { ...kRoomy, hasTouch: true }));
  for (const [name, link, change] of kWays) {
    const page = pages.get(link);
    await frames(page);
    const before = await locked_fields(page);
    assert.equal(before[link === kTrain ? 'lr' : 'a'], link === kTrain ? '0.1' : '0.5', `before ${name}`);
    await change(page);
    await frames(page, 8);
    assert.deepEqual(await locked_fields(page), before, name);
    assert.equal((await get(page)).step, 0, name);
  }
  for (const page of pages.values()) await page.context().close();
});

test('each of the same changes works where nothing is locked', async () => {
  const free = (link) => link.replace(/&lock=.*/, '');
  const moves_nothing = /^(escape|request: (undo|redo|reset)|redo|undo|hash without|paste|drop|press of (the (activation|rate|optimizer)))|press of one step|mirror: one step|request: step|arrows|enter/;
  const page = await open(browser, site, 'view=train', { ...kRoomy, hasTouch: true });
  for (const [name, link, change] of kWays.filter(([name]) => !moves_nothing.test(name))) {
    await page.evaluate((link) => window.activationLab.set(link), free(link));
    await frames(page);
    const before = await locked_fields(page);
    const is_same = async () => isDeepStrictEqual(await locked_fields(page), before);
    for (let attempt = 0; attempt < 3 && await is_same(); ++attempt) {  // a slow machine makes two clicks of a double one
      await change(page);
      for (let i = 0; i < 40 && await is_same(); ++i) await frames(page);
    }
    assert.notDeepEqual(await locked_fields(page), before, name);
    await page.keyboard.press('Escape');
  }
  await page.context().close();
});

test('a host that overrides sets what is locked', async () => {
  const page = await open(browser, site, kTrain);
  await page.evaluate(() => window.activationLab.change('lr', '0.5', { override: true }));
  assert.equal((await locked_fields(page)).lr, '0.5');
  await page.evaluate(() => window.activationLab.set('data=xor&lr=0.3', { override: true }));
  assert.equal((await locked_fields(page)).data, 'xor');
  await page.context().close();
});

test('what is hidden is on no painted frame and in no tree, the first included', async () => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
  const page = await context.newPage();
  await page.addInitScript(() => {
    window.seen = [];
    new MutationObserver(() => {
      for (const node of document.querySelectorAll('[data-id]')) window.seen.push(node.dataset.id);
    }).observe(document, { subtree: true, childList: true });
  });
  await page.goto(`${site.url}#hide=lr,data,play,gallery,diagnosis`);
  await page.evaluate(() => window.activationLab.ready.then(() => true));
  await rest(page);
  const ids = await page.evaluate(() => [...new Set(window.seen)]);
  assert.ok(ids.length > 20, ids.join(' '));
  const hidden = ids.filter((id) => /^(lr|data|play)(\.|$)/.test(id) || id === 'text.diagnosis');
  assert.deepEqual(hidden, []);
  await context.close();
});
