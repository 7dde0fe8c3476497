#include "formula/stable_forms.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "formula/stable_hyperbolics.h"
#include "formula/stable_quotients.h"

namespace lab::formula {

namespace {

bool is_number(const Builder& builder, Id id, double value) { return number_at(builder, id) == value; }

Id stable_exponential(Builder& builder, Id argument) {
  // exp(−u²), whose square would lose digits
  if (const std::optional<Id> square = argument_of(builder, argument, Op::negate)) {
    const Instruction power = builder.instructions[*square];
    if (power.op == Op::integer_power && power.number == 2)
      return emit(builder, Op::gauss, {power.operands[0]});
  }
  return emit(builder, Op::exp, {argument});
}

Id stable_power(Builder& builder, Id base, Id exponent) {
  if (is_number(builder, base, kE)) return stable_exponential(builder, exponent);
  const std::optional<double> number = number_at(builder, exponent);
  const bool is_integer = number && *number == std::floor(*number) && std::fabs(*number) <= kMaxIntegerPower;
  if (is_integer && builder.forms == Forms::stable) {
    if (const auto exponential = power_of_exponential(builder, base, *number)) return *exponential;
  }
  if (is_integer) return emit(builder, Op::integer_power, {base}, *number);
  return emit(builder, Op::power, {base, exponent});
}

Id stable_sum(Builder& builder, Id left, Id right) {
  if (builder.forms == Forms::stable) {
    if (const auto with_tanh = sum_with_tanh(builder, left, right)) return *with_tanh;
  }
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
  if (is_number(builder, left, 1.0)) {
    if (const auto u = argument_of(builder, right, Op::exp)) {
      return negated(builder, emit(builder, Op::expm1, {*u}));
    }
    if (const auto u = argument_of(builder, right, Op::erf)) return emit(builder, Op::erfc, {*u});
    if (const auto u = argument_of(builder, right, Op::sigmoid)) {
      return emit(builder, Op::sigmoid, {negated(builder, *u)});
    }
  }
  if (builder.forms == Forms::stable) {
    if (const auto with_tanh = difference_with_tanh(builder, left, right)) return *with_tanh;
  }
  return emit(builder, Op::subtract, {left, right});
}

Id stable_product(Builder& builder, Id left, Id right) {
  if (builder.forms == Forms::stable) {
    if (const auto exponential = product_of_exponentials(builder, left, right)) return *exponential;
  }
  return emit(builder, Op::multiply, {left, right});
}

// p·exp(u), p a positive number.
struct ScaledExponential {
  double scale = 1;
  Id argument = 0;
};

std::optional<ScaledExponential> scaled_exponential(const Builder& builder, Id id) {
  if (const auto u = argument_of(builder, id, Op::exp)) return ScaledExponential{1, *u};
  const Instruction& product = builder.instructions[id];
  if (product.op != Op::multiply) return std::nullopt;
  for (const std::size_t i : {0, 1}) {
    const std::optional<double> scale = number_at(builder, product.operands[i]);
    const auto u = argument_of(builder, product.operands[1 - i], Op::exp);
    if (scale && u && *scale > 0) return ScaledExponential{*scale, *u};
  }
  return std::nullopt;
}

// log(q + p·exp(u)) = softplus(u + log(p/q)) + log(q), log(exp(u) + exp(v)) = softplus(u − v) + v: the sums
// overflow, the results do not.
std::optional<Id> logarithm_of_sum(Builder& builder, const Instruction& sum) {
  const Id a = sum.operands[0];
  const Id b = sum.operands[1];
  const auto u = argument_of(builder, a, Op::exp);
  const auto v = argument_of(builder, b, Op::exp);
  if (u && v) {
    const Id difference = emit(builder, Op::subtract, {*u, *v});
    return emit(builder, Op::add, {emit(builder, Op::softplus, {difference}), *v});
  }
  for (const auto& [constant, other] : {std::pair{a, b}, std::pair{b, a}}) {
    const std::optional<double> q = number_at(builder, constant);
    const auto exponential = scaled_exponential(builder, other);
    if (!q || !exponential || *q <= 0) continue;
    Id argument = exponential->argument;
    const double ratio = exponential->scale / *q;
    if (ratio != 1) argument = emit(builder, Op::add, {argument, emit_number(builder, std::log(ratio))});
    const Id softplus = emit(builder, Op::softplus, {argument});
    if (*q == 1) return softplus;
    return emit(builder, Op::add, {softplus, emit(builder, Op::log, {constant})});
  }
  return std::nullopt;
}

Id stable_logarithm(Builder& builder, Id argument) {
  const Instruction inside = builder.instructions[argument];
  if (inside.op == Op::exp) return inside.operands[0];
  if (inside.op == Op::sigmoid) {
    const Id softplus = emit(builder, Op::softplus, {negated(builder, inside.operands[0])});
    return negated(builder, softplus);
  }
  if (builder.forms == Forms::stable) {
    if (const auto of_cosh = logarithm_of_cosh(builder, argument)) return *of_cosh;
  }
  if (inside.op == Op::add) {
    if (const std::optional<Id> stable = logarithm_of_sum(builder, inside)) return *stable;
  }
  if (const std::optional<Id> term = added_to_one(builder, argument))
    return emit(builder, Op::log1p, {*term});
  return emit(builder, Op::log, {argument});
}

// u == 0 ? 1 : sinc(u) is sinc(u).
Id stable_choice(Builder& builder, const std::array<Id, 3>& operands) {
  const Instruction condition = builder.instructions[operands[0]];
  const bool is_zero = condition.op == Op::equal && is_number(builder, condition.operands[1], 0.0);
  const bool is_not_zero = condition.op == Op::not_equal && is_number(builder, condition.operands[1], 0.0);
  if (is_zero || is_not_zero) {
    const Id at_zero = operands[is_zero ? 1 : 2];
    const Id elsewhere = operands[is_zero ? 2 : 1];
    const auto u = argument_of(builder, elsewhere, Op::sinc);
    if (u == condition.operands[0] && is_number(builder, at_zero, 1.0)) return elsewhere;
  }
  return emit(builder, Op::select, operands);
}

Id emit_as_written(Builder& builder, Op op, const std::array<Id, 3>& operands) {
  if (op == Op::negate) return negated(builder, operands[0]);
  if (op == Op::power) return stable_power(builder, operands[0], operands[1]);
  return emit(builder, op, operands);
}

}  // namespace

Id emit_stable(Builder& builder, Op op, std::array<Id, 3> operands) {
  if (builder.forms == Forms::as_written) return emit_as_written(builder, op, operands);
  switch (op) {
    case Op::negate:
      return negated(builder, operands[0]);
    case Op::add:
      return stable_sum(builder, operands[0], operands[1]);
    case Op::subtract:
      return stable_difference(builder, operands[0], operands[1]);
    case Op::multiply:
      return stable_product(builder, operands[0], operands[1]);
    case Op::divide:
      return stable_quotient(builder, operands[0], operands[1]);
    case Op::power:
      return stable_power(builder, operands[0], operands[1]);
    case Op::exp:
      return stable_exponential(builder, operands[0]);
    case Op::log:
      return stable_logarithm(builder, operands[0]);
    case Op::select:
      return stable_choice(builder, operands);
    default:
      return emit(builder, op, operands);
  }
}

Program rebuilt(const Program& written, Forms forms) {
  Builder builder;
  builder.forms = forms;
  std::vector<Id> ids;
  for (const Instruction& instruction : written.instructions) {
    std::array<Id, 3> operands{};
    const auto count = static_cast<std::size_t>(row(instruction.op).operand_count);
    for (std::size_t i = 0; i < count; ++i) operands[i] = ids[instruction.operands[i]];
    const bool has_number = count == 0 || instruction.op == Op::integer_power;
    ids.push_back(has_number ? emit(builder, instruction.op, operands, instruction.number)
                             : emit_stable(builder, instruction.op, operands));
  }
  return builder.is_full ? written : finish(builder, ids.back());
}

}  // namespace lab::formula
