// What is shown of a step and what the loss curve keeps of it, measured piece by piece: of a large network
// either takes longer than a frame has. The trainer stands still until the last piece is done; so the numbers
// are those of one step, and the same however the work was cut.
#pragma once

#include <cstddef>

#include "nn/diagnostics.h"
#include "nn/trainer.h"

namespace lab::app {

struct App;

// A record of the loss curve that is being made.
struct Recording {
  bool is_under_way = false;
  nn::MetricsTally tally;
};

// What App shows of a step (snapshot, metrics, diagnosis), while it is being made.
struct Picture {
  bool is_under_way = false;
  nn::Snapshot snapshot;
  nn::MetricsTally tally;
  nn::Diagnostics diagnostics;
  std::size_t layers = 0;  // that have been diagnosed
};

void begin_record(App&);
void begin_picture(App&);
bool is_measuring(const App&);  // a record or a picture is under way: the trainer must not move

// Makes as much of what is under way as fits into `slice_s`, at the least the smallest piece.
void measure_some(App&, double slice_s);

// What the next smallest piece of what is under way costs, as far as that is known.
double next_piece_s(const App&);

// What a picture costs in all, as far as that is known.
double picture_s(const App&);

void finish_record(App&);  // where one is under way
void take_record(App&);    // all at once
void take_picture(App&);   // all at once, anew where one was under way

double wall_clock_s();  // monotonic

}  // namespace lab::app
