// What people get to read of a formula: the function as it is written, and its derivatives in the same words.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "formula/parse.h"

namespace lab::formula {

struct Readings {
  Program written;  // parse() with Forms::as_written
  Program stable;   // what is computed
  // Of the stable form, which has names for what repeats, σ(x)·(1 − σ(x)); but of the written one where that
  // would bring in an erfc or softplus that nobody wrote. Nothing: see derive().
  std::optional<Program> slope, curvature;
};

base::Result<Readings, FormulaError> readings_of(std::string_view text);

// The form to be run by others in float32: as written, unless somewhere in −200 ≤ x ≤ 200 values or slopes
// then differ from the stable form's or a step on the way overflows (log(1 + exp(x)) is inf from x = 89 on).
const Program& form_to_run(const Readings& readings, std::span<const float> params);

}  // namespace lab::formula
