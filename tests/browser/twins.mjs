// The controls of the page that stand for what the canvas shows: their shapes of window, what they are, who has the keyboard.
import { browser, centre_of, frames, open, site, until_shown } from './site.mjs';

export const kShapes = { wide: [1280, 720], embed: [480, 360], phone: [390, 844], small: [280, 200] };

export const open_in = (shape, link, options = {}) =>
  open(browser, site, link, { viewport: { width: kShapes[shape][0], height: kShapes[shape][1] }, ...options });

// The element of the page that has the keyboard: the id of its twin.
export const focused = (page) => page.evaluate(() => document.activeElement.closest('[data-id]')?.dataset.id ?? document.activeElement.id);
export const focus = (page, id) => page.evaluate((id) => document.querySelector(`[data-id="${id}"]:is(button, [role=option]), [data-id="${id}"] :is(input, select)`).focus(), id);
export const until_focused = (page, id) => page.waitForFunction((id) => document.activeElement.closest('[data-id]')?.dataset.id === id, id);

// All twins, and, read at the same moment, the controls they stand for.
export const twins_and_controls = (page) => page.evaluate(() => {
  const twins = [...document.querySelectorAll('#mirror [data-id]')].map((node) => {
    const control = node.matches('button, [role=option]') ? node : node.querySelector('input, select');
    const { x, y, width, height } = node.getBoundingClientRect();
    return {
      id: node.dataset.id, role: node.dataset.role, away: node.classList.contains('away'), inert: node.inert, tag: control?.tagName, type: control?.type,
      name: control?.ariaLabel ?? control?.textContent, disabled: control?.disabled ?? control?.ariaDisabled === 'true', rect: { x, y, width, height },
    };
  });
  return { twins, controls: window.activationLab.controls() };
});

// Without waiting for the page to rest, which takes a third of a second.
export async function press_at(page, id) {
  await until_shown(page, id);
  await frames(page);
  const { x, y } = await centre_of(page, id);
  await page.mouse.click(x, y);
}
