// Powers. Integer powers are products; real ones go through float64, because y·log(x) in float32 would lose
// up to seven bits, and four scalar evaluations are still faster than two-float arithmetic in lanes.
#pragma once

#include "base/simd.h"

namespace lab::base {

// x^n by repeated squaring; 1/x^|n| for n < 0. At most 2·log2|n| roundings. x^0 = 1.
inline Lanes power(Lanes x, int n) {
  Lanes result = broadcast(1.0F);
  Lanes square = x;
  bool started = false;
  for (unsigned rest = n < 0 ? 0U - static_cast<unsigned>(n) : static_cast<unsigned>(n); rest != 0;
       rest >>= 1) {
    if (rest & 1U) {
      result = started ? hn::Mul(result, square) : square;
      started = true;
    }
    if (rest > 1) square = hn::Mul(square, square);
  }
  return n < 0 ? hn::Div(broadcast(1.0F), result) : result;
}

// x^y for real x and y, correct to about half an ulp. x^0 = 1 and 1^y = 1, even for NaN. A negative x needs
// an integer y (an odd one keeps the sign), otherwise the result is NaN: there is no real value.
// 0^y is 0 for y > 0 and +inf for y < 0. Magnitudes below 2^-126 are 0.
float pow(float x, float y);

inline Lanes pow(Lanes x, Lanes y) {
  HWY_ALIGN float base[kLanes];
  HWY_ALIGN float exponent[kLanes];
  store(x, base);
  store(y, exponent);
  for (std::size_t i = 0; i < kLanes; ++i) base[i] = pow(base[i], exponent[i]);
  return load(base);
}

}  // namespace lab::base
