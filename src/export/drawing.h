// A picture as shapes: what a browser, a drawing program or our own painter can draw, at any size. Lengths in points, y downwards.
#pragma once

#include <string>
#include <vector>

#include "app/scenario.h"
#include "base/rect.h"

namespace lab::exports {

struct Point {
  float x = 0, y = 0;
};

enum class Dash { solid, dashed, dotted };

// Lengths of a dash and of the gap behind it, in the order of Dash.
struct DashPattern {
  float on, off;
};
inline constexpr DashPattern kDashes[] = {{0, 0}, {5, 4}, {1.6F, 3.2F}};

inline constexpr unsigned kNone = 0xFFFFFFFF;  // no colour

// Colours are 0xRRGGBB.
struct Ink {
  unsigned fill = kNone, stroke = kNone;
  float width = 1;  // of the stroke
  Dash dash = Dash::solid;
};

// One shape of many parts: lines where it is not filled, else closed and convex ones; with a radius a disc at each of their points.
struct Path {
  std::vector<std::vector<Point>> parts;
  Ink ink;
  float radius = 0;
};

enum class Anchor { start, middle, end };  // where a text stands at its point

struct Label {
  Point at;  // on the line that letters stand on
  std::string text;
  unsigned colour = 0;
  float size = 13;
  bool is_bold = false;
  Anchor anchor = Anchor::start;
};

// A plot: what is inside does not reach over its edge.
struct Panel {
  base::Rect area;
  app::Interval x, y;  // from left to right, from bottom to top
  std::vector<Path> inside{};
};

Point place(const Panel&, double x, double y);

struct Drawing {
  float width = 0, height = 0;
  unsigned ground = 0xFFFFFF;
  std::string title{}, description{};  // of what there is to see, for who does not see it
  std::vector<Panel> panels{};
  std::vector<Path> around{};   // over them …
  std::vector<Label> labels{};  // … and over these
};

}  // namespace lab::exports
