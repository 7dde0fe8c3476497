// How a gradient fares on its way back through a network: how strongly the units of each layer are asked to change, from
// the output, where it begins, to the first layer. Measured at a sample of the training examples, without dropout,
// penalties and limits: of what the loss alone asks.
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "nn/trainer.h"

namespace lab::nn {

inline constexpr std::size_t kFlowExamples = 64;  // at most so many, spread evenly over those trained on

struct GradientFlow {
  std::size_t layer_count = 0;  // hidden layers and the output layer
  // Of each layer the mean, over units and examples, of |∂loss/∂z|, where the loss is that of one example: so a gradient of
  // zero on average, as in a minimum, does not look like one that does not arrive, nor a single example on the edge of a
  // saturated unit like one that does.
  std::array<double, kMaxLayers> sizes{};
  // Norms of the mean gradient with respect to W and b of a layer.
  std::array<double, kMaxLayers> norms{};
};

struct FlowWorkspace {
  std::vector<float> gradients;
  Workspace floats;
};

void measure_flow(const Trainer&, FlowWorkspace&, GradientFlow&);

// By what the gradient is multiplied on its way through one layer, on the geometric mean of all from the output to the
// first hidden one: below 1 it shrinks. 1 without hidden layers; 0 where nothing arrives; NaN where it is not finite.
double factor_per_layer(const GradientFlow&);

}  // namespace lab::nn
