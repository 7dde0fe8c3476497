// What can be said about an activation, found by reading it: no row of the catalogue states any of this.
//
// Method: f and f′ are read on a grid of step 1/256 over [−32, 32], and at growing distances up to ±10³⁰ for
// the behaviour far out; extremes are refined with the slope, jumps by bisection. Values are float32, so a
// function that comes closer to its limit than 1e-6 of its scale counts as having it.
#pragma once

#include <optional>
#include <vector>

#include "nn/activation.h"

namespace lab::nn {

enum class Monotonic { strictly_increasing, increasing, strictly_decreasing, decreasing, no };
enum class Symmetry { none, odd, even };
enum class FarOut {
  unbounded,   // grows beyond all bounds
  soft,        // approaches a limit
  hard,        // is exactly constant from some x on
  oscillates,  // neither
};

// The smallest or largest value; ±∞ where there is none.
struct Bound {
  double value = 0;
  bool is_attained = false;
  std::optional<double> x;  // where, nearest to 0; absent when nowhere or on a whole interval
};

struct Properties {
  Bound lowest, highest;
  std::vector<double>
      only_values;  // all values, ascending, of a function made of constant pieces; else empty
  Monotonic monotonic = Monotonic::no;
  Symmetry symmetry = Symmetry::none;
  FarOut left = FarOut::unbounded, right = FarOut::unbounded;
  std::vector<double> jumps;  // x where f jumps, within ±32
  std::vector<double> kinks;  // x where only f′ jumps, within ±32
  Bound steepest;             // of |f′|, one-sided slopes at kinks included
  double at_zero = 0;         // f(0)
  double slope_at_zero = 0;   // f′(0), on the side that PyTorch takes at a kink
  double variance_gain = 0;  // 1/√E[f(z)²], z ~ N(0, 1): the weight scale that keeps the signal (Kumar 2017)
};

Properties properties(const Activation&);

}  // namespace lab::nn
