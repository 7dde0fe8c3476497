#include "ui/control/place.h"

#include <cmath>

#include "ui/control/gesture.h"

namespace lab::ui {

ImVec2 px_of_place(const Frame& f, const Rect& square, double x1, double x2) {
  const data::PlaneRange plane = f.run->plan.points.plane;
  const double min = static_cast<double>(plane.min), span = static_cast<double>(plane.max) - min;
  return {square.x + square.w * static_cast<float>((x1 - min) / span),
          bottom(square) - square.h * static_cast<float>((x2 - min) / span)};
}

void choose_place(Frame& f, const Press& press, const Rect& square) {
  const Drag drag = drag_item(f, press, pointer().has_moved);
  if (drag == Drag::none) return;
  const data::PointSet& points = f.run->plan.points;
  const ImVec2 here = pointer().at;
  const double min = static_cast<double>(points.plane.min),
               span = static_cast<double>(points.plane.max) - min;
  double x1 = min + span * static_cast<double>((here.x - square.x) / square.w);
  double x2 = min + span * static_cast<double>((bottom(square) - here.y) / square.h);
  float nearest = 14;  // points of the screen that still are on it
  for (std::size_t i = 0; i < points.x1.size(); ++i) {
    const double p1 = static_cast<double>(points.x1[i]), p2 = static_cast<double>(points.x2[i]);
    const ImVec2 there = px_of_place(f, square, p1, p2);
    const float away = std::hypot(there.x - here.x, there.y - here.y);
    if (away >= nearest) continue;
    nearest = away;
    x1 = p1;
    x2 = p2;
  }
  look_at_place(f, x1, x2, drag == Drag::goes_on);
}

void look_at_place(Frame& f, double x1, double x2, bool goes_on) {
  app::Scenario next = f.app.shown;
  next.x1 = std::round(100 * x1) / 100;
  next.x2 = std::round(100 * x2) / 100;
  change(f, next, goes_on);
}

}  // namespace lab::ui
