#include "base/simd_pow.h"

#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>

namespace lab::base {

namespace {

constexpr double kLn2 = 0.693147180559945309417;

// log(x) for a finite x > 0 that is a float: relative error < 1e-12. With m = x/2^k in [1/√2, √2] and
// s = (m − 1)/(m + 1): log m = 2·artanh(s), whose series ends at s^15 (|s| ≤ 0.1716).
double log_of(float x) {
  const double wide = x;  // every float, subnormal ones too, is a normal double
  std::uint64_t bits = 0;
  std::memcpy(&bits, &wide, sizeof bits);
  const std::uint64_t k = (bits - 0x3fe6a09e667f3bcdULL) >> 52;  // modulo 2^12
  bits -= k << 52;
  double m = 0;
  std::memcpy(&m, &bits, sizeof m);
  const double exponent = static_cast<double>(k < 2048 ? static_cast<int>(k) : static_cast<int>(k) - 4096);
  const double s = (m - 1.0) / (m + 1.0);
  const double u = s * s;
  double sum = 2.0 / 15.0;
  for (int odd = 13; odd >= 1; odd -= 2) sum = sum * u + 2.0 / odd;
  return exponent * kLn2 + s * sum;
}

// e^z as a float, for |z| ≤ 200: relative error < 1e-11 before the rounding to float. Taylor to r^9.
float exp_of(double z) {
  constexpr double kShifter = 6755399441055744.0;  // 1.5·2^52: adding it rounds to an integer
  const double n = (z * 1.44269504088896340736 + kShifter) - kShifter;
  const double r = z - n * kLn2;
  double sum = 1.0;
  for (int i = 10; i >= 1; --i) sum = 1.0 + sum * r / i;
  const auto exponent = static_cast<std::uint64_t>(static_cast<int>(n) + 1023);
  const std::uint64_t bits = exponent << 52;
  double scale = 0;
  std::memcpy(&scale, &bits, sizeof scale);
  const double wide = sum * scale;
  if (wide < std::numeric_limits<float>::min()) return 0.0F;
  // A conversion out of range is undefined, so the overflow is decided here.
  constexpr double kFirstOverflow = 0x1.ffffffp127;
  return wide >= kFirstOverflow ? std::numeric_limits<float>::infinity() : static_cast<float>(wide);
}

}  // namespace

float pow(float x, float y) {
  constexpr float kInfinite = std::numeric_limits<float>::infinity();
  if (y == 0.0F || x == 1.0F) return 1.0F;
  if (x != x || y != y) return std::numeric_limits<float>::quiet_NaN();
  // Every float of 2^24 or more is an even integer.
  const float magnitude_y = std::fabs(y);
  const bool is_small = magnitude_y < 16777216.0F;
  const auto whole = is_small ? static_cast<int>(y) : 0;
  const bool is_integer = !is_small || static_cast<float>(whole) == y;
  const bool is_negative = x < 0.0F && is_small && (whole & 1) != 0;
  if (x < 0.0F && !is_integer) return std::numeric_limits<float>::quiet_NaN();
  const float magnitude = std::fabs(x);
  float result = 0.0F;
  if (magnitude == 0.0F || magnitude == kInfinite) {
    result = (magnitude == 0.0F) == (y < 0.0F) ? kInfinite : 0.0F;
  } else if (magnitude == 1.0F) {
    result = 1.0F;
  } else {
    double z = log_of(magnitude) * static_cast<double>(y);
    if (z > 200.0) z = 200.0;
    if (z < -200.0) z = -200.0;
    result = exp_of(z);
  }
  return is_negative ? -result : result;
}

}  // namespace lab::base
