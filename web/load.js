// Downloads and compiles the program, telling how far it is.

// Thrown for what the reader can do something about; kind names the failure screen, url the file that did not come.
export class LoadError extends Error {
  constructor(kind, details, url = '') {
    super(details);
    this.kind = kind;
    this.url = url;
  }
}

// (module (func (result v128) i32.const 0 i8x16.splat)): valid only where SIMD is.
const kSimdModule = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 8, 1, 6, 0, 65, 0, 253, 15, 11,
]);

// Before anything large is waited for. The canvas gets its context here, as src/platform/platform_web.cpp will ask for it: it
// takes a while, which the download takes anyway. Returns it.
export function check_browser(canvas) {
  if (typeof WebAssembly !== 'object') throw new LoadError('wasm', 'WebAssembly is missing');
  if (!WebAssembly.validate(kSimdModule)) throw new LoadError('wasm', 'WebAssembly SIMD is missing');
  const context = canvas.getContext('webgl2', { alpha: false, depth: false, stencil: false, antialias: false });
  if (!context) throw new LoadError('webgl2', '');
  return context;
}

// A style that is cut off, or is something else, comes without an error. Its last line says that it is whole.
export function check_style() {
  if (getComputedStyle(document.documentElement).getPropertyValue('--whole')) return;
  const { href } = document.querySelector('link[rel=stylesheet]');
  throw new LoadError('download', href, href);
}

// The compiled WebAssembly.Module. progress(share) is called with 0 … 1, or null where the size is unknown.
export async function load_wasm(progress) {
  const url = new URL('./activation-lab.wasm', import.meta.url);
  let response;
  try {
    response = await fetch(url);
  } catch (error) {
    throw new LoadError('download', `${url}\n${error.message}`, url.href);
  }
  if (!response.ok) throw new LoadError('download', `${url}\n${response.status} ${response.statusText}`, url.href);
  // A compressed answer tells the compressed length, but is read uncompressed.
  const total = response.headers.has('Content-Encoding') ? 0 : Number(response.headers.get('Content-Length'));
  let loaded = 0;
  const counted = response.body.pipeThrough(new TransformStream({
    transform(chunk, controller) {
      loaded += chunk.length;
      progress(total ? Math.min(loaded / total, 1) : null);
      controller.enqueue(chunk);
    },
  }));
  // A response of our own has the right type whatever the server said, so compiling can always stream.
  const typed = new Response(counted, { headers: { 'Content-Type': 'application/wasm' } });
  try {
    return await WebAssembly.compileStreaming(typed);
  } catch (error) {
    throw new LoadError('download', `${url}\n${error.message}`, url.href);  // cut off on the way, or not ours
  }
}

// What the first view does not need: its functions are called only once they are there.
const kNotHere = new Proxy({}, {
  get: (_, name) => () => {
    throw new Error(`part ${name} of the program is not here yet`);
  },
});

// What a promise gives, made only once; after a failure anew.
function once(make) {
  let made = null;
  return () => {
    made ??= make().catch((error) => {
      made = null;
      throw error;
    });
    return made;
  };
}

// Gives the program its first part, and can bring it the second, which may be fetched before.
export function in_parts(compiled) {
  let primary = null;
  const fetch_later = once(async () => {
    const response = await fetch(new URL('./activation-lab-later.wasm', import.meta.url));
    if (!response.ok) throw new Error(`${response.status} ${response.url}`);
    return response.arrayBuffer();
  });
  return {
    fetch_later,
    async start(imports) {
      const instance = await WebAssembly.instantiate(compiled, { ...imports, placeholder: kNotHere });
      primary = { imports, exports: instance.exports };
      return instance;
    },
    bring: once(async () => WebAssembly.instantiate(await fetch_later(), { ...primary.imports, primary: primary.exports })),
  };
}

// The module's loader, an Emscripten factory.
export async function load_factory() {
  try {
    return (await import('./activation-lab.mjs')).default;
  } catch (error) {
    throw new LoadError('download', error.message, new URL('./activation-lab.mjs', import.meta.url).href);
  }
}
