#include "app/run.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <span>

#include "app/fields.h"
#include "app/own.h"

namespace lab::app {

namespace {

constexpr double kSliceS = 0.0005;  // between looks at the clock
constexpr std::int64_t kMaxSlice = 1'000'000;
constexpr double kMaxElapsedS = 0.25;  // a longer pause (a sleeping tab) is not made up for
constexpr double kRateWindowS = 0.5;

double clock_s() {
  using Seconds = std::chrono::duration<double>;
  return Seconds(std::chrono::steady_clock::now().time_since_epoch()).count();
}

data::PointSet make_points(const Scenario& scenario) {
  data::PointRequest request;
  request.count = scenario.points;
  request.train_share = scenario.split;
  request.noise = scenario.noise;
  request.seed = static_cast<std::uint64_t>(scenario.seed);
  return data::find_dataset(scenario.data)->generate(request);
}

nn::TrainerConfig trainer_config(const Scenario& scenario) {
  nn::TrainerConfig config;
  config.network = network_spec(scenario);
  config.loss = nn::find_loss(scenario.loss);
  config.optimizer = nn::find_optimizer(scenario.opt);
  config.init = nn::find_init(scenario.init);
  config.init_deviation = static_cast<float>(scenario.init_sigma);
  config.optimizer_settings = config.optimizer->defaults;
  if (scenario.momentum) config.optimizer_settings->momentum = *scenario.momentum;
  config.learning_rate = static_cast<float>(scenario.lr);
  config.schedule = nn::find_schedule(scenario.schedule);
  config.schedule_settings = {scenario.schedule_every, static_cast<float>(scenario.schedule_factor),
                              scenario.schedule_length,
                              static_cast<float>(std::min(scenario.schedule_lowest, scenario.lr))};
  config.penalty = {static_cast<float>(scenario.l1), static_cast<float>(scenario.l2)};
  config.clipping = {static_cast<float>(scenario.clip_value), static_cast<float>(scenario.clip)};
  config.batch = scenario.batch;
  config.seed = static_cast<std::uint64_t>(scenario.seed);
  return config;
}

void measure(App& app) {
  const double start_s = clock_s();
  app.snapshot = nn::snapshot(*app.trainer);
  app.train = nn::train_metrics(*app.trainer, app.workspace);
  app.test = nn::test_metrics(*app.trainer, app.workspace);
  const data::PointSet& points = app.trainer->points;
  nn::diagnose(app.snapshot.network, app.snapshot.params, app.trainer->dparams,
               std::span(points.x1).first(points.train_count), std::span(points.x2).first(points.train_count),
               app.diagnostics_workspace, app.diagnostics);
  app.diagnosis = diagnose(app);
  app.pace.measure_s = clock_s() - start_s;
  ++app.version;
}

void record(App& app) {
  const double start_s = clock_s();
  add_record(app.history, app.trainer->step, nn::train_metrics(*app.trainer, app.workspace),
             nn::test_metrics(*app.trainer, app.workspace));
  app.pace.record_s = clock_s() - start_s;
}

void report_divergence(App& app) {
  app.shown.play = app.scenario.play = false;
  app.steps_wanted = 0;
  const nn::Divergence& divergence = *app.trainer->divergence;
  const std::string step = i18n::grouped(divergence.step);
  if (const std::size_t layer = undefined_layer(app.trainer->config.network); layer != 0) {
    app.notices.push_back({"notice.diverged_undefined", {step, std::to_string(layer)}});
    return;
  }
  const bool is_loss = divergence.what == nn::Divergence::What::loss;
  app.notices.push_back({is_loss ? "notice.diverged_loss" : "notice.diverged_weights", {step}});
}

std::int64_t next_edit_step(const App& app) {
  for (const Edit& edit : app.scenario.edits) {
    if (edit.step > app.trainer->step) return edit.step;
  }
  return std::numeric_limits<std::int64_t>::max();
}

// Trains `steps`, stopping for records and edits. Returns how many were done.
std::int64_t train_slice(App& app, std::int64_t steps) {
  const double start_s = clock_s();
  nn::Trainer& trainer = *app.trainer;
  std::int64_t records = 0;
  const std::int64_t first = trainer.step;
  const std::int64_t end = first + steps;
  while (trainer.step < end && !trainer.divergence) {
    const std::int64_t record_step = next_record_step(app.history, trainer.step);
    const std::int64_t edit_step = next_edit_step(app);
    nn::train(trainer, std::min({end, record_step, edit_step}) - trainer.step);
    if (trainer.divergence) break;
    if (trainer.step == record_step) {
      record(app);
      ++records;
    }
    if (trainer.step == edit_step) apply_edits(app);
  }
  learn(app.pace, trainer.step - first, records, clock_s() - start_s);
  return trainer.step - first;
}

void count_rate(App& app, double now_s) {
  Rate& rate = app.rate;
  if (rate.window_start_s == 0) {
    rate = {now_s, app.trainer->step, 0};
    return;
  }
  const double window_s = now_s - rate.window_start_s;
  if (window_s < kRateWindowS) return;
  const auto steps = static_cast<double>(app.trainer->step - rate.window_start_step);
  rate = {now_s, app.trainer->step, steps / window_s};
}

// How many steps are due by the chosen speed; all there can be at full speed.
std::int64_t steps_due(App& app, double elapsed_s) {
  if (app.steps_wanted > 0) return app.steps_wanted;
  if (app.shown.speed == 0) return std::numeric_limits<std::int32_t>::max();
  app.play_debt += app.shown.speed * std::min(elapsed_s, kMaxElapsedS);
  return static_cast<std::int64_t>(app.play_debt);
}

// How many steps to make before the next look at the clock; 0: the time is up.
std::int64_t next_slice(const App& app, double left_s) {
  if (left_s <= 0) return 0;
  const double slice_s = std::min(left_s, kSliceS);
  const std::int64_t fit = steps_that_fit(app.pace, app.history, app.trainer->step, slice_s, kMaxSlice);
  // A single step or record that is longer than a slice still fits where so much time is left.
  const bool is_long = fit == 0 && app.pace.step_s + app.pace.record_s <= left_s;
  return is_long ? 1 : fit;
}

}  // namespace

nn::NetworkSpec network_spec(const Scenario& scenario) {
  nn::NetworkSpec spec;
  for (std::size_t i = 0; i < scenario.net.size(); ++i) {
    const auto exception = scenario.act.layers.find(static_cast<int>(i) + 1);
    const bool is_exception = exception != scenario.act.layers.end();
    const std::string& id = is_exception ? exception->second : scenario.act.curves.front();
    spec.hidden.push_back({scenario.net[i],
                           activation_of(scenario, id),
                           {},
                           static_cast<float>(scenario.dropout),
                           nn::find_norm(scenario.norm)});
  }
  return spec;
}

void start_run(App& app) {
  app.shown = app.scenario;
  app.history = {};
  app.play_debt = 0;
  app.rate = {};
  app.pace = {};
  app.steps_wanted = app.scenario.steps;
  auto trainer = nn::make_trainer(trainer_config(app.scenario), make_points(app.scenario));
  if (!trainer.ok()) {
    app.notices.push_back({std::string(nn::text_id(trainer.error())), {}});
    app.trainer.reset();
    return;
  }
  app.trainer = std::move(trainer.value());
  record(app);
  apply_edits(app);
}

void apply_edits(App& app) {
  app.shown = app.scenario;
  if (!app.trainer) return;
  for (const Edit& edit : app.scenario.edits) {
    if (edit.step > app.trainer->step) break;
    decode_value(app.shown, *find_field(edit.key), edit.value);
  }
  update_run(app);
}

void update_run(App& app) {
  if (!app.trainer) return;
  const nn::TrainerConfig config = trainer_config(app.shown);
  nn::set_course(*app.trainer, config);
  nn::set_activations(*app.trainer, config.network);
  measure(app);
}

bool is_busy(const App& app) {
  const bool can_train = app.trainer && !app.trainer->divergence;
  return can_train && (app.shown.play || app.steps_wanted > 0);
}

bool advance(App& app, const Budget& budget) {
  if (!is_busy(app)) return false;
  const std::int64_t first = app.trainer->step;
  std::int64_t due = steps_due(app, budget.elapsed_s);
  const double end_s = clock_s() + budget.train_s - app.pace.measure_s;
  std::int64_t slice = 1;  // at the least: every call gets on
  while (due > 0 && !app.trainer->divergence) {
    const std::int64_t done = train_slice(app, std::min(due, slice));
    due -= done;
    if (app.steps_wanted > 0)
      app.steps_wanted -= done;
    else if (app.shown.speed != 0)
      app.play_debt -= static_cast<double>(done);
    slice = next_slice(app, end_s - clock_s());
    if (slice == 0) break;
  }
  if (app.shown.speed != 0) app.play_debt = std::min(app.play_debt, 0.25 * app.shown.speed + 1.0);
  if (app.trainer->divergence) report_divergence(app);
  if (app.shown.play) count_rate(app, budget.now_s);
  if (app.trainer->step == first && !app.trainer->divergence) return false;
  measure(app);
  return true;
}

double epochs_per_second(const App& app) {
  if (!app.trainer || app.trainer->points.train_count == 0) return 0;
  const double steps_per_epoch = static_cast<double>(app.trainer->points.train_count) / app.shown.batch;
  return app.rate.steps_per_s / std::max(steps_per_epoch, 1.0);
}

}  // namespace lab::app
