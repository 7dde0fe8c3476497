// What is shown of a step and what the loss curve keeps of it, counted up piece by piece: of a large network either takes
// longer than a frame has. The trainer stands still until the last piece is done; so the numbers are those of one step,
// and the same however the work was cut.
#pragma once

#include <cstddef>
#include <vector>

#include "nn/conv/image_trainer.h"
#include "nn/diagnostics.h"
#include "nn/gradient_flow.h"
#include "nn/trainer.h"
#include "run/kinds.h"

namespace lab::run {

// All that is seen of a run, of one and the same step.
struct Observation {
  nn::Snapshot snapshot;
  nn::Metrics train, test;
  nn::Diagnostics diagnostics;  // at the training points
  nn::GradientFlow flow;
};

struct ImageObservation {
  nn::ImageSnapshot snapshot;
  nn::Metrics train, test;
  std::vector<nn::Answer> answers;  // to each held-out picture, in their order
};

// A record of the loss curve that is being made.
struct Recording {
  bool is_under_way = false;
  nn::MetricsTally tally;
};

// The next observation, while it is being made.
template <typename Observation>
struct ObservingOf {
  bool is_under_way = false;
  Observation next;
  nn::MetricsTally tally;
  // What comes after the metrics. Of points: layers that have been diagnosed; then the flow of the gradient. Of pictures:
  // chunks of held-out ones that have been answered.
  std::size_t looks = 0;
};

template <typename Kind>
void begin_record(RunOf<Kind>& run) {
  run.recording = {true, {}};
}

template <typename Kind>
void begin_observation(RunOf<Kind>&);

template <typename Kind>
bool is_counting(
    const RunOf<Kind>& run) {  // a record or an observation is under way: the trainer must not move
  return run.recording.is_under_way || run.observing.is_under_way;
}

// Makes as much of what is under way as fits into `slice_s`, at the least the smallest piece.
template <typename Kind>
void count_some(RunOf<Kind>&, double slice_s);

// What the next smallest piece of what is under way costs, as far as that is known.
template <typename Kind>
double next_piece_s(const RunOf<Kind>&);

// What an observation costs in all, as far as that is known.
template <typename Kind>
double observation_s(const RunOf<Kind>&);

template <typename Kind>
void finish_record(RunOf<Kind>&);  // where one is under way
template <typename Kind>
void take_record(RunOf<Kind>&);  // all at once
template <typename Kind>
void take_observation(RunOf<Kind>&);  // all at once, anew where one was under way

}  // namespace lab::run
