#include "app/advance.h"

#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

#include "app/access.h"
#include "app/causes.h"
#include "app/lessons.h"
#include "app/missing_value.h"
#include "app/plan.h"
#include "base/sort_by.h"

namespace lab::app {

namespace {

constexpr double kMaxElapsedS = 0.25;  // a longer pause (a sleeping tab) is not made up for
constexpr double kRateWindowS = 0.5;
constexpr double kDiagnosisS = 0.25;  // so long a diagnosis stays while training goes on

void diagnose_runs(App& app) {
  app.diagnoses.resize(app.runs.size());
  for (std::size_t i = 0; i < app.runs.size(); ++i) {
    run::Run& run = app.runs[i];
    app.diagnoses[i] = run::is_made(run) ? diagnose(run) : Diagnosis{};
    if (!run::is_made(run) || app.runs.size() == 1) continue;
    const nn::Snapshot& seen = run.seen.snapshot;
    app.diagnoses[i].border = border_of(seen.network, seen.params, run.plan.points.plane, run.workspace);
  }
}

// `is_known`: the run had come to it before, and gone back.
void report_divergence(App& app, const run::Run& run, bool is_known) {
  if (is_known && can_train(app)) return;
  app.shown.play = app.scenario.play = false;
  app.transport.steps_wanted = 0;
  if (is_known) return;
  const nn::Divergence& divergence = *run.trainer.divergence;
  const std::string step = i18n::grouped(divergence.step);
  if (const std::optional<MissingValue> missing = missing_value(run)) {
    const char* const id =
        missing->is_by_training ? "notice.diverged_undefined_later" : "notice.diverged_undefined";
    give(app, {id, {step, std::to_string(missing->layer)}});
    return;
  }
  if (cause_of_divergence(run).head.text_id == "diagnosis.exploding") {
    give(app, {"notice.diverged_start", {step}});
    return;
  }
  const bool is_loss = divergence.what == nn::Divergence::What::loss;
  give(app, {is_loss ? "notice.diverged_loss" : "notice.diverged_weights", {step}});
}

void count_rate(App& app, double now_s) {
  Rate& rate = app.transport.rate;
  const std::int64_t step = common_step(app);
  if (rate.window_start_s == 0) {
    rate = {now_s, step, 0};
    return;
  }
  const double window_s = now_s - rate.window_start_s;
  if (window_s < kRateWindowS) return;
  rate = {now_s, step, static_cast<double>(step - rate.window_start_step) / window_s};
}

bool wants_steps(const App& app) {
  return can_train(app) && (app.shown.play || app.transport.steps_wanted > 0);
}

// Playing looks out for what is to pause it; catching up does not.
void look_out(App& app) {
  const Scenario& shown = app.shown;
  Transport& transport = app.transport;
  if (transport.steps_wanted > 0) transport.stop_after = common_step(app) + transport.steps_wanted;
  const bool is_off = !shown.play || transport.steps_wanted > 0;
  const run::StopRule rule =
      is_off ? run::StopRule{}
             : run::StopRule{shown.stop_accuracy, shown.stop_step, shown.stop_plateau, transport.stop_after};
  for (run::Run& run : app.runs) {
    if (run::is_made(run) && run.stop != rule) run::stop_by(run, rule);
  }
}

// Of all runs the first.
std::optional<run::StopAt> stop_of(const App& app) {
  std::optional<run::StopAt> first;
  for (const run::Run& run : app.runs) {
    if (run.stopped && (!first || run.stopped->step < first->step)) first = run.stopped;
  }
  return first;
}

// How many steps are due by the chosen speed; all there can be at full speed.
std::int64_t steps_due(App& app, double elapsed_s) {
  if (!wants_steps(app)) return 0;
  if (app.transport.steps_wanted > 0) return app.transport.steps_wanted;
  const std::optional<std::int64_t>& until = app.learner.run_until;
  const std::int64_t most = std::numeric_limits<std::int32_t>::max();
  std::int64_t left = until ? std::max<std::int64_t>(*until - common_step(app), 0) : most;
  if (const auto stop = stop_of(app))
    left = std::min(left, std::max<std::int64_t>(stop->step - common_step(app), 0));
  if (app.shown.speed == 0) return left;
  app.transport.play_debt += app.shown.speed * std::min(elapsed_s, kMaxElapsedS);
  return std::min(static_cast<std::int64_t>(app.transport.play_debt), left);
}

// A lesson lets the run come so far.
void pause_where_wanted(App& app) {
  std::optional<std::int64_t>& until = app.learner.run_until;
  if (!until || common_step(app) < *until) return;
  until.reset();
  apply(app, Pause{}, By::host);
}

void pay(App& app, std::int64_t steps) {
  Transport& transport = app.transport;
  if (transport.steps_wanted > 0)
    transport.steps_wanted -= steps;
  else if (app.shown.speed != 0)
    transport.play_debt -= static_cast<double>(steps);
}

void work_on(App& app, run::Run& run, std::int64_t steps, double end_s) {
  const bool was_over = run::has_diverged(run);
  const std::int64_t furthest = run.furthest;
  run::work(run, was_over ? 0 : std::max<std::int64_t>(steps, 0), end_s);
  if (!was_over && run::has_diverged(run)) report_divergence(app, run, run.trainer.step <= furthest);
}

// All runs pause at one and the same step.
void pause_at_stop(App& app) {
  constexpr std::string_view kWhy[] = {"notice.stop_accuracy", "notice.stop_step", "notice.stop_plateau"};
  const std::optional<run::StopAt> stop = stop_of(app);
  if (!stop || common_step(app) < stop->step) return;
  for (run::Run& run : app.runs) run::stop_by(run, {});
  for (run::Run& run : app.runs) {
    if (!run::has_diverged(run) && run.trainer.step > stop->step) run::come_near(run, stop->step);
    const std::int64_t left = stop->step - run.trainer.step;
    if (run::is_made(run) && left > 0) work_on(app, run, left, std::numeric_limits<double>::infinity());
  }
  apply(app, Pause{}, By::host);
  const std::int64_t plateau = app.shown.stop_plateau;
  const std::string about = stop->why == run::StopAt::Why::plateau
                                ? i18n::grouped(plateau)
                                : i18n::percent(app.shown.stop_accuracy, 0);
  Notice notice{std::string(kWhy[static_cast<int>(stop->why)]), {i18n::grouped(stop->step), about}};
  notice.is_news = true;
  give(app, std::move(notice));
}

// Each run gets on within its share of the time that is left; the one that is furthest behind first, and none past it.
void work_on_all(App& app, std::int64_t steps, double end_s) {
  std::vector<run::Run*> order;
  for (run::Run& run : app.runs) order.push_back(&run);
  base::sort_by(order, [](const run::Run* run) { return run->trainer.step; });
  std::int64_t goal = common_step(app) + steps;
  for (std::size_t i = 0; i < order.size(); ++i) {
    run::Run& run = *order[i];
    const double now_s = run.clock_s();
    const double share_s = (end_s - now_s) / static_cast<double>(order.size() - i);
    work_on(app, run, goal - run.trainer.step, now_s + share_s);
    if (!run::has_diverged(run)) goal = std::min(goal, run.trainer.step);
  }
}

// What is shown follows the edits that the runs have come by.
void show_edits(App& app) {
  if (app.scenario.edits.empty() && app.scenario.w == HandWeights{}) return;
  app.shown = shown_at(app.scenario, run::settled_step(first_run(app)));
}

run::Run new_run(App& app, const Scenario& side) {
  auto made = run::make_run(plan_of(side));
  run::Run run;
  if (made.ok()) {
    run = std::move(*made);
  } else {
    give(app, {std::string(nn::text_id(made.error())), {}});
  }
  run.clock_s = first_run(app).clock_s;
  return run;
}

// Of a twin, which has the same one in all layers.
bool has_activation_of(const run::Run& run, const Scenario& side) {
  const auto& made = run.plan.course.config.network.hidden;
  const auto& wanted = network_spec(side).hidden;
  return made.empty() || (made.front().activation.program == wanted.front().activation.program &&
                          made.front().activation.params == wanted.front().activation.params);
}

void share_memory(App& app) {
  for (run::Run& run : app.runs) run::set_limit(run.timeline, run::kTimelineBytes / app.runs.size());
}

// As many runs as there are sides. A side with another activation is another run; it makes the steps that the first has made.
void match_sides(App& app, const std::vector<Scenario>& sides) {
  app.runs.resize(sides.size());
  bool is_any_new = false;
  for (std::size_t i = 1; i < sides.size(); ++i) {
    if (run::is_made(app.runs[i]) && has_activation_of(app.runs[i], sides[i])) continue;
    app.runs[i] = new_run(app, sides[i]);
    is_any_new = true;
  }
  share_memory(app);
  const std::int64_t behind = first_run(app).trainer.step - common_step(app);
  if (is_any_new) app.transport.steps_wanted = std::max(app.transport.steps_wanted, behind);
}

std::uint64_t versions(const App& app) {
  std::uint64_t sum = 0;
  for (const run::Run& run : app.runs) sum += run.version;
  return sum;
}

}  // namespace

std::int64_t common_step(const App& app) {
  std::int64_t step = std::numeric_limits<std::int64_t>::max();
  for (const run::Run& run : app.runs) {
    if (!run::has_diverged(run)) step = std::min(step, run.trainer.step);
  }
  return step == std::numeric_limits<std::int64_t>::max() ? first_run(app).trainer.step : step;
}

void start_runs(App& app) {
  app.shown = app.scenario;
  app.transport = {};
  app.transport.steps_wanted = app.scenario.steps;
  app.log.recalled = 0;
  const std::vector<Scenario> sides = sides_of(app.scenario);
  app.runs.resize(sides.size());
  for (std::size_t i = 0; i < sides.size(); ++i) app.runs[i] = new_run(app, sides[i]);
  share_memory(app);
  app.shown = shown_at(app.scenario, 0);
  diagnose_runs(app);
}

void follow_scenario(App& app) {
  app.shown = shown_at(app.scenario, first_run(app).trainer.step);
  const std::vector<Scenario> sides = sides_of(app.scenario);
  match_sides(app, sides);
  for (std::size_t i = 0; i < sides.size(); ++i) {
    if (run::is_made(app.runs[i])) run::set_course(app.runs[i], course_of(sides[i]));
  }
  diagnose_runs(app);
}

void catch_up(App& app) {
  std::int64_t furthest = 0;
  for (const run::Run& run : app.runs) furthest = std::max(furthest, run.trainer.step);
  for (run::Run& run : app.runs) {
    if (run::is_made(run) && run.trainer.step < furthest) {  // by a slice of time at most
      work_on(app, run, furthest - run.trainer.step, std::numeric_limits<double>::infinity());
    }
    if (run::is_made(run) && run::is_behind(run)) run::take_observation(run);
  }
  diagnose_runs(app);
}

std::int64_t furthest_step(const App& app) {
  std::int64_t furthest = 0;
  for (const run::Run& run : app.runs) furthest = std::max(furthest, run.furthest);
  return furthest;
}

void go_to_step(App& app, std::int64_t step) {
  step = std::clamp<std::int64_t>(step, 0, furthest_step(app));
  for (run::Run& run : app.runs) {
    if (run::is_made(run)) run::come_near(run, step);
  }
  app.transport.steps_wanted = std::max<std::int64_t>(step - common_step(app), 0);
  app.shown = shown_at(app.scenario, first_run(app).trainer.step);
}

void forget_future(App& app) {
  const std::int64_t step = first_run(app).trainer.step, furthest = furthest_step(app);
  if (step >= furthest) return;
  std::erase_if(app.scenario.edits, [&](const Edit& edit) {
    return edit.step > step && edit.step <= furthest && !is_locked(app.scenario, edit.key);
  });
  app.shown.edits = app.scenario.edits;
  for (run::Run& run : app.runs) run::forget_future(run);
}

void end_step(App& app) {
  for (run::Run& run : app.runs) run::end_step(run);
  show_edits(app);
}

bool can_train(const App& app) {
  return std::any_of(app.runs.begin(), app.runs.end(),
                     [](const run::Run& run) { return run::is_made(run) && !run::has_diverged(run); });
}

bool is_busy(const App& app) {
  return wants_steps(app) || std::any_of(app.runs.begin(), app.runs.end(), [](const run::Run& run) {
           return run::is_made(run) && run::is_behind(run);
         });
}

bool advance(App& app, const Budget& budget) {
  if (!is_busy(app)) return false;
  const double end_s = first_run(app).clock_s() + budget.train_s;
  const std::int64_t first = common_step(app);
  const std::uint64_t before = versions(app);
  look_out(app);
  const std::int64_t due = steps_due(app, budget.elapsed_s);
  work_on_all(app, due, end_s);
  if (due > 0) pay(app, common_step(app) - first);
  pause_at_stop(app);
  pause_where_wanted(app);
  show_edits(app);
  check_recalled(app);
  const bool is_seen_anew = versions(app) != before;
  if (is_seen_anew) {
    ++app.version;
    watch_goal(app);
  }
  if (!is_busy(app) || budget.now_s >= app.diagnosed_at_s + kDiagnosisS) {
    app.diagnosed_at_s = budget.now_s;
    diagnose_runs(app);
  }
  Transport& transport = app.transport;
  if (app.shown.speed != 0) transport.play_debt = std::min(transport.play_debt, 0.25 * app.shown.speed + 1.0);
  if (app.shown.play) count_rate(app, budget.now_s);
  return common_step(app) != first || is_seen_anew;
}

double epochs_per_second(const App& app) {
  const run::Run& run = first_run(app);
  if (!run::is_made(run) || run.plan.points.train_count == 0) return 0;
  const double steps_per_epoch = static_cast<double>(run.plan.points.train_count) / app.shown.batch;
  return app.transport.rate.steps_per_s / std::max(steps_per_epoch, 1.0);
}

}  // namespace lab::app
