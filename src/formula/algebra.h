// Building expressions that come out simplified. Each function returns an instruction of the builder that
// equals the operation on its operands, for all x where the operands are finite.
#pragma once

#include "formula/program.h"

namespace lab::formula {

// Terms are collected (2x + x is 3x), expanded and put over a common denominator or behind a common factor
// where that makes the sum shorter: σ(u) + x·σ(u) is σ(u)·(1 + x).
Id sum(Builder& builder, Id a, Id b);
Id difference(Builder& builder, Id a, Id b);
// Branches of constants take the other factors in: 2x·(x > 0 ? 1 : 0) is x > 0 ? 2x : 0.
Id product(Builder& builder, Id a, Id b);
Id quotient(Builder& builder, Id a, Id b);
Id negative(Builder& builder, Id a);
// a or −a, the one without a leading minus: the argument of an even function.
Id without_sign(Builder& builder, Id a);
// a^n
Id integer_power(Builder& builder, Id a, int n);

// `op` is a comparison. Solved for what depends on x: (x + 1)/2 < 1 is x < 1.
Id comparison(Builder& builder, Op op, Id a, Id b);
// condition ? a : b. In a branch on u > 0, max(0, u) is u and |u| too.
Id choice(Builder& builder, Id condition, Id a, Id b);

}  // namespace lab::formula
