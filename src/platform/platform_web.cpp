// The page: WebGL2 on its canvas, and a bridge to the page's own script (web/program.js), which owns
// everything that belongs to the browser: when a frame is drawn, the pointer and the keyboard,
// the address, downloads.
//
// Towards the page there is one call, tell(verb, text). From the page come the exported functions below. Both
// speak names, not numbers, so that the two sides cannot drift apart unseen. The page holds the Runtime's
// address and gives it back with every call, so nothing here is global. Text comes in through Runtime::text:
// lab_text() makes room for it, the page writes UTF-8 there, and the next call uses it.
#include <emscripten/em_js.h>
#include <emscripten/emscripten.h>
#include <emscripten/html5.h>

#include <algorithm>
#include <iterator>
#include <limits>
#include <memory>
#include <utility>

#include "platform/platform.h"

namespace {

struct Runtime {
  lab::platform::Program program;
  std::vector<lab::platform::Event> events;
  std::string text;   // from the page
  std::string reply;  // to the page
};

struct Download {
  std::vector<unsigned char> bytes;
  std::function<void(std::vector<unsigned char>, std::string)> done;
};

}  // namespace

// clang-format off
EM_JS(void, lab_js_tell, (const char* verb, int verb_bytes, const char* text, int text_bytes), {
  Module.lab.tell(UTF8ToString(verb, verb_bytes), UTF8ToString(text, text_bytes));
})
EM_JS(void, lab_js_start, (void* runtime), { Module.lab.start(runtime); })
EM_JS(void, lab_js_download, (const char* name, int name_bytes, void* download), {
  Module.lab.download(UTF8ToString(name, name_bytes), download);
})
EM_JS(void, lab_js_save, (const char* name, int name_bytes, const void* bytes, int size, int width, int height), {
  Module.lab.save(UTF8ToString(name, name_bytes), HEAPU8.slice(bytes, bytes + size), width, height);
})
// clang-format on

namespace lab::platform {

namespace {

int size_of(std::string_view text) { return static_cast<int>(text.size()); }

void tell(std::string_view verb, std::string_view text) {
  lab_js_tell(verb.data(), size_of(verb), text.data(), size_of(text));
}

template <typename Value>
struct Named {
  std::string_view name;
  Value value;
};

constexpr Named<EventKind> kKinds[] = {
    {"pointer_move", EventKind::pointer_move},
    {"pointer_down", EventKind::pointer_down},
    {"pointer_up", EventKind::pointer_up},
    {"pointer_cancel", EventKind::pointer_cancel},
    {"pointer_leave", EventKind::pointer_leave},
    {"wheel", EventKind::wheel},
    {"key", EventKind::key},
    {"text", EventKind::text},
    {"element_press", EventKind::element_press},
    {"element_value", EventKind::element_value},
    {"element_entered", EventKind::element_entered},
    {"element_focus", EventKind::element_focus},
    {"blur", EventKind::blur},
    {"file", EventKind::file},
    {"link_changed", EventKind::link_changed},
    {"link_revisited", EventKind::link_revisited},
    {"theme_changed", EventKind::theme_changed},
    {"context_lost", EventKind::context_lost},
    {"context_restored", EventKind::context_restored},
};

// The browser's KeyboardEvent.key. Tab is missing on purpose: it belongs to the page.
constexpr Named<Key> kKeys[] = {
    {"ArrowLeft", Key::left}, {"ArrowRight", Key::right},   {"ArrowUp", Key::up},
    {"ArrowDown", Key::down}, {"Home", Key::home},          {"End", Key::end},
    {"PageUp", Key::page_up}, {"PageDown", Key::page_down}, {"Enter", Key::enter},
    {" ", Key::space},        {"Escape", Key::escape},      {"Backspace", Key::backspace},
    {"Delete", Key::del},
};

template <typename Value, std::size_t N>
const Value* find(const Named<Value> (&table)[N], std::string_view name) {
  const auto* row =
      std::find_if(std::begin(table), std::end(table), [name](const auto& r) { return r.name == name; });
  return row == std::end(table) ? nullptr : &row->value;
}

enum EventFlag { kTouch = 1, kShift = 2, kCtrl = 4, kRepeat = 8 };

// The page's text for an event is its kind, then after a line feed the key or text.
// False: not an event of ours.
bool read_event(std::string_view text, Event& event) {
  const std::size_t line_feed = text.find('\n');
  const EventKind* kind = find(kKinds, text.substr(0, line_feed));
  if (!kind) return false;
  event.kind = *kind;
  event.text = line_feed == std::string_view::npos ? std::string_view() : text.substr(line_feed + 1);
  if (event.kind != EventKind::key) return true;
  if (const Key* key = find(kKeys, event.text)) {
    event.key = *key;
    event.text.clear();
    return true;
  }
  event.key = Key::character;
  return !event.text.empty();
}

}  // namespace

Launch launch(int argc, char** argv, const Translate&) {
  // The page gives us its findings as a command line: web/program.js, launch_arguments().
  Launch result;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (argument == "--dark") {
      result.options.prefers_dark = true;
    } else if (argument == "--reduced-motion") {
      result.options.prefers_reduced_motion = true;
    } else if (argument == "--lang" && i + 1 < argc) {
      result.options.language = argv[++i];
    } else if (argument == "--kept" && i + 1 < argc) {
      result.options.kept = argv[++i];
    } else if (argument == "--page" && i + 1 < argc) {
      result.options.page = argv[++i];
    } else {
      result.options.link = argument;
    }
  }
  return result;
}

int run(const Options& options, const Capture&, const std::function<Program(const Options&)>& make) {
  EmscriptenWebGLContextAttributes attributes;
  emscripten_webgl_init_context_attributes(&attributes);
  attributes.majorVersion = 2;
  attributes.minorVersion = 0;
  attributes.alpha = false;
  attributes.depth = false;
  attributes.stencil = false;
  attributes.antialias = false;  // Dear ImGui smooths its own edges; multisampling would only cost time
  attributes.enableExtensionsByDefault = false;
  const EMSCRIPTEN_WEBGL_CONTEXT_HANDLE context = emscripten_webgl_create_context("#canvas", &attributes);
  if (context <= 0 || emscripten_webgl_make_context_current(context) != EMSCRIPTEN_RESULT_SUCCESS) {
    tell("failed", "webgl2");
    return 1;
  }
  auto runtime = std::make_unique<Runtime>();
  runtime->program = make(options);
  lab_js_start(runtime.release());  // from here on the page owns it, for as long as the page lives
  return 0;
}

double now_s() { return emscripten_get_now() / 1000; }
void set_link(std::string_view link) { tell("link", link); }
void enter_link(std::string_view link) { tell("enter", link); }
void set_cursor(std::string_view name) { tell("cursor", name); }
void set_clipboard(std::string_view text) { tell("clipboard", text); }
void say(std::string_view text, bool is_urgent) { tell(is_urgent ? "alert" : "say", text); }
void announce_language(std::string_view tag) { tell("language", tag); }
void announce_gestures(std::string_view word) { tell("gestures", word); }
void announce_theme(std::string_view name) { tell("theme", name); }
std::string clipboard() { return {}; }

std::string save(std::string_view name, std::string_view bytes) {
  lab_js_save(name.data(), size_of(name), bytes.data(), size_of(bytes), 0, 0);
  return std::string(name);
}

std::string save(std::string_view name, const Pixels& p) {
  lab_js_save(name.data(), size_of(name), p.rgba.data(), static_cast<int>(p.rgba.size()), p.width, p.height);
  return std::string(name);
}

void keep(std::string_view text) { tell("keep", text); }
void print(std::string_view table) { tell("print", table); }
void choose_files() { tell("choose", ""); }
void set_clipboard(const Pixels& pixels) { save("", pixels); }

bool is_in_parts() { return true; }
bool has_mirror() { return true; }
void mirror(std::string_view json) { tell("mirror", json); }

void fetch_asset(std::string_view name, std::function<void(std::vector<unsigned char>, std::string)> done) {
  auto download = std::make_unique<Download>();
  download->done = std::move(done);
  lab_js_download(name.data(), size_of(name), download.release());  // lab_download_done() takes it back
}

}  // namespace lab::platform

// What the page calls.

extern "C" {

// Room for `bytes` bytes of text; valid until the next call.
EMSCRIPTEN_KEEPALIVE char* lab_text(Runtime* runtime, int bytes) {
  runtime->text.resize(static_cast<std::size_t>(bytes));
  return runtime->text.data();
}

// One event; the text says which. Returns 1, or 0 for one that is not known.
EMSCRIPTEN_KEEPALIVE int lab_event(Runtime* runtime, float x, float y, float dx, float dy, int button,
                                   int flags) {
  lab::platform::Event event;
  if (!lab::platform::read_event(runtime->text, event)) return 0;
  event.x = x;
  event.y = y;
  event.dx = dx;
  event.dy = dy;
  event.button = button;
  event.touch = (flags & lab::platform::kTouch) != 0;
  event.shift = (flags & lab::platform::kShift) != 0;
  event.ctrl = (flags & lab::platform::kCtrl) != 0;
  event.repeat = (flags & lab::platform::kRepeat) != 0;
  runtime->events.push_back(std::move(event));
  return 1;
}

// Draws a frame and returns in how many seconds the next one is due (infinity: when something happens).
EMSCRIPTEN_KEEPALIVE double lab_frame(Runtime* runtime, float width, float height, float pixel_ratio) {
  const std::vector<lab::platform::Event> events = std::exchange(runtime->events, {});
  return runtime->program.frame({width, height, pixel_ratio}, events, lab::platform::now_s());
}

// The request is the text; the reply is JSON, zero-terminated, valid until the next call.
EMSCRIPTEN_KEEPALIVE const char* lab_request(Runtime* runtime) {
  runtime->reply = runtime->program.answer(runtime->text);
  return runtime->reply.c_str();
}

// Room for the bytes of a download.
EMSCRIPTEN_KEEPALIVE unsigned char* lab_download_room(Download* download, int bytes) {
  download->bytes.resize(static_cast<std::size_t>(bytes));
  return download->bytes.data();
}

// The download is finished; with the text as the error, and no bytes, when it failed.
EMSCRIPTEN_KEEPALIVE void lab_download_done(Runtime* runtime, Download* download) {
  const std::unique_ptr<Download> owned(download);
  owned->done(std::move(owned->bytes), runtime->text);
}

}  // extern "C"
