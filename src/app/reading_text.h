// Readings of a curve as text.
#pragma once

#include <optional>
#include <string>

#include "act/study/sampling.h"

namespace lab::app {

// Of y = f(x), f′(x) or f″(x), in five digits or so, always about as wide. A whole or half number is never said of what is none:
// beside a limit the distance is told, σ(10) is 1 − 4.5·10⁻⁵, and tanh(1000), which a hundred digits do not tell from 1, is ≈ 1;
// on the way past such a number there are more digits, 1.000040.
std::string reading_text(const act::Activation&, act::Reading, double x, double y);

// The same in at most `digits` significant digits.
std::string short_reading_text(const act::Activation&, act::Reading, double x, double y, int digits);

// f(x) as networks compute it in 32 bits, where that is another: by a thousandth or more, or because it is the whole or half number
// that the truth only comes near, as from σ(16.64) on.
std::optional<double> trained_reading(const act::Activation&, double x);

}  // namespace lab::app
