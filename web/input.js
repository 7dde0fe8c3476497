// Pointer, wheel and keyboard of the canvas, as events of the program. What the program does not use stays with the
// page: Tab goes on, the wheel scrolls, a browser shortcut does what it always does.

const kPointsPerLine = 100 / 3;  // a wheel notch is three lines or 100 points
const kButton = [0, 2, 1];       // of the DOM: primary, middle, secondary; ours: primary, secondary, middle
const kPageKeys = new Set(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'PageUp', 'PageDown', ' ']);
const kOtherKeys = new Set(['Enter', 'Escape', 'Backspace', 'Delete']);

const framed = window.self !== window.top;

// figure: the element that has the keyboard after a press of the pointer; canvas: its picture; mirror: the controls in it;
// wake(): called after every event.
export function listen(figure, canvas, mirror, program, wake) {
  const send = (kind, detail, where) => {
    program.event(kind, detail, where);
    wake();
  };
  listen_to_pointers(canvas, send);
  listen_to_wheel(canvas, program, send);
  listen_to_keys(figure, mirror, send);
}

function place(event) {
  return {
    x: event.offsetX, y: event.offsetY, touch: event.pointerType === 'touch', shift: event.shiftKey,
    ctrl: event.ctrlKey || event.metaKey,
  };
}

function listen_to_pointers(canvas, send) {
  let pointer = null;  // the one that is down; others are ignored until it is up

  const up = (event, button) => {
    send('pointer_up', '', { ...place(event), button });
    if (event.buttons) return;  // another button of the mouse is still down
    pointer = null;
    if (event.pointerType === 'touch') send('pointer_leave');  // a lifted finger hovers over nothing
  };

  canvas.addEventListener('pointerdown', (event) => {
    if (pointer !== null || event.button > 2) return;
    pointer = event.pointerId;
    try {
      canvas.setPointerCapture(pointer);
    } catch {
      // The pointer is already gone: its pointerup or pointercancel has been sent elsewhere.
    }
    send('pointer_move', '', place(event));  // a finger comes from nowhere: first it is there, then it presses
    send('pointer_down', '', { ...place(event), button: kButton[event.button] });
  });
  canvas.addEventListener('pointermove', (event) => {
    if (pointer !== null && event.pointerId !== pointer) return;
    send('pointer_move', '', place(event));
    // While one button is down, others arrive as moves.
    if (event.button < 0 || event.button > 2) return;
    const down = event.buttons & [1, 4, 2][event.button];
    send(down ? 'pointer_down' : 'pointer_up', '', { ...place(event), button: kButton[event.button] });
  });
  canvas.addEventListener('pointerup', (event) => {
    if (event.pointerId === pointer) up(event, kButton[event.button] ?? 0);
  });
  canvas.addEventListener('pointercancel', (event) => {
    if (event.pointerId === pointer) up(event, 0);
  });
  canvas.addEventListener('pointerleave', () => {
    if (pointer === null) send('pointer_leave');
  });
  canvas.addEventListener('contextmenu', (event) => event.preventDefault());
}

function listen_to_wheel(canvas, program, send) {
  canvas.addEventListener('wheel', (event) => {
    const use = program.request('wants_wheel');  // "none", "scroll" or "zoom": what is under the pointer
    const zoom = event.ctrlKey || event.metaKey;
    // In a frame the page around the figure scrolls, whatever lies under the pointer, unless Ctrl says "this figure".
    const ours = use === 'scroll' ? !zoom : use === 'zoom' && (zoom || !framed);
    if (!ours) return;
    event.preventDefault();
    const unit = event.deltaMode === 1 ? kPointsPerLine : event.deltaMode === 2 ? canvas.clientHeight : 1;
    send('wheel', '', { ...place(event), touch: false, ctrl: zoom, dx: event.deltaX * unit, dy: event.deltaY * unit });
  }, { passive: false });
}

function listen_to_keys(figure, mirror, send) {
  const modifiers = (event) => ({ shift: event.shiftKey, ctrl: event.ctrlKey || event.metaKey });
  // What of a key is ours: Tab never is, nor is anything with Alt, which belongs to browser and system.
  const ours = (event) => {
    if (event.altKey || event.isComposing) return false;
    if (kPageKeys.has(event.key) || kOtherKeys.has(event.key)) return true;
    return [...event.key].length === 1 && (event.ctrlKey || event.metaKey);  // a shortcut such as Ctrl+Z
  };
  const name = (event) => ([...event.key].length === 1 ? event.key.toLowerCase() : event.key);

  figure.addEventListener('keydown', (event) => {
    if (event.target === figure && event.key === 'Tab') mirror.start_from_pointer();
    if (event.target !== figure && !mirror.leaves(event)) return;
    if (ours(event)) {
      const { ctrl } = modifiers(event);
      if (kPageKeys.has(event.key) && !ctrl) event.preventDefault();  // else they would scroll the page as well
      send('key_down', name(event), modifiers(event));
    }
    const types = [...event.key].length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing;
    if (types) send('text', event.key);
  });
  figure.addEventListener('keyup', (event) => {
    if ((event.target === figure || mirror.leaves(event)) && ours(event)) send('key_up', name(event), modifiers(event));
  });
  figure.addEventListener('focusout', () => send('blur'));
  figure.addEventListener('focus', () => send('element_focus'));
}
