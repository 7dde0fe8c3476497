// Every control is on screen and none covers another, in both rooms and languages, at the sizes that matter.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browser, centre_of, kLanguages, open, rest, share_browser_and_site, site } from './site.mjs';

const kSizes = [[1280, 720], [800, 600], [480, 360], [390, 844]];
const kSlack = 0.5;  // CSS pixels: neighbours may share an edge, and edges are rounded to device pixels

share_browser_and_site();

function overlap(a, b) {
  return a.x + a.width > b.x + kSlack && b.x + b.width > a.x + kSlack && a.y + a.height > b.y + kSlack && b.y + b.height > a.y + kSlack;
}

async function check_layout(page) {
  const { width, height } = page.viewportSize();
  const controls = await page.evaluate(() => window.activationLab.controls());
  const name = (control) => `${control.id} "${control.label}" ${JSON.stringify(control.rect)}`;
  for (const [i, control] of controls.entries()) {
    const { x, y, width: w, height: h } = control.rect;
    assert.ok(w > 0 && h > 0, name(control));
    assert.equal(typeof control.enabled, 'boolean');
    assert.notEqual(control.label, '', name(control));
    const inside = x >= -kSlack && y >= -kSlack && x + w <= width + kSlack && y + h <= height + kSlack;
    assert.ok(inside, `outside the view: ${name(control)}`);
    for (const other of controls.slice(i + 1)) {
      assert.ok(!overlap(control.rect, other.rect), `${name(control)} overlaps ${name(other)}`);
    }
  }
  const ids = controls.map((control) => control.id);
  assert.equal(new Set(ids).size, ids.length, `ids repeat: ${ids.join()}`);
  return ids;
}

for (const [width, height] of kSizes) {
  for (const view of ['train', 'curves']) {
    for (const lang of kLanguages) {
      test(`${view} in ${lang} at ${width}×${height}: no control overlaps another or leaves the view`, async () => {
        const page = await open(browser, site, `view=${view}&lang=${lang}`, { viewport: { width, height } });
        await rest(page);
        const ids = await check_layout(page);
        assert.ok(ids.length >= 3, `${ids.length} controls`);
        await page.context().close();
      });
    }
  }
}

// Everything that can be added to training, with something added, from the top of the settings to their end.
const kAdded = 'dropout=0.5&l1=0.01&clip_value=1&schedule=step&opt=nesterov&init=normal';
const kOpeners = [[1280, 720, 'training'], [980, 540, 'settings'], [480, 360, 'settings'], [280, 200, 'settings'], [390, 844]];

for (const [width, height, opener] of kOpeners) {
  for (const lang of kLanguages) {
    test(`the training settings in ${lang} at ${width}×${height}: no control overlaps another or leaves the view`, async () => {
      const page = await open(browser, site, `${kAdded}&lang=${lang}`, { viewport: { width, height } });
      await rest(page);
      if (opener) {
        const { x, y } = await centre_of(page, opener);
        await page.mouse.click(x, y);
      }
      await page.mouse.move(opener === 'training' ? 400 : width - 100, height / 2);
      const seen = new Set();
      for (let i = 0; i < 40 && !seen.has('init_sigma'); ++i) {
        await rest(page);
        for (const id of await check_layout(page)) seen.add(id);
        await page.mouse.wheel(0, Math.min(height / 2, 300));
      }
      const missing = ['dropout', 'l1', 'l2', 'clip', 'clip_value', 'schedule', 'schedule_every', 'schedule_factor', 'momentum', 'init_sigma', 'training_defaults']
        .filter((id) => !seen.has(id));
      assert.deepEqual(missing, []);
      await page.context().close();
    });
  }
}
