// Fused activation kernels: value and slope in one pass over the lanes, sharing their exponential.
// They exist for speed alone; a test proves each equal to the formula of its row. Contract: ActivationKernel.
#pragma once

#include <cstddef>

#include "act/activation.h"
#include "base/simd_math.h"

namespace lab::act {

void fused_identity(const float* x, float* f, float* df, std::size_t n, const ActivationParams&);
void fused_sigmoid(const float* x, float* f, float* df, std::size_t n, const ActivationParams&);
void fused_tanh(const float* x, float* f, float* df, std::size_t n, const ActivationParams&);
void fused_relu(const float* x, float* f, float* df, std::size_t n, const ActivationParams&);
void fused_leaky_relu(const float* x, float* f, float* df, std::size_t n, const ActivationParams&);
void fused_elu(const float* x, float* f, float* df, std::size_t n, const ActivationParams&);
void fused_softplus(const float* x, float* f, float* df, std::size_t n, const ActivationParams&);
void fused_gelu(const float* x, float* f, float* df, std::size_t n, const ActivationParams&);
void fused_silu(const float* x, float* f, float* df, std::size_t n, const ActivationParams&);

// max(0, x), slope 0 at 0.
inline base::ValueSlope relu_with_slope(base::Lanes x) {
  const auto negative = base::hn::Le(x, base::zero_lanes());  // NaN is not: it stays NaN
  return {base::zero_where(negative, x), base::zero_where(negative, base::broadcast(1.0F))};
}

}  // namespace lab::act
