#include "plain_network.h"

#include <algorithm>
#include <cmath>

namespace lab::bench {

namespace {

float activation(const PlainNetwork& network, float z) {
  if (network.work.is_relu) return z > 0.0F ? z : 0.0F;
  return std::tanh(z);
}

float slope(const PlainNetwork& network, float z, float a) {
  if (network.work.is_relu) return z > 0.0F ? 1.0F : 0.0F;
  return 1.0F - a * a;
}

// δ of the outputs: the slope of the loss, divided by the batch.
void output_delta(PlainNetwork& network, const float* target) {
  PlainLayer& output = network.layers.back();
  const float share = 1.0F / static_cast<float>(network.work.batch);
  if (network.work.loss == Loss::squared) {
    output.delta[0] = (output.a[0] - target[0]) * share;
    return;
  }
  const float largest = *std::max_element(output.a.begin(), output.a.end());
  float sum = 0.0F;
  for (std::size_t o = 0; o < output.a.size(); ++o) {
    output.delta[o] = std::exp(output.a[o] - largest);
    sum += output.delta[o];
  }
  for (std::size_t o = 0; o < output.a.size(); ++o) {
    output.delta[o] = (output.delta[o] / sum - target[o]) * share;
  }
}

void backward(PlainNetwork& network, const float* input) {
  for (std::size_t l = network.layers.size(); l-- > 0;) {
    PlainLayer& layer = network.layers[l];
    const float* below = l == 0 ? input : network.layers[l - 1].a.data();
    for (std::size_t o = 0; o < layer.biases.size(); ++o) {
      layer.dbiases[o] += layer.delta[o];
      for (std::size_t i = 0; i < layer.weights[o].size(); ++i)
        layer.dweights[o][i] += layer.delta[o] * below[i];
    }
    if (l == 0) break;
    PlainLayer& previous = network.layers[l - 1];
    for (std::size_t i = 0; i < previous.delta.size(); ++i) {
      float sum = 0.0F;
      for (std::size_t o = 0; o < layer.delta.size(); ++o) sum += layer.weights[o][i] * layer.delta[o];
      previous.delta[i] = sum * slope(network, previous.z[i], previous.a[i]);
    }
  }
}

void descend(std::vector<float>& params, std::vector<float>& gradients) {
  for (std::size_t i = 0; i < params.size(); ++i) {
    params[i] -= kLearningRate * gradients[i];
    gradients[i] = 0.0F;
  }
}

}  // namespace

PlainNetwork make_plain_network(const Workload& work) {
  PlainNetwork network{work, {}};
  const std::vector<float> params = make_params(work.units);
  std::size_t next = 0;
  for (std::size_t l = 1; l < work.units.size(); ++l) {
    const auto in = static_cast<std::size_t>(work.units[l - 1]);
    const auto out = static_cast<std::size_t>(work.units[l]);
    const std::vector<float> zeros(out);
    const std::vector<std::vector<float>> matrix(out, std::vector<float>(in));
    PlainLayer layer{matrix, matrix, zeros, zeros, zeros, zeros, zeros};
    for (std::vector<float>& row : layer.weights) {
      for (float& weight : row) weight = params[next++];
    }
    next += out;
    network.layers.push_back(layer);
  }
  return network;
}

void plain_forward(PlainNetwork& network, const float* input) {
  const float* below = input;
  for (std::size_t l = 0; l < network.layers.size(); ++l) {
    PlainLayer& layer = network.layers[l];
    const bool is_output = l + 1 == network.layers.size();
    for (std::size_t o = 0; o < layer.biases.size(); ++o) {
      float sum = layer.biases[o];
      for (std::size_t i = 0; i < layer.weights[o].size(); ++i) sum += layer.weights[o][i] * below[i];
      layer.z[o] = sum;
      layer.a[o] = is_output ? sum : activation(network, sum);
    }
    below = layer.a.data();
  }
}

void plain_step(PlainNetwork& network, const Examples& examples, std::size_t first) {
  for (std::size_t k = first; k < first + network.work.batch; ++k) {
    const float* input = &examples.x[k * examples.inputs];
    plain_forward(network, input);
    output_delta(network, &examples.t[k * examples.outputs]);
    backward(network, input);
  }
  for (PlainLayer& layer : network.layers) {
    descend(layer.biases, layer.dbiases);
    for (std::size_t o = 0; o < layer.weights.size(); ++o) descend(layer.weights[o], layer.dweights[o]);
  }
}

}  // namespace lab::bench
