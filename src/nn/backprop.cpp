#include "nn/backprop.h"

#include <algorithm>
#include <array>
#include <cassert>

#include "nn/dense.h"

namespace lab::nn {

namespace hn = base::hn;

namespace {

std::size_t units_of(const LayerShape& layer) { return static_cast<std::size_t>(layer.out); }

// The workspace of a batch, every row `lanes` long:
//   inputs (in) | targets (out) | losses (out) | per layer: a (units) | f′ (units) | δ (units)
std::size_t rows_needed(const NetworkSpec& spec) {
  std::size_t rows = static_cast<std::size_t>(spec.inputs) + 5 * static_cast<std::size_t>(spec.outputs);
  for (const HiddenLayer& layer : spec.hidden) rows += 3 * static_cast<std::size_t>(layer.units);
  return rows;
}

struct LayerBuffers {
  const float* below;  // a of the layer below, or the inputs
  float* a;
  float* slope;
  float* delta;
};

// Repeats the last example in the padding, so that padding lanes never meet a value that no example meets.
void pad_rows(float* rows, std::size_t count, const Batch& batch) {
  for (std::size_t row = 0; row < count; ++row) {
    float* values = rows + row * batch.lanes;
    std::fill(values + batch.examples, values + batch.lanes, values[batch.examples - 1]);
  }
}

// Divides δ by the number of values it is the mean of, clears the padding, and returns the mean loss.
float finish_loss(const Batch& batch, std::size_t outputs, const float* losses, float* delta) {
  const float share = 1.0F / static_cast<float>(batch.examples * outputs);
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
               const Batch& batch, [[maybe_unused]] Workspace& work, std::span<float> gradients) {
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
    const LayerShape& layer = shapes[l];
    const std::size_t size = units_of(layer) * lanes;
    buffers[l] = {below, free_rows, free_rows + size, free_rows + 2 * size};
    dense_forward(&params[layer.weights], &params[layer.biases], below, buffers[l].a, layer.in, layer.out,
                  lanes);
    if (layer.activation != nullptr)
      apply(*layer.activation, buffers[l].a, buffers[l].a, buffers[l].slope, size);
    below = buffers[l].a;
    free_rows += 3 * size;
  }

  loss.evaluate(below, batch.targets, losses, buffers[count - 1].delta, outputs * lanes);
  const float mean_loss = finish_loss(batch, outputs, losses, buffers[count - 1].delta);

  for (std::size_t l = count; l-- > 0;) {
    const LayerShape& layer = shapes[l];
    dense_gradients(buffers[l].delta, buffers[l].below, &gradients[layer.weights], &gradients[layer.biases],
                    layer.in, layer.out, lanes);
    if (l == 0) break;
    dense_backward(&params[layer.weights], buffers[l].delta, buffers[l - 1].slope, buffers[l - 1].delta,
                   layer.in, layer.out, lanes);
  }
  return mean_loss;
}

}  // namespace lab::nn
