// Pointer, wheel and keyboard of the canvas, as events of the program. What the program does not use stays with the
// page: Tab goes on, the wheel scrolls, a browser shortcut does what it always does.

import { is_composing } from './mirror.js';

const kWheelPause_ms = 180;  // between one gesture of the wheel and the next
const kPointsPerPinch = 100 / 7 / Math.log(1.15);  // the program zooms by 1.15 a notch, and makes seven of a point of a touchpad
const kPointsPerLine = 100 / 3;  // a wheel notch is three lines or 100 points
const kButton = [0, 2, 1];       // of the DOM: primary, middle, secondary; ours: primary, secondary, middle
const kPageKeys = new Set(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'PageUp', 'PageDown', ' ']);
const kOtherKeys = new Set(['Enter', 'Escape', 'Backspace', 'Delete']);

const kSlop = 8;  // points until it is known where a finger goes

// Whether the page around the figure comes first.
const is_cooperative = () => document.documentElement.dataset.gestures === 'cooperative';

// figure: the element that has the keyboard after a press of the pointer; canvas: its picture; mirror: the controls in it;
// wake(): called after every event.
export function listen(figure, canvas, mirror, program, wake) {
  const send = (kind, detail, where) => {
    program.event(kind, detail, where);
    wake();
  };
  listen_to_pointers(canvas, send);
  listen_to_touches(canvas, program);
  listen_to_wheel(canvas, program, send);
  listen_to_keys(figure, mirror, send);
}

function place(event) {
  return {
    x: event.offsetX, y: event.offsetY, touch: event.pointerType === 'touch', shift: event.shiftKey,
    ctrl: event.ctrlKey || event.metaKey,
  };
}

// What a pointer does is read from each event, never from one that may not come: a button let go outside a frame is not told.
function listen_to_pointers(canvas, send) {
  let pointer = null;  // the one that is down
  let last = {};       // where it was
  const touches = new Map();  // fingers on the canvas: id → [x, y]

  const release = (where, button) => {
    send('pointer_up', '', { ...where, button });
    pointer = null;
    if (where.touch) send('pointer_leave');  // a lifted finger hovers over nothing
  };
  const cancel = () => {
    if (pointer === null) return;
    pointer = null;
    send('pointer_cancel');
  };

  canvas.addEventListener('pointerdown', (event) => {
    if (event.button > 2) return;
    if (event.pointerType === 'touch') touches.set(event.pointerId, [event.offsetX, event.offsetY]);
    if (touches.size > 1) return cancel();  // two fingers zoom; what one began is taken back
    if (pointer !== null && event.pointerType === 'mouse') release(last, 0);  // its end was not told
    if (pointer !== null) return;
    pointer = event.pointerId;
    try {
      canvas.setPointerCapture(pointer);
    } catch {
      // The pointer is already gone: its pointerup or pointercancel has been sent elsewhere.
    }
    last = place(event);
    send('pointer_move', '', last);  // a finger comes from nowhere: first it is there, then it presses
    send('pointer_down', '', { ...last, button: kButton[event.button] });
  });
  canvas.addEventListener('pointermove', (event) => {
    if (touches.size > 1) return pinch(event, touches, send);
    if (touches.has(event.pointerId)) touches.set(event.pointerId, [event.offsetX, event.offsetY]);
    if (pointer !== null && event.pointerId !== pointer) return;
    if (pointer !== null && event.pointerType === 'mouse' && event.buttons === 0) release(last, 0);
    last = place(event);
    send('pointer_move', '', last);
    // While one button is down, others arrive as moves.
    if (event.button < 0 || event.button > 2) return;
    const down = event.buttons & [1, 4, 2][event.button];
    send(down ? 'pointer_down' : 'pointer_up', '', { ...last, button: kButton[event.button] });
  });
  canvas.addEventListener('pointerup', (event) => {
    touches.delete(event.pointerId);
    if (event.pointerId !== pointer) return;
    if (!event.buttons) return release(place(event), kButton[event.button] ?? 0);
    send('pointer_up', '', { ...place(event), button: kButton[event.button] });  // another button is still down
  });
  canvas.addEventListener('pointercancel', (event) => {
    touches.delete(event.pointerId);
    if (event.pointerId === pointer) cancel();
  });
  canvas.addEventListener('pointerleave', () => {
    if (pointer === null) send('pointer_leave');
  });
  canvas.addEventListener('contextmenu', (event) => event.preventDefault());
}

// Two fingers zoom about the middle between them, as Ctrl and the wheel do.
function pinch(event, touches, send) {
  const between = () => {
    const [[ax, ay], [bx, by]] = touches.values();
    return { x: (ax + bx) / 2, y: (ay + by) / 2, span: Math.max(Math.hypot(ax - bx, ay - by), 1) };
  };
  const before = between();
  if (!touches.has(event.pointerId)) return;
  touches.set(event.pointerId, [event.offsetX, event.offsetY]);
  const { x, y, span } = between();
  send('wheel', '', { x, y, dx: 0, dy: -Math.log(span / before.span) * kPointsPerPinch, ctrl: true, touch: true });
}

// A list or panel that can go on under a finger keeps the finger from the page, which scrolls in all other places; whoever takes a
// gesture keeps it to its end. Two fingers are the figure's.
function listen_to_touches(canvas, program) {
  let began = null;  // where the first finger came down
  let ours = null;   // unknown until it has moved
  canvas.addEventListener('touchstart', ({ touches: [finger], touches }) => {
    if (touches.length > 1) ours ??= true;
    if (touches.length > 1) return;
    began = { x: finger.clientX, y: finger.clientY };
    ours = null;
  }, { passive: true });
  canvas.addEventListener('touchmove', (event) => {
    if (!is_cooperative()) return;
    const { clientX, clientY } = event.touches[0];
    const [right, down] = [clientX - began.x, clientY - began.y];
    if (ours === null && Math.hypot(right, down) < kSlop) return;
    ours ??= Math.abs(right) > Math.abs(down) || scrolls(program.request(`wants_touch ${began.x} ${began.y}`), -down);
    if (ours && event.cancelable) event.preventDefault();
  }, { passive: false });
}

function listen_to_wheel(canvas, program, send) {
  let gesture = { ends_ms: 0, ours: false };
  canvas.addEventListener('wheel', (event) => {
    const zoom = event.ctrlKey || event.metaKey;
    const is_new = event.timeStamp > gesture.ends_ms || zoom !== gesture.zoom;
    // Whoever takes a gesture keeps it to its end: a list that has come to its own does not let go of the page in between.
    gesture = { ends_ms: event.timeStamp + kWheelPause_ms, zoom, ours: is_new ? takes(program, event, zoom) : gesture.ours };
    if (!gesture.ours) return;
    event.preventDefault();
    const unit = event.deltaMode === 1 ? kPointsPerLine : event.deltaMode === 2 ? canvas.clientHeight : 1;
    send('wheel', '', { ...place(event), touch: false, ctrl: zoom, dx: event.deltaX * unit, dy: event.deltaY * unit });
  }, { passive: false });
}

// What is under the pointer says whether a turn of the wheel is ours. In a frame the page around the figure scrolls, unless Ctrl
// says "this figure" or a list or panel is there that can go on in this direction.
function takes(program, event, zoom) {
  const use = program.request('wants_wheel');
  if (use === 'zoom') return zoom || !is_cooperative();
  return !zoom && scrolls(use, event.deltaY);
}

const scrolls = (use, down) => use === 'scroll' || (use === 'scroll_down' && down > 0) || (use === 'scroll_up' && down < 0);

function listen_to_keys(figure, mirror, send) {
  const modifiers = (event) => ({ shift: event.shiftKey, ctrl: event.ctrlKey || event.metaKey });
  // What of a key is ours: Tab never is, nor is anything with Alt, which belongs to browser and system.
  const ours = (event) => {
    if (event.altKey || is_composing(event)) return false;
    if (kPageKeys.has(event.key) || kOtherKeys.has(event.key)) return true;
    return [...event.key].length === 1 && (event.ctrlKey || event.metaKey);  // a shortcut such as Ctrl+Z
  };
  const name = (event) => ([...event.key].length === 1 ? event.key.toLowerCase() : event.key);

  figure.addEventListener('keydown', (event) => {
    if (event.target === figure && event.key === 'Tab') mirror.start_from_pointer();
    if (event.target !== figure && !mirror.leaves(event)) return;
    if (ours(event)) {
      const { ctrl } = modifiers(event);
      // Else they would scroll the page as well, or take back what was typed elsewhere.
      if (ctrl ? 'zyZY'.includes(event.key) : kPageKeys.has(event.key)) event.preventDefault();
      send('key', name(event), { ...modifiers(event), repeat: event.repeat });
    }
    const types = [...event.key].length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey && !is_composing(event);
    if (types) send('text', event.key);
  });
  figure.addEventListener('focusout', () => send('blur'));
  figure.addEventListener('focus', () => send('element_focus'));
}
