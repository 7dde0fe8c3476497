// What a number written in a formula is to a scalar: more exactly than a double where the scalar can.
#pragma once

namespace lab::formula {

template <typename T>
struct TypedNumber {
  static T of(double value) { return T(value); }
};

}  // namespace lab::formula
