// A number with its first and second derivative carried along (a truncated Taylor series), as far as `order` says. What does
// not depend on x has order 0, and takes no part in derivatives: next to it the other factor may be infinite.
//
// For formula/scalar.h, over Bounded<double>.
#pragma once

#include "formula/scalar.h"
#include "formula/typed_number.h"

namespace lab::formula {

template <typename T>
struct Jet {
  T value{}, first{}, second{};
  int order = 0;

  Jet() = default;
  Jet(double constant) : value(constant) {}  // constants may stand in any formula
  explicit Jet(T v) : value(v) {}

  friend Jet operator-(const Jet& a) { return chain(a, -a.value, T(-1.0), T()); }
  friend Jet operator+(const Jet& a, const Jet& b) {
    Jet sum(a.value + b.value);
    sum.order = most_order(a, b);
    if (sum.order > 0) sum.first = b.order == 0 ? a.first : a.order == 0 ? b.first : a.first + b.first;
    if (sum.order > 1) sum.second = b.order == 0 ? a.second : a.order == 0 ? b.second : a.second + b.second;
    return sum;
  }
  friend Jet operator-(const Jet& a, const Jet& b) { return a + -b; }
  friend Jet operator*(const Jet& a, const Jet& b) {
    if (b.order == 0) return chain(a, a.value * b.value, b.value, T());
    if (a.order == 0) return chain(b, a.value * b.value, a.value, T());
    Jet product(a.value * b.value);
    product.order = most_order(a, b);
    product.first = a.first * b.value + a.value * b.first;
    if (product.order > 1) {
      product.second = a.second * b.value + T(2.0) * a.first * b.first + a.value * b.second;
    }
    return product;
  }
  friend Jet operator/(const Jet& a, const Jet& b) {
    Jet quotient(a.value / b.value);
    quotient.order = most_order(a, b);
    if (quotient.order > 0) {
      quotient.first = (b.order == 0 ? a.first : a.first - quotient.value * b.first) / b.value;
    }
    if (quotient.order > 1) {
      const T change = a.second - T(2.0) * quotient.first * b.first - quotient.value * b.second;
      quotient.second = (b.order == 0 ? a.second : change) / b.value;
    }
    return quotient;
  }

  // Comparisons look at the value.
  friend bool operator<(const Jet& a, const Jet& b) { return a.value < b.value; }
  friend bool operator>(const Jet& a, const Jet& b) { return a.value > b.value; }
  friend bool operator<=(const Jet& a, const Jet& b) { return a.value <= b.value; }
  friend bool operator>=(const Jet& a, const Jet& b) { return a.value >= b.value; }
  friend bool operator==(const Jet& a, const Jet& b) { return a.value == b.value; }
  friend bool operator!=(const Jet& a, const Jet& b) { return a.value != b.value; }
  friend bool is_decided(const Jet& a, const Jet& b) { return is_decided(a.value, b.value); }
  friend bool is_constant(const Jet& a) { return a.order == 0; }

  friend Jet exp(const Jet& a) {
    const T f = exp(a.value);
    return chain(a, f, f, f);
  }
  friend Jet expm1(const Jet& a) {
    const T f = a.order > 0 ? exp(a.value) : T();
    return chain(a, expm1(a.value), f, f);
  }
  friend Jet log(const Jet& a) { return with_inverse(a, log(a.value), a.value); }
  friend Jet log1p(const Jet& a) { return with_inverse(a, log1p(a.value), T(1.0) + a.value); }
  friend Jet sqrt(const Jet& a) {
    const T f = sqrt(a.value);
    if (a.order == 0) return Jet(f);
    const T slope = T(0.5) / f;
    return chain(a, f, slope, -slope * slope / f);
  }
  friend Jet sin(const Jet& a) {
    const T f = sin(a.value);
    return chain(a, f, a.order > 0 ? cos(a.value) : T(), -f);
  }
  friend Jet cos(const Jet& a) {
    const T f = cos(a.value);
    return chain(a, f, a.order > 0 ? -sin(a.value) : T(), -f);
  }
  friend Jet tan(const Jet& a) { return sin(a) / cos(a); }
  friend Jet asin(const Jet& a) { return of_sine(a, asin(a.value), T(1.0)); }
  friend Jet acos(const Jet& a) { return of_sine(a, acos(a.value), T(-1.0)); }
  friend Jet atan(const Jet& a) {
    const T slope = a.order > 0 ? T(1.0) / (T(1.0) + a.value * a.value) : T();
    return chain(a, atan(a.value), slope, T(-2.0) * a.value * slope * slope);
  }
  friend Jet sinh(const Jet& a) {
    const T f = sinh(a.value);
    return chain(a, f, a.order > 0 ? cosh(a.value) : T(), f);
  }
  friend Jet cosh(const Jet& a) {
    const T f = cosh(a.value);
    return chain(a, f, a.order > 0 ? sinh(a.value) : T(), f);
  }
  friend Jet tanh(const Jet& a) {
    const T f = tanh(a.value);
    if (a.order == 0) return Jet(f);
    const T e = exp(T(-2.0) * (a.value < T(0.0) ? -a.value : a.value));
    const T slope = T(4.0) * e / ((T(1.0) + e) * (T(1.0) + e));  // 1 − tanh² would cancel
    return chain(a, f, slope, T(-2.0) * f * slope);
  }
  friend Jet asinh(const Jet& a) {
    const T slope = a.order > 0 ? T(1.0) / sqrt(T(1.0) + a.value * a.value) : T();
    return chain(a, asinh(a.value), slope, -a.value * slope * slope * slope);
  }
  friend Jet erf(const Jet& a) { return of_bell(a, erf(a.value), 2.0); }
  friend Jet erfc(const Jet& a) { return of_bell(a, erfc(a.value), -2.0); }
  friend Jet floor(const Jet& a) { return Jet(floor(a.value)); }
  friend Jet pow(const Jet& a, const Jet& b) {
    const T f = pow(a.value, b.value);
    if (a.order == 0 && b.order == 0) return Jet(f);
    if (b.order > 0) return chain(b * log(a), f, f, f);
    const T slope = b.value * pow(a.value, b.value - T(1.0));
    const T factor = b.value * (b.value - T(1.0));
    return chain(a, f, slope, a.order > 1 ? factor * pow(a.value, b.value - T(2.0)) : T());
  }

 private:
  static int most_order(const Jet& a, const Jet& b) { return a.order < b.order ? b.order : a.order; }
  // f(a), where a function has value, slope and curvature.
  static Jet chain(const Jet& a, const T& value, const T& slope, const T& curvature) {
    Jet result(value);
    result.order = a.order;
    if (a.order > 0) result.first = slope * a.first;
    if (a.order > 1) result.second = curvature * a.first * a.first + slope * a.second;
    return result;
  }
  // f′ = 1/u
  static Jet with_inverse(const Jet& a, const T& f, const T& u) {
    if (a.order == 0) return Jet(f);
    const T slope = T(1.0) / u;
    return chain(a, f, slope, -slope * slope);
  }
  static Jet of_sine(const Jet& a, const T& f, const T& sign) {
    if (a.order == 0) return Jet(f);
    const T slope = sign / sqrt((T(1.0) - a.value) * (T(1.0) + a.value));
    return chain(a, f, slope, a.value * slope * slope * slope);
  }
  static Jet of_bell(const Jet& a, const T& f, double factor) {
    if (a.order == 0) return Jet(f);
    const T slope = T(factor) / sqrt(TypedNumber<T>::of(kPi)) * exp(-(a.value * a.value));
    return chain(a, f, slope, T(-2.0) * a.value * slope);
  }
};

template <typename T>
struct TypedNumber<Jet<T>> {
  static Jet<T> of(double value) { return Jet<T>(TypedNumber<T>::of(value)); }
};

template <typename T>
inline constexpr int scalar::kSeriesTerms<Jet<T>> = kSeriesTerms<T>;

}  // namespace lab::formula
