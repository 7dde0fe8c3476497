// The window, the loop, input, the address and downloads: everything that differs between the desktop and the
// web. It speaks strings and events and knows nothing of the program.
// One header, two sources chosen by CMake.
//
// Sizes: `points` are CSS pixels on the web and logical pixels on the desktop;
// `pixel_ratio` device pixels make one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lab::platform {

// `character` is any key that types something, pressed with Ctrl or Cmd:
// Event::text holds it in lower case ("z").
enum class Key {
  tab,
  left,
  right,
  up,
  down,
  home,
  end,
  page_up,
  page_down,
  enter,
  space,
  escape,
  backspace,
  del,
  character
};

enum class EventKind {
  pointer_move,     // x, y
  pointer_down,     // x, y, button, touch
  pointer_up,       // x, y, button, touch
  pointer_cancel,   // what was pressed is taken away, by the system or a scrolling page: it is taken back
  pointer_leave,    // the pointer is nowhere: no hover (also after a finger is lifted)
  wheel,            // x, y, dx, dy in points, down is positive; ctrl: zoom (a pinch or Ctrl+wheel)
  key,              // key, shift, ctrl: it was pressed; told again, with repeat, while it is held
  text,             // text: characters typed
  element_press,    // text: id of the element whose twin in the mirror was pressed
  element_value,    // text: id, line feed, what the twin holds now
  element_entered,  // the same, when Enter was pressed in a text input
  element_focus,    // text: id of the element whose twin has the keyboard; empty: none has
  blur,             // the window or canvas lost the keyboard
  file,          // text: name, line feed, contents: somebody has dropped or chosen it; at most kMaxFile bytes
  link_changed,  // text: the new link (address bar hash, or back and forward)
  link_revisited,  // text: a link that the program itself gave to set_link() or enter_link(): back or forward led to it
  theme_changed,  // text: "light" or "dark": the system's preference
  context_lost,   // all GL objects are gone; draw nothing until context_restored
  context_restored,
};

inline constexpr std::size_t kMaxFile = 512 * 1024;  // a larger one comes empty

struct Event {
  EventKind kind{};
  float x = 0, y = 0, dx = 0, dy = 0;
  int button = 0;                                   // 0 primary, 1 secondary, 2 middle
  bool touch = false, shift = false, ctrl = false;  // ctrl: also Cmd on a Mac
  bool repeat = false;
  Key key{};
  std::string text;
};

struct View {
  float width = 0, height = 0;  // points
  float pixel_ratio = 1;        // width * pixel_ratio is the framebuffer's width, a whole number
};

// A picture, row by row from the top, four bytes a pixel: red, green, blue, opacity.
struct Pixels {
  int width = 0, height = 0;
  std::vector<unsigned char> rgba;
};

// Bytes linked into the desktop program, found by fetch_asset() under their name.
struct Asset {
  std::string_view name;
  std::span<const unsigned char> bytes;
};

// A sentence in a language ("zh-CN", "en_GB.UTF-8"; anything unknown means English) with {0}, {1} … filled
// in. The ids asked for are listed at launch() and run().
using Translate = std::function<std::string(std::string_view language, std::string_view id,
                                            std::span<const std::string> arguments)>;

struct Options {
  std::string title;
  std::string link;      // desktop: the argument; web: hash, else query; as written, still percent-encoded
  std::string page;      // web: the page's address without a link; empty on the desktop
  std::string language;  // the system's preferred language, e.g. "zh-CN", or --lang
  bool prefers_dark = false;  // the system's colour scheme; false where it cannot be known
  bool prefers_reduced_motion = false;
  std::string kept;               // what keep() was given last; empty: nothing, or it was lost
  Translate translate;            // desktop; the web page has texts of its own
  std::span<const Asset> assets;  // desktop; must outlive run(). On the web fetch_asset() downloads
};

// What the program gives the platform. On the web it lives on after run() has returned.
struct Program {
  // Called for each frame that is due, with the events since the last one and the time in seconds since
  // start. The return value says in how many seconds the next frame is due: 0 = at once (animating), infinity
  // = when an event arrives. No frame is drawn while the window is iconified, the page hidden or the canvas
  // out of view.
  std::function<double(const View&, std::span<const Event>, double now_s)> frame;
  // Called for each request of the page's script or test ("get", "set view=train", …); the reply is JSON. A
  // frame is drawn soon after. The platform itself asks "get" (--report, and for the page's status line),
  // "wants_wheel", whose reply is "none", "scroll" (a list or panel under the pointer), "scroll_down" or "scroll_up" (the same at
  // its other end) or "zoom" (a plot), with the quotes, and "wants_touch x y" (points), whose reply is the same but for "zoom".
  std::function<std::string(std::string_view request)> answer;
};

// Desktop only behaviour asked for on the command line; the web ignores it.
struct Capture {
  std::string screenshot_path;  // PNG written after the last frame; empty: none
  int frames = 0;               // stop after that many frames; 0: run until closed
  double seconds = 0;           // stop after that much time; 0: no limit
  // The window's size in points; of a screenshot in pixels, with pixel_ratio 1.
  int width = 1280, height = 720;
  bool report = false;  // print answer("get") on standard output at the end
};

// Creates the window and the GL context (OpenGL 3.3 core or WebGL2), calls `make` once it is current, then
// runs the loop. Returns the exit status. A failure is printed (desktop) or shown
// on the page (web) as a sentence.
//
// Desktop: with a screenshot the window stays hidden and the picture is what the last frame drew. A
// screenshot without a limit is taken as soon as frame() has nothing more to animate, at the latest after 600
// frames. With `frames` the clock given to frame() advances by exactly 1/60 s, so that the same command
// trains the same number of steps on any machine.
//
// Ids: "desktop.error.display" {0: reason}, "desktop.error.opengl" {0: reason},
// "desktop.error.screenshot" {0: path}.
//
// Web: returns at once; `make` and the Program must own what they use.
int run(const Options&, const Capture&, const std::function<Program(const Options&)>& make);

// What the system says before any window: the command line or address, language, colour scheme.
struct Launch {
  Options options;
  Capture capture;
  std::optional<int> exit_status;  // set when there is nothing to run (--help, a bad option)
};

// Desktop: activation-lab ["link"] [--screenshot PNG] [--size WxH] [--frames N] [--seconds S] [--report]
// [--lang TAG] [--help] [--version]. A bad option is a sentence on standard error and exit status 2.
// Ids: "desktop.help", "desktop.version" {0: version}, "desktop.error.option" {0: the argument},
// "desktop.error.value" {0: option, 1: value}, "desktop.error.missing_value" {0: option}.
Launch launch(int argc, char** argv, const Translate&);

// The rest may be called once `make` has been called, on the thread of the loop.

double now_s();                        // monotonic, seconds
void set_link(std::string_view link);  // shows the state in the address bar (web); nothing on the desktop
// The same as a new entry of the browser's history, for the browser's own Back to lead to where the reader was. Only for what
// she did herself: a page that shows the program in a frame shares its history.
void enter_link(std::string_view link);
// "default", "pointer", "ew-resize", "ns-resize", "crosshair", "grab" or "text".
void set_cursor(std::string_view name);
void set_clipboard(std::string_view text);  // may fail silently: the browser can forbid it
void set_clipboard(const Pixels&);          // a PNG, on the web; the desktop has no clipboard for pictures
std::string clipboard();                    // empty on the web, where fields paste by themselves
// A file for the reader: of these bytes, or a PNG. On the web a download, on the desktop in the working folder, beside what has this
// name already. Returns its name there; empty: it could not be written.
std::string save(std::string_view name, std::string_view bytes);
std::string save(std::string_view name, const Pixels&);
// Until the next start, in place of what was kept before; may fail silently: the browser can forbid it.
void keep(std::string_view text);
void print(std::string_view table);  // rows by lines, cells by tabs; web only
void choose_files();                 // asks for some, which come as events; web only

// Whether there is a page that keeps a twin of each element, a real control over the canvas: so that input methods, the keyboards
// of phones, paste, voice control and assistive technology work. False on the desktop, where the program draws its own text inputs.
bool is_in_parts();  // what later.txt names comes with the lessons
bool has_mirror();
void mirror(std::string_view json);  // what has changed, as shell/mirror.h says it
// Read aloud by assistive technology, where there is some: at its next pause, or at once. Web only.
void say(std::string_view text, bool is_urgent);
void announce_language(std::string_view tag);   // the page's <html lang>
void announce_gestures(std::string_view word);  // "auto", "cooperative" or "greedy", see app::Scenario
void announce_theme(std::string_view name);     // "light" or "dark": the page's own colours follow

// Bytes that are not needed at first, by name ("cjk-regular", "cjk-semibold", "digits"). `done` is called once,
// later or at once; empty bytes mean that it could not be had, and `error` says why. A name that begins with "./" is an address
// beside the page, on the desktop a file of the working folder.
void fetch_asset(std::string_view name,
                 std::function<void(std::vector<unsigned char> bytes, std::string error)> done);

}  // namespace lab::platform
