// The program with a stand-in for its platform, driven frame by frame.
#pragma once

#include <dlfcn.h>
#include <doctest/doctest.h>

#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "platform/platform.h"
#include "platform_fake.h"
#include "shell/screen.h"
#include "ui/look/rect.h"

namespace lab::shell_test {

inline constexpr double kFrameS = 1.0 / 60;
inline constexpr int kMostFrames = 600;  // a picture that has not come to rest by then never will

// Dear ImGui closes the library of OpenGL with its backend and keeps the addresses it took from it: a second start would
// call into nothing unless someone else keeps the library open, as a window does.
inline void keep_opengl_open() {
  static const bool is_open = [] {
    bool any = false;
    for (const char* name : {"libOpenGL.so.0", "libGL.so.1"})
      any = dlopen(name, RTLD_LAZY | RTLD_LOCAL) != nullptr || any;
    return any;
  }();
  REQUIRE(is_open);
}

// A window with room for every row of every card.
inline constexpr platform::View kRoomy{1280, 1080, 1};

// Of the pointer, or of a finger.
inline platform::Event pointer_event(platform::EventKind kind, ImVec2 at, bool touch = false) {
  platform::Event event;
  event.kind = kind;
  event.x = at.x;
  event.y = at.y;
  event.touch = touch;
  return event;
}

struct Loop {
  explicit Loop(const std::string& link, platform::View size = {1280, 720, 1},
                bool prefers_reduced_motion = false)
      : screen(options(link, prefers_reduced_motion)), view(size) {
    told() = {};
  }

  static platform::Options options(const std::string& link, bool prefers_reduced_motion) {
    keep_opengl_open();
    platform::Options all;
    all.link = link;
    all.language = "en";
    all.prefers_reduced_motion = prefers_reduced_motion;
    return all;
  }

  double frame(const std::vector<platform::Event>& events = {}) {
    now_s += kFrameS;
    due_in_s = shell::draw_frame(screen, view, events, now_s);
    return due_in_s;
  }

  // Frames as they are due, waiting as long as is asked for, until none is.
  int rest() {
    int frames = 0;
    while (frame() < std::numeric_limits<double>::infinity() && frames < kMostFrames) {
      now_s += due_in_s;
      ++frames;
    }
    return frames;
  }

  base::Rect rect_of(std::string_view id) const {
    const base::Element* element = base::find_element(screen.elements, id);
    REQUIRE_MESSAGE(element != nullptr, "no element ", std::string(id));
    return element->rect;
  }

  // Also of what is only read; nullptr where there is none.
  const base::Element* any_element(std::string_view id) const {
    for (const base::Element& element : screen.elements)
      if (element.id == id) return &element;
    return nullptr;
  }

  // What is told there: label, then value.
  std::string text_of(std::string_view id) const {
    const base::Element* element = any_element(id);
    return element == nullptr ? std::string() : element->label + element->value_text;
  }

  void move_to(ImVec2 at) {
    frame({pointer_event(platform::EventKind::pointer_move, at)});
    frame();
  }

  void press_key(platform::Key key) {
    platform::Event event;
    event.kind = platform::EventKind::key;
    event.key = key;
    frame({event});
    rest();
  }

  void press(std::string_view id) {
    const ImVec2 at = ui::centre(rect_of(id));
    move_to(at);
    for (const auto kind : {platform::EventKind::pointer_down, platform::EventKind::pointer_up}) {
      frame({pointer_event(kind, at)});
      frame();
    }
  }

  // An event that is told by its text, as the page's mirror does.
  void send(platform::EventKind kind, std::string text) {
    platform::Event event;
    event.kind = kind;
    event.text = std::move(text);
    frame({event});
    rest();
  }

  void turn_wheel(ImVec2 at, float points) {
    platform::Event event;
    event.kind = platform::EventKind::wheel;
    event.x = at.x;
    event.y = at.y;
    event.dy = points;
    frame({event});
    rest();
  }

  shell::Screen screen;
  platform::View view;
  double now_s = 1;
  double due_in_s = 0;
};

}  // namespace lab::shell_test
