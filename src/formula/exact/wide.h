// Floating-point numbers of 384 bits, about 115 decimal digits, with exponents that formulas people type do not
// exceed: what double cannot tell apart or hold (1 − tanh(40)², exp(100²)/exp(100²)) is computed with them.
// About a thousand times slower than double, so only what double cannot answer is asked of them.
//
// Operations cut off what does not fit: each errs by less than kWideUnit, relative to its result. Functions do
// too, but for what is said there.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace lab::formula {

inline constexpr std::size_t kWideLimbs = 12;
inline constexpr double kWideUnit = 0x1p-364;  // with room for twenty bits of rounding inside of a function

struct Wide {
  enum class Kind : std::uint8_t { zero, finite, infinite, none };

  // 0.limbs·2^exponent, the last limb being the highest, and its highest bit set.
  std::array<std::uint32_t, kWideLimbs> limbs{};
  std::int64_t exponent = 0;
  Kind kind = Kind::zero;
  bool is_negative = false;

  Wide() = default;
  explicit Wide(double value);  // exactly

  friend Wide operator-(const Wide& a);
  friend Wide operator+(const Wide& a, const Wide& b);
  friend Wide operator-(const Wide& a, const Wide& b) { return a + -b; }
  friend Wide operator*(const Wide& a, const Wide& b);
  friend Wide operator/(const Wide& a, const Wide& b);  // ∞ by zero, none of 0/0 and ∞/∞
};

bool is_zero(const Wide& a);
bool is_finite(const Wide& a);  // zero, too
bool is_none(const Wide& a);    // what NaN is to double
Wide magnitude(Wide a);
Wide scaled(Wide a, std::int64_t power);  // a·2^power
Wide divided(const Wide& a, std::uint32_t divisor);
double to_double(const Wide& a);               // ±∞ and 0 where double ends
double leading_digits(const Wide& a);          // of a finite one, without sign and exponent: ½ … 1
bool operator<(const Wide& a, const Wide& b);  // false for none

const Wide& wide_pi();
const Wide& wide_ln2();
// The number whose shortest decimal form double(value) has: 1/10 for 0.1; and π and e for theirs.
Wide as_typed(double value);

Wide floor(const Wide& a);
Wide sqrt(const Wide& a);
Wide exp(const Wide& a);  // errs by |a| units more
Wide expm1(const Wide& a);
Wide log(const Wide& a);  // near 1 by a unit, absolutely
Wide log1p(const Wide& a);
Wide sin(const Wide& a);  // sin, cos, tan: by |a| units, absolutely
Wide cos(const Wide& a);
Wide tan(const Wide& a);
Wide asin(const Wide& a);
Wide acos(const Wide& a);
Wide atan(const Wide& a);
Wide sinh(const Wide& a);
Wide cosh(const Wide& a);
Wide tanh(const Wide& a);
Wide asinh(const Wide& a);
Wide erf(const Wide& a);
Wide erfc(const Wide& a);                // below a = 10 by a unit, absolutely
Wide pow(const Wide& a, const Wide& b);  // as exp(b·ln a); of a < 0 for whole b

}  // namespace lab::formula
