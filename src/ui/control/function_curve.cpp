// The curve of an activation and its slope over the sums that it is given.
#include <algorithm>
#include <cctype>
#include <cmath>

#include "app/sum_range.h"
#include "formula/print.h"
#include "formula/readings.h"
#include "ui/control/function_curve.h"
#include "ui/look/text.h"

namespace lab::ui {

namespace {

constexpr double kHalfRange = static_cast<double>(nn::kSumsEnd);
constexpr float kLeastWithWords = 100;  // of a plot, in points of height

// As a person writes it, of the sum z rather than of x.
std::string formula_text(const act::Activation& activation) {
  const auto readings = formula::readings_of(act::shown_formula(*activation.row));
  const std::string text = readings.ok() ? formula::pretty_text(readings->written) : "";
  const auto is_letter = [&](std::size_t i) {
    return i < text.size() && std::isalpha(static_cast<unsigned char>(text[i]));
  };
  std::string out = "f(z) = ";
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_x = text[i] == 'x' && !is_letter(i + 1) && (i == 0 || !is_letter(i - 1));
    out += is_x ? 'z' : text[i];
  }
  return out;
}

// Below the curve, or above it where there is no room; at this place or the first one left of it where the curve is in sight.
void draw_curve_name(const Frame& f, const Plot& plot, const FunctionCurve& curve,
                     const std::vector<double>& y, float place, std::string_view name) {
  auto i = static_cast<std::size_t>(place * static_cast<float>(y.size()));
  const auto is_seen = [&] {
    const float at = px_from_y(plot, y[i]);
    return at >= plot.area.y && at <= bottom(plot.area);
  };
  while (i > 0 && !is_seen()) --i;
  if (!is_seen()) return;
  const float at = px_from_y(plot, y[i]);
  const bool is_low = at + 18 > bottom(plot.area);
  const TextStyle style{kSmall, Weight::semibold, f.theme.accent};
  draw_text(f, {px_from_x(plot, curve.z[i]) - 4, is_low ? at - 18 : at + 3, 16, 14}, style, name);
}

}  // namespace

bool is_same(const act::Activation& a, const act::Activation& b) {
  return a.program == b.program && a.params == b.params;
}

const FunctionCurve& function_curve(const act::Activation& activation, FunctionCurve& kept) {
  if (!kept.z.empty() && is_same(kept.activation, activation)) return kept;
  constexpr std::size_t kPoints = 120;  // a multiple of the lanes
  base::AlignedFloats z(kPoints), value(kPoints), slope(kPoints);
  for (std::size_t i = 0; i < kPoints; ++i)
    z[i] = nn::kSumsEnd * (2.0F * (static_cast<float>(i) + 0.5F) / kPoints - 1);
  act::apply(activation, z.data(), value.data(), slope.data(), kPoints);
  kept = {activation,
          formula_text(activation),
          {z.begin(), z.end()},
          {value.begin(), value.end()},
          {slope.begin(), slope.end()}};
  return kept;
}

Plot function_plot(const Rect& area, const FunctionCurve& curve) {
  const double span = 2 * kHalfRange * static_cast<double>(area.h) / static_cast<double>(area.w);
  return {area, {-kHalfRange, kHalfRange}, app::values_shown(curve.f, curve.slope, span)};
}

void draw_function_curves(const Frame& f, const Plot& plot, const FunctionCurve& curve) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float zero_y = px_from_y(plot, 0);
  const float zero_x = px_from_x(plot, 0);
  if (contains(plot.area, {zero_x, zero_y}))
    draw->AddLine({plot.area.x, zero_y}, {right(plot.area), zero_y}, f.theme.line);
  draw->AddLine({zero_x, plot.area.y}, {zero_x, bottom(plot.area)}, f.theme.line);
  const bool has_words = plot.area.h >= kLeastWithWords;
  for (const double y : {-1.0, 1.0}) {
    if (!has_words) break;
    const float at = px_from_y(plot, y);
    if (at < plot.area.y + 6 || at > bottom(plot.area) - 6) continue;
    draw->AddLine({y > 0 ? zero_x - 3 : zero_x + 3, at}, {zero_x, at}, f.theme.muted);
  }
  draw_line(f, plot, curve.z, curve.slope, {f.theme.accent, 1.5F, Dash::dashed});
  draw_line(f, plot, curve.z, curve.f, {f.theme.accent, 2.25F});
  for (const double y : {-1.0, 1.0}) {
    const float at = px_from_y(plot, y);
    if (!has_words || at < plot.area.y + 6 || at > bottom(plot.area) - 6) continue;
    const std::string number = i18n::number(y, 1);
    const float width = text_size(f, label_text(f), number).x + 2;
    // Where most curves are not; the line of a slope of 1 does not strike it out.
    const Rect place{y > 0 ? zero_x - 6 - width : zero_x + 6, at - 7, width, 14};
    if (y > 0) draw->AddRectFilled(top_left(place), bottom_right(place), f.theme.card);
    draw_text(f, place, label_text(f), number, Align::middle);
  }
  if (!has_words) return;
  draw_curve_name(f, plot, curve, curve.f, 0.82F, "f");
  draw_curve_name(f, plot, curve, curve.slope, 0.385F, "f′");
}

void draw_function(const Frame& f, const Rect& rect, const act::Activation& activation, FunctionCurve& kept) {
  const FunctionCurve& curve = function_curve(activation, kept);
  const Plot plot = function_plot(rect, curve);
  ImGui::GetWindowDrawList()->AddRect(top_left(rect), bottom_right(rect), f.theme.line, 4);
  draw_function_curves(f, plot, curve);
}

}  // namespace lab::ui
