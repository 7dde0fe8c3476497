// Everything on the canvas is a control of the page too: its name, role and value, its place, its keys.
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { test_dom_alone } from './dom_alone.mjs';
import { browser, centre_of, click, colours_in, frames, get, kLanguages, open, rest, share_browser_and_site, site, until_shown } from './site.mjs';

share_browser_and_site(host_page);

const kShapes = { wide: [1280, 720], embed: [480, 360], phone: [390, 844], small: [280, 200] };
const kRooms = ['train', 'curves'];
// What opens over a room, by the control that opens it, in the shape where it is there.
const kPanels = {
  train: { wide: ['act', 'training', 'formula.type', 'keys.open', 'lr'], embed: ['settings'], phone: [] },
  curves: { wide: ['keys.open', 'gallery_open'], embed: ['more', 'gallery_open'], phone: ['gallery_open'] },
};

// A course page with the figure in a frame, and a text input of its own.
function host_page(path, response) {
  if (path !== '/host') return false;
  response.writeHead(200, { 'Content-Type': 'text/html' });
  response.end(`<input id="own" aria-label="own"><iframe title="figure" src="/index.html" width="900" height="600"></iframe>`);
  return true;
}

const open_in = (shape, link, options = {}) =>
  open(browser, site, link, { viewport: { width: kShapes[shape][0], height: kShapes[shape][1] }, ...options });

// The element of the page that has the keyboard: the id of its twin.
const focused = (page) => page.evaluate(() => document.activeElement.closest('[data-id]')?.dataset.id ?? document.activeElement.id);
const focus = (page, id) => page.evaluate((id) => document.querySelector(`[data-id="${id}"]:is(button, [role=option]), [data-id="${id}"] :is(input, select)`).focus(), id);
const until_focused = (page, id) => page.waitForFunction((id) => document.activeElement.closest('[data-id]')?.dataset.id === id, id);
const twins = (page) => page.evaluate(() => [...document.querySelectorAll('#mirror [data-id]')].map((node) => {
  const control = node.matches('button, [role=option]') ? node : node.querySelector('input, select');
  const { x, y, width, height } = node.getBoundingClientRect();
  return {
    id: node.dataset.id, role: node.dataset.role, away: node.classList.contains('away'), inert: node.inert, tag: control?.tagName, type: control?.type,
    name: control?.ariaLabel ?? control?.textContent, disabled: control?.disabled ?? control?.ariaDisabled === 'true', rect: { x, y, width, height },
  };
}));

// Without waiting for the page to rest, which takes a third of a second.
async function press_at(page, id) {
  await until_shown(page, id);
  await frames(page);
  const { x, y } = await centre_of(page, id);
  await page.mouse.click(x, y);
}

const kOperable = new Set(['button', 'toggle', 'slider', 'list', 'option', 'text_input', 'tab', 'choice']);

test_dom_alone();

async function check_twins(page, where) {
  const [controls, nodes] = [await page.evaluate(() => window.activationLab.controls()), await twins(page)];
  const of = (id, role) => nodes.filter((node) => node.id === id && node.role === role);
  for (const control of controls) {
    const found = of(control.id, control.role);
    assert.equal(found.length, 1, `${where}: ${control.id} has ${found.length} twins`);
    const [twin] = found;
    for (const side of ['x', 'y', 'width', 'height']) {
      assert.ok(Math.abs(twin.rect[side] - control.rect[side]) <= 1, `${where}: ${control.id}: ${side} is ${twin.rect[side]}, not ${control.rect[side]}`);
    }
    if (control.role === 'picture') continue;
    assert.ok(twin.name.includes(control.label), `${where}: ${control.id} is called "${twin.name}", not "${control.label}"`);
    assert.equal(twin.disabled, !control.enabled, `${where}: ${control.id}`);
  }
  const seen = nodes.filter((node) => kOperable.has(node.role) && !node.away && !node.inert).map(({ id }) => id);
  const operable = controls.filter(({ role }) => role !== 'picture').map(({ id }) => id);
  assert.deepEqual([...seen].sort(), [...operable].sort(), where);
}

test('every control on the screen has one twin, with its name, at its place, and there are no others: rooms, panels, shapes, languages', async () => {
  for (const lang of kLanguages) {
    for (const room of kRooms) {
      for (const shape of Object.keys(kShapes)) {
        const page = await open_in(shape, `view=${room}&lang=${lang}`);
        await frames(page, 8);
        await check_twins(page, `${room} ${shape} ${lang}`);
        for (const opener of kPanels[room][shape] ?? []) {
          await press_at(page, opener);
          const is_panel = opener !== 'gallery_open' || shape !== 'wide';  // there the gallery opens beside the plot
          await page.locator(is_panel ? '[role=dialog]' : '[data-id="gallery_close"]').waitFor({ state: 'attached' });
          await frames(page, 8);
          await check_twins(page, `${room} ${shape} ${lang}, ${opener}`);
          await page.keyboard.press('Escape');
          await page.getByRole('dialog').waitFor({ state: 'detached' });
        }
        assert.deepEqual(page.errors, []);
        await page.context().close();
      }
    }
  }
});

// Set UPDATE_GOLDEN=1 to write them anew, and read the difference.
test('the tree that assistive technology gets of each room, in each language, is the one that was agreed on', async () => {
  for (const room of kRooms) {
    for (const lang of kLanguages) {
      // The gallery's functions are the catalogue's, which grows; what one of them looks like is enough.
      const page = await open(browser, site, `view=${room}&lang=${lang}`);
      await page.waitForFunction((tag) => document.documentElement.lang.startsWith(tag), lang);
      await rest(page);
      await page.evaluate(() => {
        const items = document.querySelector('[data-id="gallery_items"]');
        while (items && items.children.length > 3) items.lastChild.remove();
      });
      const tree = `${await page.locator('main').ariaSnapshot()}\n`;
      assert.ok(tree.split('\n').length > 40, tree);
      const path = new URL(`../golden/aria/${room}.${lang}.yaml`, import.meta.url);
      if (process.env.UPDATE_GOLDEN) await writeFile(path, tree);
      assert.equal(tree, await readFile(path, 'utf8'), `${room} ${lang}`);
      await page.context().close();
    }
  }
});

test('axe-core finds nothing in any room, panel or language, as a picture and as a plain page', async () => {
  const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  const check = async (page, where) => {
    await page.evaluate(axe);
    const { violations, passes } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
    assert.ok(passes.length > 10, where);
    const said = violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ html, failureSummary }) => `${html} ${failureSummary}`).join(' | ')}`);
    assert.deepEqual(said, [], where);
  };
  for (const room of kRooms) {
    for (const link of ['', 'lang=zh', 'mirror=show', 'mirror=show&theme=dark', 'lock=all']) {
      const page = await open(browser, site, `view=${room}&${link}`);
      await frames(page, 8);
      await check(page, `${room} ${link}`);
      await page.context().close();
    }
    const page = await open(browser, site, `view=${room}`);
    for (const opener of kPanels[room].wide) {
      await press_at(page, opener);
      await frames(page, 8);
      await check(page, `${room}, ${opener}`);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }
    await page.context().close();
  }
});

test('the mirror is there without being asked for', async () => {
  const page = await open(browser, site);
  assert.ok(await page.getByRole('button', { name: 'Play', exact: true }).count() === 1);
  await page.context().close();
});

test('controls are the browser\'s own: buttons, range inputs with true ends, step and value, lists, switches, text inputs', async () => {
  const page = await open(browser, site, 'noise=0.1&data=moons');
  const noise = page.locator('[data-id="noise"] input');
  const of = (name) => noise.getAttribute(name);
  assert.deepEqual([await of('type'), await of('min'), await of('max'), await of('step')], ['range', '0', '0.5', '0.01']);
  assert.equal(await noise.inputValue(), '0.1');
  assert.equal(await of('aria-valuetext'), '0.10');
  assert.equal(await page.locator('[data-id="play"]').evaluate((node) => `${node.tagName} ${node.type}`), 'BUTTON button');
  assert.equal(await page.locator('[data-id="opt"] select').count(), 1);
  await page.evaluate(() => window.activationLab.set('view=curves'));
  await until_shown(page, 'slope');
  assert.equal(await page.locator('[data-id="slope"] input[type=checkbox][role=switch]').isChecked(), true);
  assert.equal(await page.locator('[data-id="formula"] input[type=text]').count(), 1);
  await page.context().close();
});

test('a drag on the canvas moves the twin of the slider, and stays a drag', async () => {
  const page = await open(browser, site, 'data=moons');
  await rest(page);
  const noise = page.locator('[data-id="noise"] input');
  const { x, y } = await centre_of(page, 'noise');
  await page.mouse.move(x - 40, y);
  await page.mouse.down();
  const seen = new Set();
  for (let step = 0; step < 8; ++step) {
    await page.mouse.move(x - 40 + step * 10, y);
    await frames(page, 8);
    const link = Number(new URLSearchParams((await get(page)).link).get('noise') ?? 0);
    assert.equal(Number(await noise.inputValue()), link);
    seen.add(link);
  }
  await page.mouse.up();
  assert.ok(seen.size >= 4, `the drag has ended early: ${[...seen]}`);
  assert.equal(await focused(page), 'figure', 'the pointer brings no twin the keyboard');
  await page.context().close();
});

test('every control has a label', async () => {
  for (const room of kRooms) {
    const page = await open(browser, site, `view=${room}`);
    const nameless = (await twins(page)).filter(({ role, name }) => kOperable.has(role) && !name);
    assert.deepEqual(nameless, []);
    await page.context().close();
  }
});

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
  const seed = (await twins(page)).find(({ id }) => id === 'seed.more');
  assert.equal(seed.away, true);
  await focus(page, 'seed.more');
  await until_shown(page, 'seed.more');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => /seed=2/.test(window.activationLab.get().link));
  assert.equal(await page.evaluate(() => document.getElementById('figure').scrollTop), 0);
  await page.context().close();
});

test('Tab goes through the figure in the order of the document, through each control once, and out of it', async () => {
  const page = await open(browser, site, 'view=train');
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
  const page = await open(browser, site);
  await rest(page);
  await focus(page, 'data.rings');
  await page.keyboard.press('ArrowRight');
  await until_focused(page, 'data.moons');
  await page.keyboard.press('ArrowUp');
  await until_focused(page, 'data.xor');
  await page.keyboard.press('End');
  await until_focused(page, 'data.xor_table');
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
  for (const [opener, inside] of [['act', 'activation_list.search'], ['lr', null], ['training', null], ['formula.type', 'formula'], ['keys.open', 'close']]) {
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
  await page.waitForFunction(() => /act=tanh%2Crelu|act=tanh,relu/.test(window.activationLab.get().link));
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
  const page = await open(browser, site, 'data=moons&play=1');
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

test('the table of a picture is filled when it is opened, and follows', async () => {
  const page = await open(browser, site, 'view=train');
  await rest(page);
  const table = page.locator('[data-id="table.layer.1"]');
  assert.equal(await table.locator('td').count(), 0);
  await table.locator('summary').evaluate((node) => node.click());
  await table.locator('td').first().waitFor({ state: 'attached' });
  assert.equal(await table.locator('tbody tr').count(), 4);
  const before = await table.locator('tbody').innerText();
  await page.evaluate(() => window.activationLab.step(100));
  await page.waitForFunction((text) => document.querySelector('[data-id="table.layer.1"] tbody').innerText !== text, before);
  await page.context().close();
});

test('a network of eight layers of 32 neurons takes at most 400 nodes', async (t) => {
  const page = await open(browser, site, `net=${Array(8).fill(32).join('-')}`);
  await rest(page);
  const count = await page.evaluate(() => document.querySelectorAll('#mirror [data-id]').length);
  t.diagnostic(`${count} nodes`);
  assert.ok(count > 258 && count <= 400, `${count} nodes`);
  await page.context().close();
});

test('while training plays, only what changed is written, a few times a second', async (t) => {
  const page = await open(browser, site, 'play=1');
  await page.waitForTimeout(500);
  const seen = await page.evaluate(() => new Promise((done) => {
    let writes = 0;
    let nodes = 0;
    const observer = new MutationObserver((records) => {
      writes += records.length;
      nodes += records.filter(({ target }) => target.id === 'mirror').length;
    });
    observer.observe(document.getElementById('mirror'), { subtree: true, childList: true, attributes: true, characterData: true });
    setTimeout(() => {
      observer.disconnect();
      done({ writes, nodes });
    }, 2000);
  }));
  t.diagnostic(`${seen.writes} writes in two seconds`);
  assert.ok(seen.writes > 0 && seen.writes <= 120, `${seen.writes} writes`);
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

for (const [why, link, options] of [
  ['a link', 'mirror=show', {}], ['forced colours', '', { forcedColors: 'active' }], ['a system that wants more contrast', '', { contrast: 'more' }],
]) {
  test(`${why} lays the mirror bare: a plain page with its pictures, by pointer and keys`, async () => {
    const page = await open(browser, site, link, { viewport: { width: 600, height: 900 }, ...options });
    await page.waitForFunction(() => document.documentElement.hasAttribute('data-mirror'));
    await rest(page);
    assert.ok(await colours_in(page) > 60);
    const button = page.getByRole('button', { name: 'XOR', exact: true });
    await button.click();
    await page.waitForFunction(() => /data=xor/.test(window.activationLab.get().link));
    await page.locator('[data-id="output"] canvas').scrollIntoViewIfNeeded();
    const colours = await page.evaluate(() => {
      const canvas = document.querySelector('[data-id="output"] canvas');
      return new Set(new Uint32Array(canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.buffer)).size;
    });
    assert.ok(colours > 60, `${colours} colours in the picture of the output`);
    await page.getByRole('button', { name: 'Activation: tanh' }).click();
    await page.getByRole('option', { name: 'ReLU', exact: true }).click();
    await page.waitForFunction(() => /act=relu/.test(window.activationLab.get().link));
    assert.deepEqual(page.errors, []);
    await page.context().close();
  });
}
