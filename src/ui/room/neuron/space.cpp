// The new space: where two neurons send the points, and the line that their sum draws there.
#include <algorithm>
#include <cmath>

#include "ui/look/points.h"
#include "ui/room/neuron/room.h"

namespace lab::ui {

namespace {

struct Sent {
  double a1 = 0, a2 = 0;
};

Sent sent(const Frame& f, const NeuronView& view, double x1, double x2) {
  const auto output = [&](std::size_t unit) {
    app::UnitReading one = view.reading->units[unit];
    one.v = 1;
    return app::part_at(f.app, one, x1, x2);
  };
  return {output(0), output(1)};
}

app::Interval around(double low, double high) {
  const double room = std::max(0.15 * (high - low), 0.4);
  return {low - room, high + room};
}

// Those that lie on each other are drawn side by side, with a ring around all.
float beside(const std::vector<Sent>& all, std::size_t i) {
  float before = 0;
  for (std::size_t j = 0; j < i; ++j) {
    if (std::hypot(all[j].a1 - all[i].a1, all[j].a2 - all[i].a2) < 1e-6) ++before;
  }
  return before;
}

}  // namespace

void draw_space(Frame& f, NeuronView& view, const Rect& rect) {
  const data::PointSet& points = f.run->plan.points;
  const app::NeuronReading& reading = *view.reading;
  std::vector<Sent> all;
  double low1 = 0, high1 = 1, low2 = 0, high2 = 1;
  for (std::size_t i = 0; i < points.x1.size(); ++i) {
    all.push_back(sent(f, view, static_cast<double>(points.x1[i]), static_cast<double>(points.x2[i])));
    low1 = std::min(low1, all.back().a1);
    high1 = std::max(high1, all.back().a1);
    low2 = std::min(low2, all.back().a2);
    high2 = std::max(high2, all.back().a2);
  }
  Rect rest = rect;
  const Rect title = cut_top(rest, kMinTarget, 8);
  draw_heading(f, title, "look.title", tr(f, "neuron.space"));
  const Rect words = cut_bottom(rest, 58);
  add_text(f, "text.says", words, tr(f, "neuron.space_says"));
  draw_prose(f, words, body(f), tr(f, "neuron.space_says"));
  cut_bottom(rest, 20);
  const Plot plot{{rest.x + 30, rest.y, rest.w - 34, rest.h}, around(low1, high1), around(low2, high2)};
  base::Element picture{"space", base::Role::picture, tr(f, "neuron.space"), plot.area};
  picture.value_text =
      i18n::format(f.language, "neuron.right",
                   {i18n::number(reading.right), i18n::grouped(static_cast<long long>(all.size()))});
  add_picture(f, std::move(picture), {});
  draw_grid(f, plot);
  const double threshold = static_cast<double>(nn::class_threshold(*nn::find_loss(f.app.shown.loss)));
  const double v1 = reading.units[0].v, v2 = reading.units[1].v, rest_of = threshold - reading.c;
  const bool is_steep = std::fabs(v1) > std::fabs(v2);
  const double ends[] = {is_steep ? plot.y.min : plot.x.min, is_steep ? plot.y.max : plot.x.max};
  std::vector<double> x, y;
  for (const double end : ends) {
    x.push_back(is_steep ? (rest_of - v2 * end) / v1 : end);
    y.push_back(is_steep ? end : (rest_of - v1 * end) / v2);
  }
  draw_line(f, plot, x, y, {f.theme.ink, 2});
  const auto place = [&](const Sent& at) { return ImVec2{px_from_x(plot, at.a1), px_from_y(plot, at.a2)}; };
  for (std::size_t i = 0; i < all.size(); ++i) {
    ImVec2 at = place(all[i]);
    at.x += 10 * beside(all, i);
    draw_point(f, at, all.size() <= 60 ? 6 : 3.5F, points.label[i] != 0, false);
  }
  ImGui::GetWindowDrawList()->AddCircle(place(sent(f, view, reading.x1, reading.x2)), 11, f.theme.accent, 0,
                                        2.5F);
  draw_text(f, {right(plot.area) - 60, bottom(plot.area) - 18, 56, 16}, label_text(f), "a₁", Align::right);
  draw_text(f, {plot.area.x + 4, plot.area.y + 2, 40, 16}, label_text(f), "a₂");
}

}  // namespace lab::ui
