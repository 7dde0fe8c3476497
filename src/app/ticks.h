// Where the grid lines of a plot stand.
#pragma once

#include <span>
#include <vector>

#include "app/scenario.h"

namespace lab::app {

// Multiples of 1, 2 or 5 · 10ⁿ inside the interval, about `wanted` of them.
std::vector<double> ticks(const Interval&, int wanted);

// Decimals that tell neighbouring ticks apart.
int tick_decimals(std::span<const double> values);

}  // namespace lab::app
