// What a network for images is as a formula without its layers: around any picture one affine map, outputs = W picture + c. Without a
// bend – straight activations, strides and means – the same map for every picture, so that all its layers are one.
#pragma once

#include <span>
#include <vector>

#include "nn/conv/conv_network.h"

namespace lab::nn {

struct AffineMap {
  std::size_t outputs = 0;
  std::vector<double> weights;  // (outputs, units of the picture): each output's row is a picture of weights
  std::vector<double> offset;   // (outputs)
};

// The tangent map: right at `picture` itself, and as far around as nothing bends.
AffineMap affine_around(const ConvPlan&, std::span<const float> params, std::span<const double> picture);

std::vector<double> apply(const AffineMap&, std::span<const double> picture);

// ---- Two convolutions, one ----

struct Kernels {
  int out_channels = 1, in_channels = 1;
  int height = 1, width = 1, stride = 1;
  std::vector<double> weights;  // (out, in, height, width)
  std::vector<double> biases;   // (out)
};

// The one convolution that two are, the second right after the first, without padding and with no activation between them: a 5×5
// of two 3×3.
Kernels compose(const Kernels& first, const Kernels& second);

}  // namespace lab::nn
