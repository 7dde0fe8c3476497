// A plot area: data coordinates to points, sensible ticks, a hairline grid, and lines clipped to the area.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "app/scenario.h"
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

// Points in data units; NaN breaks the line. Clipped to the area.
void draw_line(const Frame&, const Plot&, std::span<const double> x, std::span<const double> y,
               const LineStyle&);

}  // namespace lab::ui
