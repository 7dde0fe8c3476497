// What is added to plain training (dropout, penalties, limits, schedules) is seen, chosen, changed during a run and undone.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browser, click, frames, get, kRoomy, open, rest, share_browser_and_site, site, until_shown } from './site.mjs';

share_browser_and_site();

const kEmbed = { viewport: { width: 480, height: 360 } };
const kPhone = { viewport: { width: 390, height: 844 } };

const controls_of = (page) => page.evaluate(() => window.activationLab.controls());

const until_gone = (page, id) => page.waitForFunction((id) => !window.activationLab.controls().some((control) => control.id === id), id);

async function until_link(page, link) {
  await page.waitForFunction((link) => window.activationLab.get().link === link, link).catch(() => {});
  assert.equal((await get(page)).link, link);
}

// Turns the wheel over the middle of the view, or at x, until the control is there and does not lie at an edge.
async function scroll_to(page, id, x = page.viewportSize().width / 2) {
  await page.mouse.move(x, page.viewportSize().height / 2);
  for (let i = 0; i < 40; ++i) {
    const control = (await controls_of(page)).find((candidate) => candidate.id === id);
    if (control && control.rect.height >= 24) return;
    await page.mouse.wheel(0, 120);
    await frames(page);
  }
  throw new Error(`no wheel brings up "${id}"`);
}

test('what is chosen in the panel is in the link and takes effect; one undo takes each choice back', async () => {
  const page = await open(browser, site, 'data=moons', kRoomy);
  await click(page, 'training');
  await click(page, 'dropout');
  await click(page, 'dropout.0.5');
  await until_link(page, 'data=moons&dropout=0.5');
  await click(page, 'schedule');
  await click(page, 'schedule.step');
  await click(page, 'schedule_every');
  await click(page, 'schedule_every.300');
  await until_link(page, 'data=moons&dropout=0.5&schedule=step&schedule_every=300');
  await page.keyboard.press('Escape');
  await click(page, 'undo');
  await until_link(page, 'data=moons&dropout=0.5&schedule=step');
  await click(page, 'redo');
  await until_link(page, 'data=moons&dropout=0.5&schedule=step&schedule_every=300');
  const chosen = await page.evaluate(() => window.activationLab.step(500));
  const linked = await page.evaluate(() => {
    window.activationLab.set('data=moons&dropout=0.5&schedule=step&schedule_every=300');
    return window.activationLab.step(500);
  });
  const plain = await page.evaluate(() => {
    window.activationLab.set('data=moons');
    return window.activationLab.step(500);
  });
  assert.equal(chosen.weights_hash, linked.weights_hash);
  assert.notEqual(chosen.weights_hash, plain.weights_hash);
  await page.context().close();
});

test('a choice during a run is a change of that run: it goes on, and the link replays it', async () => {
  const page = await open(browser, site, 'data=moons');
  await page.evaluate(() => window.activationLab.step(200));
  await click(page, 'training');
  await click(page, 'l2');
  await click(page, 'l2.0.01');
  await page.waitForFunction(() => decodeURIComponent(window.activationLab.get().link).includes('edits=200:l2:0.01'));
  const changed = await get(page);
  assert.equal(changed.step, 200);
  const played = await page.evaluate(() => window.activationLab.step(300));
  const replayed = await page.evaluate((link) => {
    window.activationLab.set(link);
    return window.activationLab.step(500);
  }, changed.link);
  assert.equal(replayed.weights_hash, played.weights_hash);
  await page.context().close();
});

test('the number of points is chosen beside the data, in every shape; a table has none to choose', async () => {
  for (const [options, opener] of [[kRoomy, null], [kEmbed, 'settings'], [kPhone, null]]) {
    const page = await open(browser, site, 'data=moons', options);
    if (opener) await click(page, opener);
    await scroll_to(page, 'n');
    await click(page, 'n');
    await click(page, 'n.100');
    await until_link(page, 'data=moons&n=100');
    await page.evaluate(() => window.activationLab.set('data=xor_table'));
    await until_gone(page, 'n');
    await page.context().close();
  }
});

test('a list of numbers is in order, with the present one where it belongs', async () => {
  const page = await open(browser, site, 'lr=0.02&opt=momentum&momentum=0.9');
  const offered = async (id) => {
    await click(page, id);
    await page.waitForFunction((id) => window.activationLab.controls().some((control) => control.id.startsWith(`${id}.`)), id);
    const listed = (await controls_of(page)).filter((control) => control.id.startsWith(`${id}.`)).map((control) => control.label);
    await page.keyboard.press('Escape');
    await page.waitForFunction((id) => !window.activationLab.controls().some((control) => control.id.startsWith(`${id}.`)), id);
    return listed;
  };
  assert.deepEqual(await offered('lr'), ['0.0001', '0.001', '0.003', '0.01', '0.02', '0.03', '0.1', '0.3', '1', '3']);
  await click(page, 'training');
  await until_shown(page, 'l1');
  await scroll_to(page, 'momentum', 1100);
  assert.deepEqual(await offered('momentum'), ['0', '0.5', '0.8', '0.9', '0.95', '0.99']);
  await page.context().close();
});

test('one press goes back to the defaults, and one undo brings all back', async () => {
  const link = 'data=moons&dropout=0.2&l1=0.01&clip=1&schedule=cosine&schedule_length=3000';
  const page = await open(browser, site, link);
  await click(page, 'training');
  await click(page, 'training_defaults');
  await until_link(page, 'data=moons');
  await page.waitForFunction(() => !window.activationLab.controls().find(({ id }) => id === 'training_defaults').enabled);
  await page.keyboard.press('Escape');
  await click(page, 'undo');
  await until_link(page, link);
  await page.context().close();
});

test('the keyboard opens the panel, chooses a value and closes it again', async () => {
  const page = await open(browser, site);
  const press = async (key) => {
    await page.keyboard.press(key);
    await rest(page);
  };
  await page.evaluate(() => document.querySelector('[data-id="training"]').focus());
  await press('Enter');
  await until_shown(page, 'l1');
  await page.getByRole('combobox', { name: 'L1 penalty' }).focus();
  await press('ArrowDown');  // from off to the smallest
  await until_link(page, 'l1=0.0001');
  await press('Escape');
  await until_gone(page, 'l1');
  assert.equal(await page.evaluate(() => document.activeElement.dataset.id), 'training');
  await page.context().close();
});

test('by pointer and keys together: the arrow keys go on from what was pressed', async () => {
  const page = await open(browser, site);
  await click(page, 'training');
  await click(page, 'l1');
  await until_shown(page, 'l1.0.01');
  for (const key of ['ArrowDown', 'ArrowDown', 'Enter']) {
    await page.keyboard.press(key);
    await rest(page);
  }
  await until_link(page, 'l1=0.0003');  // the second after off
  await page.context().close();
});

test('a link with dropout says so before anything is opened, in every shape and language', async () => {
  for (const [options, id] of [[{}, 'training'], [kEmbed, 'settings']]) {
    for (const [lang, text] of [['en', 'Dropout 50'], ['zh', '随机失活 50']]) {
      const page = await open(browser, site, `dropout=0.5&lang=${lang}`, options);
      const says = ({ id, text }) => window.activationLab.controls().find((control) => control.id === id)?.label.includes(text);
      await page.waitForFunction(says, { id, text });
      await page.evaluate((lang) => window.activationLab.set(`view=train&lang=${lang}`), lang);
      const is_silent = ({ id, text }) => !window.activationLab.controls().find((control) => control.id === id)?.label.includes(text);
      await page.waitForFunction(is_silent, { id, text });
      await page.context().close();
    }
  }
});

test('in an embed and on a phone the same choices are among the settings', async () => {
  for (const [options, opener] of [[kEmbed, 'settings'], [kPhone, null]]) {
    const page = await open(browser, site, 'data=moons', options);
    if (opener) {
      await click(page, opener);
      await until_shown(page, 'close');
    }
    await scroll_to(page, 'clip');
    await click(page, 'clip');
    await click(page, 'clip.0.1');
    await until_link(page, 'data=moons&clip=0.1');
    await page.context().close();
  }
});
