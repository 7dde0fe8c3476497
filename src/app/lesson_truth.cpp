// What is really there, where a learner draws what she expects.
#include <algorithm>
#include <cmath>
#include <limits>

#include "act/study/sampling.h"
#include "app/activations.h"
#include "app/bench.h"
#include "app/fields.h"
#include "app/lesson_parts.h"
#include "app/link.h"
#include "app/plan.h"
#include "app/requests.h"
#include "nn/network.h"

namespace lab::app {

namespace {

using lesson::Action;

constexpr double kLossRoom = 1.5;  // times the first loss
constexpr std::size_t kGrid = 65;  // places along each axis of the plane

std::int64_t steps_of(const lesson::Step& step) {
  std::int64_t steps = 0;
  for (const Action& action : step.run) {
    if (action.kind == Action::Kind::train) steps = static_cast<std::int64_t>(action.number);
  }
  return steps;
}

// The run as it will be, with what is set before it.
run::Run run_of(const App& app, const lesson::Step& step) {
  Scenario scenario = app.shown;
  for (const Action& action : step.run) {
    if (action.kind == Action::Kind::set) scenario = decode(action.link, scenario).scenario;
  }
  if (is_of_pictures(scenario.data)) return {};  // nothing of them is sketched
  auto made = run::make_run(plan_of(scenario));
  if (!made.ok()) return {};
  run::Run run = std::move(*made);
  run::work(run, steps_of(step), std::numeric_limits<double>::infinity());
  if (run::is_behind(run)) run::take_observation(run);
  return run;
}

SketchTruth slope_truth(const App& app) {
  const act::Activation f = activation_of(app.shown, chosen(app.shown, Use::curves).front(), Use::curves);
  SketchTruth truth{flat_graph(sketch_axes(app), 0), {}};
  for (SketchPoint& point : truth.line) {
    truth.f.push_back(act::read(f, act::Reading::value, point.x));
    point.y = act::read(f, act::Reading::slope, point.x);
  }
  return truth;
}

double loss_at(const run::LossHistory& history, double step) {
  const auto& records = history.records;
  const auto next = std::find_if(records.begin(), records.end(), [&](const run::LossRecord& record) {
    return static_cast<double>(record.step) >= step;
  });
  if (next == records.end()) return static_cast<double>(records.back().train_loss);
  if (next == records.begin()) return static_cast<double>(next->train_loss);
  const run::LossRecord& before = *(next - 1);
  const double share =
      (step - static_cast<double>(before.step)) / static_cast<double>(next->step - before.step);
  return static_cast<double>(before.train_loss) +
         share * static_cast<double>(next->train_loss - before.train_loss);
}

SketchTruth loss_truth(const App& app, const lesson::Step& step) {
  const run::Run run = run_of(app, step);
  SketchTruth truth{flat_graph(sketch_axes(app), 0), {}};
  if (!run::is_made(run)) return truth;
  for (SketchPoint& point : truth.line) point.y = loss_at(run.history, point.x);
  return truth;
}

// Where the output changes its sign between neighbours of a grid.
SketchTruth border_truth(const App& app, const lesson::Step& step) {
  run::Run run = run_of(app, step);
  SketchTruth truth;
  if (!run::is_made(run)) return truth;
  const data::PlaneRange plane = run.plan.points.plane;
  const auto at = [&](std::size_t i) {
    return plane.min + (plane.max - plane.min) * static_cast<float>(i) / static_cast<float>(kGrid - 1);
  };
  std::vector<float> places(2 * kGrid * kGrid), out(kGrid * kGrid);
  for (std::size_t i = 0; i < kGrid * kGrid; ++i) {
    places[i] = at(i % kGrid);
    places[kGrid * kGrid + i] = at(i / kGrid);
  }
  const nn::Snapshot& seen = run.seen.snapshot;
  nn::predict(seen.network, seen.params, nn::view_inputs(places, 2), out, run.workspace);
  const auto add_between = [&](std::size_t i, std::size_t k) {
    if ((out[i] > 0) == (out[k] > 0)) return;
    const double share = static_cast<double>(out[i]) / static_cast<double>(out[i] - out[k]);
    const auto mix = [&](std::size_t offset) {
      const double from = static_cast<double>(places[offset + i]);
      return from + share * (static_cast<double>(places[offset + k]) - from);
    };
    truth.line.push_back({mix(0), mix(kGrid * kGrid)});
  };
  for (std::size_t i = 0; i < kGrid * kGrid; ++i) {
    if (i % kGrid + 1 < kGrid) add_between(i, i + 1);
    if (i + kGrid < kGrid * kGrid) add_between(i, i + kGrid);
  }
  return truth;
}

}  // namespace

SketchAxes sketch_axes(const App& app) {
  const lesson::Step* const step = present_step(app);
  const run::Run& run = first_run(app);
  if (step == nullptr || step->sketch == lesson::Sketch::slope || !run::is_made(run))
    return {app.shown.x, app.shown.y};
  if (step->sketch == lesson::Sketch::border) {
    const data::PlaneRange plane = run.plan.points.plane;
    const Interval axis{static_cast<double>(plane.min), static_cast<double>(plane.max)};
    return {axis, axis};
  }
  return {{0, static_cast<double>(std::max<std::int64_t>(steps_of(*step), 1))},
          {0, kLossRoom * static_cast<double>(run.history.records.front().train_loss)}};
}

SketchTruth truth_of(const App& app) {
  const lesson::Step& step = *present_step(app);
  switch (step.sketch) {
    case lesson::Sketch::slope:
      return slope_truth(app);
    case lesson::Sketch::loss:
      return loss_truth(app, step);
    case lesson::Sketch::border:
      return border_truth(app, step);
  }
  return {};
}

void act_out(App& app, const std::vector<Action>& actions) {
  for (const Action& action : actions) {
    switch (action.kind) {
      case Action::Kind::point:
        apply(app, PointAt{action.number}, By::host);
        break;
      case Action::Kind::train:
        app.learner.run_until = static_cast<std::int64_t>(action.number);
        if (run_step(app) < *app.learner.run_until) apply(app, Play{}, By::host);
        break;
      case Action::Kind::set: {
        Decoded decoded = decode(action.link, app.shown);
        apply(app, Change{std::move(decoded.scenario)}, By::host);
        break;
      }
    }
  }
}

void keep_run(App& app, Record& record) {
  Scenario scenario = app.scenario;
  scenario.lesson = "";
  scenario.step = 1;
  scenario.steps = seen_run(app).step;
  record.link = encode_with_view(scenario);
  record.hash = weights_hash_text(app);
}

}  // namespace lab::app
