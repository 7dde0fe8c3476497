// What stands beside the plane: the neuron along its own direction, or the sum of several along x₁.
#include <algorithm>
#include <cmath>
#include <functional>

#include "app/lessons.h"
#include "ui/control/keyboard.h"
#include "ui/look/points.h"
#include "ui/room/neuron/room.h"

namespace lab::ui {

namespace {

constexpr std::size_t kPlaces = 160;  // of a curve, a multiple of the lanes
constexpr float kAxis = 30;           // for the numbers left of a plot
constexpr float kPointsRow = 24;
constexpr float kCascade = 88;
constexpr float kLowestWithCascade = 300;
constexpr float kWords = 92;

struct Curve {
  std::vector<double> x, y, slope;
};

// f and f′ where the sum is z = scale·s + b, at s between the ends of the plot.
Curve curve_of(const act::Activation& f, const app::Interval& ends, double scale, double b) {
  base::AlignedFloats z(kPlaces), value(kPlaces), slope(kPlaces);
  Curve curve;
  for (std::size_t i = 0; i < kPlaces; ++i) {
    const double s = ends.min + (ends.max - ends.min) * static_cast<double>(i) / (kPlaces - 1);
    curve.x.push_back(s);
    z[i] = static_cast<float>(scale * s + b);
  }
  act::apply(f, z.data(), value.data(), slope.data(), kPlaces);
  curve.y.assign(value.begin(), value.end());
  curve.slope.assign(slope.begin(), slope.end());
  return curve;
}

app::Interval values_of(std::initializer_list<const std::vector<double>*> lines) {
  double low = -0.1, high = 1.1;
  for (const std::vector<double>* line : lines) {
    for (const double y : *line) {
      if (!std::isfinite(y)) continue;
      low = std::min(low, y);
      high = std::max(high, y);
    }
  }
  const double room = 0.06 * (high - low);
  return {std::max(low - room, -12.0), std::min(high + room, 12.0)};
}

app::Interval ends_of(const Frame& f) {
  const data::PlaneRange plane = f.run->plan.points.plane;
  return {static_cast<double>(plane.min), static_cast<double>(plane.max)};
}

void draw_dot(const Frame& f, ImVec2 at, ImU32 colour, bool is_open) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddCircleFilled(at, 6, f.theme.card);
  draw->AddCircleFilled(at, 4.5F, is_open ? f.theme.card : colour);
  if (is_open) draw->AddCircle(at, 4.5F, colour, 0, 2);
}

void draw_dashes(ImVec2 from, ImVec2 to, ImU32 colour) {
  const ImVec2 ends[] = {from, to};
  draw_run(ImGui::GetWindowDrawList(), ends, {colour, 1.5F, Dash::dashed, 0.7F});
}

// The points by how far along they are.
void draw_points_along(const Frame& f, const NeuronView& view, const Plot& plot, const Rect& row,
                       const std::function<double(double, double)>& along) {
  const data::PointSet& points = f.run->plan.points;
  const bool is_few = points.x1.size() <= 60;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->PushClipRect({plot.area.x - 6, row.y}, {right(plot.area) + 6, bottom(row)}, true);
  for (std::size_t i = 0; i < points.x1.size(); ++i) {
    const double s = along(static_cast<double>(points.x1[i]), static_cast<double>(points.x2[i]));
    const ImVec2 at{px_from_x(plot, s), centre(row).y};
    draw_point(f, at, is_few ? 4.5F : 3, points.label[i] != 0, false);
    if (is_few && !app::is_right(f.app, *view.reading, i))
      draw->AddCircle(at, 8.5F, f.theme.warning, 0, 1.75F);
  }
  draw->PopClipRect();
}

// w₁x₁, w₂x₂ and b one after the other, from where z is 0 to the point.
void draw_cascade(Frame& f, const NeuronView& view, const Plot& plot, Rect rest, double length) {
  const app::UnitReading& unit = shown_unit(view);
  const app::NeuronReading& reading = *view.reading;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddLine({rest.x, rest.y}, {right(rest), rest.y}, f.theme.line);
  const std::pair<const char*, double> parts[] = {
      {"w₁x₁", unit.w1 * reading.x1}, {"w₂x₂", unit.w2 * reading.x2}, {"b", unit.b}};
  double sum = 0;  // in z
  cut_top(rest, 6);
  for (const auto& [name, part] : parts) {
    const Rect row = cut_top(rest, 20);
    const float from = px_from_x(plot, (sum - unit.b) / length),
                to = px_from_x(plot, (sum + part - unit.b) / length);
    draw->PushClipRect({plot.area.x, row.y - 4}, {right(plot.area), bottom(row) + 4}, true);
    draw->AddRectFilled({std::min(from, to), row.y + 3}, {std::max(from, to), row.y + 17},
                        part < 0 ? f.theme.negative : f.theme.positive, 3);
    draw->PopClipRect();
    const bool is_left = (from + to) / 2 < centre(row).x;  // the words stand where the bar does not
    const Rect words{is_left ? right(row) - kWords : row.x, row.y, kWords, row.h};
    draw_text(f, words, with_colour(body(f), f.theme.muted), name);
    draw_text(f, words, value_text(f), (part < 0 ? "" : "+") + app::short_text(part), Align::right);
    sum += part;
  }
}

void draw_title(Frame& f, Rect row, std::string_view title, const std::string& remark) {
  const float used = draw_heading(f, row, "look.title", title);
  cut_left(row, used, kGap);
  add_text(f, "text.kink", row, remark);
  if (text_size(f, value_text(f), remark).x <= row.w) draw_text(f, row, value_text(f), remark, Align::right);
}

std::string kink_text(const Frame& f, const app::UnitReading& unit, double length) {
  const bool has_kink = neuron_activation(f).row->family == act::Family::rectifier;
  return i18n::format(f.language, has_kink ? "neuron.kink" : "neuron.zero_at",
                      {app::short_text(-unit.b / length)});
}

void name_lines(const Frame& f, const Plot& plot, const Curve& curve) {
  const auto name = [&](const std::vector<double>& y, double share, std::string_view text) {
    const auto i = static_cast<std::size_t>(share * (kPlaces - 1));
    const float at = std::clamp(px_from_y(plot, y[i]) - 20, plot.area.y, bottom(plot.area) - 16);
    draw_text(f, {px_from_x(plot, curve.x[i]) - 14, at, 20, 16}, {14, Weight::semibold, f.theme.accent},
              text);
  };
  name(curve.y, 0.86, "f");
  name(curve.slope, 0.95, "f′");
}

}  // namespace

void draw_profile(Frame& f, NeuronView& view, const Rect& rect) {
  const app::UnitReading& unit = shown_unit(view);
  const app::NeuronReading& reading = *view.reading;
  const double length = std::max(std::hypot(unit.w1, unit.w2), 1e-6);
  Rect rest = rect;
  draw_title(f, cut_top(rest, kMinTarget, 8), tr(f, "neuron.profile"), kink_text(f, unit, length));
  const bool has_words = prose_height(f, body(f), tr(f, "neuron.profile_says"), rest.w) <= 40;
  if (has_words && rest.h >= kLowestWithCascade + 40) {
    const Rect words = cut_bottom(rest, 40);
    add_text(f, "text.says", words, tr(f, "neuron.profile_says"));
    draw_prose(f, words, body(f), tr(f, "neuron.profile_says"));
  }
  const Rect cascade = rest.h >= kLowestWithCascade ? cut_bottom(rest, kCascade) : Rect{};
  const Rect row = cut_bottom(rest, kPointsRow);
  cut_bottom(rest, 18);
  const Curve curve = curve_of(neuron_activation(f), ends_of(f), length, unit.b);
  const Plot plot{
      {rest.x + kAxis, rest.y, rest.w - kAxis - 4, rest.h}, ends_of(f), values_of({&curve.y, &curve.slope})};
  base::Element picture{"profile", base::Role::picture, tr(f, "neuron.profile"), plot.area};
  picture.value_text = kink_text(f, unit, length);
  add_picture(f, std::move(picture), {});
  const Plot with_row{{plot.area.x, plot.area.y, plot.area.w, plot.area.h + kPointsRow + 18}, plot.x, plot.y};
  draw_grid(f, plot);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw_line(f, plot, curve.x, curve.slope, {f.theme.accent, 1.75F, Dash::dashed});
  draw_line(f, plot, curve.x, curve.y, {f.theme.accent, 2.5F});
  name_lines(f, plot, curve);
  const auto along = [&](double x1, double x2) { return (unit.w1 * x1 + unit.w2 * x2) / length; };
  const float kink = px_from_x(plot, -unit.b / length), at = px_from_x(plot, along(reading.x1, reading.x2));
  const float low = cascade.h > 0 ? bottom(cascade) - 4 : bottom(with_row.area);
  draw->PushClipRect({plot.area.x - 6, plot.area.y}, {right(plot.area) + 6, low}, true);
  draw->AddLine({kink, plot.area.y}, {kink, low}, f.theme.ink, 1.5F);
  const ImVec2 dot{at, std::clamp(px_from_y(plot, unit.a), plot.area.y, bottom(plot.area))};
  draw_dashes(dot, {at, low}, f.theme.accent);
  draw_dot(f, dot, f.theme.accent, false);
  draw->PopClipRect();
  draw_points_along(f, view, plot, row, along);
  if (cascade.h > 0) draw_cascade(f, view, plot, cascade, length);
}

void draw_sum(Frame& f, NeuronView& view, const Rect& rect) {
  const app::NeuronReading& reading = *view.reading;
  Rect rest = rect;
  const bool has_shape = std::isfinite(reading.shape_gap);
  const std::string remark =
      has_shape ? i18n::format(f.language, "neuron.shape_gap", {app::short_text(reading.shape_gap)})
                : tr(f, "neuron.no_shape");
  draw_title(f, cut_top(rest, kMinTarget, 8), tr(f, "neuron.sum_along"), remark);
  const Rect words = cut_bottom(rest, 40);
  const std::string says = tr(f, reading.units.size() == 2 ? "neuron.ramp_says" : "neuron.hat_says");
  add_text(f, "text.says", words, says);
  draw_prose(f, words, body(f), says);
  cut_bottom(rest, 20);
  std::vector<Curve> parts;
  Curve sum = curve_of(neuron_activation(f), ends_of(f), 0, 0), shape = sum;
  std::fill(sum.y.begin(), sum.y.end(), reading.c);
  const double x2 = has_shape ? 0 : reading.x2;
  for (const app::UnitReading& unit : reading.units) {
    parts.push_back(curve_of(neuron_activation(f), ends_of(f), unit.w1, unit.b + unit.w2 * x2));
    for (std::size_t i = 0; i < kPlaces; ++i) sum.y[i] += parts.back().y[i] *= unit.v;
  }
  for (std::size_t i = 0; i < kPlaces; ++i) shape.y[i] = app::wanted_shape(reading, shape.x[i]);
  app::Interval values = values_of({&sum.y, &shape.y});
  values = {std::min(values.min, -1.2), std::max(values.max, 2.2)};
  const Plot plot{{rest.x + kAxis, rest.y, rest.w - kAxis - 4, rest.h}, ends_of(f), values};
  base::Element picture{"profile", base::Role::picture, tr(f, "neuron.sum_along"), plot.area};
  picture.value_text = remark;
  add_picture(f, std::move(picture), {});
  draw_grid(f, plot);
  draw_line(f, plot, shape.x, shape.y, {with_alpha(f.theme.muted, 0.45F), 9});
  for (std::size_t i = 0; i < parts.size(); ++i)
    draw_line(f, plot, parts[i].x, parts[i].y, {f.theme.curves[i + 1], 1.75F, Dash::dashed});
  draw_line(f, plot, sum.x, sum.y, {f.theme.accent, 3});
  const ImVec2 dot{px_from_x(plot, reading.x1), px_from_y(plot, app::sum_at(f.app, reading, reading.x1, x2))};
  if (contains(plot.area, dot)) draw_dot(f, dot, f.theme.accent, false);
}

namespace {

void draw_veiled(Frame& f, const Rect& rect) {
  f.explains = true;
  add_text(f, "text.veiled", rect, tr(f, "learn.veiled.text"));
  draw_icon(Icon::lock, {centre(rect).x, centre(rect).y - 20}, 20, f.theme.muted);
  draw_text(f, rect, label_text(f), tr(f, "learn.veiled.text"), Align::middle);
}

}  // namespace

void draw_look_card(Frame& f, NeuronView& view, const Rect& rect) {
  card(f, rect);
  const Rect inner = inset(rect, kCardPadding, kCardPadding);
  if (app::is_veiled(f.app, "plot") || app::is_veiled(f.app, "output")) return draw_veiled(f, inner);
  const std::string& look = f.app.shown.look;
  const std::size_t count = view.reading->units.size();
  if (look == "gate" && count == 1) return draw_gate(f, view, inner);
  if (look == "space" && count == 2) return draw_space(f, view, inner);
  return count == 1 ? draw_profile(f, view, inner) : draw_sum(f, view, inner);
}

}  // namespace lab::ui
