// Elementary functions of Wide: a short argument by its power series, others by reducing or by Newton from what double says.
#include <cmath>
#include <string>

#include "base/text.h"
#include "formula/exact/wide.h"
#include "formula/program.h"

namespace lab::formula {

namespace {

using Kind = Wide::Kind;

constexpr std::int64_t kBits = 32 * static_cast<std::int64_t>(kWideLimbs);
constexpr std::int64_t kHugeExponent = 60;  // of an argument whose exponential has no exponent any more

const Wide& one() {
  static const Wide kOne(1);
  return kOne;
}

Wide none() { return Wide(std::nan("")); }
Wide infinite(double sign) { return Wide(sign * HUGE_VAL); }

bool is_negligible(const Wide& term, const Wide& sum) {
  return !is_finite(term) || is_zero(term) || (!is_zero(sum) && term.exponent < sum.exponent - kBits - 2);
}

// 1/k + 1/(3k³) + …, with alternating signs the angle whose tangent is 1/k.
Wide inverse_tangent_of_inverse(std::uint32_t k, bool is_hyperbolic) {
  Wide power = divided(one(), k);
  Wide sum = power;
  for (std::uint32_t i = 3; !is_negligible(power, sum); i += 2) {
    power = divided(power, k * k);
    if (!is_hyperbolic) power = -power;
    sum = sum + divided(power, i);
  }
  return sum;
}

// e^r − 1 for |r| < 1.
Wide short_expm1(const Wide& r) {
  constexpr int kHalvings = 12;
  if (is_zero(r)) return r;
  const Wide x = scaled(r, -kHalvings);
  Wide term = x;
  Wide sum = x;
  for (std::uint32_t i = 2; !is_negligible(term, sum); ++i) {
    term = divided(term * x, i);
    sum = sum + term;
  }
  for (int i = 0; i < kHalvings; ++i) sum = scaled(sum, 1) + sum * sum;
  return sum;
}

struct SineCosine {
  Wide sine, cosine;
};

SineCosine short_sine_cosine(const Wide& x) {
  Wide term = x;
  SineCosine sums{x, one()};
  for (std::uint32_t i = 2; !is_negligible(term, sums.sine) && i < 400; ++i) {
    term = divided(term * x, i);
    if (i % 2 == 0) term = -term;
    (i % 2 == 0 ? sums.cosine : sums.sine) = (i % 2 == 0 ? sums.cosine : sums.sine) + term;
  }
  return sums;
}

// Of a − n·π/2; n modulo 4.
struct Quadrant {
  SineCosine of_rest;
  int n = 0;
};

Quadrant quadrant(const Wide& a) {
  const Wide half_pi = scaled(wide_pi(), -1);
  const Wide turns = floor(a / half_pi + Wide(0.5));
  const Wide quarter = turns - scaled(floor(scaled(turns, -2)), 2);
  return {short_sine_cosine(a - turns * half_pi), static_cast<int>(to_double(quarter)) & 3};
}

bool has_no_angle(const Wide& a) { return !is_finite(a) || a.exponent > 3 * kBits / 4; }

// ln(1 + x) for −0.5 ≤ x ≤ 1: Halley's step triples the digits that double gives.
Wide short_log1p(const Wide& x) {
  if (is_zero(x)) return x;
  Wide y = x.exponent < -500 ? x : Wide(std::log1p(to_double(x)));
  for (int i = 0; i < 2; ++i) {
    const Wide e = short_expm1(y);
    y = y + scaled((x - e) / (Wide(2) + x + e), 1);
  }
  return y;
}

Wide whole_power(Wide base, double n) {
  Wide result = one();
  for (auto rest = static_cast<std::uint64_t>(std::abs(n)); rest > 0; rest /= 2) {
    if (rest % 2 == 1) result = result * base;
    base = base * base;
  }
  return n < 0 ? one() / result : result;
}

}  // namespace

const Wide& wide_pi() {
  static const Wide kWidePi =
      scaled(scaled(inverse_tangent_of_inverse(5, false), 2) - inverse_tangent_of_inverse(239, false), 2);
  return kWidePi;
}

const Wide& wide_ln2() {
  static const Wide kLn2 = scaled(inverse_tangent_of_inverse(3, true), 1);
  return kLn2;
}

Wide as_typed(double value) {
  if (std::abs(value) == kPi) return value < 0 ? -wide_pi() : wide_pi();
  if (std::abs(value) == kE) return value < 0 ? -exp(one()) : exp(one());
  if (value == std::floor(value) && std::abs(value) < 0x1p53) return Wide(value);
  const std::string text = base::shortest(value);
  if (!std::isfinite(value)) return Wide(value);
  Wide digits;
  int places = 0;
  bool is_fraction = false;
  std::size_t i = value < 0 ? 1 : 0;
  for (; i < text.size() && text[i] != 'e'; ++i) {
    is_fraction |= text[i] == '.';
    if (text[i] == '.') continue;
    digits = digits * Wide(10) + Wide(text[i] - '0');
    places += is_fraction;
  }
  const int exponent = i < text.size() ? static_cast<int>(*base::parse_number(text.substr(i + 1))) : 0;
  const Wide power = whole_power(Wide(10), std::abs(exponent - places));
  const Wide size = exponent < places ? digits / power : digits * power;
  return value < 0 ? -size : size;
}

Wide floor(const Wide& a) {
  if (a.kind != Kind::finite || a.exponent >= kBits) return a;
  Wide whole = a;
  if (a.exponent <= 0) {
    whole = Wide();
  } else {
    const auto cut = static_cast<std::size_t>(kBits - a.exponent);
    for (std::size_t i = 0; i < cut / 32; ++i) whole.limbs[i] = 0;
    whole.limbs[cut / 32] &= ~std::uint32_t{0} << cut % 32;
  }
  return a.is_negative && !is_zero(a - whole) ? whole - one() : whole;
}

Wide sqrt(const Wide& a) {
  if (is_zero(a) || is_none(a)) return a;
  if (a.is_negative) return none();
  if (!is_finite(a)) return a;
  Wide x = a;
  x.exponent = a.exponent & 1;
  Wide inverse(1 / std::sqrt(to_double(x)));
  for (int i = 0; i < 3; ++i) inverse = inverse + scaled(inverse * (one() - x * inverse * inverse), -1);
  return scaled(x * inverse, (a.exponent - x.exponent) / 2);
}

Wide exp(const Wide& a) {
  if (is_none(a)) return a;
  if (!is_finite(a) || a.exponent > kHugeExponent) return a.is_negative ? Wide() : infinite(1);
  if (is_zero(a)) return one();
  const Wide turns = floor(a / wide_ln2() + Wide(0.5));
  return scaled(one() + short_expm1(a - turns * wide_ln2()), static_cast<std::int64_t>(to_double(turns)));
}

Wide expm1(const Wide& a) { return is_finite(a) && a.exponent <= 0 ? short_expm1(a) : exp(a) - one(); }

Wide log(const Wide& a) {
  if (is_none(a) || (a.is_negative && !is_zero(a))) return none();
  if (is_zero(a)) return infinite(-1);
  if (!is_finite(a)) return a;
  Wide x = a;  // 0.7 … 1.4
  x.exponent = a.limbs[kWideLimbs - 1] > 0xB5000000U ? 0 : 1;
  return short_log1p(x - one()) + Wide(static_cast<double>(a.exponent - x.exponent)) * wide_ln2();
}

Wide log1p(const Wide& a) { return is_finite(a) && a.exponent <= -1 ? short_log1p(a) : log(one() + a); }

Wide sin(const Wide& a) {
  if (has_no_angle(a)) return none();
  const auto [rest, n] = quadrant(a);
  const Wide& size = n % 2 == 0 ? rest.sine : rest.cosine;
  return n >= 2 ? -size : size;
}

Wide cos(const Wide& a) {
  if (has_no_angle(a)) return none();
  const auto [rest, n] = quadrant(a);
  const Wide& size = n % 2 == 0 ? rest.cosine : rest.sine;
  return n == 1 || n == 2 ? -size : size;
}

Wide tan(const Wide& a) {
  if (has_no_angle(a)) return none();
  const auto [rest, n] = quadrant(a);
  return n % 2 == 0 ? rest.sine / rest.cosine : -(rest.cosine / rest.sine);
}

Wide atan(const Wide& a) {
  if (is_none(a) || is_zero(a)) return a;
  const Wide half_pi = scaled(wide_pi(), -1);
  if (!is_finite(a)) return a.is_negative ? -half_pi : half_pi;
  if (a.exponent > 0 && one() < magnitude(a)) {
    return (a.is_negative ? -half_pi : half_pi) - atan(one() / a);
  }
  if (a.exponent < -500) return a;
  const Wide y(std::atan(to_double(a)));
  const auto [sine, cosine] = short_sine_cosine(y);
  const Wide t = (a * cosine - sine) / (cosine + a * sine);
  const Wide square = t * t;
  return y + t * (one() - divided(square, 3) + divided(square * square, 5));
}

Wide asin(const Wide& a) { return atan(a / sqrt((one() - a) * (one() + a))); }

Wide acos(const Wide& a) { return scaled(atan(sqrt((one() - a) / (one() + a))), 1); }

Wide sinh(const Wide& a) {
  const Wide e = expm1(magnitude(a));
  const Wide size = is_finite(e) ? scaled(e + e / (e + one()), -1) : e;
  return a.is_negative ? -size : size;
}

Wide cosh(const Wide& a) {
  const Wide e = exp(magnitude(a));
  return scaled(e + one() / e, -1);
}

Wide tanh(const Wide& a) {
  const Wide e = expm1(scaled(-magnitude(a), 1));
  const Wide size = -(e / (e + Wide(2)));
  return a.is_negative ? -size : size;
}

Wide asinh(const Wide& a) {
  if (!is_finite(a)) return a;
  const Wide x = magnitude(a);
  const Wide size = log1p(x + x * x / (one() + sqrt(one() + x * x)));
  return a.is_negative ? -size : size;
}

Wide erf(const Wide& a) {
  if (is_none(a) || is_zero(a)) return a;
  if (!is_finite(a) || a.exponent > 4) return Wide(a.is_negative ? -1 : 1);  // 1 − e^−256 and more
  // 2/√π·e^−a²·(a + 2a³/3 + 4a⁵/(3·5) + …): nothing cancels.
  const Wide twice_square = scaled(a * a, 1);
  Wide term = a;
  Wide sum = a;
  for (std::uint32_t i = 3; !is_negligible(term, sum); i += 2) {
    term = divided(term * twice_square, i);
    sum = sum + term;
  }
  return scaled(sum * exp(-(a * a)) / sqrt(wide_pi()), 1);
}

Wide erfc(const Wide& a) {
  if (is_none(a)) return a;
  if (is_zero(a) || a.is_negative || a < Wide(10)) return one() - erf(a);
  if (!is_finite(a)) return {};
  // e^−a²/√π/(a + (1/2)/(a + 1/(a + (3/2)/(a + …)))) (Laplace)
  constexpr std::uint32_t kTerms = 260;
  Wide fraction = a;
  for (std::uint32_t i = kTerms; i > 0; --i) fraction = a + scaled(Wide(i), -1) / fraction;
  return exp(-(a * a)) / (sqrt(wide_pi()) * fraction);
}

Wide pow(const Wide& a, const Wide& b) {
  if (is_none(a) || is_none(b)) return none();
  if (is_zero(b)) return one();
  const double n = to_double(b);
  const bool is_whole = is_finite(b) && is_zero(b - floor(b));
  if (is_whole && std::abs(n) < 1000) return whole_power(a, n);
  if (is_zero(a)) return b.is_negative ? infinite(1) : Wide();
  if (!a.is_negative) return exp(b * log(a));
  if (!is_whole) return none();
  const bool is_odd = !is_zero(scaled(b, -1) - floor(scaled(b, -1)));
  const Wide size = exp(b * log(magnitude(a)));
  return is_odd ? -size : size;
}

}  // namespace lab::formula
