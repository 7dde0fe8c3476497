// What large weights cost: total = loss + l1·Σ|w| + l2/2·Σw², over all weights and no biases.
// l1 (the lasso) is from Tibshirani 1996, l2 (weight decay) from Krogh & Hertz 1992.
#pragma once

#include <span>

#include "nn/network.h"

namespace lab::nn {

struct Penalty {
  float l1 = 0.0F;
  float l2 = 0.0F;
};

double penalty_value(const Penalty&, const NetworkSpec&, std::span<const float> params);

// Adds l1·sign(w) + l2·w, sign(0) = 0, to the gradients of the weights.
void add_penalty_slopes(const Penalty&, std::span<const float> weights, std::span<float> gradients);
void add_penalty_slopes(const Penalty&, const NetworkSpec&, std::span<const float> params,
                        std::span<float> gradients);

}  // namespace lab::nn
