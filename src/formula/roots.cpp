#include "formula/roots.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "formula/stable_forms.h"

namespace lab::formula {

namespace {

bool is_odd(double value) { return std::fabs(std::fmod(value, 2.0)) == 1; }
bool is_whole(double value) { return value == std::floor(value) && std::fabs(value) < 1e9; }

// numerator/denominator, both whole, as typed; the sign may stand anywhere.
struct Fraction {
  double numerator = 0;
  double denominator = 0;
};

std::optional<Fraction> fraction_at(const Builder& builder, Id id) {
  const Instruction& typed = builder.instructions[id];
  if (typed.op == Op::negate) {
    const auto positive = fraction_at(builder, typed.operands[0]);
    return positive ? std::optional(Fraction{-positive->numerator, positive->denominator}) : std::nullopt;
  }
  if (typed.op != Op::divide) return std::nullopt;
  const auto above = number_at(builder, typed.operands[0]);
  const auto below = number_at(builder, typed.operands[1]);
  if (!above || !below || !is_whole(*above) || !is_whole(*below)) return std::nullopt;
  return *below < 0 ? Fraction{-*above, -*below} : Fraction{*above, *below};
}

// For certain, by what it is made of: then its powers are written without its sign.
bool is_never_negative(const Builder& builder, Id id) {
  constexpr std::array kNever = {Op::abs,  Op::exp,     Op::sqrt,     Op::gauss, Op::cosh,
                                 Op::relu, Op::sigmoid, Op::softplus, Op::step,  Op::erfc};
  const Instruction& base = builder.instructions[id];
  if (base.op == Op::number) return base.number >= 0;
  if (base.op == Op::integer_power && !is_odd(base.number)) return true;
  const bool is_of_such = base.op == Op::add || base.op == Op::multiply || base.op == Op::divide;
  if (is_of_such) {
    return is_never_negative(builder, base.operands[0]) && is_never_negative(builder, base.operands[1]);
  }
  return std::find(kNever.begin(), kNever.end(), base.op) != kNever.end();
}

}  // namespace

Id real_power(Builder& builder, Id base, Id exponent) {
  const auto fraction = fraction_at(builder, exponent);
  const bool has_root = fraction && is_odd(fraction->denominator) && fraction->denominator > 1;
  if (!has_root || is_never_negative(builder, base)) {
    return emit_stable(builder, Op::power, {base, exponent});
  }
  const Id size = emit(builder, Op::abs, {base});
  if (!is_odd(fraction->numerator)) return emit_stable(builder, Op::power, {size, exponent});
  const Id above = emit_number(builder, std::fabs(fraction->numerator));
  const Id positive = emit(builder, Op::divide, {above, emit_number(builder, fraction->denominator)});
  const Id sized = emit(builder, Op::power, {size, positive});
  const Id root = emit(builder, Op::multiply, {emit(builder, Op::sign, {base}), sized});
  // One over it, as the sign of 0 times infinity is no number.
  return fraction->numerator > 0 ? root : emit(builder, Op::divide, {emit_number(builder, 1.0), root});
}

}  // namespace lab::formula
