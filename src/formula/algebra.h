#pragma once

// Building expressions that come out simplified. Each function returns an instruction of the builder that
// equals the operation on its operands, for all x where the operands are finite.

#include "formula/program.h"

namespace lab::formula {

Id sum(Builder& builder, Id a, Id b);
Id difference(Builder& builder, Id a, Id b);
Id product(Builder& builder, Id a, Id b);
Id quotient(Builder& builder, Id a, Id b);
Id negative(Builder& builder, Id a);
/// a or −a, the one without a leading minus: the argument of an even function.
Id without_sign(Builder& builder, Id a);
/// a^n
Id integer_power(Builder& builder, Id a, int n);
/// condition ? a : b
Id choice(Builder& builder, Id condition, Id a, Id b);

}  // namespace lab::formula
