// A formula is typed into a real <input> element over the canvas, becomes a curve at once, and trains.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browser, get, open, rest, share_browser_and_site, site } from './site.mjs';

share_browser_and_site();

async function open_curves(link = '') {
  const page = await open(browser, site, `view=curves${link && `&${link}`}`);
  await rest(page);
  return page;
}

const formula_of = async (page) => new URLSearchParams((await get(page)).link).get('formula');

test('the field has a name, lies over its place in the picture, and holds the formula shown', async () => {
  const page = await open_curves('act=silu');
  const input = page.getByRole('textbox', { name: 'Formula of the function f(x)' });
  assert.equal(await input.inputValue(), 'x*sigmoid(x)');
  const box = await input.boundingBox();
  const control = (await page.evaluate(() => window.activationLab.controls())).find(({ id }) => id === 'formula');
  assert.ok(Math.abs(box.x - control.rect.x) < 1 && Math.abs(box.y - control.rect.y) < 1, 'at the place of the control');
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test('typing makes a formula of its own, and the link keeps it', async () => {
  const page = await open_curves();
  await page.locator('#field-formula').fill('x*sigmoid(b*x)');
  const state = await rest(page);
  assert.equal(await formula_of(page), 'x*sigmoid(b*x)');
  const { searchParams } = new URL(`http://link/?${state.link}`);
  assert.equal(searchParams.get('curves'), 'own1');
  assert.equal(searchParams.get('act'), 'tanh', 'the network keeps its own');
  const again = await open(browser, site, state.link);
  await rest(again);
  assert.equal(await again.locator('#field-formula').inputValue(), 'x*sigmoid(b*x)');
  await again.context().close();
  await page.context().close();
});

test('what is no formula is marked, keeps the last curve, and is not lost', async () => {
  const page = await open_curves('formula=x^3');
  const input = page.locator('#field-formula');
  await input.fill('x^3+');
  // After a pause in the typing.
  await page.waitForFunction(() => document.querySelector('#field-formula').getAttribute('aria-invalid') === 'true');
  assert.equal(await formula_of(page), 'x^3');
  assert.equal(await input.inputValue(), 'x^3+');
  await page.locator('#figure').focus();
  await rest(page);
  assert.equal(await input.inputValue(), 'x^3+', 'also after the keyboard has gone elsewhere');
  await page.context().close();
});

test('one undo takes back all that was typed in one go', async () => {
  const page = await open_curves();
  await page.locator('#field-formula').fill('');
  await page.locator('#field-formula').pressSequentially('sin(x)+x', { delay: 30 });
  await rest(page);
  assert.equal(await formula_of(page), 'sin(x)+x');
  await page.evaluate(() => window.activationLab.request('undo'));
  await rest(page);
  assert.equal(await formula_of(page), null);
  assert.equal(await page.locator('#field-formula').inputValue(), 'tanh(x)');
  await page.context().close();
});

test('letters typed into the field do not operate the picture', async () => {
  const page = await open_curves();
  await page.locator('#field-formula').fill('');
  await page.locator('#field-formula').pressSequentially('x x', { delay: 20 });
  const state = await rest(page);
  assert.equal(state.playing, false);
  assert.equal(await formula_of(page), 'x x');
  await page.context().close();
});

test('typed formulas train: at least 97 % of the held-out moons', async () => {
  for (const formula of ['x*sigmoid(2*x)', 'sin(x)+0.2*x', 'x<0?a*(exp(x)-1):x']) {
    const page = await open(browser, site, `data=moons&formula=${formula}`);
    const state = await page.evaluate(() => window.activationLab.step(5000));
    assert.deepEqual(state.notices, []);
    assert.ok(state.train.accuracy >= 0.97 && state.test.accuracy >= 0.97, `${formula}: ${state.test.accuracy}`);
    const error = Number(await page.evaluate(() => window.activationLab.request('self_check')));
    assert.ok(error <= 1e-4, `${formula}: the shader differs from the core by ${error}`);
    await page.context().close();
  }
});
