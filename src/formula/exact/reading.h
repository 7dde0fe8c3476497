// Value, slope and curvature of a formula as they truly are: computed in double with a bound on the error, and where that is
// too wide (cancellation, overflow on the way) in 384 bits. What people see of a curve is read here; what is trained
// with is evaluate.h.
//
// At a place where the formula has no value, but tends to the same one from both sides (sin(x)/x at 0) or to one from the only side there
// is (x·ln x at 0), that limit is read. Conventions at kinks are those of evaluate.h. ±∞ at poles and beyond double; NaN where
// there is nothing.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "formula/program.h"

namespace lab::formula {

enum class Order { value, slope, curvature };

// The parameters that were meant by float32: 0.1, not 0.100000001.
std::array<double, kMaxParameters> as_meant(const Program& program, std::span<const float> params);

// y[i] is right to 1e-9 of its size, or at least to `seen`. Same length.
void read_exactly(const Program& program, std::span<const float> params, Order order,
                  std::span<const double> x, std::span<double> y, double seen = 0);

// Both at once, for the price of slopes. Returns the indices of places where f is a limit, and not a value.
std::vector<std::size_t> read_values_and_slopes_exactly(const Program& program, std::span<const float> params,
                                                        std::span<const double> x, std::span<double> f,
                                                        std::span<double> df, double seen = 0);

// How far a reading truly is from a number that it hardly differs from.
struct Deviation {
  enum class Kind {
    none,
    exact,
    positive,
    negative,
    untold
  };  // untold: not in 110 digits, as tanh(1000) from 1
  Kind kind = Kind::none;
  double log10 = 0;  // of its size, where that is told
};
Deviation deviation(const Program& program, std::span<const float> params, Order order, double x,
                    double from);

// Whether the formula itself has a value at x, however large; a limit or a pole is none.
bool has_value(const Program& program, std::span<const float> params, double x);

}  // namespace lab::formula
