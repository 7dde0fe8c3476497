#include "formula/stable_hyperbolics.h"

#include "formula/stable_forms.h"
#include "formula/stable_quotients.h"

namespace lab::formula {

namespace {

constexpr int kMaxTakenApart = 8;  // factors of factors

// A number, or a fraction of numbers as it is typed: 1/2.
std::optional<double> constant_at(const Builder& builder, Id id) {
  const Instruction& instruction = builder.instructions[id];
  if (instruction.op != Op::divide) return number_at(builder, id);
  const auto num = number_at(builder, instruction.operands[0]);
  const auto den = number_at(builder, instruction.operands[1]);
  return num && den ? std::optional(*num / *den) : std::nullopt;
}

Id times_number(Builder& builder, double factor, Id u) {
  return emit(builder, Op::multiply, {emit_number(builder, factor), u});
}

// 2u; of v/2 it is v.
Id doubled(Builder& builder, Id u) {
  if (const auto inner = argument_of(builder, u, Op::negate))
    return negated(builder, doubled(builder, *inner));
  const Instruction instruction = builder.instructions[u];
  if (instruction.op == Op::divide && number_at(builder, instruction.operands[1]) == 2.0)
    return instruction.operands[0];
  return times_number(builder, 2, u);
}

Id sigmoid_of(Builder& builder, Id u) { return emit(builder, Op::sigmoid, {u}); }

// factor·of
struct Multiple {
  double factor = 1;
  Id of = 0;
};
Multiple multiple_at(const Builder& builder, Id id) {
  const Instruction& parts = builder.instructions[id];
  if (parts.op == Op::negate) {
    const Multiple inner = multiple_at(builder, parts.operands[0]);
    return {-inner.factor, inner.of};
  }
  if (parts.op == Op::multiply) {
    if (const auto factor = constant_at(builder, parts.operands[0])) return {*factor, parts.operands[1]};
  }
  if (parts.op == Op::divide) {
    if (const auto divisor = number_at(builder, parts.operands[1])) return {1 / *divisor, parts.operands[0]};
  }
  return {1, id};
}

// exp(u + sign·v)
Id exponential_of_sum(Builder& builder, Id u, Id v, double sign) {
  const Multiple first = multiple_at(builder, u), second = multiple_at(builder, v);
  if (first.of != second.of) {
    return emit_stable(builder, Op::exp, {emit(builder, sign > 0 ? Op::add : Op::subtract, {u, v})});
  }
  const double factor = first.factor + sign * second.factor;
  if (factor == 0) return emit_number(builder, 1);
  if (factor == 1) return emit_stable(builder, Op::exp, {first.of});
  const Id exponent = factor == -1 ? negated(builder, first.of) : times_number(builder, factor, first.of);
  return emit_stable(builder, Op::exp, {exponent});
}

// exp(u) taken out of a product: what is left and u. gauss(w) is exp(−w²).
struct TakenOut {
  std::optional<Id> rest;
  Id exponent = 0;
};
std::optional<TakenOut> take_exponential(Builder& builder, Id id, int depth = 0) {
  if (const auto u = argument_of(builder, id, Op::exp)) return TakenOut{{}, *u};
  if (const auto w = argument_of(builder, id, Op::gauss)) {
    return TakenOut{{}, negated(builder, emit(builder, Op::integer_power, {*w}, 2))};
  }
  const Instruction parts = builder.instructions[id];
  if (parts.op != Op::multiply || depth == kMaxTakenApart) return std::nullopt;
  for (const std::size_t i : {1, 0}) {
    auto taken = take_exponential(builder, parts.operands[i], depth + 1);
    if (!taken) continue;
    const Id other = parts.operands[1 - i];
    taken->rest = taken->rest ? emit(builder, Op::multiply, {other, *taken->rest}) : other;
    return taken;
  }
  return std::nullopt;
}

Id multiplied(Builder& builder, std::optional<Id> rest, Id factor) {
  if (!rest) return factor;
  return number_at(builder, factor) == 1.0 ? *rest : emit(builder, Op::multiply, {*rest, factor});
}

// p in p·tanh(u), tanh(u)/q
struct ScaledTanh {
  double scale = 1;
  Id argument = 0;
};
std::optional<ScaledTanh> scaled_tanh(const Builder& builder, Id id) {
  if (const auto u = argument_of(builder, id, Op::tanh)) return ScaledTanh{1, *u};
  const Instruction& parts = builder.instructions[id];
  if (parts.op == Op::divide) {
    const auto u = argument_of(builder, parts.operands[0], Op::tanh);
    const auto q = number_at(builder, parts.operands[1]);
    if (u && q && *q != 0) return ScaledTanh{1 / *q, *u};
  }
  if (parts.op == Op::multiply) {
    for (const std::size_t i : {0, 1}) {
      const auto u = argument_of(builder, parts.operands[i], Op::tanh);
      const auto p = constant_at(builder, parts.operands[1 - i]);
      if (u && p) return ScaledTanh{*p, *u};
    }
  }
  return std::nullopt;
}

// p ± p·tanh(u) = 2p·σ(±2u)
std::optional<Id> beside_constant(Builder& builder, Id constant, Id other, bool is_sum) {
  const auto p = constant_at(builder, constant);
  const auto scaled = scaled_tanh(builder, other);
  if (!p || !scaled || *p == 0 || scaled->scale != *p) return std::nullopt;
  const Id u = doubled(builder, scaled->argument);
  const Id sigmoid = sigmoid_of(builder, is_sum ? u : negated(builder, u));
  return *p == 0.5 ? sigmoid : times_number(builder, 2 * *p, sigmoid);
}

}  // namespace

std::optional<Id> product_of_exponentials(Builder& builder, Id left, Id right) {
  const auto first = take_exponential(builder, left);
  const auto second = first ? take_exponential(builder, right) : std::nullopt;
  if (!second) return std::nullopt;
  const Id exponential = exponential_of_sum(builder, first->exponent, second->exponent, 1);
  const Id behind = multiplied(builder, second->rest, exponential);
  return multiplied(builder, first->rest, behind);
}

std::optional<Id> quotient_of_exponentials(Builder& builder, Id num, Id den) {
  const auto v = argument_of(builder, den, Op::exp);
  if (!v) return std::nullopt;
  const auto taken = take_exponential(builder, num);
  const Id opposite = negated(builder, *v);
  if (!taken) {
    const Id exponential = emit_stable(builder, Op::exp, {opposite});
    return number_at(builder, num) == 1.0 ? exponential : emit(builder, Op::multiply, {num, exponential});
  }
  const Id difference = exponential_of_sum(builder, taken->exponent, *v, -1);
  return multiplied(builder, taken->rest, difference);
}

std::optional<Id> power_of_exponential(Builder& builder, Id base, double exponent) {
  const auto u = argument_of(builder, base, Op::exp);
  if (!u) return std::nullopt;
  return emit_stable(builder, Op::exp, {times_number(builder, exponent, *u)});
}

std::optional<Id> quotient_of_hyperbolics(Builder& builder, Id num, Id den) {
  const auto half_tanh = [&](Id u) {
    return emit(builder, Op::tanh, {emit(builder, Op::divide, {u, emit_number(builder, 2)})});
  };
  const auto sinh_above = argument_of(builder, num, Op::sinh),
             sinh_below = argument_of(builder, den, Op::sinh);
  if (sinh_above) {
    if (argument_of(builder, den, Op::cosh) == sinh_above) return emit(builder, Op::tanh, {*sinh_above});
    const auto term = added_to_one(builder, den);
    if (term && argument_of(builder, *term, Op::cosh) == sinh_above) return half_tanh(*sinh_above);
  }
  if (sinh_below) {
    if (argument_of(builder, num, Op::cosh) == sinh_below) {
      return emit(builder, Op::divide, {emit_number(builder, 1), emit(builder, Op::tanh, {*sinh_below})});
    }
    const Instruction difference = builder.instructions[num];
    const bool is_less_one =
        difference.op == Op::subtract && number_at(builder, difference.operands[1]) == 1.0;
    if (is_less_one && argument_of(builder, difference.operands[0], Op::cosh) == sinh_below)
      return half_tanh(*sinh_below);
  }
  return std::nullopt;
}

std::optional<Id> sum_with_tanh(Builder& builder, Id left, Id right) {
  if (const auto sum = beside_constant(builder, left, right, true)) return sum;
  return beside_constant(builder, right, left, true);
}

std::optional<Id> difference_with_tanh(Builder& builder, Id left, Id right) {
  if (const auto u = argument_of(builder, left, Op::sigmoid); u && constant_at(builder, right) == 0.5) {
    const Id half = emit(builder, Op::divide, {*u, emit_number(builder, 2)});
    return emit(builder, Op::divide, {emit(builder, Op::tanh, {half}), emit_number(builder, 2)});
  }
  const Instruction square = builder.instructions[right];
  if (number_at(builder, left) == 1.0 && square.op == Op::integer_power && square.number == 2) {
    if (const auto u = argument_of(builder, square.operands[0], Op::tanh)) {
      const Id twice = doubled(builder, *u);
      const Id first = times_number(builder, 4, sigmoid_of(builder, twice));
      return emit(builder, Op::multiply, {first, sigmoid_of(builder, negated(builder, twice))});
    }
  }
  return beside_constant(builder, left, right, false);
}

std::optional<Id> logarithm_of_cosh(Builder& builder, Id inside) {
  if (const auto u = argument_of(builder, inside, Op::cosh)) {
    // |u| > ½ ? |u| − ln 2 + ln(1 + e^−2|u|) : ln(1 + 2·sinh(u/2)²)
    const Id size = emit(builder, Op::abs, {*u});
    const Id tail = emit(builder, Op::softplus, {times_number(builder, -2, size)});
    const Id far =
        emit(builder, Op::add,
             {emit(builder, Op::subtract, {size, emit(builder, Op::log, {emit_number(builder, 2)})}), tail});
    const Id half = emit(builder, Op::divide, {*u, emit_number(builder, 2)});
    const Id square = emit(builder, Op::integer_power, {emit(builder, Op::sinh, {half})}, 2);
    const Id near = emit(builder, Op::log1p, {times_number(builder, 2, square)});
    return emit(builder, Op::select,
                {emit(builder, Op::greater, {size, emit_number(builder, 0.5)}), far, near});
  }
  const Instruction product = builder.instructions[inside];
  if (product.op != Op::multiply || number_at(builder, product.operands[0]) != 2.0) return std::nullopt;
  const auto u = argument_of(builder, product.operands[1], Op::cosh);
  if (!u) return std::nullopt;
  const Id size = emit(builder, Op::abs, {*u});
  return emit(builder, Op::add, {size, emit(builder, Op::softplus, {times_number(builder, -2, size)})});
}

}  // namespace lab::formula
