// Dual numbers (Clifford 1873): a value and its derivative carried along. Nested, Dual<Dual<double>> carries
// the second derivative. For references and tests; kernels do not use them.
#pragma once

#include <cmath>

#include "formula/typed_number.h"

namespace lab::formula {

template <typename T>
struct Dual {
  T value{};
  T slope{};

  Dual() = default;
  Dual(double constant) : value(constant), slope(0.0) {}  // constants may stand in any formula
  Dual(T v, T s) : value(v), slope(s) {}

  friend Dual operator-(Dual a) { return {-a.value, -a.slope}; }
  friend Dual operator+(Dual a, Dual b) { return {a.value + b.value, a.slope + b.slope}; }
  friend Dual operator-(Dual a, Dual b) { return {a.value - b.value, a.slope - b.slope}; }
  friend Dual operator*(Dual a, Dual b) { return {a.value * b.value, a.slope * b.value + a.value * b.slope}; }
  friend Dual operator/(Dual a, Dual b) {
    const T quotient = a.value / b.value;
    return {quotient, (a.slope - quotient * b.slope) / b.value};
  }
  // Comparisons look at the value.
  friend bool operator<(Dual a, Dual b) { return a.value < b.value; }
  friend bool operator>(Dual a, Dual b) { return a.value > b.value; }
  friend bool operator<=(Dual a, Dual b) { return a.value <= b.value; }
  friend bool operator>=(Dual a, Dual b) { return a.value >= b.value; }
  friend bool operator==(Dual a, Dual b) { return a.value == b.value; }
  friend bool operator!=(Dual a, Dual b) { return !(a == b); }

  // Each: f(x), f′(x)·x′.
  friend Dual exp(Dual a) {
    const T f = exp(a.value);
    return {f, f * a.slope};
  }
  friend Dual expm1(Dual a) { return {expm1(a.value), exp(a.value) * a.slope}; }
  friend Dual log(Dual a) { return {log(a.value), a.slope / a.value}; }
  friend Dual log1p(Dual a) { return {log1p(a.value), a.slope / (T(1.0) + a.value)}; }
  friend Dual sqrt(Dual a) {
    const T f = sqrt(a.value);
    return {f, a.slope / (T(2.0) * f)};
  }
  friend Dual sin(Dual a) { return {sin(a.value), cos(a.value) * a.slope}; }
  friend Dual cos(Dual a) { return {cos(a.value), -sin(a.value) * a.slope}; }
  friend Dual tan(Dual a) {
    const T f = tan(a.value);
    return {f, (T(1.0) + f * f) * a.slope};
  }
  friend Dual asin(Dual a) { return {asin(a.value), a.slope / sqrt(T(1.0) - a.value * a.value)}; }
  friend Dual acos(Dual a) { return {acos(a.value), -a.slope / sqrt(T(1.0) - a.value * a.value)}; }
  friend Dual atan(Dual a) { return {atan(a.value), a.slope / (T(1.0) + a.value * a.value)}; }
  friend Dual sinh(Dual a) { return {sinh(a.value), cosh(a.value) * a.slope}; }
  friend Dual cosh(Dual a) { return {cosh(a.value), sinh(a.value) * a.slope}; }
  friend Dual tanh(Dual a) {
    const T f = tanh(a.value);
    return {f, (T(1.0) - f * f) * a.slope};
  }
  friend Dual asinh(Dual a) { return {asinh(a.value), a.slope / sqrt(T(1.0) + a.value * a.value)}; }
  friend Dual erf(Dual a) { return {erf(a.value), gauss_factor(a.value) * a.slope}; }
  friend Dual erfc(Dual a) { return {erfc(a.value), -gauss_factor(a.value) * a.slope}; }
  friend Dual floor(Dual a) { return {floor(a.value), T(0.0)}; }
  friend Dual pow(Dual a, Dual b) {
    // Each part only where its slope counts: log of a negative base is NaN.
    T change(0.0);
    if (a.slope != T(0.0)) change = change + b.value * pow(a.value, b.value - T(1.0)) * a.slope;
    if (b.slope != T(0.0)) change = change + pow(a.value, b.value) * log(a.value) * b.slope;
    return {pow(a.value, b.value), change};
  }

 private:
  static T gauss_factor(T x) {
    constexpr double kTwoOverSqrtPi = 1.12837916709551257390;
    return T(kTwoOverSqrtPi) * exp(-(x * x));
  }
};

template <typename T>
struct TypedNumber<Dual<T>> {
  static Dual<T> of(double value) { return {TypedNumber<T>::of(value), T(0.0)}; }
};

// The variable itself.
template <typename T>
Dual<T> variable(T x) {
  return {x, T(1.0)};
}

}  // namespace lab::formula
