// What the page can do before its modules come, and without them: its texts in the reader's language, the screen that says why the
// figure cannot run, and a watch over the files that the page is made of. Where one module is missing none of them runs, so nobody
// else could tell. The build puts this script into index.html itself, so that it cannot be missing; and browsers of any age read
// it, so nothing here is newer than ES5. For the modules it is window.activation_lab_page. A server that forbids scripts in pages
// by a header of its own keeps it from running there; then main.js asks for the file.
(function () {
  'use strict';
  if (window.activation_lab_page) return;
  var kSlow_ms = 12000;  // after so long the reader is told what is not here yet
  var kLook_ms = 3000;
  var kParts = 'link[rel=stylesheet], link[rel=modulepreload], link[rel=preload], script[src]';
  var catalogue = {/* page texts */};
  var link = location.hash.slice(1) || location.search.slice(1);
  var language = 'en';
  var written = '';       // the language that the page is in
  var missing = [];       // addresses of files that did not come
  var has_begun = false;  // the modules run, and say themselves what happens
  var failed = '';        // the kind of failure that is shown

  function element(id) { return document.getElementById(id); }

  function parts() { return [].slice.call(document.querySelectorAll(kParts)); }

  function address(part) { return part.src || part.href; }

  function write(id, text) { element(id).textContent = text; }

  // Of the link; what the program makes of it comes later.
  function parameter(key) {
    var found = new RegExp('(?:^|[&;])' + key + '=([\\w-]+)').exec(link);
    return found ? found[1] : 'auto';
  }

  // The language whose tag has most parts in common with this one, as i18n/text.h has it: "zh-CN" → "zh". English where none fits.
  function language_of(tag) {
    var wanted = tag.toLowerCase().split(/[-_.@]/);
    function common(other) {
      var parts = other.toLowerCase().split(/[-_.@]/);
      var count = 0;
      while (count < parts.length && parts[count] === wanted[count]) ++count;
      return count;
    }
    return Object.keys(catalogue).reduce(function (best, other) { return common(other) > common(best) ? other : best; }, 'en');
  }

  // The text of an id, {0}, {1} … filled in.
  function text(id) {
    var values = arguments;
    return catalogue[language][id].replace(/\{(\d)\}/g, function (_, index) { return values[Number(index) + 1]; });
  }

  // In a frame the page around it comes first, unless a link says otherwise.
  function set_gestures(word) {
    var is_greedy = word === 'greedy' || (word !== 'cooperative' && window.self === window.top);
    document.documentElement.setAttribute('data-gestures', is_greedy ? 'greedy' : 'cooperative');
  }

  function set_language(tag) {
    language = language_of(tag);
    if (language === written) return;  // the program says it with every frame
    written = language;
    document.documentElement.lang = text('page.language');
    document.title = text('page.title');
    element('figure').setAttribute('aria-label', text('page.figure'));
    element('progress').setAttribute('aria-label', text('page.loading'));
    write('title', text('page.title'));
    write('loading-title', text('page.title'));
    write('loading-text', text('page.loading'));
  }

  // Why a file did not come, where the page knows.
  function reason(kind) {
    if (kind !== 'download') return kind;
    if (location.protocol === 'file:') return 'file';
    return window.origin === 'null' ? 'sandbox' : kind;
  }

  function name_of(url) { return url.split(/[?#]/)[0].split('/').pop(); }

  // kind: "webgl2", "wasm", "download", "stopped" or "lost"; details: technical words, any language, may be empty; url: of the
  // file that did not come, of a download.
  function show_failure(kind, details, url) {
    failed = reason(kind);
    write('failure-title', text('page.failure.' + failed + '.title'));
    write('failure-text', text('page.failure.' + failed + '.text', name_of(url || '')));
    var again = element('failure-again');
    again.textContent = text(failed === 'download' ? 'page.retry' : 'page.reload');
    again.onclick = function () { location.reload(); };
    // The link itself may be what stops the program.
    var afresh = element('failure-afresh');
    afresh.hidden = failed !== 'stopped';
    afresh.textContent = text('page.afresh');
    afresh.onclick = function () { location.replace(location.pathname); };
    var more = element('failure-more');
    more.hidden = !details;
    more.querySelector('summary').textContent = text('page.details');
    more.querySelector('pre').textContent = details;
    element('loading').hidden = true;
    element('figure').hidden = true;
    element('failure').setAttribute('data-kind', failed);
    element('failure').hidden = false;
    return new Error(element('failure-title').textContent + ' ' + details);
  }

  function hide_failure() {
    failed = '';
    element('failure').hidden = true;
    element('figure').hidden = false;
  }

  // The page may not be read to its end yet. DOMContentLoaded would wait for the modules.
  function when_there(act) {
    if (element('failure')) return act();
    setTimeout(function () { when_there(act); }, 20);
  }

  // Whoever waits for the program gets the reason, too.
  function fail(details, url) {
    when_there(function () {
      var error = show_failure('download', details, url);
      if (window.activationLab || !window.Promise) return;
      window.activationLab = { ready: Promise.reject(error) };
      window.activationLab.ready['catch'](function () {});  // nobody has to listen
    });
  }

  // A script whose own file came tells of what it imports: that has an element of its own, which names it.
  function tell_missing() {
    var inner = missing.filter(function (part) { return part.tagName !== 'SCRIPT'; });
    var told = (inner.length ? inner : missing).map(address);
    fail(told.join('\n'), told[0]);
  }

  window.addEventListener('error', function (event) {
    if (has_begun) return;
    var part = event.target;
    var is_ours = function (url) { return parts().some(function (one) { return address(one) === url; }); };
    if (event.filename && is_ours(event.filename)) return fail(event.message, event.filename);  // it came, but cut off
    if (parts().indexOf(part) < 0) return;
    missing.push(part);
    if (failed || part.src || part.rel === 'stylesheet') tell_missing();
  }, true);

  // What is still on its way. Without the style nothing at all is drawn, and the modules wait.
  function late_parts() {
    var here = performance.getEntriesByType('resource').map(function (entry) { return entry.name; });
    return parts().filter(function (part) { return here.indexOf(address(part)) < 0; });
  }

  function tell_late() {
    if (failed || element('loading').hidden) return;
    var late = late_parts();
    var style = late.filter(function (part) { return part.rel === 'stylesheet'; })[0];
    if (style) {
      style.parentNode.removeChild(style);
      return fail(style.href, style.href);
    }
    var told = late.length ? text('page.late', name_of(address(late[0]))) : text('page.slow');
    if (element('slow').textContent !== told) write('slow', told);
    element('slow-again').hidden = false;
    element('slow-again').textContent = text('page.reload');
    element('slow-again').onclick = function () { location.reload(); };
    setTimeout(tell_late, kLook_ms);
  }

  var wanted = parameter('lang');
  language = language_of(wanted === 'auto' ? navigator.language || 'en' : wanted);
  var theme = parameter('theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.setAttribute('data-theme', theme);
  set_gestures(parameter('gestures'));
  when_there(function () {
    set_language(language);
    if (!('noModule' in document.createElement('script'))) show_failure('wasm', '', '');
  });
  setTimeout(function () { when_there(tell_late); }, kSlow_ms);

  window.activation_lab_page = {
    text: text,
    set_language: set_language,
    set_gestures: set_gestures,
    show_failure: show_failure,
    hide_failure: hide_failure,
    has_failed: function () { return failed !== ''; },
    begin: function () { has_begun = true; }
  };
})();
