// What can be said about an activation, found by reading it: no row of the catalogue states any of this.
//
// Method: f and f′ are read on grids of step 1/256 over [−32, 32], and at growing distances up to ±10³⁰ for
// the behaviour far out; extremes are refined with the slope, jumps by bisection. Values are float32, so a
// function that comes closer to its limit than 1e-6 of its scale counts as having it.
#pragma once

#include <optional>
#include <vector>

#include "act/activation.h"
#include "act/study/domain.h"
#include "act/study/far_out.h"
#include "act/study/sampling.h"

namespace lab::act {

enum class Monotonic { strictly_increasing, increasing, strictly_decreasing, decreasing, constant, no };
enum class Symmetry { none, odd, even };
// The smallest or largest value; ±∞ where there is none.
struct Bound {
  double value = 0;
  bool is_attained = false;
  std::optional<double> x;  // where, nearest to 0; absent when nowhere or on a whole interval
};

struct Properties {
  Domain domain;
  bool has_values = false;  // finite ones; without any nothing else is said
  Bound lowest, highest;    // NaN without values
  // What poles part the values into, where one and the next leave some out: (−∞, 0) and (0, ∞)
  // of 1/x. Else empty.
  std::vector<Interval> range_pieces;
  // All values, ascending, of a function made of constant pieces; else empty.
  std::vector<double> only_values;
  Monotonic monotonic = Monotonic::no;
  Symmetry symmetry = Symmetry::none;
  FarOut left = FarOut::unbounded, right = FarOut::unbounded;
  double left_limit = 0, right_limit = 0;  // ±∞ where unbounded, NaN where it oscillates or has no value
  // Within ±32, ascending; of more than about 60 of a kind those nearest to 0.
  std::vector<double> jumps;  // x where f jumps
  std::vector<double> poles;  // x where f grows beyond all bounds
  std::vector<double> kinks;  // x where only f′ jumps
  std::vector<double>
      cusps;  // x where f′ grows beyond all bounds, to one sign on the left and to the other on the right
  std::vector<Jump> slope_jumps;  // f′ on both sides of the jumps and kinks where it changes
  Bound steepest;                 // of |f′|, one-sided slopes at kinks included
  double at_zero = 0;             // f(0); NaN where there is none
  double slope_at_zero = 0;       // f′(0), on the side that PyTorch takes at a kink
  // The weight scale that keeps the size of signals, 1/√E[f(z)²] for z ~ N(0, 1) (Kumar 2017), and that which
  // keeps the size of gradients, 1/√E[f′(z)²] (He et al. 2015). ∞ where the expectation is 0.
  double variance_gain = 0;
  double gradient_gain = 0;
};

Properties properties(const Activation&);

// The value of `steepest` alone, bit for bit, in less than half the time.
double steepest_slope(const Activation&);

}  // namespace lab::act
