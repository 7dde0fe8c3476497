// Numbers with a decimal comma: 0,5*x is 0.5*x where the comma can be nothing else.
#pragma once

#include <optional>
#include <vector>

#include "formula/lexer.h"

namespace lab::formula {

// Makes one number of "0", "," and "5" that stand close together, outside the calls of functions of several
// arguments. An error where there are two readings: 1,000 and log(0,5).
std::optional<FormulaError> join_decimal_commas(std::vector<Token>& tokens);

}  // namespace lab::formula
