// The elementary functions for single floats: the lane versions of base/simd_math.h, so that data, initial
// weights and single readings have the same bits as the kernels. std:: versions differ between libraries.
#pragma once

#include "base/simd_math.h"

namespace lab::base {

inline float exp(float x) { return hn::GetLane(exp(broadcast(x))); }
inline float expm1(float x) { return hn::GetLane(expm1(broadcast(x))); }
inline float gauss(float x) { return hn::GetLane(gauss(broadcast(x))); }
inline float log(float x) { return hn::GetLane(log(broadcast(x))); }
inline float log1p(float x) { return hn::GetLane(log1p(broadcast(x))); }
inline float sigmoid(float x) { return hn::GetLane(sigmoid(broadcast(x))); }
inline float softplus(float x) { return hn::GetLane(softplus(broadcast(x))); }
inline float tanh(float x) { return hn::GetLane(tanh(broadcast(x))); }
inline float erf(float x) { return hn::GetLane(erf(broadcast(x))); }
inline float erfc(float x) { return hn::GetLane(erfc(broadcast(x))); }
inline float sinh(float x) { return hn::GetLane(sinh(broadcast(x))); }
inline float cosh(float x) { return hn::GetLane(cosh(broadcast(x))); }
inline float sin(float x) { return hn::GetLane(sin(broadcast(x))); }
inline float cos(float x) { return hn::GetLane(cos(broadcast(x))); }
inline float tan(float x) { return hn::GetLane(tan(broadcast(x))); }
inline float asin(float x) { return hn::GetLane(asin(broadcast(x))); }
inline float acos(float x) { return hn::GetLane(acos(broadcast(x))); }
inline float atan(float x) { return hn::GetLane(atan(broadcast(x))); }
inline float sqrt(float x) { return hn::GetLane(sqrt(broadcast(x))); }
inline float floor(float x) { return hn::GetLane(floor(broadcast(x))); }
inline float sign(float x) { return hn::GetLane(sign(broadcast(x))); }
inline float power(float x, int n) { return hn::GetLane(power(broadcast(x), n)); }

}  // namespace lab::base
