// Optimizers: one update of the flat parameter array, with PyTorch's definitions and defaults.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace lab::nn {

// What an optimizer remembers beside its moment arrays.
struct OptimizerState {
  // β₁^t and β₂^t after t updates, as running products: the same bits on every machine.
  double beta1_power = 1.0;
  double beta2_power = 1.0;
};

struct OptimizerRow {
  std::string_view id;  // the word in a link; its name is the text "opt.<id>"
  int moments;          // how many moment arrays it needs: 0, 1 or 2
  // One update of `params` from `gradients` (all n long). Returns false when a parameter is now NaN or
  // infinite. Moments and gradients below kTiny count as zero (see nn/dense.h).
  bool (*update)(float* params, const float* gradients, float* moment1, float* moment2, std::size_t n,
                 float learning_rate, OptimizerState&);
};

// "sgd": w −= lr·g.
// "adam" (Kingma & Ba 2015): m = β₁m + (1−β₁)g, v = β₂v + (1−β₂)g²,
//         w −= lr/(1−β₁^t) · m / (√v/√(1−β₂^t) + ε), β₁ = 0.9, β₂ = 0.999, ε = 1e-8.
std::span<const OptimizerRow> optimizers();
const OptimizerRow* find_optimizer(std::string_view id);  // nullptr when there is none

}  // namespace lab::nn
