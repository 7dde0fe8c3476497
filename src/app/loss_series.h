// What a chart of the loss or the accuracy over a run shows.
#pragma once

#include <vector>

#include "run/run.h"

namespace lab::app {

enum class Measure { loss, accuracy };

// One value for each step; `now` is the place of what is shown now, the last but in a run that has gone back.
struct LossSeries {
  std::vector<double> step, train, test;
  double top = 0;  // the chart's highest value
  std::size_t now = 0;
};

// About so many places, at most twice as many.
template <typename Kind>
LossSeries loss_series(const run::RunOf<Kind>&, Measure, std::size_t places);

}  // namespace lab::app
