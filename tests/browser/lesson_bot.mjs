// A learner without a pointer and without a picture: it knows the controls of the page by role and name alone, as assistive technology
// tells them, and goes to them with the Tab key. It answers what comes first, asks to be shown what it missed, and goes on.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browser, open, site } from './site.mjs';

const kMostStops = 150;    // of the Tab key, there and back
const kPatience_ms = 10_000;
const kHelp_ms = 60_000;   // help comes after half a minute at the latest

// Role and name of what has the focus, or of all there is.
function described(what) {
  const name = (node) => node.getAttribute('aria-label') ?? (node.labels?.[0] ?? node).textContent.trim();
  const role = (node) => node.getAttribute('role') ??
    { BUTTON: 'button', INPUT: node.type === 'range' ? 'slider' : 'textbox', SELECT: 'combobox', H1: 'heading', H2: 'heading', H3: 'heading' }[node.tagName];
  const of = (node) => ({ role: role(node), name: name(node), disabled: node.disabled || node.getAttribute('aria-disabled') === 'true' });
  if (what === 'focused') return document.activeElement === document.body ? { name: 'the page' } : of(document.activeElement);
  return [...document.querySelectorAll('#mirror button, #mirror input, #mirror select, #mirror h1, #mirror h2, #mirror h3, #mirror [role]')].map(of);
}

const focused = (page) => page.evaluate(described, 'focused');
const controls = (page) => page.evaluate(described, 'all');

const is = (role, name) => (one) => one.role === role && (typeof name === 'string' ? one.name === name : name.test(one.name));
const has = async (page, wanted) => (await controls(page)).some((one) => wanted(one) && !one.disabled);

// Past the last control a browser goes on to its own, and one without a window does not come back from there: it turns before.
const is_last = (page) => page.evaluate(() => {
  const stops = [...document.querySelectorAll('#mirror button, #mirror input, #mirror select, #mirror summary, #mirror [tabindex]')];
  return stops.filter((node) => !node.disabled && node.tabIndex >= 0 && node.checkVisibility?.() !== false).at(-1) === document.activeElement;
});

async function tab_to(page, wanted) {
  const passed = [];
  for (let i = 0, key = 'Tab'; i < kMostStops; i += 1) {
    const here = await focused(page);
    if (wanted(here)) return here;
    passed.push(`${here.role} ${here.name}`);
    if (await is_last(page)) key = 'Shift+Tab';
    await page.keyboard.press(key);
  }
  throw new Error(`the Tab key does not come by; it came by ${passed.slice(-40).join(' | ')}`);
}

async function until(what, condition) {
  for (const end = Date.now() + kPatience_ms; !(await condition());) {
    if (Date.now() > end) throw new Error(`it takes too long ${what}`);
    await new Promise((done) => setTimeout(done, 100));
  }
}

async function press(page, name) {
  await until(`until ${name} can be pressed`, () => has(page, is('button', name)));
  await tab_to(page, is('button', name));
  await page.keyboard.press('Enter');
  await page.waitForTimeout(250);
}

// Whatever the step wants to have answered.
async function answer(page) {
  const all = await controls(page);
  if (all.some(is('slider', /^Your value at/))) {
    await tab_to(page, is('slider', /^Your value at/));
    for (let i = 0; i < 3; i += 1) await page.keyboard.press('ArrowUp');
  } else if (all.some(is('textbox', /\?$/))) {
    await tab_to(page, is('textbox', /\?$/));
    await page.keyboard.type('0.5');
  } else if (!all.some(is('button', /^Move (up|down)/))) {  // an order may stay as it is offered
    const question = all.findIndex(is('toolbar', /(\?|…)$/));
    assert.ok(question >= 0, `nothing to answer: ${JSON.stringify(all.slice(0, 40))}`);
    const first = all.slice(question + 1).find(({ role }) => role === 'button' || role === 'radio');
    await tab_to(page, (one) => one.role === first.role && one.name === first.name);
    await page.keyboard.press('Enter');
  }
  await press(page, /^Commit/);
  await until('until the answer is taken', () => page.evaluate(() => !window.activationLab.lesson().waiting));
}

// Of the lesson and of its step; those of the room come after them.
const title = async (page) => (await controls(page)).filter(({ role }) => role === 'heading').slice(0, 2).map(({ name }) => name).join(' / ');

const step_of = (page) => page.evaluate(() => window.activationLab.lesson().step);

async function finish_step(page) {
  if (await has(page, is('button', /^Commit/)) || !(await has(page, is('button', /^(Next step|Finish)$/)))) await answer(page);
  const is_done = () => page.evaluate(() => window.activationLab.lesson().done);
  const until = Date.now() + kHelp_ms;
  for (let is_shown = false; !(await is_done()) && Date.now() < until; await page.waitForTimeout(500)) {
    if (is_shown || !(await has(page, is('button', 'Show me')))) continue;
    await press(page, 'Show me');
    is_shown = true;  // and the button goes as soon as the goal is reached
  }
  assert.ok(await is_done(), `the step is not done: ${await title(page)}`);
  await press(page, /^(Next step|Finish)$/);
}

export function test_lesson_by_keyboard(id) {
  test(`by the accessibility tree and the keyboard alone the lesson ${id} is gone through to its end`, async (t) => {
    const page = await open(browser, site, `lesson=${id}`);
    await page.waitForFunction(() => window.activationLab.lesson() !== null);
    const { steps } = await page.evaluate(() => window.activationLab.lesson());
    for (let i = 0, last = ''; i < steps; i += 1) {
      // The program has come to a step before it is drawn and told: what is read before is of the one before.
      await until(`until step ${i + 1} is there`, async () => (await step_of(page)) === i + 1 && (await title(page)) !== last);
      last = await title(page);
      t.diagnostic(last);
      await finish_step(page);
    }
    await page.waitForFunction(() => window.activationLab.lesson() === null);
    await until('until the front page is there', () => has(page, is('heading', /Activation Lab/)));
    assert.deepEqual(page.errors, []);
    await page.context().close();
  });
}
