// Fused activation kernels: value and slope in one pass over the lanes, sharing their exponential.
// They exist for speed alone; a test proves each equal to the formula of its row. Contract: ActivationKernel.
#pragma once

#include <cstddef>

#include "nn/activation.h"

namespace lab::nn {

void fused_identity(const float* x, float* f, float* df, std::size_t n, const ActivationParams&);
void fused_sigmoid(const float* x, float* f, float* df, std::size_t n, const ActivationParams&);
void fused_tanh(const float* x, float* f, float* df, std::size_t n, const ActivationParams&);
void fused_relu(const float* x, float* f, float* df, std::size_t n, const ActivationParams&);
void fused_leaky_relu(const float* x, float* f, float* df, std::size_t n, const ActivationParams&);
void fused_elu(const float* x, float* f, float* df, std::size_t n, const ActivationParams&);
void fused_softplus(const float* x, float* f, float* df, std::size_t n, const ActivationParams&);
void fused_gelu(const float* x, float* f, float* df, std::size_t n, const ActivationParams&);
void fused_silu(const float* x, float* f, float* df, std::size_t n, const ActivationParams&);

}  // namespace lab::nn
