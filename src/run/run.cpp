#include "run/run.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "data/neighbours.h"

namespace lab::run {

namespace {

constexpr double kSliceS = 0.0005;  // between looks at the clock, where pieces are shorter
constexpr std::int64_t kMaxSlice = 1'000'000;

// The trainer goes on as the course says. What a step costs may be another thing now.
template <typename Kind>
void follow_course(RunOf<Kind>& run) {
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
template <typename Kind>
void follow_changes(RunOf<Kind>& run) {
  const auto& changes = run.plan.course.changes;
  const bool has_any = std::any_of(changes.begin(), changes.end(),
                                   [&](const auto& change) { return change.step == run.trainer.step; });
  if (has_any) follow_course(run);
}

// Trains up to `steps`, as far as the next record or change. Returns how many were done.
template <typename Kind>
std::int64_t train_some(RunOf<Kind>& run, std::int64_t steps) {
  const double start_s = run.clock_s();
  typename Kind::Trainer& trainer = run.trainer;
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
template <typename Kind>
bool is_observation_due(const RunOf<Kind>& run) {
  return is_behind(run) && run.worked_s >= observation_s(run);
}

template <typename Kind>
double steps_s(const RunOf<Kind>& run, std::size_t examples) {
  return static_cast<double>(examples) * run.pace.example.each_s;
}

template <typename Kind>
std::int64_t train_piece(RunOf<Kind>& run, std::int64_t steps, double slice_s) {
  const double step_s = steps_s(run, nn::largest_batch(run.trainer));
  const std::int64_t fit = how_many_fit(step_s, slice_s, kMaxSlice);
  return train_some(run, std::min(steps, std::max<std::int64_t>(fit, 1)));
}

template <typename Kind>
void count_piece(RunOf<Kind>& run, double slice_s) {
  const double start_s = run.clock_s();
  const bool was_recording = run.recording.is_under_way;
  if (!is_counting(run)) begin_observation(run);
  count_some(run, slice_s);
  if (was_recording) run.worked_s += run.clock_s() - start_s;
  if (!was_recording || run.recording.is_under_way) return;
  follow_changes(run);
  run.stopped = first_stop(run.history, nn::test_count(run.trainer.examples) > 0, run.stop);
}

template <typename Kind>
std::int64_t up_to_stop(const RunOf<Kind>& run, std::int64_t steps) {
  if (!run.stopped) return steps;
  return std::min(steps, std::max<std::int64_t>(run.stopped->step - run.trainer.step, 0));
}

// Does the next piece of work if it fits into `left_s` or is a `must`, and takes the steps it did off `steps`. Returns
// whether it did.
template <typename Kind>
bool do_piece(RunOf<Kind>& run, std::int64_t& steps, double left_s, bool must, bool is_in_step) {
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
  if (is_in_step && !is_counting(run) && !is_observation_due(run)) return false;
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

void go_by(nn::ImageTrainer& trainer, const ImageCourse& course) {
  nn::set_course(trainer, config_at(course, trainer.step));
}

nn::Examples examples_of(const data::ImageSet& set) {
  return {set.side * set.side, set.count, set.train_count, set.pixels, set.label, {}};
}

namespace {

// With its first record and observation.
template <typename Kind>
RunOf<Kind> begin_run(typename Kind::Plan plan, typename Kind::Trainer trainer, std::int64_t record_stride) {
  RunOf<Kind> run;
  run.plan = std::move(plan);
  run.trainer = std::move(trainer);
  run.history.stride = run.history.first_stride = record_stride;
  run.unset = run.trainer.params;
  run.unset_at = 0;
  keep_state(run.timeline, run.trainer, run.trainer.params);
  set_by_hand(run.trainer, run.plan.course);
  take_record(run);
  follow_course(run);
  take_observation(run);
  return run;
}

constexpr std::int64_t kImageRecords = 50;  // a record takes about as long as so many steps

}  // namespace

base::Result<Run, nn::TrainerError> make_run(Plan plan) {
  auto trainer = nn::make_trainer(plan.course.config, nn::examples_of(plan.points));
  if (!trainer.ok()) return trainer.error();
  const double attainable = data::neighbour_accuracy(plan.points);
  Run run = begin_run<PointKind>(std::move(plan), std::move(trainer.value()), 1);
  run.attainable_accuracy = attainable;
  return run;
}

base::Result<ImageRun, nn::TrainerError> make_run(ImagePlan plan) {
  auto trainer = nn::make_image_trainer(plan.course.config, examples_of(plan.pictures));
  if (!trainer.ok()) return trainer.error();
  return begin_run<ImageKind>(std::move(plan), std::move(trainer.value()), kImageRecords);
}

template <typename Kind, typename Course>
void set_course(RunOf<Kind>& run, Course course) {
  run.plan.course = std::move(course);
  follow_course(run);
  take_observation(run);
}

template <typename Kind>
void end_step(RunOf<Kind>& run) {
  if (!run.recording.is_under_way) return;
  finish_record(run);
  follow_changes(run);
}

template <typename Kind>
void stop_by(RunOf<Kind>& run, const StopRule& rule) {
  run.stop = rule;
  run.stopped = first_stop(run.history, nn::test_count(run.trainer.examples) > 0, rule);
}

template <typename Kind>
void come_near(RunOf<Kind>& run, std::int64_t step) {
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

template <typename Kind>
std::int64_t work(RunOf<Kind>& run, std::int64_t steps, double end_s, bool is_in_step) {
  const std::int64_t first = run.trainer.step;
  steps = up_to_stop(run, steps);
  bool must = true;  // every call gets on
  while (do_piece(run, steps, end_s - run.clock_s(), must, is_in_step)) must = false;
  return run.trainer.step - first;
}

template void set_course(Run&, Course);
template void set_course(ImageRun&, ImageCourse);
template void end_step(Run&);
template void end_step(ImageRun&);
template void stop_by(Run&, const StopRule&);
template void stop_by(ImageRun&, const StopRule&);
template void come_near(Run&, std::int64_t);
template void come_near(ImageRun&, std::int64_t);
template std::int64_t work(Run&, std::int64_t, double, bool);
template std::int64_t work(ImageRun&, std::int64_t, double, bool);

}  // namespace lab::run
