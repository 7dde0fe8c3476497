#include "ui/look/points.h"

namespace lab::ui {

void draw_point(const Frame& f, ImVec2 at, float radius, bool is_class1, bool is_held_out) {
  const ImU32 ink = is_class1 ? f.theme.point1 : f.theme.point0;
  const ImU32 rim = is_held_out ? ink : f.theme.point_rim;
  const ImU32 fill = is_held_out ? f.theme.point_rim : ink;
  draw_marker(f.markers, is_class1 ? Mark::triangle : Mark::disc, at, radius, fill, rim, f.pixel_ratio);
}

}  // namespace lab::ui
