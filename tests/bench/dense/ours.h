// Our own training as a contestant.
#pragma once

#include <vector>

#include "nn/network.h"
#include "timing.h"
#include "workload.h"

namespace lab::bench {

nn::NetworkSpec network_of(const Workload&, const char* activation);

// The trainer itself, with its shuffled order of examples; for two inputs and one output.
Steps our_trainer(const Workload&, const Examples&);

// SGD steps through the examples, batch after batch. Parameters start at `scale` times Xavier's.
Steps our_steps(const Workload&, const char* activation, const Examples&, float scale = 1.0F);

// One step computes all neurons of all points (x1, x2 of point after point).
Steps our_neurons(const Workload&, const std::vector<float>& x);

}  // namespace lab::bench
