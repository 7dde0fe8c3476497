// How large something is, at least 0: like double, but with an exponent that neither overflows nor vanishes. For bounds on
// errors, which may come out a little too large.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "formula/exact/wide.h"

namespace lab::formula {

class Size {
 public:
  Size() = default;
  explicit Size(double value, std::int64_t exponent = 0) : fraction_(value) {  // value·2^exponent
    if (!is_plain()) return;
    int power = 0;
    fraction_ = std::frexp(value, &power);
    exponent_ = exponent + power;
  }

  friend Size operator+(Size a, Size b) { return a < b ? added(b, a) : added(a, b); }
  friend Size operator-(Size a, Size b) { return added(a, Size(-b.fraction_, b.exponent_)); }  // of b ≤ a
  friend Size operator*(Size a, Size b) { return Size(a.fraction_ * b.fraction_, a.exponent_ + b.exponent_); }
  friend Size operator/(Size a, Size b) { return Size(a.fraction_ / b.fraction_, a.exponent_ - b.exponent_); }
  friend bool operator<(Size a, Size b) {
    const bool is_by_exponent = a.is_plain() && b.is_plain() && a.exponent_ != b.exponent_;
    return is_by_exponent ? a.exponent_ < b.exponent_ : a.fraction_ < b.fraction_;
  }
  friend bool operator>(Size a, Size b) { return b < a; }
  friend bool operator==(Size a, Size b) { return a.fraction_ == b.fraction_ && a.exponent_ == b.exponent_; }

 private:
  bool is_plain() const { return fraction_ != 0 && std::isfinite(fraction_); }
  static Size added(Size large, Size small) {
    if (!small.is_plain() || !large.is_plain())
      return Size(large.fraction_ + small.fraction_, large.exponent_);
    const std::int64_t apart = std::min<std::int64_t>(large.exponent_ - small.exponent_, 100);
    return Size(large.fraction_ + std::ldexp(small.fraction_, -static_cast<int>(apart)), large.exponent_);
  }

  double fraction_ = 0;  // ½ … 1, 0, ∞ or NaN
  std::int64_t exponent_ = 0;
};

inline Size size_of(const Wide& a) {
  if (is_none(a)) return Size(std::nan(""));
  if (is_finite(a)) return is_zero(a) ? Size() : Size(leading_digits(a), a.exponent);
  return Size(HUGE_VAL);
}

}  // namespace lab::formula
