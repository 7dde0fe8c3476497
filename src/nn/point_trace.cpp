#include "nn/point_trace.h"

#include <cassert>
#include <cmath>

#include "act/study/sampling.h"
#include "nn/valve.h"

namespace lab::nn {

namespace {

using Numbers = std::vector<double>;

double real(float value) { return static_cast<double>(value); }

// What the activation is given of the sums, and the way back from there.
struct Normalised {
  Numbers input;
  Numbers xhat;
  Numbers scale;  // 1/√(variance + ε) of each row
};

constexpr double kEpsilon = 1e-5;  // as in norm.cpp

// By running statistics, or by mean and variance of the layer's own rows.
Normalised normalise(const LayerShape& layer, std::span<const float> params, const Numbers& sum) {
  if (layer.norm == nullptr) return {sum, {}, {}};
  const std::size_t rows = sum.size();
  const float* const statistics = statistics_of(layer, params.data());
  double mean = 0, variance = 0;
  for (const double z : sum) mean += z / static_cast<double>(rows);
  for (const double z : sum) variance += (z - mean) * (z - mean) / static_cast<double>(rows);
  Normalised result;
  for (std::size_t r = 0; r < rows; ++r) {
    if (statistics != nullptr) {
      mean = real(statistics[r]);
      variance = real(statistics[rows + r]);
    }
    result.scale.push_back(1 / std::sqrt(variance + kEpsilon));
    result.xhat.push_back((sum[r] - mean) * result.scale[r]);
    result.input.push_back(real(params[layer.gamma + r]) * result.xhat[r] + real(params[layer.beta + r]));
  }
  return result;
}

LayerTrace forward(const LayerShape& layer, std::span<const float> params, const Numbers& below,
                   Normalised& normalised) {
  const auto units = static_cast<std::size_t>(layer.out);
  LayerTrace trace;
  for (std::size_t u = 0; u < units; ++u) {
    double z = real(params[layer.biases + u]);
    for (std::size_t i = 0; i < below.size(); ++i)
      z += real(params[layer.weights + u * below.size() + i]) * below[i];
    trace.sum.push_back(z);
  }
  normalised = normalise(layer, params, trace.sum);
  trace.input = normalised.input;
  trace.output = trace.input;
  trace.slope.assign(units, 1);
  if (layer.activation == nullptr) return trace;
  act::read(*layer.activation, act::Reading::value, trace.input, trace.output);
  act::read(*layer.activation, act::Reading::slope, trace.input, trace.slope);
  return trace;
}

// From ∂L/∂input to ∂L/∂z, and the gradients of γ and β.
void back_through_norm(const LayerShape& layer, std::span<const float> params, const Normalised& normalised,
                       LayerTrace& trace, Numbers& gradients) {
  trace.delta = trace.passed;
  if (layer.norm == nullptr) return;
  const std::size_t rows = trace.delta.size();
  double mean = 0, product = 0;
  for (std::size_t r = 0; r < rows; ++r) {
    gradients[layer.gamma + r] = trace.passed[r] * normalised.xhat[r];
    gradients[layer.beta + r] = trace.passed[r];
    trace.delta[r] *= real(params[layer.gamma + r]);
    mean += trace.delta[r] / static_cast<double>(rows);
    product += trace.delta[r] * normalised.xhat[r] / static_cast<double>(rows);
  }
  for (std::size_t r = 0; r < rows; ++r) {
    // Statistics that stand still do not depend on z.
    const double with_z = layer.norm->has_statistics ? 0 : mean + normalised.xhat[r] * product;
    trace.delta[r] = (trace.delta[r] - with_z) * normalised.scale[r];
  }
}

Numbers arriving_below(const LayerShape& layer, std::span<const float> params, const Numbers& delta) {
  const auto inputs = static_cast<std::size_t>(layer.in);
  Numbers sums(inputs, 0.0);
  for (std::size_t u = 0; u < delta.size(); ++u) {
    for (std::size_t i = 0; i < inputs; ++i)
      sums[i] += times(delta[u], real(params[layer.weights + u * inputs + i]));
  }
  return sums;
}

void add_gradients(const LayerShape& layer, const Numbers& below, const Numbers& delta, Numbers& gradients) {
  for (std::size_t u = 0; u < delta.size(); ++u) {
    gradients[layer.biases + u] = delta[u];
    for (std::size_t i = 0; i < below.size(); ++i)
      gradients[layer.weights + u * below.size() + i] = times(delta[u], below[i]);
  }
}

}  // namespace

PointTrace trace_point(const NetworkSpec& network, std::span<const float> params, const LossRow& loss,
                       std::span<const double> inputs, double target) {
  assert(network.outputs == 1);
  const std::vector<LayerShape> layers = layer_shapes(network);
  const Numbers point(inputs.begin(), inputs.end());
  std::vector<Normalised> normalised(layers.size());
  PointTrace trace;
  for (std::size_t l = 0; l < layers.size(); ++l) {
    assert(layers[l].vector == nullptr);
    const Numbers& below = l == 0 ? point : trace.layers[l - 1].output;
    trace.layers.push_back(forward(layers[l], params, below, normalised[l]));
  }
  const LossReading read = loss.read(trace.layers.back().output[0], target);
  trace.loss = read.loss;
  trace.gradients.assign(trained_count(network), 0);
  Numbers arriving = {read.slope};
  for (std::size_t l = layers.size(); l-- > 0;) {
    LayerTrace& layer = trace.layers[l];
    layer.arriving = std::move(arriving);
    for (std::size_t u = 0; u < layer.arriving.size(); ++u)
      layer.passed.push_back(times(layer.arriving[u], layer.slope[u]));
    back_through_norm(layers[l], params, normalised[l], layer, trace.gradients);
    add_gradients(layers[l], l == 0 ? point : trace.layers[l - 1].output, layer.delta, trace.gradients);
    arriving = arriving_below(layers[l], params, layer.delta);
  }
  return trace;
}

}  // namespace lab::nn
