// When the figure cannot run, the reader gets a sentence in their language that says what to do; never a blank page.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { test_missing_parts } from './missing_parts.mjs';
import { browser, kSite, open, serve, share_browser_and_site, site } from './site.mjs';

share_browser_and_site();

// Opens the page after `spoil` has run in it, and returns what the failure screen says.
async function failure({ url = site.url, spoil, locale = 'en-GB', hash = '' }) {
  const context = await browser.newContext({ locale });
  if (spoil) await context.addInitScript(spoil);
  const page = await context.newPage();
  await page.goto(url + hash);
  await page.waitForSelector('#failure:not([hidden])');
  const said = await page.evaluate(async () => ({
    kind: document.getElementById('failure').dataset.kind,
    title: document.getElementById('failure-title').textContent,
    text: document.getElementById('failure-text').textContent,
    button: document.getElementById('failure-again').textContent,
    role: document.getElementById('failure').getAttribute('role'),
    ready: await window.activationLab.ready.then(() => 'fulfilled', (error) => error.message),
    rest_hidden: document.getElementById('loading').hidden && document.getElementById('figure').hidden,
  }));
  return { said, page, context };
}

test('without WebGL2 it says so, in English and in Chinese', async () => {
  const spoil = () => {
    const original = HTMLCanvasElement.prototype.getContext;
    HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
      return kind === 'webgl2' ? null : original.call(this, kind, ...rest);
    };
  };
  const english = await failure({ spoil });
  assert.equal(english.said.kind, 'webgl2');
  assert.match(english.said.text, /WebGL 2/);
  assert.equal(english.said.role, 'alert');
  assert.equal(english.said.rest_hidden, true);
  assert.notEqual(english.said.ready, 'fulfilled');
  await english.context.close();
  const chinese = await failure({ spoil, locale: 'zh-CN' });
  assert.match(chinese.said.text, /WebGL 2.*浏览器/);
  await chinese.context.close();
  const by_link = await failure({ spoil, hash: '#lang=zh' });
  assert.match(by_link.said.text, /浏览器/);
  await by_link.context.close();
});

test('without WebAssembly or without its SIMD it asks for a newer browser', async () => {
  const no_simd = await failure({ spoil: () => { WebAssembly.validate = () => false; } });
  assert.equal(no_simd.said.kind, 'wasm');
  assert.match(no_simd.said.text, /WebAssembly/);
  await no_simd.context.close();
  const no_wasm = await failure({ spoil: () => { delete globalThis.WebAssembly; } });
  assert.equal(no_wasm.said.kind, 'wasm');
  await no_wasm.context.close();
});

test('a download that fails can be tried again, and then it works', async () => {
  let broken = true;
  const flaky = await serve(kSite, (path, response) => {
    if (!broken || !path.endsWith('.wasm')) return false;
    response.writeHead(404).end();
    return true;
  });
  const { said, page, context } = await failure({ url: flaky.url });
  assert.equal(said.kind, 'download');
  assert.match(said.button, /again/);
  assert.match(await page.textContent('#failure-more pre'), /\.wasm\s+404/);
  broken = false;
  await page.click('#failure-again');
  await page.waitForFunction(() => window.activationLab?.ready.then(() => true));
  assert.ok(await page.isHidden('#failure'));
  await context.close();
  await flaky.close();
});

test('a download that is cut off or is not the program is a failed download', async () => {
  const cut = await serve(kSite, (path, response) => {
    if (!path.endsWith('.wasm')) return false;
    response.writeHead(200, { 'Content-Type': 'application/wasm' });
    response.end('<!doctype html><title>Sign in to the network</title>');
    return true;
  });
  const { said, context } = await failure({ url: cut.url });
  assert.equal(said.kind, 'download');
  await context.close();
  await cut.close();
});

test('a server that gives the wrong type for WebAssembly is good enough', async () => {
  const plain = await serve(kSite, () => false, { '.wasm': 'text/plain' });
  const page = await open(browser, plain);
  assert.ok(await page.isHidden('#failure'));
  await page.context().close();
  await plain.close();
});

test_missing_parts();

test('opened as a file it says that it needs a web server, in the language of the link', async () => {
  for (const [hash, words] of [['', /only from a web server/], ['#lang=zh', /网站服务器/]]) {
    const { said, page, context } = await failure({ url: pathToFileURL(join(kSite, 'index.html')).href, hash });
    assert.equal(said.kind, 'file');
    assert.match(said.text, words);
    assert.ok(await page.isVisible('#failure-text'));
    await context.close();
  }
});

// The figure in a sandbox of a page of another site, as course systems make them.
async function sandboxed(allows_all, hash = '') {
  const server = await serve(kSite, (path, response) => {
    if (allows_all) response.setHeader('Access-Control-Allow-Origin', '*');
    if (path !== '/host') return false;
    response.writeHead(200, { 'Content-Type': 'text/html' });
    response.end(`<iframe sandbox="allow-scripts" src="/index.html${hash}" width=480 height=360></iframe>`);
    return true;
  });
  const page = await (await browser.newContext({ locale: 'en-GB' })).newPage();
  await page.goto(`${server.url}host`);
  const close = async () => {
    await page.context().close();
    await server.close();
  };
  return { frame: page.frames()[1], close };
}

test('in a sandbox that keeps its own files from it, it says what its host can do; where they are let through it runs', async () => {
  for (const [hash, words] of [['', /allow-same-origin/], ['#lang=zh', /沙盒/]]) {
    const { frame, close } = await sandboxed(false, hash);
    await frame.waitForSelector('#failure[data-kind="sandbox"]:not([hidden])');
    assert.match(await frame.textContent('#failure-text'), words);
    assert.ok(await frame.isVisible('#failure-text'));
    await close();
  }
  const { frame, close } = await sandboxed(true);
  await frame.waitForFunction(() => window.activationLab?.ready.then(() => true));
  assert.ok(await frame.isHidden('#failure'));
  await close();
});

test('a server whose policy forbids scripts in pages does not keep it from running, or from saying why it cannot', async () => {
  for (const spoil of ['', '.wasm']) {
    const strict = await serve(kSite, (path, response) => {
      response.setHeader('Content-Security-Policy', "script-src 'self' 'wasm-unsafe-eval'");
      if (!spoil || !path.endsWith(spoil)) return false;
      response.writeHead(404).end();
      return true;
    });
    const page = await (await browser.newContext()).newPage();
    await page.goto(strict.url);
    await page.waitForFunction(() => window.activationLab);
    assert.equal(await page.evaluate(() => window.activationLab.ready.then(() => true, () => false)), !spoil);
    assert.equal(await page.isHidden('#failure'), !spoil);
    await page.context().close();
    await strict.close();
  }
});

test('a browser without modules is asked to be a newer one', async () => {
  const { said, context } = await failure({ spoil: () => { delete HTMLScriptElement.prototype.noModule; } });
  assert.equal(said.kind, 'wasm');
  assert.match(said.text, /update the browser/);
  await context.close();
});

test('a crash shows what to do instead of a frozen picture', async () => {
  const page = await open(browser, site);
  // A trap of WebAssembly arrives in the page as an exception out of the frame; so does this one.
  await page.evaluate(() => {
    WebGL2RenderingContext.prototype.drawElements = () => { throw new WebAssembly.RuntimeError('unreachable'); };
    window.activationLab.play();
  });
  await page.waitForSelector('#failure:not([hidden])');
  assert.equal(await page.getAttribute('#failure', 'data-kind'), 'stopped');
  assert.ok(await page.isVisible('#failure-afresh'));
  await page.context().close();
});

test('a graphics context that does not come back is said after a while', async () => {
  const page = await open(browser, site);
  await page.evaluate(() => {
    window.graphics = document.getElementById('canvas').getContext('webgl2').getExtension('WEBGL_lose_context');
    window.graphics.loseContext();
  });
  await page.waitForSelector('#failure[data-kind="lost"]:not([hidden])');
  await page.evaluate(() => window.graphics.restoreContext());  // late, but not too late
  await page.waitForSelector('#figure:not([hidden])');
  assert.ok(await page.isHidden('#failure'));
  await page.context().close();
});

test('without scripts the page says that it needs them', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(site.url);
  assert.match(await page.textContent('noscript'), /JavaScript/);
  assert.ok(await page.isVisible('noscript p'));
  await context.close();
});
