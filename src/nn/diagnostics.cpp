#include "nn/diagnostics.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "act/study/properties.h"
#include "nn/dense.h"

namespace lab::nn {

namespace {

double norm_of(std::span<const float> values) {
  double squares = 0.0;
  for (const float value : values) squares += static_cast<double>(value) * static_cast<double>(value);
  return std::sqrt(squares);
}

// Values of a layer: rows `lanes` apart, the first `points` of each count; `every`-th are sampled. The
// padding repeats the last one.
struct Block {
  const float* data;
  std::size_t rows, points, lanes, every;
};

// Mean and variance around `shift`, a value among them:
// without it the squares of values far from 0 would cancel.
struct Sums {
  double shift = 0, sum = 0, squares = 0;
};

void add_row(const Block& block, std::size_t r, Distribution& found, Sums& sums) {
  const float* const row = block.data + r * block.lanes;
  for (std::size_t i = 0; i < block.points; i += block.every) {
    const float value = row[i];
    if (!std::isfinite(value)) {
      ++found.not_finite;
      continue;
    }
    if (found.values++ == 0) {
      found.lowest = found.highest = value;
      sums.shift = static_cast<double>(value);
    }
    found.lowest = value < found.lowest ? value : found.lowest;
    found.highest = value > found.highest ? value : found.highest;
    const double distance = static_cast<double>(value) - sums.shift;
    sums.sum += distance;
    sums.squares += distance * distance;
  }
}

void fill_histogram(const Block& block, Distribution& found) {
  const double lowest = static_cast<double>(found.lowest);
  const double range = static_cast<double>(found.highest) - lowest;
  const double bins_per_unit = range > 0 ? static_cast<double>(kHistogramBins) / range : 0.0;
  for (std::size_t r = 0; r < block.rows; ++r) {
    const float* const row = block.data + r * block.lanes;
    for (std::size_t i = 0; i < block.points; i += block.every) {
      if (!std::isfinite(row[i])) continue;
      const double place = (static_cast<double>(row[i]) - lowest) * bins_per_unit;
      ++found.histogram[std::min(static_cast<std::size_t>(place), kHistogramBins - 1)];
    }
  }
}

void describe(const Block& block, Distribution& found) {
  found = {};
  Sums sums;
  for (std::size_t r = 0; r < block.rows; ++r) add_row(block, r, found, sums);
  if (found.values == 0) return;
  const auto count = static_cast<double>(found.values);
  const double offset = sums.sum / count;
  found.mean = sums.shift + offset;
  found.variance = std::max(0.0, sums.squares / count - offset * offset);
  fill_histogram(block, found);
}

// The largest |f′| of a function; ∞ where it has no bound. What a layer used before is known.
double known_steepest_slope(const act::Activation& activation, std::size_t layer,
                            DiagnosticsWorkspace& work) {
  const auto is_known = [&](const DiagnosticsWorkspace::Steepest& known) {
    return known.activation.program == activation.program && known.activation.params == activation.params;
  };
  const auto known = std::find_if(work.steepest.begin(), work.steepest.end(), is_known);
  if (known != work.steepest.end()) return known->slope;
  work.steepest[layer] = {activation, act::steepest_slope(activation)};
  return work.steepest[layer].slope;
}

void judge_slopes(const Block& slopes, double steepest, LayerDiagnostics& found) {
  const float limit = std::isfinite(steepest) ? kSaturatedShare * static_cast<float>(steepest) : 0.0F;
  std::size_t saturated = 0;
  std::size_t gentle = 0;
  double squares = 0;
  for (std::size_t r = 0; r < slopes.rows; ++r) {
    const float* const row = slopes.data + r * slopes.lanes;
    std::uint32_t zeros = 0;
    std::uint32_t flat = 0;
    for (std::size_t i = 0; i < slopes.points; ++i) {
      const float size = std::fabs(row[i]);
      zeros += size == 0.0F ? 1U : 0U;
      flat += size < limit ? 1U : 0U;
      gentle += size < kGentleSlope ? 1U : 0U;
      squares += static_cast<double>(size) * static_cast<double>(size);
    }
    saturated += std::max(flat, zeros);
    found.awake[r] = 1 - static_cast<float>(zeros) / static_cast<float>(slopes.points);
    found.shut[r] = static_cast<float>(std::max(flat, zeros)) / static_cast<float>(slopes.points);
    found.is_dead[r] = zeros == slopes.points ? 1 : 0;
    found.dead_units += found.is_dead[r];
  }
  const auto count = static_cast<double>(slopes.rows * slopes.points);
  found.steepest = steepest;
  found.slope = std::sqrt(squares / count);
  found.saturated = static_cast<double>(saturated) / count;
  found.gentle = static_cast<double>(gentle) / count;
}

void count_sums(const Block& sums, LayerDiagnostics& found) {
  constexpr float kBinsPerUnit = kSumBins / (2 * kSumsEnd);
  constexpr float kLast = kSumBins - 1;
  for (std::size_t r = 0; r < sums.rows; ++r) {
    const float* const row = sums.data + r * sums.lanes;
    for (std::size_t i = 0; i < sums.points; i += sums.every) {
      if (std::isnan(row[i])) continue;
      const float place = (row[i] + kSumsEnd) * kBinsPerUnit;
      ++found.sums[static_cast<std::size_t>(std::clamp(place, 0.0F, kLast))];
    }
  }
}

void judge_spread(const Block& activations, LayerDiagnostics& found) {
  for (std::size_t r = 0; r < activations.rows; ++r) {
    const float* const row = activations.data + r * activations.lanes;
    base::Lanes low = base::load(row), high = low;
    for (std::size_t i = base::kLanes; i < activations.lanes; i += base::kLanes) {
      low = base::lesser(low, base::load(row + i));
      high = base::greater(high, base::load(row + i));
    }
    alignas(16) std::array<float, base::kLanes> lows, highs;
    base::store(low, lows.data());
    base::store(high, highs.data());
    const float spread =
        *std::max_element(highs.begin(), highs.end()) - *std::min_element(lows.begin(), lows.end());
    found.is_flat[r] = spread < kFlatSpread ? 1 : 0;
    found.flat_units += found.is_flat[r];
  }
}

struct Buffers {
  float* a;      // (widest, lanes) activations below, then of the layer
  float* z;      // (widest, lanes)
  float* slope;  // (widest, lanes)
  std::span<float> scratch;
};

Buffers place_buffers(std::span<const LayerShape> shapes, const InputsView& points, std::size_t taken,
                      base::AlignedFloats& floats) {
  std::size_t widest = points.units;
  for (const LayerShape& layer : shapes)
    widest = std::max(widest, static_cast<std::size_t>(layer.pre_activations));
  const std::size_t size = widest * base::padded(points.count);
  const std::size_t scratch = linearity_scratch(points.units, widest, taken);
  if (floats.size() < 3 * size + scratch) floats.resize(3 * size + scratch);
  float* const first = floats.data();
  return {first, first + size, first + 2 * size, std::span(first + 3 * size, scratch)};
}

// The last point is repeated in the padding, so that it never meets a value that no point meets.
void put_inputs(const InputsView& points, float* row, std::size_t lanes) {
  for (std::size_t unit = 0; unit < points.units; ++unit, row += lanes) {
    const float* const x = row_of(points, unit);
    std::copy_n(x, points.count, row);
    std::fill(row + points.count, row + lanes, x[points.count - 1]);
  }
}

// From a of the layer below to z, a and slopes of this one.
void forward_layer(const LayerShape& layer, std::span<const float> params, const Buffers& buffers,
                   std::size_t lanes) {
  dense_forward(&params[layer.weights], &params[layer.biases], buffers.a, buffers.z, layer.in,
                layer.pre_activations, lanes);
  if (layer.norm != nullptr) {
    layer.norm->predict(buffers.z, &params[layer.gamma], &params[layer.beta],
                        statistics_of(layer, params.data()), norm_shape(layer, lanes, lanes));
  }
  const std::size_t size = static_cast<std::size_t>(layer.out) * lanes;
  if (layer.vector != nullptr) {
    layer.vector->row->forward(buffers.z, buffers.a, nullptr, vector_shape(layer, lanes));
  } else if (layer.activation != nullptr) {
    apply(*layer.activation, buffers.z, buffers.a, buffers.slope, size);
  } else {
    std::copy_n(buffers.z, size, buffers.a);
  }
}

}  // namespace

void diagnose_layer(const NetworkSpec& spec, std::span<const float> params, std::span<const float> gradients,
                    const InputsView& points, std::size_t l, DiagnosticsWorkspace& work, Diagnostics& found) {
  assert(static_cast<std::size_t>(spec.inputs) == points.units && points.count > 0);
  std::array<LayerShape, kMaxLayers> shapes;
  found.layer_count = layer_shapes(spec, shapes);
  found.points = points.count;
  const std::size_t lanes = base::padded(points.count);
  const std::size_t every = (points.count + kSampledPoints - 1) / kSampledPoints;
  const std::size_t taken = (points.count + every - 1) / every;
  const Buffers buffers =
      place_buffers(std::span(shapes).first(found.layer_count), points, taken, work.floats);
  if (l == 0) put_inputs(points, buffers.a, lanes);
  const LayerShape& layer = shapes[l];
  const auto units = static_cast<std::size_t>(layer.out);
  const std::size_t end = layer.biases + static_cast<std::size_t>(layer.pre_activations);
  LayerDiagnostics& judged = found.layers[l];
  judged = {};
  judged.units = layer.out;
  judged.weight_norm = norm_of(params.subspan(layer.weights, layer.biases - layer.weights));
  if (!gradients.empty())
    judged.gradient_norm = norm_of(gradients.subspan(layer.weights, end - layer.weights));
  forward_layer(layer, params, buffers, lanes);
  const Block activations{buffers.a, units, points.count, lanes, every};
  if (work.describes_values) {
    describe({buffers.z, static_cast<std::size_t>(layer.pre_activations), points.count, lanes, every},
             judged.pre_activations);
    describe(activations, judged.activations);
  }
  judge_spread(activations, judged);
  if (layer.activation != nullptr) {
    const double steepest = known_steepest_slope(*layer.activation, l, work);
    judge_slopes({buffers.slope, units, points.count, lanes, every}, steepest, judged);
    count_sums({buffers.z, units, points.count, lanes, every}, judged);
  }
  judged.linearity = linearity(points, buffers.a, units, lanes, every, buffers.scratch);
}

void diagnose(const NetworkSpec& spec, std::span<const float> params, std::span<const float> gradients,
              const InputsView& points, DiagnosticsWorkspace& work, Diagnostics& found) {
  const std::size_t layers = spec.hidden.size() + 1;
  for (std::size_t l = 0; l < layers; ++l) diagnose_layer(spec, params, gradients, points, l, work, found);
}

}  // namespace lab::nn
