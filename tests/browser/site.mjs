// The built site on a free loopback port, and the browser that all tests share.
import { createServer } from 'node:http';
import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, extname, join, normalize } from 'node:path';
import { after, before } from 'node:test';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const kTypes = {
  '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.mjs': 'text/javascript',
  '.wasm': 'application/wasm', '.otf': 'font/otf', '.svg': 'image/svg+xml', '.json': 'application/json',
};

export const kSite = process.env.SITE ?? fileURLToPath(new URL('../../build/web/site', import.meta.url));

// A language is its catalogue.
export const kLanguages = readdirSync(fileURLToPath(new URL('../../src/i18n', import.meta.url)))
  .filter((name) => name.endsWith('.json')).map((name) => basename(name, '.json'));

// Serves a folder. respond(path, response) may answer instead and returns true then; types are MIME types by extension.
// Gives {url, close()}.
export async function serve(folder = kSite, respond = () => false, types = {}) {
  if (!existsSync(join(folder, 'index.html'))) throw new Error(`There is no site in ${folder}. Build it first: ./lab build`);
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
    if (respond(path, response)) return;
    try {
      const file = join(folder, normalize(path.endsWith('/') ? `${path}index.html` : path));
      const content = await readFile(file);
      response.writeHead(200, { 'Content-Type': { ...kTypes, ...types }[extname(file)] ?? 'application/octet-stream', 'Content-Length': content.length });
      response.end(content);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();  // a test that fails may leave it open: that is to hold up nobody
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

// Headless Chromium with WebGL2 in software, and without the calls it makes home.
export function launch_browser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    args: [
      '--headless=new', '--no-sandbox', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader',
      '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
    ],
  });
}

// What the tests of one file share, from its share_browser_and_site() on.
export let browser;
export let site;

// Starts both before the first test of a file and closes them after the last; respond: as in serve(); launch: which browser.
export function share_browser_and_site(respond, launch = launch_browser) {
  before(async () => {
    [browser, site] = await Promise.all([launch(), serve(kSite, respond)]);
  });
  after(async () => {
    await browser.close();
    await site.close();
  });
}

// A page showing `link`, the Train room unless it says otherwise, drawn and ready, in a context of its own. options: those of a browser context.
// page.errors collects what the page complains about.
export async function open(browser, site, link = 'view=train', options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, locale: 'en-GB', ...options });
  const page = await context.newPage();
  page.errors = [];
  page.on('pageerror', (error) => page.errors.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') page.errors.push(message.text());
  });
  await page.goto(site.url + (link && `#${link}`));
  await page.evaluate(() => window.activationLab.ready.then(() => true));
  return page;
}

export const get = (page) => page.evaluate(() => window.activationLab.get());

// Waits until the page draws no more frames for a third of a second; returns the state then. A busy machine may take
// longer than that to give the page its next frame, so the frames that are due are waited for first.
export async function rest(page) {
  const two_frames = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())));
  for (let i = 0; i < 60; ++i) {
    const earlier = await get(page);
    await page.waitForTimeout(330);
    await page.evaluate(two_frames);
    const state = await get(page);
    if (state.frames === earlier.frames) return state;
  }
  throw new Error('the page does not come to rest');
}

// Waits for frames of the browser: what a person did in the page is drawn by then, and told to the mirror.
export const frames = (page, count = 5) => page.evaluate((count) => new Promise((done) => {
  const next = (left) => (left ? requestAnimationFrame(() => next(left - 1)) : done());
  next(count);
}), count);

// A window with room for every row of every card.
export const kRoomy = { viewport: { width: 1280, height: 1080 } };

// How many different colours a screenshot has: a measure of whether there is a picture.
export async function colours_in(page) {
  const png = await page.screenshot();
  return page.evaluate(async (data) => {
    const image = await createImageBitmap(new Blob([Uint8Array.from(atob(data), (c) => c.charCodeAt(0))], { type: 'image/png' }));
    const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
    context.drawImage(image, 0, 0);
    return new Set(new Uint32Array(context.getImageData(0, 0, image.width, image.height).data.buffer)).size;
  }, png.toString('base64'));
}

// {x, y} of the middle of the control with this id; the canvas fills the page, so these are the page's coordinates.
export async function centre_of(page, id) {
  const controls = await page.evaluate(() => window.activationLab.controls());
  const control = controls.find((candidate) => candidate.id === id);
  if (!control) throw new Error(`no control "${id}" among ${controls.map((candidate) => candidate.id).join(', ')}`);
  const { x, y, width, height } = control.rect;
  return { x: x + width / 2, y: y + height / 2 };
}

// Waited for rather than looked at, because a busy machine draws the next frame late.
export const until_shown = (page, id) =>
  page.waitForFunction((id) => window.activationLab.controls().some((control) => control.id === id), id);

export async function click(page, id) {
  await until_shown(page, id);
  await rest(page);
  const { x, y } = await centre_of(page, id);
  await page.mouse.click(x, y);
}
