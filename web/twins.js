// What an element of the program is on the page: for each role how its twin is made and kept up to date. A twin has a node that
// stands in the page and, where that is not the same, the control in it.

function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

// Only what differs is written: each write costs assistive technology an event.
function set(node, name, value) {
  if (value === null || value === undefined || value === false) {
    if (node.hasAttribute(name)) node.removeAttribute(name);
  } else if (node.getAttribute(name) !== String(value)) {
    node.setAttribute(name, value);
  }
}

function set_text(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

// What the program says a control holds. It repeats what it was set to, a little late; anything else is news, such as after an
// undo.
function follow(twin, text) {
  if (twin.told === text) return;
  twin.told = text;
  const repeated = twin.sent.indexOf(text);
  if (repeated >= 0) return twin.sent.splice(0, repeated + 1);
  twin.sent.length = 0;
  if (twin.control.value !== text) twin.control.value = text;
}

const yes_no = (flag) => (flag ? 'true' : 'false');

// A control without words of its own: a label that is seen where the mirror is, before it.
function labelled(control, ...more) {
  const label = make('span', { 'aria-hidden': 'true' });
  return { node: make('div', {}, label, control, ...more), control, label };
}

function name_labelled(twin, element) {
  set_text(twin.label, element.l);
  set(twin.control, 'aria-label', element.l);
}

const button = {
  make: () => {
    const node = make('button', { type: 'button' });
    return { node, control: node };
  },
  update: ({ control }, element) => {
    set_text(control, element.l);
    set(control, 'lang', element.v);
    set(control, 'aria-pressed', element.pressed ? 'true' : null);
  },
};

const choice = {
  make: button.make,
  update: ({ control }, element, reading) => {
    set_text(control, reading(element));
    set(control, 'aria-pressed', yes_no(element.pressed));
  },
};

const tab = {
  make: button.make,
  update: ({ control }, element) => {
    set_text(control, element.l);
    set(control, 'aria-current', element.pressed ? 'page' : null);
  },
};

const toggle = {
  make: () => labelled(make('input', { type: 'checkbox', role: 'switch' })),
  update: (twin, element) => {
    name_labelled(twin, element);
    twin.control.checked = Boolean(element.pressed);
  },
};

const slider = {
  make: () => {
    const output = make('span', { 'aria-hidden': 'true' });
    return { ...labelled(make('input', { type: 'range' }), output), output, sent: [] };
  },
  update: (twin, element) => {
    name_labelled(twin, element);
    const [min, max, step] = element.n;
    set(twin.control, 'min', min);
    set(twin.control, 'max', max);
    set(twin.control, 'step', step || 'any');
    follow(twin, element.v);
    set(twin.control, 'aria-valuetext', element.t ?? element.v);
    set_text(twin.output, element.t ?? element.v);
  },
};

// The present value, which is none of those offered, where it belongs among them.
function with_value({ v, t, o }) {
  const next = o.findIndex(([value]) => Number(value) > Number(v));
  return next < 0 ? [[v, t], ...o] : o.toSpliced?.(next, 0, [v, t]) ?? [...o.slice(0, next), [v, t], ...o.slice(next)];
}

// A list of few options is the browser's own; a long one opens as a panel of the program.
const list = {
  make: (element) => (element.o ? { ...labelled(make('select')), sent: [] } : button.make()),
  update: (twin, element, reading) => {
    if (!element.o) {
      set_text(twin.control, reading(element));
      set(twin.control, 'aria-haspopup', 'dialog');
      set(twin.control, 'aria-expanded', yes_no(element.expanded));
      return;
    }
    name_labelled(twin, element);
    const options = element.o.some(([value]) => value === element.v) ? element.o : with_value(element);
    const wanted = JSON.stringify(options);
    if (twin.options !== wanted) {
      twin.options = wanted;
      twin.control.replaceChildren(...options.map(([value, label]) => new Option(label, value)));
      twin.told = null;
    }
    follow(twin, element.v);
  },
};

const option = {
  make: () => {
    const node = make('div', { role: 'option' });
    return { node, control: node };
  },
  update: ({ control }, element) => {
    set_text(control, element.l);
    set(control, 'aria-selected', yes_no(element.pressed));
  },
};

const text_input = {
  make: (element) => {
    const control = make('input', {
      type: 'text', id: `field-${element.i}`, maxlength: 2000, autocomplete: 'off', spellcheck: 'false', autocapitalize: 'off', autocorrect: 'off',
    });
    return { ...labelled(control), sent: [] };
  },
  update: (twin, element) => {
    name_labelled(twin, element);
    set(twin.control, 'placeholder', element.p);
    set(twin.control, 'aria-invalid', yes_no(element.invalid));
    follow(twin, element.v ?? '');
  },
};

const picture = {
  make: () => {
    const node = make('div', { role: 'img' });
    return { node };
  },
  update: ({ node }, element, reading) => set(node, 'aria-label', reading(element)),
};

const table = {
  make: () => {
    const summary = make('summary');
    const body = make('div', { class: 'numbers' });
    return { node: make('details', {}, summary, body), summary, body };
  },
  update: ({ summary }, element) => set_text(summary, element.l),
};

const read_only = (tag) => ({
  make: () => ({ node: make(tag) }),
  update: ({ node }, element) => set_text(node, element.l),
});

const container = (tag, attributes) => ({
  make: () => {
    const node = make(tag, attributes);
    return { node, inside: node };
  },
  update: ({ node }, element) => set(node, 'aria-label', element.l),
});

const listbox = container('div', { role: 'listbox' });

const kRoles = {
  button, toggle, slider, list, option, text_input, tab, choice, picture, table,
  heading: read_only('h2'), text: read_only('p'),
  region: container('section', {}), toolbar: container('div', { role: 'toolbar' }), grid: container('div', { role: 'group' }),
  dialog: container('div', { role: 'dialog', 'aria-modal': 'true' }),
  listbox: {
    make: listbox.make,
    update: (twin, element) => {
      listbox.update(twin, element);
      set(twin.node, 'aria-multiselectable', element.pressed ? 'true' : null);
    },
  },
};

export function make_twin(element) {
  const twin = kRoles[element.r].make(element);
  Object.assign(twin, { id: element.i, role: element.r });
  twin.node.dataset.role = element.r;
  twin.node.dataset.id = element.i;
  return twin;
}

// reading(element): its name and what it holds, in one.
export function update_twin(twin, element, reading) {
  twin.element = element;
  kRoles[element.r].update(twin, element, reading);
  const { control, node } = twin;
  if (control) {
    set(control, 'aria-description', element.h);
    set(control, 'tabindex', element.stop ? 0 : -1);
    // What has the keyboard keeps it when it cannot be operated any more.
    const is_said = element.disabled && (control.tagName === 'DIV' || control === document.activeElement);
    set(control, 'aria-disabled', is_said ? 'true' : null);
    if (control.tagName !== 'DIV') set(control, 'disabled', element.disabled && !is_said ? '' : null);
  }
  node.inert = Boolean(element.beneath);
  node.classList.toggle('away', Boolean(element.hidden));
  if (twin.inside) return;
  const [x, y, width, height] = element.b;
  const place = `left:${x}px;top:${y}px;width:${Math.max(width, 1)}px;height:${Math.max(height, 1)}px`;
  if (twin.place !== place) node.style.cssText = twin.place = place;
}

// The numbers of a picture, as the program gives them.
export function fill_table(twin, { caption, columns, rows }) {
  const cells = twin.body.querySelectorAll('th, td');
  const texts = [columns, ...rows].flat();
  if (cells.length === texts.length && twin.body.querySelectorAll('tr').length === rows.length + 1) {
    return cells.forEach((cell, i) => set_text(cell, texts[i]));  // a reader's place in the table stays
  }
  const head = make('tr', {}, ...columns.map((name) => make('th', { scope: 'col' }, name)));
  const body = rows.map(([first, ...rest]) =>
    make('tr', {}, make('th', { scope: 'row' }, first), ...rest.map((cell) => make('td', {}, cell))));
  twin.body.replaceChildren(make('table', {}, make('caption', {}, caption), make('thead', {}, head), make('tbody', {}, ...body)));
}
