// The slow, obvious version of forward pass and loss, templated on the scalar: the oracle of the kernels.
// With dual numbers it gives exact derivatives to the precision of double, where differences of float losses
// are no better than 3e-2. One example and one number at a time; nothing here is shared with what it checks.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "formula/dual.h"
#include "nn/network.h"

namespace lab::nn::reference {

using Dual = formula::Dual<double>;

// The values of the output layer for one input. `activate(const Activation&, Scalar)` is f of a hidden layer.
template <typename Scalar, typename Activate>
std::vector<Scalar> outputs(const NetworkSpec& spec, std::span<const Scalar> params,
                            std::span<const double> input, const Activate& activate) {
  std::vector<Scalar> below(input.begin(), input.end());
  for (const LayerShape& layer : layer_shapes(spec)) {
    std::vector<Scalar> above;
    for (std::size_t o = 0; o < static_cast<std::size_t>(layer.out); ++o) {
      Scalar sum = params[layer.biases + o];
      for (std::size_t i = 0; i < below.size(); ++i)
        sum = sum + params[layer.weights + o * below.size() + i] * below[i];
      above.push_back(layer.activation == nullptr ? sum : activate(*layer.activation, sum));
    }
    below = above;
  }
  return below;
}

// Mean over examples and outputs of `loss(Scalar output, double target)`.
template <typename Scalar, typename Activate, typename Loss>
Scalar mean_loss(const NetworkSpec& spec, std::span<const Scalar> params,
                 std::span<const std::vector<double>> inputs, std::span<const std::vector<double>> targets,
                 const Activate& activate, const Loss& loss) {
  Scalar sum = 0.0;
  double count = 0.0;
  for (std::size_t example = 0; example < inputs.size(); ++example) {
    const std::vector<Scalar> values = outputs<Scalar>(spec, params, inputs[example], activate);
    for (std::size_t o = 0; o < values.size(); ++o) {
      sum = sum + loss(values[o], targets[example][o]);
      count += 1.0;
    }
  }
  return sum / Scalar(count);
}

// The slope of mean_loss with respect to every parameter, one pass for each.
template <typename Activate, typename Loss>
std::vector<double> gradients(const NetworkSpec& spec, std::span<const float> params,
                              std::span<const std::vector<double>> inputs,
                              std::span<const std::vector<double>> targets, const Activate& activate,
                              const Loss& loss) {
  std::vector<Dual> duals(params.begin(), params.end());
  std::vector<double> result;
  for (Dual& chosen : duals) {
    chosen.slope = 1.0;
    const std::span<const Dual> all = duals;
    result.push_back(mean_loss<Dual>(spec, all, inputs, targets, activate, loss).slope);
    chosen.slope = 0.0;
  }
  return result;
}

}  // namespace lab::nn::reference
