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

struct LayerBuffers {
  const float* below;  // a of the layer below, or the inputs
  float* a;
  float* slope;  // ∂a/∂z; 1 where the activation is a vector's, which has its own backward pass
  float* delta;  // slope of the loss with respect to z, or to a when the activation is a vector's
  float* kept;   // only a vector's: what its backward pass needs
  float* z;      // only a vector's: z, then in its place the slope of the loss with respect to z
  float* xhat;   // only of a normalised layer, as is `inverse`
  float* inverse;
};

float* delta_of_z(const LayerBuffers& buffers) { return buffers.z != nullptr ? buffers.z : buffers.delta; }

LayerBuffers place_buffers(const LayerShape& layer, const float* below, float* rows, std::size_t lanes) {
  const std::size_t size = static_cast<std::size_t>(layer.out) * lanes;
  const std::size_t size_of_z = static_cast<std::size_t>(layer.pre_activations) * lanes;
  LayerBuffers result{below, rows, rows + size, rows + 2 * size, nullptr, nullptr, nullptr, nullptr};
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
FusedLayer fused_layer_of(const LayerShape& layer) {
  return layer.norm == nullptr && layer.vector == nullptr ? fused_layer(layer.activation, layer.in) : nullptr;
}

// The statistics of a normalised layer's batch go to their place in `gradients`.
void forward_layer(const LayerShape& layer, std::span<const float> params, const LayerBuffers& buffers,
                   const Batch& batch, std::span<float> gradients) {
  const std::size_t lanes = batch.lanes;
  float* const z = buffers.z != nullptr ? buffers.z : buffers.a;
  const std::size_t size = static_cast<std::size_t>(layer.out) * lanes;
  dense_forward(&params[layer.weights], &params[layer.biases], buffers.below, z, layer.in,
                layer.pre_activations, lanes);
  if (layer.norm != nullptr) {
    layer.norm->forward(z, buffers.xhat, buffers.inverse, &params[layer.gamma], &params[layer.beta],
                        statistics_of(layer, gradients.data()), norm_shape(layer, batch.examples, lanes));
  }
  if (layer.activation != nullptr) apply(*layer.activation, z, z, buffers.slope, size);
  if (layer.vector == nullptr) return;
  layer.vector->row->forward(z, buffers.a, buffers.kept, vector_shape(layer, lanes));
  std::fill_n(buffers.slope, size, 1.0F);
}

// From the slope with respect to a (a vector's) or to the normalised z to that with respect to z, and the
// layer's gradients.
void backward_layer(const LayerShape& layer, std::span<const float> params, const LayerBuffers& buffers,
                    const Batch& batch, std::span<float> gradients) {
  float* const delta = delta_of_z(buffers);
  if (layer.vector != nullptr) {
    layer.vector->row->backward(buffers.kept, buffers.delta, delta, vector_shape(layer, batch.lanes));
  }
  if (layer.norm != nullptr) {
    layer.norm->backward(delta, buffers.xhat, buffers.inverse, &params[layer.gamma], &gradients[layer.gamma],
                         &gradients[layer.beta], norm_shape(layer, batch.examples, batch.lanes));
  }
  dense_gradients(delta, buffers.below, &gradients[layer.weights], &gradients[layer.biases], layer.in,
                  layer.pre_activations, batch.lanes);
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
    plan.fused[l] = fused_layer_of(layer);
    plan.first_row[l] = plan.rows;
    plan.rows += rows_of(layer);
  }
  return plan;
}

std::size_t batch_workspace_size(const NetworkSpec& spec, std::size_t examples) {
  return plan_batches(spec).rows * row_length(examples);
}

Batch prepare_batch(const BatchPlan& plan, std::size_t examples, Workspace& work) {
  const std::size_t lanes = row_length(examples);
  if (work.floats.size() < plan.rows * lanes) work.floats.resize(plan.rows * lanes);
  float* const inputs = work.floats.data();
  return {examples, lanes, inputs, inputs + plan.inputs * lanes};
}

Batch prepare_batch(const NetworkSpec& spec, std::size_t examples, Workspace& work) {
  return prepare_batch(plan_batches(spec), examples, work);
}

float backprop(const BatchPlan& plan, const LossRow& loss, std::span<const float> params, const Batch& batch,
               Workspace& work, std::span<float> gradients, base::Rng* dropout_rng) {
  const std::size_t lanes = batch.lanes;
  assert(work.floats.size() >= plan.rows * lanes);
  assert(params.size() == gradients.size());
  std::array<LayerBuffers, kMaxLayers> buffers;
  const std::size_t count = plan.count;
  const std::size_t outputs = plan.outputs;
  float* const rows = work.floats.data();

  const float* below = batch.inputs;
  for (std::size_t l = 0; l < count; ++l) {
    const LayerShape& layer = plan.layers[l];
    buffers[l] = place_buffers(layer, below, rows + plan.first_row[l] * lanes, lanes);
    if (plan.fused[l] != nullptr) {
      plan.fused[l](&params[layer.weights], &params[layer.biases], below, buffers[l].a, buffers[l].slope,
                    layer.in, layer.out, lanes);
    } else {
      forward_layer(layer, params, buffers[l], batch, gradients);
    }
    if (layer.dropout > 0.0F && dropout_rng != nullptr) {
      drop(*dropout_rng, layer.dropout, buffers[l].a, buffers[l].slope, static_cast<std::size_t>(layer.out),
           batch.examples, lanes);
    }
    below = buffers[l].a;
  }

  const LayerBuffers& output = buffers[count - 1];
  float* const losses = rows + (plan.inputs + outputs) * lanes;
  loss.evaluate(below, batch.targets, losses, output.delta, {outputs, lanes});
  const float mean_loss = finish_loss(batch, outputs, loss.mean_over_outputs, losses, output.delta);
  if (plan.layers[count - 1].activation != nullptr) multiply(output.delta, output.slope, outputs * lanes);

  for (std::size_t l = count; l-- > 0;) {
    const LayerShape& layer = plan.layers[l];
    backward_layer(layer, params, buffers[l], batch, gradients);
    if (l == 0) break;
    dense_backward(&params[layer.weights], delta_of_z(buffers[l]), buffers[l - 1].slope, buffers[l - 1].delta,
                   layer.in, layer.pre_activations, lanes);
  }
  return mean_loss;
}

float backprop(const NetworkSpec& spec, const LossRow& loss, std::span<const float> params,
               const Batch& batch, Workspace& work, std::span<float> gradients, base::Rng* dropout_rng) {
  return backprop(plan_batches(spec), loss, params, batch, work, gradients, dropout_rng);
}

}  // namespace lab::nn
