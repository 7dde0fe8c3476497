// A run made again for its weights alone: nothing is observed and no curve is kept, so that it costs no more than its steps.
#pragma once

#include <cstdint>

#include "base/result.h"
#include "run/run.h"

namespace lab::run {

template <typename Kind>
struct ReplayOf {
  decltype(Kind::Plan::course) course;
  typename Kind::Trainer trainer;
  std::int64_t piece = 1;  // steps between looks at the clock
};

using Replay = ReplayOf<PointKind>;
using ImageReplay = ReplayOf<ImageKind>;

base::Result<Replay, nn::TrainerError> make_replay(Plan);
base::Result<ImageReplay, nn::TrainerError> make_replay(ImagePlan);

// Trains until step `last` or `end_s` by the wall clock, a piece in any case. False: there is nothing left to do, also because
// training has diverged.
template <typename Kind>
bool work(ReplayOf<Kind>&, std::int64_t last, double end_s);

}  // namespace lab::run
