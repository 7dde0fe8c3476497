#include "formula/algebra.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "base/text.h"

namespace lab::formula {

namespace {

// Expressions share subexpressions, so taking one apart completely could take exponential time. Beyond this
// depth a piece counts as a whole.
constexpr int kMaxTakenApart = 8;

/// numerator/denominator; whole numbers stay a fraction, so that x/3 does not turn into 0.3333333333333333·x.
struct Coefficient {
  double numerator = 1.0;
  double denominator = 1.0;
};

struct Factor {
  Id id;
  int exponent;

  friend bool operator==(const Factor&, const Factor&) = default;
};

/// coefficient·factor₁^n₁·factor₂^n₂·…
struct Product {
  Coefficient coefficient;
  std::vector<Factor> factors;
};

bool is_whole(double value) { return value == std::floor(value) && std::fabs(value) < 1e15; }

/// 0.044715·3 is 0.134145, not 0.13414500000000001: drops what only rounding has put there.
double tidied(double value) {
  const double shorter = base::parse_number(base::rounded(value, 14)).value_or(value);
  return std::fabs(shorter - value) <= 4e-16 * std::fabs(value) ? shorter : value;
}

Coefficient reduced(Coefficient c) {
  if (is_whole(c.numerator) && is_whole(c.denominator) && c.numerator != 0) {
    const auto divisor = static_cast<double>(std::gcd(static_cast<int64_t>(std::fabs(c.numerator)),
                                                      static_cast<int64_t>(std::fabs(c.denominator))));
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

Coefficient times(Coefficient a, Coefficient b) {
  return reduced({a.numerator * b.numerator, a.denominator * b.denominator});
}

Coefficient plus(Coefficient a, Coefficient b) {
  const double numerator = a.numerator * b.denominator + b.numerator * a.denominator;
  return reduced({numerator, a.denominator * b.denominator});
}

Coefficient raised(Coefficient c, int n) {
  Coefficient result;
  for (int i = 0; i < std::abs(n); ++i) result = times(result, c);
  return n < 0 ? reduced({result.denominator, result.numerator}) : result;
}

bool is_finite_coefficient(Coefficient c) {
  constexpr double kLargest = 1e30;
  return std::fabs(c.numerator) < kLargest && std::fabs(c.denominator) < kLargest && c.denominator != 0;
}

void multiply_by(Product& product, Factor factor) {
  const auto same = std::find_if(product.factors.begin(), product.factors.end(),
                                 [&](const Factor& other) { return other.id == factor.id; });
  if (same == product.factors.end()) {
    product.factors.push_back(factor);
  } else {
    same->exponent += factor.exponent;
    if (same->exponent == 0) product.factors.erase(same);
  }
}

Product merged(Product a, const Product& b) {
  a.coefficient = times(a.coefficient, b.coefficient);
  for (const Factor& factor : b.factors) multiply_by(a, factor);
  return a;
}

Product raised(Product product, int n) {
  product.coefficient = raised(product.coefficient, n);
  for (Factor& factor : product.factors) factor.exponent *= n;
  return product;
}

bool is_symbol(double number) { return number == kPi || number == kE; }

Product factors_of(const Builder& builder, Id id, int depth = 0) {
  const Instruction& instruction = builder.instructions[id];
  const Product whole{{}, {{id, 1}}};
  if (instruction.op == Op::number && !is_symbol(instruction.number)) {
    return {reduced({instruction.number, 1.0}), {}};
  }
  if (depth == kMaxTakenApart) return whole;
  const auto operand = [&](size_t i) { return factors_of(builder, instruction.operands[i], depth + 1); };
  switch (instruction.op) {
    case Op::negate:
      return merged({{-1.0, 1.0}, {}}, operand(0));
    case Op::multiply:
      return merged(operand(0), operand(1));
    case Op::divide: {
      const Product divisor = operand(1);
      return divisor.coefficient.numerator == 0 ? whole : merged(operand(0), raised(divisor, -1));
    }
    case Op::integer_power: {
      const Product base = operand(0);
      const auto exponent = static_cast<int>(instruction.number);
      const Product power = raised(base, exponent);
      const bool is_safe = base.coefficient.numerator != 0 && is_finite_coefficient(power.coefficient);
      return is_safe ? power : whole;
    }
    default:
      return whole;
  }
}

/// √u·√u = u, for what √u itself was defined.
Product without_squared_roots(const Builder& builder, Product product) {
  Product result{product.coefficient, {}};
  for (const Factor& factor : product.factors) {
    const Instruction& instruction = builder.instructions[factor.id];
    const int pairs = instruction.op == Op::sqrt ? factor.exponent / 2 : 0;
    if (pairs != 0) result = merged(result, raised(factors_of(builder, instruction.operands[0]), pairs));
    const int rest = factor.exponent - 2 * pairs;
    if (rest != 0) multiply_by(result, {factor.id, rest});
  }
  return result;
}

Id times_plain(Builder& builder, std::optional<Id> left, Id right) {
  return left ? emit(builder, Op::multiply, {*left, right}) : right;
}

Id powered(Builder& builder, Factor factor) {
  const int exponent = std::abs(factor.exponent);
  if (exponent == 1) return factor.id;
  return emit(builder, Op::integer_power, {factor.id}, exponent);
}

/// What a reader expects first: constants, then parameters and x, then functions of them.
int reading_order(const Builder& builder, const Factor& factor) {
  const Instruction& instruction = builder.instructions[factor.id];
  if (!instruction.depends_on_x) return instruction.op == Op::parameter ? 1 : 0;
  return instruction.op == Op::x ? 2 : 3;
}

/// The product written out, without its sign: coefficient·factors/(denominator·factors).
Id written(Builder& builder, Product product) {
  std::stable_sort(product.factors.begin(), product.factors.end(), [&](const Factor& a, const Factor& b) {
    return reading_order(builder, a) < reading_order(builder, b);
  });
  const Coefficient c = product.coefficient;
  std::optional<Id> above;
  std::optional<Id> below;
  if (std::fabs(c.numerator) != 1.0) above = emit_number(builder, std::fabs(c.numerator));
  if (c.denominator != 1.0) below = emit_number(builder, c.denominator);
  for (const Factor& factor : product.factors) {
    std::optional<Id>& side = factor.exponent > 0 ? above : below;
    side = times_plain(builder, side, powered(builder, factor));
  }
  if (!above) above = emit_number(builder, 1.0);
  return below ? emit(builder, Op::divide, {*above, *below}) : *above;
}

Id built(Builder& builder, const Product& product) {
  const Product simple = without_squared_roots(builder, product);
  if (simple.coefficient.numerator == 0) return emit_number(builder, 0.0);
  const Id magnitude = written(builder, simple);
  if (simple.coefficient.numerator > 0) return magnitude;
  if (const std::optional<double> number = number_at(builder, magnitude))
    return emit_number(builder, -*number);
  return emit(builder, Op::negate, {magnitude});
}

// ---- Sums
// -------------------------------------------------------------------------------------------------------

bool has_same_factors(const Product& a, const Product& b) {
  return a.factors.size() == b.factors.size() &&
         std::is_permutation(a.factors.begin(), a.factors.end(), b.factors.begin());
}

void add_term(std::vector<Product>& terms, const Product& term) {
  if (term.coefficient.numerator == 0) return;
  const auto same = std::find_if(terms.begin(), terms.end(),
                                 [&](const Product& other) { return has_same_factors(other, term); });
  if (same == terms.end()) {
    terms.push_back(term);
  } else {
    same->coefficient = plus(same->coefficient, term.coefficient);
    if (same->coefficient.numerator == 0) terms.erase(same);
  }
}

void collect_terms(const Builder& builder, Id id, double sign, std::vector<Product>& terms, int depth = 0) {
  const Instruction& instruction = builder.instructions[id];
  const bool is_sum = instruction.op == Op::add || instruction.op == Op::subtract;
  if (depth < kMaxTakenApart && (is_sum || instruction.op == Op::negate)) {
    const double first_sign = instruction.op == Op::negate ? -sign : sign;
    collect_terms(builder, instruction.operands[0], first_sign, terms, depth + 1);
    if (!is_sum) return;
    const double second_sign = instruction.op == Op::subtract ? -sign : sign;
    collect_terms(builder, instruction.operands[1], second_sign, terms, depth + 1);
    return;
  }
  add_term(terms, merged({{sign, 1.0}, {}}, factors_of(builder, id)));
}

Id sum_of_terms(Builder& builder, std::vector<Product> terms) {
  // A positive term first: b − a rather than −a + b.
  std::stable_partition(terms.begin(), terms.end(),
                        [](const Product& term) { return term.coefficient.numerator > 0; });
  std::optional<Id> total;
  for (const Product& term : terms) {
    if (!total) {
      total = built(builder, term);
    } else {
      const Op op = term.coefficient.numerator > 0 ? Op::add : Op::subtract;
      total = emit(builder, op, {*total, written(builder, without_squared_roots(builder, term))});
    }
  }
  return total ? *total : emit_number(builder, 0.0);
}

}  // namespace

Id sum(Builder& builder, Id a, Id b) {
  std::vector<Product> terms;
  collect_terms(builder, a, 1.0, terms);
  collect_terms(builder, b, 1.0, terms);
  return sum_of_terms(builder, std::move(terms));
}

Id difference(Builder& builder, Id a, Id b) {
  std::vector<Product> terms;
  collect_terms(builder, a, 1.0, terms);
  collect_terms(builder, b, -1.0, terms);
  return sum_of_terms(builder, std::move(terms));
}

Id product(Builder& builder, Id a, Id b) {
  const Product merged_product = merged(factors_of(builder, a), factors_of(builder, b));
  if (is_finite_coefficient(merged_product.coefficient)) return built(builder, merged_product);
  return emit(builder, Op::multiply, {a, b});
}

Id quotient(Builder& builder, Id a, Id b) {
  const Product divisor = factors_of(builder, b);
  const bool is_zero = divisor.coefficient.numerator == 0;
  if (!is_zero) {
    const Product merged_product = merged(factors_of(builder, a), raised(divisor, -1));
    if (is_finite_coefficient(merged_product.coefficient)) return built(builder, merged_product);
  }
  return emit(builder, Op::divide, {a, b});
}

Id negative(Builder& builder, Id a) { return difference(builder, emit_number(builder, 0.0), a); }

Id without_sign(Builder& builder, Id a) {
  return factors_of(builder, a).coefficient.numerator < 0 ? negative(builder, a) : a;
}

Id integer_power(Builder& builder, Id a, int n) {
  if (n == 0) return emit_number(builder, 1.0);
  if (n == 1) return a;
  return emit(builder, Op::integer_power, {a}, n);
}

Id choice(Builder& builder, Id condition, Id a, Id b) {
  return a == b ? a : emit(builder, Op::select, {condition, a, b});
}

}  // namespace lab::formula
