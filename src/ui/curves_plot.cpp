// The plot of the Curves room: what is drawn, and how it is moved.
#include <algorithm>
#include <cmath>

#include "app/fields.h"
#include "base/text.h"
#include "nn/sampling.h"
#include "ui/curves_labels.h"
#include "ui/curves_room.h"
#include "ui/plot.h"
#include "ui/text.h"
#include "ui/widgets.h"

namespace lab::ui {

namespace {

constexpr double kWheelZoom = 1.15;  // per notch
constexpr double kButtonZoom = 1.5;  // per press
constexpr double kSmallestSpan =
    1e-3;  // of an axis, relative to how far from 0 it is: floats have no more digits
constexpr double kLargestSpan = 2e5;
constexpr double kMarginShare = 0.08;  // left free above and below curves that are fitted
constexpr float kDragFrom = 3;         // points: less is a click
constexpr float kTangentHalf = 130;    // length in points to either side of the cursor
constexpr float kLineWidth = 2.25F;
constexpr float kSlopeWidth = 1.5F;
constexpr float kBandAlpha = 0.55F;
constexpr float kSlopeBandAlpha = 0.15F;

double span_of(const app::Interval& interval) { return interval.max - interval.min; }
double middle_of(const app::Interval& interval) { return (interval.min + interval.max) / 2; }

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
  return span >= kSmallestSpan * std::max(1.0, std::abs(middle_of(interval))) && span <= kLargestSpan &&
         std::abs(middle_of(interval)) < kLargestSpan;
}

app::Interval zoomed(const app::Interval& interval, double fixed_point, double factor) {
  return {fixed_point + (interval.min - fixed_point) * factor,
          fixed_point + (interval.max - fixed_point) * factor};
}

void set_interval(Frame& f, const char* key, const app::Interval& interval) {
  if (!is_possible(interval)) return;
  app::Scenario changed = f.app.shown;
  (key[0] == 'x' ? changed.x : changed.y) = rounded(interval);
  f.commands.push_back(app::set(key, app::encode_value(changed, *app::find_field(key))));
}

void zoom(Frame& f, ImVec2 share_kept, double factor) {
  const app::Interval& x = f.app.shown.x;
  const app::Interval& y = f.app.shown.y;
  const app::Interval new_x = zoomed(x, x.min + span_of(x) * static_cast<double>(share_kept.x), factor);
  const app::Interval new_y = zoomed(y, y.min + span_of(y) * static_cast<double>(share_kept.y), factor);
  if (!is_possible(new_x) || !is_possible(new_y)) return;
  set_interval(f, "x", new_x);
  set_interval(f, "y", new_y);
}

nn::Window window_of(const Plot& plot) {
  return {plot.x.min, plot.x.max, span_of(plot.y),
          std::clamp(static_cast<int>(plot.area.w), 2, nn::kMaxColumns),
          std::max(static_cast<int>(plot.area.h), 2)};
}

struct SampledCurve {
  ChosenCurve chosen;
  nn::Curve f, df;
};

std::vector<SampledCurve> sample_chosen(const Frame& f, const Plot& plot) {
  std::vector<SampledCurve> sampled;
  for (ChosenCurve& chosen : chosen_curves(f)) {
    SampledCurve curve{std::move(chosen), {}, {}};
    curve.f = nn::sample(curve.chosen.activation, nn::Reading::value, window_of(plot));
    if (f.app.shown.slope)
      curve.df = nn::sample(curve.chosen.activation, nn::Reading::slope, window_of(plot));
    sampled.push_back(std::move(curve));
  }
  return sampled;
}

// ---- Drawing
// ----------------------------------------------------------------------------------------------------

void draw_dot(const Frame& f, const Plot& plot, double x, double y, ImU32 colour, bool is_open,
              float radius) {
  const ImVec2 at{px_from_x(plot, x), px_from_y(plot, y)};
  if (!std::isfinite(y) || !contains(inset(plot.area, -radius, -radius), at)) return;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddCircleFilled(at, radius + 1.5F, f.theme.card);
  if (is_open) {
    draw->AddCircle(at, radius, colour, 0, 1.75F);
  } else {
    draw->AddCircleFilled(at, radius, colour);
  }
}

// Where f jumps: the value taken is a full dot, the one only approached an open one.
void draw_jump_ends(const Frame& f, const Plot& plot, const SampledCurve& curve) {
  for (const nn::Jump& jump : curve.f.jumps) {
    for (const double limit : {jump.left, jump.right}) {
      if (limit != jump.at) draw_dot(f, plot, jump.x, limit, curve.chosen.colour, true, 4);
    }
    draw_dot(f, plot, jump.x, jump.at, curve.chosen.colour, false, 4);
  }
}

// What an oscillation too fast to be drawn covers, column by column. Each column is as high as its neighbours
// too: their readings fall on other phases of the same oscillation.
void draw_band(const Plot& plot, const nn::Curve& curve, ImU32 colour) {
  const auto columns = static_cast<int>(plot.area.w);
  std::vector<double> low(static_cast<std::size_t>(columns) + 2, plot.y.max);
  std::vector<double> high(static_cast<std::size_t>(columns) + 2, plot.y.min);
  for (std::size_t i = 0; i < curve.x.size(); ++i) {
    if (std::isnan(curve.y[i])) continue;
    const int at = std::clamp(static_cast<int>(px_from_x(plot, curve.x[i]) - plot.area.x), 0, columns - 1);
    for (auto column = static_cast<std::size_t>(at); column < static_cast<std::size_t>(at) + 3; ++column) {
      low[column] = std::min(low[column], curve.y[i]);
      high[column] = std::max(high[column], curve.y[i]);
    }
  }
  for (int i = 0; i < columns; ++i) {
    const auto column = static_cast<std::size_t>(i) + 1;
    const double from = std::max(low[column], plot.y.min);
    const double to = std::min(high[column], plot.y.max);
    if (from >= to) continue;
    const float x = plot.area.x + static_cast<float>(i);
    ImGui::GetWindowDrawList()->AddRectFilled({x, px_from_y(plot, to)}, {x + 1, px_from_y(plot, from)},
                                              colour);
  }
}

void draw_unless_band(const Frame& f, const Plot& plot, const nn::Curve& curve, const LineStyle& style) {
  if (curve.is_band) return;
  // Far outside, a line need not be followed dash by dash; points are so near to each other that it keeps its
  // shape.
  const double far = span_of(plot.y) / 4;
  std::vector<double> y(curve.y);
  for (double& value : y) {
    if (!std::isnan(value)) value = std::clamp(value, plot.y.min - far, plot.y.max + far);
  }
  draw_line(f, plot, curve.x, y, style);
}

void draw_curves(const Frame& f, const Plot& plot, const std::vector<SampledCurve>& curves) {
  for (const SampledCurve& curve : curves) {
    if (curve.df.is_band) draw_band(plot, curve.df, with_alpha(curve.chosen.colour, kSlopeBandAlpha));
    if (curve.f.is_band) draw_band(plot, curve.f, with_alpha(curve.chosen.colour, kBandAlpha));
  }
  for (auto curve = curves.rbegin(); curve != curves.rend(); ++curve) {  // the first one on top
    draw_unless_band(f, plot, curve->df, {curve->chosen.colour, kSlopeWidth, true});
    draw_unless_band(f, plot, curve->f, {curve->chosen.colour, kLineWidth, false});
    draw_jump_ends(f, plot, *curve);
  }
}

void draw_labels(const Frame& f, const Plot& plot, const std::vector<SampledCurve>& curves) {
  std::vector<LabelledLine> lines;
  for (const SampledCurve& curve : curves) {
    lines.push_back({&curve.f, curve.chosen.name, with_colour(value_text(f), curve.chosen.colour)});
  }
  for (const SampledCurve& curve : curves) {
    if (curve.df.x.empty()) continue;
    lines.push_back(
        {&curve.df, curve.chosen.name + "′", with_colour({12, Weight::regular, 0}, curve.chosen.colour)});
  }
  draw_curve_labels(f, plot, lines);
}

void draw_tangent(const Frame& f, const Plot& plot, double x, double y, double slope) {
  if (!std::isfinite(y) || !std::isfinite(slope)) return;
  const double px_per_x = static_cast<double>(plot.area.w) / span_of(plot.x);
  const double px_per_y = static_cast<double>(plot.area.h) / span_of(plot.y);
  const double steepness = slope * px_per_y / px_per_x;
  const double half_x = static_cast<double>(kTangentHalf) / std::hypot(1.0, steepness) / px_per_x;
  const double xs[] = {x - half_x, x + half_x};
  const double ys[] = {y - slope * half_x, y + slope * half_x};
  draw_line(f, plot, xs, ys, {f.theme.ink, 1.25F, false});
}

void draw_cursor(const Frame& f, const Plot& plot, double x, const std::vector<SampledCurve>& curves) {
  if (x < plot.x.min || x > plot.x.max) return;
  const float px = px_from_x(plot, x);
  ImGui::GetWindowDrawList()->AddLine({px, plot.area.y}, {px, bottom(plot.area)},
                                      with_alpha(f.theme.accent, 0.6F), 1);
  for (std::size_t i = curves.size(); i-- > 0;) {
    const ChosenCurve& chosen = curves[i].chosen;
    const double y = nn::read(chosen.activation, nn::Reading::value, x);
    const double slope = nn::read(chosen.activation, nn::Reading::slope, x);
    if (i == 0 && f.app.shown.tangent) draw_tangent(f, plot, x, y, slope);
    if (f.app.shown.slope) draw_dot(f, plot, x, slope, chosen.colour, true, 3.5F);
    draw_dot(f, plot, x, y, chosen.colour, false, i == 0 ? 4.5F : 3.5F);
  }
}

// ---- Moving
// -----------------------------------------------------------------------------------------------------

void drag(Frame& f, CurvesView& view, const Plot& plot, const Press& press) {
  const ImVec2 pointer = ImGui::GetIO().MousePos;
  if (press.is_held && !view.pan) {
    view.pan = Pan{f.app.shown.x, f.app.shown.y, pointer, f.app.shown.x, f.app.shown.y};
  }
  if (!view.pan) return;
  const ImVec2 moved{pointer.x - view.pan->pointer.x, pointer.y - view.pan->pointer.y};
  const bool has_moved = std::max(std::abs(moved.x), std::abs(moved.y)) > kDragFrom;
  if (press.is_held && has_moved) {
    const double dx = -static_cast<double>(moved.x / plot.area.w) * span_of(view.pan->x);
    const double dy = static_cast<double>(moved.y / plot.area.h) * span_of(view.pan->y);
    view.pan->x_now = {view.pan->x.min + dx, view.pan->x.max + dx};
    view.pan->y_now = {view.pan->y.min + dy, view.pan->y.max + dy};
  }
  if (press.is_held) return;
  if (!(view.pan->x_now == view.pan->x)) set_interval(f, "x", view.pan->x_now);
  if (!(view.pan->y_now == view.pan->y)) set_interval(f, "y", view.pan->y_now);
  view.pan.reset();
}

void turn_wheel(Frame& f, const Plot& plot, const Press& press) {
  ImGui::SetItemKeyOwner(ImGuiKey_MouseWheelY);  // while the pointer is here, the list around does not scroll
  const float notches = ImGui::GetIO().MouseWheel;
  if (!press.is_hovered || notches == 0) return;
  const ImVec2 pointer = ImGui::GetIO().MousePos;
  zoom(f, {(pointer.x - plot.area.x) / plot.area.w, (bottom(plot.area) - pointer.y) / plot.area.h},
       std::pow(kWheelZoom, -static_cast<double>(notches)));
}

void interact(Frame& f, CurvesView& view, const Plot& plot) {
  const Press press = pressable(f, "plot", tr(f, "curves.plot"), plot.area);
  turn_wheel(f, plot, press);
  view.is_pointed_at = press.is_hovered;
  if (press.is_hovered) {
    ImGui::SetMouseCursor(press.is_held ? ImGuiMouseCursor_ResizeAll : ImGuiMouseCursor_Arrow);
    view.cursor_x = x_from_px(plot, ImGui::GetIO().MousePos.x);
  }
  drag(f, view, plot, press);
}

// The interval that shows all of the curves between the left and right ends of the plot.
app::Interval fitted_y(const Frame& f, const app::Interval& x) {
  std::vector<double> values;
  for (const ChosenCurve& chosen : chosen_curves(f)) {
    const nn::Window window{x.min, x.max, span_of(f.app.shown.y), 200, 100};
    const auto add = [&](nn::Reading reading) {
      for (const double y : nn::sample(chosen.activation, reading, window).y) {
        if (std::isfinite(y)) values.push_back(y);
      }
    };
    add(nn::Reading::value);
    if (f.app.shown.slope) add(nn::Reading::slope);
  }
  if (values.empty()) return f.app.shown.y;
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  const double margin = std::max(*high - *low, 1e-2) * kMarginShare;
  return {*low - margin, *high + margin};
}

// ---- Reading
// ----------------------------------------------------------------------------------------------------

std::string shown_number(double value) {
  const bool is_ordinary = value == 0 || (std::abs(value) < 1e4 && std::abs(value) >= 1e-3);
  return is_ordinary ? i18n::fixed(value, 4) : i18n::number(value, 4);
}

// One "name = value" of the line below the plot; the name muted, the value strong.
struct Reading {
  std::string name, value;
};

TextStyle name_style(const Frame& f) { return with_colour(body(f), f.theme.muted); }

float width_of(const Frame& f, const Reading& reading) {
  return text_size(f, name_style(f), reading.name + " = ").x + text_size(f, value_text(f), reading.value).x;
}

void draw_reading(const Frame& f, Rect& rest, const Reading& reading) {
  const std::string name = reading.name + " = ";
  draw_text(f, cut_left(rest, text_size(f, name_style(f), name).x + 1), name_style(f), name);
  draw_text(f, cut_left(rest, text_size(f, value_text(f), reading.value).x + 1, kGap), value_text(f),
            reading.value);
}

Reading reading_of_x(const Frame& f, const CurvesView& view) {
  const double x_per_point = span_of(f.app.shown.x) / 700;
  const int decimals = std::clamp(static_cast<int>(std::ceil(-std::log10(x_per_point))) + 1, 0, 7);
  return {"x", i18n::fixed(view.cursor_x, decimals)};
}

std::vector<Reading> readings_of(const Frame& f, const ChosenCurve& curve, double x) {
  std::vector<Reading> readings;
  readings.push_back({"f(x)", shown_number(nn::read(curve.activation, nn::Reading::value, x))});
  if (f.app.shown.slope) {
    readings.push_back({"f′(x)", shown_number(nn::read(curve.activation, nn::Reading::slope, x))});
  }
  return readings;
}

void draw_swatch(Rect& rest, const ChosenCurve& curve) {
  const Rect swatch = cut_left(rest, 12, 6);
  const float y = centre(swatch).y;
  ImGui::GetWindowDrawList()->AddLine({swatch.x, y}, {right(swatch), y}, curve.colour, 3);
}

}  // namespace

void draw_curves_plot(Frame& f, CurvesView& view, const Rect& area) {
  if (area.w < 20 || area.h < 20) return;
  Plot plot{area, f.app.shown.x, f.app.shown.y};
  interact(f, view, plot);
  if (view.pan) {
    plot.x = view.pan->x_now;
    plot.y = view.pan->y_now;
  }
  const std::vector<SampledCurve> curves = sample_chosen(f, plot);
  draw_grid(f, plot);
  draw_curves(f, plot, curves);
  draw_labels(f, plot, curves);
  draw_cursor(f, plot, view.cursor_x, curves);
}

void draw_curves_readout(const Frame& f, const CurvesView& view, const Rect& rect) {
  Rect rest = rect;
  draw_reading(f, rest, reading_of_x(f, view));
  const std::vector<ChosenCurve> curves = chosen_curves(f);
  for (const ChosenCurve& curve : curves) {
    const std::vector<Reading> readings = readings_of(f, curve, view.cursor_x);
    float wanted = kGap * static_cast<float>(readings.size() - 1) + (curves.size() > 1 ? 18.0F : 0.0F);
    for (const Reading& reading : readings) wanted += width_of(f, reading) + 2;
    const bool is_first = &curve == &curves.front();
    if (wanted > rest.w && !is_first) return;
    if (curves.size() > 1) draw_swatch(rest, curve);
    for (const Reading& reading : readings) {
      if (width_of(f, reading) <= rest.w) draw_reading(f, rest, reading);
    }
  }
}

float draw_curves_readings(const Frame& f, const CurvesView& view, const Rect& space) {
  constexpr float kLine = 24;
  Rect rest = space;
  Rect first = cut_top(rest, 30);
  draw_reading(f, first, reading_of_x(f, view));
  const float numbers = width_of(f, {"f′(x)", i18n::fixed(-1, 4)}) + kGap;
  for (const ChosenCurve& curve : chosen_curves(f)) {
    Rect line = cut_top(rest, kLine);
    const std::vector<Reading> readings = readings_of(f, curve, view.cursor_x);
    Rect places = cut_right(line, numbers * static_cast<float>(readings.size()));
    draw_swatch(line, curve);
    draw_text(f, line, body(f), curve.name);
    for (const Reading& reading : readings) {
      Rect place = cut_left(places, numbers);
      draw_reading(f, place, reading);
    }
  }
  return rest.y - space.y;
}

float zoom_buttons_width(const Frame& f) { return 2 * 32 + button_width(f, tr(f, "curves.fit")); }

void draw_zoom_buttons(Frame& f, const Rect& rect) {
  Rect rest = rect;
  const ImVec2 kMiddle{0.5F, 0.5F};
  if (icon_button(f, cut_left(rest, 28, 4), "zoom_out", Icon::minus, tr(f, "curves.zoom_out"), Look::plain)) {
    zoom(f, kMiddle, kButtonZoom);
  }
  if (icon_button(f, cut_left(rest, 28, 4), "zoom_in", Icon::plus, tr(f, "curves.zoom_in"), Look::plain)) {
    zoom(f, kMiddle, 1 / kButtonZoom);
  }
  if (button(f, rest, "fit", tr(f, "curves.fit"), Look::plain)) {
    const app::Interval x = app::Scenario{}.x;
    set_interval(f, "x", x);
    set_interval(f, "y", fitted_y(f, x));
  }
}

}  // namespace lab::ui
