#include "nn/backprop.h"

#include <algorithm>
#include <array>
#include <cassert>

#include "nn/dense.h"
#include "nn/dropout.h"

namespace lab::nn {

namespace hn = base::hn;

namespace {

// The workspace of a batch, every row `lanes` long:
//   inputs (in) | targets (out) | losses (out) | per layer: a | slope | δ (units each), when its activation
//   is a vector's kept | z (pre_activations each), when it is normalised x̂ | inverse (pre_activations each)
std::size_t rows_of(std::size_t units, const VectorActivation* vector, const NormRow* norm) {
  const std::size_t pre_activations =
      vector == nullptr ? units : units * static_cast<std::size_t>(vector->pieces);
  const std::size_t extras = (vector == nullptr ? 0U : 2U) + (norm == nullptr ? 0U : 2U);
  return 3 * units + extras * pre_activations;
}

const VectorActivation* if_present(const VectorActivation& vector) {
  return vector.row == nullptr ? nullptr : &vector;
}

// Without layer_shapes: it is asked in every step, and small networks would feel it.
std::size_t rows_needed(const NetworkSpec& spec) {
  const auto outputs = static_cast<std::size_t>(spec.outputs);
  std::size_t rows = static_cast<std::size_t>(spec.inputs) + 2 * outputs;
  for (const HiddenLayer& layer : spec.hidden)
    rows += rows_of(static_cast<std::size_t>(layer.units), if_present(layer.vector), layer.norm);
  return rows + rows_of(outputs, if_present(spec.output_vector), nullptr);
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

// Repeats the last example in the padding, so that padding lanes never meet a value that no example meets.
void pad_rows(float* rows, std::size_t count, const Batch& batch) {
  for (std::size_t row = 0; row < count; ++row) {
    float* values = rows + row * batch.lanes;
    std::fill(values + batch.examples, values + batch.lanes, values[batch.examples - 1]);
  }
}

// Divides δ by the number of values it is the mean of, clears the padding, and returns the mean loss.
float finish_loss(const Batch& batch, std::size_t outputs, bool mean_over_outputs, const float* losses,
                  float* delta) {
  const float share = 1.0F / static_cast<float>(batch.examples * (mean_over_outputs ? outputs : 1));
  const base::Lanes scale = base::broadcast(share);
  base::Lanes sum = base::zero_lanes();
  for (std::size_t row = 0; row < outputs; ++row) {
    for (std::size_t lane = 0; lane < batch.lanes; lane += base::kLanes) {
      const std::size_t at = row * batch.lanes + lane;
      const std::size_t real = std::min(base::kLanes, batch.examples - lane);
      const auto mask = hn::FirstN(base::FloatTag(), real);
      sum = hn::Add(sum, hn::IfThenElseZero(mask, base::load(losses + at)));
      const base::Lanes scaled = flush_tiny(hn::Mul(base::load(delta + at), scale));
      base::store(hn::IfThenElseZero(mask, scaled), delta + at);
    }
  }
  return base::sum_lanes(sum) * share;
}

void multiply(float* delta, const float* slope, std::size_t n) {
  for (std::size_t i = 0; i < n; i += base::kLanes) {
    base::store(flush_tiny(hn::Mul(base::load(delta + i), base::load(slope + i))), delta + i);
  }
}

}  // namespace

std::size_t batch_workspace_size(const NetworkSpec& spec, std::size_t examples) {
  return rows_needed(spec) * base::padded(examples);
}

Batch prepare_batch(const NetworkSpec& spec, std::size_t examples, Workspace& work) {
  const std::size_t needed = batch_workspace_size(spec, examples);
  if (work.floats.size() < needed) work.floats.resize(needed);
  Batch batch;
  batch.examples = examples;
  batch.lanes = base::padded(examples);
  batch.inputs = work.floats.data();
  batch.targets = batch.inputs + static_cast<std::size_t>(spec.inputs) * batch.lanes;
  return batch;
}

float backprop(const NetworkSpec& spec, const LossRow& loss, std::span<const float> params,
               const Batch& batch, [[maybe_unused]] Workspace& work, std::span<float> gradients,
               base::Rng* dropout_rng) {
  assert(batch.inputs == work.floats.data());
  assert(params.size() == gradients.size());
  std::array<LayerShape, kMaxLayers> shapes;
  std::array<LayerBuffers, kMaxLayers> buffers;
  const std::size_t count = layer_shapes(spec, shapes);
  const std::size_t lanes = batch.lanes;
  const auto outputs = static_cast<std::size_t>(spec.outputs);

  pad_rows(batch.inputs, static_cast<std::size_t>(spec.inputs), batch);
  pad_rows(batch.targets, outputs, batch);
  float* const losses = batch.targets + outputs * lanes;

  const float* below = batch.inputs;
  float* free_rows = losses + outputs * lanes;
  for (std::size_t l = 0; l < count; ++l) {
    buffers[l] = place_buffers(shapes[l], below, free_rows, lanes);
    forward_layer(shapes[l], params, buffers[l], batch, gradients);
    if (shapes[l].dropout > 0.0F && dropout_rng != nullptr) {
      drop(*dropout_rng, shapes[l].dropout, buffers[l].a, buffers[l].slope,
           static_cast<std::size_t>(shapes[l].out), batch.examples, lanes);
    }
    below = buffers[l].a;
    free_rows += rows_of(static_cast<std::size_t>(shapes[l].out), shapes[l].vector, shapes[l].norm) * lanes;
  }

  const LayerBuffers& output = buffers[count - 1];
  loss.evaluate(below, batch.targets, losses, output.delta, {outputs, lanes});
  const float mean_loss = finish_loss(batch, outputs, loss.mean_over_outputs, losses, output.delta);
  if (shapes[count - 1].activation != nullptr) multiply(output.delta, output.slope, outputs * lanes);

  for (std::size_t l = count; l-- > 0;) {
    const LayerShape& layer = shapes[l];
    backward_layer(layer, params, buffers[l], batch, gradients);
    if (l == 0) break;
    dense_backward(&params[layer.weights], delta_of_z(buffers[l]), buffers[l - 1].slope, buffers[l - 1].delta,
                   layer.in, layer.pre_activations, lanes);
  }
  return mean_loss;
}

}  // namespace lab::nn
