#include "nn/backprop.h"

#include <algorithm>
#include <array>
#include <cassert>

#include "nn/dense.h"
#include "nn/dropout.h"

namespace lab::nn {

namespace {

// The workspace of a batch, every row `lanes` long:
//   inputs (in) | targets (out) | losses (out) | per layer: a | slope | δ (units each), when its activation
//   is a vector's kept | z (pre_activations each), when it is normalised x̂ | inverse (pre_activations each)
std::size_t rows_of(const LayerShape& layer) {
  const std::size_t extras = (layer.vector == nullptr ? 0U : 2U) + (layer.norm == nullptr ? 0U : 2U);
  return 3 * static_cast<std::size_t>(layer.out) + extras * static_cast<std::size_t>(layer.pre_activations);
}

float* delta_of_z(const LayerBuffers& buffers) { return buffers.z != nullptr ? buffers.z : buffers.delta; }

LayerBuffers place_buffers(const LayerShape& layer, float* rows, std::size_t lanes) {
  const std::size_t size = static_cast<std::size_t>(layer.out) * lanes;
  const std::size_t size_of_z = static_cast<std::size_t>(layer.pre_activations) * lanes;
  LayerBuffers result{rows, rows + size, rows + 2 * size, nullptr, nullptr, nullptr, nullptr};
  float* next = rows + 3 * size;
  if (layer.vector != nullptr) {
    result.kept = next;
    result.z = next + size_of_z;
    next += 2 * size_of_z;
  }
  if (layer.norm != nullptr) {
    result.xhat = next;
    result.inverse = next + size_of_z;
  }
  return result;
}

// Null where anything stands between the layer's sums and its activation.
DenseActivation dense_activation_of(const LayerShape& layer) {
  return layer.norm == nullptr && layer.vector == nullptr ? dense_activation(layer.activation, layer.in)
                                                          : nullptr;
}

// What one pass works on.
struct Pass {
  const BatchPlan& plan;
  std::span<const float> params;
  const Batch& batch;
  std::span<float> gradients;
};

// A layer whose activation has a pass of its own.
// The statistics of a normalised layer's batch go to their place in the gradients.
void forward_in_steps(const Pass& pass, const LayerShape& layer, const LayerBuffers& buffers,
                      const float* below) {
  const std::size_t lanes = pass.batch.lanes;
  float* const z = buffers.z != nullptr ? buffers.z : buffers.a;
  const std::size_t size = static_cast<std::size_t>(layer.out) * lanes;
  dense_forward(&pass.params[layer.weights], &pass.params[layer.biases], below, z, layer.in,
                layer.pre_activations, lanes);
  if (layer.norm != nullptr) {
    layer.norm->forward(z, buffers.xhat, buffers.inverse, &pass.params[layer.gamma], &pass.params[layer.beta],
                        statistics_of(layer, pass.gradients.data()),
                        norm_shape(layer, pass.batch.examples, lanes));
  }
  if (layer.activation != nullptr) apply(*layer.activation, z, z, buffers.slope, size);
  if (layer.vector == nullptr) return;
  layer.vector->row->forward(z, buffers.a, buffers.kept, vector_shape(layer, lanes));
  std::fill_n(buffers.slope, size, 1.0F);
}

void forward_layer(const Pass& pass, std::size_t l, const float* below) {
  const LayerShape& layer = pass.plan.layers[l];
  const LayerBuffers& buffers = pass.plan.buffers[l];
  if (pass.plan.dense_activations[l] == nullptr) return forward_in_steps(pass, layer, buffers, below);
  pass.plan.dense_activations[l](&pass.params[layer.weights], &pass.params[layer.biases], below, buffers.a,
                                 buffers.slope, layer.in, layer.out, pass.batch.lanes);
}

void forward_layers(const Pass& pass, base::Rng* dropout_rng) {
  const float* below = pass.batch.inputs;
  for (std::size_t l = 0; l < pass.plan.count; ++l) {
    const LayerShape& layer = pass.plan.layers[l];
    const LayerBuffers& buffers = pass.plan.buffers[l];
    forward_layer(pass, l, below);
    if (layer.dropout > 0.0F && dropout_rng != nullptr) {
      drop(*dropout_rng, layer.dropout, buffers.a, buffers.slope, static_cast<std::size_t>(layer.out),
           pass.batch.examples, pass.batch.lanes);
    }
    below = buffers.a;
  }
}

// From the slope with respect to a (a vector's) or to the normalised z to that with respect to z, and the
// layer's gradients.
void backward_layer(const Pass& pass, const LayerShape& layer, const LayerBuffers& buffers,
                    const float* below) {
  const std::size_t lanes = pass.batch.lanes;
  float* const gradients = pass.gradients.data();
  float* const delta = delta_of_z(buffers);
  if (layer.vector != nullptr) {
    layer.vector->row->backward(buffers.kept, buffers.delta, delta, vector_shape(layer, lanes));
  }
  if (layer.norm != nullptr) {
    layer.norm->backward(delta, buffers.xhat, buffers.inverse, &pass.params[layer.gamma],
                         gradients + layer.gamma, gradients + layer.beta,
                         norm_shape(layer, pass.batch.examples, lanes));
  }
  dense_gradients(delta, below, gradients + layer.weights, gradients + layer.biases, layer.in,
                  layer.pre_activations, lanes);
}

void backward_layers(const Pass& pass) {
  for (std::size_t l = pass.plan.count; l-- > 0;) {
    const LayerShape& layer = pass.plan.layers[l];
    const LayerBuffers& buffers = pass.plan.buffers[l];
    const LayerBuffers* const lower = l == 0 ? nullptr : &pass.plan.buffers[l - 1];
    backward_layer(pass, layer, buffers, l == 0 ? pass.batch.inputs : lower->a);
    if (l == 0) break;
    dense_backward(&pass.params[layer.weights], delta_of_z(buffers), lower->slope, lower->delta, layer.in,
                   layer.pre_activations, pass.batch.lanes);
  }
}

}  // namespace

BatchPlan plan_batches(const NetworkSpec& spec) {
  BatchPlan plan;
  plan.count = layer_shapes(spec, plan.layers);
  plan.inputs = static_cast<std::size_t>(spec.inputs);
  plan.outputs = static_cast<std::size_t>(spec.outputs);
  plan.rows = plan.inputs + 2 * plan.outputs;
  for (std::size_t l = 0; l < plan.count; ++l) {
    const LayerShape& layer = plan.layers[l];
    plan.dense_activations[l] = dense_activation_of(layer);
    plan.rows += rows_of(layer);
  }
  return plan;
}

std::size_t batch_workspace_size(const NetworkSpec& spec, std::size_t examples) {
  return plan_batches(spec).rows * row_length(examples);
}

Batch prepare_batch(BatchPlan& plan, std::size_t examples, Workspace& work) {
  plan.lanes = row_length(examples);
  if (work.floats.size() < plan.rows * plan.lanes) work.floats.resize(plan.rows * plan.lanes);
  float* const inputs = work.floats.data();
  float* const targets = inputs + plan.inputs * plan.lanes;
  plan.losses = targets + plan.outputs * plan.lanes;
  float* next = plan.losses + plan.outputs * plan.lanes;
  for (std::size_t l = 0; l < plan.count; ++l) {
    plan.buffers[l] = place_buffers(plan.layers[l], next, plan.lanes);
    next += rows_of(plan.layers[l]) * plan.lanes;
  }
  return {examples, plan.lanes, inputs, targets};
}

float backprop(const BatchPlan& plan, const LossRow& loss, std::span<const float> params, const Batch& batch,
               std::span<float> gradients, base::Rng* dropout_rng) {
  assert(plan.lanes == batch.lanes);
  assert(params.size() == gradients.size());
  const std::size_t last = plan.count - 1;
  const LayerBuffers& output = plan.buffers[last];
  const Pass pass{plan, params, batch, gradients};
  forward_layers(pass, dropout_rng);
  loss.evaluate(output.a, batch.targets, plan.losses, output.delta, {plan.outputs, plan.lanes});
  const float mean_loss = finish_loss(batch, plan.outputs, loss.mean_over_outputs, plan.losses, output.delta);
  if (plan.layers[last].activation != nullptr)
    multiply(output.delta, output.slope, plan.outputs * plan.lanes);
  backward_layers(pass);
  return mean_loss;
}

const float* delta_of(const BatchPlan& plan, std::size_t layer) { return delta_of_z(plan.buffers[layer]); }

}  // namespace lab::nn
