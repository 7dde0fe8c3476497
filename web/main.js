// The page: checks the browser, loads the program, connects it with canvas, input, address and API.
import { make_api } from './api.js';
import { remember_state } from './gl_state.js';
import * as host from './host.js';
import { listen } from './input.js';
import { LoadError, check_browser, check_style, in_parts, load_factory, load_wasm } from './load.js';
import { Loop } from './loop.js';
import { Mirror } from './mirror.js';
import { Program, launch_arguments } from './program.js';
import { say } from './speech.js';

const kContextPatience_ms = 5000;
const kPlainSize = { width: 1280, height: 800 };  // of the canvas where the mirror is a plain page: everything has its place there

const element = (id) => document.getElementById(id);
const { api, settle, connect } = make_api();
window.activationLab = api;

let page = window.activation_lab_page;  // see early.js
let loop = null;
let mirror = null;
let take_file = null;  // gives the program a file that somebody has brought
let started = null;  // the running program, as an address in its memory

// Firefox leaves the message out of the stack.
function describe(error) {
  const stack = error?.stack ?? '';
  return stack.includes(String(error)) ? stack : `${error}\n${stack}`;
}

function fail(kind, details, url = '') {
  loop?.stop();
  settle.reject(page.show_failure(kind, details, url));
}

function show_progress(share) {
  if (share === null) {
    element('progress').removeAttribute('value');
  } else {
    element('progress').value = share;
  }
}

// Everything the program says to the page without waiting for an answer.
const verbs = {
  link: host.set_link,
  enter: host.enter_link,
  cursor: (name) => {
    const { style } = element('canvas');
    if (style.cursor !== name) style.cursor = name;
  },
  clipboard: host.set_clipboard,
  keep: host.keep,
  print: host.print_table,
  choose: () => host.choose_files((detail) => take_file?.(detail)),
  language: (tag) => page.set_language(tag),
  gestures: (word) => page.set_gestures(word),
  say: (sentence) => say(element('status'), sentence),
  alert: (sentence) => say(element('alert'), sentence),
  mirror: (json) => mirror?.tell(json),
  theme: (name) => {
    document.documentElement.dataset.theme = name;
  },
  failed: (kind) => fail(kind, ''),
};

// Most readers never see the mirror.
function load_plain_style() {
  if (document.querySelector('link[data-plain]')) return;
  const sheet = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: new URL('./plain.css', import.meta.url) });
  sheet.dataset.plain = '';
  document.head.append(sheet);
}

function watch_context(canvas, context, program) {
  let patience = 0;
  canvas.addEventListener('webglcontextlost', (event) => {
    event.preventDefault();  // else it would never be restored
    program.event('context_lost');
    patience = setTimeout(() => page.show_failure('lost', ''), kContextPatience_ms);
  });
  canvas.addEventListener('webglcontextrestored', () => {
    clearTimeout(patience);
    page.hide_failure();
    remember_state(context);
    program.event('context_restored');
    loop.wake();
  });
}

function start(module, runtime, context) {
  const figure = element('figure');
  const canvas = element('canvas');
  const program = new Program(module, runtime, (error) => fail('stopped', describe(error)));
  let drawn = false;
  element('figure').hidden = false;  // the frame has a size only when it is shown
  loop = new Loop(canvas, (width, height, pixel_ratio) => {
    const wait_s = program.frame(width, height, pixel_ratio);
    mirror.paint(canvas);
    if (!drawn && program.alive) {
      drawn = true;
      element('loading').hidden = true;
      settle.resolve();
    }
    return wait_s;
  });
  const wake = () => loop.wake();
  connect(program, wake);
  const tell = (kind, detail) => {
    program.event(kind, detail);
    wake();
  };
  mirror = new Mirror(element('mirror'), figure, {
    send: tell,
    request: (text) => program.request(text),
    reading: (name, value) => page.text('page.reading', name, value),
    on_show: (shows) => {
      load_plain_style();
      document.documentElement.toggleAttribute('data-mirror', shows);
      loop.set_size(shows ? kPlainSize : null);
    },
  });
  listen(figure, canvas, mirror, program, wake);
  watch_context(canvas, context, program);
  host.on_link((link, is_own) => tell(is_own ? 'link_revisited' : 'link_changed', link));
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', (query) => {
    tell('theme_changed', query.matches ? 'dark' : 'light');
  });
  return program;
}

async function start_program(parts, imports, kept) {
  const instance = await parts.start(imports);
  if (kept) await parts.bring();
  return instance;
}

async function boot() {
  if (!page) await import('./early.js');
  page = window.activation_lab_page;
  page.begin();
  if (page.has_failed()) return settle.reject(new Error(element('failure-title').textContent));  // it has been said
  check_style();
  const context = check_browser(element('canvas'));
  remember_state(context);
  const [create, compiled] = await Promise.all([load_factory(), load_wasm(show_progress)]);
  const parts = in_parts(compiled);
  const kept = host.kept() && await parts.fetch_later().then(host.kept, () => '');  // it is read by the second part
  let program = null;
  const downloads = [];  // asked for before the program was connected
  const fetch_for = async ([name, download]) => {
    try {
      if (host.is_for_later(name)) await parts.bring();
      program.download_done(download, await host.download(name), '');
    } catch (error) {
      program.download_done(download, null, error.message);
    }
    loop.wake();
  };
  const module = await create({
    arguments: launch_arguments(host.link(), host.page(), kept),
    instantiateWasm(imports, done) {
      start_program(parts, imports, kept).then((instance) => done(instance, compiled), (error) => fail('stopped', describe(error)));
      return {};
    },
    onAbort: (reason) => fail('stopped', String(reason)),
    lab: {
      // Called inside main(), when the module is not yet given to us: everything waits for it.
      start: (runtime) => { started = runtime; },
      save: host.save,
      tell: (verb, argument) => verbs[verb](argument),
      download: (...wanted) => (program ? fetch_for(wanted) : downloads.push(wanted)),
    },
  });
  if (started === null) return;  // main() has said why
  program = start(module, started, context);
  take_file = async (detail) => {
    await parts.bring();
    program.event('file', detail);
    loop.wake();
  };
  host.on_drop((detail) => take_file(detail));
  downloads.forEach(fetch_for);
}

boot().catch((error) => {
  if (error instanceof LoadError) {
    fail(error.kind, error.message, error.url);
  } else {
    fail('stopped', describe(error));
  }
});
