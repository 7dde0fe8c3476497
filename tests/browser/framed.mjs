// The figure in an article of another site: localhost, where the figure is at 127.0.0.1. Two sites, two processes.
import { browser, frames, site } from './site.mjs';

// The article, which scrolls. Its address says what the figure shows and how high it is.
export function host_page(path, response) {
  if (path !== '/host') return false;
  response.writeHead(200, { 'Content-Type': 'text/html' });
  response.end(`<!doctype html><meta name="viewport" content="width=device-width">
    <body style="margin:0;height:3000px"><p style="height:100px;margin:0">article</p>
    <iframe id="figure" title="figure" style="display:block;border:0;width:100%;height:600px"></iframe>
    <script>const [src, height] = location.hash.slice(1).split('|');
    figure.style.height = height + 'px'; figure.src = decodeURIComponent(src);</script>`);
  return true;
}

export async function open_framed(link, { height = 600, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width: 800, height: 700 }, ...options });
  const page = await context.newPage();
  const src = encodeURIComponent(`${site.url}index.html#${link}`);
  await page.goto(`${site.url.replace('127.0.0.1', 'localhost')}host#${src}|${height}`);
  let frame = null;
  for (let i = 0; i < 100 && !frame; ++i) {
    frame = page.frames().find((one) => one.url().startsWith('http://127.0.0.1'));
    await page.waitForTimeout(50);
  }
  await frame.waitForFunction(() => window.activationLab?.ready.then(() => true));
  await frames(frame, 8);
  return { page, frame };
}

export const link_of = (page) => page.evaluate(() => window.activationLab.get().link);

// Every control that a person changes the run with, wherever it has to be scrolled to.
export const kToReach = ['act', 'lr', 'xor', 'noise', 'net.more', 'opt', 'seed.more'];
export const on_screen = (frame, id) => frame.evaluate((id) => window.activationLab.controls().find((one) => one.id === id || one.id.endsWith('.' + id))?.rect, id);

// Links with a list of functions in each, what opens it, and the choice that it opens at.
export const kLists = [
  ['view=train&act=snake', 'act', 'snake'], ['view=train&act=tanhexp&net=3-3', 'act.l1', 'tanhexp'], ['view=train&act=mish&net=3-3-3', 'act.l2', 'mish'],
  ['view=train&act=l3:tanhexp&net=3-3-3', 'act.l3', 'tanhexp'], ['view=train&twin=snake', 'twin', 'snake'],
];

export const first_option = (frame) => frame.evaluate(() => window.activationLab.controls().find(({ role }) => role === 'option')?.id);
