// The part of stable_forms.h about exponentials that meet in products, and about tanh, sinh and cosh beside 1 and each other.
// Each: the stable form, or nothing where there is none.
#pragma once

#include <optional>

#include "formula/program.h"

namespace lab::formula {

// exp(u)·exp(v) = exp(u + v), behind other factors too.
std::optional<Id> product_of_exponentials(Builder& builder, Id left, Id right);
// exp(u)/exp(v) = exp(u − v), w/exp(v) = w·exp(−v)
std::optional<Id> quotient_of_exponentials(Builder& builder, Id num, Id den);
// exp(u)ⁿ = exp(n·u)
std::optional<Id> power_of_exponential(Builder& builder, Id base, double exponent);

// sinh(u)/cosh(u), cosh(u)/sinh(u), sinh(u)/(1 + cosh(u)) and (cosh(u) − 1)/sinh(u) are tanh.
std::optional<Id> quotient_of_hyperbolics(Builder& builder, Id num, Id den);

// 1 + tanh(u) = 2·σ(2u), ½ + tanh(u)/2 = σ(2u)
std::optional<Id> sum_with_tanh(Builder& builder, Id left, Id right);
// 1 − tanh(u) = 2·σ(−2u), 1 − tanh(u)² = 4·σ(2u)·σ(−2u), σ(u) − ½ = tanh(u/2)/2
std::optional<Id> difference_with_tanh(Builder& builder, Id left, Id right);

// ln cosh(u), which overflows far out and cancels near 0; ln(2·cosh(u)).
std::optional<Id> logarithm_of_cosh(Builder& builder, Id inside);

}  // namespace lab::formula
