// A dense layer and its activation in one pass: what leaves the sums goes through the function while it is
// still in registers, and a small layer costs one call instead of three. For the functions most used; a test
// proves the bits equal to those of the two passes.
#pragma once

#include <cstddef>

#include "act/activation.h"
#include "base/simd_math.h"

namespace lab::nn {

// a = f(W a_below + b) and slope = f′ there, in the layout and order of nn/dense.h.
// A null slope is not computed.
using DenseActivation = void (*)(const float* weights, const float* biases, const float* below, float* a,
                                 float* slope, int in, int out, std::size_t lanes);

// The kernel for an activation; null where there is none, for a null activation, and for a layer of so many
// inputs that its time goes into the sums, which dense_forward cuts to fit the caches.
DenseActivation dense_activation(const act::Activation*, int in);

}  // namespace lab::nn
