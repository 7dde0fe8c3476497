// One training run: made from a plan, moved on in slices of time, never dependent on frame rate. It owns all that belongs
// to it, so that any number of runs can stand beside each other; it knows nothing of the program around it.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "data/points.h"
#include "nn/diagnostics.h"
#include "nn/trainer.h"
#include "run/course.h"
#include "run/history.h"
#include "run/observe.h"
#include "run/pace.h"
#include "run/stop_rule.h"
#include "run/timeline.h"

namespace lab::run {

// What differs between runs of points and runs of pictures.
struct PointKind {
  using Trainer = nn::Trainer;
  using Plan = run::Plan;
  using Observation = run::Observation;
};

struct ImageKind {
  using Trainer = nn::ImageTrainer;
  using Plan = ImagePlan;
  using Observation = ImageObservation;
};

template <typename Kind>
struct RunOf {
  typename Kind::Plan plan;
  typename Kind::Trainer trainer;
  // What is shown: of the present step, or while a large network is training of one a few frames ago.
  typename Kind::Observation seen;
  typename Kind::Observation first;  // of step 0
  double attainable_accuracy = 1;    // what the points' neighbours tell; see data/neighbours.h
  LossHistory history;               // may be ahead of what is shown
  Timeline timeline;                 // by which it comes back
  std::int64_t furthest = 0;         // the step that it has come to so far
  StopRule stop;                     // of what is trained now
  std::optional<StopAt> stopped;     // the step at which it holds: none further is made
  Recording recording;
  ObservingOf<typename Kind::Observation> observing;
  std::vector<float> unset;    // the parameters as training has left them at step `unset_at`, before a hand
  std::int64_t unset_at = -1;  // set some there; −1: at none
  Pace pace;
  double worked_s = 0;        // time spent on steps and records since the last observation
  std::uint64_t version = 1;  // changes with every observation
  nn::Workspace workspace;    // scratch of the observations
  nn::DiagnosticsWorkspace diagnostics_workspace{.describes_values = false};  // nothing shows distributions
  nn::FlowWorkspace flow_workspace;
  double (*clock_s)() = base::wall_clock_s;  // that budgets go by
};

// At step 0, observed and with its first record.
base::Result<Run, nn::TrainerError> make_run(Plan);
base::Result<ImageRun, nn::TrainerError> make_run(ImagePlan);

// What follows is there for both kinds.

template <typename Kind>
bool is_made(
    const RunOf<Kind>& run) {  // false of one that make_run() did not make: there is nothing to train or see
  return !run.trainer.params.empty();
}

// The trainer goes on as this course says for the present step, and what is shown is taken anew.
template <typename Kind, typename Course>
void set_course(RunOf<Kind>&, Course);

// The step whose changes are in force: the present one, or while its record is still being made the one before.
template <typename Kind>
std::int64_t settled_step(const RunOf<Kind>& run) {
  return run.trainer.step - (run.recording.is_under_way ? 1 : 0);
}

// Finishes what belongs to the present step, if its record is still being made: before anything else changes.
template <typename Kind>
void end_step(RunOf<Kind>&);

// Sees to it that the run makes no step past the one at which this rule holds for the first time, which it may have been to.
template <typename Kind>
void stop_by(RunOf<Kind>&, const StopRule&);

// Comes to the state nearest to this step from which training leads to it: a kept one before it, or where it stands. What is shown
// stays until work() observes anew.
template <typename Kind>
void come_near(RunOf<Kind>&, std::int64_t step);

// What comes after the present step will be another thing.
template <typename Kind>
void forget_future(RunOf<Kind>& run) {
  run.furthest = run.trainer.step;
  forget_after(run.history, run.trainer.step);
  forget_after(run.timeline, run.trainer.step);
}

template <typename Kind>
bool has_diverged(const RunOf<Kind>& run) {
  return run.trainer.divergence.has_value();
}

// What is shown is not, or not wholly, of the present step.
template <typename Kind>
bool is_behind(const RunOf<Kind>& run) {
  return is_counting(run) || run.seen.snapshot.step != run.trainer.step;
}

// Trains up to `steps` and observes, until `end_s` by the run's clock. Work is cut into pieces whose cost is known from
// those before: a step, some points, a layer. What does not fit is left to the next call, so that the time is kept unless
// a single piece is longer: one is done in any case. At most about half of the time goes into observing where there is
// training to do. Returns how many steps were done; fewer when training diverges. `is_in_step`: it will be given more steps as soon as
// others have made theirs, and spends no more on observing than while it trains.
template <typename Kind>
std::int64_t work(RunOf<Kind>&, std::int64_t steps, double end_s, bool is_in_step = false);

// Changes with every piece of work.
template <typename Kind>
std::uint64_t work_done(const RunOf<Kind>& run) {
  return static_cast<std::uint64_t>(run.trainer.step) + run.version + run.recording.tally.points +
         run.observing.tally.points + run.observing.looks;
}

}  // namespace lab::run
