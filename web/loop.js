// When a frame is drawn: only when one is due, the page is visible and the canvas is in view. And how large: the
// canvas fills its frame to the device pixel.

export class Loop {
  #canvas;
  #draw;
  #due_ms = 0;
  #animation = 0;
  #timer = 0;
  #in_view = true;
  #stopped = false;
  #box = { width_px: 0, height_px: 0 };
  #fixed = null;

  // draw(width, height, pixel_ratio) in CSS pixels; returns in how many seconds the next frame is due.
  constructor(canvas, draw) {
    this.#canvas = canvas;
    this.#draw = draw;
    document.addEventListener('visibilitychange', () => this.wake());
    new IntersectionObserver((entries) => {
      this.#in_view = entries.at(-1).isIntersecting;
      this.wake();
    }).observe(canvas);
    this.#observe_size();
  }

  #observe_size() {
    const observer = new ResizeObserver((entries) => this.#measure(entries.at(-1)));
    try {
      observer.observe(this.#canvas, { box: 'device-pixel-content-box' });
    } catch {
      observer.observe(this.#canvas);  // Safari: device pixels are computed, and zooming is watched for by hand
      const watch_zoom = () => {
        matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener('change', () => {
          this.#measure(null);
          watch_zoom();
        }, { once: true });
      };
      watch_zoom();
    }
  }

  #measure(entry) {
    const { width, height } = this.#fixed ?? this.#canvas.getBoundingClientRect();
    const device = entry?.devicePixelContentBoxSize?.[0];
    // An emulated pixel ratio (developer tools, test drivers) is missing from the browser's own device pixels.
    const exact = (px, length) => (Math.abs(px - length * devicePixelRatio) <= 1 ? px : Math.round(length * devicePixelRatio));
    this.#box = {
      width_px: exact(device?.inlineSize ?? 0, width),
      height_px: exact(device?.blockSize ?? 0, height),
    };
    this.wake();
  }

  // {width, height} in CSS pixels instead of the canvas's own; null: its own again.
  set_size(size) {
    this.#fixed = size;
    this.#measure(null);
  }

  // Something happened: draw as soon as the browser is ready for it.
  wake() {
    this.#due_ms = 0;
    this.#schedule();
  }

  stop() {
    this.#stopped = true;
    this.#schedule();
  }

  #schedule() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    const may_draw = !this.#stopped && this.#in_view && document.visibilityState === 'visible' &&
      this.#box.width_px > 0 && this.#box.height_px > 0;
    const wait_ms = this.#due_ms - performance.now();
    if (!may_draw || wait_ms === Infinity) {
      cancelAnimationFrame(this.#animation);
      this.#animation = 0;
    } else if (wait_ms > 20) {  // longer than a frame: sleep until then
      this.#timer = setTimeout(() => this.#schedule(), Math.min(wait_ms, 1e9));
    } else if (!this.#animation) {
      this.#animation = requestAnimationFrame(() => this.#tick());
    }
  }

  #tick() {
    this.#animation = 0;
    this.#due_ms = Infinity;
    const { width_px, height_px } = this.#box;
    // Setting the size clears the picture, so it happens only here, where it is drawn again at once.
    if (this.#canvas.width !== width_px) this.#canvas.width = width_px;
    if (this.#canvas.height !== height_px) this.#canvas.height = height_px;
    const wait_s = this.#draw(width_px / devicePixelRatio, height_px / devicePixelRatio, devicePixelRatio);
    this.#due_ms = Math.min(this.#due_ms, performance.now() + Math.max(wait_s, 0) * 1000);
    this.#schedule();
  }
}
