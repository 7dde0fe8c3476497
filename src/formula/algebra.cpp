#include "formula/algebra.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "formula/products.h"
#include "formula/stable_forms.h"

namespace lab::formula {

namespace {

constexpr int kMaxTakenApart = 8;           // see products.cpp
constexpr std::size_t kMaxExpanded = 16;    // terms; a longer sum stays as it is
constexpr int kMaxCost = 400;               // more is not compared any further
constexpr std::size_t kMaxSearched = 1500;  // instructions in the builder: beyond, sums are only collected

using Terms = std::vector<Product>;

bool has_same_factors(const Product& a, const Product& b) {
  return a.factors.size() == b.factors.size() &&
         std::is_permutation(a.factors.begin(), a.factors.end(), b.factors.begin());
}

void add_term(Builder& builder, Terms& terms, Product term) {
  term = simplified(builder, std::move(term));
  if (term.coefficient.numerator == 0) return;
  const auto same = std::find_if(terms.begin(), terms.end(),
                                 [&](const Product& other) { return has_same_factors(other, term); });
  if (same == terms.end() || !is_finite_coefficient(plus(same->coefficient, term.coefficient))) {
    terms.push_back(term);
  } else {
    same->coefficient = plus(same->coefficient, term.coefficient);
    if (same->coefficient.numerator == 0) terms.erase(same);
  }
}

bool is_sum(Op op) { return op == Op::add || op == Op::subtract; }

// Sums in `whole` are not opened.
void collect_terms(Builder& builder, Id id, double sign, Terms& terms, const std::vector<Id>& whole = {},
                   int depth = 0) {
  const Instruction instruction = builder.instructions[id];
  const bool is_whole = std::find(whole.begin(), whole.end(), id) != whole.end();
  if (depth < kMaxTakenApart && !is_whole && (is_sum(instruction.op) || instruction.op == Op::negate)) {
    const double first_sign = instruction.op == Op::negate ? -sign : sign;
    collect_terms(builder, instruction.operands[0], first_sign, terms, whole, depth + 1);
    if (!is_sum(instruction.op)) return;
    const double second_sign = instruction.op == Op::subtract ? -sign : sign;
    collect_terms(builder, instruction.operands[1], second_sign, terms, whole, depth + 1);
    return;
  }
  add_term(builder, terms, merged({{sign, 1.0}, {}}, factors_of(builder, id)));
}

Id written(Builder& builder, Terms terms) {
  // A positive term first: b − a rather than −a + b.
  std::stable_partition(terms.begin(), terms.end(),
                        [](const Product& term) { return term.coefficient.numerator > 0; });
  std::optional<Id> total;
  for (const Product& term : terms) {
    if (!total) {
      total = built(builder, term);
    } else {
      const Op op = term.coefficient.numerator > 0 ? Op::add : Op::subtract;
      total = emit_stable(builder, op, {*total, built_magnitude(builder, term)});
    }
  }
  return total ? *total : emit_number(builder, 0.0);
}

// What is short.

int cost_of(Op op) {
  if (row(op).operand_count == 0 || is_sum(op) || op == Op::divide) return 2;
  return row(op).binding == Binding::atom || op == Op::power ? 2 : 1;
}

// Grows with the length of the text. `budget` is what is left before counting stops.
int cost(const Builder& builder, Id id, int budget = kMaxCost) {
  const Instruction& instruction = builder.instructions[id];
  int total = cost_of(instruction.op);
  const bool is_complement =
      instruction.op == Op::sigmoid && builder.instructions[instruction.operands[0]].op == Op::negate;
  if (is_complement) total += 2;  // it will be written 1 − σ(u)
  for (int k = 0; k < row(instruction.op).operand_count && total < budget; ++k) {
    total += cost(builder, instruction.operands[static_cast<std::size_t>(k)], budget - total);
  }
  return total;
}

Id shorter(const Builder& builder, Id a, Id b) { return cost(builder, b) < cost(builder, a) ? b : a; }

// Expanding and factoring out.

// With the sums among its factors multiplied out, as long as there are not too many terms.
void add_expanded(Builder& builder, const Product& product, Terms& terms, int depth = 0) {
  for (const Factor& factor : product.factors) {
    const bool is_open = factor.halves == 2 && is_sum(builder.instructions[factor.id].op);
    if (!is_open || depth == 3 || terms.size() > kMaxExpanded) continue;
    Terms inside;
    collect_terms(builder, factor.id, 1.0, inside);
    const Product rest = merged(product, raised(Product{{}, {factor}}, -1));
    const bool is_finite = std::all_of(inside.begin(), inside.end(), [&](const Product& term) {
      return is_finite_coefficient(merged(rest, term).coefficient);
    });
    if (!is_finite) continue;
    for (const Product& term : inside) add_expanded(builder, merged(rest, term), terms, depth + 1);
    return;
  }
  add_term(builder, terms, product);
}

Terms expanded(Builder& builder, const Terms& terms) {
  Terms result;
  for (const Product& term : terms) add_expanded(builder, term, result);
  return result.size() > kMaxExpanded ? terms : result;
}

// With 1 − σ(u) for σ(−u): σ(−u) − σ(u) is 1 − 2σ(u).
Terms without_complements(Builder& builder, const Terms& terms) {
  Terms result;
  for (const Product& term : terms) {
    std::optional<Product> other;
    for (const Factor& factor : term.factors) {
      const std::optional<Id> sigmoid =
          factor.halves == 2 ? complement(builder.instructions, factor.id) : std::nullopt;
      if (!sigmoid) continue;
      const Product rest = merged(term, {{}, {{factor.id, -2}}});
      add_term(builder, result, rest);
      other = merged(rest, {{-1.0, 1.0}, {{*sigmoid, 2}}});
      break;
    }
    add_term(builder, result, other ? *other : term);
  }
  return result;
}

bool is_monomial_factor(const Builder& builder, const Factor& factor) {
  return factor.halves > 0 && row(builder.instructions[factor.id].op).operand_count == 0;
}

// The factors that all terms share; of denominators the smallest shared power, or the largest there is.
Product common_factor(const Builder& builder, const Terms& terms, bool over_one_denominator) {
  Product common;
  for (const Product& term : terms) {
    for (const Factor& candidate : term.factors) {
      const auto has_it = [&](const Factor& other) { return other.id == candidate.id; };
      if (std::any_of(common.factors.begin(), common.factors.end(), has_it)) continue;
      int least = candidate.halves;
      int most = candidate.halves;
      for (const Product& other : terms) {
        const auto found = std::find_if(other.factors.begin(), other.factors.end(), has_it);
        const int halves = found == other.factors.end() ? 0 : found->halves;
        least = std::min(least, halves);
        most = std::max(most, halves);
      }
      const int shared = least > 0 ? least : over_one_denominator ? std::min(least, 0) : std::min(most, 0);
      if (shared != 0) common.factors.push_back({candidate.id, shared});
    }
  }
  const bool is_monomial =
      std::all_of(common.factors.begin(), common.factors.end(),
                  [&](const Factor& factor) { return is_monomial_factor(builder, factor); });
  // 4x³ + 2x stays a polynomial.
  const bool has_polynomial = std::any_of(terms.begin(), terms.end(), [&](const Product& term) {
    return std::all_of(term.factors.begin(), term.factors.end(),
                       [&](const Factor& factor) { return is_monomial_factor(builder, factor); });
  });
  if (is_monomial && has_polynomial) common.factors.clear();
  return common;
}

// The greatest whole number in all coefficients.
double common_number(const Terms& terms) {
  std::int64_t common = 0;
  for (const Product& term : terms) {
    const double numerator = std::fabs(term.coefficient.numerator);
    if (numerator != std::floor(numerator) || numerator > 1e9) return 1;
    common = std::gcd(common, static_cast<std::int64_t>(numerator));
  }
  return static_cast<double>(common);
}

// The least number of which all denominators are divisors.
double common_denominator(const Terms& terms) {
  std::int64_t common = 1;
  for (const Product& term : terms) {
    const double denominator = term.coefficient.denominator;
    const bool is_whole = denominator == std::floor(denominator) && denominator < 1e6;
    if (!is_whole || common > 1000000) return 1;
    common = std::lcm(common, static_cast<std::int64_t>(denominator));
  }
  return static_cast<double>(common);
}

bool is_fraction(const Product& product) {
  return std::any_of(product.factors.begin(), product.factors.end(),
                     [](const Factor& factor) { return factor.halves < 0; });
}

Id factored(Builder& builder, const Terms& terms, Product common) {
  Terms inside;
  for (const Product& term : terms) add_term(builder, inside, merged(term, raised(common, -1)));
  const Terms open = expanded(builder, inside);
  const Terms plain = without_complements(builder, open);
  const Terms* best = &inside;
  for (const Terms* candidate : {&open, &plain}) {
    const Id now = written(builder, *best);
    if (shorter(builder, now, written(builder, *candidate)) != now) best = candidate;
  }
  Terms chosen = *best;
  if (chosen.empty()) return emit_number(builder, 0.0);
  const double number = common_number(chosen);
  if (number > 1) {
    for (Product& term : chosen) term.coefficient = times(term.coefficient, {1.0, number});
    common.coefficient = {number, 1.0};
  }
  // (1 − 3u)/(2v) for (1/2 − 3u/2)/v
  const double denominator = is_fraction(common) ? common_denominator(chosen) : 1;
  if (denominator > 1) {
    for (Product& term : chosen) term.coefficient = times(term.coefficient, {denominator, 1.0});
    common.coefficient = times(common.coefficient, {1.0, denominator});
  }
  if (chosen.size() == 1) return built(builder, simplified(builder, merged(common, chosen[0])));
  return built(builder, simplified(builder, merged(common, {{}, {{written(builder, chosen), 2}}})));
}

Id shortest_sum(Builder& builder, const Terms& terms) {
  Id best = written(builder, terms);
  if (terms.size() < 2 || builder.instructions.size() > kMaxSearched) return best;
  const Terms open = expanded(builder, terms);
  best = shorter(builder, best, written(builder, open));
  for (const Terms* form : {&terms, &open}) {
    if (form->size() < 2) continue;
    for (const bool over_one_denominator : {false, true}) {
      const Product common = common_factor(builder, *form, over_one_denominator);
      if (!common.factors.empty()) best = shorter(builder, best, factored(builder, *form, common));
    }
  }
  return shorter(builder, best, written(builder, without_complements(builder, open)));
}

// Two selects with one condition become one.
std::optional<Id> sum_of_branches(Builder& builder, Id a, Id b, bool is_difference) {
  const Instruction first = builder.instructions[a];
  const Instruction second = builder.instructions[b];
  const bool share_a_condition =
      first.op == Op::select && second.op == Op::select && first.operands[0] == second.operands[0];
  if (!share_a_condition) return std::nullopt;
  const auto combined = [&](std::size_t i) {
    return is_difference ? difference(builder, first.operands[i], second.operands[i])
                         : sum(builder, first.operands[i], second.operands[i]);
  };
  return choice(builder, first.operands[0], combined(1), combined(2));
}

// The sums among the factors of the terms.
std::vector<Id> sums_within(const Builder& builder, const Terms& terms) {
  std::vector<Id> sums;
  for (const Product& term : terms) {
    for (const Factor& factor : term.factors) {
      if (is_sum(builder.instructions[factor.id].op)) sums.push_back(factor.id);
    }
  }
  return sums;
}

Id total(Builder& builder, Id a, Id b, double sign_of_b) {
  if (const std::optional<Id> branches = sum_of_branches(builder, a, b, sign_of_b < 0)) return *branches;
  const auto terms_with = [&](const std::vector<Id>& whole) {
    Terms terms;
    collect_terms(builder, a, 1.0, terms, whole);
    collect_terms(builder, b, sign_of_b, terms, whole);
    return terms;
  };
  const Terms terms = terms_with({});
  const Id open = shortest_sum(builder, terms);
  const std::vector<Id> whole = sums_within(builder, terms);
  if (whole.empty()) return open;
  // (1 − u²) + x·(1 − u²): what is a factor elsewhere may stay together.
  return shorter(builder, open, shortest_sum(builder, terms_with(whole)));
}

// Products with branches.

// All its branches are constants, or branches of constants.
bool has_constant_branches(const Builder& builder, const Instruction& select) {
  for (const std::size_t i : {1, 2}) {
    const Instruction& branch = builder.instructions[select.operands[i]];
    const bool is_constant =
        branch.op == Op::select ? has_constant_branches(builder, branch) : !branch.depends_on_x;
    if (!is_constant) return false;
  }
  return true;
}

std::optional<Id> with_factors_in_branches(Builder& builder, const Product& whole) {
  for (const Factor& factor : whole.factors) {
    const Instruction select = builder.instructions[factor.id];
    if (select.op != Op::select || factor.halves < 2 || factor.halves % 2 != 0) continue;
    Product rest = merged(whole, {{}, {{factor.id, -factor.halves}}});
    const Id rest_id = built(builder, rest);
    const bool is_constant = !builder.instructions[rest_id].depends_on_x;
    const bool can_vanish =
        number_at(builder, select.operands[1]) == 0.0 || number_at(builder, select.operands[2]) == 0.0;
    if (!is_constant && !can_vanish && !has_constant_branches(builder, select)) continue;
    const auto branch = [&](std::size_t i) {
      const Id power = integer_power(builder, select.operands[i], factor.halves / 2);
      return product(builder, rest_id, power);
    };
    const Id yes = branch(1);
    return choice(builder, select.operands[0], yes, branch(2));
  }
  return std::nullopt;
}

// Those of the terms that have a denominator, over one: (u + w)/2 + v.
Id partly_shared_out(Builder& builder, const Terms& terms) {
  const double denominator = common_denominator(terms);
  Terms above;
  Terms result(1);
  for (const Product& term : terms) {
    const bool is_fraction = term.coefficient.denominator != 1;
    Product whole = term;
    if (is_fraction) whole.coefficient = times(term.coefficient, {denominator, 1.0});
    (is_fraction ? above : result).push_back(whole);
  }
  if (above.size() < 2 || result.size() < 2) return written(builder, terms);
  result[0] = {{1.0, denominator}, {{written(builder, above), 2}}};
  return written(builder, result);
}

// (u + 2v)/2 is u/2 + v.
Id shared_out(Builder& builder, const Product& fraction, Id so_far) {
  const bool is_sum_over_number = fraction.factors.size() == 1 && fraction.factors[0].halves == 2 &&
                                  is_sum(builder.instructions[fraction.factors[0].id].op) &&
                                  fraction.coefficient.denominator != 1;
  if (!is_sum_over_number || builder.instructions.size() > kMaxSearched) return so_far;
  Terms terms;
  add_expanded(builder, fraction, terms);
  return shorter(builder, shorter(builder, so_far, written(builder, terms)),
                 partly_shared_out(builder, terms));
}

Id built_product(Builder& builder, const Product& whole) {
  const Product simple = simplified(builder, whole);
  if (simple.coefficient.numerator != 0) {
    if (const std::optional<Id> branches = with_factors_in_branches(builder, simple)) return *branches;
  }
  return shared_out(builder, simple, built(builder, simple));
}

}  // namespace

Id sum(Builder& builder, Id a, Id b) { return total(builder, a, b, 1.0); }
Id difference(Builder& builder, Id a, Id b) { return total(builder, a, b, -1.0); }

Id product(Builder& builder, Id a, Id b) {
  if (number_at(builder, a) == 1.0) return b;
  if (number_at(builder, b) == 1.0) return a;
  const Product whole = merged(factors_of(builder, a), factors_of(builder, b));
  if (is_finite_coefficient(whole.coefficient)) return built_product(builder, whole);
  return emit(builder, Op::multiply, {a, b});
}

Id quotient(Builder& builder, Id a, Id b) {
  const Product divisor = factors_of(builder, b);
  const bool is_zero = divisor.coefficient.numerator == 0;
  if (!is_zero) {
    const Product whole = merged(factors_of(builder, a), raised(divisor, -1));
    if (is_finite_coefficient(whole.coefficient)) return built_product(builder, whole);
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
  const std::optional<double> number = number_at(builder, a);
  if (number == 0.0 || number == 1.0) return n > 0 ? a : emit(builder, Op::integer_power, {a}, n);
  if (number == kE) return emit(builder, Op::exp, {emit_number(builder, n)});  // as parse() reads e^n
  if (std::abs(n) > kMaxIntegerPower) return built(builder, {{}, {{a, 2 * n}}});
  return emit(builder, Op::integer_power, {a}, n);
}

}  // namespace lab::formula
