#include "formula/products.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/sort_by.h"
#include "base/text.h"
#include "formula/algebra.h"
#include "formula/stable_forms.h"

namespace lab::formula {

namespace {

// Expressions share subexpressions, so taking one apart completely could take exponential time. Beyond this
// depth a piece counts as a whole.
constexpr int kMaxTakenApart = 8;

bool is_whole(double value) { return value == std::floor(value) && std::fabs(value) < 1e15; }

// 0.044715·3 is 0.134145, not 0.13414500000000001: drops what only rounding has put there, less than two
// units in the last place.
double tidied(double value) {
  const double shorter = base::parse_number(base::rounded(value, 14)).value_or(value);
  return std::fabs(shorter - value) <= 4e-16 * std::fabs(value) ? shorter : value;
}

Coefficient reduced(Coefficient c) {
  constexpr double kLargestPart = 1e15;  // whole numbers are exact up to here
  if (std::fabs(c.numerator) > kLargestPart || std::fabs(c.denominator) > kLargestPart) {
    return {c.numerator / c.denominator, 1.0};
  }
  if (is_whole(c.numerator) && is_whole(c.denominator) && c.numerator != 0) {
    const auto divisor = static_cast<double>(std::gcd(static_cast<std::int64_t>(std::fabs(c.numerator)),
                                                      static_cast<std::int64_t>(std::fabs(c.denominator))));
    c = {c.numerator / divisor, c.denominator / divisor};
  } else {
    const double exact = c.numerator / c.denominator;
    const double tidy = tidied(exact);
    // 0.5/3 stays a fraction, 0.5/2 is 0.25.
    if (base::shortest(tidy).size() <= 8) c = {tidy, 1.0};
    c.numerator = tidied(c.numerator);
  }
  return c.denominator < 0 ? Coefficient{-c.numerator, -c.denominator} : c;
}

Coefficient raised(Coefficient c, int n) {
  Coefficient result;
  for (int i = 0; i < std::abs(n); ++i) result = times(result, c);
  return n < 0 ? reduced({result.denominator, result.numerator}) : result;
}

void multiply_by(Product& product, Factor factor) {
  const auto same = std::find_if(product.factors.begin(), product.factors.end(),
                                 [&](const Factor& other) { return other.id == factor.id; });
  if (same == product.factors.end()) {
    if (factor.halves != 0) product.factors.push_back(factor);
  } else {
    same->halves += factor.halves;
    if (same->halves == 0) product.factors.erase(same);
  }
}

bool is_symbol(double number) { return number == kPi || number == kE; }

Product taken_apart(const Builder& builder, Id id, int depth) {
  const Instruction& instruction = builder.instructions[id];
  const Product whole{{}, {{id, 2}}};
  if (instruction.op == Op::number && !is_symbol(instruction.number)) {
    return {reduced({instruction.number, 1.0}), {}};
  }
  if (depth == kMaxTakenApart) return whole;
  const auto operand = [&](std::size_t i) {
    return taken_apart(builder, instruction.operands[i], depth + 1);
  };
  switch (instruction.op) {
    case Op::negate:
      return merged({{-1.0, 1.0}, {}}, operand(0));
    case Op::multiply: {
      const Product product = merged(operand(0), operand(1));
      return is_finite_coefficient(product.coefficient) ? product : whole;
    }
    case Op::divide: {
      const Product divisor = operand(1);
      if (divisor.coefficient.numerator == 0) return whole;
      const Product quotient = merged(operand(0), raised(divisor, -1));
      return is_finite_coefficient(quotient.coefficient) ? quotient : whole;
    }
    case Op::integer_power: {
      const Product base = operand(0);
      const auto exponent = static_cast<int>(instruction.number);
      const Product power = raised(base, exponent);
      const bool is_safe = base.coefficient.numerator != 0 && is_finite_coefficient(power.coefficient) &&
                           std::all_of(power.factors.begin(), power.factors.end(), [](const Factor& factor) {
                             return std::abs(factor.halves) <= 2 * kMaxIntegerPower;
                           });
      return is_safe ? power : whole;
    }
    case Op::sqrt: {
      const Instruction& inside = builder.instructions[instruction.operands[0]];
      const bool is_plain = inside.op == Op::add || inside.op == Op::subtract || inside.op == Op::parameter;
      return is_plain ? Product{{}, {{instruction.operands[0], 1}}} : whole;
    }
    default:
      return whole;
  }
}

Factor* find_factor(Product& product, Id id) {
  for (Factor& factor : product.factors) {
    if (factor.id == id) return &factor;
  }
  return nullptr;
}

// √u·√u = u, for what √u itself was defined.
Product without_squared_roots(const Builder& builder, const Product& product) {
  Product result{product.coefficient, {}};
  for (const Factor& factor : product.factors) {
    const Instruction& instruction = builder.instructions[factor.id];
    const bool is_root =
        instruction.op == Op::sqrt && number_at(builder, instruction.operands[0]).value_or(1.0) > 0.0;
    const int pairs = is_root ? factor.halves / 4 : 0;
    if (pairs != 0) result = merged(result, raised(factors_of(builder, instruction.operands[0]), pairs));
    multiply_by(result, {factor.id, factor.halves - 4 * pairs});
  }
  return result;
}

bool is_constant_root(const Builder& builder, const Factor& factor) {
  const Instruction& root = builder.instructions[factor.id];
  return root.op == Op::sqrt && number_at(builder, root.operands[0]) > 0.0;
}

// √π·√2 = √(2π)
Product with_one_root(Builder& builder, Product product) {
  for (const int side : {2, -2}) {
    std::vector<Id> roots;
    for (const Factor& factor : product.factors) {
      if (factor.halves == side && is_constant_root(builder, factor)) roots.push_back(factor.id);
    }
    if (roots.size() != 2) continue;
    const Id inside = formula::product(builder, builder.instructions[roots[0]].operands[0],
                                       builder.instructions[roots[1]].operands[0]);
    for (const Id root : roots) multiply_by(product, {root, -side});
    multiply_by(product, {emit(builder, Op::sqrt, {inside}), side});
  }
  return product;
}

// u·sign(u) = |u|, |u|·sign(u) = u, sign(u)³ = sign(u), |u|² = u².
Product without_signs(Builder& builder, Product product) {
  for (std::size_t i = 0; i < product.factors.size(); ++i) {
    const Instruction instruction = builder.instructions[product.factors[i].id];
    if (instruction.op == Op::abs && std::abs(product.factors[i].halves) >= 4) {
      const Factor magnitude = product.factors[i];
      const int pairs = magnitude.halves / 4;
      multiply_by(product, {magnitude.id, -4 * pairs});
      multiply_by(product, {instruction.operands[0], 4 * pairs});
      return without_signs(builder, std::move(product));
    }
    if (instruction.op != Op::sign || product.factors[i].halves < 2) continue;
    const Id sign = product.factors[i].id;
    const Id inside = instruction.operands[0];
    const Id magnitude = emit(builder, Op::abs, {inside});
    for (const auto& [from, to] : {std::pair{inside, magnitude}, std::pair{magnitude, inside}}) {
      const Factor* factor = find_factor(product, from);
      if (factor == nullptr || factor->halves < 2) continue;
      multiply_by(product, {from, -2});
      multiply_by(product, {to, 2});
      multiply_by(product, {sign, -2});
      return without_signs(builder, std::move(product));
    }
    if (product.factors[i].halves >= 6) product.factors[i].halves -= 4;
  }
  return product;
}

// 2·sin(u)·cos(u) = sin(2u)
Product with_double_angle(Builder& builder, Product product) {
  const double numerator = product.coefficient.numerator;
  if (std::fmod(numerator, 2.0) != 0) return product;
  for (const Factor& factor : product.factors) {
    const Instruction sine = builder.instructions[factor.id];
    if (sine.op != Op::sin || factor.halves != 2) continue;
    const Id cosine = emit(builder, Op::cos, {sine.operands[0]});
    const Factor* other = find_factor(product, cosine);
    if (other == nullptr || other->halves != 2) continue;
    const Id sine_id = factor.id;
    const Id twice = formula::product(builder, emit_number(builder, 2.0), sine.operands[0]);
    product.coefficient.numerator = numerator / 2;
    multiply_by(product, {cosine, -2});
    multiply_by(product, {sine_id, -2});
    multiply_by(product, {emit(builder, Op::sin, {twice}), 2});
    return product;
  }
  return product;
}

Id times_plain(Builder& builder, std::optional<Id> left, Id right) {
  return left ? emit(builder, Op::multiply, {*left, right}) : right;
}

Id times_power(Builder& builder, std::optional<Id> left, const Factor& factor) {
  const int halves = std::abs(factor.halves);
  for (int rest = halves / 2; rest > 0; rest -= kMaxIntegerPower) {
    const int exponent = std::min(rest, kMaxIntegerPower);
    const Id power = exponent == 1 ? factor.id : integer_power(builder, factor.id, exponent);
    left = times_plain(builder, left, power);
  }
  if (halves % 2 == 1) left = times_plain(builder, left, emit(builder, Op::sqrt, {factor.id}));
  return *left;
}

// What a reader expects first: constants, then parameters and x,
// then functions of them; σ(u) before 1 − σ(u).
int reading_order(const Builder& builder, const Factor& factor) {
  const Instruction& instruction = builder.instructions[factor.id];
  if (!instruction.depends_on_x) return instruction.op == Op::parameter ? 1 : 0;
  if (instruction.op == Op::x) return 2;
  if (instruction.op == Op::add || instruction.op == Op::subtract) return 5;
  const bool is_complement =
      instruction.op == Op::sigmoid && builder.instructions[instruction.operands[0]].op == Op::negate;
  return is_complement ? 4 : 3;
}

}  // namespace

Coefficient times(Coefficient a, Coefficient b) {
  return reduced({a.numerator * b.numerator, a.denominator * b.denominator});
}

Coefficient plus(Coefficient a, Coefficient b) {
  const double numerator = a.numerator * b.denominator + b.numerator * a.denominator;
  return reduced({numerator, a.denominator * b.denominator});
}

bool is_finite_coefficient(Coefficient c) {
  constexpr double kLargest = 1e30;
  const double value = std::fabs(c.numerator / c.denominator);
  return c.numerator == 0 || (value < kLargest && value > 1 / kLargest);
}

Product factors_of(const Builder& builder, Id id) { return taken_apart(builder, id, 0); }

Product merged(Product a, const Product& b) {
  a.coefficient = times(a.coefficient, b.coefficient);
  for (const Factor& factor : b.factors) multiply_by(a, factor);
  return a;
}

Product raised(Product product, int n) {
  product.coefficient = raised(product.coefficient, n);
  for (Factor& factor : product.factors) factor.halves *= n;
  return product;
}

Product simplified(Builder& builder, Product product) {
  product = without_squared_roots(builder, product);
  product = with_one_root(builder, std::move(product));
  product = without_signs(builder, std::move(product));
  return with_double_angle(builder, std::move(product));
}

Id built_magnitude(Builder& builder, Product product) {
  base::sort_by(product.factors, [&](const Factor& factor) { return reading_order(builder, factor); });
  const Coefficient c = product.coefficient;
  std::optional<Id> above;
  std::optional<Id> below;
  if (std::fabs(c.numerator) != 1.0) above = emit_number(builder, std::fabs(c.numerator));
  if (c.denominator != 1.0) below = emit_number(builder, c.denominator);
  for (const Factor& factor : product.factors) {
    std::optional<Id>& side = factor.halves > 0 ? above : below;
    side = times_power(builder, side, factor);
  }
  if (!above) above = emit_number(builder, 1.0);
  return below ? emit_stable(builder, Op::divide, {*above, *below}) : *above;
}

Id built(Builder& builder, const Product& product) {
  if (product.coefficient.numerator == 0) return emit_number(builder, 0.0);
  const Id magnitude = built_magnitude(builder, product);
  if (product.coefficient.numerator > 0) return magnitude;
  if (const std::optional<double> number = number_at(builder, magnitude)) {
    return emit_number(builder, -*number);
  }
  return emit(builder, Op::negate, {magnitude});
}

}  // namespace lab::formula
