#include <algorithm>
#include <cmath>

#include "base/sort_by.h"
#include "ui/control/plot.h"
#include "ui/control/term.h"
#include "ui/control/widgets.h"
#include "ui/room/train/room.h"

namespace lab::ui {

namespace {

constexpr std::size_t kMaxChartPoints = 180;

// What one chart shows: its value of a record, how a value reads, and the top of its axis.
struct Quantity {
  std::string_view title_id, term;
  float run::LossRecord::*train;
  float run::LossRecord::*test;
  double nn::Metrics::*now;
  std::string (*text)(double value);
  bool is_share;  // the axis always goes from 0 to 1
};

const Quantity kLoss = {
    "train.loss",   "loss", &run::LossRecord::train_loss, &run::LossRecord::test_loss, &nn::Metrics::loss,
    app::loss_text, false};
const Quantity kAccuracy = {"train.accuracy",
                            "accuracy",
                            &run::LossRecord::train_accuracy,
                            &run::LossRecord::test_accuracy,
                            &nn::Metrics::accuracy,
                            app::accuracy_text,
                            true};

constexpr float kAxisWidth = 40;  // for the labels left of a chart
constexpr double kHighest = 2;    // of a chart, by the first loss, unless the present one is higher
constexpr float kLabelHeight = 14;
constexpr float kSideLabels = 110;  // right of the chart of all sides
constexpr float kKeyWidth = 11;
constexpr float kKeyGap = 8;
constexpr float kLossShare = 0.47F;  // of the width: its figures are shorter than those of accuracy

void draw_key_line(const Frame& f, const Rect& place, bool is_dashed) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float y = centre(place).y;
  if (!is_dashed) return draw->AddLine({place.x, y}, {place.x + kKeyWidth, y}, f.theme.muted, 1.75F);
  draw->AddLine({place.x, y}, {place.x + 4, y}, f.theme.accent, 2);
  draw->AddLine({place.x + 7, y}, {place.x + kKeyWidth, y}, f.theme.accent, 2);
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

struct Series {
  std::vector<double> step, train, test;
  double top = 0;
};

Series series_of(const run::Run& run, const Quantity& quantity) {
  Series s;
  const auto add = [&](std::int64_t step, double train, double test) {
    s.step.push_back(static_cast<double>(step));
    s.train.push_back(std::isfinite(train) ? train : NAN);
    s.test.push_back(std::isfinite(test) ? test : NAN);
    s.top = std::max({s.top, std::isfinite(train) ? train : 0.0, std::isfinite(test) ? test : 0.0});
  };
  // No more points than a narrow chart has pixels.
  const std::size_t every = run.history.records.size() / kMaxChartPoints + 1;
  for (std::size_t i = 0; i < run.history.records.size(); i += every) {
    const run::LossRecord& record = run.history.records[i];
    if (record.step > run.seen.snapshot.step) break;  // ahead of what is shown
    add(record.step, record.*quantity.train, record.*quantity.test);
  }
  add(run.seen.snapshot.step, run.seen.train.*quantity.now, run.seen.test.*quantity.now);
  const double first = std::max(s.train.front(), s.test.front());
  const double now = std::max(s.train.back(), s.test.back());
  // A short rise far beyond where the run began would make a flat line of all else: it leaves the chart.
  if (first > 0) s.top = std::min(s.top, std::max(kHighest * first, std::isfinite(now) ? now : 0.0));
  s.top = quantity.is_share ? 1.0 : std::max(s.top, 1e-3);
  return s;
}

void draw_chart(const Frame& f, const Rect& rect, const Quantity& quantity) {
  const Series s = series_of(*f.run, quantity);
  Plot plot;
  plot.area = {rect.x + kAxisWidth, rect.y + 6, rect.w - kAxisWidth - 2, rect.h - 12};
  plot.x = {0, std::max(s.step.back(), 1.0)};
  plot.y = {0, s.top * 1.04};
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddLine(top_left(plot.area), {plot.area.x, bottom(plot.area)}, f.theme.line);
  draw->AddLine({plot.area.x, bottom(plot.area)}, bottom_right(plot.area), f.theme.line);
  const float top_px = px_from_y(plot, s.top);
  draw->AddLine({plot.area.x, top_px}, {right(plot.area), top_px}, f.theme.line);
  draw_text(f, {rect.x, top_px - 7, kAxisWidth - 4, 14}, label_text(f),
            quantity.is_share ? i18n::percent(1, 0) : i18n::number(s.top, s.top < 1000 ? 2 : 1),
            Align::right);
  draw_text(f, {rect.x, bottom(plot.area) - 7, kAxisWidth - 4, 14}, label_text(f), "0", Align::right);
  draw_line(f, plot, s.step, s.train, {f.theme.muted, 1.75F});
  if (f.run->seen.test.points > 0) draw_line(f, plot, s.step, s.test, {f.theme.accent, 2, Dash::dashed});
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
std::string values_of(const Frame& f, const Quantity& quantity) {
  const std::string train = quantity.text(f.run->seen.train.*quantity.now);
  if (f.run->seen.test.points == 0) return train;
  return i18n::format(f.language, "train.values", {train, quantity.text(f.run->seen.test.*quantity.now)});
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

void draw_losses(Frame& f, const Rect& rect) {
  const bool has_test = f.run->seen.test.points > 0;
  const std::string title = tr(f, has_test ? "table.loss_test" : "table.loss_train");
  std::vector<Series> sides;
  double top = 0, last = 1;
  std::string told;
  for (std::size_t side = 0; side < f.app.runs.size(); ++side) {
    look_at(f, side);
    sides.push_back(series_of(*f.run, kLoss));
    top = std::max(top, sides.back().top);
    last = std::max(last, sides.back().step.back());
    const std::vector<double>& y = has_test ? sides.back().test : sides.back().train;
    told += (told.empty() ? "" : "; ") +
            i18n::format(f.language, "reading", {side_name(f), app::loss_text(y.back())});
  }
  base::Element picture{"losses", base::Role::picture, title, rect};
  picture.value_text = told;
  add_picture(f, std::move(picture), "losses");
  Rect area = rect;
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
    const float end = std::isfinite(y.back()) ? px_from_y(plot, y.back()) : plot.area.y;
    places.push_back(std::clamp(end, plot.area.y, bottom(plot.area)));
  }
  draw->AddRectFilled(top_left(name), bottom_right(name), with_alpha(f.theme.card, 0.85F));
  draw_text(f, name, label_text(f), title);
  spread(places, bottom(rect) - kLabelHeight / 2);
  for (std::size_t side = 0; side < sides.size(); ++side) {
    look_at(f, side);
    const double loss = (has_test ? sides[side].test : sides[side].train).back();
    const TextStyle style{kSmall, Weight::semibold, side_colour(f)};
    draw_text(f, {labels.x, places[side] - kLabelHeight / 2, labels.w, kLabelHeight}, style,
              side_name(f) + "  " + app::loss_text(loss));
  }
  look_at(f, 0);
}

void draw_loss(Frame& f, const Rect& rect) {
  if (!run::is_made(*f.run)) return;
  base::Element picture{"loss_chart", base::Role::picture, tr(f, "train.loss_chart"), rect};
  picture.value_text =
      i18n::format(f.language, "train.loss_sentence",
                   {i18n::grouped(f.run->seen.snapshot.step), values_of(f, kLoss), values_of(f, kAccuracy)});
  add_picture(f, std::move(picture), "loss_chart");
  Rect rest = rect;
  const Rect legend = cut_bottom(rest, 16);
  Rect left = cut_left(rest, (rest.w - kUnit) * kLossShare, kUnit);
  Rect right_half = rest;
  draw_values(f, cut_top(left, 20), kLoss);
  draw_values(f, cut_top(right_half, 20), kAccuracy);
  if (left.h < 40) return;
  draw_chart(f, left, kLoss);
  draw_chart(f, right_half, kAccuracy);
  draw_legend(f, legend);
}

}  // namespace lab::ui
