// What the program asks of the browser: the address bar, the clipboard, downloads, the language. In a
// sandboxed frame any of it may be forbidden; the program works without.

const kLinkPause_ms = 400;  // Safari allows a hundred changes of the address in thirty seconds
const kDownload_ms = 60000;  // by then the browser has taken what is to be saved
const kKept = 'activation-lab';  // in the storage of the origin
const kMostFiles = 200;
const kLargestFile = 512 * 1024;
const kDownloads = {
  'cjk-regular': './fonts/cjk-regular.otf',
  'cjk-semibold': './fonts/cjk-semibold.otf',
  digits: './data/digits.bin',
  /* texts and lessons of the languages */
};

// The link as written: the hash, or else the query. Where a page wrote "&#38;" for "&" in a query, a browser takes what begins
// with that "#" for the hash.
export function link() {
  const { hash, search } = location;
  const is_cut = /&(amp;)*$/i.test(search) && /^#(0*38|x0*26);/i.test(hash);
  return is_cut ? (search + hash).slice(1) : hash.slice(1) || search.slice(1);
}

// Calls back when the hash has changed without us: with the link, and whether this is an entry of the history that we made since
// the last link that came from outside. Between the change and the event that tells of it a change of our own may come due: it
// waits then, and goes, since it belongs to what was before.
export function on_link(changed) {
  window.addEventListener('hashchange', () => {
    clearTimeout(link_timer);
    link_timer = 0;
    known_hash = location.hash;
    const entry_visit = history.state?.[kVisit];
    const is_own = entry_visit === visit;
    visit = entry_visit ?? Math.random();
    changed(link(), is_own);
  });
}

// The page's address without a link. A page in srcdoc has none of its own.
export function page() {
  return location.href.split(/[?#]/)[0];
}

const kVisit = 'activation_lab_visit';  // marks the entries of the history that belong together
let visit = history.state?.[kVisit] ?? Math.random();
let link_timer = 0;
let written_ms = -kLinkPause_ms;
let wanted_link = null;
let known_hash = location.hash;

// From the first change on the hash says everything, so the query goes: it would only come back with an empty hash.
function write_link(method) {
  clearTimeout(link_timer);
  link_timer = 0;
  if (location.hash !== known_hash) return;  // the event is still to come
  written_ms = performance.now();
  try {
    history[method]({ ...history.state, [kVisit]: visit }, '', location.pathname + (wanted_link ? `#${wanted_link}` : ''));
  } catch {
    // A page in a sandbox or in srcdoc has no address of its own.
  }
  known_hash = location.hash;
}

export function set_link(text) {
  wanted_link = text;
  link_timer ||= setTimeout(() => write_link('replaceState'), Math.max(written_ms + kLinkPause_ms - performance.now(), 0));
}

// For what the reader did herself, in a frame too, as when she follows a link there: the page around shares its history with us,
// and an entry that she did not make would take her Back from her.
export function enter_link(text) {
  if (location.hash !== known_hash) return set_link(text);
  if (link_timer) {
    write_link('replaceState');  // what the entry that is left still has to say
  } else {
    history.replaceState({ ...history.state, [kVisit]: visit }, '');  // it is ours
  }
  wanted_link = text;
  write_link('pushState');
}

export async function set_clipboard(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Frames without the permission: the old way still works there.
    const area = document.createElement('textarea');
    area.value = text;
    area.className = 'visually-hidden';
    const focused = document.activeElement;
    document.body.append(area);
    area.select();
    document.execCommand('copy');
    area.remove();
    focused?.focus({ preventScroll: true });
  }
}

function png(rgba, width, height) {
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  canvas.getContext('2d').putImageData(new ImageData(new Uint8ClampedArray(rgba.buffer), width, height), 0, 0);
  return new Promise((done) => canvas.toBlob(done, 'image/png'));
}

// A file of these bytes, SVG or JSON, or of these pixels, PNG; without a name on the clipboard, and where that is forbidden a file too.
export async function save(name, bytes, width, height) {
  const blob = width ? png(bytes, width, height) : new Blob([bytes], { type: name.endsWith('.json') ? 'application/json' : 'image/svg+xml' });
  try {
    if (!name) return await navigator.clipboard.write([new ClipboardItem({ 'image/png': blob })]);
  } catch {
    name = 'activation-lab.png';
  }
  const url = URL.createObjectURL(await blob);
  Object.assign(document.createElement('a'), { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), kDownload_ms);
}

// What the program wants to find again the next time, where that may be kept.
export function keep(text) {
  try {
    localStorage.setItem(kKept, text);
  } catch {
    // Nothing is kept in a sandbox, in private, or where it is full.
  }
}

export function kept() {
  try {
    return localStorage.getItem(kKept) ?? '';
  } catch {
    return '';
  }
}

async function read_files(files, take) {
  for (const file of [...files].slice(0, kMostFiles)) {
    take(`${file.name}\n${file.size > kLargestFile ? '' : await file.text()}`);
  }
}

// Files that are dropped anywhere on the page: take(name and contents, with a line feed between them).
export function on_drop(take) {
  document.addEventListener('dragover', (event) => event.preventDefault());
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    read_files(event.dataTransfer.files, take);
  });
}

// The same of files that are chosen.
export function choose_files(take) {
  const input = Object.assign(document.createElement('input'), { type: 'file', multiple: true, accept: '.json,.md' });
  input.addEventListener('change', () => read_files(input.files, take));
  input.click();
}

// Whether it takes the program's second part to read it.
export const is_for_later = (name) => name.startsWith('lessons-') || name.startsWith('./');

// The bytes of something that is not needed at first, or of what lies beside the page. Throws with the reason.
export async function download(name) {
  const url = name.startsWith('./') ? new URL(name, page()) : new URL(kDownloads[name], import.meta.url);
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${response.status} ${response.url}`);
  return new Uint8Array(await response.arrayBuffer());
}

// In a document of its own, from which the browser prints: rows by lines, cells by tabs.
export function print_table(text) {
  document.querySelector('iframe')?.remove();
  const frame = document.createElement('iframe');
  frame.style.cssText = 'position:fixed;visibility:hidden';
  document.body.append(frame);
  const { body } = frame.contentDocument;
  const table = body.appendChild(document.createElement('table'));
  table.border = 1;
  for (const line of text.trim().split('\n')) {
    const row = table.insertRow();
    for (const cell of line.split('\t')) row.insertCell().textContent = cell;
  }
  frame.contentWindow.print();
}
