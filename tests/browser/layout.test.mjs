// Every control is on screen and none covers another, in both rooms and languages, at the sizes that matter.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browser, open, rest, share_browser_and_site, site } from './site.mjs';

const kSizes = [[1280, 720], [800, 600], [480, 360], [390, 844]];
const kSlack = 0.5;  // CSS pixels: neighbours may share an edge, and edges are rounded to device pixels

share_browser_and_site();

function overlap(a, b) {
  return a.x + a.width > b.x + kSlack && b.x + b.width > a.x + kSlack && a.y + a.height > b.y + kSlack && b.y + b.height > a.y + kSlack;
}

for (const [width, height] of kSizes) {
  for (const view of ['train', 'curves']) {
    for (const lang of ['en', 'zh']) {
      test(`${view} in ${lang} at ${width}×${height}: no control overlaps another or leaves the view`, async () => {
        const page = await open(browser, site, `view=${view}&lang=${lang}`, { viewport: { width, height } });
        await rest(page);
        const controls = await page.evaluate(() => window.activationLab.controls());
        assert.ok(controls.length >= 3, `${controls.length} controls`);
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
        await page.context().close();
      });
    }
  }
}
