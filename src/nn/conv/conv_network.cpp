#include "nn/conv/conv_network.h"

#include <algorithm>
#include <array>
#include <cassert>

#include "act/gain.h"
#include "base/rows.h"
#include "nn/conv/conv.h"
#include "nn/conv/pool.h"
#include "nn/dense.h"

namespace lab::nn {

namespace {

constexpr std::uint64_t kInitStream = 0x636f6e76;  // "conv"

ConvShape conv_shape(const PlannedLayer& layer) { return {layer.in, layer.spec.channels, layer.spec.window}; }
PoolShape pool_shape(const PlannedLayer& layer) { return {layer.in, layer.spec.window}; }

void forward_conv(const PlannedLayer& layer, const float* params, const float* below, float* z, float*,
                  std::size_t lanes) {
  conv_forward(conv_shape(layer), params, params + layer.kernels, below, z, lanes);
}

void backward_conv(const PlannedLayer& layer, const float* params, const float* delta, const float*,
                   const float* slope_below, float* delta_below, std::size_t lanes) {
  conv_backward(conv_shape(layer), params, delta, slope_below, delta_below, lanes);
}

void forward_max(const PlannedLayer& layer, const float*, const float* below, float* z, float* kept,
                 std::size_t lanes) {
  max_pool_forward(pool_shape(layer), below, z, kept, lanes);
}

void backward_max(const PlannedLayer& layer, const float*, const float* delta, const float* kept,
                  const float* slope_below, float* delta_below, std::size_t lanes) {
  max_pool_backward(pool_shape(layer), delta, kept, slope_below, delta_below, lanes);
}

void forward_average(const PlannedLayer& layer, const float*, const float* below, float* z, float*,
                     std::size_t lanes) {
  average_pool_forward(pool_shape(layer), below, z, lanes);
}

void backward_average(const PlannedLayer& layer, const float*, const float* delta, const float*,
                      const float* slope_below, float* delta_below, std::size_t lanes) {
  average_pool_backward(pool_shape(layer), delta, slope_below, delta_below, lanes);
}

constexpr std::array<ImageLayerRow, 4> kLayers{{
    {"conv", true, false, true, false, forward_conv, backward_conv},
    {"dense", true, true, false, false, forward_conv, backward_conv},
    {"max_pool", false, false, false, true, forward_max, backward_max},
    {"average_pool", false, false, false, false, forward_average, backward_average},
}};

// The layer as it is on an image of size `in`, but for its places.
PlannedLayer on_image(const ImageLayer& spec, const ImageSize& in) {
  PlannedLayer layer;
  layer.spec = spec;
  layer.in = in;
  if (spec.kind->sees_whole_image) layer.spec.window = {in.height, in.width, 1, 0};
  if (!spec.kind->has_params) layer.spec.channels = in.channels;
  return layer;
}

bool has_activation(const PlannedLayer& layer) { return layer.spec.activation.row != nullptr; }

// A layer's part of the workspace: a | f′, where it has an activation | δ | kept, where it keeps anything
struct LayerBuffers {
  float* a;
  float* slope;
  float* delta;
  float* kept;
};

std::size_t rows_of(const PlannedLayer& layer) {
  const std::size_t buffers = 2U + (has_activation(layer) ? 1U : 0U) + (layer.spec.kind->keeps ? 1U : 0U);
  return buffers * units_of(layer.out);
}

LayerBuffers buffers_of(const PlannedLayer& layer, std::size_t lanes, float* workspace) {
  const std::size_t size = units_of(layer.out) * lanes;
  float* const a = workspace + layer.value_row * lanes;
  float* const slope = has_activation(layer) ? a + size : nullptr;
  float* const delta = (slope == nullptr ? a : slope) + size;
  return {a, slope, delta, layer.spec.kind->keeps ? delta + size : nullptr};
}

// The image that a layer reads.
const float* below(const ConvPlan& plan, std::size_t layer, const Batch& batch, float* workspace) {
  return layer == 0 ? batch.inputs : buffers_of(plan.layers[layer - 1], batch.lanes, workspace).a;
}

bool can_hold(const ImageSize& size) {
  std::size_t units = 1;
  for (const int side : {size.channels, size.height, size.width}) {
    if (side < 1 || static_cast<std::size_t>(side) > kMaxImageUnits / units) return false;
    units *= static_cast<std::size_t>(side);
  }
  return true;
}

}  // namespace

std::span<const ImageLayerRow> image_layers() { return kLayers; }

const ImageLayerRow* find_image_layer(std::string_view id) {
  return base::find_row(kLayers, id, &ImageLayerRow::id);
}

bool is_within_bounds(const ConvNetworkSpec& spec) {
  if (spec.layers.empty() || !can_hold(spec.input)) return false;
  ImageSize in = spec.input;
  std::size_t params = 0;
  for (const ImageLayer& given : spec.layers) {
    if (given.kind == nullptr) return false;
    const PlannedLayer layer = on_image(given, in);
    const Window& window = layer.spec.window;
    const auto is_small = [](int side) { return static_cast<std::size_t>(side) <= kMaxImageUnits; };
    if (!is_small(window.height) || !is_small(window.width) || !is_small(window.padding)) return false;
    if (!fits(in, window) || (window.padding > 0 && !layer.spec.kind->allows_padding)) return false;
    in = windowed(in, window, layer.spec.channels);
    if (!can_hold(in)) return false;
    if (!layer.spec.kind->has_params) continue;
    const auto channels = static_cast<std::size_t>(layer.spec.channels);
    const std::size_t size = kernel_size(conv_shape(layer)) + 1;
    if (size > kMaxImageUnits / channels) return false;
    params += size * channels;
    if (params > kMaxImageUnits) return false;
  }
  return units_of(in) <= static_cast<std::size_t>(kMaxOutputs);
}

ConvPlan plan_batches(const ConvNetworkSpec& spec) {
  assert(is_within_bounds(spec));
  ConvPlan plan;
  plan.input = spec.input;
  ImageSize in = spec.input;
  std::size_t offset = 0;
  std::size_t hidden_rows = 0;
  for (const ImageLayer& given : spec.layers) {
    PlannedLayer layer = on_image(given, in);
    layer.out = windowed(in, layer.spec.window, layer.spec.channels);
    layer.params = offset;
    if (layer.spec.kind->has_params) {
      const auto channels = static_cast<std::size_t>(layer.spec.channels);
      layer.kernels = channels * kernel_size(conv_shape(layer));
      offset += layer.kernels + channels;
    }
    layer.value_row = hidden_rows;
    hidden_rows += rows_of(layer);
    in = layer.out;
    plan.layers.push_back(layer);
  }
  plan.outputs = units_of(in);
  plan.params = offset;
  // inputs | targets | losses | layers
  const std::size_t before = units_of(spec.input) + 2 * plan.outputs;
  for (PlannedLayer& layer : plan.layers) layer.value_row += before;
  plan.rows = before + hidden_rows;
  return plan;
}

void initialise(const InitRow& init, const ConvPlan& plan, std::uint64_t seed, std::span<float> params,
                float deviation) {
  assert(params.size() == plan.params);
  base::Rng rng = base::make_rng(seed, kInitStream);
  std::fill(params.begin(), params.end(), 0.0F);
  float gain_below = 1.0F;
  for (const PlannedLayer& layer : plan.layers) {
    if (layer.spec.kind->has_params) {
      const ConvShape shape = conv_shape(layer);
      const auto channels = static_cast<std::size_t>(shape.out_channels);
      const std::size_t fan_in = kernel_size(shape);
      const std::size_t fan_out = channels * pixels_of({1, shape.window.height, shape.window.width});
      const float scale =
          init.scale({static_cast<float>(fan_in), static_cast<float>(fan_out), gain_below, deviation});
      init.fill(rng, scale, channels, fan_in, params.subspan(layer.params, layer.kernels));
      gain_below = 1.0F;
    }
    if (has_activation(layer)) gain_below = variance_gain(layer.spec.activation);
  }
}

Batch prepare_batch(const ConvPlan& plan, std::size_t examples, Workspace& work) {
  const std::size_t lanes = row_length(examples);
  if (work.floats.size() < plan.rows * lanes) work.floats.resize(plan.rows * lanes);
  float* const inputs = work.floats.data();
  return {examples, lanes, inputs, inputs + units_of(plan.input) * lanes};
}

void forward(const ConvPlan& plan, std::span<const float> params, const Batch& batch, Workspace& work) {
  assert(batch.inputs == work.floats.data());
  for (std::size_t l = 0; l < plan.layers.size(); ++l) {
    const PlannedLayer& layer = plan.layers[l];
    const LayerBuffers buffers = buffers_of(layer, batch.lanes, work.floats.data());
    // What a training step uses for δ holds z here.
    float* const z = has_activation(layer) ? buffers.delta : buffers.a;
    layer.spec.kind->forward(layer, params.data() + layer.params, below(plan, l, batch, work.floats.data()),
                             z, nullptr, batch.lanes);
    if (has_activation(layer))
      apply(layer.spec.activation, z, buffers.a, nullptr, units_of(layer.out) * batch.lanes);
  }
}

const float* values_of(const ConvPlan& plan, std::size_t layer, const Batch& batch, const Workspace& work) {
  return work.floats.data() + plan.layers[layer].value_row * batch.lanes;
}

const float* pre_activations_of(const ConvPlan& plan, std::size_t layer, const Batch& batch,
                                const Workspace& work) {
  const float* const a = values_of(plan, layer, batch, work);
  const PlannedLayer& planned = plan.layers[layer];
  return has_activation(planned) ? a + 2 * units_of(planned.out) * batch.lanes : a;  // behind a and f′
}

float backprop(const ConvPlan& plan, const LossRow& loss, std::span<const float> params, const Batch& batch,
               Workspace& work, std::span<float> gradients) {
  assert(batch.inputs == work.floats.data());
  assert(params.size() == plan.params && gradients.size() == plan.params);
  const std::size_t lanes = batch.lanes;
  float* const workspace = work.floats.data();
  for (std::size_t l = 0; l < plan.layers.size(); ++l) {
    const PlannedLayer& layer = plan.layers[l];
    const LayerBuffers buffers = buffers_of(layer, lanes, workspace);
    layer.spec.kind->forward(layer, params.data() + layer.params, below(plan, l, batch, workspace), buffers.a,
                             buffers.kept, lanes);
    if (has_activation(layer))
      apply(layer.spec.activation, buffers.a, buffers.a, buffers.slope, units_of(layer.out) * lanes);
  }

  const LayerBuffers output = buffers_of(plan.layers.back(), lanes, workspace);
  float* const losses = batch.targets + plan.outputs * lanes;
  loss.evaluate(output.a, batch.targets, losses, output.delta, {plan.outputs, lanes});
  const float mean_loss = finish_loss(batch, plan.outputs, loss.mean_over_outputs, losses, output.delta);
  if (output.slope != nullptr) multiply(output.delta, output.slope, plan.outputs * lanes);

  for (std::size_t l = plan.layers.size(); l-- > 0;) {
    const PlannedLayer& layer = plan.layers[l];
    const LayerBuffers buffers = buffers_of(layer, lanes, workspace);
    if (layer.spec.kind->has_params) {
      float* const dkernels = gradients.data() + layer.params;
      conv_gradients(conv_shape(layer), buffers.delta, below(plan, l, batch, workspace), dkernels,
                     dkernels + layer.kernels, lanes);
    }
    if (l == 0) break;
    const LayerBuffers previous = buffers_of(plan.layers[l - 1], lanes, workspace);
    layer.spec.kind->backward(layer, params.data() + layer.params, buffers.delta, buffers.kept,
                              previous.slope, previous.delta, lanes);
  }
  return mean_loss;
}

}  // namespace lab::nn
