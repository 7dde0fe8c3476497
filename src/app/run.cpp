#include "app/run.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

#include "app/activations.h"
#include "app/fields.h"
#include "app/refinements.h"

namespace lab::app {

namespace {

constexpr double kSliceS = 0.0005;  // between looks at the clock, where pieces are shorter
constexpr std::int64_t kMaxSlice = 1'000'000;
constexpr double kMaxElapsedS = 0.25;  // a longer pause (a sleeping tab) is not made up for
constexpr double kRateWindowS = 0.5;

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
  config.schedule_settings = schedule_settings(scenario);
  config.penalty = {static_cast<float>(scenario.l1), static_cast<float>(scenario.l2)};
  config.clipping = {static_cast<float>(scenario.clip_value), static_cast<float>(scenario.clip)};
  config.batch = scenario.batch;
  config.seed = static_cast<std::uint64_t>(scenario.seed);
  return config;
}

void report_divergence(App& app) {
  app.shown.play = app.scenario.play = false;
  app.steps_wanted = 0;
  const nn::Divergence& divergence = *app.trainer->divergence;
  const std::string step = i18n::grouped(divergence.step);
  if (const std::optional<MissingValue> missing = missing_value(app)) {
    const char* const id =
        missing->is_by_training ? "notice.diverged_undefined_later" : "notice.diverged_undefined";
    app.notices.push_back({id, {step, std::to_string(missing->layer)}});
    return;
  }
  const bool is_loss = divergence.what == nn::Divergence::What::loss;
  app.notices.push_back({is_loss ? "notice.diverged_loss" : "notice.diverged_weights", {step}});
}

// App::shown = Scenario with the edits up to the present step.
void show_edits(App& app) {
  app.shown = app.scenario;
  if (!app.trainer) return;
  for (const Edit& edit : app.scenario.edits) {
    if (edit.step > app.trainer->step) break;
    decode_value(app.shown, *find_field(edit.key), edit.value);
  }
}

// The trainer goes on as App::shown says. What a step costs may be another thing now.
void follow_shown(App& app) {
  const nn::TrainerConfig config = trainer_config(app.shown);
  nn::set_course(*app.trainer, config);
  nn::set_activations(*app.trainer, config.network);
  app.pace.example = {};
}

// The edits of the present step; what is shown is of an earlier one and stays.
void follow_edits(App& app) {
  const std::vector<Edit>& edits = app.scenario.edits;
  const bool has_any = std::any_of(edits.begin(), edits.end(),
                                   [&](const Edit& edit) { return edit.step == app.trainer->step; });
  if (!has_any) return;
  show_edits(app);
  follow_shown(app);
}

std::int64_t next_edit_step(const App& app) {
  for (const Edit& edit : app.scenario.edits) {
    if (edit.step > app.trainer->step) return edit.step;
  }
  return std::numeric_limits<std::int64_t>::max();
}

// Trains up to `steps`, as far as the next record or edit. Returns how many were done.
std::int64_t train_some(App& app, std::int64_t steps) {
  const double start_s = app.clock_s();
  nn::Trainer& trainer = *app.trainer;
  const std::int64_t first = trainer.step;
  const std::int64_t seen = nn::examples_seen(trainer);
  const std::int64_t record_step = run::next_record_step(app.history, first);
  nn::train(trainer, std::min({first + steps, record_step, next_edit_step(app)}) - first);
  const double took_s = app.clock_s() - start_s;
  app.worked_s += took_s;
  run::learn(app.pace.example, nn::examples_seen(trainer) - seen, took_s);
  if (trainer.divergence) {
    report_divergence(app);
  } else if (trainer.step == record_step) {
    begin_record(app);
  } else {
    follow_edits(app);
  }
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

bool wants_steps(const App& app) {
  const bool can_train = app.trainer && !app.trainer->divergence;
  return can_train && (app.shown.play || app.steps_wanted > 0);
}

// How many steps are due by the chosen speed; all there can be at full speed.
std::int64_t steps_due(App& app, double elapsed_s) {
  if (!wants_steps(app)) return 0;
  if (app.steps_wanted > 0) return app.steps_wanted;
  if (app.shown.speed == 0) return std::numeric_limits<std::int32_t>::max();
  app.play_debt += app.shown.speed * std::min(elapsed_s, kMaxElapsedS);
  return static_cast<std::int64_t>(app.play_debt);
}

void pay(App& app, std::int64_t steps) {
  if (app.steps_wanted > 0)
    app.steps_wanted -= steps;
  else if (app.shown.speed != 0)
    app.play_debt -= static_cast<double>(steps);
}

// Whether it is time for a picture: as much time has gone into the run as it costs, so that the picture of a
// large network does not leave the run without time.
bool is_picture_due(const App& app) { return is_behind(app) && app.worked_s >= picture_s(app); }

double steps_s(const App& app, std::size_t examples) {
  return static_cast<double>(examples) * app.pace.example.each_s;
}

void train_piece(App& app, std::int64_t& due, double slice_s) {
  const double step_s = steps_s(app, nn::largest_batch(*app.trainer));
  const std::int64_t fit = run::how_many_fit(step_s, slice_s, kMaxSlice);
  const std::int64_t done = train_some(app, std::min(due, std::max<std::int64_t>(fit, 1)));
  pay(app, done);
  due = app.trainer->divergence ? 0 : due - done;
}

void measure_piece(App& app, double slice_s) {
  const double start_s = app.clock_s();
  const bool was_recording = app.recording.is_under_way;
  if (!is_measuring(app)) begin_picture(app);
  measure_some(app, slice_s);
  if (was_recording) app.worked_s += app.clock_s() - start_s;
  if (was_recording && !app.recording.is_under_way) follow_edits(app);
}

// Does the next piece of work if it fits into `left_s` or is a `must`. Returns whether it did.
bool do_piece(App& app, std::int64_t& due, double left_s, bool must) {
  if (due > 0 && !is_measuring(app)) {
    const bool is_due = is_picture_due(app);
    const double room_s = is_due ? left_s - picture_s(app) : left_s;
    if (steps_s(app, nn::next_batch_size(*app.trainer)) <= room_s || (must && !is_due)) {
      train_piece(app, due, std::min(room_s, kSliceS));
      return true;
    }
    if (!is_due) return false;  // what is left is too short for a step
  }
  if (!is_behind(app)) return false;
  if (!must && next_piece_s(app) > left_s) return false;
  measure_piece(app, std::min(left_s, kSliceS));
  return true;
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
  app.worked_s = 0;
  app.recording = {};
  app.picture = {};
  app.steps_wanted = app.scenario.steps;
  app.points = make_points(app.scenario);
  auto trainer = nn::make_trainer(trainer_config(app.scenario), nn::examples_of(app.points));
  if (!trainer.ok()) {
    app.notices.push_back({std::string(nn::text_id(trainer.error())), {}});
    app.trainer.reset();
    return;
  }
  app.trainer = std::move(trainer.value());
  take_record(app);
  apply_edits(app);
}

void apply_edits(App& app) {
  show_edits(app);
  update_run(app);
}

void update_run(App& app) {
  if (!app.trainer) return;
  follow_shown(app);
  take_picture(app);
}

void end_step(App& app) {
  if (!app.recording.is_under_way) return;
  finish_record(app);
  follow_edits(app);
}

bool is_behind(const App& app) {
  return app.trainer && (is_measuring(app) || app.snapshot.step != app.trainer->step);
}

bool is_busy(const App& app) { return wants_steps(app) || is_behind(app); }

bool advance(App& app, const Budget& budget) {
  if (!is_busy(app)) return false;
  const double end_s = app.clock_s() + budget.train_s;
  const std::int64_t first = app.trainer->step;
  const std::uint64_t version = app.version;
  std::int64_t due = steps_due(app, budget.elapsed_s);
  bool must = true;  // every call gets on
  while (do_piece(app, due, end_s - app.clock_s(), must)) must = false;
  if (app.shown.speed != 0) app.play_debt = std::min(app.play_debt, 0.25 * app.shown.speed + 1.0);
  if (app.shown.play) count_rate(app, budget.now_s);
  return app.trainer->step != first || app.version != version;
}

double epochs_per_second(const App& app) {
  if (!app.trainer || app.points.train_count == 0) return 0;
  const double steps_per_epoch = static_cast<double>(app.points.train_count) / app.shown.batch;
  return app.rate.steps_per_s / std::max(steps_per_epoch, 1.0);
}

}  // namespace lab::app
