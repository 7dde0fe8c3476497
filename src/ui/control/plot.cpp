#include "ui/control/plot.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/ticks.h"
#include "base/text.h"
#include "ui/control/gesture.h"
#include "ui/control/keyboard.h"
#include "ui/look/text.h"

namespace lab::ui {

namespace {

constexpr float kFarOutside = 4000;  // points: a coordinate beyond is clamped, so that nothing overflows

float share(const app::Interval& interval, double v) {
  return static_cast<float>((v - interval.min) / (interval.max - interval.min));
}

// A polyline drawn dash by dash: the phase goes on from segment to segment.
void draw_dashed(ImDrawList* draw, std::span<const ImVec2> points, const LineStyle& style) {
  const exports::DashPattern& pattern = exports::kDashes[static_cast<int>(style.dash)];
  const float on = pattern.on * style.scale;
  const float period = on + pattern.off * style.scale;
  float phase = 0;  // 0 … on: drawn; on … period: not
  for (std::size_t i = 1; i < points.size(); ++i) {
    ImVec2 from = points[i - 1];
    const ImVec2 to = points[i];
    float left = std::hypot(to.x - from.x, to.y - from.y);
    while (left > 1e-3F) {
      const bool is_on = phase < on;
      const float length = std::min(left, (is_on ? on : period) - phase);
      const ImVec2 next{from.x + (to.x - from.x) * length / left, from.y + (to.y - from.y) * length / left};
      if (is_on) draw->AddLine(from, next, style.colour, style.width);
      from = next;
      left -= length;
      phase = phase + length >= period - 1e-4F ? 0 : phase + length;
    }
  }
}

void draw_axis_line(const Frame& f, ImVec2 from, ImVec2 to, bool is_zero) {
  const ImU32 colour = is_zero ? mix(f.theme.line, f.theme.muted, 0.6F) : f.theme.line;
  ImGui::GetWindowDrawList()->AddLine(from, to, colour, is_zero ? 1.5F : 1.0F);
}

}  // namespace

void draw_run(ImDrawList* draw, std::span<const ImVec2> points, const LineStyle& style) {
  if (points.size() < 2) return;
  if (style.dash != Dash::solid) return draw_dashed(draw, points, style);
  draw->AddPolyline(points.data(), static_cast<int>(points.size()), style.colour, 0, style.width);
}

float px_from_x(const Plot& plot, double x) { return plot.area.x + plot.area.w * share(plot.x, x); }
float px_from_y(const Plot& plot, double y) { return bottom(plot.area) - plot.area.h * share(plot.y, y); }

double x_from_px(const Plot& plot, float px) {
  return plot.x.min + (plot.x.max - plot.x.min) * static_cast<double>((px - plot.area.x) / plot.area.w);
}

void draw_grid(const Frame& f, const Plot& plot, bool has_labels_left) {
  constexpr float kApart = 8;
  constexpr float kLabelHeight = 13;
  constexpr float kLabelRoom = 36;
  constexpr float kBeyond = 7;  // half of what is between two plots
  const TextStyle style = label_text(f);
  const auto width = [&](const std::string& text) { return text_size(f, style, text).x; };
  const std::vector<double> xs =
      ticks_with_room(plot.x, plot.area.w, std::max(2, static_cast<int>(plot.area.w / 70)),
                      [&](const std::string& text) { return width(text) + kApart; });
  const std::vector<double> ys =
      ticks_with_room(plot.y, plot.area.h, std::max(3, static_cast<int>(plot.area.h / 60)),
                      [](const std::string&) { return kLabelHeight; });
  for (const double x : xs) {
    const float px = px_from_x(plot, x);
    draw_axis_line(f, {px, plot.area.y}, {px, bottom(plot.area)}, std::abs(x) < 1e-12);
    const std::string label = i18n::fixed(x, app::tick_decimals(xs));
    const float wide = width(label) + 1;
    const float most = std::max(right(plot.area) + kBeyond - wide, plot.area.x - kBeyond);
    const float left = std::clamp(px - wide / 2, plot.area.x - kBeyond, most);
    draw_text(f, {left, bottom(plot.area) + 4, wide, 16}, style, label);
  }
  for (const double y : ys) {
    const float px = px_from_y(plot, y);
    draw_axis_line(f, {plot.area.x, px}, {right(plot.area), px}, std::abs(y) < 1e-12);
    if (!has_labels_left) continue;
    const std::string label = i18n::fixed(y, app::tick_decimals(ys));
    const float wide = width(label);
    // Where there is no room beside the plot, it reaches into it.
    const Rect place{plot.area.x - 6 - std::min(wide, kLabelRoom), px - 8, wide + 1, 16};
    if (wide > kLabelRoom)
      ImGui::GetWindowDrawList()->AddRectFilled(top_left(place), bottom_right(place),
                                                with_alpha(f.theme.card, 0.85F));
    draw_text(f, place, style, label);
  }
}

bool read_place(Frame& f, const ReadPlaces& places, base::Element slider, ReadAt& read) {
  const std::string id = slider.id;
  const Pointer now = pointer();
  const bool was_over = std::exchange(read.is_pointed_at, false);
  for (const Rect& area : places.areas) {
    if (!contains(area, now.at) || !ImGui::IsWindowHovered()) continue;
    read.is_pointed_at = true;
    if (now.has_moved || !was_over) read.x = x_from_px({area, places.x, {}}, now.at.x);
    if (now.is_down) note_pointer(f, id);
  }
  const double before = std::clamp(read.x, places.x.min, places.x.max);
  slider.range = base::Range{places.x.min, places.x.max, 0};
  slider.value = base::shortest(static_cast<float>(before));
  const double after = value_by_key(f, std::move(slider), before, places.step);
  if (after != before) read.x = after;
  const bool is_finger = ImGui::GetIO().MouseSource == ImGuiMouseSource_TouchScreen;
  return read.is_pointed_at || has_keyboard(f, id) || (is_finger && f.keyboard.focus == id);
}

void draw_place(const Frame& f, const Rect& area, float px) {
  ImGui::GetWindowDrawList()->AddLine({px, area.y}, {px, bottom(area)}, with_alpha(f.theme.ink, 0.45F));
}

void draw_line(const Frame&, const Plot& plot, std::span<const double> x, std::span<const double> y,
               const LineStyle& style) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->PushClipRect(top_left(plot.area), bottom_right(plot.area), true);
  std::vector<ImVec2> run;
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (!std::isfinite(y[i])) {
      draw_run(draw, run, style);
      run.clear();
      continue;
    }
    const float py = px_from_y(plot, y[i]);
    run.push_back({px_from_x(plot, x[i]), std::clamp(py, -kFarOutside, kFarOutside)});
  }
  draw_run(draw, run, style);
  draw->PopClipRect();
}

}  // namespace lab::ui
