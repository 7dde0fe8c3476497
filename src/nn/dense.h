// The dense layer on lanes: forward and backward next to each other, mirrored.
//
//   W (out, in) row-major   b (out)   a, z, δ (units, lanes)
//   lanes a multiple of base::kLanes, buffers of lanes 16-byte aligned
//
//   forward    z = W a + b                  each lane's sum runs b, then inputs 0, 1, 2, …
//   backward   δ_in = Wᵀ δ_out ⊙ f′         each lane's sum runs outputs 0, 1, 2, …
//              dW = δ_out aᵀ, db = Σ δ_out  four partial sums over the lanes, added in base::sum_lanes' order
//
// The order of every sum is fixed by the formula above and not by how the loops are blocked, so that blocking
// may change without changing a bit. Products and sums are separate operations (see base/simd.h).
#pragma once

#include <cstddef>

#include "base/simd.h"

namespace lab::nn {

void dense_forward(const float* weights, const float* biases, const float* a, float* z, int in, int out,
                   std::size_t lanes);

// `slope` is f′ (in, lanes) of the layer below; the result may not overlap the inputs.
void dense_backward(const float* weights, const float* delta_out, const float* slope, float* delta_in, int in,
                    int out, std::size_t lanes);

// Overwrites dweights (out, in) and dbiases (out), which need no alignment.
// Padding lanes of delta_out must be zero.
void dense_gradients(const float* delta_out, const float* a, float* dweights, float* dbiases, int in, int out,
                     std::size_t lanes);

// dbiases alone. Of a convolution the lanes of all its pixels count.
void bias_gradients(const float* delta_out, float* dbiases, int out, std::size_t lanes);

}  // namespace lab::nn
