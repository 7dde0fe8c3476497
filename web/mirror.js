// The mirror: a twin of every element on the canvas, as a real control of the page, in reading order and at its place. It is
// transparent and lets the pointer through; screen readers, voice control, the keyboard and what fills in forms use it. What is
// done to a twin is an event of the program; what the program says of its elements (src/shell/mirror.h) is done to the twins.
import { fill_table, make_twin, update_twin } from './twins.js';

const kTablePause_ms = 1000;
const kArrows = new Set(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End']);
const kSliderKeys = new Set([...kArrows, 'PageUp', 'PageDown']);

// Safari ends a composition before the key that ends it.
export const is_composing = (event) => event.isComposing || event.keyCode === 229;

export class Mirror {
  #root;
  #figure;
  #send;
  #request;
  #twins = new Map();  // by id and role, in reading order
  #list = [];          // the same by place
  #by_node = new WeakMap();
  #pointed_at = '';
  #table_timer = 0;
  #is_asked_to_show = false;
  #on_show;
  #reading;

  // send(kind, detail): an event for the program; request(text): its answer; on_show(flag): it is to be seen, or no longer;
  // reading(name, text): both in one, in the language of the moment.
  constructor(root, figure, { send, request, on_show, reading }) {
    this.#root = root;
    this.#figure = figure;
    this.#send = send;
    this.#request = request;
    this.#on_show = on_show;
    this.#reading = ({ l, t }) => (t ? reading(l, t) : l);
    this.#listen();
    for (const query of ['(forced-colors: active)', '(prefers-contrast: more)']) {
      matchMedia(query).addEventListener('change', () => this.#show());
    }
  }

  // What the program says after a frame.
  tell(json) {
    const news = JSON.parse(json);
    const has_keyboard = document.hasFocus() && this.#figure.contains(document.activeElement);
    if (news.all) this.#rebuild(news.all);
    for (const [place, element] of Object.entries(news.some ?? {})) update_twin(this.#list[place], element, this.#reading);
    if (news.at !== undefined) this.#pointed_at = news.at;
    if ('focus' in news && has_keyboard && this.#may_move_from(news.from)) this.#bring_keyboard(news.focus);
    if (news.all || news.some) this.#refresh_tables();
    this.#is_asked_to_show = Boolean(news.show);
    this.#show();
  }

  get is_shown() {
    return this.#root.classList.contains('shown');
  }

  // Whether a key pressed in a twin is the program's: the browser knows what Enter, space and arrows do to its own controls.
  leaves(event) {
    const twin = this.#twin_of(event.target);
    if (!twin) return false;
    if (event.key === 'Escape') return true;
    if (twin.role === 'text_input') return event.key === 'ArrowDown' && event.target.closest('[role=dialog]') !== null;
    if (event.key === 'Enter' || event.key === ' ') return false;
    if (event.target.tagName === 'SELECT' || event.target.tagName === 'SUMMARY') return event.ctrlKey || event.metaKey;
    if (twin.role === 'slider' && kSliderKeys.has(event.key)) return twin.element.n[2] === 0;
    if (kArrows.has(event.key)) return event.target.closest('[role=toolbar], [role=listbox], [role=group]') !== null;
    return event.key.length === 1 || (!this.is_shown && kSliderKeys.has(event.key));
  }

  // Tab in the figure itself, which has the keyboard after a press of the pointer: it goes on from what was pressed.
  start_from_pointer() {
    this.#focus(this.#control_of(this.#pointed_at));
  }

  // Where the mirror is seen, its pictures are cut out of the canvas, right after it was drawn.
  paint(canvas) {
    if (!this.is_shown) return;
    const scale = canvas.width / canvas.clientWidth;
    for (const { role, node, element } of this.#list) {
      if (role !== 'picture' || element.hidden) continue;
      const picture = node.firstElementChild ?? node.appendChild(document.createElement('canvas'));
      const [x, y, width, height] = (element.c ?? element.b).map((length) => Math.round(length * scale));
      if (picture.width !== width || picture.height !== height) Object.assign(picture, { width, height });
      picture.getContext('2d').drawImage(canvas, x, y, width, height, 0, 0, width, height);
    }
  }

  // The keyboard is never taken from where a person has brought it meanwhile.
  #may_move_from(id) {
    const now = document.activeElement;
    return now === document.body || now === this.#figure || this.#twin_of(now)?.id === id;
  }

  // As with the Tab key, what is typed takes the place of what a text input holds.
  #bring_keyboard(id) {
    const node = id ? this.#control_of(id) : this.#figure;
    this.#focus(node);
    if (node?.type === 'text') node.select();
  }

  // Over the canvas the program scrolls to what has the keyboard; a plain page does it itself.
  #focus(node) {
    node?.focus({ preventScroll: !this.is_shown });
  }

  #show() {
    const contrast = matchMedia('(forced-colors: active)').matches || matchMedia('(prefers-contrast: more)').matches;
    const shows = this.#is_asked_to_show || contrast;
    if (shows === this.is_shown) return;
    this.#root.classList.toggle('shown', shows);
    this.#on_show(shows);
  }

  #twin_of(node) {
    const place = node.closest?.('[data-id]');
    return place && this.#by_node.get(place);
  }

  #control_of(id) {
    return this.#list.find((twin) => twin.id === id && twin.control && !twin.element.beneath)?.control;
  }

  // Twins that stay are not made anew. One that has to move loses the keyboard by that, and gets it back.
  #rebuild(all) {
    const elements = all.map((element) => (element.r ? element : this.#list[element].element));
    const active = document.activeElement;
    const before = this.#twins;
    this.#twins = new Map();
    this.#list = elements.map((element) => {
      let key = `${element.r} ${element.i}`;
      while (this.#twins.has(key)) key += ' again';  // what is drawn twice: the network beside the picture and in the drawer
      const twin = before.get(key) ?? make_twin(element);
      before.delete(key);
      this.#twins.set(key, twin);
      this.#by_node.set(twin.node, twin);
      return twin;
    });
    for (const { node } of before.values()) node.remove();
    const parents = [this.#root];
    const next = new Map([[this.#root, this.#root.firstChild]]);  // of each parent: the child that would be in order
    elements.forEach((element, i) => {
      const { node, inside } = this.#list[i];
      const parent = parents[element.d];
      if (next.get(parent) === node) {
        next.set(parent, node.nextSibling);
      } else {
        if (next.get(node.parentNode) === node) next.set(node.parentNode, node.nextSibling);  // it leaves another parent
        parent.insertBefore(node, next.get(parent));
      }
      if (inside) {
        parents[element.d + 1] = inside;
        next.set(inside, inside.firstChild);
      }
      if (this.#list[i].element !== element) update_twin(this.#list[i], element, this.#reading);
    });
    if (active !== document.activeElement && active.isConnected && this.#root.contains(active)) this.#focus(active);
  }

  #listen() {
    const root = this.#root;
    const tell = (kind, { id }, value) => this.#send(kind, value === undefined ? id : `${id}\n${value}`);
    const tell_value = (twin) => {
      const text = twin.control.value.replaceAll('\n', ' ');
      if (text === (twin.sent.at(-1) ?? twin.told)) return;  // what ends a composition is told twice
      twin.sent.push(text);
      tell('element_value', twin, text);
    };
    root.addEventListener('click', (event) => {
      const twin = this.#twin_of(event.target);
      const is_pressed = twin && twin.control === event.target && (event.target.tagName === 'BUTTON' || twin.role === 'option');
      if (!is_pressed || twin.element.disabled) return;
      // Some assistive technology presses what does not have the keyboard: what opens then would not get it.
      if (document.activeElement !== twin.control) this.#focus(twin.control);
      tell('element_press', twin);
    });
    root.addEventListener('change', (event) => {
      const twin = this.#twin_of(event.target);
      if (twin?.role === 'toggle') tell('element_press', twin);
      if (twin?.role === 'list') tell_value(twin);
    });
    root.addEventListener('input', (event) => {
      const twin = this.#twin_of(event.target);
      if (twin?.role === 'slider' || (twin?.role === 'text_input' && !event.isComposing)) tell_value(twin);
    });
    root.addEventListener('compositionend', (event) => tell_value(this.#twin_of(event.target)));
    root.addEventListener('keydown', (event) => {
      const twin = this.#twin_of(event.target);
      if (!twin || is_composing(event)) return;
      if (twin.role === 'text_input' && event.key === 'Enter') tell('element_entered', twin, twin.control.value);
      if (twin.role !== 'option' || (event.key !== 'Enter' && event.key !== ' ')) return;
      event.preventDefault();
      if (!event.repeat && !twin.element.disabled) tell('element_press', twin);
    });
    root.addEventListener('focusin', (event) => {
      const twin = this.#twin_of(event.target);
      if (twin) tell('element_focus', twin);
    });
    root.addEventListener('focusout', (event) => {
      const twin = this.#twin_of(event.target);
      if (twin?.element.disabled) queueMicrotask(() => update_twin(twin, twin.element, this.#reading));
      if (!root.contains(event.relatedTarget)) this.#send('element_focus', '');
    });
    root.addEventListener('toggle', (event) => this.#fill(this.#twin_of(event.target)), true);
    // A browser scrolls to what gets the keyboard; here the program does.
    this.#figure.addEventListener('scroll', () => {
      if (!this.is_shown) this.#figure.scrollTo(0, 0);
    });
  }

  #fill(twin) {
    if (twin?.role !== 'table' || !twin.node.open) return;
    const numbers = this.#request(`table ${twin.id.replace('table.', '')}`);
    if (numbers && !numbers.error) fill_table(twin, numbers);
  }

  // Open tables follow what they are of, a little later.
  #refresh_tables() {
    if (this.#table_timer || !this.#list.some(({ role, node }) => role === 'table' && node.open)) return;
    this.#table_timer = setTimeout(() => {
      this.#table_timer = 0;
      for (const twin of this.#list) this.#fill(twin);
    }, kTablePause_ms);
  }
}
