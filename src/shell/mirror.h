// What the page is told of the elements on the screen, so that it can keep a twin of each: everything at first and where elements
// come or go, afterwards only those that changed. While training plays, numbers change with every frame: they are told a few
// times a second.
//
// In JSON: {"all": [element or its place in the list before, …]} or {"some": {"<place in the list>": element, …}}; with "focus": id, "from": id where the program moved the
// keyboard itself, "at": id where the pointer has put it, and "show": whether the mirror is to be seen as a plain page. An
// element has i: id, r: role, l: label, d: depth, b: [x, y, width, height] in CSS pixels, and of what follows all that is not
// empty: c: the same of a picture with its axes, v: value, t: value as text, n: [min, max, step], o: [[value, label], …], h: help, p: hint, and as 1: pressed, expanded,
// invalid, disabled, hidden, beneath, stop (of the Tab key).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/element.h"
#include "ui/frame.h"

namespace lab::shell {

struct Mirror {
  std::vector<base::Element> told;
  std::string pointed_at;  // the element that the page knows the pointer to have pressed last
  bool is_shown = false;
  double due_s = 0;  // while playing
};

inline constexpr double kMirrorS = 0.25;

struct Screened {
  std::span<const base::Element> elements;  // of the frame
  const ui::Keyboard& keyboard;
  bool is_shown = false;    // as a plain page
  bool is_playing = false;  // numbers may wait
};

// What to tell after a frame; nothing where nothing has changed.
std::optional<std::string> to_tell(Mirror&, const Screened&, double now_s);

}  // namespace lab::shell
