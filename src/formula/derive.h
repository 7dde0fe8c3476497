// The exact derivative with respect to x, as a program again: print it, evaluate it, derive it once more.
#pragma once

#include <optional>

#include "formula/program.h"

namespace lab::formula {

// Simplified enough to read: what algebra.h says, and the slope of σ(u) is σ(u)·(1 − σ(u)), that of tanh(u)
// is 1 − tanh(u)². At kinks it agrees with value_and_slope(): the side PyTorch takes. Nothing when it would
// need more than kMaxDerivedInstructions.
//
// `Forms::as_written` for a program that parse() left as written: no spelling is exchanged on the way.
std::optional<Program> derive(const Program& program, Forms forms = Forms::named);

}  // namespace lab::formula
