// Gradient clipping: keeps one steep step from throwing the weights far away (Pascanu et al. 2013). The
// definitions are PyTorch's clip_grad_value_ and clip_grad_norm_.
#pragma once

#include <span>

namespace lab::nn {

// 0 means no limit.
struct Clipping {
  float value = 0.0F;  // every gradient is limited to [−value, value]
  float norm = 0.0F;   // then all are multiplied by norm/(‖g‖ + 1e-6) where that is below 1
};

// NaN stays NaN, so that divergence is seen.
void clip_gradients(const Clipping&, std::span<float> gradients);

}  // namespace lab::nn
