// The plot area of the Curves room: one plot with all chosen functions, or one for each, and what pointer and
// keyboard do there.
#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "ui/control/gesture.h"
#include "ui/control/keyboard.h"
#include "ui/control/widgets.h"
#include "ui/look/text.h"
#include "ui/room/curves/plot.h"

namespace lab::ui {

namespace {

constexpr double kWheelZoom = 1.15;  // per notch
constexpr double kKeyZoom = 1.25;    // per press
constexpr float kDragFrom = 3;       // points: less is a click
constexpr float kMarginRight = 12;
constexpr float kCellGap = 14;
constexpr float kCellTitle = 20;
constexpr float kCellAspect = 1.5F;  // width by height that a small plot comes nearest to
constexpr double kPanSteps = 6;      // of the cursor: one press of an arrow with Shift
constexpr const char* kCursor = "cursor";

// A plot on the screen with the functions in it.
struct Cell {
  Plot plot;
  Rect title;                        // empty: names stand at the curves
  std::size_t first = 0, count = 0;  // of the chosen functions
};

int columns_for(int count, const Rect& rect) {
  int best = 1;
  float least = 1e9F;
  for (int columns = 1; columns <= count; ++columns) {
    const int lines = (count + columns - 1) / columns;
    const float width =
        (rect.w - kAxisLeft - kMarginRight + kCellGap) / static_cast<float>(columns) - kCellGap;
    const float height = rect.h / static_cast<float>(lines) - kCellTitle - kAxisBelow;
    const int empty = columns * lines - count;
    const float off = width <= 0 || height <= 0 ? 1e6F : std::abs(std::log(width / height / kCellAspect));
    if (off + 0.15F * static_cast<float>(empty) < least) {
      least = off + 0.15F * static_cast<float>(empty);
      best = columns;
    }
  }
  return best;
}

std::vector<Cell> cells_of(const Frame& f, const Rect& rect, std::size_t count) {
  const app::Interval& x = f.app.shown.x;
  const app::Interval& y = f.app.shown.y;
  if (!f.app.shown.grid || count < 2) {
    const Rect area{rect.x + kAxisLeft, rect.y + 8, rect.w - kAxisLeft - kMarginRight,
                    rect.h - 8 - kAxisBelow};
    return {{{area, x, y}, {}, 0, count}};
  }
  const int columns = columns_for(static_cast<int>(count), rect);
  const int lines = (static_cast<int>(count) + columns - 1) / columns;
  const float height = rect.h / static_cast<float>(lines);
  std::vector<Cell> cells;
  for (std::size_t i = 0; i < count; ++i) {
    const int column = static_cast<int>(i) % columns;
    const int line = static_cast<int>(i) / columns;
    const int beside =
        std::min(columns, static_cast<int>(count) - line * columns);  // fewer fill the last line
    const float width =
        (rect.w - kAxisLeft - kMarginRight + kCellGap) / static_cast<float>(beside) - kCellGap;
    Rect place{rect.x + kAxisLeft + static_cast<float>(column) * (width + kCellGap),
               rect.y + static_cast<float>(line) * height, width, height};
    const Rect title = cut_top(place, kCellTitle);
    cut_bottom(place, kAxisBelow);
    cells.push_back({{place, x, y}, title, i, 1});
  }
  return cells;
}

// The plot under the pointer, or the nearest one.
const Plot& plot_at(const std::vector<Cell>& cells, ImVec2 at) {
  const auto distance = [&](const Cell& cell) {
    const ImVec2 middle = centre(cell.plot.area);
    const float dx = std::max(std::abs(at.x - middle.x) - cell.plot.area.w / 2, 0.0F);
    const float dy = std::max(std::abs(at.y - middle.y) - cell.plot.area.h / 2, 0.0F);
    return dx * dx + dy * dy;
  };
  return std::min_element(cells.begin(), cells.end(),
                          [&](const Cell& a, const Cell& b) { return distance(a) < distance(b); })
      ->plot;
}

// Pointer.

void drag(Frame& f, CurvesView& view, const Plot& plot, const Press& press) {
  const Pointer now = pointer();
  if (press.is_held && now.is_down && !view.pan) {
    view.pan = Pan{f.app.shown.x, view.axes.y, now.at, f.app.shown.x, view.axes.y};
  }
  if (f.is_cancelled) view.pan.reset();
  if (!view.pan) return;
  const ImVec2 moved{now.at.x - view.pan->pointer.x, now.at.y - view.pan->pointer.y};
  const bool has_moved = std::max(std::abs(moved.x), std::abs(moved.y)) > kDragFrom;
  if (press.is_held && has_moved) {
    const double dx = -static_cast<double>(moved.x / plot.area.w) * span_of(view.pan->x);
    const double dy = static_cast<double>(moved.y / plot.area.h) * span_of(view.pan->y);
    view.pan->x_now = {view.pan->x.min + dx, view.pan->x.max + dx};
    view.pan->y_now = {view.pan->y.min + dy, view.pan->y.max + dy};
  }
  if (press.is_held) return;
  const bool is_elsewhere = !(view.pan->x_now == view.pan->x && view.pan->y_now == view.pan->y);
  if (is_elsewhere) move_axes(f, view.pan->x_now, view.pan->y_now);
  view.pan.reset();
}

void turn_wheel(Frame& f, const Axes& axes, const Plot& plot, const Press& press) {
  take_wheel();
  const Pointer now = pointer();
  if (!press.is_hovered || now.notches == 0) return;
  zoom_axes(f, axes, {(now.at.x - plot.area.x) / plot.area.w, (bottom(plot.area) - now.at.y) / plot.area.h},
            std::pow(kWheelZoom, -static_cast<double>(now.notches)));
}

// The cursor follows the pointer only while that moves: a pointer at rest must not hold it against the
// keyboard.
void follow_pointer(CurvesView& view, const Plot& plot, const Press& press) {
  const Pointer now = pointer();
  if (!press.is_hovered) return;
  ImGui::SetMouseCursor(press.is_held ? ImGuiMouseCursor_ResizeAll : ImGuiMouseCursor_Arrow);
  if (!now.has_moved && view.was_pointed_at) return;
  view.cursor_x = std::clamp(x_from_px(plot, now.at.x), plot.x.min, plot.x.max);
  view.is_typed = false;
}

// Which functions, and which part of the plane.
std::string plot_sentence(const Frame& f, const Axes& axes) {
  std::string names;
  for (const ChosenCurve& curve : chosen_curves(f))
    names += (names.empty() ? "" : tr(f, "gallery.comma")) + curve.name;
  const auto ends = [](const app::Interval& axis) {
    return std::pair(i18n::number(axis.min, 4), i18n::number(axis.max, 4));
  };
  const auto [x_min, x_max] = ends(f.app.shown.x);
  const auto [y_min, y_max] = ends(axes.y);
  return i18n::format(f.language, "curves.plot_sentence", {names, x_min, x_max, y_min, y_max});
}

// Keyboard: a slider along the axis of x. Arrows move the cursor, with Shift the axes; + and − zoom, 0 fits.
void use_keys(Frame& f, CurvesView& view, const Rect& area) {
  const app::Interval& x = f.app.shown.x;
  const app::Interval& y = view.axes.y;
  base::Element element{kCursor,
                        base::Role::slider,
                        tr(f, "curves.cursor"),
                        {area.x, bottom(area) - kMinTarget, area.w, kMinTarget}};
  const double typed = view.is_typed ? view.cursor_x : x.min;
  element.range = base::Range{std::min(x.min, typed), std::max(x.max, typed), 0};
  element.value = base::shortest(static_cast<float>(view.cursor_x));
  element.value_text = curves_sentence(f, view);
  element.help = tr(f, "curves.cursor.help");
  const double before = view.cursor_x;
  view.cursor_x = value_by_key(f, std::move(element), before, round_step(span_of(x)));
  if (view.cursor_x != before) view.is_typed = false;
  if (!has_keyboard(f, kCursor)) return;
  f.remark = plot_sentence(f, view.axes);
  const ImVec2 by = shift_by_key(f, kCursor);
  if ((by.x != 0 || by.y != 0) && !is_locked(f, "x")) {
    const double dx = round_step(span_of(x) * kPanSteps) * static_cast<double>(by.x);
    const double dy = round_step(span_of(y) * kPanSteps) * static_cast<double>(by.y);
    move_axes(f, {x.min + dx, x.max + dx}, {y.min + dy, y.max + dy});
  }
  const ImVec2 at_cursor{static_cast<float>((view.cursor_x - x.min) / span_of(x)), 0.5F};
  for (const char character : typed_characters(f)) {
    if (character == '+' || character == '=') zoom_axes(f, view.axes, at_cursor, 1 / kKeyZoom);
    if (character == '-') zoom_axes(f, view.axes, at_cursor, kKeyZoom);
    if (character == '0') fit_axes(f, view.axes);
  }
}

void interact(Frame& f, CurvesView& view, const std::vector<Cell>& cells, const Rect& area,
              const Rect& whole) {
  base::Element picture{"plot", base::Role::picture, tr(f, "curves.plot"), area};
  picture.value_text = plot_sentence(f, view.axes);
  picture.help = tr(f, "curves.plot.help");
  picture.whole = whole;
  picture.is_dragged = true;
  const Press press = pressable(f, std::move(picture));
  const Plot& plot = plot_at(cells, view.pan ? view.pan->pointer : pointer().at);
  if (press.is_held) note_pointer(f, kCursor);
  turn_wheel(f, view.axes, plot, press);
  follow_pointer(view, plot, press);
  view.is_pointed_at = press.is_hovered;
  drag(f, view, plot, press);
  if (press.is_hovered && pointer().is_double_click) fit_axes(f, view.axes);
  use_keys(f, view, area);
  add_element(f, {"table.plot", base::Role::table,
                  i18n::format(f.language, "table.open", {tr(f, "curves.plot")}), area});
}

Rect around(const std::vector<Cell>& cells) {
  Rect all = cells.front().plot.area;
  for (const Cell& cell : cells) {
    const float far_right = std::max(right(all), right(cell.plot.area));
    const float far_below = std::max(bottom(all), bottom(cell.plot.area));
    all = {all.x, all.y, far_right - all.x, far_below - all.y};
  }
  return all;
}

}  // namespace

void draw_curves_plot(Frame& f, CurvesView& view, const Rect& rect) {
  if (rect.w < 20 + kAxisLeft || rect.h < 20 + kAxisBelow) return;
  const std::vector<ChosenCurve> chosen = chosen_curves(f);
  std::vector<Cell> cells = cells_of(f, rect, chosen.size());
  choose_axes(f, view.axes, cells.front().plot.area);
  for (Cell& cell : cells) cell.plot.y = view.axes.y;
  interact(f, view, cells, around(cells), rect);
  for (Cell& cell : cells) {
    if (view.pan) {
      cell.plot.x = view.pan->x_now;
      cell.plot.y = view.pan->y_now;
    }
    std::vector<SampledCurve> curves;
    for (std::size_t i = 0; i < cell.count; ++i)
      curves.push_back(sample_curve(f, view, chosen[cell.first + i], cell.plot));
    const bool is_alone = cell.title.h > 0;
    const bool is_leftmost = cell.plot.area.x <= rect.x + kAxisLeft + 1;
    draw_plot_picture(f, cell.plot, curves, {is_leftmost, !is_alone});
    if (is_alone) {
      const ChosenCurve& own = *curves[0].chosen;
      draw_text(f, cell.title, with_colour(value_text(f), own.colour), own.name);
    }
    draw_float32_notes(f, cell.plot, curves);
    draw_cursor(f, cell.plot, view.cursor_x, curves);
  }
}

}  // namespace lab::ui
