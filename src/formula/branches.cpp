// The part of algebra.h about comparisons and branches.

#include <algorithm>
#include <cmath>
#include <map>

#include "formula/algebra.h"
#include "formula/products.h"
#include "formula/stable_forms.h"
#include "formula/typeset_cases.h"

namespace lab::formula {

namespace {

bool is_comparison(Op op) { return row(op).binding == Binding::comparison; }
bool is_below(Op op) { return op == Op::less || op == Op::less_equal; }
bool is_above(Op op) { return op == Op::greater || op == Op::greater_equal; }

struct Side {
  Product term;  // the only one that depends on x
  Id rest;       // a − b without it
};

// a − b as one term in x and the rest; nothing when there are more.
std::optional<Side> solved(Builder& builder, Id a, Id b) {
  const Id difference_id = difference(builder, a, b);
  std::optional<Product> varying;
  Id rest = emit_number(builder, 0.0);
  // difference() left a chain of sums: walk it.
  std::vector<std::pair<Id, double>> open = {{difference_id, 1.0}};
  while (!open.empty()) {
    const auto [id, sign] = open.back();
    open.pop_back();
    const Instruction instruction = builder.instructions[id];
    if (!instruction.depends_on_x) {
      rest = sign > 0 ? sum(builder, rest, id) : difference(builder, rest, id);
    } else if (instruction.op == Op::add || instruction.op == Op::subtract) {
      open.push_back({instruction.operands[0], sign});
      open.push_back({instruction.operands[1], instruction.op == Op::subtract ? -sign : sign});
    } else if (instruction.op == Op::negate) {
      open.push_back({instruction.operands[0], -sign});
    } else {
      if (varying) return std::nullopt;
      varying = merged({{sign, 1.0}, {}}, factors_of(builder, id));
    }
  }
  if (!varying) return std::nullopt;
  return Side{*varying, rest};
}

// max(p, u) < q is u < q for numbers p < q, and min(p, u) > q is u > q for p > q.
Id without_extremum(const Builder& builder, Op op, Id a, Id b) {
  const Instruction& extremum = builder.instructions[a];
  const std::optional<double> bound = number_at(builder, b);
  const bool is_max = extremum.op == Op::max && is_below(op);
  const bool is_min = extremum.op == Op::min && is_above(op);
  if (!bound || (!is_max && !is_min)) return a;
  for (const std::size_t i : {0, 1}) {
    const std::optional<double> other = number_at(builder, extremum.operands[i]);
    if (other && (is_max ? *other < *bound : *other > *bound)) return extremum.operands[1 - i];
  }
  return a;
}

// Replaces instructions in the expression below `root`; branches whose condition became a number are taken.
class Replacement {
 public:
  Replacement(Builder& builder, std::map<Id, Id> replaced) : builder_(builder), done_(std::move(replaced)) {}

  Id of(Id root) {
    if (const auto found = done_.find(root); found != done_.end()) return found->second;
    const Instruction instruction = builder_.instructions[root];
    const int count = row(instruction.op).operand_count;
    if (count == 0 || !instruction.depends_on_x) return root;
    std::array<Id, 3> operands{};
    for (int k = 0; k < count; ++k)
      operands[static_cast<std::size_t>(k)] = of(instruction.operands[static_cast<std::size_t>(k)]);
    Id result = root;
    if (operands != instruction.operands) result = rebuilt(instruction, operands);
    done_[root] = result;
    return result;
  }

 private:
  Id rebuilt(const Instruction& instruction, const std::array<Id, 3>& operands) {
    if (instruction.op == Op::select) return choice(builder_, operands[0], operands[1], operands[2]);
    if (is_comparison(instruction.op)) return comparison(builder_, instruction.op, operands[0], operands[1]);
    if (instruction.op == Op::add) return sum(builder_, operands[0], operands[1]);
    if (instruction.op == Op::subtract) return difference(builder_, operands[0], operands[1]);
    if (instruction.op == Op::multiply) return product(builder_, operands[0], operands[1]);
    if (instruction.op == Op::divide) return quotient(builder_, operands[0], operands[1]);
    if (instruction.op == Op::integer_power) {
      return integer_power(builder_, operands[0], static_cast<int>(instruction.number));
    }
    return emit_stable(builder_, instruction.op, operands);
  }

  Builder& builder_;
  std::map<Id, Id> done_;
};

// What is known of u and a bound where `u op bound` holds.
std::map<Id, Id> known_where(Builder& builder, Op op, Id u, Id bound) {
  std::map<Id, Id> known;
  if (!is_below(op) && !is_above(op)) return known;
  const Id larger = is_above(op) ? u : bound;
  const Id smaller = is_above(op) ? bound : u;
  known[emit(builder, Op::max, {u, bound})] = larger;
  known[emit(builder, Op::max, {bound, u})] = larger;
  known[emit(builder, Op::min, {u, bound})] = smaller;
  known[emit(builder, Op::min, {bound, u})] = smaller;
  if (number_at(builder, bound) != 0.0) return known;
  known[emit(builder, Op::relu, {u})] = larger;
  known[emit(builder, Op::abs, {u})] = is_above(op) ? u : negative(builder, u);
  if (op == Op::greater) known[emit(builder, Op::sign, {u})] = emit_number(builder, 1.0);
  if (op == Op::less) known[emit(builder, Op::sign, {u})] = emit_number(builder, -1.0);
  return known;
}

Id in_branch(Builder& builder, Id condition, bool holds, Id branch) {
  const Instruction comparison = builder.instructions[condition];
  if (!is_comparison(comparison.op) || !builder.instructions[branch].depends_on_x) return branch;
  const Op op = holds ? comparison.op : opposite(comparison.op);
  std::map<Id, Id> known = known_where(builder, op, comparison.operands[0], comparison.operands[1]);
  known[condition] = emit_number(builder, holds ? 1.0 : 0.0);
  known[emit(builder, opposite(comparison.op), comparison.operands)] =
      emit_number(builder, holds ? 0.0 : 1.0);
  return Replacement(builder, std::move(known)).of(branch);
}

}  // namespace

Id comparison(Builder& builder, Op op, Id a, Id b) {
  a = without_extremum(builder, op, a, b);
  const bool is_order = is_below(op) || is_above(op);
  const std::optional<Side> side = is_order ? solved(builder, a, b) : std::nullopt;
  if (!side) return emit(builder, op, {a, b});
  // c·u + rest < 0 is u < −rest/c, or u > −rest/c for a negative c.
  const double sign = side->term.coefficient.numerator;
  const Product alone{{}, side->term.factors};
  const Id scale = built(builder, {side->term.coefficient, {}});
  const Id bound = quotient(builder, negative(builder, side->rest), scale);
  const Id u = built(builder, alone);
  const Op solved_op = sign > 0       ? op
                       : is_below(op) ? (op == Op::less ? Op::greater : Op::greater_equal)
                                      : (op == Op::greater ? Op::less : Op::less_equal);
  const Id inner = without_extremum(builder, solved_op, u, bound);
  // (x + 1)/2 < 1 has become x + 1 < 2.
  if (inner != a && builder.instructions[inner].op != builder.instructions[a].op) {
    return comparison(builder, solved_op, inner, bound);
  }
  return emit(builder, solved_op, {inner, bound});
}

Id choice(Builder& builder, Id condition, Id a, Id b) {
  if (const std::optional<double> known = number_at(builder, condition)) return *known != 0 ? a : b;
  a = in_branch(builder, condition, true, a);
  b = in_branch(builder, condition, false, b);
  if (a == b) return a;
  const Instruction test = builder.instructions[condition];
  const bool is_nested_first =
      builder.instructions[a].op == Op::select && builder.instructions[b].op != Op::select;
  if (is_nested_first && is_comparison(test.op)) {
    // One brace instead of a brace in a brace.
    return emit_stable(builder, Op::select, {emit(builder, opposite(test.op), test.operands), b, a});
  }
  return emit_stable(builder, Op::select, {condition, a, b});
}

}  // namespace lab::formula
