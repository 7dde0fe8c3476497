// Spellings that lose precision in float32 and the primitives that do not: exp(u) − 1 is 0 for |u| < 6e-8 and
// log(1 + exp(u)) is inf for u > 88, where expm1 and softplus are right. Rewriting while the program is
// built keeps what a person typed and what is computed the same function.
#pragma once

#include <array>

#include "formula/program.h"

namespace lab::formula {

// emit(), but in the stable form when there is one: u·v, u/v, …, functions; integer powers; −(number). A
// builder that keeps things as written gets only the last two, and exp(u) for e^u.
Id emit_stable(Builder& builder, Op op, std::array<Id, 3> operands);

// A program that is as written, in other forms.
Program rebuilt(const Program& written, Forms forms);

}  // namespace lab::formula
