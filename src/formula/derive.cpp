#include "formula/derive.h"

#include <array>
#include <vector>

#include "formula/algebra.h"
#include "formula/stable_forms.h"

namespace lab::formula {

namespace {

// What a rule may use: the instruction, its operands and their derivatives.
struct Rule {
  Builder& builder;
  Id self;
  double number;
  std::array<Id, 3> in;
  std::array<Id, 3> slope;
  const std::vector<Id>& slopes;  // of all instructions before this one

  Id constant(double value) const { return emit_number(builder, value); }
  Id call(Op op, Id operand) const { return emit_stable(builder, op, {operand}); }
  Id plus(Id a, Id b) const { return sum(builder, a, b); }
  Id minus(Id a, Id b) const { return difference(builder, a, b); }
  Id times(Id a, Id b) const { return product(builder, a, b); }
  Id over(Id a, Id b) const { return quotient(builder, a, b); }
  Id power(Id a, int n) const { return integer_power(builder, a, n); }
  // outer(u)·u′
  Id chain(Id outer) const { return times(outer, slope[0]); }
  // u′/divisor
  Id chain_over(Id divisor) const { return over(slope[0], divisor); }
  bool is_flat(std::size_t i) const { return number_at(builder, slope[i]) == 0.0; }
  bool depends_on_x(std::size_t i) const { return builder.instructions[in[i]].depends_on_x; }
};

Id flat(const Rule& r) { return r.constant(0.0); }

Id of_power(const Rule& r) {
  // (u^v)′ = u^v·(v·u′/u + v′·ln(u)), where the quotient cancels: x^x·(1 + ln(x))
  if (!r.is_flat(0) && !r.is_flat(1)) {
    const Id ratio = r.over(r.times(r.in[1], r.slope[0]), r.in[0]);
    if (!r.builder.instructions[ratio].depends_on_x) {
      return r.times(r.self, r.plus(r.times(r.slope[1], r.call(Op::log, r.in[0])), ratio));
    }
  }
  const Id exponent_less_one = r.minus(r.in[1], r.constant(1.0));
  Id by_base = r.constant(0.0);
  if (!r.is_flat(0)) {
    const Id power = emit_stable(r.builder, Op::power, {r.in[0], exponent_less_one});
    by_base = r.times(r.times(r.in[1], power), r.slope[0]);
  }
  if (r.is_flat(1)) return by_base;
  return r.plus(by_base, r.times(r.times(r.self, r.call(Op::log, r.in[0])), r.slope[1]));
}

Id of_integer_power(const Rule& r) {
  const auto n = static_cast<int>(r.number);
  return r.chain(r.times(r.constant(n), r.power(r.in[0], n - 1)));
}

// The slope of the operand that `first_wins` chooses;
// on a tie the one that does not depend on x, else the first.
Id of_extremum(const Rule& r, Op first_wins, Op second_wins) {
  if (!r.depends_on_x(1)) {
    const Op strictly = first_wins == Op::less_equal ? Op::less : Op::greater;
    return choice(r.builder, comparison(r.builder, strictly, r.in[0], r.in[1]), r.slope[0], r.slope[1]);
  }
  if (!r.depends_on_x(0)) {
    return choice(r.builder, comparison(r.builder, second_wins, r.in[1], r.in[0]), r.slope[1], r.slope[0]);
  }
  return choice(r.builder, comparison(r.builder, first_wins, r.in[0], r.in[1]), r.slope[0], r.slope[1]);
}

// (cos u − sinc u)/u
Id sinc_slope(const Rule& r, Id u, Id sinc) { return r.over(r.minus(r.call(Op::cos, u), sinc), u); }

// sinc′(u)·u′, and 0 where u is.
Id of_sinc(const Rule& r) {
  const Id slope = r.chain(sinc_slope(r, r.in[0], r.self));
  return choice(r.builder, emit(r.builder, Op::not_equal, {r.in[0], r.constant(0.0)}), slope,
                r.constant(0.0));
}

// Of u ≠ 0 ? k·sinc′(u)·u′ : 0 with constant k and u′: k·(−sinc u − 2·sinc′(u)/u)·u′², and its limit −k·u′²/3 where u is 0. The
// slope of the branch that is taken there would be 0.
std::optional<Id> of_sinc_slope(const Rule& r) {
  const Instruction condition = r.builder.instructions[r.in[0]];
  const bool is_filled_hole = condition.op == Op::not_equal &&
                              number_at(r.builder, condition.operands[1]) == 0.0 &&
                              number_at(r.builder, r.in[2]) == 0.0;
  if (!is_filled_hole) return std::nullopt;
  const Id u = condition.operands[0];
  const Id du = r.slopes[u];
  const Id sinc = r.call(Op::sinc, u);
  const Id slope = sinc_slope(r, u, sinc);
  const Id factor = r.over(r.in[1], r.times(slope, du));
  if (r.builder.instructions[du].depends_on_x || r.builder.instructions[factor].depends_on_x)
    return std::nullopt;
  const Id square = r.times(factor, r.power(du, 2));
  const Id beside = r.minus(negative(r.builder, sinc), r.over(r.times(r.constant(2.0), slope), u));
  const Id at_hole = r.over(negative(r.builder, square), r.constant(3.0));
  return choice(r.builder, r.in[0], r.times(square, beside), at_hole);
}

Id of_asin(const Rule& r) {
  return r.chain_over(r.call(Op::sqrt, r.minus(r.constant(1.0), r.power(r.in[0], 2))));
}

Id of_erf(const Rule& r) {
  const Id factor = r.over(r.constant(2.0), r.call(Op::sqrt, r.constant(kPi)));
  // e^(−x²/2) is easier to read than e^−(x/√2)², but gauss(u) keeps more digits.
  const Id u = without_sign(r.builder, r.in[0]);
  const Id square = r.times(u, u);
  const bool is_plain = square == r.power(u, 2);
  const Id bell = is_plain ? r.call(Op::gauss, u) : r.call(Op::exp, negative(r.builder, square));
  return r.chain(r.times(factor, bell));
}

struct DerivativeRow {
  Op op;
  Id (*rule)(const Rule& r);
};

constexpr std::array<DerivativeRow, kOpCount> kRules = {{
    {Op::number, flat},
    {Op::x, [](const Rule& r) { return r.constant(1.0); }},
    {Op::parameter, flat},
    {Op::negate, [](const Rule& r) { return negative(r.builder, r.slope[0]); }},
    {Op::add, [](const Rule& r) { return r.plus(r.slope[0], r.slope[1]); }},
    {Op::subtract, [](const Rule& r) { return r.minus(r.slope[0], r.slope[1]); }},
    {Op::multiply,
     [](const Rule& r) { return r.plus(r.times(r.slope[0], r.in[1]), r.times(r.in[0], r.slope[1])); }},
    {Op::divide,
     [](const Rule& r) {
       if (r.is_flat(1)) return r.chain_over(r.in[1]);
       const Id first = r.over(r.slope[0], r.in[1]);
       return r.minus(first, r.over(r.times(r.in[0], r.slope[1]), r.power(r.in[1], 2)));
     }},
    {Op::integer_power, of_integer_power},
    {Op::power, of_power},
    {Op::less, flat},
    {Op::less_equal, flat},
    {Op::greater, flat},
    {Op::greater_equal, flat},
    {Op::equal, flat},
    {Op::not_equal, flat},
    {Op::select,
     [](const Rule& r) {
       if (const auto of_slope = of_sinc_slope(r)) return *of_slope;
       return choice(r.builder, r.in[0], r.slope[1], r.slope[2]);
     }},
    {Op::min, [](const Rule& r) { return of_extremum(r, Op::less_equal, Op::less); }},
    {Op::max, [](const Rule& r) { return of_extremum(r, Op::greater_equal, Op::greater); }},
    {Op::abs, [](const Rule& r) { return r.chain(r.call(Op::sign, r.in[0])); }},
    {Op::sign, flat},
    {Op::floor, flat},
    {Op::step, flat},
    {Op::relu,
     [](const Rule& r) {
       const Id is_positive = comparison(r.builder, Op::greater, r.in[0], r.constant(0.0));
       return choice(r.builder, is_positive, r.slope[0], r.constant(0.0));
     }},
    {Op::exp, [](const Rule& r) { return r.chain(r.self); }},
    {Op::expm1, [](const Rule& r) { return r.chain(r.call(Op::exp, r.in[0])); }},
    {Op::log, [](const Rule& r) { return r.chain_over(r.in[0]); }},
    {Op::log1p, [](const Rule& r) { return r.chain_over(r.plus(r.constant(1.0), r.in[0])); }},
    {Op::sqrt, [](const Rule& r) { return r.chain_over(r.times(r.constant(2.0), r.self)); }},
    {Op::sin, [](const Rule& r) { return r.chain(r.call(Op::cos, r.in[0])); }},
    {Op::cos, [](const Rule& r) { return negative(r.builder, r.chain(r.call(Op::sin, r.in[0]))); }},
    {Op::tan, [](const Rule& r) { return r.chain_over(r.power(r.call(Op::cos, r.in[0]), 2)); }},
    {Op::sinc, of_sinc},
    {Op::asin, of_asin},
    {Op::acos, [](const Rule& r) { return negative(r.builder, of_asin(r)); }},
    {Op::atan, [](const Rule& r) { return r.chain_over(r.plus(r.constant(1.0), r.power(r.in[0], 2))); }},
    {Op::sinh, [](const Rule& r) { return r.chain(r.call(Op::cosh, r.in[0])); }},
    {Op::cosh, [](const Rule& r) { return r.chain(r.call(Op::sinh, r.in[0])); }},
    {Op::tanh, [](const Rule& r) { return r.chain(r.minus(r.constant(1.0), r.power(r.self, 2))); }},
    {Op::asinh,
     [](const Rule& r) {
       return r.chain_over(r.call(Op::sqrt, r.plus(r.power(r.in[0], 2), r.constant(1.0))));
     }},
    {Op::sigmoid,
     [](const Rule& r) {
       return r.chain(r.times(r.self, r.call(Op::sigmoid, negative(r.builder, r.in[0]))));
     }},
    {Op::softplus, [](const Rule& r) { return r.chain(r.call(Op::sigmoid, r.in[0])); }},
    {Op::erf, of_erf},
    {Op::erfc, [](const Rule& r) { return negative(r.builder, of_erf(r)); }},
    {Op::gauss, [](const Rule& r) { return r.chain(r.times(r.constant(-2.0), r.times(r.in[0], r.self))); }},
}};

constexpr bool is_in_order() {
  for (std::size_t i = 0; i < kOpCount; ++i) {
    if (kRules[i].op != static_cast<Op>(i)) return false;
  }
  return true;
}
static_assert(is_in_order());

}  // namespace

std::optional<Program> derive(const Program& program, Forms forms) {
  Builder builder;
  builder.forms = forms;
  // Intermediate expressions are dropped at the end, so building may take more than the result.
  builder.limit = 16 * kMaxDerivedInstructions;
  builder.instructions = program.instructions;
  std::vector<Id> slopes;
  for (std::size_t i = 0; i < program.instructions.size(); ++i) {
    const Instruction& instruction = program.instructions[i];
    if (!instruction.depends_on_x) {
      slopes.push_back(emit_number(builder, 0.0));
      continue;
    }
    Rule rule{builder, static_cast<Id>(i), instruction.number, instruction.operands, {}, slopes};
    for (std::size_t k = 0; k < static_cast<std::size_t>(row(instruction.op).operand_count); ++k) {
      rule.slope[k] = slopes[instruction.operands[k]];
    }
    slopes.push_back(kRules[static_cast<std::size_t>(instruction.op)].rule(rule));
    if (builder.is_full) return std::nullopt;
  }
  Program derived = finish(builder, slopes.back());
  if (derived.instructions.size() > kMaxDerivedInstructions) return std::nullopt;
  return derived;
}

}  // namespace lab::formula
