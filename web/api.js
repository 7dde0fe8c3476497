// window.activationLab: the page's small JavaScript interface. Each method is one request to the program, answered at
// once, with the state afterwards unless it says otherwise; what it changes is seen in the next frame. A request that
// makes no sense throws an Error with a sentence.
//
//   ready       a promise: fulfilled when the first picture is drawn, rejected with the reason when there is none
//   get()       {link, step, epoch, train: {loss, accuracy}, test: {…}, weights_hash, frames, notices, …}
//   set(link, options)   takes a link as in the address ("data=spiral&act=relu"); what it does not name keeps its default
//   change(key, value, options)   one field, as a link writes it
//               options: {override: true} changes what the figure's lock= and hide= keep from its reader
//   play() pause() step(n) reset() new_weights() undo() redo()     (step has trained when it answers)
//   point(x)    the cursor of Curves;  lesson()  the step that is open, null outside of one;  answer(text)  what it asks
//   table(id)   a picture as numbers, {caption, columns: […], rows: [[…], …]}: 'plot', 'output', 'loss_chart', 'layer.1' …
//   export(picture)   a plot or picture as SVG text: 'plot', 'output', 'hero', 'loss_chart' …; by default what one sees first
//   controls()  what is on the screen and can be operated, in reading order: [{id, role, label, value, value_text, min, max,
//               step, options, help, rect: {x, y, width, height} in CSS pixels, enabled, pressed, expanded, invalid}]

export function make_api() {
  let program = null;
  let wake = () => {};
  let settle = {};
  const ready = new Promise((resolve, reject) => {
    settle = { resolve, reject };
  });
  ready.catch(() => {});  // nobody has to listen

  // Reading needs no frame; everything else changes something.
  const read = (request) => {
    if (!program?.alive) throw new Error('Activation Lab is not running; wait for activationLab.ready');
    const reply = program.request(request);
    if (reply?.error) throw new Error(reply.error);
    return reply;
  };
  const change = (request) => {
    const reply = read(request);
    wake();
    return reply;
  };
  const as_host = (options) => (options?.override ? 'override ' : '');
  const api = {
    ready,
    get: () => read('get'),
    controls: () => read('controls'),
    export: (picture = '') => read(`export ${picture}`),
    table: (id) => read(`table ${id}`),
    set: (link, options) => change(`${as_host(options)}set ${link}`),
    play: () => change('play'),
    pause: () => change('pause'),
    step: (n = 1) => change(`step ${n}`),
    reset: () => change('reset'),
    new_weights: () => change('new_weights'),
    point: (x) => change(`point ${x}`),
    lesson: () => read('lesson'),
    answer: (text) => change(`answer ${text}`),
    undo: () => change('undo'),
    redo: () => change('redo'),
    change: (key, value, options) => change(`${as_host(options)}change ${key}=${value}`),
    // Any request by its text. For tests and debugging: what it understands may change.
    request: (text) => change(text),
  };
  return {
    api,
    settle,
    connect(connected_program, wake_loop) {
      program = connected_program;
      wake = wake_loop;
    },
  };
}
