// A number and how far it may be from the true one: rounding is added up along the way (running error analysis, Wilkinson
// 1963). Of double, an answer that is not near enough says so, and Wide is asked; of Wide, what cannot be told apart counts as
// equal and what cannot be told from 0 as 0, because in 360 bits hardly anything is by chance.
//
// For formula/scalar.h: Bounded<Wide>, and Jet of Bounded<double>.
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>

#include "formula/exact/size.h"
#include "formula/exact/wide.h"
#include "formula/scalar.h"

namespace lab::formula {

// What Bounded needs to know of its numbers.
inline double size_of(double value) { return std::fabs(value); }
inline bool is_none(double value) { return std::isnan(value); }

template <typename V>
struct Precision;
template <>
struct Precision<double> {
  using Error = double;
  static constexpr double kRounding = 0x1p-53;
  static constexpr double kFunction = 0x1p-50;  // of libm's functions: four units in the last place
  static constexpr double kLeast = 0x1p-1070;   // what is lost where numbers become subnormal
  static constexpr bool kIsLast = false;
};
template <>
struct Precision<Wide> {
  using Error = Size;
  static constexpr double kRounding = kWideUnit;
  static constexpr double kFunction = kWideUnit;
  static constexpr double kLeast = 0;
  static constexpr bool kIsLast = true;
};

template <typename V>
struct Bounded {
  using P = Precision<V>;
  using Error = typename P::Error;

  V value{};
  Error bound{};  // of its error; not finite: nothing is known

  Bounded() = default;
  Bounded(double exactly) : value(exactly) {           // constants may stand in any formula
    if (std::isnan(exactly)) bound = Error(HUGE_VAL);  // nothing is known
  }
  Bounded(const V& v, Error e) : value(v), bound(e) {}

  // There is certainly no value: of ln(−1).
  static Bounded none() { return {V(std::nan("")), Error(0.0)}; }
  static Bounded unknown() { return {V(std::nan("")), Error(HUGE_VAL)}; }
  bool has_none() const { return is_none(value) && bound == Error(0.0); }
  bool may_be_zero() const { return !(size_of(value) > bound); }
  bool is_exactly_zero() const {
    return P::kIsLast ? may_be_zero() && !is_none(value)
                      : size_of(value) == Error(0.0) && bound == Error(0.0);
  }

  friend Bounded operator-(const Bounded& a) { return {-a.value, a.bound}; }
  friend Bounded operator+(const Bounded& a, const Bounded& b) {
    return either_none(a, b) ? none() : rounded(a.value + b.value, a.bound + b.bound);
  }
  friend Bounded operator-(const Bounded& a, const Bounded& b) { return a + -b; }
  friend Bounded operator*(const Bounded& a, const Bounded& b) {
    if (either_none(a, b)) return none();
    if ((a.is_exactly_zero() && b.is_finite()) || (b.is_exactly_zero() && a.is_finite())) return {};
    if (a.is_exactly_zero() || b.is_exactly_zero()) return unknown();  // 0·∞
    const Error error = size_of(a.value) * b.bound + size_of(b.value) * a.bound + a.bound * b.bound;
    return rounded(a.value * b.value, error + Error(P::kLeast));
  }
  friend Bounded operator/(const Bounded& a, const Bounded& b) {
    if (either_none(a, b)) return none();
    if (b.may_be_zero()) {
      if (!P::kIsLast) return unknown();
      return with((a.may_be_zero() ? V() : a.value) / V(), Error(0.0));
    }
    if (a.is_exactly_zero()) return {V(), Error(0.0)};
    const V quotient = a.value / b.value;
    const Error error = (a.bound + size_of(quotient) * b.bound) / (size_of(b.value) - b.bound);
    return rounded(quotient, error + Error(P::kLeast));
  }

  // Of numbers too near to each other to be told apart only == holds.
  friend bool operator<(const Bounded& a, const Bounded& b) { return is_below(a, b); }
  friend bool operator>(const Bounded& a, const Bounded& b) { return is_below(b, a); }
  friend bool operator<=(const Bounded& a, const Bounded& b) { return !is_below(b, a); }
  friend bool operator>=(const Bounded& a, const Bounded& b) { return !is_below(a, b); }
  friend bool operator==(const Bounded& a, const Bounded& b) { return !is_below(a, b) && !is_below(b, a); }
  friend bool operator!=(const Bounded& a, const Bounded& b) { return !(a == b); }

  friend bool is_decided(const Bounded& a, const Bounded& b) {
    if (P::kIsLast || (a.bound == Error(0.0) && b.bound == Error(0.0))) return true;
    return is_below(a, b) || is_below(b, a);
  }

  friend Bounded exp(const Bounded& a) {
    using std::exp;
    if (a.has_none()) return a;
    const V f = exp(a.value);
    const Error error = a.bound + size_of(a.value) * Error(kArgument);
    if (is_far_below(a, error)) return {V(), Error(1e-300)};
    return of_function(f, relative(f, error));
  }
  friend Bounded expm1(const Bounded& a) {
    using std::expm1;
    if (a.has_none()) return a;
    const V f = expm1(a.value);
    if (is_far_below(a, a.bound)) return of_function(f, Error(0.0));
    return of_function(f, relative(V(f + V(1.0)), a.bound));
  }
  friend Bounded log(const Bounded& a) {
    using std::log;
    return logarithm(a, a, log(a.value));
  }
  friend Bounded log1p(const Bounded& a) {
    using std::log1p;
    return logarithm(a, Bounded(1.0) + a, log1p(a.value));
  }
  friend Bounded sqrt(const Bounded& a) {
    using std::sqrt;
    if (a.has_none() || a.is_exactly_zero()) return a.has_none() ? a : Bounded();
    if (a.may_be_zero()) return unknown();
    if (a.value < V()) return none();
    const V f = sqrt(a.value);
    return of_function(f, a.bound / size_of(f));
  }
  friend Bounded sin(const Bounded& a) {
    using std::sin;
    return of_angle(a, sin(a.value));
  }
  friend Bounded cos(const Bounded& a) {
    using std::cos;
    return of_angle(a, cos(a.value));
  }
  friend Bounded tan(const Bounded& a) { return sin(a) / cos(a); }
  friend bool is_constant(const Bounded&) { return false; }
  friend Bounded asin(const Bounded& a) {
    using std::asin;
    return of_sine(a, asin(a.value), asin(V(a.value < V() ? -1.0 : 1.0)));
  }
  friend Bounded acos(const Bounded& a) {
    using std::acos;
    return of_sine(a, acos(a.value), acos(V(a.value < V() ? -1.0 : 1.0)));
  }
  friend Bounded atan(const Bounded& a) {
    using std::atan;
    return gentle(a, atan(a.value), [](double x) { return 1 / (1 + x * x); });
  }
  friend Bounded asinh(const Bounded& a) {
    using std::asinh;
    return gentle(a, asinh(a.value), [](double x) { return 1 / std::sqrt(1 + x * x); });
  }
  friend Bounded tanh(const Bounded& a) {
    using std::tanh;
    return gentle(a, tanh(a.value), [](double x) { return std::min(1.0, 4 * std::exp(-2 * x)); });
  }
  friend Bounded sinh(const Bounded& a) {
    using std::sinh;
    return hyperbolic(a, sinh(a.value));
  }
  friend Bounded cosh(const Bounded& a) {
    using std::cosh;
    return hyperbolic(a, cosh(a.value));
  }
  friend Bounded erf(const Bounded& a) {
    using std::erf;
    return gentle(a, erf(a.value), [](double x) { return 1.2 * std::exp(-x * x); });
  }
  friend Bounded erfc(const Bounded& a) {
    using std::erfc;
    if (a.has_none()) return a;
    const V f = erfc(a.value);
    if (a.value < V(1.0)) return of_function(f, a.bound * Error(1.2));
    // |f′| < (2a + 1)·f
    const Error steepness = size_of(a.value) * Error(2.0) + Error(1.0);
    const Error unit = P::kIsLast && a.value < V(10.0) ? Error(P::kFunction) : Error(0.0);
    return of_function(f, relative(f, a.bound * steepness) + unit);
  }
  friend Bounded floor(const Bounded& a) {
    using std::floor;
    if (a.has_none()) return a;
    const V nearest = floor(a.value + V(0.5));
    if (!(size_of(a.value - nearest) > a.bound)) {
      return P::kIsLast || a.bound == Error(0.0) ? Bounded(nearest, Error(0.0)) : unknown();
    }
    return {floor(a.value), Error(0.0)};
  }
  friend Bounded pow(const Bounded& a, const Bounded& b) {
    using std::pow;
    if (either_none(a, b)) return none();
    if (b.is_exactly_zero()) return 1.0;
    const bool is_whole = floor(b) == b;
    if (a.may_be_zero()) {
      if (!a.is_exactly_zero() || b.may_be_zero())
        return P::kIsLast && !b.may_be_zero() ? zero_to(b) : unknown();
      return zero_to(b);
    }
    if (a.value < V() && !is_whole) return is_decided(floor(b), b) ? none() : unknown();
    if (a.value < V() && !is_decided(floor(b), b) && !P::kIsLast) return unknown();
    const V f = pow(a.value, b.value);
    const Bounded slope = log(a.value < V() ? -a : a);
    const Error by_base = a.bound * size_of(b.value) / size_of(a.value);
    const Error by_exponent = size_of(slope.value) * (b.bound + size_of(b.value) * Error(kArgument));
    return of_function(f, relative(f, by_base + by_exponent));
  }

  bool is_finite() const { return bound < Error(HUGE_VAL) && size_of(value) < Error(HUGE_VAL); }

 private:
  // An exponential errs in proportion to its argument in Wide; libm knows better.
  static constexpr double kArgument = P::kIsLast ? P::kFunction : 0;

  static bool either_none(const Bounded& a, const Bounded& b) { return a.has_none() || b.has_none(); }
  static bool is_below(const Bounded& a, const Bounded& b) {
    if (a.bound == Error(0.0) && b.bound == Error(0.0)) return a.value < b.value;
    return a.value < b.value && size_of(b.value - a.value) > a.bound + b.bound;
  }
  static Bounded with(const V& v, Error e) {
    if (P::kIsLast && size_of(v) == Error(HUGE_VAL)) e = Error(0.0);
    if (is_none(v)) return unknown();
    return {v, e};
  }
  static Bounded rounded(const V& v, Error e) { return with(v, e + size_of(v) * Error(P::kRounding)); }
  static Bounded of_function(const V& v, Error e) {
    return with(v, e + size_of(v) * Error(P::kFunction) + Error(P::kLeast));
  }
  // Where an exponential is nothing, however large the error.
  static bool is_far_below(const Bounded& a, const Error& error) {
    return !P::kIsLast && a.value < V() && size_of(a.value) > error + Error(700.0);
  }
  // f·(e^error − 1), at most twice f·error where that is small.
  static Error relative(const V& f, Error error) {
    if (P::kIsLast && (size_of(f) == Error(0.0) || size_of(f) == Error(HUGE_VAL))) return Error(0.0);
    return error < Error(0.5) ? size_of(f) * error * Error(2.0) : Error(HUGE_VAL);
  }
  static Bounded zero_to(const Bounded& exponent) {
    if (!(exponent.value < V())) return {};
    return P::kIsLast ? Bounded(V(HUGE_VAL), Error(0.0)) : unknown();
  }
  // `inside` is what the logarithm is taken of.
  static Bounded logarithm(const Bounded& a, const Bounded& inside, const V& f) {
    if (a.has_none()) return a;
    if (inside.may_be_zero()) return P::kIsLast ? Bounded(V(-HUGE_VAL), Error(0.0)) : unknown();
    if (inside.value < V()) return none();
    const Error absolute = P::kIsLast ? Error(P::kFunction) : Error(0.0);
    return of_function(f, a.bound / (size_of(inside.value) - inside.bound) + absolute);
  }
  static Bounded of_angle(const Bounded& a, const V& f) {
    return a.has_none() ? a : of_function(f, a.bound + size_of(a.value) * Error(kArgument));
  }
  // `at_end`: f at −1 or 1, whichever is nearer.
  static Bounded of_sine(const Bounded& a, const V& f, const V& at_end) {
    if (a.has_none()) return a;
    const Bounded room = Bounded(1.0) - (a.value < V() ? -a : a);
    const bool is_exact = a.bound == Error(0.0);
    if (room.may_be_zero() && !(is_exact && size_of(room.value) == Error(0.0))) {
      return P::kIsLast ? with(at_end, Error(P::kFunction)) : unknown();
    }
    if (room.value < V()) return none();
    if (is_exact) return of_function(f, Error(0.0));
    const Bounded steepness = sqrt(room);
    return of_function(f, a.bound * Error(2.0) / (size_of(steepness.value) - steepness.bound));
  }
  // steepness(x): at least |f′| from x ≥ 0 on, and at −x. Of Wide it is not worth looking at another place than 0.
  template <typename Steepness>
  static Bounded gentle(const Bounded& a, const V& f, const Steepness& steepness) {
    if (a.has_none()) return a;
    double nearest = 0;
    if constexpr (!P::kIsLast) nearest = std::max(0.0, std::fabs(a.value) - a.bound);
    return of_function(f, a.bound * Error(steepness(nearest)));
  }
  // |f′| ≤ |f| + 1
  static Bounded hyperbolic(const Bounded& a, const V& f) {
    if (a.has_none()) return a;
    const Error error = a.bound + size_of(a.value) * Error(kArgument);
    return error < Error(0.5) ? of_function(f, (size_of(f) + Error(1.0)) * error * Error(2.0)) : unknown();
  }
};

// A short binary number is exactly what was typed.
inline bool is_short(double value) {
  return std::fabs(value) < 0x1p40 && value * 1024 == std::floor(value * 1024);
}
template <>
struct TypedNumber<Bounded<double>> {
  static Bounded<double> of(double value) {
    return {value, is_short(value) ? 0.0 : std::fabs(value) * 0x1p-53};
  }
};
template <>
struct TypedNumber<Bounded<Wide>> {
  static Bounded<Wide> of(double value) {
    const Wide number = as_typed(value);
    return {number, is_short(value) ? Size() : size_of(number) * Size(kWideUnit)};
  }
};

template <>
inline constexpr int scalar::kSeriesTerms<Bounded<Wide>> = 36;

}  // namespace lab::formula
