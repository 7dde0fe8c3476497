// Everything on the canvas is a control of the page too: its name, role and value, its place.
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { test_dom_alone } from './dom_alone.mjs';
import { browser, centre_of, click, colours_in, frames, get, kLanguages, kRoomy, open, rest, share_browser_and_site, site, until_shown } from './site.mjs';
import { focused, kShapes, open_in, press_at, twins_and_controls } from './twins.mjs';

share_browser_and_site();

// A room by the link that opens it; one with numbers of a point is another picture.
const kLinks = {
  home: 'view=home', train: 'view=train', curves: 'view=curves', neuron: 'view=neuron', trace: 'view=train&trace=19&x1=1&x2=1',
  image: 'view=image&n=100', ladder: 'view=image&n=100&ladder=1',
};
const kRooms = Object.keys(kLinks);
// What opens over a room, by the control that opens it, in the shape where it is there.
const kPanels = {
  home: { wide: ['keys.open'] },
  train: { wide: ['act', 'training', 'formula.type', 'keys.open', 'export.open', 'lr'], embed: ['settings'], phone: [] },
  curves: { wide: ['keys.open', 'export.open', 'gallery_open'], embed: ['more', 'gallery_open'], phone: ['gallery_open'] },
  neuron: { wide: ['keys.open'] },
  trace: { wide: ['w.open'] },
  image: { wide: ['settings'] },
  ladder: { wide: [] },
};

const kOperable = new Set(['button', 'toggle', 'slider', 'list', 'option', 'text_input', 'tab', 'choice']);

test_dom_alone();

function compare_twins({ twins, controls }, where) {
  const of = (id, role) => twins.filter((node) => node.id === id && node.role === role);
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
  const seen = twins.filter((node) => kOperable.has(node.role) && !node.away && !node.inert).map(({ id }) => id);
  const operable = controls.filter(({ role }) => role !== 'picture').map(({ id }) => id);
  assert.deepEqual([...seen].sort(), [...operable].sort(), where);
}

// A text may still grow as its font arrives, and its twin follows a frame later: what counts is what they come to rest at.
async function check_twins(page, where) {
  for (let tries = 0; ; ++tries) {
    try {
      return compare_twins(await twins_and_controls(page), where);
    } catch (difference) {
      if (tries === 20) throw difference;
    }
    await frames(page, 3);
  }
}

test('every control on the screen has one twin, with its name, at its place, and there are no others: rooms, panels, shapes, languages', async () => {
  for (const lang of kLanguages) {
    for (const room of kRooms) {
      for (const shape of Object.keys(kShapes)) {
        const page = await open_in(shape, `${kLinks[room]}&lang=${lang}`);
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
      const page = await open(browser, site, `${kLinks[room]}&lang=${lang}`);
      await page.waitForFunction((tag) => document.documentElement.lang.startsWith(tag), lang);
      await rest(page);
      await page.evaluate(() => {
        const items = document.querySelector('[data-id="gallery_items"]');
        while (items && items.children.length > 3) items.lastChild.remove();
      });
      const tree = `${await page.locator('main').ariaSnapshot()}\n`.replaceAll(site.url, 'https://lab.example/');
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
      const page = await open(browser, site, `${kLinks[room]}&${link}`);
      await frames(page, 8);
      await check(page, `${room} ${link}`);
      await page.context().close();
    }
    const page = await open(browser, site, kLinks[room]);
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
  const page = await open(browser, site, 'noise=0.1&data=moons', kRoomy);
  const noise = page.locator('[data-id="noise"] input');
  const of = (name) => noise.getAttribute(name);
  assert.deepEqual([await of('type'), await of('min'), await of('max'), await of('step')], ['range', '0', '0.5', '0.01']);
  assert.equal(await noise.inputValue(), '0.1');
  assert.equal(await of('aria-valuetext'), '0.10');
  assert.equal(await page.locator('[data-id="play"]').evaluate((node) => `${node.tagName} ${node.type}`), 'BUTTON button');
  assert.equal(await page.locator('[data-id="lr"] select').count(), 1);
  await page.evaluate(() => window.activationLab.set('view=curves'));
  await until_shown(page, 'slope');
  assert.equal(await page.locator('[data-id="slope"] input[type=checkbox][role=switch]').isChecked(), true);
  assert.equal(await page.locator('[data-id="formula"] input[type=text]').count(), 1);
  await page.context().close();
});

test('a drag on the canvas moves the twin of the slider, and stays a drag', async () => {
  const page = await open(browser, site, 'data=moons', kRoomy);
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
    const page = await open(browser, site, kLinks[room]);
    const nameless = (await twins_and_controls(page)).twins.filter(({ role, name }) => kOperable.has(role) && !name);
    assert.deepEqual(nameless, []);
    await page.context().close();
  }
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
    const seen = { tellings: 0, writes: 0, nodes: 0, idle: [] };
    const observer = new MutationObserver((records) => {
      seen.tellings += 1;
      seen.writes += records.length;
      seen.nodes += records.filter(({ target }) => target.id === 'mirror').length;
      for (const { type, target, attributeName, oldValue } of records) {
        const now = type === 'attributes' ? target.getAttribute(attributeName) : target.data;
        if (type !== 'childList' && now === oldValue) seen.idle.push(`${target.dataset?.id} ${attributeName}: ${now}`);
      }
    });
    observer.observe(document.getElementById('mirror'), {
      subtree: true, childList: true, attributes: true, attributeOldValue: true, characterData: true, characterDataOldValue: true,
    });
    setTimeout(() => {
      observer.disconnect();
      done(seen);
    }, 2000);
  }));
  t.diagnostic(`${seen.writes} writes in ${seen.tellings} tellings in two seconds`);
  assert.ok(seen.tellings > 0 && seen.tellings <= 10, `told ${seen.tellings} times, one is due every quarter of a second`);
  assert.ok(seen.writes <= 25 * seen.tellings, `${seen.writes} writes in ${seen.tellings} tellings`);
  assert.equal(seen.nodes, 0, 'elements came or went');
  assert.deepEqual(seen.idle, [], 'written, and the same as before');
  await page.context().close();
});

for (const [why, link, options] of [
  ['a link', 'mirror=show', {}], ['forced colours', 'view=train', { forcedColors: 'active' }], ['a system that wants more contrast', 'view=train', { contrast: 'more' }],
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
