// Mouse and wheel in Firefox, in a page of one's own and in a frame of another site. Fingers its driver has none: there the events are
// made in the page, in the order in which Firefox sends them, and what a finger does that nobody keeps from the page, which is to
// scroll it, is left to be true.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { launch_firefox } from './firefox.mjs';
import { first_option, host_page, kLists, kToReach, link_of, on_screen, open_framed } from './framed.mjs';
import { browser, frames, open, rest, share_browser_and_site, site, until_shown } from './site.mjs';

// The driver's mouse and wheel come to a frame of another site only where one process has both.
share_browser_and_site(host_page, () => launch_firefox({ 'fission.autostart': false, 'fission.webContentIsolationStrategy': 0 }));

const top_of = (page) => page.evaluate(() => scrollY);
const rect_of = (frame, id) => frame.evaluate((id) => window.activationLab.controls().find((one) => one.id === id).rect, id);
const until_changed = (frame, link) => frame.waitForFunction((earlier) => window.activationLab.get().link !== earlier, link);

// In the coordinates of the article: the place in a control at these shares of its width and height.
async function place_of(page, frame, id, [right, down] = [0.5, 0.5]) {
  const box = await page.locator('iframe').boundingBox();
  const { x, y, width, height } = await rect_of(frame, id);
  return [box.x + x + width * right, box.y + y + height * down];
}

// A gesture of fingers: each step is a list of [x, y], one for each finger. A finger that moves and is not kept from the page makes
// Firefox scroll: it then cancels the pointer, at (0, 0), and says no more. Returns whether it did.
const touch = (frame, steps) => frame.evaluate(async (steps) => {
  const canvas = document.getElementById('canvas');
  const next_frame = () => new Promise((done) => requestAnimationFrame(done));
  const pointer = (kind, id, [x, y], buttons) => canvas.dispatchEvent(new PointerEvent(kind, {
    pointerId: 10 + id, pointerType: 'touch', isPrimary: id === 0, clientX: x, clientY: y, button: kind === 'pointermove' ? -1 : 0, buttons,
    bubbles: true, cancelable: true,
  }));
  const fingers = (kind, places) => {
    const touches = places.map(([clientX, clientY], identifier) => ({ identifier, clientX, clientY, target: canvas }));
    return canvas.dispatchEvent(Object.assign(new Event(kind, { bubbles: true, cancelable: kind !== 'touchcancel' }), { touches, targetTouches: touches }));
  };
  const action = getComputedStyle(canvas).touchAction;
  steps[0].forEach((place, id) => {
    pointer('pointerdown', id, place, 1);
    fingers('touchstart', steps[0].slice(0, id + 1));
  });
  let down = steps[0].length;
  for (const step of steps.slice(1)) {
    await next_frame();
    for (; down < step.length; ++down) {
      pointer('pointerdown', down, step[down], 1);
      fingers('touchstart', step.slice(0, down + 1));
    }
    step.forEach((place, id) => pointer('pointermove', id, place, 1));
    const is_kept = !fingers('touchmove', step);
    const [dx, dy] = [step[0][0] - steps[0][0][0], step[0][1] - steps[0][0][1]];
    const scrolls = step.length === 1 && Math.hypot(dx, dy) > 12 && (action === 'auto' || (action === 'pan-y' && Math.abs(dy) > Math.abs(dx)));
    if (is_kept || !scrolls) continue;
    pointer('pointercancel', 0, [0, 0], 0);
    fingers('touchcancel', []);
    await next_frame();
    return true;
  }
  await next_frame();
  steps.at(-1).forEach((place, id) => pointer('pointerup', id, place, 0));
  fingers('touchend', []);
  await next_frame();
  return false;
}, steps);

const along = ([x, y], [dx, dy], count = 10) => Array.from({ length: count + 1 }, (_, i) => [[x + (dx * i) / count, y + (dy * i) / count]]);

test('a finger that swipes up or down over a plot is the article\'s, and leaves the figure as it was', async () => {
  for (const [link, id] of [['view=curves&x=-3:3', 'plot'], ['view=curves&act=relu,tanh,elu&grid=1', 'plot']]) {
    const { page, frame } = await open_framed(link, { viewport: { width: 390, height: 700 } });
    const before = await link_of(frame);
    const { x, y, width, height } = await rect_of(frame, id);
    for (const [right, down, move] of [[0.5, 0.6, [0, -160]], [0.2, 0.3, [0, 150]], [0.8, 0.7, [40, -150]], [0.1, 0.9, [-10, -200]], [0.6, 0.1, [30, 90]]]) {
      assert.equal(await touch(frame, along([x + width * right, y + height * down], move)), true, `${link} ${right} ${down}`);
      await frames(frame, 4);
      assert.equal(await link_of(frame), before);
    }
    // Across it is the plot's.
    assert.equal(await touch(frame, along([x + width / 2, y + height / 2], [-80, 6])), false);
    await until_changed(frame, before);
    await page.context().close();
  }
});

test('a mouse let go outside the frame of another site leaves nothing that follows, and the next click counts', async () => {
  const drags = [
    ['view=curves', 'plot', 'slope', [[700, 50], [20, 720]]], ['view=train&data=moons&noise=0.1', 'noise', 'data.rings', [[700, 50]]],
    ['view=train&data=moons&batch=8', 'batch', 'data.xor', [[20, 720]]],
  ];
  for (const [link, id, next, places] of drags) {
    const { page, frame } = await open_framed(link, { viewport: { width: 1400, height: 1100 }, height: 1060 });
    const there = await place_of(page, frame, id);
    for (const outside of places) {
      await page.mouse.move(...there);
      await page.mouse.down();
      await page.mouse.move(there[0] + 12, there[1] + 5, { steps: 2 });
      await page.mouse.move(...outside, { steps: 2 });
      await page.mouse.up();
      await page.mouse.move(there[0] - 20, there[1], { steps: 2 });
      await frames(frame, 6);
      const before = await link_of(frame);
      await page.mouse.move(there[0] + 30, there[1] + 8, { steps: 3 });
      await frames(frame, 6);
      assert.equal(await link_of(frame), before, `${id} follows`);
    }
    const before = await link_of(frame);
    await page.mouse.click(...await place_of(page, frame, next));
    await until_changed(frame, before);
    await page.context().close();
  }
});

test('a button let go where nobody tells ends with the next move, whichever button and pointer it was', async () => {
  const page = await open(browser, site, 'view=curves&x=-6:6');
  await rest(page);
  const { x, y, width, height } = await rect_of(page, 'plot');
  const send = (kind, dx, fields) => page.evaluate(([kind, x, y, fields]) => document.getElementById('canvas').dispatchEvent(new PointerEvent(kind, {
    pointerId: 1, pointerType: 'mouse', isPrimary: true, clientX: x, clientY: y, bubbles: true, ...fields,
  })), [kind, x + width / 2 + dx, y + height / 2, fields]);
  for (const [button, buttons] of [[0, 1], [1, 4], [2, 2]]) {
    await send('pointermove', 0, { button: -1, buttons: 0 });
    await send('pointerdown', 0, { button, buttons });
    await frames(page, 3);
    await send('pointermove', 40, { button: -1, buttons: 0 });
    await frames(page, 3);
    const before = await link_of(page);
    await send('pointermove', 120, { button: -1, buttons: 0 });
    await frames(page, 3);
    assert.equal(await link_of(page), before, `button ${button}`);
  }
  await page.context().close();
});

test('an open list is scrolled by the wheel to its end, and the article stays', async () => {
  for (const [link, opener, chosen] of kLists) {
    const { page, frame } = await open_framed(link, { viewport: { width: 1300, height: 740 }, height: 560 });
    await page.mouse.click(...await place_of(page, frame, opener));
    await until_shown(frame, `${opener}.${chosen}`);  // the present choice is in view
    await frames(frame, 8);
    const first = `${opener}.identity`;
    assert.notEqual(await first_option(frame), first);
    await page.mouse.move(...await place_of(page, frame, `${opener}.${chosen}`));
    await frames(frame, 4);  // the figure knows where the pointer is
    for (let i = 0; i < 40 && (await first_option(frame)) !== first; ++i) {
      await page.mouse.wheel(0, -400);
      await frames(frame, 4);
    }
    assert.equal(await first_option(frame), first);
    assert.equal(await top_of(page), 0);
    await page.waitForTimeout(400);
    await page.mouse.wheel(0, 300);  // the other way it goes on
    await frame.waitForFunction((first) => window.activationLab.controls().find(({ role }) => role === 'option').id !== first, first);
    assert.equal(await top_of(page), 0);
    await page.context().close();
  }
});

test('the wheel over what has come to its end goes on with the article', async () => {
  const places = [
    ['view=train', 600, 620, null, [0.5, 0.6]], ['view=curves&act=gelu', 1280, 560, null, [0.68, 0.6]], ['view=curves', 1280, 560, null, [0.3, 0.5]],
    ['view=train', 480, 360, 'settings', [0.8, 0.5]], ['view=curves&act=prelu', 480, 420, 'more', [0.8, 0.5]],
  ];
  for (const [link, width, height, opener, [right, down]] of places) {
    const { page, frame } = await open_framed(link, { viewport: { width, height: height + 140 }, height });
    if (opener) {
      await page.mouse.click(...await place_of(page, frame, opener));
      await frames(frame, 8);
    }
    const box = await page.locator('iframe').boundingBox();
    await page.mouse.move(box.x + width * right, box.y + height * down);
    await frames(frame, 4);
    let turns = 0;
    for (; turns < 30 && (await top_of(page)) === 0; ++turns) {
      await page.mouse.wheel(0, 1000);
      await page.waitForTimeout(200);  // each turn a gesture of its own
    }
    assert.ok((await top_of(page)) > 0, `${link} ${width}×${height}: the article is stuck`);
    await page.context().close();
  }
});

test('a phone in a frame: activation, rate and data are reached by finger alone, in every height', async () => {
  for (const [width, height] of [[390, 560], [414, 780], [480, 360]]) {
    const { page, frame } = await open_framed('view=train', { height, viewport: { width, height: height + 120 } });
    const missing = new Set(kToReach);
    const look = async () => {
      await frames(frame, 6);
      for (const id of [...missing]) if (await on_screen(frame, id)) missing.delete(id);
    };
    await look();
    let from = [width / 2, height * 0.7];
    const opener = await on_screen(frame, 'settings');
    if (opener) {
      await touch(frame, [[[opener.x + opener.width / 2, opener.y + opener.height / 2]]]);
      await until_shown(frame, 'data.xor');
      const inside = await on_screen(frame, 'data.xor');
      from = [inside.x + inside.width / 2, from[1]];
      await look();
    }
    for (let i = 0; i < 30 && missing.size > 0; ++i) {
      await touch(frame, along(from, [0, -height * 0.4], 8));
      await look();
    }
    assert.deepEqual([...missing], [], `${width}×${height}`);
    await page.context().close();
  }
});

test('two fingers zoom the plot about the middle between them, in a frame too, and what one finger began is taken back', async () => {
  const pinches = [  // the middle as shares of the plot, how far each finger goes: from, to
    [[0.75, 0.5], [20, 0], [80, 0]], [[0.25, 0.5], [60, 10], [110, 20]], [[0.5, 0.3], [0, 20], [0, 70]], [[0.5, 0.7], [70, 30], [25, 10]], [[0.4, 0.6], [25, 25], [60, 60]],
  ];
  for (const framed of [false, true]) {
    const link = 'view=curves&x=-6:6&y=-3:3';
    const viewport = { width: 800, height: 700 };
    const opened = framed ? await open_framed(link, { viewport }) : null;
    const page = opened?.frame ?? await open(browser, site, link, { viewport });
    for (const [middle, from, to] of pinches) {
      await page.evaluate((link) => window.activationLab.set(link), link);
      await frames(page, 6);
      const { x, y, width, height } = await rect_of(page, 'plot');
      const centre = [x + width * middle[0], y + height * middle[1]];
      const apart = (share) => [1, -1].map((side) => centre.map((at, i) => at + side * (from[i] + (to[i] - from[i]) * share)));
      const steps = Array.from({ length: 9 }, (_, i) => apart(i / 8));
      assert.equal(await touch(page, steps), false);
      await frames(page, 6);
      const [low, high] = new URLSearchParams(await link_of(page)).get('x').split(':').map(Number);
      const zoom = Math.hypot(...to) / Math.hypot(...from);
      assert.ok(Math.abs(12 / (high - low) / zoom - 1) < 0.15, `${middle}: ${12 / (high - low)} for ${zoom}`);
      const fixed = -6 + 12 * middle[0];
      assert.ok(Math.abs((fixed - low) / (high - low) - middle[0]) < 0.05, `the middle has moved: ${middle} ${low}:${high}`);
    }
    if (opened) assert.equal(await top_of(opened.page), 0);
    await page.evaluate((link) => window.activationLab.set(link), link);
    await frames(page, 6);
    const before = await link_of(page);
    const { x, y, width, height } = await rect_of(page, 'plot');
    const [one, other] = [[x + width / 2, y + height / 2], [x + width / 2 + 90, y + height / 2]];
    await touch(page, [[one], [[one[0] + 20, one[1]]], [[one[0] + 50, one[1]]], [[one[0] + 50, one[1]], other]]);  // across it is a drag
    await frames(page, 6);
    assert.equal(await link_of(page), before);
    await (opened?.page ?? page).context().close();
  }
});
