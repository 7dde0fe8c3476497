// Pointer, finger and wheel: in a page of one's own and in a frame of another site, with ends of gestures that never come.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { first_option, host_page, kLists, kToReach, link_of, on_screen, open_framed as open_in_article } from './framed.mjs';
import { browser, centre_of, frames, kRoomy, open, rest, share_browser_and_site, site, until_shown } from './site.mjs';

share_browser_and_site(host_page);

async function open_framed(link, options) {
  const opened = await open_in_article(link, options);
  return { ...opened, cdp: await opened.page.context().newCDPSession(opened.page) };
}

// Real touch events: each step is a list of [x, y], one for each finger.
async function touch(cdp, steps) {
  const points = (fingers) => fingers.map(([x, y], id) => ({ x, y, id }));
  await cdp.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: points(steps[0]) });
  for (const step of steps.slice(1)) {
    await cdp.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: points(step) });
    await new Promise((done) => setTimeout(done, 16));
  }
  await cdp.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
}

const swipe = (cdp, [x, y], [dx, dy], count = 12) =>
  touch(cdp, Array.from({ length: count + 1 }, (_, i) => [[x + (dx * i) / count, y + (dy * i) / count]]));

test('a finger that swipes over the plot in a frame of another site scrolls the article, and the plot stays', async () => {
  const { page, frame, cdp } = await open_framed('view=curves', { viewport: { width: 390, height: 700 }, hasTouch: true, isMobile: true });
  const before = await link_of(frame);
  await swipe(cdp, [200, 350], [0, -220]);
  await page.waitForFunction(() => scrollY > 50);
  await frames(frame, 8);
  assert.equal(await link_of(frame), before);
  await page.context().close();
});

test('a phone in a frame: activation, rate and data are reached by finger alone, in every height', async () => {
  for (const [width, height] of [[390, 560], [390, 780], [480, 360]]) {
    const { page, frame, cdp } = await open_framed('view=train', { height, viewport: { width, height: height + 120 }, hasTouch: true, isMobile: true });
    await page.evaluate(() => scrollTo(0, 100));  // the figure fills what is seen
    const missing = new Set(kToReach);
    const box = await page.locator('iframe').boundingBox();
    const look = async () => {
      await frames(frame, 8);
      for (const id of [...missing]) if (await on_screen(frame, id)) missing.delete(id);
    };
    await look();
    let from = [box.x + width / 2, box.y + height * 0.7];
    const opener = await on_screen(frame, 'settings');
    if (opener) {
      await page.touchscreen.tap(box.x + opener.x + opener.width / 2, box.y + opener.y + opener.height / 2);
      await until_shown(frame, 'data.xor');
      const inside = await on_screen(frame, 'data.xor');
      from = [box.x + inside.x + inside.width / 2, from[1]];
      await look();
    }
    for (let i = 0; i < 30 && missing.size > 0; ++i) {
      await swipe(cdp, from, [0, -height * 0.4]);
      await look();
    }
    assert.deepEqual([...missing], [], `${width}×${height}`);
    await page.context().close();
  }
});

test('a finger that moves where the figure scrolls is the figure\'s to the end, and the next one the article\'s', async () => {
  const { page, frame, cdp } = await open_framed('view=train', { height: 560, viewport: { width: 390, height: 700 }, hasTouch: true, isMobile: true });
  const top = () => page.evaluate(() => scrollY);
  let swipes = 0;
  for (; swipes < 30 && (await top()) === 0; ++swipes) await swipe(cdp, [200, 500], [0, -200]);
  assert.ok(swipes > 3 && swipes < 30, `after ${swipes} swipes the article moves`);
  await page.waitForTimeout(500);  // it comes to rest
  const there = await top();
  await swipe(cdp, [200, 200], [0, 150]);
  await frames(frame, 8);
  assert.equal(await top(), there, 'the figure scrolls back first');
  await page.context().close();
});

test('gestures=greedy: in a frame too the wheel and a finger are the figure\'s; gestures=cooperative: the page\'s, also without a frame', async () => {
  const phone = { viewport: { width: 390, height: 700 }, hasTouch: true, isMobile: true };
  const greedy = await open_framed('view=curves&gestures=greedy', phone);
  const before = await link_of(greedy.frame);
  await swipe(greedy.cdp, [200, 350], [0, -120]);
  await greedy.frame.waitForFunction((earlier) => window.activationLab.get().link !== earlier, before);
  assert.equal(await greedy.page.evaluate(() => scrollY), 0);
  assert.equal(await turn(greedy.frame, 'plot', 200), true);
  await greedy.page.context().close();

  const page = await open(browser, site, 'view=curves&gestures=cooperative');
  await rest(page);
  assert.equal(await turn(page, 'plot', 200), false);
  assert.equal(await page.evaluate(() => getComputedStyle(document.getElementById('canvas')).touchAction), 'pan-y');
  await page.evaluate(() => window.activationLab.change('gestures', 'greedy'));
  await rest(page);
  assert.equal(await turn(page, 'plot', 200), true, 'as soon as it is changed');
  await page.context().close();
});

test('in a frame two fingers zoom the plot, and the article stays', async () => {
  const { page, frame, cdp } = await open_framed('view=curves&x=-6:6', { viewport: { width: 390, height: 700 }, hasTouch: true, isMobile: true });
  const { rect } = (await frame.evaluate(() => window.activationLab.controls())).find(({ id }) => id === 'plot');
  const y = 100 + rect.y + rect.height / 2;  // below the article's first lines
  const x = rect.x + rect.width / 2;
  await touch(cdp, Array.from({ length: 13 }, (_, i) => [[x - 20 - i * 5, y - i * 4], [x + 20 + i * 5, y + i * 4]]));
  await frame.waitForFunction(() => /[?&]?x=/.test(window.activationLab.get().link));
  const [from, to] = new URLSearchParams(await link_of(frame)).get('x').split(':').map(Number);
  assert.ok(to - from < 8, `${from}:${to}`);
  assert.equal(await page.evaluate(() => scrollY), 0);
  await page.context().close();
});

test('a drag that the system cancels is taken back: plot and slider', async () => {
  for (const [link, id] of [['view=curves', 'plot'], ['view=train&data=moons&noise=0.1', 'noise']]) {
    const page = await open(browser, site, link, kRoomy);
    await rest(page);
    const before = await link_of(page);
    const { x, y } = await centre_of(page, id);
    await page.evaluate(([x, y]) => {
      const canvas = document.getElementById('canvas');
      const send = (kind, x, y) => canvas.dispatchEvent(new PointerEvent(kind, {
        pointerId: 7, pointerType: 'touch', isPrimary: true, clientX: x, clientY: y, button: kind === 'pointermove' ? -1 : 0, buttons: 1, bubbles: true,
      }));
      send('pointerdown', x, y);
      const steps = [20, 40, 60];
      const next = () => {
        const dx = steps.shift();
        if (dx === undefined) return send('pointercancel', 0, 0);
        send('pointermove', x + dx, y);
        requestAnimationFrame(() => requestAnimationFrame(next));
      };
      requestAnimationFrame(next);
    }, [x, y]);
    await frames(page, 20);
    await rest(page);
    assert.equal(await link_of(page), before);
    await page.context().close();
  }
});

test('a button let go where nobody tells leaves nothing that follows, and the next click counts', async () => {
  const { page, frame } = await open_framed('view=curves');
  await page.mouse.move(300, 400);
  await page.mouse.down();
  await frames(frame, 3);
  // The release is lost: what comes next is a move with no button down.
  const canvas_sees = (kind, x, y, buttons) => frame.evaluate(([kind, x, y, buttons]) => {
    document.getElementById('canvas').dispatchEvent(new PointerEvent(kind, {
      pointerId: 1, pointerType: 'mouse', isPrimary: true, clientX: x, clientY: y, button: kind === 'pointermove' ? -1 : 0, buttons, bubbles: true,
    }));
  }, [kind, x, y, buttons]);
  await canvas_sees('pointermove', 320, 300, 0);
  await frames(frame, 5);
  const before = await link_of(frame);
  await canvas_sees('pointermove', 420, 350, 0);
  await canvas_sees('pointermove', 500, 200, 0);
  await frames(frame, 5);
  assert.equal(await link_of(frame), before);
  await page.mouse.up();
  const controls = await frame.evaluate(() => window.activationLab.controls());
  const { rect } = controls.find(({ id }) => id === 'x.zoom_in') ?? controls.find(({ id }) => id === 'slope');
  const box = await page.locator('iframe').boundingBox();
  await page.mouse.click(box.x + rect.x + rect.width / 2, box.y + rect.y + rect.height / 2);
  await frame.waitForFunction((earlier) => window.activationLab.get().link !== earlier, before);
  await page.context().close();
});

test('two fingers zoom the plot about the middle between them', async () => {
  const page = await open(browser, site, 'view=curves&x=-6:6&y=-2:2', { hasTouch: true });
  await rest(page);
  const cdp = await page.context().newCDPSession(page);
  const { rect } = (await page.evaluate(() => window.activationLab.controls())).find(({ id }) => id === 'plot');
  const at = (share) => rect.x + rect.width * share;
  const y = rect.y + rect.height / 2;
  const steps = Array.from({ length: 13 }, (_, i) => [[at(0.75) - 20 - i * 5, y], [at(0.75) + 20 + i * 5, y]]);
  await touch(cdp, steps);
  await page.waitForFunction(() => /[?&]?x=/.test(window.activationLab.get().link.replace('x=-6:6', '')));
  await rest(page);
  const [from, to] = new URLSearchParams(await link_of(page)).get('x').split(':').map(Number);
  assert.ok(to - from < 7 && to - from > 1, `${from}:${to}`);
  const fixed = 3;  // of −6 … 6 at three quarters
  assert.ok(Math.abs((fixed - from) / (to - from) - 0.75) < 0.05, `the middle between the fingers has moved: ${from}:${to}`);
  await page.context().close();
});

// Turns the wheel over a control, as often as there are distances, without a pause; whether the figure keeps the last turn
// from the page around.
const turn = (frame, id, ...distances) => frame.evaluate(([id, distances]) => {
  const { rect } = window.activationLab.controls().find((one) => one.id === id);
  const canvas = document.getElementById('canvas');
  const where = { clientX: rect.x + rect.width / 2, clientY: rect.y + rect.height / 2, bubbles: true, cancelable: true };
  canvas.dispatchEvent(new PointerEvent('pointermove', { ...where, pointerType: 'mouse', pointerId: 1, button: -1 }));
  return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => {
    const events = distances.map((dy) => new WheelEvent('wheel', { ...where, deltaY: dy }));
    events.forEach((event) => canvas.dispatchEvent(event));
    done(events.at(-1).defaultPrevented);
  })));
}, [id, distances]);

test('an open list takes the wheel, in a frame too, to its end; the next gesture is the article\'s', async () => {
  for (const [link, opener, chosen] of kLists) {
    const { page, frame } = await open_framed(link, { viewport: { width: 1200, height: 700 }, height: 560 });
    await frame.evaluate((id) => document.querySelector(`[data-id="${id}"]`).click(), opener);
    await until_shown(frame, `${opener}.${chosen}`);
    await frames(frame, 8);
    const last = `${opener}.identity`;
    for (let i = 0; i < 60 && (await first_option(frame)) !== last; ++i) {
      assert.equal(await turn(frame, await first_option(frame), -300), true, 'the list scrolls');
      await frames(frame, 4);  // until what is listed has followed
    }
    assert.equal(await first_option(frame), last, 'Identity cannot be reached by the wheel');
    await frame.waitForTimeout(400);
    assert.equal(await turn(frame, last, -300), false, 'a new one, and the list has come to its end');
    await frame.waitForTimeout(400);
    assert.equal(await turn(frame, last, 1, -300), true, 'still the gesture that began the other way');
    await page.context().close();
  }
});

test('the wheel over a card at its end goes on with the article', async () => {
  const { page, frame } = await open_framed('view=curves&act=gelu', { viewport: { width: 1280, height: 700 }, height: 560 });
  let turns = 0;
  for (; turns < 12; ++turns) {
    const id = await frame.evaluate(() => window.activationLab.controls().find((one) => one.id === 'copy.latex' || one.id === 'copy.pytorch' || one.id === 'stars.first')?.id);
    if (!id || !(await turn(frame, id, 200))) break;
    await frame.waitForTimeout(250);
  }
  assert.ok(turns < 12, 'the article is stuck over the card');
  assert.equal(await turn(frame, 'plot', 200), false, 'over the plot it is the article\'s');
  await page.context().close();
});
