// The page as a shell: it draws, it is small, it rests, and its script interface has the promised shape.
import assert from 'node:assert/strict';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { browser, centre_of, click, colours_in, frames, get, kSite, open, rest, serve, share_browser_and_site, site } from './site.mjs';

share_browser_and_site();

test('the page becomes ready and shows a picture of many colours, without a complaint', async () => {
  const page = await open(browser, site);
  await rest(page);
  assert.ok(await page.isHidden('#loading'));
  // A heatmap alone has dozens of shades; an empty or half-drawn picture has a handful.
  const colours = await colours_in(page);
  assert.ok(colours > 60, `${colours} colours`);
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test('get() tells step, epoch, losses, accuracies, hash, frames, notices and the link', async () => {
  const page = await open(browser, site, 'seed=3&n=100');
  const state = await get(page);
  assert.match(state.link, /seed=3/);
  assert.equal(state.step, 0);
  assert.equal(state.epoch, 0);
  for (const part of [state.train, state.test]) {
    assert.ok(part.loss > 0, `loss ${part.loss}`);
    assert.ok(part.accuracy >= 0 && part.accuracy <= 1);
  }
  assert.match(state.weights_hash, /^(0x)?[0-9a-f]{16}$/);
  assert.ok(state.frames > 0);
  assert.deepEqual(state.notices, []);
  await page.context().close();
});

test('set, step, reset, play and pause do what they say', async () => {
  const page = await open(browser, site);
  const call = (name, argument) => page.evaluate(([n, a]) => window.activationLab[n](a), [name, argument]);
  const set = await call('set', 'data=xor&net=4&act=relu');
  assert.match(set.link, /act=relu/);
  const fresh = set.weights_hash;
  const stepped = await call('step', 7);
  assert.equal(stepped.step, 7);
  assert.notEqual(stepped.weights_hash, fresh);
  const reset = await call('reset');
  assert.equal(reset.step, 0);
  assert.equal(reset.weights_hash, fresh);
  await call('play');
  await page.waitForFunction(() => window.activationLab.get().step > 7);
  assert.equal((await call('pause')).playing, false);
  const paused = await rest(page);
  assert.equal((await get(page)).step, paused.step);
  await assert.rejects(call('step', 'many'), /many/);
  await page.context().close();
});

test('while nothing changes no frame is drawn', async () => {
  const page = await open(browser, site);
  await rest(page);
  await page.waitForTimeout(1000);  // a tooltip that comes late has had its frame by now
  const resting = await get(page);
  await page.waitForTimeout(1500);
  assert.equal((await get(page)).frames, resting.frames);
  await page.context().close();
});

test('while the page is hidden no frame is drawn and nothing is trained; afterwards both go on', async () => {
  const page = await open(browser, site, 'play=1');
  const show = (state) => page.evaluate((value) => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => value });
    document.dispatchEvent(new Event('visibilitychange'));
  }, state);
  await page.waitForFunction(() => window.activationLab.get().step > 10);
  await show('hidden');
  const hidden = await get(page);
  await page.waitForTimeout(800);
  const later = await get(page);
  assert.equal(later.frames, hidden.frames);
  assert.equal(later.step, hidden.step);
  await show('visible');
  await page.waitForFunction((frames) => window.activationLab.get().frames > frames + 3, hidden.frames);
  await page.context().close();
});

test('scrolled out of view in a frame of another page, it draws nothing until it is back', async () => {
  const host = await serve(kSite, (path, response) => {
    if (path !== '/host') return false;
    response.writeHead(200, { 'Content-Type': 'text/html' });
    response.end('<body style="height:4000px;margin:0"><iframe src="/index.html#play=1" width=480 height=360></iframe>');
    return true;
  });
  const page = await (await browser.newContext({ viewport: { width: 800, height: 600 } })).newPage();
  await page.goto(`${host.url}host`);
  const frame = page.frames()[1];
  await frame.waitForFunction(() => window.activationLab?.ready.then(() => window.activationLab.get().step > 5));
  await page.evaluate(() => scrollTo(0, 3000));
  await page.waitForTimeout(400);  // the browser reports the intersection with one of its next frames
  const away = await frame.evaluate(() => window.activationLab.get().frames);
  await page.waitForTimeout(800);
  assert.equal(await frame.evaluate(() => window.activationLab.get().frames), away);
  await page.evaluate(() => scrollTo(0, 0));
  await frame.waitForFunction((frames) => window.activationLab.get().frames > frames + 3, away);
  await page.context().close();
  await host.close();
});

test('the canvas has exactly the device pixels of its frame, at any size and ratio', async () => {
  for (const [width, height, deviceScaleFactor] of [[1280, 720, 1], [390, 844, 2], [601, 403, 1.5]]) {
    const page = await open(browser, site, 'view=train', { viewport: { width, height }, deviceScaleFactor });
    const size = await page.evaluate(() => [document.getElementById('canvas').width, document.getElementById('canvas').height]);
    assert.ok(Math.abs(size[0] - width * deviceScaleFactor) <= 1, `${size[0]} for ${width} at ${deviceScaleFactor}`);
    assert.ok(Math.abs(size[1] - height * deviceScaleFactor) <= 1, `${size[1]} for ${height} at ${deviceScaleFactor}`);
    await page.setViewportSize({ width: 500, height: 400 });
    await page.waitForFunction((px) => document.getElementById('canvas').width === px, Math.round(500 * deviceScaleFactor));
    await page.context().close();
  }
});

test('losing the graphics context loses nothing', async () => {
  const page = await open(browser, site);
  await page.evaluate(() => window.activationLab.step(100));
  await rest(page);
  const before_loss = { state: await get(page), colours: await colours_in(page) };
  await page.evaluate(() => {
    const context = document.getElementById('canvas').getContext('webgl2').getExtension('WEBGL_lose_context');
    context.loseContext();
    setTimeout(() => context.restoreContext(), 200);
  });
  await page.waitForTimeout(400);
  await rest(page);
  assert.equal((await get(page)).weights_hash, before_loss.state.weights_hash);
  // A texture that did not come back would cost most of them.
  const colours = await colours_in(page);
  assert.ok(colours > 0.9 * before_loss.colours, `${colours} colours after, ${before_loss.colours} before`);
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test('a browser that writes noise over all it is given to read pixels into changes nothing', async () => {
  const context = await browser.newContext();
  await context.addInitScript(() => {
    WebGL2RenderingContext.prototype.readPixels = function (...values) {
      window.reads = (window.reads ?? 0) + 1;
      values[6].fill(0xff, values[7] ?? 0);  // Firefox with resistFingerprinting
    };
  });
  const page = await context.newPage();
  await page.goto(`${site.url}#view=train`);
  await page.evaluate(() => window.activationLab.ready.then(() => true));
  const fresh = await page.evaluate(() => window.activationLab.step(500).weights_hash);
  await rest(page);
  assert.ok((await page.evaluate(() => window.reads)) > 0);
  assert.equal((await get(page)).weights_hash, fresh);
  assert.ok(await page.isHidden('#failure'));
  await context.close();
});

test('the first view loads at most 521 kB (brotli), and no CJK font', async (t) => {
  const context = await browser.newContext({ locale: 'en-GB' });
  const page = await context.newPage();
  const paths = new Set();
  page.on('request', (request) => paths.add(new URL(request.url()).pathname));
  await page.goto(site.url);
  await page.evaluate(() => window.activationLab.ready.then(() => true));
  await rest(page);
  let total = 0;
  for (const path of paths) {
    const file = join(kSite, path.endsWith('/') ? 'index.html' : path);
    const { size } = await stat(`${file}.br`);
    t.diagnostic(`${path}: ${(await stat(file)).size} bytes, ${size} compressed`);
    total += size;
  }
  t.diagnostic(`first view: ${total} bytes`);
  assert.ok(total <= 520_572, `${total} bytes`);
  assert.ok(total > 50_000, 'the program itself must be among what was counted');
  assert.ok(![...paths].some((path) => path.includes('cjk') || /\/(texts|lessons|data)\//.test(path)));
  await context.close();
});

test('the handwritten digits lie beside the page, to be had when they are asked for', async () => {
  const page = await open(browser, site);
  const found = await page.evaluate(async () => {
    const scripts = performance.getEntriesByType('resource').map((entry) => entry.name);
    const { download } = await import(scripts.find((name) => /\/host\.\w+\.js$/.test(name)));
    const bytes = await download('digits');
    return [new TextDecoder().decode(bytes.slice(0, 6)), bytes.length];
  });
  assert.deepEqual(found, ['digits', 30 + 64 * 1797]);  // the head, and a byte a pixel
  await page.context().close();
});

test('the page names every script it will need, so that none waits for another', async () => {
  const page = await open(browser, site);
  const [needed, named] = await page.evaluate(() => [
    performance.getEntriesByType('resource').map((entry) => entry.name).filter((url) => /\.m?js$/.test(url)),
    [...document.querySelectorAll('link[rel=modulepreload], script[type=module]')].map((element) => element.href ?? element.src),
  ]);
  assert.ok(needed.length > 10, needed.join());
  assert.deepEqual(needed.sort(), named.sort());
  await page.context().close();
});

test('Chinese is shown in Chinese, with its font loaded, and switches live', async () => {
  const page = await open(browser, site, 'view=train', { locale: 'zh-CN' });
  assert.equal((await get(page)).language, 'zh');
  await page.waitForFunction(() => document.documentElement.lang.startsWith('zh'));  // as soon as it is here
  const fonts = () => page.evaluate(() => performance.getEntriesByType('resource').filter((e) => e.name.includes('cjk')).length);
  await rest(page);
  assert.ok((await fonts()) > 0);
  const labels = await page.evaluate(() => window.activationLab.controls().map((control) => control.label));
  assert.ok(labels.some((label) => /[\u4e00-\u9fff]/.test(label)), labels.join());
  await page.evaluate(() => window.activationLab.set('lang=en'));
  await rest(page);
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'en');
  const english = await page.evaluate(() => window.activationLab.controls().map((control) => control.label));
  assert.ok(!english.some((label) => /[\u4e00-\u9fff]{3}/.test(label)), english.join());  // 中文 names the language itself
  await page.context().close();
});

test('a value that a link cannot have becomes a notice naming key and value, and the rest applies', async () => {
  const page = await open(browser, site, 'act=rulu&lr=77&colour=red&seed=5');
  const state = await get(page);
  assert.match(state.link, /seed=5/);
  const notices = state.notices.map((notice) => notice.text);
  for (const [key, value] of [['act', 'rulu'], ['lr', '77'], ['colour', '']]) {
    assert.ok(notices.some((notice) => notice.includes(key) && notice.includes(value)), `${key}=${value}: ${notices.join(' ')}`);
  }
  await page.context().close();
});

test('eight bad keys are one notice and a button for the seven others, in the page as on the canvas', async () => {
  for (const [locale, more] of [['en-GB', 'and 7 more'], ['zh-CN', '另有 7 条']]) {
    const page = await open(browser, site, 'b1=1&b2=2&b3=3&b4=4&b5=5&b6=6&b7=7&b8=8', { locale, viewport: { width: 480, height: 360 } });
    await page.waitForFunction((more) => document.querySelector('#mirror [data-id="notices.more"]')?.textContent.includes(more), more);
    const told = () => page.locator('#mirror [data-id^="text.notice."]').allTextContents();
    assert.equal((await told()).length, 1);
    await page.focus('#mirror [data-id="notices.more"]');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.querySelectorAll('#mirror [role="dialog"] [data-id^="text.notice."]').length === 8);
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => !document.querySelector('#mirror [role="dialog"]'));
    assert.equal(await page.evaluate(() => document.activeElement.closest('[data-id]').dataset.id), 'notices.more');
    assert.deepEqual(page.errors, []);
    await page.context().close();
  }
});

test('one step is told as step 1 in the page', async () => {
  const page = await open(browser, site);
  await click(page, 'step');
  await page.waitForFunction(() => document.querySelector('#mirror [data-id="text.step"]')?.textContent === 'Step: 1');
  await page.waitForFunction(() => /^Step 1:/.test(document.getElementById('status').textContent));
  assert.doesNotMatch(await page.textContent('#mirror'), /epoch/i);
  await page.context().close();
});

test('the address follows the program, and the program follows the address', async () => {
  const page = await open(browser, site, 'seed=5');
  await page.evaluate(() => { location.hash = 'seed=6'; });
  await page.waitForFunction(() => /seed=6/.test(window.activationLab.get().link));
  await page.evaluate(() => window.activationLab.set('seed=7'));
  await page.waitForFunction(() => location.hash.includes('seed=7'));
  await page.reload();
  await page.evaluate(() => window.activationLab.ready.then(() => true));
  assert.match((await get(page)).link, /seed=7/);
  await page.context().close();
});

test('an address that is changed just when the program writes its own is not lost', async () => {
  const page = await open(browser, site, 'seed=5');
  await page.evaluate(() => window.activationLab.set('seed=6'));
  await frames(page, 3);
  await page.evaluate(() => {
    for (const start_ms = performance.now(); performance.now() < start_ms + 600;) {}  // the program's own change is due
    location.hash = 'seed=7';
  });
  await page.waitForFunction(() => /seed=7/.test(window.activationLab.get().link), null, { timeout: 5000 });
  await page.waitForFunction(() => location.hash.includes('seed=7'));
  await page.context().close();
});

test('a query is taken like a hash, and the hash wins', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${site.url}?seed=8`);
  await page.evaluate(() => window.activationLab.ready.then(() => true));
  assert.match((await get(page)).link, /seed=8/);
  // With or without a reload: that depends on whether the program has already put its link into the address.
  await page.goto(`${site.url}?seed=8#seed=9`);
  await page.waitForFunction(() => window.activationLab?.ready.then(() => /seed=9/.test(window.activationLab.get().link)));
  await context.close();
});

test('two live regions, there from the start, say what there is to see, how training ended, and errors at once', async () => {
  const page = await open(browser, site);
  const says = (region, words) => page.waitForFunction(([id, pattern]) => new RegExp(pattern, 'i').test(document.getElementById(id).textContent),
    [region, words]);
  await says('status', 'after 0 steps, training loss');
  assert.equal(await page.getAttribute('#status', 'aria-live'), 'polite');
  assert.equal(await page.getAttribute('#alert', 'aria-live'), 'assertive');
  await page.evaluate(() => window.activationLab.step(250));
  await says('status', 'step 250.*held-out points right');
  // The same words twice are two elements: the second is read, too.
  await page.evaluate(() => {
    window.said = [];
    new MutationObserver((all) => all.forEach((one) => one.addedNodes.forEach((node) => window.said.push(node.textContent))))
      .observe(document.getElementById('alert'), { childList: true });
  });
  for (let i = 0; i < 2; ++i) {
    await page.evaluate(() => window.activationLab.set('data=nonsense'));
    await page.waitForFunction((count) => window.said.length > count, i);
  }
  const said = await page.evaluate(() => window.said);
  assert.match(said[0], /nonsense/);
  assert.equal(said[0], said[1]);
  await page.context().close();
});

test('what Copy link copies can be opened, and shows the same', async () => {
  const page = await open(browser, site, 'view=curves&formula=x^3', { permissions: ['clipboard-read', 'clipboard-write'] });
  await rest(page);
  const { x, y } = await centre_of(page, 'copy_link');
  await page.mouse.click(x, y);
  await rest(page);
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.ok(copied.startsWith(`${site.url}#`), copied);
  await page.goto('about:blank');
  await page.goto(copied);
  await page.evaluate(() => window.activationLab.ready.then(() => true));
  assert.equal(new URLSearchParams((await get(page)).link).get('formula'), 'x^3');
  await page.context().close();
});
