// How many training steps fit into a time. What a step costs follows from the last ones; so a slice of time
// ends where it should, whatever the network, and not a few expensive steps later.
#pragma once

#include <cstdint>

#include "app/history.h"

namespace lab::app {

// In seconds on this machine, for the present run; 0: not known yet.
struct Pace {
  double step_s = 0;
  double record_s = 0;   // of a record of the loss curve, made every LossHistory::stride steps
  double measure_s = 0;  // of what is measured once at the end of a slice
};

// The largest number of steps from `step` on that `left_s` suffices for, the records on the way included. At
// most `most`; 1 where the cost of a step is not known.
std::int64_t steps_that_fit(const Pace&, const LossHistory&, std::int64_t step, double left_s,
                            std::int64_t most);

// Learns from `steps` that took `took_s`, `records` records included.
void learn(Pace&, std::int64_t steps, std::int64_t records, double took_s);

}  // namespace lab::app
