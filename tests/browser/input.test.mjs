// The figure takes what it uses and leaves the rest to the page: Tab, wheel, focus, touch.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browser, centre_of, get, kSite, open, rest, serve, share_browser_and_site, site } from './site.mjs';

share_browser_and_site(host_page);

// A course page with the figure in a frame, between two links.
function host_page(path, response) {
  if (path !== '/host') return false;
  response.writeHead(200, { 'Content-Type': 'text/html' });
  response.end(`<body style="height:3000px;margin:0"><a id="first" href="#first">first</a>
    <iframe src="/index.html#view=curves" width="640" height="480" style="display:block;border:0"></iframe>
    <a id="last" href="#last">last</a>`);
  return true;
}

async function open_host() {
  const page = await (await browser.newContext({ viewport: { width: 800, height: 600 } })).newPage();
  await page.goto(`${site.url}host`);
  const frame = page.frames()[1];
  await frame.waitForFunction(() => window.activationLab?.ready.then(() => true));
  return { page, frame };
}

const focused = (page) => page.evaluate(() => document.activeElement.id || document.activeElement.tagName);

test('loading takes neither focus nor scroll position', async () => {
  const { page } = await open_host();
  assert.equal(await focused(page), 'BODY');
  assert.equal(await page.evaluate(() => scrollY), 0);
  await page.context().close();
});

test('Tab goes into the figure and out of it, forwards and backwards', async () => {
  const { page, frame } = await open_host();
  const inside = () => frame.evaluate(() => document.activeElement.closest('[data-id]')?.dataset.id ?? null);
  // Presses the key until the keyboard is out of the figure; what it came by there.
  const go_through = async (key) => {
    const visited = [];
    await page.keyboard.press(key);
    for (let i = 0; i < 100 && (await focused(page)) === 'IFRAME'; ++i) {
      visited.push(await inside());
      await page.keyboard.press(key);
    }
    return visited;
  };
  await page.focus('#first');
  const forwards = await go_through('Tab');
  assert.ok(forwards.length > 8 && !forwards.includes(null), forwards.join(' '));
  assert.equal(await focused(page), 'last');
  const backwards = await go_through('Shift+Tab');
  assert.equal(await focused(page), 'first');
  assert.deepEqual(backwards.reverse(), forwards);
  await page.context().close();
});

test('in a frame the wheel scrolls the page, and Ctrl+wheel reaches the figure', async () => {
  const { page, frame } = await open_host();
  await page.mouse.move(320, 300);
  await page.mouse.wheel(0, 150);
  await page.waitForFunction(() => scrollY > 0);
  await page.evaluate(() => scrollTo(0, 0));
  await page.waitForTimeout(200);
  const link = () => frame.evaluate(() => window.activationLab.get().link);
  const before_zoom = await link();
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -200);
  await page.keyboard.up('Control');
  await frame.waitForFunction((earlier) => window.activationLab.get().link !== earlier, before_zoom);
  assert.equal(await page.evaluate(() => scrollY), 0);
  await page.context().close();
});

test('alone in its window, the wheel over the curves zooms them', async () => {
  const page = await open(browser, site, 'view=curves');
  const before_zoom = (await get(page)).link;
  await page.mouse.move(640, 360);
  await page.waitForTimeout(100);
  await page.mouse.wheel(0, -200);
  await page.waitForFunction((earlier) => window.activationLab.get().link !== earlier, before_zoom);
  await page.context().close();
});

test('a click on play plays, and the space bar pauses', async () => {
  const page = await open(browser, site);
  const play = await centre_of(page, 'play');
  await page.mouse.click(play.x, play.y);
  await page.waitForFunction(() => window.activationLab.get().step > 0);
  assert.equal((await get(page)).playing, true);
  await page.keyboard.press('Space');
  await page.waitForFunction(() => !window.activationLab.get().playing);
  await page.context().close();
});

test('Ctrl+Z takes back, Ctrl+Shift+Z and Ctrl+Y bring back', async () => {
  const page = await open(browser, site);
  const link = () => page.evaluate(() => window.activationLab.get().link);
  const becomes = (wanted) => page.waitForFunction((w) => window.activationLab.get().link === w, wanted);
  const before = await link();
  const after = await page.evaluate(() => window.activationLab.set('act=relu').link);
  assert.notEqual(after, before);
  await page.keyboard.press('Tab');  // into the figure, where shortcuts belong
  for (const back of ['Control+Shift+z', 'Control+y']) {
    await page.keyboard.press('Control+z');
    await becomes(before);
    await page.keyboard.press(back);
    await becomes(after);
  }
  await page.context().close();
});

test('a tap of a finger plays, and leaves no hover behind', async () => {
  const page = await open(browser, site, 'view=train', { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  const play = await centre_of(page, 'play');
  await page.touchscreen.tap(play.x, play.y);
  await page.waitForFunction(() => window.activationLab.get().step > 0);
  await page.context().close();
});

test('a mouse button released outside the canvas is released', async () => {
  const { page, frame } = await open_host();
  const link = () => frame.evaluate(() => window.activationLab.get().link);
  await page.mouse.move(320, 250);
  const pressed = await link();
  await page.mouse.down();
  await page.mouse.move(360, 270, { steps: 3 });
  await page.mouse.move(760, 580, { steps: 3 });  // outside the frame
  await page.mouse.up();
  // The link tells what has been drawn, and a busy machine draws late.
  await frame.waitForFunction((earlier) => window.activationLab.get().link !== earlier, pressed);
  await rest(frame);
  const released = await link();
  await page.mouse.move(300, 200, { steps: 4 });  // back over the plot, no button: nothing may be dragged
  await rest(frame);
  assert.equal(await link(), released);
  await page.context().close();
});

test('browser shortcuts and Alt keys stay with the browser', async () => {
  const page = await open(browser, site);
  await page.evaluate(() => document.getElementById('figure').focus());
  const prevented = await page.evaluate(() => {
    const press = (key, options) =>
      !document.getElementById('figure').dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...options }));
    return {
      tab: press('Tab'), back: press('ArrowLeft', { altKey: true }), reload: press('r', { ctrlKey: true }),
      f5: press('F5'), arrow: press('ArrowLeft'),
    };
  });
  assert.deepEqual(prevented, { tab: false, back: false, reload: false, f5: false, arrow: true });
  await rest(page);
  await page.context().close();
});

test('a sandboxed frame without storage or address still runs', async () => {
  const sandbox = await serve(kSite, (path, response) => {
    if (path !== '/host') return false;
    response.writeHead(200, { 'Content-Type': 'text/html' });
    response.end('<iframe src="/index.html" sandbox="allow-scripts allow-same-origin" width=640 height=480></iframe>');
    return true;
  });
  const context = await browser.newContext();
  await context.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('forbidden', 'SecurityError'); } });
    history.replaceState = () => { throw new DOMException('forbidden', 'SecurityError'); };
  });
  const page = await context.newPage();
  const errors = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.goto(`${sandbox.url}host`);
  const frame = page.frames()[1];
  await frame.waitForFunction(() => window.activationLab?.ready.then(() => true));
  const state = await frame.evaluate(() => window.activationLab.set('seed=4'));
  assert.match(state.link, /seed=4/);
  await page.waitForTimeout(600);
  assert.deepEqual(errors, []);
  await context.close();
  await sandbox.close();
});
