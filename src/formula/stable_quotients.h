// Quotients whose numerator and denominator overflow together, or vanish together, become the function they
// are. The part of stable_forms.h about division, and what both need.
#pragma once

#include <optional>

#include "formula/program.h"

namespace lab::formula {

// num/den.
Id stable_quotient(Builder& builder, Id num, Id den);

// The operand when `id` is a call of `op`.
std::optional<Id> argument_of(const Builder& builder, Id id, Op op);

// −u, without a second sign in front of a sign.
Id negated(Builder& builder, Id id);

// u when `id` is 1 + u or u + 1, −u when it is 1 − u.
std::optional<Id> added_to_one(Builder& builder, Id id);

}  // namespace lab::formula
