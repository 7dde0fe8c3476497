// Real roots of negative numbers.
#pragma once

#include "formula/program.h"

namespace lab::formula {

// base^exponent. Where the exponent is written as a fraction with an odd denominator, 1/3 or 2/5, negative numbers
// have such a power, too: the real one.
Id real_power(Builder& builder, Id base, Id exponent);

}  // namespace lab::formula
