#include "formula/stable_forms.h"

#include <cmath>
#include <optional>

namespace lab::formula {

namespace {

bool is_number(const Builder& builder, Id id, double value) { return number_at(builder, id) == value; }

/// The operand when `id` is a call of `op`.
std::optional<Id> argument_of(const Builder& builder, Id id, Op op) {
  const Instruction& instruction = builder.instructions[id];
  if (instruction.op != op) return std::nullopt;
  return instruction.operands[0];
}

Id negated(Builder& builder, Id id) {
  const std::optional<double> number = number_at(builder, id);
  const bool has_name = number == kPi || number == kE;  // −π is to be printed as such
  if (number && !has_name) return emit_number(builder, -*number);
  if (const std::optional<Id> inner = argument_of(builder, id, Op::negate)) return *inner;
  return emit(builder, Op::negate, {id});
}

/// u when `id` is 1 + u or u + 1, −u when it is 1 − u.
std::optional<Id> added_to_one(Builder& builder, Id id) {
  const Instruction sum = builder.instructions[id];
  if (sum.op == Op::add && is_number(builder, sum.operands[0], 1.0)) return sum.operands[1];
  if (sum.op == Op::add && is_number(builder, sum.operands[1], 1.0)) return sum.operands[0];
  if (sum.op == Op::subtract && is_number(builder, sum.operands[0], 1.0))
    return negated(builder, sum.operands[1]);
  return std::nullopt;
}

Id stable_power(Builder& builder, Id base, Id exponent) {
  if (is_number(builder, base, kE)) return emit(builder, Op::exp, {exponent});
  const std::optional<double> number = number_at(builder, exponent);
  const bool is_integer = number && *number == std::floor(*number) && std::fabs(*number) <= kMaxIntegerPower;
  if (is_integer) return emit(builder, Op::integer_power, {base}, *number);
  return emit(builder, Op::power, {base, exponent});
}

Id stable_sum(Builder& builder, Id left, Id right) {
  // 1 + erf(u) = erfc(−u)
  const Id sum = emit(builder, Op::add, {left, right});
  if (const std::optional<Id> term = added_to_one(builder, sum)) {
    if (const std::optional<Id> u = argument_of(builder, *term, Op::erf)) {
      return emit(builder, Op::erfc, {negated(builder, *u)});
    }
  }
  return sum;
}

Id stable_difference(Builder& builder, Id left, Id right) {
  if (const std::optional<Id> u = argument_of(builder, left, Op::exp); u && is_number(builder, right, 1.0)) {
    return emit(builder, Op::expm1, {*u});
  }
  if (const std::optional<Id> u = argument_of(builder, right, Op::erf); u && is_number(builder, left, 1.0)) {
    return emit(builder, Op::erfc, {*u});
  }
  if (const std::optional<Id> u = argument_of(builder, right, Op::sigmoid);
      u && is_number(builder, left, 1.0)) {
    return emit(builder, Op::sigmoid, {negated(builder, *u)});
  }
  return emit(builder, Op::subtract, {left, right});
}

Id stable_quotient(Builder& builder, Id left, Id right) {
  // 1/(1 + exp(u)) = σ(−u)
  if (is_number(builder, left, 1.0)) {
    if (const std::optional<Id> term = added_to_one(builder, right)) {
      if (const std::optional<Id> u = argument_of(builder, *term, Op::exp)) {
        return emit(builder, Op::sigmoid, {negated(builder, *u)});
      }
    }
  }
  return emit(builder, Op::divide, {left, right});
}

Id stable_logarithm(Builder& builder, Id argument) {
  const std::optional<Id> term = added_to_one(builder, argument);
  if (!term) return emit(builder, Op::log, {argument});
  if (const std::optional<Id> u = argument_of(builder, *term, Op::exp)) {
    return emit(builder, Op::softplus, {*u});
  }
  return emit(builder, Op::log1p, {*term});
}

}  // namespace

Id emit_stable(Builder& builder, Op op, std::array<Id, 3> operands) {
  switch (op) {
    case Op::negate:
      return negated(builder, operands[0]);
    case Op::add:
      return stable_sum(builder, operands[0], operands[1]);
    case Op::subtract:
      return stable_difference(builder, operands[0], operands[1]);
    case Op::divide:
      return stable_quotient(builder, operands[0], operands[1]);
    case Op::power:
      return stable_power(builder, operands[0], operands[1]);
    case Op::log:
      return stable_logarithm(builder, operands[0]);
    default:
      return emit(builder, op, operands);
  }
}

}  // namespace lab::formula
