// What is taught must be true in the page: these networks learn, that one cannot, and all browsers get the same bits.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { test_golden_weights } from './golden.mjs';
import { browser, get, open, rest, share_browser_and_site, site } from './site.mjs';

share_browser_and_site();

test('tanh reaches 97 % of the held-out spiral within ten thousand steps', async (t) => {
  const page = await open(browser, site, 'view=train&data=spiral&act=tanh&net=8-8&noise=0&seed=1');
  let state = await get(page);
  while (state.test.accuracy < 0.97 && state.step < 10_000) state = await page.evaluate(() => window.activationLab.step(500));
  t.diagnostic(`${state.test.accuracy} after ${state.step} steps`);
  assert.ok(state.test.accuracy >= 0.97, `${state.test.accuracy} after ${state.step} steps`);
  await page.context().close();
});

test('the same network without an activation stays under 70 %', async (t) => {
  const page = await open(browser, site, 'view=train&data=spiral&act=identity&net=8-8&noise=0&seed=1');
  let best = 0;
  for (let i = 0; i < 40; ++i) {
    const state = await page.evaluate(() => window.activationLab.step(500));
    best = Math.max(best, state.test.accuracy);
  }
  t.diagnostic(`best of 20,000 steps: ${best}`);
  assert.ok(best < 0.7, `${best}`);
  await page.context().close();
});

test('four relu units solve xor completely', async () => {
  const page = await open(browser, site, 'data=xor&act=relu&net=4');
  await page.evaluate(() => window.activationLab.play());
  await page.waitForFunction(() => {
    const { train, test: held_out } = window.activationLab.get();
    return train.accuracy === 1 && held_out.accuracy === 1;
  }, null, { timeout: 20_000 });
  await page.context().close();
});

test_golden_weights();

test('playing and stepping give the same weights: frames do not matter', async () => {
  const page = await open(browser, site, 'play=1&speed=max');
  await page.waitForFunction(() => window.activationLab.get().step > 1000);
  await page.evaluate(() => window.activationLab.pause());
  const played = await rest(page);
  await page.evaluate(() => window.activationLab.reset());
  const stepped = await page.evaluate((step) => window.activationLab.step(step), played.step);
  assert.equal(stepped.step, played.step);
  assert.equal(stepped.weights_hash, played.weights_hash);
  await page.context().close();
});

test('divergence pauses the training and says at which step; reset works', async () => {
  const page = await open(browser, site, 'data=spiral&act=square&net=8-8&opt=sgd&lr=10&loss=mse&play=1');
  await page.waitForFunction(() => window.activationLab.get().diverged);
  const state = await rest(page);
  assert.equal(state.playing, false);
  assert.ok(state.notices.some((notice) => notice.text.includes(String(state.step))), JSON.stringify(state.notices));
  const reset = await page.evaluate(() => window.activationLab.reset());
  assert.equal(reset.diverged, false);
  assert.equal(reset.step, 0);
  assert.ok(Number.isFinite(reset.train.loss));
  await page.context().close();
});

// Networks of every shape are drawn by the native tests; here it is about what the browser makes of the two shaders.
test('the shader and the core agree on normalised networks, in one pass and layer after layer', async (t) => {
  const page = await open(browser, site, 'net=4');
  for (const norm of ['batch_norm', 'layer_norm']) {
    for (const net of ['5-7', '17-15']) {
      const { error, link } = await page.evaluate(async (text) => {
        window.activationLab.set(text);
        await window.activationLab.step(50);
        return { error: window.activationLab.request('self_check'), link: window.activationLab.get().link };
      }, `net=${net}&norm=${norm}&data=moons`);
      assert.ok(link.includes(`norm=${norm}`), link);
      // The bound of the specification; where a layer's sums are nearly equal, layer norm divides their rounding by
      // as little as √ε = 0.003.
      assert.ok(error >= 0 && error <= 1e-4, `${norm} ${net}: ${error}`);
      t.diagnostic(`${norm} ${net}: ${error}`);
    }
  }
  await page.context().close();
});

test('the shader and the core agree on every activation of the catalogue', async (t) => {
  const catalogue = JSON.parse(await readFile(new URL('../golden/catalogue.json', import.meta.url), 'utf8'));
  const page = await open(browser, site, 'net=4');
  let worst = { error: 0, id: '' };
  for (const { id } of catalogue.scalar) {
    const { error, link } = await page.evaluate((act) => {
      window.activationLab.set(`net=4&act=${act}&noise=0.1`);
      return { error: window.activationLab.request('self_check'), link: window.activationLab.get().link };
    }, id);
    assert.ok(id === 'tanh' || link.includes(`act=${id}`), `${id} is known`);
    // The bound of the specification; float32 evaluated in another order differs by a few 1e-6.
    assert.ok(error >= 0 && error <= 1e-4, `${id}: ${error}`);
    if (error > worst.error) worst = { error, id };
  }
  t.diagnostic(`worst: ${worst.id}, ${worst.error}`);
  await page.context().close();
});
