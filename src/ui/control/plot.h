// A plot area: data coordinates to points, sensible ticks, a hairline grid, and lines clipped to the area.
#pragma once

#include <algorithm>
#include <span>
#include <string>
#include <vector>

#include "app/ticks.h"
#include "export/drawing.h"
#include "ui/frame.h"

namespace lab::ui {

struct Plot {
  Rect area;        // where lines go, in points
  app::Interval x;  // data shown from left to right
  app::Interval y;  // data shown from bottom to top
};

float px_from_x(const Plot&, double x);
float px_from_y(const Plot&, double y);
double x_from_px(const Plot&, float px);

// About as many, or as few as have room for their labels, each size(text) points along an axis of `length`.
template <typename Size>
std::vector<double> ticks_with_room(const app::Interval& interval, float length, int wanted,
                                    const Size& size) {
  for (;; --wanted) {
    std::vector<double> found = app::ticks(interval, wanted);
    if (found.size() < 2 || wanted <= 1) return found;
    float widest = 0;
    for (const double v : found) widest = std::max(widest, size(i18n::fixed(v, app::tick_decimals(found))));
    const double apart = (found[1] - found[0]) / (interval.max - interval.min) * static_cast<double>(length);
    if (static_cast<double>(widest) <= apart) return found;
  }
}

// Grid lines with labels below the area and left of it, and the two zero axes a little stronger.
void draw_grid(const Frame&, const Plot&, bool has_labels_left = true);

using exports::Dash;

struct LineStyle {
  ImU32 colour = 0;
  float width = 2;
  Dash dash = Dash::solid;
  float scale = 1;  // of the dashes
};

// One unbroken line, in the units of the draw list.
void draw_run(ImDrawList*, std::span<const ImVec2>, const LineStyle&);

// The place along x at which a picture is read. The pointer sets it as it moves over one of the areas, a finger that taps there,
// and keys and page through a slider whose value and range it fills in; `step`: between neighbouring places. Whether it is to be
// shown: while the pointer is there, or the slider has the keyboard or was tapped last.
struct ReadPlaces {
  std::span<const Rect> areas;
  app::Interval x;
  double step = 1;
};
struct ReadAt {
  double x = 0;  // ±∞: at the end, wherever that comes to be
  bool is_pointed_at = false;
};
bool read_place(Frame&, const ReadPlaces&, base::Element slider, ReadAt&);

// Where it is, over the whole height.
void draw_place(const Frame&, const Rect& area, float px);

// Points in data units; what is not finite breaks the line. Clipped to the area.
void draw_line(const Frame&, const Plot&, std::span<const double> x, std::span<const double> y,
               const LineStyle&);

}  // namespace lab::ui
