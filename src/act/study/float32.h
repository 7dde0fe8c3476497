// Where the 32-bit numbers that networks compute with differ visibly from the curve as it truly is.
#pragma once

#include <optional>
#include <vector>

#include "act/activation.h"
#include "act/study/domain.h"
#include "act/study/sampling.h"

namespace lab::act {

struct Float32Fault {
  bool has_value = false;         // a wrong one; else NaN or ∞
  std::vector<Interval> regions;  // one or two, ascending; ±∞ where they go on to the edge of the window
};

// Of f, in the part of the plot between y_min and y_max. Nothing where the two are the same to the eye.
std::optional<Float32Fault> float32_fault(const Activation&, const PlotWindow&, double y_min, double y_max);

double float32_value(const Activation&, double x);  // f(x) as networks compute it

// The same where that differs from the truth by more than `share` of it.
std::optional<double> float32_reading(const Activation&, double x, double share = 1e-3);

}  // namespace lab::act
