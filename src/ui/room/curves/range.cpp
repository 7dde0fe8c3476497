// The interval of the axes of the Curves room: zooming, moving and fitting it.
#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "ui/control/widgets.h"
#include "ui/room/curves/room.h"

namespace lab::ui {

namespace {

constexpr double kButtonZoom = 1.5;  // per press
// Of an axis, relative to how far from 0 it is: floats have no more digits.
constexpr double kSmallestSpan = 1e-3;
constexpr double kLargestSpan = 2e5;
constexpr double kMarginShare = 0.08;  // left free above and below curves that are fitted
constexpr double kBesideShare = 0.15;  // of an axis, between its end and a place that it was moved to show
constexpr double kPoleShare = 0.1;     // of the readings on either side that a pole may carry off
constexpr double kPoleReach = 1.5;     // how far beyond the others these are still shown

// Rounded to a thousandth of its width, so that links stay short.
app::Interval rounded(const app::Interval& interval) {
  const double unit = std::pow(10.0, std::floor(std::log10(span_of(interval) / 1000)));
  const auto round_to = [&](double v) {
    return base::parse_number(i18n::fixed(std::round(v / unit) * unit, unit < 1 ? 9 : 0)).value_or(v);
  };
  return {round_to(interval.min), round_to(interval.max)};
}

bool is_possible(const app::Interval& interval) {
  const double span = span_of(interval);
  const double middle = (interval.min + interval.max) / 2;
  return span >= kSmallestSpan * std::max(1.0, std::abs(middle)) && span <= kLargestSpan &&
         std::abs(middle) < kLargestSpan;
}

app::Interval zoomed(const app::Interval& interval, double share_kept, double factor) {
  const double fixed_point = interval.min + span_of(interval) * share_kept;
  return {fixed_point + (interval.min - fixed_point) * factor,
          fixed_point + (interval.max - fixed_point) * factor};
}

// What is left of the readings when poles carry some of them off: without this a single 1/x would press every
// other curve flat.
app::Interval without_poles(std::vector<double>& values) {
  std::sort(values.begin(), values.end());
  const auto at = [&](double share) {
    return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
  };
  const double low = at(kPoleShare);
  const double high = at(1 - kPoleShare);
  const double reach = (high - low) * kPoleReach;
  return {std::max(values.front(), low - reach), std::min(values.back(), high + reach)};
}

}  // namespace

app::Interval fitted_y(const Frame& f, const app::Interval& x) {
  std::vector<double> values;
  bool has_poles = false;
  for (const ChosenCurve& chosen : chosen_curves(f)) {
    const act::PlotWindow window{x.min, x.max, span_of(f.app.shown.y), 200, 100};
    for (const CurveReading& reading : shown_readings(f)) {
      const act::Curve curve = act::sample(chosen.activation, reading.reading, window);
      for (const double y : curve.y) {
        if (std::isfinite(y)) values.push_back(y);
      }
      has_poles = has_poles || !curve.poles.empty();
    }
  }
  if (values.empty()) return f.app.shown.y;
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  const app::Interval all = has_poles ? without_poles(values) : app::Interval{*low, *high};
  const double margin = std::max(span_of(all), 1e-2) * kMarginShare;
  const app::Interval y{all.min - margin, all.max + margin};
  return is_possible(y) ? y : app::Scenario{}.y;
}

void move_axes(Frame& f, const app::Interval& x, const app::Interval& y) {
  if (!is_possible(x) || !is_possible(y)) return;
  app::Scenario next = f.app.shown;
  if (!(x == next.x)) next.x = rounded(x);
  if (!(y == next.y)) next.y = rounded(y);
  change(f, next);
}

void bring_into_view(Frame& f, const Axes& axes, double x) {
  const app::Interval& axis = f.app.shown.x;
  if (is_locked(f, "x") || (x >= axis.min && x <= axis.max)) return;
  const double beside = span_of(axis) * kBesideShare;
  const double by = x < axis.min ? x - beside - axis.min : x + beside - axis.max;
  move_axes(f, {axis.min + by, axis.max + by}, axes.y);
}

void zoom_axes(Frame& f, const Axes& axes, ImVec2 share_kept, double factor) {
  move_axes(f, zoomed(f.app.shown.x, static_cast<double>(share_kept.x), factor),
            zoomed(axes.y, static_cast<double>(share_kept.y), factor));
}

float zoom_buttons_width(const Frame& f) {
  const float zoom = is_shown(f, "x") ? 2 * 32 : 0;
  return zoom + scale_button_width(f) + (is_shown(f, "y") ? button_width(f, tr(f, "curves.fit")) : 0);
}

void draw_zoom_buttons(Frame& f, const Axes& axes, const Rect& rect) {
  Rect rest = rect;
  const ImVec2 middle{0.5F, 0.5F};
  const auto zoom = [&](std::string_view id, Icon icon, std::string_view label, double factor) {
    if (icon_button(f, cut_left(rest, 28, 4), id, icon, label, Look::plain))
      zoom_axes(f, axes, middle, factor);
  };
  if (is_shown(f, "x")) {
    zoom("x.zoom_out", Icon::minus, tr(f, "curves.zoom_out"), kButtonZoom);
    zoom("x.zoom_in", Icon::plus, tr(f, "curves.zoom_in"), 1 / kButtonZoom);
  }
  draw_scale_button(f, axes, cut_left(rest, scale_button_width(f)));
  if (is_shown(f, "y") && button(f, rest, "y.fit", tr(f, "curves.fit"), Look::plain)) fit_axes(f, axes);
}

}  // namespace lab::ui
