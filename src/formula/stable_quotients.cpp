#include "formula/stable_quotients.h"

#include "formula/stable_hyperbolics.h"

namespace lab::formula {

namespace {

constexpr int kMaxTakenApart = 8;  // factors of factors

bool is_number(const Builder& builder, Id id, double value) { return number_at(builder, id) == value; }

// u/2; of 2v it is v.
Id half(Builder& builder, Id u) {
  if (const auto inner = argument_of(builder, u, Op::negate)) return negated(builder, half(builder, *inner));
  const Instruction instruction = builder.instructions[u];
  if (instruction.op == Op::multiply && is_number(builder, instruction.operands[0], 2.0)) {
    return instruction.operands[1];
  }
  return emit(builder, Op::divide, {u, emit_number(builder, 2.0)});
}

Id half_difference(Builder& builder, Id u, Id v) {
  const bool is_opposite =
      argument_of(builder, v, Op::negate) == u || argument_of(builder, u, Op::negate) == v;
  return is_opposite ? u : half(builder, emit(builder, Op::subtract, {u, v}));
}

// Over 1 + exp(u).
std::optional<Id> over_one_and_exponential(Builder& builder, Id num, Id u) {
  if (is_number(builder, num, 1.0)) return emit(builder, Op::sigmoid, {negated(builder, u)});
  if (argument_of(builder, num, Op::exp) == u) return emit(builder, Op::sigmoid, {u});
  if (argument_of(builder, num, Op::expm1) == u) return emit(builder, Op::tanh, {half(builder, u)});
  return std::nullopt;
}

// Over exp(u) + exp(v).
std::optional<Id> over_exponentials(Builder& builder, Id num, Id u, Id v) {
  const auto w = argument_of(builder, num, Op::exp);
  if (w == u) return emit(builder, Op::sigmoid, {emit(builder, Op::subtract, {u, v})});
  if (w == v) return emit(builder, Op::sigmoid, {emit(builder, Op::subtract, {v, u})});
  const Instruction difference = builder.instructions[num];
  if (difference.op != Op::subtract) return std::nullopt;
  const auto first = argument_of(builder, difference.operands[0], Op::exp);
  const auto second = argument_of(builder, difference.operands[1], Op::exp);
  if (first == u && second == v) return emit(builder, Op::tanh, {half_difference(builder, u, v)});
  if (first == v && second == u) return emit(builder, Op::tanh, {half_difference(builder, v, u)});
  return std::nullopt;
}

// num/den where that has a name; of a product, the factor that has.
std::optional<Id> named_quotient(Builder& builder, Id num, Id den, int depth = 0) {
  if (argument_of(builder, num, Op::sin) == den) return emit(builder, Op::sinc, {den});
  const Instruction sum = builder.instructions[den];
  if (const auto term = added_to_one(builder, den)) {
    if (const auto u = argument_of(builder, *term, Op::exp)) {
      if (const auto named = over_one_and_exponential(builder, num, *u)) return named;
    }
  } else if (sum.op == Op::add) {
    const auto u = argument_of(builder, sum.operands[0], Op::exp);
    const auto v = argument_of(builder, sum.operands[1], Op::exp);
    if (u && v) {
      if (const auto named = over_exponentials(builder, num, *u, *v)) return named;
    }
  }
  if (depth == kMaxTakenApart) return std::nullopt;
  const Instruction parts = builder.instructions[num];
  if (parts.op == Op::negate) {
    const auto named = named_quotient(builder, parts.operands[0], den, depth + 1);
    return named ? std::optional(negated(builder, *named)) : std::nullopt;
  }
  if (parts.op != Op::multiply) return std::nullopt;
  if (const auto named = named_quotient(builder, parts.operands[1], den, depth + 1)) {
    return emit(builder, Op::multiply, {parts.operands[0], *named});
  }
  if (const auto named = named_quotient(builder, parts.operands[0], den, depth + 1)) {
    return emit(builder, Op::multiply, {*named, parts.operands[1]});
  }
  return std::nullopt;
}

}  // namespace

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

std::optional<Id> added_to_one(Builder& builder, Id id) {
  const Instruction sum = builder.instructions[id];
  if (sum.op == Op::add && is_number(builder, sum.operands[0], 1.0)) return sum.operands[1];
  if (sum.op == Op::add && is_number(builder, sum.operands[1], 1.0)) return sum.operands[0];
  if (sum.op == Op::subtract && is_number(builder, sum.operands[0], 1.0)) {
    return negated(builder, sum.operands[1]);
  }
  return std::nullopt;
}

Id stable_quotient(Builder& builder, Id num, Id den) {
  if (const auto named = named_quotient(builder, num, den)) return *named;
  // a/(1 + exp(u)) = a·σ(−u)
  if (const auto term = added_to_one(builder, den)) {
    if (const auto u = argument_of(builder, *term, Op::exp)) {
      const Id sigmoid = emit(builder, Op::sigmoid, {negated(builder, *u)});
      return emit(builder, Op::multiply, {num, sigmoid});
    }
  }
  if (builder.forms == Forms::stable) {
    const Instruction product = builder.instructions[num];
    const bool is_multiple =
        product.op == Op::multiply && number_at(builder, den) && product.operands[0] == den;
    if (is_multiple) return product.operands[1];  // 2w/2
    if (const auto exponential = quotient_of_exponentials(builder, num, den)) return *exponential;
    if (const auto tanh = quotient_of_hyperbolics(builder, num, den)) return *tanh;
  }
  return emit(builder, Op::divide, {num, den});
}

}  // namespace lab::formula
