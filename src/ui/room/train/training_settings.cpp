// How training goes: optimizer, loss and first weights, every refinement, each with a sentence about it; and the learning rate over the run.
#include <algorithm>

#include "app/refinements.h"
#include "ui/control/plot.h"
#include "ui/control/widgets.h"
#include "ui/room/train/room.h"

namespace lab::ui {

namespace {

constexpr std::string_view kSetupRows[] = {"opt", "loss", "init", "norm"};
constexpr float kHeadHeight = 28;
constexpr float kRowGap = 8;
constexpr float kChartHeight = 84;
constexpr float kChartLine = 16;
constexpr float kAxisWidth = 36;  // for the labels left of the chart
constexpr std::int64_t kChartPoints = 240;
constexpr double kHeadroom = 1.08;  // above the largest rate

bool has_chart_below(const Frame& f, const app::Field& refinement) {
  return refinement.key == "schedule" && app::schedule_span(f.app.shown) > 0;
}

void draw_head(Frame& f, const Rect& rect) {
  Rect rest = rect;
  const std::string defaults = tr(f, "train.defaults");
  const app::Scenario plain = app::without_refinements(f.app.shown);
  const Rect place = cut_right(rest, button_width(f, defaults), kUnit);
  if (button(f, place, "training_defaults", defaults, Look::outline, !(plain == f.app.shown))) {
    change(f, plain);
  }
  draw_heading(f, rest, "training", tr(f, "train.training"));
}

struct Rates {
  std::vector<std::int64_t> steps;
  std::vector<double> x, y;
};

// Of the steps from one to the other, and of no more of them than a line has pixels.
Rates rates_between(const app::Scenario& scenario, std::int64_t from, std::int64_t to) {
  Rates rates;
  const std::int64_t stride = std::max<std::int64_t>((to - from) / kChartPoints, 1);
  for (std::int64_t step = from; step < to; step += stride) rates.steps.push_back(step);
  rates.steps.push_back(to);
  rates.x.assign(rates.steps.begin(), rates.steps.end());
  rates.y = app::learning_rates(scenario, rates.steps);
  return rates;
}

// The run so far as a solid line, what is to come dashed, and where it stands.
void draw_rates(Frame& f, const Rect& rect) {
  const app::Scenario& scenario = f.app.scenario;  // with the changes of the learning rate made on the way
  const std::int64_t now = f.run->seen.snapshot.step;
  const Rates past = rates_between(scenario, 0, now);
  const Rates future = rates_between(scenario, now, std::max(app::schedule_span(f.app.shown), now + 1));
  const double highest = std::max(*std::max_element(past.y.begin(), past.y.end()),
                                  *std::max_element(future.y.begin(), future.y.end()));
  base::Element picture{"rates", base::Role::picture, tr(f, "train.rate_now"), rect};
  picture.value_text = i18n::number(past.y.back(), 3);
  add_picture(f, std::move(picture), {});
  Rect rest = rect;
  Rect head = cut_top(rest, kChartLine, 4);
  draw_text(f, cut_right(head, head.w / 3), value_text(f), i18n::number(past.y.back(), 3), Align::right);
  draw_text(f, head, label_text(f), tr(f, "train.rate_now"));
  draw_text(f, cut_bottom(rest, kChartLine, 2), label_text(f),
            i18n::format(f.language, "train.steps", {i18n::grouped(future.steps.back())}), Align::right);
  const Rect axis = cut_left(rest, kAxisWidth, 4);

  const Plot plot{rest, {0, future.x.back()}, {0, std::max(highest, 1e-9) * kHeadroom}};
  draw_text(f, {axis.x, px_from_y(plot, highest) - 7, axis.w, 14}, label_text(f), i18n::number(highest, 2),
            Align::right);
  draw_text(f, {axis.x, bottom(rest) - 7, axis.w, 14}, label_text(f), "0", Align::right);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddLine({rest.x, bottom(rest)}, bottom_right(rest), f.theme.line);
  draw->AddLine(top_left(rest), {rest.x, bottom(rest)}, f.theme.line);
  draw_line(f, plot, future.x, future.y, {f.theme.muted, 1.5F, Dash::dashed});
  draw_line(f, plot, past.x, past.y, {f.theme.accent, 2});
  draw->AddCircleFilled({px_from_x(plot, past.x.back()), px_from_y(plot, past.y.back())}, 4, f.theme.accent);
}

}  // namespace

std::vector<const app::Field*> shown_refinements(const Frame& f) {
  std::vector<const app::Field*> shown;
  for (const app::Field* refinement : app::refinements()) {
    if (app::has_effect(f.app.shown, *refinement) && is_shown(f, refinement->key))
      shown.push_back(refinement);
  }
  return shown;
}

float training_settings_height(const Frame& f, float width) {
  float height = kHeadHeight;
  for (const std::string_view key : kSetupRows) {
    if (is_shown(f, key)) height += kRowGap + captioned_height(f, key, width);
  }
  for (const app::Field* refinement : shown_refinements(f)) {
    height += kRowGap + captioned_height(f, refinement->key, width);
    if (has_chart_below(f, *refinement)) height += kRowGap + kChartHeight;
  }
  return height;
}

void draw_training_settings(Frame& f, const Rect& rect) {
  Rect rest = rect;
  draw_head(f, cut_top(rest, kHeadHeight, kRowGap));
  for (const std::string_view key : kSetupRows) {
    if (is_shown(f, key))
      field_dropdown(f, cut_top(rest, captioned_height(f, key, rect.w), kRowGap), key, Help::caption);
  }
  for (const app::Field* refinement : shown_refinements(f)) {
    const Rect row = cut_top(rest, captioned_height(f, refinement->key, rect.w), kRowGap);
    field_dropdown(f, row, refinement->key, Help::caption);
    if (has_chart_below(f, *refinement)) draw_rates(f, cut_top(rest, kChartHeight, kRowGap));
  }
}

}  // namespace lab::ui
