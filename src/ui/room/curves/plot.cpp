// One plot of the Curves room as a picture: curves, jumps, poles, labels, cursor and tangent.
#include "ui/room/curves/plot.h"

#include <algorithm>
#include <cmath>

#include "app/activations.h"
#include "ui/look/text.h"
#include "ui/room/curves/labels.h"

namespace lab::ui {

namespace {

constexpr float kTangentHalf = 130;     // length in points to either side of the cursor, at most
constexpr float kTangentShare = 0.28F;  // of the width
constexpr float kLabelShare = 0.3F;     // of the width, at most; a typed formula can be long
constexpr float kBandAlpha = 0.55F;
constexpr float kFaintBandAlpha = 0.15F;  // of slope and curvature
constexpr std::size_t kMostCached = 64;   // curves: eight functions with all their readings, twice over

act::PlotWindow window_of(const Plot& plot) {
  return {plot.x.min, plot.x.max, span_of(plot.y),
          std::clamp(static_cast<int>(plot.area.w), 2, act::kMaxColumns),
          std::max(static_cast<int>(plot.area.h), 2)};
}

bool is_same(const act::PlotWindow& a, const act::PlotWindow& b) {
  return a.x_min == b.x_min && a.x_max == b.x_max && a.y_span == b.y_span && a.columns == b.columns &&
         a.rows == b.rows;
}

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

// Marks nearer to each other than this hide the curve.
bool are_apart(const Plot& plot, std::size_t marks) {
  constexpr float kApart = 10;
  return static_cast<float>(marks) * kApart <= plot.area.w;
}

// Where f jumps: the value taken is a full dot, the one only approached an open one.
void draw_jump_ends(const Frame& f, const Plot& plot, const act::Curve& curve, ImU32 colour) {
  if (!are_apart(plot, curve.jumps.size())) return;
  for (const act::Jump& jump : curve.jumps) {
    for (const double limit : {jump.left, jump.right}) {
      if (limit != jump.at) draw_dot(f, plot, jump.x, limit, colour, true, 4);
    }
    draw_dot(f, plot, jump.x, jump.at, colour, false, 4);
  }
}

// Where f grows beyond all bounds: a dashed line that the curve never reaches.
void draw_poles(const Frame& f, const Plot& plot, const act::Curve& curve, ImU32 colour) {
  if (!are_apart(plot, curve.poles.size())) return;
  for (const double pole : curve.poles) {
    const double x[] = {pole, pole};
    const double y[] = {plot.y.min, plot.y.max};
    draw_line(f, plot, x, y, {with_alpha(colour, 0.5F), 1, Dash::dashed});
  }
}

// What an oscillation too fast to be drawn covers, column by column. Each column is as high as its neighbours
// too: their readings fall on other phases of the same oscillation.
void draw_band(const Plot& plot, const act::Curve& curve, ImU32 colour) {
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

void draw_unless_band(const Frame& f, const Plot& plot, const act::Curve& curve, const LineStyle& style) {
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

void draw_curves(const Frame& f, const Plot& plot, std::span<const SampledCurve> curves) {
  const std::vector<CurveReading> readings = shown_readings(f);
  for (const SampledCurve& curve : curves) {
    for (std::size_t i = readings.size(); i-- > 0;) {
      const float alpha = i == 0 ? kBandAlpha : kFaintBandAlpha;
      if (curve.lines[i]->is_band) draw_band(plot, *curve.lines[i], with_alpha(curve.chosen->colour, alpha));
    }
  }
  for (std::size_t k = curves.size(); k-- > 0;) {  // the first one on top
    const ImU32 colour = curves[k].chosen->colour;
    draw_poles(f, plot, *curves[k].lines[0], colour);
    for (std::size_t i = readings.size(); i-- > 0;) {
      const LineStyle& line = readings[i].line;
      draw_unless_band(f, plot, *curves[k].lines[i], {colour, line.width, line.dash});
    }
    draw_jump_ends(f, plot, *curves[k].lines[0], colour);
  }
}

std::string region_text(const Frame& f, const act::Interval& region) {
  const auto place = [](double x) { return i18n::power_of_ten(x, 3); };
  if (!std::isfinite(region.from) && !std::isfinite(region.to)) return tr(f, "curves.float32.everywhere");
  if (!std::isfinite(region.from)) return i18n::format(f.language, "curves.float32.to", {place(region.to)});
  if (!std::isfinite(region.to)) return i18n::format(f.language, "curves.float32.from", {place(region.from)});
  return i18n::format(f.language, "curves.float32.between", {place(region.from), place(region.to)});
}

std::string float32_sentence(const Frame& f, const ChosenCurve& curve, const act::Float32Fault& fault) {
  std::string where = region_text(f, fault.regions[0]);
  if (fault.regions.size() > 1) {
    where = i18n::format(f.language, "curves.float32.and", {where, region_text(f, fault.regions[1])});
  }
  const char* id = fault.has_value ? "curves.float32.wrong" : "curves.float32.none";
  return i18n::format(f.language, id, {curve.name, where});
}

// In a plot of its own a function is named above it; only its slope and curvature need a label.
void draw_labels(const Frame& f, const Plot& plot, std::span<const SampledCurve> curves, bool are_named) {
  const std::vector<CurveReading> readings = shown_readings(f);
  std::vector<LabelledLine> lines;
  for (std::size_t i = 0; i < readings.size(); ++i) {
    for (const SampledCurve& curve : curves) {
      const TextStyle style = i == 0 ? value_text(f) : TextStyle{12, Weight::regular, 0};
      const std::string name = cut_text(f, style, curve.chosen->name, plot.area.w * kLabelShare);
      std::string label = are_named ? name : i == 0 ? "" : "f";
      if (i > 0 && are_named && app::formula_index(curve.chosen->id)) label = "(" + label + ")";
      if (!label.empty()) label += readings[i].mark;
      lines.push_back({curve.lines[i], std::move(label), with_colour(style, curve.chosen->colour)});
    }
  }
  draw_curve_labels(f, plot, lines);
}

void draw_tangent(const Frame& f, const Plot& plot, double x, double y, double slope) {
  if (!std::isfinite(y) || !std::isfinite(slope)) return;
  const double px_per_x = static_cast<double>(plot.area.w) / span_of(plot.x);
  const double px_per_y = static_cast<double>(plot.area.h) / span_of(plot.y);
  const double steepness = slope * px_per_y / px_per_x;
  const float half = std::min(kTangentHalf, plot.area.w * kTangentShare);
  const double half_x = static_cast<double>(half) / std::hypot(1.0, steepness) / px_per_x;
  const double xs[] = {x - half_x, x + half_x};
  const double ys[] = {y - slope * half_x, y + slope * half_x};
  draw_line(f, plot, xs, ys, {f.theme.ink, 1.25F});
}

}  // namespace

SampledCurve sample_curve(const Frame& f, CurvesView& view, const ChosenCurve& chosen, const Plot& plot) {
  SampledCurve sampled{&chosen, {}, {}};
  const act::PlotWindow wanted = window_of(plot);
  for (const CurveReading& reading : shown_readings(f)) {
    act::PlotWindow window = wanted;  // f″ takes ten times as long as f and is drawn in dots
    if (reading.reading == act::Reading::curvature) window.columns = std::max(window.columns / 2, 2);
    if (view.cache.size() > kMostCached) view.cache.clear();
    CachedCurve& cached = view.cache[chosen.id + "." + std::string(reading.id)];
    const bool is_known = cached.formula == formula_of(chosen.activation) &&
                          cached.params == chosen.activation.params && is_same(cached.window, window);
    const bool is_value = reading.reading == act::Reading::value;
    if (is_value && !(is_known && cached.seen == plot.y)) {
      cached.seen = plot.y;
      cached.fault = act::float32_fault(chosen.activation, window, plot.y.min, plot.y.max);
    }
    if (!is_known) {
      cached.formula = formula_of(chosen.activation);
      cached.params = chosen.activation.params;
      cached.window = window;
      cached.curve =
          std::make_shared<const act::Curve>(act::sample(chosen.activation, reading.reading, window));
    }
    sampled.lines.push_back(cached.curve);
    if (is_value) sampled.fault = cached.fault;
  }
  return sampled;
}

void draw_plot_picture(const Frame& f, const Plot& plot, std::span<const SampledCurve> curves,
                       const PlotLabels& labels) {
  draw_grid(f, plot, labels.has_numbers_left);
  draw_curves(f, plot, curves);
  draw_labels(f, plot, curves, labels.has_names);
}

void draw_float32_notes(Frame& f, const Plot& plot, std::span<const SampledCurve> curves) {
  constexpr float kLeastHeight = 130;  // below, a note would hide what it is about
  Rect rest = inset(plot.area, 8, 8);
  for (const SampledCurve& curve : curves) {
    if (!curve.fault) continue;
    const std::string sentence = float32_sentence(f, *curve.chosen, *curve.fault);
    add_text(f, "text.float32." + curve.chosen->id, plot.area, sentence);
    if (plot.area.h < kLeastHeight) continue;
    const TextStyle style = with_colour(body(f), f.theme.ink);
    const ImVec2 size = paragraph_size(f, style, sentence, rest.w);
    const Rect place = {rest.x, bottom(rest) - size.y, size.x + 1, size.y};
    const Rect card = inset(place, -6, -4);
    ImGui::GetWindowDrawList()->AddRectFilled(top_left(card), bottom_right(card),
                                              with_alpha(f.theme.card, 0.9F), 6);
    draw_paragraph(f, place, style, sentence);
    cut_bottom(rest, size.y + 12);
  }
}

void draw_cursor(const Frame& f, const Plot& plot, double x, std::span<const SampledCurve> curves) {
  if (x < plot.x.min || x > plot.x.max) return;
  const float px = px_from_x(plot, x);
  ImGui::GetWindowDrawList()->AddLine({px, plot.area.y}, {px, bottom(plot.area)},
                                      with_alpha(f.theme.accent, 0.6F), 1);
  const std::vector<CurveReading> readings = shown_readings(f);
  for (std::size_t i = curves.size(); i-- > 0;) {
    const ChosenCurve& chosen = *curves[i].chosen;
    const double y = act::read(chosen.activation, act::Reading::value, x);
    if (i == 0 && f.app.shown.tangent)
      draw_tangent(f, plot, x, y, act::read(chosen.activation, act::Reading::slope, x));
    for (std::size_t k = readings.size(); k-- > 1;) {
      draw_dot(f, plot, x, act::read(chosen.activation, readings[k].reading, x), chosen.colour, true, 3.5F);
    }
    draw_dot(f, plot, x, y, chosen.colour, false, i == 0 ? 4.5F : 3.5F);
  }
}

}  // namespace lab::ui
