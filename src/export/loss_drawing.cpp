// Loss and accuracy over a run; the loss of all runs.
#include "app/activations.h"
#include "app/figures.h"
#include "app/loss_series.h"
#include "app/plan.h"
#include "export/axes.h"
#include "export/pictures.h"

namespace lab::exports {

namespace {

constexpr float kWidth = 760, kHeight = 300;
constexpr float kLeft = 52, kTop = 40, kBelow = 28, kMargin = 16;
constexpr std::size_t kPlaces = 400;

std::string text(const app::App& app, std::string_view id) {
  return std::string(i18n::tr(app::language(app), id));
}

Panel panel_of(const base::Rect& area, double last_step, double top) {
  return {area, {0, std::max(last_step, 1.0)}, {0, top * 1.04}, {}};
}

}  // namespace

Drawing loss_drawing(const app::App& app) {
  const app::Palette& p = app::palette(app::is_dark(app));
  const run::Run& run = app::first_run(app);
  const Ink train{kNone, p.muted, 1.75F};
  const Ink test{kNone, p.accent, 2, Dash::dashed};
  Drawing drawing{kWidth, kHeight, p.card, text(app, "train.loss_chart")};
  constexpr std::pair<app::Measure, std::string_view> kCharts[] = {
      {app::Measure::loss, "train.loss"}, {app::Measure::accuracy, "train.accuracy"}};
  float x = 0;
  for (const auto& [measure, name] : kCharts) {
    const app::LossSeries s = app::loss_series(run, measure, kPlaces);
    const base::Rect area{x + kLeft, kTop, kWidth / 2 - kLeft - kMargin, kHeight - kTop - kBelow};
    Panel panel = panel_of(area, s.step.back(), s.top);
    panel.inside.emplace_back(line(panel, s.step, s.train, train));
    if (run.seen.test.points > 0) panel.inside.emplace_back(line(panel, s.step, s.test, test));
    add_axes(drawing, panel, p);
    drawing.panels.push_back(std::move(panel));
    drawing.labels.push_back({{area.x, kTop / 2 + 4}, text(app, name), p.ink, 13, true});
    x += kWidth / 2;
  }
  std::vector<Key> keys = {{text(app, "train.loss_train"), train}};
  if (run.seen.test.points > 0) keys.push_back({text(app, "train.loss_test"), test});
  add_keys(drawing, keys, {kLeft + 110, kTop / 2 - 10, kWidth / 2 - 110, 0}, p.muted);
  return drawing;
}

Drawing losses_drawing(const app::App& app) {
  const app::Palette& p = app::palette(app::is_dark(app));
  const bool has_test = app::first_run(app).seen.test.points > 0;
  Drawing drawing{kWidth, kHeight, p.card, text(app, has_test ? "table.loss_test" : "table.loss_train")};
  std::vector<app::LossSeries> sides;
  double top = 0, last = 1;
  for (const run::Run& run : app.runs) {
    sides.push_back(app::loss_series(run, app::Measure::loss, kPlaces));
    top = std::max(top, sides.back().top);
    last = std::max(last, sides.back().step.back());
  }
  Panel panel = panel_of({kLeft, kTop, kWidth - kLeft - kMargin, kHeight - kTop - kBelow}, last, top);
  std::vector<Key> keys;
  for (std::size_t i = 0; i < sides.size(); ++i) {
    const Ink ink{kNone, i == 0 ? p.accent : p.ink, 2, i == 0 ? Dash::solid : Dash::dashed};
    panel.inside.emplace_back(line(panel, sides[i].step, has_test ? sides[i].test : sides[i].train, ink));
    keys.push_back({app::run_name(app, app.runs[i]), ink});
  }
  add_axes(drawing, panel, p);
  drawing.panels.push_back(std::move(panel));
  add_keys(drawing, keys, {kLeft, kTop / 2 - 10, kWidth, 0}, p.ink);
  return drawing;
}

}  // namespace lab::exports
