#include "plain_network.h"

#include <cmath>

namespace lab::bench {

namespace {

void forward(PlainNetwork& network, const std::vector<float>& input) {
  const std::vector<float>* below = &input;
  for (std::size_t l = 0; l < network.layers.size(); ++l) {
    PlainLayer& layer = network.layers[l];
    const bool is_output = l + 1 == network.layers.size();
    for (std::size_t o = 0; o < layer.biases.size(); ++o) {
      float sum = layer.biases[o];
      for (std::size_t i = 0; i < below->size(); ++i) sum += layer.weights[o][i] * (*below)[i];
      layer.z[o] = sum;
      layer.a[o] = is_output ? sum : network.activation(sum);
    }
    below = &layer.a;
  }
}

void backward(PlainNetwork& network, const std::vector<float>& input, float target, float share) {
  PlainLayer& output = network.layers.back();
  output.delta[0] = (1.0F / (1.0F + std::exp(-output.z[0])) - target) * share;
  for (std::size_t l = network.layers.size(); l-- > 0;) {
    PlainLayer& layer = network.layers[l];
    const std::vector<float>& below = l == 0 ? input : network.layers[l - 1].a;
    for (std::size_t o = 0; o < layer.biases.size(); ++o) {
      layer.dbiases[o] += layer.delta[o];
      for (std::size_t i = 0; i < below.size(); ++i) layer.dweights[o][i] += layer.delta[o] * below[i];
    }
    if (l == 0) break;
    PlainLayer& previous = network.layers[l - 1];
    for (std::size_t i = 0; i < previous.delta.size(); ++i) {
      float sum = 0.0F;
      for (std::size_t o = 0; o < layer.delta.size(); ++o) sum += layer.weights[o][i] * layer.delta[o];
      previous.delta[i] = sum * network.slope(previous.z[i]);
    }
  }
}

void adam(float& param, float& gradient, float& moment1, float& moment2, float rate, float scale) {
  moment1 = 0.9F * moment1 + 0.1F * gradient;
  moment2 = 0.999F * moment2 + 0.001F * gradient * gradient;
  param -= rate * moment1 / (std::sqrt(moment2) * scale + 1e-8F);
  gradient = 0.0F;
}

}  // namespace

PlainNetwork make_plain_network(const std::vector<int>& units, float (*activation)(float),
                                float (*slope)(float)) {
  PlainNetwork network;
  network.activation = activation;
  network.slope = slope;
  for (std::size_t l = 1; l < units.size(); ++l) {
    const auto in = static_cast<std::size_t>(units[l - 1]);
    const auto out = static_cast<std::size_t>(units[l]);
    const std::vector<float> zeros(out);
    const std::vector<std::vector<float>> matrix(out, std::vector<float>(in));
    PlainLayer layer{matrix, zeros, zeros, zeros, zeros, matrix, matrix, matrix, zeros, zeros, zeros};
    for (std::size_t o = 0; o < out; ++o) {
      for (std::size_t i = 0; i < in; ++i)
        layer.weights[o][i] = 0.3F * std::sin(static_cast<float>(7 * o + 3 * i + l));
    }
    network.layers.push_back(layer);
  }
  return network;
}

void plain_step(PlainNetwork& network, const data::PointSet& points, std::size_t first, std::size_t count,
                float learning_rate) {
  for (std::size_t k = first; k < first + count; ++k) {
    const std::vector<float> input = {points.x1[k], points.x2[k]};
    forward(network, input);
    backward(network, input, static_cast<float>(points.label[k]), 1.0F / static_cast<float>(count));
  }
  ++network.step;
  const float rate = learning_rate / (1.0F - std::pow(0.9F, static_cast<float>(network.step)));
  const float scale = 1.0F / std::sqrt(1.0F - std::pow(0.999F, static_cast<float>(network.step)));
  for (PlainLayer& layer : network.layers) {
    for (std::size_t o = 0; o < layer.biases.size(); ++o) {
      adam(layer.biases[o], layer.dbiases[o], layer.bias_moment1[o], layer.bias_moment2[o], rate, scale);
      for (std::size_t i = 0; i < layer.weights[o].size(); ++i) {
        adam(layer.weights[o][i], layer.dweights[o][i], layer.moment1[o][i], layer.moment2[o][i], rate,
             scale);
      }
    }
  }
}

}  // namespace lab::bench
