// The saturating functions: sigmoid, softplus, tanh, erf, erfc, sinh, cosh, and slopes that keep their
// relative precision in the tails (1 − tanh² and s·(1 − s) are 0 there and, multiplied by x, off by much more
// than an ulp). See simd_exp_log.h for the rules and for how the coefficients were found.
#pragma once

#include "base/simd_exp_log.h"

namespace lab::base {

struct ValueSlope {
  Lanes value;
  Lanes slope;
};

// The magnitude of `magnitude` (≥ 0) with the sign of `sign`.
inline Lanes with_sign_of(Lanes magnitude, Lanes sign) { return hn::CopySignToAbs(magnitude, sign); }

// sigmoid(x) = 1/(1 + e^-x) and its slope e/(1 + e)², e = e^-|x|.
inline ValueSlope sigmoid_with_slope(Lanes x) {
  const Lanes e = exp_nonpositive(hn::Or(x, broadcast(-0.0F)));
  const Lanes d = hn::Div(broadcast(1.0F), hn::Add(broadcast(1.0F), e));
  const Lanes ed = hn::Mul(e, d);
  return {hn::IfThenElse(hn::Lt(x, zero_lanes()), ed, d), hn::Mul(ed, d)};
}

// 1/(1 + e^-x). ≤ 3 ulp; 0 below −87.3365.
inline Lanes sigmoid(Lanes x) { return sigmoid_with_slope(x).value; }

// log(1 + e^x) = max(x, 0) + log1p(e^-|x|). ≤ 3 ulp; 0 below −87.3365.
inline Lanes softplus(Lanes x) {
  const Lanes e = exp_nonpositive(hn::Or(x, broadcast(-0.0F)));
  return hn::Add(greater(zero_lanes(), x), log1p_finite(e));
}

// tanh(x) and 1 − tanh(x)² = e·d², with e = e^-2|x| and d = 2/(1 + e) = 1 + tanh|x|, from one exponential
// and one division. With t = 1 − e, computed without cancellation, tanh|x| = t/(2 − t). (A rational
// approximation of the same cost, tried first, loses 5 ulp near ±7, where numerator and denominator grow.)
// The reduction of reduce_exp, written for −2|x| = n·ln2 − 2r, and e and t share the product with 2^n. The
// slope is 0 from |x| = 43.85 on.
inline ValueSlope tanh_with_slope(Lanes x) {
  const Lanes sign = sign_of(x);
  // NaN stays; at 44 n = −127, and 2^n reads as 0.
  const Lanes a = lesser(broadcast(44.0F), hn::Xor(x, sign));
  // 1.5·2^23 + 127: rounds to an integer and leaves n + 127, the exponent of 2^n, in the low bits.
  const Lanes shifter = broadcast(12583039.0F);
  const Lanes shifted = mul_add(a, broadcast(-2.88539008F), shifter);
  const Lanes n = hn::Sub(shifted, shifter);
  const Lanes scale = from_bits(hn::ShiftLeft<23>(bits_of(shifted)));
  const Lanes high = mul_add(n, broadcast(0.3466796875F), a);
  const Lanes r = mul_add(n, broadcast(-1.06097220e-4F), high);
  // e^-2r − 1 = −2r + r²·q: the coefficients of expm1_reduced times powers of −2, in pairs (Estrin 1960),
  // which wait less for each other.
  const Lanes square = hn::Mul(r, r);
  const Lanes low = polynomial(r, 1.9999999256F, -1.3333234544F);
  const Lanes middle = polynomial(r, 0.66667523104F, -0.2677305736F);
  const Lanes q = mul_add(square, mul_add(square, broadcast(0.088848008064F), middle), low);
  const Lanes p = hn::Sub(hn::Mul(square, q), hn::Add(r, r));
  const Lanes m = hn::Mul(scale, p);
  const Lanes e = hn::Add(m, scale);
  const Lanes t = hn::Sub(hn::Sub(broadcast(1.0F), scale), m);
  const Lanes g = hn::Div(broadcast(1.0F), hn::Sub(broadcast(2.0F), t));
  const Lanes d = hn::Add(g, g);
  return {hn::Or(hn::Mul(t, g), sign), hn::Mul(hn::Mul(e, d), d)};
}

// Hyperbolic tangent. ≤ 3 ulp, |tanh| ≤ 1.
inline Lanes tanh(Lanes x) { return tanh_with_slope(x).value; }

// Error function: |erf| = 1 − e^(a·R(a)), a = |x|, where a·R(a) = log erfc(a) up to 3.95 and the difference
// is taken by expm1: one path without a division, exact in the limit a → 0.
// Fit: 4e-9 relative. ≤ 4 ulp, |erf| ≤ 1.
inline Lanes erf(Lanes x) {
  const Lanes end = broadcast(3.95F);
  const Lanes a = lesser(end, magnitude_of(x));  // NaN stays
  const Lanes r = polynomial(a, -1.128379172F, -0.636619382F, -0.1027778295F, 0.01915305914F, 0.000160407025F,
                             -0.001667040494F, 0.0006328450444F, -0.0001176438377F, 9.256579499e-6F);
  const ExpReduction reduction = reduce_exp(hn::Mul(a, r));
  const Lanes scale = from_bits(hn::Add(reduction.exponent_bits, hn::Set(IntTag(), 127 << 23)));
  const Lanes t = mul_add(scale, expm1_reduced(reduction.r), hn::Sub(scale, broadcast(1.0F)));
  return with_sign_of(magnitude_of(t), x);
}

// 1 − erf(x) with relative precision in the right tail: e^-(x²)·t·Q(t), t = 1/(1 + |x|/2), from |x| = 1/2
// on; 1 − x·P(x²) below. Fits: 3.5e-9 and 6e-9 relative. ≤ 5 ulp; 0 above 9.1945.
inline Lanes erfc(Lanes x) {
  const Lanes z = magnitude_of(x);
  const Lanes u = hn::Mul(x, x);
  const Lanes p = polynomial(u, 1.12837916F, -0.3761257204F, 0.1128271894F, -0.02680259631F, 0.005051161707F,
                             -0.0006315464603F);
  const Lanes centre = hn::Sub(broadcast(1.0F), hn::Mul(x, p));
  const Lanes t = hn::Div(broadcast(1.0F), mul_add(z, broadcast(0.5F), broadcast(1.0F)));
  const Lanes q =
      polynomial(t, 0.2820882784F, 0.282258035F, 0.2451227781F, 0.1859149771F, 0.05373377686F, 0.03810473518F,
                 -0.02622496396F, -0.2851224239F, 0.3784389431F, -0.1898884601F, 0.03557432769F);
  const Lanes tail = hn::Mul(gauss(z), hn::Mul(t, q));
  const Lanes right = hn::IfThenZeroElse(hn::Gt(z, broadcast(9.1945F)), tail);
  const Lanes outer = hn::IfThenElse(hn::Lt(x, zero_lanes()), hn::Sub(broadcast(2.0F), right), right);
  return hn::IfThenElse(hn::Lt(z, broadcast(0.65F)), centre, outer);
}

// (e^x − e^-x)/2. Finite up to |x| = 89.4159. Fit below 1: 5e-11 relative.
inline Lanes sinh(Lanes x) {
  const Lanes u = hn::Mul(x, x);
  const Lanes p = polynomial(u, 0.166666665F, 0.008333350057F, 0.0001983615998F, 2.816950212e-6F);
  const Lanes small = mul_add(hn::Mul(x, u), p, x);
  const Lanes h = half_exp(magnitude_of(x));
  const Lanes large = with_sign_of(hn::Sub(h, hn::Div(broadcast(0.25F), h)), x);
  return hn::IfThenElse(hn::Lt(magnitude_of(x), broadcast(1.0F)), small, large);
}

// (e^x + e^-x)/2. Finite up to |x| = 89.4159.
inline Lanes cosh(Lanes x) {
  const Lanes h = half_exp(magnitude_of(x));
  return hn::Add(h, hn::Div(broadcast(0.25F), h));
}

// The inverse of sinh, ±log(a + √(1 + a²)) with a = |x|: log1p(a + a²/(1 + √(1 + a²))) keeps its precision
// near 0, and log(2a) needs no square. ≤ 3 ulp.
inline Lanes asinh(Lanes x) {
  const Lanes a = magnitude_of(x);
  const LaneMask large = hn::Gt(a, broadcast(1e9F));
  const Lanes bounded = hn::IfThenElse(large, broadcast(1e9F), a);
  const Lanes square = hn::Mul(bounded, bounded);
  const Lanes root = hn::Sqrt(hn::Add(broadcast(1.0F), square));
  const Lanes near = log1p_finite(hn::Add(bounded, hn::Div(square, hn::Add(broadcast(1.0F), root))));
  const Lanes far = hn::Add(log(a), broadcast(0.693147181F));
  const Lanes y = with_sign_of(hn::IfThenElse(large, far, near), x);
  // A subnormal would pass through an exponent that it has not.
  return hn::IfThenElse(hn::Ge(a, broadcast(1e-20F)), y, x);
}

}  // namespace lab::base
