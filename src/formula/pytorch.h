// A formula as a Python function of PyTorch tensors.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "formula/program.h"

namespace lab::formula {

// `def NAME(x, a=0.25): …`, with the parameters it uses and the given values as their defaults; they may be
// numbers or tensors (to be learned). `name` is a Python identifier. Without the imports.
//
// Values agree with value() to float32's rounding, and so do autograd's slopes, at kinks too. A branch that
// is not taken cannot spoil the gradient by an overflow: in branches on `x < c` or `|x| < c`, x stays on
// their side. But where we count 0·inf as 0 (the slope of tanh(exp(x)) at 200), autograd gives NaN; and
// where the result does not depend on x (step, sign), it has no slope to give instead of 0.
std::string pytorch_function(const Program& program, std::string_view name, std::span<const float> params);

// The same behind the imports that it needs.
std::string pytorch_file(const Program& program, std::string_view name, std::span<const float> params);

}  // namespace lab::formula
