// What is shown of a step and what the loss curve keeps of it, counted up piece by piece: of a large network either takes
// longer than a frame has. The trainer stands still until the last piece is done; so the numbers are those of one step,
// and the same however the work was cut.
#pragma once

#include <cstddef>

#include "nn/diagnostics.h"
#include "nn/gradient_flow.h"
#include "nn/trainer.h"

namespace lab::run {

struct Run;

// All that is seen of a run, of one and the same step.
struct Observation {
  nn::Snapshot snapshot;
  nn::Metrics train, test;
  nn::Diagnostics diagnostics;  // at the training points
  nn::GradientFlow flow;
};

// A record of the loss curve that is being made.
struct Recording {
  bool is_under_way = false;
  nn::MetricsTally tally;
};

// The next observation, while it is being made.
struct Observing {
  bool is_under_way = false;
  Observation next;
  nn::MetricsTally tally;
  std::size_t layers = 0;  // that have been diagnosed; then comes the flow of the gradient, and it is done
};

void begin_record(Run&);
void begin_observation(Run&);
bool is_counting(const Run&);  // a record or an observation is under way: the trainer must not move

// Makes as much of what is under way as fits into `slice_s`, at the least the smallest piece.
void count_some(Run&, double slice_s);

// What the next smallest piece of what is under way costs, as far as that is known.
double next_piece_s(const Run&);

// What an observation costs in all, as far as that is known.
double observation_s(const Run&);

void finish_record(Run&);     // where one is under way
void take_record(Run&);       // all at once
void take_observation(Run&);  // all at once, anew where one was under way

}  // namespace lab::run
