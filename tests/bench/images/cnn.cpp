#include "cnn.h"

#include <algorithm>
#include <cmath>
#include <memory>

#include "base/rng.h"
#include "nn/conv/conv_network.h"
#include "nn/optimizer.h"
#include "workload.h"

namespace lab::bench {

namespace {

constexpr std::size_t kPixels = kCnnSide * kCnnSide;

// Weights of the layers, without biases.
struct LayerSizes {
  int in;
  int out;
};
constexpr LayerSizes kLayers[] = {
    {9, kCnnChannels[0]}, {9 * kCnnChannels[0], kCnnChannels[1]}, {16 * kCnnChannels[1], kCnnClasses}};

struct Ready {
  nn::ConvPlan plan;
  std::vector<float> params, dparams;
  std::vector<std::vector<float>> inputs, targets;  // batches of (rows, batch)
  nn::Workspace work;
  nn::OptimizerState state;
  std::size_t next = 0;
};

nn::ConvNetworkSpec network() {
  const act::Activation relu = act::bind(*act::find_activation("relu"), {});
  const nn::ImageLayerRow* const conv = nn::find_image_layer("conv");
  const nn::ImageLayerRow* const pool = nn::find_image_layer("max_pool");
  return {{1, kCnnSide, kCnnSide},
          {{conv, kCnnChannels[0], {3, 3, 1, 1}, relu},
           {pool, 0, {2, 2, 2, 0}, {}},
           {conv, kCnnChannels[1], {3, 3, 1, 1}, relu},
           {pool, 0, {2, 2, 2, 0}, {}},
           {nn::find_image_layer("dense"), kCnnClasses, {}, {}}}};
}

void step(Ready& ready) {
  const nn::Batch batch = nn::prepare_batch(ready.plan, kCnnBatch, ready.work);
  std::copy(ready.inputs[ready.next].begin(), ready.inputs[ready.next].end(), batch.inputs);
  std::copy(ready.targets[ready.next].begin(), ready.targets[ready.next].end(), batch.targets);
  ready.next = (ready.next + 1) % ready.inputs.size();
  nn::backprop(ready.plan, *nn::find_loss("softmax_ce"), ready.params, batch, ready.work, ready.dparams);
  const nn::Update update{ready.params.data(), ready.dparams.data(), nullptr, nullptr,
                          ready.params.size(), kLearningRate};
  nn::find_optimizer("sgd")->update(update, {}, ready.state);
}

}  // namespace

CnnExamples make_cnn_examples(std::size_t count) {
  CnnExamples examples{count, std::vector<float>(count * kPixels), {}};
  base::Rng rng = base::make_rng(7, 0);
  for (float& value : examples.x) value = base::uniform(rng, -1.0F, 1.0F);
  for (std::size_t k = 0; k < count; ++k) examples.classes.push_back(static_cast<int>(k % kCnnClasses));
  return examples;
}

std::vector<float> make_cnn_params() {
  std::vector<float> params;
  base::Rng rng = base::make_rng(3, 0);
  for (const LayerSizes& layer : kLayers) {
    const float limit = std::sqrt(6.0F / static_cast<float>(layer.in));
    for (int i = 0; i < layer.in * layer.out; ++i) params.push_back(base::uniform(rng, -limit, limit));
    params.insert(params.end(), static_cast<std::size_t>(layer.out), 0.0F);
  }
  return params;
}

double cnn_products_per_example() {
  const double first = 16.0 * 16 * kLayers[0].in * kLayers[0].out;
  const double second = 8.0 * 8 * kLayers[1].in * kLayers[1].out;
  const double dense = static_cast<double>(kLayers[2].in) * kLayers[2].out;
  return 2 * first + 3 * (second + dense);  // the picture has no δ
}

Steps our_cnn(const CnnExamples& examples) {
  auto ready = std::make_shared<Ready>();
  ready->plan = nn::plan_batches(network());
  ready->params = make_cnn_params();
  ready->dparams.resize(ready->params.size());
  for (std::size_t first = 0; first < examples.count; first += kCnnBatch) {
    std::vector<float> inputs(kPixels * kCnnBatch), targets(kCnnClasses * kCnnBatch);
    for (std::size_t k = 0; k < kCnnBatch; ++k) {
      for (std::size_t i = 0; i < kPixels; ++i)
        inputs[i * kCnnBatch + k] = examples.x[(first + k) * kPixels + i];
      targets[static_cast<std::size_t>(examples.classes[first + k]) * kCnnBatch + k] = 1.0F;
    }
    ready->inputs.push_back(inputs);
    ready->targets.push_back(targets);
  }
  return [ready](int times) {
    for (int i = 0; i < times; ++i) step(*ready);
    keep(ready->params.back());
  };
}

}  // namespace lab::bench
