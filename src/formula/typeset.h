// A formula as a book sets it, as a tree of boxes: fractions with a bar, raised exponents, roots, branches
// with a brace. Pure data without sizes: latex.cpp writes it down, ui/look/formula_layout.cpp draws it.
#pragma once

#include "formula/box.h"
#include "formula/program.h"

namespace lab::formula {

// A program shares its subexpressions, its text repeats them: beyond this many symbols stands "…".
constexpr int kMaxSymbols = 600;

// Conditions on one quantity that apply in their order become the intervals they mean: −2 ≤ x < 2. Nested
// branches become one brace.
Box typeset(const Program& program);

}  // namespace lab::formula
