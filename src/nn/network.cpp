#include "nn/network.h"

#include <algorithm>
#include <cassert>

#include "nn/dense.h"
#include "nn/dense_activation.h"

namespace lab::nn {

namespace {

// How many examples go through all layers at a time: with what the widest layer makes of them they stay in the
// first cache, and the longer a chunk, the longer the stretches in which the rows of the results are written.
// Whole strips of dense_activation.cpp.
std::size_t chunk_lanes(std::size_t widest) {
  constexpr std::size_t kStrip = 3 * base::kLanes;
  constexpr std::size_t kFloats = 3072;
  return std::max(kFloats / widest, 8 * kStrip) / kStrip * kStrip;
}

// Copies `count` values and repeats the last one up to `lanes`, so that padding never computes anything new.
void copy_padded(const float* from, std::size_t count, float* to, std::size_t lanes) {
  std::copy_n(from, count, to);
  std::fill(to + count, to + lanes, from[count - 1]);
}

// One layer over a chunk of examples: from `a` to one of the two buffers, whose roles may change. Afterwards
// `a` is what the layer gives.
void forward_chunk(const LayerShape& layer, std::span<const float> params, float*& a, float*& z,
                   std::size_t lanes) {
  const DenseActivation both = layer.norm == nullptr && layer.vector == nullptr
                                   ? dense_activation(layer.activation, layer.in)
                                   : nullptr;
  if (both != nullptr) {
    both(&params[layer.weights], &params[layer.biases], a, z, nullptr, layer.in, layer.out, lanes);
    std::swap(a, z);
    return;
  }
  dense_forward(&params[layer.weights], &params[layer.biases], a, z, layer.in, layer.pre_activations, lanes);
  if (layer.norm != nullptr) {
    layer.norm->predict(z, &params[layer.gamma], &params[layer.beta], statistics_of(layer, params.data()),
                        norm_shape(layer, lanes, lanes));
  }
  if (layer.vector != nullptr) {
    layer.vector->row->forward(z, a, nullptr, vector_shape(layer, lanes));
    return;
  }
  if (layer.activation != nullptr) {
    apply(*layer.activation, z, z, nullptr, static_cast<std::size_t>(layer.out) * lanes);
  }
  std::swap(a, z);
}

// The activations of the layers [first_kept, depth) of all examples: (units of these, examples).
void forward_examples(const NetworkSpec& spec, std::span<const float> params, std::size_t first_kept,
                      std::size_t depth, const InputsView& inputs, std::span<float> out, Workspace& work) {
  assert(static_cast<std::size_t>(spec.inputs) == inputs.units);
  std::array<LayerShape, kMaxLayers> shapes;
  layer_shapes(spec, shapes);
  std::size_t widest = inputs.units;
  for (std::size_t l = 0; l < depth; ++l) {
    widest = std::max(widest, static_cast<std::size_t>(shapes[l].pre_activations));
  }
  const std::size_t chunk = chunk_lanes(widest);
  const std::size_t buffer = widest * chunk;
  if (work.floats.size() < 2 * buffer) work.floats.resize(2 * buffer);
  for (std::size_t first = 0; first < inputs.count; first += chunk) {
    const std::size_t count = std::min(chunk, inputs.count - first);
    const std::size_t lanes = base::padded(count);
    float* a = work.floats.data();
    float* z = a + buffer;
    for (std::size_t unit = 0; unit < inputs.units; ++unit)
      copy_padded(row_of(inputs, unit) + first, count, a + unit * lanes, lanes);
    float* row = out.data() + first;
    for (std::size_t l = 0; l < depth; ++l) {
      forward_chunk(shapes[l], params, a, z, lanes);
      if (l < first_kept) continue;
      for (std::size_t unit = 0; unit < static_cast<std::size_t>(shapes[l].out); ++unit) {
        std::copy_n(a + unit * lanes, count, row);
        row += inputs.count;
      }
    }
  }
}

}  // namespace

NormShape norm_shape(const LayerShape& layer, std::size_t examples, std::size_t lanes) {
  return {static_cast<std::size_t>(layer.pre_activations), examples, lanes};
}

act::VectorShape vector_shape(const LayerShape& layer, std::size_t lanes) {
  return {static_cast<std::size_t>(layer.out), static_cast<std::size_t>(layer.vector->pieces), lanes};
}

std::size_t statistics_count(const LayerShape& layer) {
  const bool has_statistics = layer.norm != nullptr && layer.norm->has_statistics;
  return has_statistics ? 2 * static_cast<std::size_t>(layer.pre_activations) : 0;
}

RowMap prediction_map(const LayerShape& layer, std::span<const float> params, std::size_t row) {
  if (layer.norm == nullptr) return {};
  assert(layer.norm->has_statistics);
  const float* const statistics = statistics_of(layer, params.data());
  return row_map(params[layer.gamma + row], params[layer.beta + row], statistics[row],
                 statistics[static_cast<std::size_t>(layer.pre_activations) + row]);
}

std::size_t layer_shapes(const NetworkSpec& spec, std::array<LayerShape, kMaxLayers>& shapes) {
  assert(spec.hidden.size() < shapes.size());
  const std::size_t count = spec.hidden.size() + 1;
  std::size_t offset = 0;
  bool is_normalised = false;
  int in = spec.inputs;
  for (std::size_t l = 0; l < count; ++l) {
    const bool is_output = l + 1 == count;
    const act::Activation& activation = is_output ? spec.output_activation : spec.hidden[l].activation;
    const act::VectorActivation& vector = is_output ? spec.output_vector : spec.hidden[l].vector;
    LayerShape& layer = shapes[l];
    layer = {};
    layer.in = in;
    layer.out = is_output ? spec.outputs : spec.hidden[l].units;
    layer.pre_activations = vector.row == nullptr ? layer.out : layer.out * vector.pieces;
    layer.vector = vector.row == nullptr ? nullptr : &vector;
    layer.activation = activation.row == nullptr ? nullptr : &activation;
    layer.dropout = is_output ? 0.0F : spec.hidden[l].dropout;
    const auto rows = static_cast<std::size_t>(layer.pre_activations);
    layer.weights = offset;
    layer.biases = offset + rows * static_cast<std::size_t>(layer.in);
    offset = layer.biases + rows;
    in = layer.out;
    layer.norm = is_output ? nullptr : spec.hidden[l].norm;
    if (layer.norm == nullptr) continue;
    is_normalised = true;
    layer.gamma = offset;
    layer.beta = offset + rows;
    offset += 2 * rows;
  }
  for (std::size_t l = 0; is_normalised && l < count; ++l) {
    shapes[l].statistics = offset;
    offset += statistics_count(shapes[l]);
  }
  return count;
}

std::vector<LayerShape> layer_shapes(const NetworkSpec& spec) {
  std::array<LayerShape, kMaxLayers> shapes;
  const std::size_t count = layer_shapes(spec, shapes);
  return {shapes.begin(), shapes.begin() + static_cast<std::ptrdiff_t>(count)};
}

std::size_t param_count(const NetworkSpec& spec) {
  std::size_t count = trained_count(spec);
  for (const LayerShape& layer : layer_shapes(spec)) count += statistics_count(layer);
  return count;
}

std::size_t trained_count(const NetworkSpec& spec) {
  std::array<LayerShape, kMaxLayers> shapes;
  const LayerShape& output = shapes[layer_shapes(spec, shapes) - 1];
  return output.biases + static_cast<std::size_t>(output.pre_activations);
}

bool is_within_bounds(const NetworkSpec& spec) {
  const auto takes_its_pieces = [](const act::VectorActivation& vector) {
    return vector.pieces >= vector.row->min_pieces && vector.pieces <= vector.row->max_pieces;
  };
  if (spec.inputs < 1 || spec.outputs < 1 || spec.outputs > kMaxOutputs) return false;
  if (spec.hidden.size() > kMaxHiddenLayers) return false;
  if (spec.output_vector.row != nullptr) {
    if (spec.output_activation.row != nullptr || !takes_its_pieces(spec.output_vector)) return false;
  }
  return std::all_of(spec.hidden.begin(), spec.hidden.end(), [&](const HiddenLayer& layer) {
    if (layer.units < 1 || layer.units > kMaxUnits) return false;
    if (!(layer.dropout >= 0.0F && layer.dropout < 1.0F)) return false;
    if (layer.vector.row == nullptr) return layer.activation.row != nullptr;
    return layer.activation.row == nullptr && takes_its_pieces(layer.vector);
  });
}

void predict(const NetworkSpec& spec, std::span<const float> params, const InputsView& inputs,
             std::span<float> out, Workspace& work) {
  forward_examples(spec, params, spec.hidden.size(), spec.hidden.size() + 1, inputs, out, work);
}

void hidden_activations(const NetworkSpec& spec, std::span<const float> params, int layer,
                        const InputsView& inputs, std::span<float> out, Workspace& work) {
  assert(layer >= 0 && static_cast<std::size_t>(layer) < spec.hidden.size());
  const auto index = static_cast<std::size_t>(layer);
  forward_examples(spec, params, index, index + 1, inputs, out, work);
}

void neuron_activations(const NetworkSpec& spec, std::span<const float> params, const InputsView& inputs,
                        std::span<float> out, Workspace& work) {
  forward_examples(spec, params, 0, spec.hidden.size() + 1, inputs, out, work);
}

}  // namespace lab::nn
