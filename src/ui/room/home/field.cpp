#include "ui/room/home/field.h"

#include <cmath>

#include "app/palette.h"

namespace lab::ui {

namespace {

constexpr std::size_t kSide = 33;  // corners of the mesh along each axis
constexpr float kCorner = 8;
constexpr float kLeastWithRim = 2.5F;  // of a point's radius

ImU32 heat(const Frame& f, float value) {
  const unsigned rgb = app::heat_colour(app::palette(f.theme.is_dark), value);
  return IM_COL32(rgb >> 16, (rgb >> 8) & 0xFF, rgb & 0xFF, 0xFF);
}

float share(std::size_t i) { return static_cast<float>(i) / static_cast<float>(kSide - 1); }

void compute(Field& field, const Window& window, const Output& output) {
  constexpr std::size_t kCount = kSide * kSide;
  std::vector<float> places(2 * kCount);
  const Rect& area = window.area;
  for (std::size_t i = 0; i < kCount; ++i) {
    places[i] = window.x + (share(i % kSide) - 0.5F) * area.w / window.unit;
    places[kCount + i] = window.y - (share(i / kSide) - 0.5F) * area.h / window.unit;
  }
  nn::Workspace work;
  field.grid = {kSide, std::vector<float>(kCount)};
  nn::predict(output.network, output.params, nn::view_inputs(places, 2), field.grid.values, work);
  for (float& value : field.grid.values)
    value = 2 * (output.is_logit ? 1 / (1 + std::exp(-value)) : value) - 1;
  field.border = exports::line_at(field.grid, 0);
}

void draw_mesh(const Frame& f, const Rect& area, const std::vector<float>& values) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  constexpr int kCells = static_cast<int>((kSide - 1) * (kSide - 1));
  draw->PrimReserve(6 * kCells, static_cast<int>(kSide * kSide));
  const ImVec2 uv = ImGui::GetFontTexUvWhitePixel();
  const auto first = static_cast<ImDrawIdx>(draw->_VtxCurrentIdx);
  for (std::size_t i = 0; i < values.size(); ++i)
    draw->PrimWriteVtx({area.x + share(i % kSide) * area.w, area.y + share(i / kSide) * area.h}, uv,
                       heat(f, values[i]));
  for (std::size_t row = 0; row + 1 < kSide; ++row) {
    for (std::size_t column = 0; column + 1 < kSide; ++column) {
      const auto at = static_cast<ImDrawIdx>(first + row * kSide + column);
      for (const std::size_t corner :
           {std::size_t{0}, std::size_t{1}, kSide, std::size_t{1}, kSide + 1, kSide})
        draw->PrimWriteIdx(static_cast<ImDrawIdx>(at + corner));
    }
  }
}

}  // namespace

Window window_of(const Rect& area, const data::PlaneRange& plane) {
  const float middle = (plane.min + plane.max) / 2;
  return {area, middle, middle, std::min(area.w, area.h) / (plane.max - plane.min)};
}

ImVec2 place_in(const Window& window, float x1, float x2) {
  const ImVec2 middle = centre(window.area);
  return {middle.x + (x1 - window.x) * window.unit, middle.y - (x2 - window.y) * window.unit};
}

void draw_field(const Frame& f, Field& field, const Window& window, const Output& output, double key) {
  const Rect& area = window.area;
  if (field.key != key || field.aspect != area.w / area.h) {
    field.key = key;
    field.aspect = area.w / area.h;
    compute(field, window, output);
  }
  draw_mesh(f, area, field.grid.values);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const auto place = [&](const exports::Point& point) {
    return ImVec2{area.x + point.x / (kSide - 1) * area.w, area.y + point.y / (kSide - 1) * area.h};
  };
  for (const auto& piece : field.border) draw->AddLine(place(piece[0]), place(piece[1]), f.theme.ink, 2);
}

void draw_edge(const Frame& f, const Rect& r) {
  constexpr float kOver = 2;  // enough to hide the corners of what is below
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const Rect outer = inset(r, -kOver, -kOver);
  draw->AddRect(top_left(outer), bottom_right(outer), f.theme.card, kCorner + kOver, 0, 2 * kOver + 1);
  draw->AddRect(top_left(r), bottom_right(r), f.theme.line, kCorner);
}

void draw_point(const Frame& f, ImVec2 at, float radius, bool is_class1) {
  draw_marker(f.markers, is_class1 ? Mark::triangle : Mark::disc, at, radius,
              is_class1 ? f.theme.point1 : f.theme.point0, radius < kLeastWithRim ? 0 : f.theme.point_rim,
              f.pixel_ratio);
}

void draw_points(const Frame& f, const Window& window, const data::PointSet& points) {
  const float radius = points.label.size() <= 10 ? 7 : std::clamp(window.unit / 7, 2.0F, 4.5F);
  for (std::size_t i = 0; i < points.label.size(); ++i)
    draw_point(f, place_in(window, points.x1[i], points.x2[i]), radius, points.label[i] != 0);
}

}  // namespace lab::ui
