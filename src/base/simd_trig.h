// Circular functions, their inverses, square root, floor and sign. See simd_exp_log.h for the rules and for
// how the coefficients were found.
#pragma once

#include "base/simd_exp_log.h"

namespace lab::base {

inline Lanes sqrt(Lanes x) { return hn::Sqrt(x); }
inline Lanes floor(Lanes x) { return hn::Floor(x); }

// −1, 0 or 1.
inline Lanes sign(Lanes x) {
  const Lanes magnitude =
      hn::IfThenElse(hn::Eq(magnitude_of(x), zero_lanes()), zero_lanes(), broadcast(1.0F));
  return hn::IfThenElse(hn::Eq(x, x), hn::CopySignToAbs(magnitude, x), x);
}

// The largest |x| that sin, cos and tan reduce exactly enough: 2^16 quarter turns, 16384·2π.
constexpr float kTrigLimit = 102900.0F;

// x = n·π/2 + r, |r| ≤ π/4 and a little, n mod 4 in the low bits of `quadrant`. Cody and Waite 1980 in four
// parts: the first three have 8 bits, so that n ≤ 2^16 times each is exact and so is every difference but the
// last. Beyond kTrigLimit x is taken as 0: a finite result in the function's range is all that
// is promised there.
struct QuarterTurns {
  Lanes r;
  IntLanes quadrant;
};

inline QuarterTurns reduce_quarter_turns(Lanes x) {
  const Lanes bounded = hn::IfThenElseZero(hn::Le(magnitude_of(x), broadcast(kTrigLimit)), x);
  const Lanes shifter = broadcast(12582912.0F);
  const Lanes shifted = mul_add(bounded, broadcast(0.636619772F), shifter);
  const Lanes n = hn::Sub(shifted, shifter);
  Lanes r = hn::Sub(bounded, hn::Mul(n, broadcast(0x1.92p0F)));
  r = hn::Sub(r, hn::Mul(n, broadcast(0x1.fap-12F)));
  r = hn::Sub(r, hn::Mul(n, broadcast(0x1.54p-20F)));
  r = hn::Sub(r, hn::Mul(n, broadcast(0x1.10b462p-30F)));
  return {r, bits_of(shifted)};
}

// sin on |r| ≤ π/4. Fit: 4e-9 relative.
inline Lanes sin_reduced(Lanes r) {
  const Lanes u = hn::Mul(r, r);
  const Lanes p = polynomial(u, -0.1666665454F, 0.008332156088F, -0.0001951463574F);
  return mul_add(hn::Mul(r, u), p, r);
}

// cos on |r| ≤ π/4. Fit: 1e-10.
inline Lanes cos_reduced(Lanes r) {
  const Lanes u = hn::Mul(r, r);
  const Lanes p = polynomial(u, 0.04166664675F, -0.001388736141F, 2.443772579e-5F);
  return hn::Add(hn::Sub(broadcast(1.0F), hn::Mul(u, broadcast(0.5F))), hn::Mul(hn::Mul(u, u), p));
}

inline LaneMask odd(IntLanes n) {
  const IntLanes one = hn::Set(IntTag(), 1);
  return hn::RebindMask(FloatTag(), hn::Eq(hn::And(n, one), one));
}

// The sine after n quarter turns.
inline Lanes sin_of_turns(const QuarterTurns& turns, IntLanes n) {
  const Lanes y = hn::IfThenElse(odd(n), cos_reduced(turns.r), sin_reduced(turns.r));
  const IntLanes sign_bit = hn::ShiftLeft<30>(hn::And(n, hn::Set(IntTag(), 2)));
  return hn::Xor(y, from_bits(sign_bit));
}

// Error ≤ 1e-7 for |x| ≤ kTrigLimit; 0 beyond, ±inf included.
inline Lanes sin(Lanes x) {
  const QuarterTurns turns = reduce_quarter_turns(x);
  const Lanes y = sin_of_turns(turns, turns.quadrant);
  return hn::IfThenElse(hn::Eq(x, x), y, x);
}

// Error ≤ 1e-7 for |x| ≤ kTrigLimit; 1 beyond, ±inf included.
inline Lanes cos(Lanes x) {
  const QuarterTurns turns = reduce_quarter_turns(x);
  const Lanes y = sin_of_turns(turns, hn::Add(turns.quadrant, hn::Set(IntTag(), 1)));
  return hn::IfThenElse(hn::Eq(x, x), y, x);
}

// Finite everywhere: no float is a pole. 0 beyond kTrigLimit.
inline Lanes tan(Lanes x) {
  const QuarterTurns turns = reduce_quarter_turns(x);
  const Lanes s = sin_reduced(turns.r);
  const Lanes c = cos_reduced(turns.r);
  const LaneMask swapped = odd(turns.quadrant);
  const Lanes y = hn::Div(hn::IfThenElse(swapped, hn::Neg(c), s), hn::IfThenElse(swapped, s, c));
  return hn::IfThenElse(hn::Eq(x, x), y, x);
}

constexpr float kHalfPi = 1.57079633F;
constexpr float kHalfPiRest = -4.37113900e-8F;  // π/2 − kHalfPi

// asin(s) for s in [−1/2, 1/2], given u = s². Fit: 5e-9 relative.
inline Lanes asin_small(Lanes s, Lanes u) {
  const Lanes p = polynomial(u, 0.1666675246F, 0.07495298588F, 0.0454702662F, 0.02418002286F, 0.04216549175F);
  return mul_add(hn::Mul(s, u), p, s);
}

// NaN outside [−1, 1].
inline Lanes asin(Lanes x) {
  const Lanes magnitude = magnitude_of(x);
  // Above 1/2: asin(x) = π/2 − 2·asin(√((1 − x)/2)).
  const LaneMask large = hn::Gt(magnitude, broadcast(0.5F));
  const Lanes halved = hn::Mul(hn::Sub(broadcast(1.0F), magnitude), broadcast(0.5F));
  const Lanes u = hn::IfThenElse(large, halved, hn::Mul(x, x));
  const Lanes y = asin_small(hn::IfThenElse(large, hn::Sqrt(u), magnitude), u);
  const Lanes reflected = hn::Sub(broadcast(kHalfPi), hn::Sub(hn::Add(y, y), broadcast(kHalfPiRest)));
  const Lanes inside = hn::CopySignToAbs(magnitude_of(hn::IfThenElse(large, reflected, y)), x);
  const Lanes outside = hn::IfThenElse(hn::Eq(x, x), broadcast(kNaN), x);
  return hn::IfThenElse(hn::Le(magnitude, broadcast(1.0F)), inside, outside);
}

// NaN outside [−1, 1].
inline Lanes acos(Lanes x) {
  const Lanes magnitude = magnitude_of(x);
  const LaneMask large = hn::Gt(magnitude, broadcast(0.5F));
  const Lanes halved = hn::Mul(hn::Sub(broadcast(1.0F), magnitude), broadcast(0.5F));
  const Lanes u = hn::IfThenElse(large, halved, hn::Mul(x, x));
  const Lanes y = asin_small(hn::IfThenElse(large, hn::Sqrt(u), x), u);
  const Lanes doubled = hn::Add(y, y);
  const Lanes left = hn::Sub(broadcast(2.0F * kHalfPi), hn::Sub(doubled, broadcast(2.0F * kHalfPiRest)));
  const Lanes outer = hn::IfThenElse(hn::Lt(x, zero_lanes()), left, doubled);
  const Lanes middle = hn::Sub(broadcast(kHalfPi), hn::Sub(y, broadcast(kHalfPiRest)));
  const Lanes outside = hn::IfThenElse(hn::Eq(x, x), broadcast(kNaN), x);
  return hn::IfThenElse(hn::Le(magnitude, broadcast(1.0F)), hn::IfThenElse(large, outer, middle), outside);
}

// Fit: 3e-9 relative; above 1 through atan(x) = π/2 − atan(1/x).
inline Lanes atan(Lanes x) {
  const Lanes magnitude = magnitude_of(x);
  const LaneMask large = hn::Gt(magnitude, broadcast(1.0F));
  const Lanes s = hn::IfThenElse(large, hn::Div(broadcast(1.0F), magnitude), magnitude);
  const Lanes u = hn::Mul(s, s);
  const Lanes p = polynomial(u, -0.3333329909F, 0.1999854832F, -0.1426424203F, 0.1095218769F, -0.08403456373F,
                             0.05795770641F, -0.0311779684F, 0.01091467719F, -0.001793638968F);
  const Lanes y = mul_add(hn::Mul(s, u), p, s);
  const Lanes reflected = hn::Sub(broadcast(kHalfPi), hn::Sub(y, broadcast(kHalfPiRest)));
  return hn::CopySignToAbs(hn::IfThenElse(large, reflected, y), x);
}

// sin(x)/x, and 1 at 0. Error ≤ 2e-7 as sin's.
inline Lanes sinc(Lanes x) {
  return hn::IfThenElse(hn::Eq(x, zero_lanes()), broadcast(1.0F), hn::Div(sin(x), x));
}

// The slope of f = sinc(x): (cos(x) − f)/x, whose numerator cancels near 0; there its power series.
inline Lanes sinc_slope(Lanes x, Lanes f) {
  const Lanes u = hn::Mul(x, x);
  const Lanes p =
      polynomial(u, -1.0F / 3, 1.0F / 30, -1.0F / 840, 1.0F / 45360, -1.0F / 3991680, 1.0F / 518918400);
  const Lanes outer = hn::Div(hn::Sub(cos(x), f), x);
  return hn::IfThenElse(hn::Lt(magnitude_of(x), broadcast(1.5F)), hn::Mul(x, p), outer);
}

}  // namespace lab::base
