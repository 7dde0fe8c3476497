// The operations a formula is made of: one table, from which the parser takes the function names, the
// printers the notation and the shader generator the spelling. The kernels (evaluate.cpp), the scalar
// readings (scalar.h) and the derivative rules (derive.cpp) are tables in the same order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace lab::formula {

enum class Op : std::uint8_t {
  number,
  x,
  parameter,
  negate,
  add,
  subtract,
  multiply,
  divide,
  integer_power,
  power,
  less,
  less_equal,
  greater,
  greater_equal,
  equal,
  not_equal,
  select,
  min,
  max,
  abs,
  sign,
  floor,
  step,
  relu,
  exp,
  expm1,
  log,
  log1p,
  sqrt,
  sin,
  cos,
  tan,
  sinc,
  asin,
  acos,
  atan,
  sinh,
  cosh,
  tanh,
  asinh,
  sigmoid,
  softplus,
  erf,
  erfc,
  gauss,
};

constexpr std::size_t kOpCount = static_cast<std::size_t>(Op::gauss) + 1;

// How tightly an operation binds when written down; a function call binds like an atom.
enum class Binding : std::uint8_t { conditional, comparison, sum, product, sign, power, atom };

struct OpRow {
  Op op;
  int operand_count;
  // The name of a function, or the sign between two operands.
  std::string_view name;
  // The same for the screen.
  std::string_view pretty;
  Binding binding;
  // GLSL expression; $0, $1, $2 are the operands, $n the integer exponent. Empty for numbers and names.
  std::string_view glsl;
};

const OpRow& row(Op op);

// The operation called as a function by this name ("sigmoid", "ln"…), or null.
const OpRow* find_function(std::string_view name);

}  // namespace lab::formula
