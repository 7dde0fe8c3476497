// Plots and pictures as files and on the clipboard, and the explanations, which come when somebody can read them.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { browser, click, open, rest, share_browser_and_site, site } from './site.mjs';

let is_cut_off = false;
share_browser_and_site((path, response) => {
  if (!is_cut_off || !path.includes('/texts/')) return false;
  response.writeHead(503).end();
  return true;
});

async function saved_as(page, id) {
  await click(page, 'export.open');
  await rest(page);
  const [download] = await Promise.all([page.waitForEvent('download'), click(page, id)]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

// Of a PNG, as the page itself reads it.
const read_png = (page, bytes) => page.evaluate(async (data) => {
  const image = await createImageBitmap(new Blob([Uint8Array.from(atob(data), (c) => c.charCodeAt(0))], { type: 'image/png' }));
  const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
  context.drawImage(image, 0, 0);
  const pixels = new Uint32Array(context.getImageData(0, 0, image.width, image.height).data.buffer);
  return { width: image.width, height: image.height, colours: new Set(pixels).size, first: pixels[0] };
}, Buffer.from(bytes).toString('base64'));

test('the picture is saved as SVG and as PNG of its size times 1, 2 and 3, in both rooms and themes', async () => {
  for (const link of ['view=train&steps=200', 'view=curves&curves=tanh,relu&theme=dark&lang=zh']) {
    const page = await open(browser, site, link);
    await rest(page);
    const svg = await saved_as(page, 'export.svg.save');
    assert.match(svg.name, /^activation-lab-(output|plot)\.svg$/);
    const drawn = await page.evaluate((text) => {
      const root = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement;
      return { name: root.nodeName, width: Number(root.getAttribute('width')), texts: root.querySelectorAll('text').length };
    }, svg.bytes.toString());
    assert.equal(drawn.name, 'svg');
    assert.ok(drawn.texts > 5);
    for (const scale of [1, 2, 3]) {
      const png = await saved_as(page, `export.png.${scale}`);
      assert.match(png.name, /\.png$/);
      const picture = await read_png(page, png.bytes);
      assert.equal(picture.width, scale * drawn.width);
      assert.ok(picture.colours > 20, `${picture.colours} colours`);
      assert.equal(picture.first, link.includes('dark') ? 0xff271f19 : 0xffffffff);
    }
    assert.deepEqual(page.errors, []);
    await page.context().close();
  }
});

test('the picture is on the clipboard as PNG, or a file where the browser forbids that', async () => {
  const page = await open(browser, site, 'view=train', { permissions: ['clipboard-read', 'clipboard-write'] });
  await rest(page);
  await click(page, 'export.open');
  await rest(page);
  await click(page, 'export.png.copy');
  await rest(page);
  const bytes = await page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    return Array.from(new Uint8Array(await (await item.getType('image/png')).arrayBuffer()));
  });
  assert.ok((await read_png(page, bytes)).colours > 20);
  await page.context().close();
  const refused = await open(browser, site, 'view=train');
  await refused.evaluate(() => { navigator.clipboard.write = () => Promise.reject(new Error('no')); });
  await rest(refused);
  assert.equal((await saved_as(refused, 'export.png.copy')).name, 'activation-lab.png');
  assert.deepEqual(refused.errors, []);
  await refused.context().close();
});

test('explanations come when somebody points at something, and again after a network that failed', async () => {
  is_cut_off = true;
  const page = await open(browser, site, 'view=train');
  await rest(page);
  const asked = [];
  page.on('request', (request) => asked.push(request.url()));
  const explained = async () => (await page.evaluate(() => window.activationLab.controls())).some(({ help }) => help?.length > 20);
  assert.equal(asked.filter((url) => url.includes('/texts/')).length, 0);
  await page.mouse.move(300, 300);
  await rest(page);
  assert.equal(asked.filter((url) => url.includes('/texts/')).length, 1);
  assert.equal(await explained(), false);
  is_cut_off = false;
  await page.waitForTimeout(10100);
  await page.mouse.move(310, 300);
  await rest(page);
  assert.equal(asked.filter((url) => url.includes('/texts/')).length, 2);
  assert.equal(await explained(), true);
  await page.context().close();
});

test('a fact sheet and a term of the glossary are explained at once when a link shows them', async () => {
  for (const [link, id, words] of [['view=curves&curves=relu', 'text.note', /gradients/], ['view=train&term=dead', 'text.term', /\w{4}/]]) {
    const page = await open(browser, site, link);
    await rest(page);
    const text = await page.evaluate((id) => document.querySelector(`[data-id="${id}"]`)?.textContent, id);
    assert.match(text ?? '', words);
    await page.context().close();
  }
});

test('the log of runs is printed as a table of its own', async () => {
  const page = await open(browser, site, 'view=train&steps=20');
  await page.evaluate(() => { window.print = () => { throw new Error('the page itself is printed'); }; });
  await rest(page);
  await click(page, 'reset');
  await rest(page);
  await click(page, 'runs.open');
  await rest(page);
  await click(page, 'runs.print');
  await rest(page);
  const rows = await page.evaluate(() => [...document.querySelector('iframe').contentDocument.querySelectorAll('tr')].map((row) => [...row.cells].map((cell) => cell.textContent)));
  assert.equal(rows.length, 3);
  assert.equal(rows[0][0], 'run');
  assert.ok(rows.every((row) => row.length === rows[0].length && row.length > 4), JSON.stringify(rows));
  assert.deepEqual(page.errors, []);
  await page.context().close();
});
