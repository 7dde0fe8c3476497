// The branches of a formula as the lines of one brace, each with the condition under which it holds.
#pragma once

#include <optional>
#include <vector>

#include "formula/program.h"

namespace lab::formula {

struct Bound {
  Op op = Op::less;            // a comparison
  Id bound = 0;                // the other side of it
  bool bound_is_zero = false;  // instead of `bound`: for a condition that is no comparison
};

// low.bound low.op quantity high.op high.bound; nothing: in all other cases.
struct Condition {
  std::optional<Bound> low;
  std::optional<Id> quantity;
  std::optional<Bound> high;
};

struct Case {
  Id value = 0;
  Condition condition;
};

// The cases of a `select` and of those in its last operand. Where all conditions compare one quantity with
// numbers, each case gets its interval; otherwise they apply in their order and the last has no condition,
// except that the second of two cases has the opposite of the first.
std::vector<Case> cases_of(const Program& program, Id select);

// The comparison that holds where this one does not.
Op opposite(Op comparison);

}  // namespace lab::formula
