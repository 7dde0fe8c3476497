// The same bits in every browser: tests for the file that has called share_browser_and_site().
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { browser, open, site } from './site.mjs';

export function test_golden_weights() {
  test('500 steps give the golden weights, bit for bit', async () => {
    const golden = (await readFile(new URL('../golden/weights_hash.txt', import.meta.url), 'utf8')).trim();
    const page = await open(browser, site);
    const state = await page.evaluate(() => window.activationLab.step(500));
    assert.equal(state.weights_hash, golden);
    await page.context().close();
  });

  test('varied runs, one with ten changes by hand on its way, give the golden weights, bit for bit', async () => {
    const runs = JSON.parse(await readFile(new URL('../golden/runs.json', import.meta.url), 'utf8'));
    assert.equal(runs.length, 11);
    const page = await open(browser, site);
    for (const { link, steps, weights_hash } of runs) {
      const state = await page.evaluate(([link, steps]) => {
        window.activationLab.set(link);
        return window.activationLab.step(steps);
      }, [link, steps]);
      assert.equal(state.step, steps, link);
      assert.equal(state.weights_hash, weights_hash, link);
    }
    await page.context().close();
  });
}
