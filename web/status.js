// The status line that assistive technology reads: what the training has reached, at a calm rate.
import { text } from './texts.js';

const kWhilePlaying_ms = 10000;
const kWhenResting_ms = 1000;

// element: the live region; program; language(): of the texts, now. Returns changed(), to be called after every frame.
export function keep_status(element, program, language) {
  let timer = 0;

  const announce = () => {
    timer = 0;
    const state = program.request('get');
    if (!state) return;
    const sentence = status_sentence(state, language());
    if (element.textContent !== sentence) element.textContent = sentence;
  };
  return (playing) => {
    if (!timer) timer = setTimeout(announce, playing ? kWhilePlaying_ms : kWhenResting_ms);
  };
}

function status_sentence(state, language) {
  const number = (value, digits) =>
    Number.isFinite(value) ? new Intl.NumberFormat(language, { maximumSignificantDigits: digits }).format(value) : '–';
  const percent = (value) =>
    Number.isFinite(value)
      ? new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 }).format(value)
      : '–';
  const { epoch, train, test } = state;
  return text(language, 'page.status', number(epoch, 6), number(train?.loss, 3), percent(train?.accuracy),
    number(test?.loss, 3), percent(test?.accuracy));
}
