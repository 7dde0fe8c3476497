// A run made again for its weights alone: nothing is observed and no curve is kept, so that it costs no more than its steps.
#pragma once

#include <cstdint>

#include "base/result.h"
#include "run/run.h"

namespace lab::run {

struct Replay {
  Course course;
  nn::Trainer trainer;
  std::int64_t piece = 1;  // steps between looks at the clock
};

base::Result<Replay, nn::TrainerError> make_replay(Plan);

// Trains until step `last` or `end_s` by the wall clock, a piece in any case. False: there is nothing left to do, also because
// training has diverged.
bool work(Replay&, std::int64_t last, double end_s);

}  // namespace lab::run
