#include "run/run.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "data/neighbours.h"

namespace lab::run {

namespace {

constexpr double kSliceS = 0.0005;  // between looks at the clock, where pieces are shorter
constexpr std::int64_t kMaxSlice = 1'000'000;

// What the course says for a step.
const nn::TrainerConfig& config_at(const Course& course, std::int64_t step) {
  const nn::TrainerConfig* config = &course.config;
  for (const CourseChange& change : course.changes) {
    if (change.step > step) break;
    config = &change.config;
  }
  return *config;
}

// The trainer goes on as the course says. What a step costs may be another thing now.
void follow_course(Run& run) {
  go_by(run.trainer, run.plan.course);
  if (run.unset_at == run.trainer.step)
    run.trainer.params = run.unset;
  else
    run.unset = run.trainer.params;
  run.unset_at = run.trainer.step;
  set_by_hand(run.trainer, run.plan.course);
  run.pace.example = {};
}

// The changes of the present step; what is shown is of an earlier one and stays.
void follow_changes(Run& run) {
  const auto& changes = run.plan.course.changes;
  const bool has_any = std::any_of(changes.begin(), changes.end(), [&](const CourseChange& change) {
    return change.step == run.trainer.step;
  });
  if (has_any) follow_course(run);
}

// Trains up to `steps`, as far as the next record or change. Returns how many were done.
std::int64_t train_some(Run& run, std::int64_t steps) {
  const double start_s = run.clock_s();
  nn::Trainer& trainer = run.trainer;
  const std::int64_t first = trainer.step;
  const std::int64_t seen = nn::examples_seen(trainer);
  const std::int64_t record_step = next_record_step(run.history, first);
  const std::int64_t state_step = next_state_step(run.timeline, first);
  nn::train(
      trainer,
      std::min({first + steps, record_step, state_step, next_change_step(run.plan.course, first)}) - first);
  const double took_s = run.clock_s() - start_s;
  run.worked_s += took_s;
  learn(run.pace.example, nn::examples_seen(trainer) - seen, took_s);
  run.furthest = std::max(run.furthest, trainer.step);
  if (!trainer.divergence && trainer.step == state_step) keep_state(run.timeline, trainer, trainer.params);
  if (!trainer.divergence && trainer.step == record_step) {
    begin_record(run);
  } else if (!trainer.divergence) {
    follow_changes(run);
  }
  return trainer.step - first;
}

// Whether it is time to observe: as much time has gone into the run as it costs, so that a large network does not leave
// the run without time.
bool is_observation_due(const Run& run) { return is_behind(run) && run.worked_s >= observation_s(run); }

double steps_s(const Run& run, std::size_t examples) {
  return static_cast<double>(examples) * run.pace.example.each_s;
}

std::int64_t train_piece(Run& run, std::int64_t steps, double slice_s) {
  const double step_s = steps_s(run, nn::largest_batch(run.trainer));
  const std::int64_t fit = how_many_fit(step_s, slice_s, kMaxSlice);
  return train_some(run, std::min(steps, std::max<std::int64_t>(fit, 1)));
}

void count_piece(Run& run, double slice_s) {
  const double start_s = run.clock_s();
  const bool was_recording = run.recording.is_under_way;
  if (!is_counting(run)) begin_observation(run);
  count_some(run, slice_s);
  if (was_recording) run.worked_s += run.clock_s() - start_s;
  if (!was_recording || run.recording.is_under_way) return;
  follow_changes(run);
  run.stopped = first_stop(run.history, nn::test_count(run.trainer.examples) > 0, run.stop);
}

std::int64_t up_to_stop(const Run& run, std::int64_t steps) {
  if (!run.stopped) return steps;
  return std::min(steps, std::max<std::int64_t>(run.stopped->step - run.trainer.step, 0));
}

// Does the next piece of work if it fits into `left_s` or is a `must`, and takes the steps it did off `steps`. Returns
// whether it did.
bool do_piece(Run& run, std::int64_t& steps, double left_s, bool must) {
  if (steps > 0 && !is_counting(run)) {
    const bool is_due = is_observation_due(run);
    const double room_s = is_due ? left_s - observation_s(run) : left_s;
    if (steps_s(run, nn::next_batch_size(run.trainer)) <= room_s || (must && !is_due)) {
      steps -= train_piece(run, steps, std::min(room_s, kSliceS));
      if (run.trainer.divergence) steps = 0;
      return true;
    }
    if (!is_due) return false;  // what is left is too short for a step
  }
  if (!is_behind(run)) return false;
  if (!must && next_piece_s(run) > left_s) return false;
  count_piece(run, std::min(left_s, kSliceS));
  steps = up_to_stop(run, steps);
  return true;
}

}  // namespace

void go_by(nn::Trainer& trainer, const Course& course) {
  const nn::TrainerConfig& config = config_at(course, trainer.step);
  nn::set_course(trainer, config);
  nn::set_activations(trainer, config.network);
}

void set_by_hand(nn::Trainer& trainer, const Course& course) {
  if (trainer.step == 0) set_by_hand(trainer.params, course.sets);
  for (const CourseChange& change : course.changes) {
    if (change.step == trainer.step) set_by_hand(trainer.params, change.sets);
  }
}

std::int64_t next_change_step(const Course& course, std::int64_t step) {
  for (const CourseChange& change : course.changes) {
    if (change.step > step) return change.step;
  }
  return std::numeric_limits<std::int64_t>::max();
}

base::Result<Run, nn::TrainerError> make_run(Plan plan) {
  auto trainer = nn::make_trainer(plan.course.config, nn::examples_of(plan.points));
  if (!trainer.ok()) return trainer.error();
  Run run;
  run.plan = std::move(plan);
  run.attainable_accuracy = data::neighbour_accuracy(run.plan.points);
  run.trainer = std::move(trainer.value());
  run.unset = run.trainer.params;
  run.unset_at = 0;
  keep_state(run.timeline, run.trainer, run.trainer.params);
  set_by_hand(run.trainer, run.plan.course);
  take_record(run);
  follow_course(run);
  take_observation(run);
  return run;
}

bool is_made(const Run& run) { return !run.trainer.params.empty(); }

void set_course(Run& run, Course course) {
  run.plan.course = std::move(course);
  follow_course(run);
  take_observation(run);
}

std::int64_t settled_step(const Run& run) { return run.trainer.step - (run.recording.is_under_way ? 1 : 0); }

void end_step(Run& run) {
  if (!run.recording.is_under_way) return;
  finish_record(run);
  follow_changes(run);
}

void stop_by(Run& run, const StopRule& rule) {
  run.stop = rule;
  run.stopped = first_stop(run.history, nn::test_count(run.trainer.examples) > 0, rule);
}

void come_near(Run& run, std::int64_t step) {
  end_step(run);
  run.stopped.reset();
  const nn::TrainerState* const state = state_before(run.timeline, step);
  const bool is_on_the_way =
      run.trainer.step <= step && (state == nullptr || state->step <= run.trainer.step);
  if (state == nullptr || is_on_the_way) return;
  nn::go_back(run.trainer, *state);
  run.observing = {};
  run.worked_s = 0;
  run.unset_at = -1;
  follow_course(run);
}

void forget_future(Run& run) {
  run.furthest = run.trainer.step;
  forget_after(run.history, run.trainer.step);
  forget_after(run.timeline, run.trainer.step);
}

bool has_diverged(const Run& run) { return run.trainer.divergence.has_value(); }

bool is_behind(const Run& run) { return is_counting(run) || run.seen.snapshot.step != run.trainer.step; }

std::int64_t work(Run& run, std::int64_t steps, double end_s) {
  const std::int64_t first = run.trainer.step;
  steps = up_to_stop(run, steps);
  bool must = true;  // every call gets on
  while (do_piece(run, steps, end_s - run.clock_s(), must)) must = false;
  return run.trainer.step - first;
}

}  // namespace lab::run
