// The screen shown instead of the figure when it cannot run: what happened, what to do, and details for a report.
import { text } from './texts.js';

const element = (id) => document.getElementById(id);

// kind: "webgl2", "wasm", "download", "stopped" or "lost"; details: technical words, any language, may be empty.
export function show_failure(kind, language, details) {
  element('failure-title').textContent = text(language, `page.failure.${kind}.title`);
  element('failure-text').textContent = text(language, `page.failure.${kind}.text`);
  const again = element('failure-again');
  again.textContent = text(language, kind === 'download' ? 'page.retry' : 'page.reload');
  again.onclick = () => location.reload();
  // The link itself may be what stops the program.
  const afresh = element('failure-afresh');
  afresh.hidden = kind !== 'stopped';
  afresh.textContent = text(language, 'page.afresh');
  afresh.onclick = () => location.replace(location.pathname);
  const more = element('failure-more');
  more.hidden = !details;
  more.querySelector('summary').textContent = text(language, 'page.details');
  more.querySelector('pre').textContent = details;
  element('loading').hidden = true;
  element('figure').hidden = true;
  element('failure').dataset.kind = kind;
  element('failure').hidden = false;
}

export function hide_failure() {
  element('failure').hidden = true;
  element('figure').hidden = false;
}
