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
#include "run/hand.h"
#include "run/history.h"
#include "run/observe.h"
#include "run/pace.h"
#include "run/stop_rule.h"
#include "run/timeline.h"

namespace lab::run {

// From this step on the trainer goes by this configuration. Only what may change during a run differs from the one before:
// all that nn::set_course and nn::set_activations take.
struct CourseChange {
  std::int64_t step = 0;
  nn::TrainerConfig config;
  HandSets sets;  // done once, when the run has come to the step
};

struct Course {
  nn::TrainerConfig config;           // at step 0
  HandSets sets;                      // of the first weights
  std::vector<CourseChange> changes;  // by step, ascending
};

// What trains by a course without being shown, see replay.h: it goes on as the course says for its step, up to the next change.
void go_by(nn::Trainer&, const Course&);
// Once, when it has come to its step.
void set_by_hand(nn::Trainer&, const Course&);
std::int64_t next_change_step(const Course&, std::int64_t step);

struct Plan {
  Course course;
  data::PointSet points;
};

struct Run {
  Plan plan;
  nn::Trainer trainer;
  // What is shown: of the present step, or while a large network is training of one a few frames ago.
  Observation seen;
  Observation first;               // of step 0
  double attainable_accuracy = 1;  // what the points' neighbours tell; see data/neighbours.h
  LossHistory history;             // may be ahead of what is shown
  Timeline timeline;               // by which it comes back
  std::int64_t furthest = 0;       // the step that it has come to so far
  StopRule stop;                   // of what is trained now
  std::optional<StopAt> stopped;   // the step at which it holds: none further is made
  Recording recording;
  Observing observing;
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

bool is_made(const Run&);  // false of a Run that make_run() did not make: there is nothing to train or see

// The trainer goes on as this course says for the present step, and what is shown is taken anew.
void set_course(Run&, Course);

// The step whose changes are in force: the present one, or while its record is still being made the one before.
std::int64_t settled_step(const Run&);

// Finishes what belongs to the present step, if its record is still being made: before anything else changes.
void end_step(Run&);

// Sees to it that the run makes no step past the one at which this rule holds for the first time, which it may have been to.
void stop_by(Run&, const StopRule&);

// Comes to the state nearest to this step from which training leads to it: a kept one before it, or where it stands. What is shown
// stays until work() observes anew.
void come_near(Run&, std::int64_t step);

// What comes after the present step will be another thing.
void forget_future(Run&);

bool has_diverged(const Run&);
bool is_behind(const Run&);  // what is shown is not, or not wholly, of the present step

// Trains up to `steps` and observes, until `end_s` by the run's clock. Work is cut into pieces whose cost is known from
// those before: a step, some points, a layer. What does not fit is left to the next call, so that the time is kept unless
// a single piece is longer: one is done in any case. At most about half of the time goes into observing where there is
// training to do. Returns how many steps were done; fewer when training diverges.
std::int64_t work(Run&, std::int64_t steps, double end_s);

}  // namespace lab::run
