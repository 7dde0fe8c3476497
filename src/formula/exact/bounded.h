// A number and how far it may be from the true one: rounding is added up along the way (running error analysis, Wilkinson
// 1963). Of double, an answer that is not near enough says so, and Wide is asked; of Wide, what cannot be told apart counts as
// equal and what cannot be told from 0 as 0, because in 300 bits hardly anything is by chance.
//
// For formula/scalar.h: Bounded<double>, Bounded<Wide>, and Dual of them.
#pragma once

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
  Error error{};  // not finite: nothing is known

  Bounded() = default;
  Bounded(double exactly) : value(exactly) {           // constants may stand in any formula
    if (std::isnan(exactly)) error = Error(HUGE_VAL);  // nothing is known
  }
  Bounded(V v, Error e) : value(v), error(e) {}

  // There is certainly no value: of ln(−1).
  static Bounded none() { return {V(std::nan("")), Error(0.0)}; }
  static Bounded unknown() { return {V(std::nan("")), Error(HUGE_VAL)}; }
  bool has_none() const { return is_none(value) && error == Error(0.0); }
  bool may_be_zero() const { return !(size_of(value) > error); }
  bool is_exactly_zero() const {
    return P::kIsLast ? may_be_zero() : size_of(value) == Error(0.0) && error == Error(0.0);
  }

  friend Bounded operator-(Bounded a) { return {-a.value, a.error}; }
  friend Bounded operator+(Bounded a, Bounded b) {
    return either_none(a, b) ? none() : rounded(a.value + b.value, a.error + b.error);
  }
  friend Bounded operator-(Bounded a, Bounded b) { return a + -b; }
  friend Bounded operator*(Bounded a, Bounded b) {
    if (either_none(a, b)) return none();
    if (P::kIsLast && a.is_exactly_zero()) a = {};
    if (P::kIsLast && b.is_exactly_zero()) b = {};
    if (a.is_exactly_zero() && b.is_finite()) return a;
    if (b.is_exactly_zero() && a.is_finite()) return b;
    const Error error = size_of(a.value) * b.error + size_of(b.value) * a.error + a.error * b.error;
    return rounded(a.value * b.value, error + Error(P::kLeast));
  }
  friend Bounded operator/(Bounded a, Bounded b) {
    if (either_none(a, b)) return none();
    if (b.may_be_zero()) {
      if (!P::kIsLast) return unknown();
      return with((a.may_be_zero() ? V() : a.value) / V(), Error(0.0));
    }
    if (a.is_exactly_zero()) return {V(), Error(0.0)};
    const V quotient = a.value / b.value;
    const Error error = (a.error + size_of(quotient) * b.error) / (size_of(b.value) - b.error);
    return rounded(quotient, error + Error(P::kLeast));
  }

  // Of numbers too near to each other to be told apart only == holds.
  friend bool operator<(Bounded a, Bounded b) { return is_below(a, b); }
  friend bool operator>(Bounded a, Bounded b) { return is_below(b, a); }
  friend bool operator<=(Bounded a, Bounded b) { return !is_below(b, a); }
  friend bool operator>=(Bounded a, Bounded b) { return !is_below(a, b); }
  friend bool operator==(Bounded a, Bounded b) { return !is_below(a, b) && !is_below(b, a); }
  friend bool operator!=(Bounded a, Bounded b) { return !(a == b); }

  friend bool is_decided(Bounded a, Bounded b) {
    if (P::kIsLast || (a.error == Error(0.0) && b.error == Error(0.0))) return true;
    return is_below(a, b) || is_below(b, a);
  }

  friend Bounded exp(Bounded a) {
    using std::exp;
    if (a.has_none()) return a;
    const V f = exp(a.value);
    const Error error = a.error + size_of(a.value) * Error(kArgument);
    if (!P::kIsLast && a.value < V() && size_of(a.value) > error + Error(700.0)) return {V(), Error(1e-300)};
    return of_function(f, relative(f, error));
  }
  friend Bounded expm1(Bounded a) {
    using std::expm1;
    if (a.has_none()) return a;
    const V f = expm1(a.value);
    return of_function(f, relative(V(f + V(1.0)), a.error));
  }
  friend Bounded log(Bounded a) {
    return logarithm(a, a, [](const V& v) {
      using std::log;
      return log(v);
    });
  }
  friend Bounded log1p(Bounded a) {
    return logarithm(a, Bounded(1.0) + a, [](const V& v) {
      using std::log1p;
      return log1p(v);
    });
  }
  friend Bounded sqrt(Bounded a) {
    using std::sqrt;
    if (a.has_none() || a.is_exactly_zero()) return a.has_none() ? a : Bounded();
    if (a.may_be_zero()) return unknown();
    if (a.value < V()) return none();
    const V f = sqrt(a.value);
    return of_function(f, a.error / size_of(f));
  }
  friend Bounded sin(Bounded a) {
    return of_angle(a, [](const V& v) {
      using std::sin;
      return sin(v);
    });
  }
  friend Bounded cos(Bounded a) {
    return of_angle(a, [](const V& v) {
      using std::cos;
      return cos(v);
    });
  }
  friend Bounded tan(Bounded a) { return sin(a) / cos(a); }
  friend Bounded asin(Bounded a) {
    return of_sine(a, [](const V& v) {
      using std::asin;
      return asin(v);
    });
  }
  friend Bounded acos(Bounded a) {
    return of_sine(a, [](const V& v) {
      using std::acos;
      return acos(v);
    });
  }
  friend Bounded atan(Bounded a) {
    return gentle(a, [](const V& v) {
      using std::atan;
      return atan(v);
    });
  }
  friend Bounded asinh(Bounded a) {
    return gentle(a, [](const V& v) {
      using std::asinh;
      return asinh(v);
    });
  }
  friend Bounded tanh(Bounded a) {
    return gentle(a, [](const V& v) {
      using std::tanh;
      return tanh(v);
    });
  }
  friend Bounded sinh(Bounded a) {
    return hyperbolic(a, [](const V& v) {
      using std::sinh;
      return sinh(v);
    });
  }
  friend Bounded cosh(Bounded a) {
    return hyperbolic(a, [](const V& v) {
      using std::cosh;
      return cosh(v);
    });
  }
  friend Bounded erf(Bounded a) {
    return gentle(
        a,
        [](const V& v) {
          using std::erf;
          return erf(v);
        },
        1.2);
  }
  friend Bounded erfc(Bounded a) {
    using std::erfc;
    if (a.has_none()) return a;
    const V f = erfc(a.value);
    if (a.value < V(1.0)) return of_function(f, a.error * Error(1.2));
    // |f′| < (2a + 1)·f
    const Error steepness = size_of(a.value) * Error(2.0) + Error(1.0);
    const Error unit = P::kIsLast && a.value < V(10.0) ? Error(P::kFunction) : Error(0.0);
    return of_function(f, relative(f, a.error * steepness) + unit);
  }
  friend Bounded floor(Bounded a) {
    using std::floor;
    if (a.has_none()) return a;
    const V nearest = floor(a.value + V(0.5));
    if (!(size_of(a.value - nearest) > a.error)) {
      return P::kIsLast || a.error == Error(0.0) ? Bounded(nearest, Error(0.0)) : unknown();
    }
    return {floor(a.value), Error(0.0)};
  }
  friend Bounded pow(Bounded a, Bounded b) {
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
    const Error by_base = a.error * size_of(b.value) / size_of(a.value);
    const Error by_exponent = size_of(slope.value) * (b.error + size_of(b.value) * Error(kArgument));
    return of_function(f, relative(f, by_base + by_exponent));
  }

  bool is_finite() const { return error < Error(HUGE_VAL) && size_of(value) < Error(HUGE_VAL); }

 private:
  // An exponential errs in proportion to its argument in Wide; libm knows better.
  static constexpr double kArgument = P::kIsLast ? P::kFunction : 0;

  static bool either_none(const Bounded& a, const Bounded& b) { return a.has_none() || b.has_none(); }
  static bool is_below(const Bounded& a, const Bounded& b) {
    if (a.error == Error(0.0) && b.error == Error(0.0)) return a.value < b.value;
    return a.value < b.value && size_of(b.value - a.value) > a.error + b.error;
  }
  static Bounded with(V v, Error e) {
    if (P::kIsLast && size_of(v) == Error(HUGE_VAL)) e = Error(0.0);
    if (is_none(v)) return unknown();
    return {v, e};
  }
  static Bounded rounded(V v, Error e) { return with(v, e + size_of(v) * Error(P::kRounding)); }
  static Bounded of_function(V v, Error e) {
    return with(v, e + size_of(v) * Error(P::kFunction) + Error(P::kLeast));
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
  template <typename F>
  static Bounded logarithm(const Bounded& a, const Bounded& inside, F f) {
    if (a.has_none()) return a;
    if (inside.may_be_zero()) return P::kIsLast ? Bounded(V(-HUGE_VAL), Error(0.0)) : unknown();
    if (inside.value < V()) return none();
    const Error absolute = P::kIsLast ? Error(P::kFunction) : Error(0.0);
    return of_function(f(a.value), a.error / (size_of(inside.value) - inside.error) + absolute);
  }
  template <typename F>
  static Bounded of_angle(const Bounded& a, F f) {
    if (a.has_none()) return a;
    return of_function(f(a.value), a.error + size_of(a.value) * Error(kArgument));
  }
  template <typename F>
  static Bounded of_sine(const Bounded& a, F f) {
    if (a.has_none()) return a;
    const Bounded room = Bounded(1.0) - (a.value < V() ? -a : a);
    if (room.may_be_zero() && !(a.error == Error(0.0) && size_of(room.value) == Error(0.0))) {
      return P::kIsLast ? with(f(a.value < V() ? V(-1.0) : V(1.0)), Error(P::kFunction)) : unknown();
    }
    if (room.value < V()) return none();
    if (a.error == Error(0.0)) return of_function(f(a.value), Error(0.0));
    const Bounded steepness = sqrt(room);
    return of_function(f(a.value), a.error * Error(2.0) / (size_of(steepness.value) - steepness.error));
  }
  // |f′| ≤ most.
  template <typename F>
  static Bounded gentle(const Bounded& a, F f, double most = 1) {
    if (a.has_none()) return a;
    return of_function(f(a.value), a.error * Error(most));
  }
  // |f′| ≤ |f| + 1
  template <typename F>
  static Bounded hyperbolic(const Bounded& a, F f) {
    if (a.has_none()) return a;
    const V v = f(a.value);
    const Error error = a.error + size_of(a.value) * Error(kArgument);
    if (!(error < Error(0.5))) return unknown();
    return of_function(v, (size_of(v) + Error(1.0)) * error * Error(2.0));
  }
};

template <typename V>
bool is_surely_zero(const Bounded<V>& x) {
  return x.is_exactly_zero();
}

template <>
struct TypedNumber<Bounded<double>> {
  static Bounded<double> of(double value) {
    const bool is_exact = std::fabs(value) < 0x1p40 && value * 1024 == std::floor(value * 1024);
    return {value, is_exact ? 0.0 : std::fabs(value) * 0x1p-53};
  }
};
template <>
struct TypedNumber<Bounded<Wide>> {
  static Bounded<Wide> of(double value) {
    const Wide number = as_typed(value);
    return {number, size_of(number) * Size(kWideUnit)};
  }
};

template <typename V>
bool is_constant(const Bounded<V>&) {
  return false;
}

template <>
inline constexpr int scalar::kSeriesTerms<Bounded<Wide>> = 36;

}  // namespace lab::formula
