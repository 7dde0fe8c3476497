#include <algorithm>
#include <cmath>

#include "app/loss_series.h"
#include "base/sort_by.h"
#include "ui/control/gesture.h"
#include "ui/control/plot.h"
#include "ui/control/term.h"
#include "ui/control/widgets.h"
#include "ui/room/train/room.h"

namespace lab::ui {

namespace {

constexpr std::size_t kMaxChartPoints = 180;

// What one chart shows and how its values read.
struct Quantity {
  std::string_view title_id, term;
  app::Measure measure;
  double nn::Metrics::*now;
  std::string (*text)(double value);
};

const Quantity kLoss = {"train.loss", "loss", app::Measure::loss, &nn::Metrics::loss, app::loss_text};
const Quantity kAccuracy = {"train.accuracy", "accuracy", app::Measure::accuracy, &nn::Metrics::accuracy,
                            app::accuracy_text};

constexpr float kAxisWidth = 40;  // for the labels left of a chart
constexpr float kLabelHeight = 14;
constexpr float kSideLabels = 110;  // right of the chart of all sides
constexpr float kKeyWidth = 16;
constexpr float kKeyGap = 8;
constexpr double kLeastSteps = 2;    // of a run whose chart is read
constexpr float kLossShare = 0.47F;  // of the width: its figures are shorter than those of accuracy

void draw_key_line(const Frame& f, const Rect& place, bool is_dashed) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float y = centre(place).y;
  const ImU32 colour = is_dashed ? f.theme.accent : f.theme.muted;
  const float gap = is_dashed ? 3.5F : 0;  // on both sides of the dot, which tells it from a minus
  const float middle = place.x + kKeyWidth / 2;
  draw->AddLine({place.x, y}, {middle - gap, y}, colour, 1.75F);
  draw->AddLine({middle + gap, y}, {place.x + kKeyWidth, y}, colour, 1.75F);
  draw->AddCircleFilled({middle, y}, 2.5F, colour);
}

float key_width(const Frame& f, const TextStyle& style, std::string_view text) {
  return text.empty() ? 0 : kKeyWidth + 4 + text_size(f, style, text).x;
}

void draw_key(const Frame& f, Rect& row, bool is_dashed, const TextStyle& style, std::string_view text) {
  draw_key_line(f, cut_left(row, kKeyWidth, 4), is_dashed);
  draw_text(f, cut_left(row, text_size(f, style, text).x, kKeyGap), style, text);
}

// The test is empty where no points are held out.
void draw_keys(const Frame& f, Rect& row, const TextStyle& style, const std::string& train,
               const std::string& test) {
  const ShownValues shown = values_with_room(row.w, key_width(f, style, train), key_width(f, style, test));
  if (shown.train) draw_key(f, row, false, style, train);
  if (shown.test) draw_key(f, row, true, style, test);
}

// Title, then the present values on training and held-out points.
void draw_values(Frame& f, Rect row, const Quantity& quantity) {
  const std::string title = tr(f, quantity.title_id);
  draw_term(f, cut_left(row, text_size(f, value_text(f), title).x, 8), value_text(f), title, quantity.term);
  const TextStyle style{12, Weight::semibold, f.theme.ink};
  const bool has_test = f.run->seen.test.points > 0;
  draw_keys(f, row, style, quantity.text(f.run->seen.train.*quantity.now),
            has_test ? quantity.text(f.run->seen.test.*quantity.now) : "");
}

// What is said of a place stands over or under the chart.
Rect column(const Plot& plot, float x) { return {x, plot.area.y, 1, plot.area.h}; }

// A value at the step that is read.
void draw_mark(const Frame& f, const Plot& plot, float x, double y, ImU32 colour) {
  if (!std::isfinite(y)) return;
  const float at = std::max(px_from_y(plot, y), plot.area.y);
  ImGui::GetWindowDrawList()->AddCircleFilled({x, at}, 4.5F, f.theme.card);
  ImGui::GetWindowDrawList()->AddCircleFilled({x, at}, 3, colour);
}

struct Chart {
  const Quantity* quantity = nullptr;
  app::LossSeries series;
  Plot plot;
};

Chart chart_of(const Frame& f, const Rect& rect, const Quantity& quantity) {
  Chart chart{&quantity, app::loss_series(*f.run, quantity.measure, kMaxChartPoints), {}};
  chart.plot = {{rect.x + kAxisWidth, rect.y + 6, rect.w - kAxisWidth - 2, rect.h - 12},
                {0, std::max(chart.series.step.back(), 1.0)},
                {0, chart.series.top * 1.04}};
  return chart;
}

// The place of the series that is nearest to a step.
std::size_t nearest(const app::LossSeries& s, double step) {
  const auto after = std::lower_bound(s.step.begin(), s.step.end(), step);
  if (after == s.step.end()) return s.step.size() - 1;
  const bool is_before = after != s.step.begin() && step - after[-1] < *after - step;
  return static_cast<std::size_t>(after - s.step.begin()) - (is_before ? 1 : 0);
}

// From one place of it to the next.
double stride(const app::LossSeries& s) {
  return s.step.size() > 1 ? std::max(s.step[1] - s.step[0], 1.0) : 1;
}

void draw_chart(const Frame& f, const Rect& rect, const Chart& chart) {
  const auto& [quantity_of, s, plot] = chart;
  const Quantity& quantity = *quantity_of;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddLine(top_left(plot.area), {plot.area.x, bottom(plot.area)}, f.theme.line);
  draw->AddLine({plot.area.x, bottom(plot.area)}, bottom_right(plot.area), f.theme.line);
  const float top_px = px_from_y(plot, s.top);
  draw->AddLine({plot.area.x, top_px}, {right(plot.area), top_px}, f.theme.line);
  draw_text(f, {rect.x, top_px - 7, kAxisWidth - 4, 14}, label_text(f),
            quantity.measure == app::Measure::accuracy ? i18n::percent(1, 0)
                                                       : i18n::number(s.top, s.top < 1000 ? 2 : 1),
            Align::right);
  draw_text(f, {rect.x, bottom(plot.area) - 7, kAxisWidth - 4, 14}, label_text(f), "0", Align::right);
  draw_line(f, plot, s.step, s.train, {f.theme.muted, 1.75F});
  if (f.run->seen.test.points > 0) draw_line(f, plot, s.step, s.test, {f.theme.accent, 2, Dash::dashed});
}

// Of a run that has gone back, where it stands.
void draw_present(const Frame& f, const Plot& plot, const app::LossSeries& s) {
  if (s.now + 1 < s.step.size()) draw_place(f, plot.area, px_from_x(plot, s.step[s.now]));
}

// "0.04", "23.5", "1,204": the first steps are parts of one.
std::string epoch_text(double epoch) {
  if (epoch >= 100) return i18n::grouped(static_cast<long long>(epoch));
  return i18n::fixed(epoch, epoch < 10 ? 2 : 1);
}

// What the lines are, and where they end; the epoch too where both have room.
void draw_legend(const Frame& f, Rect row) {
  const nn::Snapshot& snapshot = f.run->seen.snapshot;
  const TextStyle style = label_text(f);
  const std::string train = tr(f, "train.loss_train");
  const std::string test = f.run->seen.test.points > 0 ? tr(f, "train.loss_test") : "";
  const float keys = kAxisWidth + key_width(f, style, train) + kKeyGap + key_width(f, style, test) + kUnit;
  const std::string step = i18n::grouped(snapshot.step);
  std::string end = i18n::format(f.language, "train.progress", {step, epoch_text(snapshot.epoch)});
  if (keys + text_size(f, style, end).x > row.w)
    end = i18n::format(f.language, "train.progress_short", {step});
  draw_text(f, cut_right(row, text_size(f, style, end).x, kUnit), style, end);
  cut_left(row, kAxisWidth);
  draw_keys(f, row, style, train, test);
}

// "0.031, held out 0.052"
std::string values_of(const Frame& f, const Chart& chart, std::size_t at) {
  const std::string train = chart.quantity->text(chart.series.train[at]);
  if (f.run->seen.test.points == 0) return train;
  return i18n::format(f.language, "train.values", {train, chart.quantity->text(chart.series.test[at])});
}

std::string sentence_of(const Frame& f, const Chart& loss, const Chart& accuracy, std::size_t at) {
  const auto step = static_cast<long long>(loss.series.step[at]);
  return i18n::format(f.language, "train.loss_sentence",
                      {i18n::grouped(step), values_of(f, loss, at), values_of(f, accuracy, at)});
}

// What both charts show at the step that is read, beside it.
void read_charts(Frame& f, const Chart& loss, const Chart& accuracy, ReadAt& step) {
  if (loss.series.step.back() < kLeastSteps) return;
  std::size_t at = nearest(loss.series, step.x);
  const Rect areas[] = {loss.plot.area, accuracy.plot.area};
  base::Element slider{"probe_step", base::Role::slider, tr(f, "train.probe_step"), areas[0]};
  slider.value_text = sentence_of(f, loss, accuracy, at);
  if (!read_place(f, {areas, loss.plot.x, stride(loss.series)}, std::move(slider), step)) return;
  at = nearest(loss.series, step.x);
  const bool is_right = contains(areas[1], pointer().at);
  for (const Chart* chart : {&loss, &accuracy}) {
    const app::LossSeries& s = chart->series;
    const float x = px_from_x(chart->plot, s.step[at]);
    draw_place(f, chart->plot.area, x);
    draw_mark(f, chart->plot, x, s.train[at], f.theme.muted);
    if (f.run->seen.test.points > 0) draw_mark(f, chart->plot, x, s.test[at], f.theme.accent);
  }
  const Plot& plot = is_right ? accuracy.plot : loss.plot;
  tooltip(f, sentence_of(f, loss, accuracy, at), column(plot, px_from_x(plot, loss.series.step[at])));
}

}  // namespace

ShownValues values_with_room(float room, float train, float test) {
  const bool has_test = test > 0;
  if (!has_test) return {train <= room, false};
  return {train + kKeyGap + test <= room, test <= room};
}

namespace {

// Labels at these heights, each as far below the one above it as it is high, and none below the lowest.
void spread(std::vector<float>& places, float lowest) {
  std::vector<std::size_t> order(places.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  base::sort_by(order, [&](std::size_t i) { return places[i]; });
  for (std::size_t k = 1; k < order.size(); ++k)
    places[order[k]] = std::max(places[order[k]], places[order[k - 1]] + kLabelHeight);
  float below = lowest;
  for (std::size_t k = order.size(); k-- > 0; below -= kLabelHeight)
    places[order[k]] = std::min(places[order[k]], below);
}

}  // namespace

namespace {

// What all sides show at the step that is read.
void read_losses(Frame& f, const Plot& plot, std::span<const app::LossSeries> sides, bool has_test,
                 ReadAt& step) {
  const app::LossSeries& longest = *std::max_element(
      sides.begin(), sides.end(),
      [](const app::LossSeries& a, const app::LossSeries& b) { return a.step.back() < b.step.back(); });
  if (longest.step.back() < kLeastSteps) return;
  const auto told = [&] {
    const double at = longest.step[nearest(longest, step.x)];
    std::string text =
        i18n::format(f.language, "train.progress_short", {i18n::grouped(static_cast<long long>(at))});
    for (std::size_t side = 0; side < sides.size(); ++side) {
      look_at(f, side);
      const app::LossSeries& s = sides[side];
      const double loss = (has_test ? s.test : s.train)[nearest(s, at)];
      text += "\n" + i18n::format(f.language, "reading", {side_name(f), app::loss_text(loss)});
    }
    look_at(f, 0);
    return text;
  };
  base::Element slider{"probe_step", base::Role::slider, tr(f, "train.probe_step"), plot.area};
  slider.value_text = told();
  if (!read_place(f, {{&plot.area, 1}, plot.x, stride(longest)}, std::move(slider), step)) return;
  const double at = longest.step[nearest(longest, step.x)];
  const float x = px_from_x(plot, at);
  draw_place(f, plot.area, x);
  for (std::size_t side = 0; side < sides.size(); ++side) {
    look_at(f, side);
    draw_mark(f, plot, x, (has_test ? sides[side].test : sides[side].train)[nearest(sides[side], at)],
              side_colour(f));
  }
  look_at(f, 0);
  tooltip(f, told(), column(plot, x));
}

}  // namespace

void draw_losses(Frame& f, TrainView& state, const Rect& rect) {
  const bool has_test = f.run->seen.test.points > 0;
  const std::string title = tr(f, has_test ? "table.loss_test" : "table.loss_train");
  std::vector<app::LossSeries> sides;
  double top = 0, last = 1;
  std::string told;
  for (std::size_t side = 0; side < f.app.runs.size(); ++side) {
    look_at(f, side);
    sides.push_back(app::loss_series(*f.run, kLoss.measure, kMaxChartPoints));
    top = std::max(top, sides.back().top);
    last = std::max(last, sides.back().step.back());
    const std::vector<double>& y = has_test ? sides.back().test : sides.back().train;
    told += (told.empty() ? "" : "; ") +
            i18n::format(f.language, "reading", {side_name(f), app::loss_text(y[sides.back().now])});
  }
  base::Element picture{"losses", base::Role::picture, title, rect};
  picture.value_text = told;
  add_picture(f, std::move(picture), "losses");
  Rect area = rect;
  draw_timeline(f, area, kSideLabels + 4);
  const float foot = bottom(area);
  cut_left(area, kAxisWidth);
  const Rect labels = cut_right(area, kSideLabels, 4);
  cut_top(area, 6);
  const Plot plot{{area.x, area.y, area.w, area.h - 8}, {0, last}, {0, top * 1.04}};
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddLine({plot.area.x, bottom(plot.area)}, bottom_right(plot.area), f.theme.line);
  draw_text(f, {rect.x, plot.area.y - 7, kAxisWidth - 4, 14}, label_text(f),
            i18n::number(top, top < 1000 ? 2 : 1), Align::right);
  draw_text(f, {rect.x, bottom(plot.area) - 7, kAxisWidth - 4, 14}, label_text(f), "0", Align::right);
  const Rect name{plot.area.x + 6, bottom(plot.area) - 18, text_size(f, label_text(f), title).x, 14};
  std::vector<float> places;
  for (std::size_t side = 0; side < sides.size(); ++side) {
    look_at(f, side);
    const std::vector<double>& y = has_test ? sides[side].test : sides[side].train;
    draw_line(f, plot, sides[side].step, y, {side_colour(f), 2, side == 0 ? Dash::solid : Dash::dashed});
    const double now = y[sides[side].now];
    const float end = std::isfinite(now) ? px_from_y(plot, now) : plot.area.y;
    places.push_back(std::clamp(end, plot.area.y, bottom(plot.area)));
  }
  draw->AddRectFilled(top_left(name), bottom_right(name), with_alpha(f.theme.card, 0.85F));
  draw_text(f, name, label_text(f), title);
  draw_present(f, plot, sides.front());
  spread(places, foot - kLabelHeight / 2);
  for (std::size_t side = 0; side < sides.size(); ++side) {
    look_at(f, side);
    const double loss = (has_test ? sides[side].test : sides[side].train)[sides[side].now];
    const TextStyle style{kSmall, Weight::semibold, side_colour(f)};
    draw_text(f, {labels.x, places[side] - kLabelHeight / 2, labels.w, kLabelHeight}, style,
              side_name(f) + "  " + app::loss_text(loss));
  }
  look_at(f, 0);
  read_losses(f, plot, sides, has_test, state.read_step);
}

void draw_loss(Frame& f, TrainView& state, const Rect& rect) {
  if (!run::is_made(*f.run)) return;
  Rect rest = rect;
  draw_timeline(f, rest, 0);
  const Rect legend = cut_bottom(rest, 16);
  Rect left = cut_left(rest, (rest.w - kUnit) * kLossShare, kUnit);
  Rect right_half = rest;
  const Rect loss_values = cut_top(left, 20), accuracy_values = cut_top(right_half, 20);
  const Chart loss = chart_of(f, left, kLoss), accuracy = chart_of(f, right_half, kAccuracy);
  base::Element picture{"loss_chart", base::Role::picture, tr(f, "train.loss_chart"), rect};
  picture.value_text = sentence_of(f, loss, accuracy, loss.series.now);
  add_picture(f, std::move(picture), "loss_chart");
  draw_values(f, loss_values, kLoss);
  draw_values(f, accuracy_values, kAccuracy);
  if (left.h < 40) return;
  draw_chart(f, left, loss);
  draw_chart(f, right_half, accuracy);
  draw_present(f, loss.plot, loss.series);
  draw_present(f, accuracy.plot, accuracy.series);
  draw_legend(f, legend);
  read_charts(f, loss, accuracy, state.read_step);
}

}  // namespace lab::ui
