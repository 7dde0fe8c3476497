// The desktop: a GLFW window with OpenGL 3.3 core, the command line, screenshots by libpng.
#include <png.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>
#include <utility>

#include LAB_GL_HEADER
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include "platform/kept_native.h"
#include "platform/platform.h"

namespace lab::platform {

namespace {

constexpr double kNever = std::numeric_limits<double>::infinity();
// Where nothing else slows frames down (no vertical sync), more of them would only take time from training.
constexpr double kShortestFrame_s = 1.0 / 144;
constexpr float kPointsPerNotch = 100;  // what browsers report for one notch of a mouse wheel
constexpr int kSettledFrames = 3;       // a screenshot without a limit: layout needs a few frames …
constexpr int kLongestSettling = 600;   // … and a picture that never rests is taken all the same

struct Runtime {
  const Options* options = nullptr;
  const Capture* capture = nullptr;
  Program program;
  std::vector<Event> events;
  bool repaint = true;  // the window system lost our picture, or its size changed
  std::string cursor_name = "default";
  GLFWcursor* cursor = nullptr;
};

Runtime* runtime_of(GLFWwindow* window) {
  return window ? static_cast<Runtime*>(glfwGetWindowUserPointer(window)) : nullptr;
}

Runtime* current_runtime() { return runtime_of(glfwGetCurrentContext()); }

std::string say(const Options& options, std::string_view id, std::vector<std::string> arguments) {
  return options.translate(options.language, id, arguments);
}

int fail(const Options& options, std::string_view id, std::vector<std::string> arguments, int status) {
  std::fprintf(stderr, "activation-lab: %s\n", say(options, id, std::move(arguments)).c_str());
  return status;
}

// Events: GLFW's units are the window's, ours are points.

float pixel_ratio_of(GLFWwindow* window) {
  float x = 1;
  float y = 1;
  glfwGetWindowContentScale(window, &x, &y);
  return std::max(x, 0.25F);
}

View view_of(GLFWwindow* window) {
  int width_px = 0;
  int height_px = 0;
  glfwGetFramebufferSize(window, &width_px, &height_px);
  const float ratio = pixel_ratio_of(window);
  return {static_cast<float>(width_px) / ratio, static_cast<float>(height_px) / ratio, ratio};
}

Event pointer_event(GLFWwindow* window, EventKind kind) {
  double x = 0;
  double y = 0;
  int width = 1;
  int height = 1;
  glfwGetCursorPos(window, &x, &y);
  glfwGetWindowSize(window, &width, &height);
  const View view = view_of(window);
  Event event;
  event.kind = kind;
  event.x = static_cast<float>(x) * view.width / static_cast<float>(std::max(width, 1));
  event.y = static_cast<float>(y) * view.height / static_cast<float>(std::max(height, 1));
  return event;
}

void on_button(GLFWwindow* window, int button, int action, int mods) {
  if (button > GLFW_MOUSE_BUTTON_MIDDLE) return;
  Event event = pointer_event(window, action == GLFW_PRESS ? EventKind::pointer_down : EventKind::pointer_up);
  event.button = button;  // GLFW numbers them left, right, middle, as we do
  event.shift = (mods & GLFW_MOD_SHIFT) != 0;
  event.ctrl = (mods & (GLFW_MOD_CONTROL | GLFW_MOD_SUPER)) != 0;
  runtime_of(window)->events.push_back(std::move(event));
}

void on_scroll(GLFWwindow* window, double dx, double dy) {
  Event event = pointer_event(window, EventKind::wheel);
  event.dx = static_cast<float>(-dx) * kPointsPerNotch;
  event.dy = static_cast<float>(-dy) * kPointsPerNotch;
  event.ctrl = glfwGetKey(window, GLFW_KEY_LEFT_CONTROL) == GLFW_PRESS ||
               glfwGetKey(window, GLFW_KEY_RIGHT_CONTROL) == GLFW_PRESS;
  event.shift = glfwGetKey(window, GLFW_KEY_LEFT_SHIFT) == GLFW_PRESS ||
                glfwGetKey(window, GLFW_KEY_RIGHT_SHIFT) == GLFW_PRESS;
  runtime_of(window)->events.push_back(std::move(event));
}

constexpr std::pair<int, Key> kKeys[] = {
    {GLFW_KEY_TAB, Key::tab},
    {GLFW_KEY_LEFT, Key::left},
    {GLFW_KEY_RIGHT, Key::right},
    {GLFW_KEY_UP, Key::up},
    {GLFW_KEY_DOWN, Key::down},
    {GLFW_KEY_HOME, Key::home},
    {GLFW_KEY_END, Key::end},
    {GLFW_KEY_PAGE_UP, Key::page_up},
    {GLFW_KEY_PAGE_DOWN, Key::page_down},
    {GLFW_KEY_ENTER, Key::enter},
    {GLFW_KEY_KP_ENTER, Key::enter},
    {GLFW_KEY_SPACE, Key::space},
    {GLFW_KEY_ESCAPE, Key::escape},
    {GLFW_KEY_BACKSPACE, Key::backspace},
    {GLFW_KEY_DELETE, Key::del},
};

void on_key(GLFWwindow* window, int key, int scancode, int action, int mods) {
  if (action == GLFW_RELEASE) return;
  Event event;
  event.kind = EventKind::key;
  event.repeat = action == GLFW_REPEAT;
  event.shift = (mods & GLFW_MOD_SHIFT) != 0;
  event.ctrl = (mods & (GLFW_MOD_CONTROL | GLFW_MOD_SUPER)) != 0;
  const auto* row =
      std::find_if(std::begin(kKeys), std::end(kKeys), [key](const auto& r) { return r.first == key; });
  if (row != std::end(kKeys)) {
    event.key = row->second;
  } else {
    // Only shortcuts: what is typed without Ctrl arrives as text.
    const char* typed = event.ctrl ? glfwGetKeyName(key, scancode) : nullptr;
    if (!typed) return;
    event.key = Key::character;
    event.text = typed;
  }
  runtime_of(window)->events.push_back(std::move(event));
}

std::string utf8(unsigned int code) {
  std::string text;
  if (code < 0x80) return {static_cast<char>(code)};
  const int tail = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
  constexpr std::array<unsigned int, 4> kLead = {0, 0xC0, 0xE0, 0xF0};
  text.push_back(static_cast<char>(kLead[tail] | (code >> (6 * tail))));
  for (int i = tail - 1; i >= 0; --i) text.push_back(static_cast<char>(0x80 | ((code >> (6 * i)) & 0x3F)));
  return text;
}

void on_character(GLFWwindow* window, unsigned int code) {
  Event event;
  event.kind = EventKind::text;
  event.text = utf8(code);
  runtime_of(window)->events.push_back(std::move(event));
}

// Empty where it cannot be read or is too large.
std::string read_file(const std::string& path) {
  std::error_code error;
  const std::uintmax_t size = std::filesystem::file_size(path, error);
  if (error || size > kMaxFile) return {};
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

void on_drop(GLFWwindow* window, int count, const char** paths) {
  for (int i = 0; i < count; ++i) {
    Event event;
    event.kind = EventKind::file;
    event.text = std::filesystem::path(paths[i]).filename().string() + "\n" + read_file(paths[i]);
    runtime_of(window)->events.push_back(std::move(event));
  }
}

void listen(GLFWwindow* window) {
  glfwSetCursorPosCallback(window, [](GLFWwindow* w, double, double) {
    runtime_of(w)->events.push_back(pointer_event(w, EventKind::pointer_move));
  });
  glfwSetCursorEnterCallback(window, [](GLFWwindow* w, int entered) {
    runtime_of(w)->events.push_back(
        pointer_event(w, entered ? EventKind::pointer_move : EventKind::pointer_leave));
  });
  glfwSetWindowFocusCallback(window, [](GLFWwindow* w, int focused) {
    Event event;
    event.kind = EventKind::blur;
    if (!focused) runtime_of(w)->events.push_back(std::move(event));
  });
  glfwSetMouseButtonCallback(window, on_button);
  glfwSetScrollCallback(window, on_scroll);
  glfwSetKeyCallback(window, on_key);
  glfwSetCharCallback(window, on_character);
  glfwSetDropCallback(window, on_drop);
  glfwSetWindowRefreshCallback(window, [](GLFWwindow* w) { runtime_of(w)->repaint = true; });
  glfwSetFramebufferSizeCallback(window, [](GLFWwindow* w, int, int) { runtime_of(w)->repaint = true; });
  glfwSetWindowContentScaleCallback(window,
                                    [](GLFWwindow* w, float, float) { runtime_of(w)->repaint = true; });
  glfwSetWindowIconifyCallback(window, [](GLFWwindow* w, int) { runtime_of(w)->repaint = true; });
}

// Screenshots: drawn into a framebuffer of our own, because a hidden window owns no pixels.

struct Offscreen {
  GLuint framebuffer = 0, colour = 0;
};

Offscreen make_offscreen(int width, int height) {
  Offscreen target;
  glGenRenderbuffers(1, &target.colour);
  glBindRenderbuffer(GL_RENDERBUFFER, target.colour);
  glRenderbufferStorage(GL_RENDERBUFFER, GL_RGBA8, width, height);
  glGenFramebuffers(1, &target.framebuffer);
  glBindFramebuffer(GL_FRAMEBUFFER, target.framebuffer);
  glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_RENDERBUFFER, target.colour);
  glViewport(0, 0, width, height);
  return target;
}

bool write_png(const Offscreen& target, const Capture& capture) {
  std::vector<unsigned char> rgb(static_cast<std::size_t>(capture.width) *
                                 static_cast<std::size_t>(capture.height) * 3);
  glBindFramebuffer(GL_FRAMEBUFFER, target.framebuffer);
  glPixelStorei(GL_PACK_ALIGNMENT, 1);
  glReadPixels(0, 0, capture.width, capture.height, GL_RGB, GL_UNSIGNED_BYTE, rgb.data());
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.width = static_cast<png_uint_32>(capture.width);
  image.height = static_cast<png_uint_32>(capture.height);
  image.format = PNG_FORMAT_RGB;
  // The first row of OpenGL is the lowest: a negative stride reads them from below.
  return png_image_write_to_file(&image, capture.screenshot_path.c_str(), 0, rgb.data(), -capture.width * 3,
                                 nullptr) != 0;
}

// The loop.

double draw(GLFWwindow* window, Runtime& runtime, double time_s) {
  const Capture& capture = *runtime.capture;
  const bool hidden = !capture.screenshot_path.empty();
  const View view = hidden ? View{static_cast<float>(capture.width), static_cast<float>(capture.height), 1}
                           : view_of(window);
  const std::vector<Event> events = std::exchange(runtime.events, {});
  runtime.repaint = false;
  const double wait_s = runtime.program.frame(view, events, time_s);
  if (hidden) {
    glFinish();
  } else {
    glfwSwapBuffers(window);
  }
  return std::max(wait_s, 0.0);
}

// Waits for events until `due_s`, at most until `end_s`. False: there is nothing to draw yet.
bool wait_until_due(GLFWwindow* window, const Runtime& runtime, double due_s, double end_s) {
  const bool iconified = glfwGetWindowAttrib(window, GLFW_ICONIFIED) == GLFW_TRUE;
  const double until_s = std::min(iconified ? kNever : due_s, end_s);
  const double wait_s = runtime.repaint && !iconified ? 0 : until_s - now_s();
  if (wait_s == kNever) {
    glfwWaitEvents();
  } else if (wait_s > 0) {
    glfwWaitEventsTimeout(wait_s);
  } else {
    glfwPollEvents();
  }
  if (glfwGetWindowAttrib(window, GLFW_ICONIFIED) == GLFW_TRUE) return now_s() >= end_s;
  return runtime.repaint || !runtime.events.empty() || now_s() >= std::min(due_s, end_s);
}

void loop(GLFWwindow* window, Runtime& runtime) {
  const Capture& capture = *runtime.capture;
  const bool counted = capture.frames > 0 && capture.seconds <= 0;
  const bool settling = !capture.screenshot_path.empty() && capture.frames <= 0 && capture.seconds <= 0;
  const double end_s = capture.seconds > 0 ? now_s() + capture.seconds : kNever;
  double due_s = 0;
  for (int drawn = 0; !glfwWindowShouldClose(window);) {
    if (counted || settling) {
      glfwPollEvents();
    } else if (!wait_until_due(window, runtime, due_s, end_s)) {
      continue;
    }
    const double start_s = now_s();
    const double wait_s = draw(window, runtime, counted ? drawn / 60.0 : start_s);
    ++drawn;
    if (capture.frames > 0 && drawn >= capture.frames) return;
    if (now_s() >= end_s) return;
    if (settling && (drawn >= kLongestSettling || (drawn >= kSettledFrames && wait_s > 0))) return;
    due_s = std::max(start_s + kShortestFrame_s, now_s() + wait_s);
  }
}

GLFWwindow* open_window(const Options& options, const Capture& capture) {
  glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
  glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
  glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);  // macOS gives 3.3 only so
  glfwWindowHint(GLFW_SCALE_TO_MONITOR, GLFW_TRUE);
  glfwWindowHint(GLFW_VISIBLE, capture.screenshot_path.empty() ? GLFW_TRUE : GLFW_FALSE);
  return glfwCreateWindow(capture.width, capture.height, options.title.c_str(), nullptr, nullptr);
}

std::string last_glfw_error() {
  const char* description = nullptr;
  glfwGetError(&description);
  return description ? description : "?";
}

}  // namespace

int run(const Options& options, const Capture& capture, const std::function<Program(const Options&)>& make) {
  if (!glfwInit()) return fail(options, "desktop.error.display", {last_glfw_error()}, 1);
  GLFWwindow* window = open_window(options, capture);
  if (!window) {
    const int status = fail(options, "desktop.error.opengl", {last_glfw_error()}, 1);
    glfwTerminate();
    return status;
  }
  glfwMakeContextCurrent(window);
  glfwSwapInterval(1);
  Runtime runtime;
  runtime.options = &options;
  runtime.capture = &capture;
  glfwSetWindowUserPointer(window, &runtime);
  listen(window);
  int status = 0;
  {
    Offscreen target;
    if (!capture.screenshot_path.empty()) target = make_offscreen(capture.width, capture.height);
    runtime.program = make(options);
    loop(window, runtime);
    if (target.framebuffer && !write_png(target, capture)) {
      status = fail(options, "desktop.error.screenshot", {capture.screenshot_path}, 1);
    }
    if (capture.report) std::printf("%s\n", runtime.program.answer("get").c_str());
    runtime.program = {};  // what it owns of OpenGL goes while the context is still there
  }
  glfwDestroyWindow(window);
  glfwTerminate();
  return status;
}

// Services.

double now_s() { return glfwGetTime(); }

void set_link(std::string_view) {}
void enter_link(std::string_view) {}

void set_cursor(std::string_view name) {
  constexpr std::pair<std::string_view, int> kShapes[] = {
      {"pointer", GLFW_HAND_CURSOR},      {"grab", GLFW_HAND_CURSOR},  {"ew-resize", GLFW_HRESIZE_CURSOR},
      {"ns-resize", GLFW_VRESIZE_CURSOR}, {"text", GLFW_IBEAM_CURSOR}, {"crosshair", GLFW_CROSSHAIR_CURSOR},
  };
  Runtime* runtime = current_runtime();
  if (!runtime || runtime->cursor_name == name) return;
  runtime->cursor_name = name;
  const auto* row =
      std::find_if(std::begin(kShapes), std::end(kShapes), [name](const auto& r) { return r.first == name; });
  GLFWcursor* cursor = row == std::end(kShapes) ? nullptr : glfwCreateStandardCursor(row->second);
  glfwSetCursor(glfwGetCurrentContext(), cursor);
  if (runtime->cursor) glfwDestroyCursor(runtime->cursor);
  runtime->cursor = cursor;
}

std::string clipboard() {
  const char* text = glfwGetClipboardString(glfwGetCurrentContext());
  return text == nullptr ? std::string() : std::string(text);
}

bool is_in_parts() { return false; }
bool has_mirror() { return false; }
void mirror(std::string_view) {}

void set_clipboard(std::string_view text) {
  glfwSetClipboardString(glfwGetCurrentContext(), std::string(text).c_str());
}

void set_clipboard(const Pixels&) {}

namespace {

// The name, or the first of "name-2", "name-3" … that nothing has yet. Nothing after a thousand.
std::string free_name(std::string_view name) {
  const std::size_t dot = std::min(name.rfind('.'), name.size());
  std::string free(name);
  for (int i = 2; i < 1000 && std::filesystem::exists(free); ++i)
    free = std::string(name.substr(0, dot)) + "-" + std::to_string(i) + std::string(name.substr(dot));
  return free;
}

}  // namespace

std::string save(std::string_view name, std::string_view bytes) {
  const std::string path = free_name(name);
  std::ofstream file(path, std::ios::binary);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  return file.flush() ? path : "";
}

std::string save(std::string_view name, const Pixels& pixels) {
  const std::string path = free_name(name);
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.width = static_cast<png_uint_32>(pixels.width);
  image.height = static_cast<png_uint_32>(pixels.height);
  image.format = PNG_FORMAT_RGBA;
  return png_image_write_to_file(&image, path.c_str(), 0, pixels.rgba.data(), 0, nullptr) != 0 ? path : "";
}

void keep(std::string_view text) {
  const std::filesystem::path path = kept_path();
  std::error_code error;
  if (!path.empty()) std::filesystem::create_directories(path.parent_path(), error);
  if (!path.empty() && !error) std::ofstream(path, std::ios::binary) << text;
}

void print(std::string_view) {}
void choose_files() {}

void say(std::string_view, bool) {}
void announce_gestures(std::string_view) {}
void announce_theme(std::string_view) {}
void announce_language(std::string_view) {}

void fetch_asset(std::string_view name, std::function<void(std::vector<unsigned char>, std::string)> done) {
  if (name.starts_with("./")) {
    const std::string text = read_file(std::string(name));
    return done({text.begin(), text.end()}, std::string(name));
  }
  if (const Runtime* runtime = current_runtime()) {
    for (const Asset& asset : runtime->options->assets) {
      if (asset.name == name) return done({asset.bytes.begin(), asset.bytes.end()}, {});
    }
  }
  done({}, std::string(name));
}

}  // namespace lab::platform
