// What `./lab run` sends: the compressed files that make_site.py has put beside the plain ones, to whoever accepts them.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { request } from 'node:http';
import { join, relative } from 'node:path';
import { after, before, test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { serve_as_lab_run } from './lighttpd.mjs';
import { kSite, launch_browser } from './site.mjs';

const kUnpack = { br: brotliDecompressSync, gzip: gunzipSync, identity: (content) => content };
const kTypes = {
  html: 'text/html; charset=utf-8', css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8',
  mjs: 'text/javascript; charset=utf-8', wasm: 'application/wasm', otf: 'font/otf', svg: 'image/svg+xml', txt: 'text/plain; charset=utf-8',
  bin: 'application/octet-stream',
};

function files_below(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? files_below(path) : [relative(kSite, path)];
  });
}

const all_files = files_below(kSite);
const plain_files = all_files.filter((name) => !/\.(br|gz)$/.test(name));
const content_of = (name) => readFileSync(join(kSite, name));

let server;
before(async () => { server = await serve_as_lab_run(); });
after(() => server.close());

// The answer as it came over the wire.
function ask(path, accepted, more = {}) {
  const headers = accepted === null ? more : { 'Accept-Encoding': accepted, ...more };
  return new Promise((resolve, reject) => {
    request(new URL(path, server.url), { headers, agent: false }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) }));
    }).on('error', reject).end();
  });
}

async function assert_sent(path, accepted, coding, name = path) {
  const about = `${path} for ${accepted}`;
  const { status, headers, body } = await ask(path, accepted);
  assert.equal(status, 200, about);
  assert.equal(headers['content-encoding'] ?? 'identity', coding, about);
  assert.equal(headers['content-type'], kTypes[name.split('.').at(-1)], about);
  assert.equal(headers.vary, 'Accept-Encoding', about);
  const is_hashed = /\.[0-9a-f]{10}\.\w+$/.test(name);
  assert.equal(headers['cache-control'], is_hashed ? 'public, max-age=31536000, immutable' : 'no-cache', about);
  assert.ok(kUnpack[coding](body).equals(content_of(name)), about);
  if (coding !== 'identity') assert.ok(body.equals(content_of(name + (coding === 'br' ? '.br' : '.gz'))), about);
}

test('every file of the site lies there compressed in both ways, smaller, and holds the same', () => {
  assert.ok(plain_files.some((name) => name.endsWith('.wasm')) && plain_files.some((name) => name.endsWith('.otf')));
  assert.equal(all_files.length, 3 * plain_files.length);
  for (const name of plain_files) {
    const plain = content_of(name);
    for (const [ending, coding] of [['br', 'br'], ['gz', 'gzip']]) {
      const packed = content_of(`${name}.${ending}`);
      assert.ok(packed.length < plain.length, `${name}.${ending}`);
      assert.ok(kUnpack[coding](packed).equals(plain), `${name}.${ending}`);
    }
  }
});

test('every file goes out in the smallest form that is accepted, with its type and how long it may be kept', async () => {
  for (const name of plain_files) {
    await assert_sent(name, 'gzip, deflate, br, zstd', 'br');
    await assert_sent(name, 'gzip, deflate', 'gzip');
    await assert_sent(name, null, 'identity');
  }
});

test('Accept-Encoding is read as its rules say', async () => {
  for (const [accepted, coding] of [
    ['br', 'br'], ['BR', 'br'], ['gzip;q=1.0,br;q=0.1', 'br'], ['gzip , br', 'br'], ['br;q=0, gzip', 'gzip'],
    ['br ; q=0.000 , gzip;q=0.5', 'gzip'], ['br;q=0', 'identity'], ['br;q=0, gzip;q=0', 'identity'], ['', 'identity'],
    ['identity', 'identity'], ['x-br, brotli, zgzip', 'identity'],
  ]) {
    await assert_sent('index.html', accepted, coding);
  }
});

test('the page itself is compressed, too, with and without a link in its address', async () => {
  for (const path of ['', '?seed=8', 'index.html?view=curves']) await assert_sent(path, 'br', 'br', 'index.html');
});

test('what is not there is said in plain words, and not to be remembered', async () => {
  for (const path of ['nothing.js', 'main.0123456789.js', 'nothing/']) {
    const { status, headers, body } = await ask(path, 'gzip, br');
    assert.equal(status, 404, path);
    assert.equal(headers['content-encoding'], undefined, path);
    assert.equal(headers['cache-control'], undefined, path);
    assert.match(body.toString(), /404/, path);
  }
});

test('a part of a file and a file that has not changed are answered as such', async () => {
  const whole = await ask('index.html', 'br');
  const part = await ask('index.html', null, { Range: 'bytes=10-19' });
  assert.equal(part.status, 206);
  assert.ok(part.body.equals(content_of('index.html').subarray(10, 20)));
  assert.equal((await ask('index.html', 'br', { 'If-None-Match': whole.headers.etag })).status, 304);
  assert.equal((await ask('index.html', 'gzip', { 'If-None-Match': whole.headers.etag })).status, 200);
});

test('Chromium takes all of the page as brotli, and runs it', async () => {
  const browser = await launch_browser();
  try {
    const page = await browser.newPage();
    const codings = new Set();
    page.on('response', (response) => codings.add(response.headers()['content-encoding']));
    await page.goto(server.url);
    await page.evaluate(() => window.activationLab.ready.then(() => true));
    assert.deepEqual([...codings], ['br']);
  } finally {
    await browser.close();
  }
});
