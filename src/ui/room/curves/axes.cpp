// What of y the plot shows: as is chosen, or so that a unit is as long along y as along x and slopes look true.
#include <algorithm>
#include <cmath>

#include "ui/control/widgets.h"
#include "ui/room/curves/room.h"

namespace lab::ui {

namespace {

constexpr int kPlaces = 33;         // at which the curves are read
constexpr float kLowestEqual = 90;  // points: in a lower plot there is no slope to be seen
// Of the height, what the curves cover where equal scales suit them: less, and they are flat; more, and much is out of sight.
constexpr double kLeastCovered = 0.4, kMostCovered = 1.5;
constexpr double kRounding = 0.01;    // of the ends of the axes
constexpr double kBesideZero = 0.08;  // of the height, at least between the axis and its ends

// The lowest and the highest value of the functions, poles and holes left out.
app::Interval values_of(const std::vector<ChosenCurve>& curves, const app::Interval& x) {
  std::vector<double> values;
  for (const ChosenCurve& curve : curves) {
    for (int i = 0; i < kPlaces; ++i) {
      const double y =
          act::read(curve.activation, act::Reading::value, x.min + span_of(x) * i / (kPlaces - 1));
      if (std::isfinite(y)) values.push_back(y);
    }
  }
  if (values.empty()) return {0, 0};
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  return {*low, *high};
}

bool is_same(const std::vector<act::Activation>& known, const std::vector<ChosenCurve>& curves) {
  return std::equal(known.begin(), known.end(), curves.begin(), curves.end(),
                    [](const act::Activation& a, const ChosenCurve& b) {
                      return a.program == b.activation.program && a.params == b.activation.params;
                    });
}

const app::Interval& known_values(const Frame& f, Axes& axes) {
  const std::vector<ChosenCurve> curves = chosen_curves(f);
  if (axes.read_for == f.app.shown.x && is_same(axes.read_of, curves)) return axes.values;
  axes.read_for = f.app.shown.x;
  axes.read_of.clear();
  for (const ChosenCurve& curve : curves) axes.read_of.push_back(curve.activation);
  axes.values = values_of(curves, f.app.shown.x);
  return axes.values;
}

app::Interval around(double middle, double span) { return {middle - span / 2, middle + span / 2}; }

// Around the values, with the axis of x in view.
app::Interval equal_for(const app::Interval& values, double span) {
  const double reach = span * (0.5 - kBesideZero);
  return around(std::clamp((values.min + values.max) / 2, -reach, reach), span);
}

bool suits(const app::Interval& values, double span) {
  const double covered = span_of(values) / span;
  return covered >= kLeastCovered && covered <= kMostCovered;
}

bool is_nearly(double a, double b) { return std::abs(a / b - 1) < kRounding; }

}  // namespace

void choose_axes(const Frame& f, Axes& axes, const Rect& area) {
  const app::Scenario& shown = f.app.shown;
  axes.aspect = static_cast<double>(area.h / area.w);
  const double span = span_of(shown.x) * axes.aspect;
  axes.y = shown.y;
  axes.is_equal = shown.axes != "free" && is_nearly(span_of(shown.y), span);
  if (shown.axes == "equal") {
    axes.y = around((shown.y.min + shown.y.max) / 2, span);
    axes.is_equal = true;
  } else if (shown.axes == "auto" && area.h >= kLowestEqual && shown.y == app::Scenario{}.y &&
             suits(known_values(f, axes), span)) {
    axes.y = equal_for(axes.values, span);
    axes.is_equal = true;
  }
}

void fit_axes(Frame& f, const Axes& axes) {
  const app::Interval x = app::Scenario{}.x;
  const app::Interval fitted = fitted_y(f, x);
  const double span = span_of(x) * axes.aspect;
  const double covered = span_of(fitted) / span;
  const bool has_room = covered <= 1;
  const bool is_chosen = f.app.shown.axes == "equal";
  const bool is_equal = is_chosen || (f.app.shown.axes == "auto" && covered >= kLeastCovered);
  if (is_equal && has_room) return move_axes(f, x, around((fitted.min + fitted.max) / 2, span));
  move_axes(f, x, is_chosen ? equal_for(fitted, span) : fitted);
}

float scale_button_width(const Frame& f) { return is_shown(f, "axes") ? button_width(f, "1:1") : 0; }

void draw_scale_button(Frame& f, const Axes& axes, const Rect& rect) {
  if (rect.w <= 0) return;
  base::Element element = field_element(f, base::Role::toggle, "axes", rect);
  element.is_pressed = axes.is_equal;
  const std::string label = element.label;
  const Press press = pressable(f, std::move(element));
  if (ImGui::IsItemHovered(ImGuiHoveredFlags_DelayNormal)) tooltip(f, label);
  if (axes.is_equal || press.is_hovered)
    ImGui::GetWindowDrawList()->AddRectFilled(top_left(rect), bottom_right(rect),
                                              axes.is_equal ? f.theme.active_fill : f.theme.hover_fill,
                                              kControlRadius);
  const TextStyle style = axes.is_equal ? value_text(f) : with_colour(body(f), f.theme.muted);
  draw_text(f, rect, style, "1:1", Align::middle);
  if (!press.is_pressed) return;
  app::Scenario next = f.app.shown;
  next.axes = axes.is_equal ? "free" : "equal";
  const bool looks_equal = is_nearly(span_of(next.y), span_of(next.x) * axes.aspect);
  if (axes.is_equal && looks_equal) next.y = fitted_y(f, next.x);  // or nothing would be seen to change
  change(f, next);
}

}  // namespace lab::ui
