#include "formula/typeset_cases.h"

#include <array>

namespace lab::formula {

namespace {

struct OppositeRow {
  Op op;
  Op opposite;
  Op mirrored;  // a op b is b mirrored a
};

constexpr std::array<OppositeRow, 6> kComparisons = {{
    {Op::less, Op::greater_equal, Op::greater},
    {Op::less_equal, Op::greater, Op::greater_equal},
    {Op::greater, Op::less_equal, Op::less},
    {Op::greater_equal, Op::less, Op::less_equal},
    {Op::equal, Op::not_equal, Op::equal},
    {Op::not_equal, Op::equal, Op::not_equal},
}};

const OppositeRow* comparison_row(Op op) {
  for (const OppositeRow& candidate : kComparisons) {
    if (candidate.op == op) return &candidate;
  }
  return nullptr;
}

bool is_below(Op op) { return op == Op::less || op == Op::less_equal; }
bool is_above(Op op) { return op == Op::greater || op == Op::greater_equal; }

// What the cases so far have left over of the quantity's values.
struct Interval {
  std::optional<Bound> low;
  std::optional<Bound> high;
};

bool is_inside(const Program& program, const Interval& rest, double value) {
  const auto number = [&](const Bound& bound) { return program.instructions[bound.bound].number; };
  return (!rest.low || number(*rest.low) < value) && (!rest.high || value < number(*rest.high));
}

// The cases with their intervals, if all conditions cut pieces off one quantity's values.
std::optional<std::vector<Case>> with_intervals(const Program& program, std::vector<Case> cases) {
  Interval rest;
  const Id quantity = *cases.front().condition.quantity;
  for (std::size_t i = 0; i + 1 < cases.size(); ++i) {
    const Condition& condition = cases[i].condition;
    const Bound cut = *condition.high;
    const bool is_interval = is_below(cut.op) || is_above(cut.op);
    const bool is_number = !cut.bound_is_zero && program.instructions[cut.bound].op == Op::number;
    if (*condition.quantity != quantity || !is_interval || !is_number) return std::nullopt;
    if (!is_inside(program, rest, program.instructions[cut.bound].number)) return std::nullopt;
    const Bound left_over{comparison_row(cut.op)->opposite, cut.bound};
    cases[i].condition =
        is_below(cut.op) ? Condition{rest.low, quantity, cut} : Condition{cut, quantity, rest.high};
    (is_below(cut.op) ? rest.low : rest.high) = left_over;
  }
  cases.back().condition = {rest.low, quantity, rest.high};
  // A lower bound stands on the left, the other way round; alone it stands on the right.
  for (Case& one : cases) {
    Condition& condition = one.condition;
    if (!condition.low) continue;
    if (!condition.high) {
      condition.high = condition.low;
      condition.low.reset();
    } else {
      condition.low->op = comparison_row(condition.low->op)->mirrored;
    }
  }
  return cases;
}

}  // namespace

Op opposite(Op comparison) { return comparison_row(comparison)->opposite; }

std::vector<Case> cases_of(const Program& program, Id select) {
  std::vector<Case> cases;
  for (; program.instructions[select].op == Op::select; select = program.instructions[select].operands[2]) {
    const auto& operands = program.instructions[select].operands;
    const Instruction& condition = program.instructions[operands[0]];
    Case one{operands[1], {}};
    if (comparison_row(condition.op) != nullptr) {
      one.condition = {{}, condition.operands[0], Bound{condition.op, condition.operands[1]}};
    } else {
      one.condition = {{}, operands[0], Bound{Op::not_equal, 0, true}};
    }
    cases.push_back(one);
  }
  cases.push_back({select, {}});
  if (auto intervals = with_intervals(program, cases)) return *intervals;
  if (cases.size() == 2) {
    cases[1].condition = cases[0].condition;
    cases[1].condition.high->op = opposite(cases[0].condition.high->op);
  }
  return cases;
}

}  // namespace lab::formula
