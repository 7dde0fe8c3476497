// The slow, obvious version of forward pass and loss, templated on the scalar: the oracle of the kernels.
// With dual numbers it gives exact derivatives to the precision of double, where differences of float losses
// are no better than 3e-2. One number at a time; nothing here is shared with what it checks.
#pragma once

#include <cmath>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "formula/dual.h"
#include "nn/network.h"

namespace lab::oracle {

using Dual = formula::Dual<double>;

// y of one example from its pre-activations z (pieces·units), by the definitions in vector_activation.h
// without their care for overflow.
template <typename Scalar>
std::vector<Scalar> vector_activation(std::string_view id, const std::vector<Scalar>& z, std::size_t units) {
  std::vector<Scalar> y;
  Scalar sum = 0.0;
  for (const Scalar& value : z) sum = sum + exp(value);
  for (std::size_t u = 0; u < units; ++u) {
    const Scalar a = z[u];
    const Scalar b = z.size() > units ? z[units + u] : a;
    const Scalar sigmoid = Scalar(1.0) / (Scalar(1.0) + exp(-b));
    Scalar largest = a;
    for (std::size_t at = u; at < z.size(); at += units) largest = z[at] > largest ? z[at] : largest;
    if (id == "softmax") y.push_back(exp(a) / sum);
    if (id == "log_softmax") y.push_back(log(exp(a) / sum));
    if (id == "maxout") y.push_back(largest);
    if (id == "glu") y.push_back(a * sigmoid);
    if (id == "geglu") y.push_back(a * Scalar(0.5) * b * (Scalar(1.0) + erf(b / Scalar(std::sqrt(2.0)))));
    if (id == "swiglu") y.push_back(a * b * sigmoid);
  }
  return y;
}

// γ (z − mean)/√(variance + ε) + β of z[example][row], over all examples of a row or all rows of an example.
template <typename Scalar>
std::vector<std::vector<Scalar>> normalised(const nn::LayerShape& layer, std::span<const Scalar> params,
                                            const std::vector<std::vector<Scalar>>& z) {
  std::vector<std::vector<Scalar>> result = z;
  const bool over_examples = layer.norm->id == "batch_norm";
  for (std::size_t k = 0; k < z.size(); ++k) {
    for (std::size_t r = 0; r < z[k].size(); ++r) {
      std::vector<Scalar> group;
      if (over_examples) {
        for (const std::vector<Scalar>& example : z) group.push_back(example[r]);
      } else {
        group = z[k];
      }
      const Scalar count(static_cast<double>(group.size()));
      Scalar mean = 0.0, variance = 0.0;
      for (const Scalar& value : group) mean = mean + value / count;
      for (const Scalar& value : group) variance = variance + (value - mean) * (value - mean) / count;
      const Scalar xhat = (z[k][r] - mean) / sqrt(variance + Scalar(1e-5));
      result[k][r] = params[layer.gamma + r] * xhat + params[layer.beta + r];
    }
  }
  return result;
}

using Factors = std::vector<std::vector<std::vector<double>>>;  // [hidden layer][example][unit]

// The values of the output layer for each input. `activate(const Activation&, Scalar)` is f of a layer;
// `dropped`, where it is not empty, what activations are multiplied by.
template <typename Scalar, typename Activate>
std::vector<std::vector<Scalar>> outputs(const nn::NetworkSpec& spec, std::span<const Scalar> params,
                                         std::span<const std::vector<double>> inputs,
                                         const Activate& activate, const Factors& dropped = {}) {
  std::vector<std::vector<Scalar>> examples;
  for (const std::vector<double>& input : inputs) examples.emplace_back(input.begin(), input.end());
  std::size_t l = 0;
  for (const nn::LayerShape& layer : nn::layer_shapes(spec)) {
    std::vector<std::vector<Scalar>> z(examples.size());
    for (std::size_t k = 0; k < examples.size(); ++k) {
      for (std::size_t o = 0; o < static_cast<std::size_t>(layer.pre_activations); ++o) {
        Scalar sum = params[layer.biases + o];
        for (std::size_t i = 0; i < examples[k].size(); ++i)
          sum = sum + params[layer.weights + o * examples[k].size() + i] * examples[k][i];
        z[k].push_back(sum);
      }
    }
    if (layer.norm != nullptr) z = normalised(layer, params, z);
    for (std::size_t k = 0; k < examples.size(); ++k) {
      std::vector<Scalar> a;
      for (const Scalar& value : z[k])
        a.push_back(layer.activation == nullptr ? value : activate(*layer.activation, value));
      if (layer.vector != nullptr)
        a = vector_activation(layer.vector->row->id, a, static_cast<std::size_t>(layer.out));
      if (l < dropped.size()) {
        for (std::size_t u = 0; u < a.size(); ++u) a[u] = a[u] * Scalar(dropped[l][k][u]);
      }
      examples[k] = a;
    }
    ++l;
  }
  return examples;
}

// Mean over examples of `loss(const std::vector<Scalar>& outputs, const std::vector<double>& targets)`.
template <typename Scalar, typename Activate, typename Loss>
Scalar mean_loss(const nn::NetworkSpec& spec, std::span<const Scalar> params,
                 std::span<const std::vector<double>> inputs, std::span<const std::vector<double>> targets,
                 const Activate& activate, const Loss& loss, const Factors& dropped = {}) {
  Scalar sum = 0.0;
  const auto values = outputs<Scalar>(spec, params, inputs, activate, dropped);
  for (std::size_t example = 0; example < inputs.size(); ++example)
    sum = sum + loss(values[example], targets[example]);
  return sum / Scalar(static_cast<double>(inputs.size()));
}

// The slope of mean_loss with respect to every parameter, one pass for each.
template <typename Activate, typename Loss>
std::vector<double> gradients(const nn::NetworkSpec& spec, std::span<const float> params,
                              std::span<const std::vector<double>> inputs,
                              std::span<const std::vector<double>> targets, const Activate& activate,
                              const Loss& loss, const Factors& dropped = {}) {
  std::vector<Dual> duals(params.begin(), params.end());
  std::vector<double> result;
  for (Dual& chosen : duals) {
    chosen.slope = 1.0;
    const std::span<const Dual> all = duals;
    result.push_back(mean_loss<Dual>(spec, all, inputs, targets, activate, loss, dropped).slope);
    chosen.slope = 0.0;
  }
  return result;
}

}  // namespace lab::oracle
