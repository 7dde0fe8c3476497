#include "eigen_network.h"

#include <Eigen/Dense>
#include <memory>

namespace lab::bench {

const bool kHasEigen = true;

namespace {

using Eigen::Index;
using Eigen::MatrixXf;
using Eigen::VectorXf;

struct Layer {
  MatrixXf weights, dweights;  // (out, in)
  VectorXf biases, dbiases;    // (out)
  MatrixXf a, delta;           // (out, examples)
};

struct Network {
  Workload work;
  std::vector<Layer> layers;
  MatrixXf x, t;  // (in, batch), (out, batch)
  Index next = 0;
};

std::shared_ptr<Network> make_network(const Workload& work) {
  auto network = std::make_shared<Network>();
  network->work = work;
  const std::vector<float> params = make_params(work.units);
  const float* next = params.data();
  using RowMajor = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  for (std::size_t l = 1; l < work.units.size(); ++l) {
    const Index in = work.units[l - 1];
    const Index out = work.units[l];
    Layer layer;
    layer.weights = Eigen::Map<const RowMajor>(next, out, in);
    layer.biases = VectorXf::Zero(out);
    next += in * out + out;
    network->layers.push_back(layer);
  }
  return network;
}

void forward(Network& network) {
  const MatrixXf* below = &network.x;
  for (std::size_t l = 0; l < network.layers.size(); ++l) {
    Layer& layer = network.layers[l];
    layer.a.noalias() = layer.weights * *below;
    layer.a.colwise() += layer.biases;
    if (l + 1 < network.layers.size()) {
      if (network.work.is_relu) {
        layer.a = layer.a.array().max(0.0F);
      } else {
        layer.a = layer.a.array().tanh();
      }
    }
    below = &layer.a;
  }
}

void backward(Network& network) {
  Layer& output = network.layers.back();
  const float share = 1.0F / static_cast<float>(network.work.batch);
  if (network.work.loss == Loss::squared) {
    output.delta = (output.a - network.t) * share;
  } else {
    output.delta = (output.a.rowwise() - output.a.colwise().maxCoeff()).array().exp();
    output.delta.array().rowwise() /= output.delta.colwise().sum().eval().array();
    output.delta = (output.delta - network.t) * share;
  }
  for (std::size_t l = network.layers.size(); l-- > 0;) {
    Layer& layer = network.layers[l];
    const MatrixXf& below = l == 0 ? network.x : network.layers[l - 1].a;
    layer.dweights.noalias() = layer.delta * below.transpose();
    layer.dbiases = layer.delta.rowwise().sum();
    if (l == 0) break;
    MatrixXf& delta = network.layers[l - 1].delta;
    delta.noalias() = layer.weights.transpose() * layer.delta;
    if (network.work.is_relu) {
      delta.array() *= (below.array() > 0.0F).cast<float>();
    } else {
      delta.array() *= 1.0F - below.array().square();
    }
  }
}

}  // namespace

Steps eigen_training(const Workload& work, const Examples& examples) {
  return [network = make_network(work), &examples](int times) {
    const auto batch = static_cast<Index>(network->work.batch);
    const Eigen::Map<const MatrixXf> x(examples.x.data(), static_cast<Index>(examples.inputs),
                                       static_cast<Index>(examples.count));
    const Eigen::Map<const MatrixXf> t(examples.t.data(), static_cast<Index>(examples.outputs),
                                       static_cast<Index>(examples.count));
    for (int i = 0; i < times; ++i) {
      network->x = x.middleCols(network->next, batch);
      network->t = t.middleCols(network->next, batch);
      network->next = (network->next + batch) % static_cast<Index>(examples.count);
      forward(*network);
      backward(*network);
      for (Layer& layer : network->layers) {
        layer.weights -= kLearningRate * layer.dweights;
        layer.biases -= kLearningRate * layer.dbiases;
      }
    }
    keep(network->layers.back().biases(0));
  };
}

Steps eigen_neurons(const Workload& work, const std::vector<float>& x) {
  std::vector<MatrixXf> neurons;
  return [network = make_network(work), neurons, &x](int times) mutable {
    constexpr Index kPoints = 256;  // what stays in the first cache
    const auto points = static_cast<Index>(x.size() / 2);
    const Eigen::Map<const MatrixXf> all(x.data(), 2, points);
    neurons.resize(network->layers.size());
    for (std::size_t l = 0; l < neurons.size(); ++l)
      neurons[l].resize(network->layers[l].biases.size(), points);
    for (int i = 0; i < times; ++i) {
      for (Index first = 0; first < points; first += kPoints) {
        const Index count = std::min(kPoints, points - first);
        network->x = all.middleCols(first, count);
        forward(*network);
        for (std::size_t l = 0; l < neurons.size(); ++l)
          neurons[l].middleCols(first, count) = network->layers[l].a;
      }
    }
    keep(neurons.back()(0, 0));
  };
}

}  // namespace lab::bench
