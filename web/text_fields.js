// Lines of text that the program wants over its canvas, as real <input> elements: only they get input methods, the
// keyboard of a phone, paste, and a name for assistive technology.

// One field a line, its parts separated by tabs: src/platform/platform_web.cpp, show_text_inputs().
function read(lines) {
  return lines.split('\n').filter(Boolean).map((line) => {
    const [id, label, text, hint, x, y, width, height, invalid, disabled] = line.split('\t');
    return { id, label, text, hint, x, y, width, height, invalid, disabled };
  });
}

export class TextFields {
  #figure;
  #send;
  #inputs = new Map();  // id → element

  // send(kind, detail): an event for the program.
  constructor(figure, send) {
    this.#figure = figure;
    this.#send = send;
  }

  show(lines) {
    const wanted = read(lines);
    const ids = new Set(wanted.map((field) => field.id));
    for (const [id, input] of this.#inputs) {
      if (!ids.has(id)) this.#remove(id, input);
    }
    for (const field of wanted) {
      const input = this.#inputs.get(field.id) ?? this.#add(field.id);
      this.#place(input, field);
    }
  }

  #place(input, field) {
    Object.assign(input.style, {
      left: `${field.x}px`, top: `${field.y}px`, width: `${field.width}px`, height: `${field.height}px`,
    });
    input.setAttribute('aria-label', field.label);
    input.placeholder = field.hint;
    input.disabled = Boolean(field.disabled);
    input.setAttribute('aria-invalid', String(Boolean(field.invalid)));
    // The program repeats what was typed, a little late; anything else it says is news, such as after an undo.
    if (input.dataset.told === field.text) return;
    input.dataset.told = field.text;
    const repeated = input.sent.indexOf(field.text);
    input.sent.splice(0, repeated + 1);
    if (repeated < 0 && input.value !== field.text) input.value = field.text;
  }

  #add(id) {
    const input = document.createElement('input');
    Object.assign(input, { type: 'text', id: `field-${id}`, maxLength: 2000, autocomplete: 'off', spellcheck: false });
    input.setAttribute('autocapitalize', 'off');
    input.setAttribute('autocorrect', 'off');
    input.sent = [];  // texts that the program has not repeated yet
    const tell = (kind) => {
      const text = input.value.replaceAll('\t', ' ');
      input.sent.push(text);
      this.#send(kind, `${id}\n${text}`);
    };
    input.addEventListener('input', (event) => {
      if (!event.isComposing) tell('field_text');
    });
    input.addEventListener('compositionend', () => tell('field_text'));
    input.addEventListener('keydown', (event) => {
      if (event.isComposing) return;
      if (event.key === 'Enter') tell('field_entered');
      if (event.key !== 'Escape') return;
      this.#figure.focus({ preventScroll: true });
      for (const kind of ['key_down', 'key_up']) this.#send(kind, 'Escape');  // closes the panel it stands in
    });
    this.#inputs.set(id, input);
    this.#figure.append(input);
    return input;
  }

  #remove(id, input) {
    this.#inputs.delete(id);
    const focused = input.matches(':focus');
    input.remove();
    if (focused) this.#figure.focus({ preventScroll: true });  // the keyboard stays in the figure
  }
}
