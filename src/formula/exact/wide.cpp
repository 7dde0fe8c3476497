#include "formula/exact/wide.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace lab::formula {

namespace {

using Kind = Wide::Kind;

constexpr std::size_t n = kWideLimbs;
constexpr std::int64_t kLimbBits = 32;
constexpr std::int64_t kMostExponent = std::int64_t{1} << 60;

Wide of_kind(Kind kind, bool is_negative = false) {
  Wide result;
  result.kind = kind;
  result.is_negative = is_negative;
  return result;
}

// Digits while they are worked on: one limb more than fits.
using Digits = std::array<std::uint32_t, n + 1>;

Digits digits_of(const Wide& a) {
  Digits digits{};
  std::copy(a.limbs.begin(), a.limbs.end(), digits.begin() + 1);
  return digits;
}

void shift_right(Digits& digits, std::int64_t bits) {
  const auto whole = static_cast<std::size_t>(bits / kLimbBits);
  const auto part = static_cast<unsigned>(bits % kLimbBits);
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const std::uint64_t low = i + whole < digits.size() ? digits[i + whole] : 0;
    const std::uint64_t high = i + whole + 1 < digits.size() ? digits[i + whole + 1] : 0;
    digits[i] = static_cast<std::uint32_t>((high << kLimbBits | low) >> part);
  }
}

// 0.digits·2^exponent with the highest bit where it belongs.
Wide normalized(const std::uint32_t* digits, std::size_t count, std::int64_t exponent, bool is_negative) {
  std::size_t top = count;
  while (top > 0 && digits[top - 1] == 0) --top;
  if (top == 0) return {};
  const auto part = static_cast<unsigned>(std::countl_zero(digits[top - 1]));
  Wide result = of_kind(Kind::finite, is_negative);
  for (std::size_t i = 0; i < n; ++i) {
    const std::size_t from_top = n - 1 - i;
    const std::uint64_t high = top >= from_top + 1 ? digits[top - 1 - from_top] : 0;
    const std::uint64_t low = top >= from_top + 2 ? digits[top - 2 - from_top] : 0;
    result.limbs[i] = static_cast<std::uint32_t>((high << kLimbBits | low) >> (kLimbBits - part));
  }
  result.exponent = exponent - static_cast<std::int64_t>(count - top) * kLimbBits - part;
  if (result.exponent > kMostExponent) return of_kind(Kind::infinite, is_negative);
  if (result.exponent < -kMostExponent) return {};
  return result;
}

bool is_smaller(const Wide& a, const Wide& b) {
  if (a.exponent != b.exponent) return a.exponent < b.exponent;
  return std::lexicographical_compare(a.limbs.rbegin(), a.limbs.rend(), b.limbs.rbegin(), b.limbs.rend());
}

}  // namespace

Wide::Wide(double value) {
  if (value == 0) return;
  is_negative = value < 0;
  if (!std::isfinite(value)) {
    kind = std::isnan(value) ? Kind::none : Kind::infinite;
    return;
  }
  kind = Kind::finite;
  int power = 0;
  const auto bits = static_cast<std::uint64_t>(std::ldexp(std::frexp(std::abs(value), &power), 64));
  exponent = power;
  limbs[n - 1] = static_cast<std::uint32_t>(bits >> kLimbBits);
  limbs[n - 2] = static_cast<std::uint32_t>(bits);
}

bool is_zero(const Wide& a) { return a.kind == Kind::zero; }
bool is_finite(const Wide& a) { return a.kind == Kind::zero || a.kind == Kind::finite; }
bool is_none(const Wide& a) { return a.kind == Kind::none; }

Wide magnitude(Wide a) {
  a.is_negative = false;
  return a;
}

Wide scaled(Wide a, std::int64_t power) {
  if (a.kind == Kind::finite) a.exponent += power;
  return a;
}

Wide operator-(const Wide& a) {
  Wide result = a;
  result.is_negative = !is_zero(a) && !a.is_negative;
  return result;
}

Wide operator+(const Wide& a, const Wide& b) {
  if (is_none(a) || is_none(b)) return of_kind(Kind::none);
  if (a.kind == Kind::infinite) {
    return b.kind == Kind::infinite && a.is_negative != b.is_negative ? of_kind(Kind::none) : a;
  }
  if (b.kind == Kind::infinite || is_zero(a)) return b;
  if (is_zero(b)) return a;
  const bool is_swapped = is_smaller(a, b);
  const Wide& large = is_swapped ? b : a;
  const Wide& small = is_swapped ? a : b;
  const std::int64_t apart = large.exponent - small.exponent;
  if (apart > static_cast<std::int64_t>(n + 1) * kLimbBits) return large;
  const Digits first = digits_of(large);
  Digits second = digits_of(small);
  shift_right(second, apart);
  std::array<std::uint32_t, n + 2> result{};
  const bool is_sum = large.is_negative == small.is_negative;
  std::int64_t carry = 0;
  for (std::size_t i = 0; i < first.size(); ++i) {
    carry += std::int64_t{first[i]} + (is_sum ? std::int64_t{second[i]} : -std::int64_t{second[i]});
    result[i] = static_cast<std::uint32_t>(carry);
    carry >>= kLimbBits;
  }
  result.back() = static_cast<std::uint32_t>(carry);
  return normalized(result.data(), result.size(), large.exponent + kLimbBits, large.is_negative);
}

Wide operator*(const Wide& a, const Wide& b) {
  const bool is_negative = a.is_negative != b.is_negative;
  if (is_none(a) || is_none(b)) return of_kind(Kind::none);
  if (a.kind == Kind::infinite || b.kind == Kind::infinite) {
    return is_zero(a) || is_zero(b) ? of_kind(Kind::none) : of_kind(Kind::infinite, is_negative);
  }
  if (is_zero(a) || is_zero(b)) return {};
  std::array<std::uint32_t, 2 * n> result{};
  for (std::size_t i = 0; i < n; ++i) {
    std::uint64_t carry = 0;
    for (std::size_t k = 0; k < n; ++k) {
      carry += std::uint64_t{a.limbs[i]} * b.limbs[k] + result[i + k];
      result[i + k] = static_cast<std::uint32_t>(carry);
      carry >>= kLimbBits;
    }
    result[i + n] = static_cast<std::uint32_t>(carry);
  }
  return normalized(result.data(), result.size(), a.exponent + b.exponent, is_negative);
}

Wide divided(const Wide& a, std::uint32_t divisor) {
  if (a.kind != Kind::finite) return a;
  Digits digits = digits_of(a);
  std::uint64_t rest = 0;
  for (std::size_t i = digits.size(); i-- > 0;) {
    rest = rest << kLimbBits | digits[i];
    digits[i] = static_cast<std::uint32_t>(rest / divisor);
    rest %= divisor;
  }
  return normalized(digits.data(), digits.size(), a.exponent, a.is_negative);
}

// Newton: each step doubles the 50 bits that double gives.
Wide operator/(const Wide& a, const Wide& b) {
  const bool is_negative = a.is_negative != b.is_negative;
  if (is_none(a) || is_none(b)) return of_kind(Kind::none);
  if (is_zero(b)) return is_zero(a) ? of_kind(Kind::none) : of_kind(Kind::infinite, is_negative);
  if (b.kind == Kind::infinite) return a.kind == Kind::infinite ? of_kind(Kind::none) : Wide();
  if (a.kind == Kind::infinite) return of_kind(Kind::infinite, is_negative);
  if (is_zero(a)) return {};
  Wide divisor = b;
  divisor.exponent = 0;
  const Wide one(1);
  Wide inverse(1 / to_double(divisor));
  for (int i = 0; i < 3; ++i) inverse = inverse + inverse * (one - divisor * inverse);
  const Wide quotient = a * inverse;
  return scaled(quotient + inverse * (a - quotient * divisor), -b.exponent);
}

double leading_digits(const Wide& a) {
  return a.limbs[n - 1] * 0x1p-32 + a.limbs[n - 2] * 0x1p-64 + a.limbs[n - 3] * 0x1p-96;
}

double to_double(const Wide& a) {
  if (is_none(a)) return std::numeric_limits<double>::quiet_NaN();
  if (is_zero(a)) return 0;
  constexpr std::int64_t kBeyond = 2000;
  double size = std::numeric_limits<double>::infinity();
  if (a.kind == Kind::finite) {
    size = std::ldexp(leading_digits(a), static_cast<int>(std::clamp(a.exponent, -kBeyond, kBeyond)));
  }
  return a.is_negative ? -size : size;
}

bool operator<(const Wide& a, const Wide& b) {
  if (is_none(a) || is_none(b)) return false;
  if (is_zero(a) || is_zero(b) || a.is_negative != b.is_negative) {
    return (a.is_negative && !b.is_negative) || (is_zero(a) && !is_zero(b) && !b.is_negative);
  }
  if (a.kind != b.kind) return (b.kind == Kind::infinite) != a.is_negative;
  return a.is_negative ? is_smaller(b, a) : is_smaller(a, b);
}

}  // namespace lab::formula
