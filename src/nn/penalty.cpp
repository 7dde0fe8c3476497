#include "nn/penalty.h"

#include <array>
#include <cmath>

namespace lab::nn {

double penalty_value(const Penalty& penalty, const NetworkSpec& spec, std::span<const float> params) {
  std::array<LayerShape, kMaxLayers> shapes;
  const std::size_t count = layer_shapes(spec, shapes);
  double magnitudes = 0.0;
  double squares = 0.0;
  for (std::size_t l = 0; l < count; ++l) {
    for (std::size_t i = shapes[l].weights; i < shapes[l].biases; ++i) {
      const auto weight = static_cast<double>(params[i]);
      magnitudes += std::abs(weight);
      squares += weight * weight;
    }
  }
  return static_cast<double>(penalty.l1) * magnitudes + 0.5 * static_cast<double>(penalty.l2) * squares;
}

void add_penalty_slopes(const Penalty& penalty, const NetworkSpec& spec, std::span<const float> params,
                        std::span<float> gradients) {
  std::array<LayerShape, kMaxLayers> shapes;
  const std::size_t count = layer_shapes(spec, shapes);
  for (std::size_t l = 0; l < count; ++l) {
    for (std::size_t i = shapes[l].weights; i < shapes[l].biases; ++i) {
      const float weight = params[i];
      const float sign = weight > 0.0F ? 1.0F : weight < 0.0F ? -1.0F : 0.0F;
      const float lasso = penalty.l1 * sign;
      const float decay = penalty.l2 * weight;
      gradients[i] += lasso + decay;
    }
  }
}

}  // namespace lab::nn
