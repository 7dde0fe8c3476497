// Dropout (Srivastava et al. 2014), inverted as in PyTorch: in training each activation is set to 0 with
// probability `rate`, and the others are divided by 1 − rate, so that nothing has to change afterwards.
#pragma once

#include <cstddef>

#include "base/rng.h"

namespace lab::nn {

// Multiplies a and slope (units, lanes) by the same factors, 0 or 1/(1 − rate). One draw for each unit and
// each of the `examples` ≤ lanes, unit after unit; lanes beyond stay as they are. 0 ≤ rate < 1.
void drop(base::Rng&, float rate, float* a, float* slope, std::size_t units, std::size_t examples,
          std::size_t lanes);

}  // namespace lab::nn
