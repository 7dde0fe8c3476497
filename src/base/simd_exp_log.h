// exp, expm1, log, log1p, exp(−x²) and the half exponential that sinh and cosh need, on four float32 lanes.
//
// Every polynomial here and in the neighbouring simd_*.h was fitted for this file with mpmath (50 digits):
// least squares on 120 to 600 Chebyshev points with the weight of the relative error of the result, the
// weights sharpened round after round (Lawson 1961) until the error is equal-ripple. Beside each stands the
// error of the fit itself; the errors of whole functions are measured over all floats by the unit test.
//
// Common rules: NaN in gives NaN out; ±inf gives the limit; results of magnitude below 2^-126 that come from
// an underflow are 0. (Functions with f(x) ≈ x near 0 return a subnormal x as it is.) Branch-free. Only
// operations that x86 SSE4 and WebAssembly SIMD128 do alike: no fused multiply-add, no estimates, no
// conversion of an out-of-range float.
#pragma once

#include <limits>

#include "base/simd.h"

namespace lab::base {

constexpr float kInfinity = std::numeric_limits<float>::infinity();
constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();

// c0 + c1·x + c2·x² + …, by Horner's rule.
inline Lanes polynomial(Lanes, float c0) { return broadcast(c0); }
template <typename... Rest>
inline Lanes polynomial(Lanes x, float c0, Rest... rest) {
  return mul_add(polynomial(x, rest...), x, broadcast(c0));
}

// NaN stays NaN; otherwise x limited to [low, high].
inline Lanes clamp_lanes(Lanes x, float low, float high) {
  const Lanes raised = hn::IfThenElse(hn::Lt(x, broadcast(low)), broadcast(low), x);
  return hn::IfThenElse(hn::Gt(raised, broadcast(high)), broadcast(high), raised);
}

// x = n·ln2 + r with |r| ≤ 0.35 and n in the low bits of `shifted_n`, so that shifting it left by 23 gives
// n in the place of a float's exponent. Meaningful for |x| < 1e6.
struct ExpReduction {
  Lanes r;
  IntLanes exponent_bits;  // n << 23
};

inline ExpReduction reduce_exp(Lanes x) {
  // Adding 1.5·2^23 rounds to an integer and leaves it in the low mantissa bits.
  const Lanes shifter = broadcast(12582912.0F);
  const Lanes shifted = mul_add(x, broadcast(1.44269504F), shifter);
  const Lanes n = hn::Sub(shifted, shifter);
  // ln2 in two parts; the first has 9 bits, so that n times it is exact.
  const Lanes high = hn::Sub(x, hn::Mul(n, broadcast(0.693359375F)));
  const Lanes r = hn::Sub(high, hn::Mul(n, broadcast(-2.12194440e-4F)));
  return {r, hn::ShiftLeft<23>(bits_of(shifted))};
}

// e^r − 1 for |r| ≤ 0.35. Fit: 1.4e-8 relative.
inline Lanes expm1_reduced(Lanes r) {
  const Lanes q =
      polynomial(r, 0.4999999814F, 0.1666654318F, 0.04166720194F, 0.008366580425F, 0.001388250126F);
  return mul_add(hn::Mul(r, r), q, r);
}

inline Lanes scale_exp(const ExpReduction& reduction, int exponent_shift = 0) {
  const Lanes p = hn::Add(broadcast(1.0F), expm1_reduced(reduction.r));
  const IntLanes exponent = hn::Add(reduction.exponent_bits, hn::Set(IntTag(), exponent_shift * (1 << 23)));
  return from_bits(hn::Add(bits_of(p), exponent));
}

constexpr float kExpOverflow = 88.7228317F;    // the last x with a finite e^x
constexpr float kExpUnderflow = -87.3365402F;  // the first x with e^x ≥ 2^-126

// e^x. ≤ 1.1 ulp. 0 below −87.3365, +inf above 88.7228.
inline Lanes exp(Lanes x) {
  const Lanes y = scale_exp(reduce_exp(x));
  // x + inf is inf for a large x and NaN for NaN: one select for both.
  const Lanes bounded =
      hn::IfThenElse(hn::Le(x, broadcast(kExpOverflow)), y, hn::Add(x, broadcast(kInfinity)));
  return hn::IfThenZeroElse(hn::Lt(x, broadcast(kExpUnderflow)), bounded);
}

// The same for x ≤ 0, where the question of overflow falls away.
inline Lanes exp_nonpositive(Lanes x) {
  const ExpReduction reduction = reduce_exp(x);
  const Lanes scale = from_bits(hn::Add(reduction.exponent_bits, hn::Set(IntTag(), 127 << 23)));
  const Lanes y = hn::Mul(scale, hn::Add(broadcast(1.0F), expm1_reduced(reduction.r)));
  return hn::IfThenZeroElse(hn::Lt(x, broadcast(kExpUnderflow)), y);
}

// e^x / 2 without overflow up to x = 89.4159. For x ≥ 0 only.
inline Lanes half_exp(Lanes x) {
  const Lanes y = scale_exp(reduce_exp(x), -1);
  return hn::IfThenElse(hn::Le(x, broadcast(89.4159851F)), y, hn::Add(x, broadcast(kInfinity)));
}

// e^-(x²), without the loss of log2(x²) bits that rounding the square would cost: x is split into a part
// whose square is exact and a rest, and the rest joins after the reduction. 0 from |x| = 9.3454 on.
inline Lanes gauss(Lanes x) {
  const Lanes coarse = from_bits(hn::And(bits_of(x), hn::Set(IntTag(), ~0xfff)));
  const Lanes square = hn::Neg(hn::Mul(coarse, coarse));
  const Lanes rest = hn::Neg(hn::Mul(hn::Sub(x, coarse), hn::Add(x, coarse)));
  ExpReduction reduction = reduce_exp(square);
  reduction.r = hn::Add(reduction.r, rest);
  const Lanes y = scale_exp(reduction);
  // An x² of inf makes the rest NaN; the mask drops it.
  const Lanes magnitude = magnitude_of(x);
  const Lanes bounded = hn::IfThenElse(hn::Le(magnitude, broadcast(9.3454F)), y, zero_lanes());
  return hn::IfThenElse(hn::Eq(x, x), bounded, x);
}

// e^x − 1 with full relative precision near 0. ≤ 1.6 ulp.
inline Lanes expm1(Lanes x) {
  const Lanes bounded = clamp_lanes(x, -20.0F, 89.0F);
  const ExpReduction reduction = reduce_exp(bounded);
  // 2^(n−1) and a doubling at the end: 2^n itself would overflow for the last finite results.
  const Lanes half_scale = from_bits(hn::Add(reduction.exponent_bits, hn::Set(IntTag(), 126 << 23)));
  const Lanes half = mul_add(half_scale, expm1_reduced(reduction.r), hn::Sub(half_scale, broadcast(0.5F)));
  // A subnormal would lose a bit in the halving, and −0 its sign.
  const Lanes y = hn::Add(half, half);
  return hn::IfThenElse(hn::Lt(magnitude_of(x), broadcast(1e-20F)), x, y);
}

// log(1 + f) + k·ln2 for f in [−1/4, 1/2]. Fit: 1e-9 relative.
inline Lanes log_reduced(Lanes f, Lanes k) {
  const Lanes p = polynomial(f, 0.3333333986F, -0.2500016527F, 0.1999960495F, -0.1665529668F, 0.1427623695F,
                             -0.1272777472F, 0.1170067172F, -0.09116232303F, 0.03767327569F);
  const Lanes square = hn::Mul(f, f);
  const Lanes tail = hn::Sub(hn::Mul(hn::Mul(square, f), p), hn::Mul(square, broadcast(0.5F)));
  const Lanes low = hn::Add(f, mul_add(k, broadcast(-2.12194440e-4F), tail));
  return mul_add(k, broadcast(0.693359375F), low);
}

// k with x·2^-k in [3/4, 3/2), as an integer and as the shift that divides a float by 2^k.
inline IntLanes log_exponent(Lanes x) {
  return hn::ShiftRight<23>(hn::Sub(bits_of(x), hn::Set(IntTag(), 0x3f400000)));
}

// y where x is above `pole`; −inf at it, NaN below it; +inf and NaN as they are.
inline Lanes log_limits(Lanes x, float pole, Lanes y) {
  const Lanes finite = hn::IfThenElse(hn::Lt(x, broadcast(kInfinity)), y, x);
  const Lanes below = hn::IfThenElse(hn::Lt(x, broadcast(pole)), broadcast(kNaN), x);
  const Lanes outside = hn::IfThenElse(hn::Eq(x, broadcast(pole)), broadcast(-kInfinity), below);
  return hn::IfThenElse(hn::Gt(x, broadcast(pole)), finite, outside);
}

// Natural logarithm. ≤ 1.5 ulp. −inf at ±0, NaN for x < 0; subnormal x are handled.
inline Lanes log(Lanes x) {
  const LaneMask subnormal = hn::Lt(x, broadcast(std::numeric_limits<float>::min()));
  const Lanes normal = hn::IfThenElse(subnormal, hn::Mul(x, broadcast(8388608.0F)), x);
  const IntLanes k = log_exponent(normal);
  const Lanes mantissa = from_bits(hn::Sub(bits_of(normal), hn::ShiftLeft<23>(k)));
  const Lanes exponent =
      hn::Sub(hn::ConvertTo(FloatTag(), k), hn::IfThenElseZero(subnormal, broadcast(23.0F)));
  return log_limits(x, 0.0F, log_reduced(hn::Sub(mantissa, broadcast(1.0F)), exponent));
}

// log(1 + x) for finite x > −1, without the limits.
inline Lanes log1p_finite(Lanes x) {
  const IntLanes k = log_exponent(hn::Add(broadcast(1.0F), x));
  const IntLanes shift = hn::ShiftLeft<23>(k);
  // (1 + x)·2^-k − 1 = x·2^-k + (2^-k − 1): both terms are exact, and so is their sum when they nearly
  // cancel. No division repairs the rounding of 1 + x. For a huge x the 2^-k no longer counts.
  const Lanes scaled_x = from_bits(hn::Sub(bits_of(x), shift));
  const Lanes scale = from_bits(hn::Sub(hn::Set(IntTag(), 0x3f800000), shift));
  const Lanes scaled_one = hn::IfThenElseZero(hn::Lt(x, broadcast(1073741824.0F)), scale);
  const Lanes f = hn::Add(scaled_x, hn::Sub(scaled_one, broadcast(1.0F)));
  return log_reduced(f, hn::ConvertTo(FloatTag(), k));
}

// log(1 + x) with full relative precision near 0. ≤ 1.5 ulp. −inf at −1, NaN below.
inline Lanes log1p(Lanes x) { return log_limits(x, -1.0F, log1p_finite(x)); }

}  // namespace lab::base
