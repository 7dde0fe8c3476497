// A product taken apart: coefficient·factor₁^n₁·factor₂^n₂·…, which is how equal terms are recognised and
// quotients cancelled. The inside of algebra.cpp.
#pragma once

#include <vector>

#include "formula/program.h"

namespace lab::formula {

// numerator/denominator; whole numbers stay a fraction, so that x/3 does not turn into 0.3333333333333333·x.
struct Coefficient {
  double numerator = 1.0;
  double denominator = 1.0;
};

// Exponents count halves: √w is w to one half, so that w/√w is √w.
struct Factor {
  Id id = 0;
  int halves = 2;

  friend bool operator==(const Factor&, const Factor&) = default;
};

struct Product {
  Coefficient coefficient{};
  std::vector<Factor> factors{};
};

Coefficient times(Coefficient a, Coefficient b);
Coefficient plus(Coefficient a, Coefficient b);
bool is_finite_coefficient(Coefficient c);

Product factors_of(const Builder& builder, Id id);
Product merged(Product a, const Product& b);
// To the power n.
Product raised(Product product, int n);

// What can be said shorter: |u|·sign(u) is u, √π·√2 is √(2π), 2·sin(u)·cos(u) is sin(2u).
Product simplified(Builder& builder, Product product);

// The product as an instruction, as it stands.
Id built(Builder& builder, const Product& product);
// The same without its sign.
Id built_magnitude(Builder& builder, Product product);

}  // namespace lab::formula
