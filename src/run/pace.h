// How much work fits into a time. What a piece of it costs follows from the last ones; so a slice of time
// ends where it should, whatever the network, and not a few expensive pieces later.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "nn/network.h"

namespace lab::run {

// Of one piece, in seconds on this machine, for the present run: the second largest of the last samples, so
// that a single pause of the machine counts for nothing and a machine that is slow at times is reckoned with.
struct Cost {
  double each_s = 0;        // 0: not known yet
  bool is_at_most = false;  // the pieces so far were too short for the clock
  std::array<double, 8> samples_s{};
  std::size_t next_sample = 0;
};

struct Pace {
  Cost example;  // of training: an example of a step, since the last step of an epoch may have fewer
  Cost point;    // of metrics
  std::array<Cost, nn::kMaxLayers> layers;  // of diagnostics
  Cost flow;                                // of the gradient, through all of them
};

// The largest number of pieces that `left_s` suffices for, at most `most`; 1 where the cost is not known.
std::int64_t how_many_fit(double each_s, double left_s, std::int64_t most);

// Learns from `count` pieces that took `took_s` together.
void learn(Cost&, std::int64_t count, double took_s);

}  // namespace lab::run
