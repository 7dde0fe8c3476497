#include "app/advance.h"

#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

#include "app/access.h"
#include "app/bench.h"
#include "app/causes.h"
#include "app/image_plan.h"
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
  if (has_pictures(app)) {
    app.diagnoses.assign(app.image_runs.size(), {});  // nothing is known of them in words
    return;
  }
  app.diagnoses.resize(app.runs.size());
  for (std::size_t i = 0; i < app.runs.size(); ++i) {
    run::Run& run = app.runs[i];
    app.diagnoses[i] = run::is_made(run) ? diagnose(run) : Diagnosis{};
    if (!run::is_made(run) || app.runs.size() == 1) continue;
    const nn::Snapshot& seen = run.seen.snapshot;
    app.diagnoses[i].border = border_of(seen.network, seen.params, run.plan.points.plane, run.workspace);
  }
}

Notice divergence_notice(const nn::Divergence& divergence) {
  const bool is_loss = divergence.what == nn::Divergence::What::loss;
  return {is_loss ? "notice.diverged_loss" : "notice.diverged_weights", {i18n::grouped(divergence.step)}};
}

Notice divergence_notice(const run::ImageRun& run) { return divergence_notice(*run.trainer.divergence); }

Notice divergence_notice(const run::Run& run) {
  const std::string step = i18n::grouped(run.trainer.divergence->step);
  if (const std::optional<MissingValue> missing = missing_value(run)) {
    const char* const id =
        missing->is_by_training ? "notice.diverged_undefined_later" : "notice.diverged_undefined";
    return {id, {step, std::to_string(missing->layer)}};
  }
  if (cause_of_divergence(run).head.text_id == "diagnosis.exploding")
    return {"notice.diverged_start", {step}};
  return divergence_notice(*run.trainer.divergence);
}

// `is_known`: the run had come to it before, and gone back.
template <typename Kind>
void report_divergence(App& app, const run::RunOf<Kind>& run, bool is_known) {
  if (is_known && can_train(app)) return;
  app.shown.play = app.scenario.play = false;
  app.transport.steps_wanted = 0;
  if (!is_known) give(app, divergence_notice(run));
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
  for_each_run(app, [&](auto& run) {
    if (run::is_made(run) && run.stop != rule) run::stop_by(run, rule);
  });
}

// Of all runs the first.
std::optional<run::StopAt> stop_of(const App& app) {
  std::optional<run::StopAt> first;
  for_each_run(app, [&](const auto& run) {
    if (run.stopped && (!first || run.stopped->step < first->step)) first = run.stopped;
  });
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

template <typename Kind>
void work_on(App& app, run::RunOf<Kind>& run, std::int64_t steps, double end_s, bool is_in_step = false) {
  const bool was_over = run::has_diverged(run);
  const std::int64_t furthest = run.furthest;
  run::work(run, was_over ? 0 : std::max<std::int64_t>(steps, 0), end_s, is_in_step);
  if (!was_over && run::has_diverged(run)) report_divergence(app, run, run.trainer.step <= furthest);
}

// All runs pause at one and the same step.
void pause_at_stop(App& app) {
  constexpr std::string_view kWhy[] = {"notice.stop_accuracy", "notice.stop_step", "notice.stop_plateau"};
  const std::optional<run::StopAt> stop = stop_of(app);
  if (!stop || common_step(app) < stop->step) return;
  for_each_run(app, [](auto& run) { run::stop_by(run, {}); });
  for_each_run(app, [&](auto& run) {
    if (!run::has_diverged(run) && run.trainer.step > stop->step) run::come_near(run, stop->step);
    const std::int64_t left = stop->step - run.trainer.step;
    if (run::is_made(run) && left > 0) work_on(app, run, left, std::numeric_limits<double>::infinity());
  });
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
template <typename Kind>
void work_on_each(App& app, std::vector<run::RunOf<Kind>>& runs, std::int64_t goal, double end_s,
                  bool is_in_step) {
  std::vector<run::RunOf<Kind>*> order;
  for (run::RunOf<Kind>& run : runs) order.push_back(&run);
  base::sort_by(order, [](const run::RunOf<Kind>* run) { return run->trainer.step; });
  for (std::size_t i = 0; i < order.size(); ++i) {
    run::RunOf<Kind>& run = *order[i];
    const double now_s = run.clock_s();
    const double share_s = (end_s - now_s) / static_cast<double>(order.size() - i);
    work_on(app, run, goal - run.trainer.step, now_s + share_s, is_in_step);
    if (!run::has_diverged(run)) goal = std::min(goal, run.trainer.step);
  }
}

// What one run leaves of its share, since it has come as far as the others, is shared out again.
template <typename Kind>
void work_on_all(App& app, std::vector<run::RunOf<Kind>>& runs, std::int64_t steps, double end_s) {
  const std::int64_t goal = common_step(app) + steps;
  const bool is_in_step = runs.size() > 1 && steps > 0;
  const auto done = [&] {
    std::uint64_t sum = 0;
    for (const run::RunOf<Kind>& run : runs) sum += run::work_done(run);
    return sum;
  };
  std::uint64_t before = 0;
  do {
    before = done();
    work_on_each(app, runs, goal, end_s, is_in_step);
  } while (is_in_step && done() != before && clock_of(app)() < end_s);
}

// What is shown follows the edits that the runs have come by.
void show_edits(App& app) {
  if (app.scenario.edits.empty() && app.scenario.w == HandWeights{}) return;
  app.shown = shown_at(app.scenario,
                       with_runs(app, [](const auto& runs) { return run::settled_step(runs.front()); }));
}

// All sides of a run may have the same to say, and say it at every change.
void give_once(App& app, Notice notice) {
  const bool is_told = std::any_of(app.notices.begin(), app.notices.end(), [&](const Notice& told) {
    return told.text_id == notice.text_id && told.args == notice.args;
  });
  if (!is_told) give(app, std::move(notice));
}

template <typename Kind>
run::RunOf<Kind> made_or_told(App& app, base::Result<run::RunOf<Kind>, nn::TrainerError> made) {
  if (made.ok()) return std::move(*made);
  give_once(app, {std::string(nn::text_id(made.error())), {}});
  return {};
}

run::Run new_run(App& app, const Scenario& side) { return made_or_told(app, run::make_run(plan_of(side))); }

run::ImageRun new_image_run(App& app, const Scenario& side) {
  if (!app.environment.can_train_pictures) return {};  // until later_parts_have_come()
  if (auto misfit = image_misfit(side)) {
    give_once(app, std::move(*misfit));
    return {};
  }
  return made_or_told(app, run::make_run(image_plan_of(side)));
}

void begin_run(App& app, run::Run& run, const Scenario& side) { run = new_run(app, side); }
void begin_run(App& app, run::ImageRun& run, const Scenario& side) { run = new_image_run(app, side); }

bool is_same_function(const act::Activation& a, const act::Activation& b) {
  return a.program == b.program && a.params == b.params;
}

// Of a twin, which has the same activation in all layers and all else as the first.
bool has_network_of(const run::Run& run, const Scenario& side) {
  const auto& made = run.plan.course.config.network.hidden;
  const auto& wanted = network_spec(side).hidden;
  return made.empty() || is_same_function(made.front().activation, wanted.front().activation);
}

bool has_network_of(const run::ImageRun& run, const Scenario& side) {
  const auto& made = run.plan.course.config.network.layers;
  const auto& wanted = image_network(side).layers;
  return std::equal(made.begin(), made.end(), wanted.begin(), wanted.end(), [](const auto& a, const auto& b) {
    return a.kind == b.kind && a.channels == b.channels && a.window == b.window &&
           is_same_function(a.activation, b.activation);
  });
}

void share_memory(App& app) {
  with_runs(app, [](auto& runs) {
    for (auto& run : runs) run::set_limit(run.timeline, run::kTimelineBytes / runs.size());
  });
}

// As many runs as there are sides. A side with another activation is another run; it makes the steps that the first has made.
void match_sides(App& app, const std::vector<Scenario>& sides) {
  bool is_any_new = false;
  with_runs(app, [&](auto& runs) {
    runs.resize(sides.size());
    for (std::size_t i = 1; i < sides.size(); ++i) {
      if (run::is_made(runs[i]) && has_network_of(runs[i], sides[i])) continue;
      begin_run(app, runs[i], sides[i]);
      runs[i].clock_s = runs.front().clock_s;
      is_any_new = true;
    }
  });
  share_memory(app);
  const std::int64_t behind = run_step(app) - common_step(app);
  if (is_any_new) app.transport.steps_wanted = std::max(app.transport.steps_wanted, behind);
}

std::uint64_t versions(const App& app) {
  std::uint64_t sum = 0;
  for_each_run(app, [&](const auto& run) { sum += run.version; });
  return sum;
}

}  // namespace

std::int64_t common_step(const App& app) {
  std::int64_t step = std::numeric_limits<std::int64_t>::max();
  for_each_run(app, [&](const auto& run) {
    if (!run::has_diverged(run)) step = std::min(step, run.trainer.step);
  });
  return step == std::numeric_limits<std::int64_t>::max() ? run_step(app) : step;
}

void start_runs(App& app) {
  app.shown = app.scenario;
  app.transport = {};
  app.transport.steps_wanted = app.scenario.steps;
  app.log.recalled = 0;
  const std::vector<Scenario> sides = sides_of(app.scenario);
  const auto clock = clock_of(app);
  const bool is_of_images = bench_of(app.scenario.view) == "image";
  app.image_runs.resize(is_of_images ? sides.size() : 0);
  if (is_of_images) app.runs = std::vector<run::Run>(1);  // made of nothing
  with_runs(app, [&](auto& runs) {
    runs.resize(sides.size());
    for (std::size_t i = 0; i < sides.size(); ++i) begin_run(app, runs[i], sides[i]);
    for (auto& run : runs) run.clock_s = clock;
  });
  share_memory(app);
  app.shown = shown_at(app.scenario, 0);
  diagnose_runs(app);
}

void follow_scenario(App& app) {
  app.shown = shown_at(app.scenario, run_step(app));
  const std::vector<Scenario> sides = sides_of(app.scenario);
  match_sides(app, sides);
  for (std::size_t i = 0; i < sides.size(); ++i) {
    if (has_pictures(app) && run::is_made(app.image_runs[i]))
      run::set_course(app.image_runs[i], image_course_of(sides[i]));
    else if (!has_pictures(app) && run::is_made(app.runs[i]))
      run::set_course(app.runs[i], course_of(sides[i]));
  }
  diagnose_runs(app);
}

void catch_up(App& app) {
  std::int64_t furthest = 0;
  for_each_run(app, [&](const auto& run) { furthest = std::max(furthest, run.trainer.step); });
  for_each_run(app, [&](auto& run) {
    if (run::is_made(run) && run.trainer.step < furthest) {  // by a slice of time at most
      work_on(app, run, furthest - run.trainer.step, std::numeric_limits<double>::infinity());
    }
    if (run::is_made(run) && run::is_behind(run)) run::take_observation(run);
  });
  diagnose_runs(app);
}

std::int64_t furthest_step(const App& app) {
  std::int64_t furthest = 0;
  for_each_run(app, [&](const auto& run) { furthest = std::max(furthest, run.furthest); });
  return furthest;
}

void go_to_step(App& app, std::int64_t step) {
  step = std::clamp<std::int64_t>(step, 0, furthest_step(app));
  for_each_run(app, [&](auto& run) {
    if (run::is_made(run)) run::come_near(run, step);
  });
  app.transport.steps_wanted = std::max<std::int64_t>(step - common_step(app), 0);
  app.shown = shown_at(app.scenario, run_step(app));
}

void forget_future(App& app) {
  const std::int64_t step = run_step(app), furthest = furthest_step(app);
  if (step >= furthest) return;
  std::erase_if(app.scenario.edits, [&](const Edit& edit) {
    return edit.step > step && edit.step <= furthest && !is_locked(app.scenario, edit.key);
  });
  app.shown.edits = app.scenario.edits;
  for_each_run(app, [](auto& run) { run::forget_future(run); });
}

void end_step(App& app) {
  for_each_run(app, [](auto& run) { run::end_step(run); });
  show_edits(app);
}

bool can_train(const App& app) {
  return with_runs(app, [](const auto& runs) {
    return std::any_of(runs.begin(), runs.end(),
                       [](const auto& run) { return run::is_made(run) && !run::has_diverged(run); });
  });
}

bool is_busy(const App& app) {
  return wants_steps(app) || with_runs(app, [](const auto& runs) {
           return std::any_of(runs.begin(), runs.end(),
                              [](const auto& run) { return run::is_made(run) && run::is_behind(run); });
         });
}

bool advance(App& app, const Budget& budget) {
  if (!is_busy(app)) return false;
  const double end_s = clock_of(app)() + budget.train_s;
  const std::int64_t first = common_step(app);
  const std::uint64_t before = versions(app);
  look_out(app);
  const std::int64_t due = steps_due(app, budget.elapsed_s);
  with_runs(app, [&](auto& runs) { work_on_all(app, runs, due, end_s); });
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
  const auto train_count =
      with_runs(app, [](const auto& runs) { return runs.front().trainer.examples.train_count; });
  if (train_count == 0) return 0;
  const double steps_per_epoch = static_cast<double>(train_count) / app.shown.batch;
  return app.transport.rate.steps_per_s / std::max(steps_per_epoch, 1.0);
}

}  // namespace lab::app
