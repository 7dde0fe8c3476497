// Readings of a curve as text.
#pragma once

#include <string>

#include "act/study/sampling.h"

namespace lab::app {

// Of y = f(x), f′(x) or f″(x), in five digits or so, always about as wide. A whole number is never said of what is none: σ(10.02)
// is 0.999956, tanh(20) is 1 − 8.5·10⁻¹⁸, and tanh(1000), which a hundred digits do not tell from 1, is ≈ 1.
std::string reading_text(const act::Activation&, act::Reading, double x, double y);

// The same in at most `digits` significant digits.
std::string short_reading_text(const act::Activation&, act::Reading, double x, double y, int digits);

}  // namespace lab::app
