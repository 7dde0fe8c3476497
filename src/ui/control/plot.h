// A plot area: data coordinates to points, sensible ticks, a hairline grid, and lines clipped to the area.
#pragma once

#include <span>
#include <vector>

#include "app/scenario.h"
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

// Multiples of 1, 2 or 5 · 10ⁿ inside the interval, about `wanted` of them.
std::vector<double> ticks(const app::Interval&, int wanted);

// Decimals that tell neighbouring ticks apart.
int tick_decimals(std::span<const double> values);

// About as many, or as few as have room for their labels along an axis of `length` points: each takes `per_character`
// for its characters, and `apart`.
std::vector<double> ticks_with_room(const app::Interval&, float length, int wanted, float per_character,
                                    float apart);

// Grid lines with labels below the area and left of it, and the two zero axes a little stronger.
void draw_grid(const Frame&, const Plot&, bool has_labels_left = true);

enum class Dash { solid, dashed, dotted };

struct LineStyle {
  ImU32 colour = 0;
  float width = 2;
  Dash dash = Dash::solid;
};

// Points in data units; NaN breaks the line. Clipped to the area.
void draw_line(const Frame&, const Plot&, std::span<const double> x, std::span<const double> y,
               const LineStyle&);

}  // namespace lab::ui
