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

void add_penalty_slopes(const Penalty& penalty, std::span<const float> weights, std::span<float> gradients) {
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const float weight = weights[i];
    const float sign = weight > 0.0F ? 1.0F : weight < 0.0F ? -1.0F : 0.0F;
    const float lasso = penalty.l1 * sign;
    const float decay = penalty.l2 * weight;
    gradients[i] += lasso + decay;
  }
}

void add_penalty_slopes(const Penalty& penalty, const NetworkSpec& spec, std::span<const float> params,
                        std::span<float> gradients) {
  std::array<LayerShape, kMaxLayers> shapes;
  const std::size_t count = layer_shapes(spec, shapes);
  for (std::size_t l = 0; l < count; ++l) {
    const std::size_t size = shapes[l].biases - shapes[l].weights;
    add_penalty_slopes(penalty, params.subspan(shapes[l].weights, size),
                       gradients.subspan(shapes[l].weights, size));
  }
}

}  // namespace lab::nn
