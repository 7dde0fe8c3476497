#include "nn/gradient_flow.h"

#include <algorithm>
#include <cmath>

#include "nn/backprop.h"
#include "nn/training_step.h"

namespace lab::nn {

namespace {

double squares_of(const float* values, std::size_t count) {
  double sum = 0;
  for (std::size_t i = 0; i < count; ++i)
    sum += static_cast<double>(values[i]) * static_cast<double>(values[i]);
  return sum;
}

double size_of(const float* values, std::size_t count) {
  double sum = 0;
  for (std::size_t i = 0; i < count; ++i) sum += std::fabs(static_cast<double>(values[i]));
  return sum;
}

// Every so many-th of the examples trained on, evenly spread.
std::size_t choose(const Examples& examples, std::array<std::uint32_t, kFlowExamples>& chosen) {
  const std::size_t count = std::min(kFlowExamples, examples.train_count);
  for (std::size_t i = 0; i < count; ++i)
    chosen[i] = static_cast<std::uint32_t>(i * examples.train_count / count);
  return count;
}

}  // namespace

void measure_flow(const Trainer& trainer, FlowWorkspace& work, GradientFlow& flow) {
  const NetworkSpec& network = trainer.config.network;
  BatchPlan plan = plan_batches(network);
  std::array<std::uint32_t, kFlowExamples> chosen;
  const std::size_t count = choose(trainer.examples, chosen);
  const Batch batch = prepare_batch(plan, count, work.floats);
  fill_batch(trainer.examples, trainer.targets, plan.outputs, chosen.data(), batch);
  work.gradients.resize(trainer.params.size());
  backprop(plan, *trainer.config.loss, trainer.params, batch, work.gradients);
  flow.layer_count = plan.count;
  for (std::size_t l = 0; l < plan.count; ++l) {
    const LayerShape& layer = plan.layers[l];
    const auto units = static_cast<std::size_t>(layer.pre_activations);
    // Each example's part of the mean gradient is count times smaller than its own.
    flow.sizes[l] = size_of(delta_of(plan, l), units * batch.lanes) / static_cast<double>(units);
    flow.norms[l] =
        std::sqrt(squares_of(&work.gradients[layer.weights], layer.biases + units - layer.weights));
  }
}

double factor_per_layer(const GradientFlow& flow) {
  if (flow.layer_count < 2) return 1;
  const std::size_t steps = flow.layer_count - 1;
  if (flow.sizes[0] == 0) return 0;
  return std::pow(flow.sizes[0] / flow.sizes[steps], 1 / static_cast<double>(steps));
}

}  // namespace lab::nn
