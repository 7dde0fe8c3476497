// The compiled program as an object: text in, events in, frames and replies out. Its other side is
// src/platform/platform_web.cpp.

const encoder = new TextEncoder();
const kFlag = { touch: 1, shift: 2, ctrl: 4, repeat: 8 };

export class Program {
  #module;
  #runtime;
  #on_crash;
  #crashed = false;

  // on_crash(error) is called once, when the program has stopped and every later call does nothing.
  constructor(module, runtime, on_crash) {
    this.#module = module;
    this.#runtime = runtime;
    this.#on_crash = on_crash;
  }

  get alive() {
    return !this.#crashed;
  }

  #write(text) {
    const bytes = encoder.encode(text);
    const address = this.#module._lab_text(this.#runtime, bytes.length);
    this.#module.HEAPU8.set(bytes, address);
  }

  #guarded(call, otherwise) {
    if (this.#crashed) return otherwise;
    try {
      return call();
    } catch (error) {
      this.#crashed = true;
      this.#on_crash(error);
      return otherwise;
    }
  }

  // kind: a name of EventKind; detail: a key or text; where: {x, y, dx, dy, button, touch, shift, ctrl, repeat}.
  event(kind, detail = '', where = {}) {
    const { x = 0, y = 0, dx = 0, dy = 0, button = 0 } = where;
    let flags = 0;
    for (const name in kFlag) if (where[name]) flags |= kFlag[name];
    const known = this.#guarded(() => {
      this.#write(`${kind}\n${detail}`);
      return this.#module._lab_event(this.#runtime, x, y, dx, dy, button, flags);
    }, 1);
    if (!known) console.warn(`Activation Lab does not know the event "${kind}".`);
  }

  // Draws; returns in how many seconds the next frame is due.
  frame(width, height, pixel_ratio) {
    return this.#guarded(() => this.#module._lab_frame(this.#runtime, width, height, pixel_ratio), Infinity);
  }

  // One request of the JavaScript API; the reply's JSON, parsed. null when the program has stopped.
  request(text) {
    return this.#guarded(() => {
      this.#write(text);
      const reply = this.#module.UTF8ToString(this.#module._lab_request(this.#runtime));
      return JSON.parse(reply);
    }, null);
  }

  // The end of a download that the program asked for: its bytes, or null and the reason.
  download_done(download, bytes, error) {
    this.#guarded(() => {
      if (bytes) {
        const address = this.#module._lab_download_room(download, bytes.length);
        this.#module.HEAPU8.set(bytes, address);
      }
      this.#write(error);
      this.#module._lab_download_done(this.#runtime, download);
    });
  }
}

// What src/platform reads as its command line: the link, the page's address, and what the system prefers.
export function launch_arguments(link, page, kept) {
  const found = [link, '--page', page, '--kept', kept, '--lang', navigator.languages?.[0] ?? navigator.language ?? 'en'];
  if (matchMedia('(prefers-color-scheme: dark)').matches) found.push('--dark');
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) found.push('--reduced-motion');
  return found;
}
