// A program as text.
#pragma once

#include <string>

#include "formula/program.h"

namespace lab::formula {

// Longer texts end in "…": a program shares its subexpressions, its text repeats them.
constexpr std::size_t kMaxPrintedBytes = 4000;

// What a person types: "x*sigmoid(b*x)". parse() of it evaluates to the same values (unless it was cut).
std::string text(const Program& program);

// What a person reads, UTF-8: "x·σ(b·x)", "−x²", "√(x² + 1)", "|x|", numbers to six digits with real minus
// signs, branches as "{x (x > 0); 0.1x (x ≤ 0)}". Language-neutral.
std::string pretty_text(const Program& program);

}  // namespace lab::formula
