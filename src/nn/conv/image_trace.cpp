#include "nn/conv/image_trace.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <optional>

#include "act/study/sampling.h"
#include "nn/valve.h"

namespace lab::nn {

namespace {

using Numbers = std::vector<double>;

double real(float value) { return static_cast<double>(value); }

std::size_t place(const ImageSize& map, const Pixel& at) {
  return static_cast<std::size_t>((at.channel * map.height + at.row) * map.width + at.column);
}

bool is_inside(const ImageSize& map, const Pixel& at) {
  return at.row >= 0 && at.row < map.height && at.column >= 0 && at.column < map.width;
}

// Calls seen(pixel below, place of its weight in the kernel) for what the window at `at` covers, padding too. A pool sees its own
// channel alone.
template <typename Seen>
void for_each_seen(const PlannedLayer& layer, const Pixel& at, const Seen& seen) {
  const Window& window = layer.spec.window;
  const bool has_kernel = layer.spec.kind->has_params;
  const int first = has_kernel ? 0 : at.channel;
  const int end = has_kernel ? layer.in.channels : at.channel + 1;
  std::size_t weight = 0;
  for (int c = first; c < end; ++c) {
    for (int i = 0; i < window.height; ++i) {
      for (int j = 0; j < window.width; ++j)
        seen(Pixel{c, at.row * window.stride + i - window.padding,
                   at.column * window.stride + j - window.padding},
             weight++);
    }
  }
}

template <typename Visit>
void for_each_pixel(const ImageSize& map, const Visit& visit) {
  for (Pixel at; at.channel < map.channels; ++at.channel) {
    for (at.row = 0; at.row < map.height; ++at.row) {
      for (at.column = 0; at.column < map.width; ++at.column) visit(at);
    }
  }
}

// Which of the window's values a maximum takes: the first largest, and NaN before all.
std::size_t largest_of(const PlannedLayer& layer, const Numbers& below, const Pixel& at) {
  std::size_t chosen = 0;
  double largest = -std::numeric_limits<double>::infinity();
  for_each_seen(layer, at, [&](const Pixel& from, std::size_t i) {
    const double value = below[place(layer.in, from)];
    if (i > 0 && !(value > largest || (std::isnan(value) && !std::isnan(largest)))) return;
    chosen = i;
    largest = value;
  });
  return chosen;
}

bool is_maximum(const PlannedLayer& layer) { return layer.spec.kind == find_image_layer("max_pool"); }

// The weights of the values that the window at `at` covers, in the order of for_each_seen.
struct Weights {
  const float* kernel = nullptr;       // of a convolution or dense layer
  std::optional<std::size_t> largest;  // of a maximum
  double share = 0;                    // of a mean

  double of(std::size_t i) const {
    if (kernel != nullptr) return real(kernel[i]);
    if (largest) return i == *largest ? 1 : 0;
    return share;
  }
};

Weights weights_of(const PlannedLayer& layer, std::span<const float> params, const Numbers& below,
                   const Pixel& at) {
  const auto channels = static_cast<std::size_t>(layer.spec.channels);
  if (layer.spec.kind->has_params)
    return {params.data() + layer.params + static_cast<std::size_t>(at.channel) * (layer.kernels / channels),
            {},
            0};
  if (is_maximum(layer)) return {nullptr, largest_of(layer, below, at), 0};
  return {nullptr, {}, 1.0 / static_cast<double>(layer.spec.window.height * layer.spec.window.width)};
}

double bias_of(const PlannedLayer& layer, std::span<const float> params, const Pixel& at) {
  if (!layer.spec.kind->has_params) return 0;
  return real(params[layer.params + layer.kernels + static_cast<std::size_t>(at.channel)]);
}

const Numbers& below(const ImageTrace& trace, std::size_t layer) {
  return layer == 0 ? trace.picture : trace.layers[layer - 1].output;
}

MapTrace forward(const PlannedLayer& layer, std::span<const float> params, const Numbers& below) {
  MapTrace map;
  map.sum.reserve(units_of(layer.out));
  for_each_pixel(layer.out, [&](const Pixel& at) {
    const Weights weights = weights_of(layer, params, below, at);
    double sum = bias_of(layer, params, at);
    for_each_seen(layer, at, [&](const Pixel& from, std::size_t i) {
      if (is_inside(layer.in, from)) sum += times(weights.of(i), below[place(layer.in, from)]);
    });
    map.sum.push_back(sum);
  });
  map.output = map.sum;
  map.slope.assign(map.sum.size(), 1);
  if (layer.spec.activation.row == nullptr) return map;
  act::read(layer.spec.activation, act::Reading::value, map.sum, map.output);
  act::read(layer.spec.activation, act::Reading::slope, map.sum, map.slope);
  return map;
}

// From δ of this layer to ∂L/∂a of what it read.
Numbers backward(const PlannedLayer& layer, std::span<const float> params, const Numbers& below,
                 const Numbers& delta) {
  Numbers arriving(below.size(), 0.0);
  for_each_pixel(layer.out, [&](const Pixel& at) {
    const double slope = delta[place(layer.out, at)];
    if (slope == 0) return;
    const Weights weights = weights_of(layer, params, below, at);
    for_each_seen(layer, at, [&](const Pixel& from, std::size_t i) {
      if (is_inside(layer.in, from)) arriving[place(layer.in, from)] += slope * weights.of(i);
    });
  });
  return arriving;
}

std::vector<BackTerm> back_terms(const ConvPlan& plan, std::span<const float> params, const ImageTrace& trace,
                                 std::size_t layer, const Pixel& pixel) {
  std::vector<BackTerm> terms;
  if (layer + 1 == plan.layers.size() || trace.layers[layer + 1].delta.empty()) return terms;
  const PlannedLayer& above = plan.layers[layer + 1];
  const Numbers& seen_above = trace.layers[layer].output;
  for_each_pixel(above.out, [&](const Pixel& to) {
    for_each_seen(above, to, [&](const Pixel& from, std::size_t i) {
      if (!(from == pixel)) return;
      const double delta = trace.layers[layer + 1].delta[place(above.out, to)];
      const double weight = weights_of(above, params, seen_above, to).of(i);
      terms.push_back({to, weight, delta, times(delta, weight)});
    });
  });
  return terms;
}

}  // namespace

ImageTrace trace_image(const ConvPlan& plan, std::span<const float> params, std::span<const double> picture) {
  assert(picture.size() == units_of(plan.input) && params.size() == plan.params);
  ImageTrace trace;
  trace.picture.assign(picture.begin(), picture.end());
  for (std::size_t l = 0; l < plan.layers.size(); ++l)
    trace.layers.push_back(forward(plan.layers[l], params, below(trace, l)));
  return trace;
}

void trace_back(const ConvPlan& plan, std::span<const float> params, std::span<const double> arriving,
                ImageTrace& trace) {
  assert(arriving.size() == plan.outputs);
  Numbers slopes(arriving.begin(), arriving.end());
  for (std::size_t l = plan.layers.size(); l-- > 0;) {
    MapTrace& map = trace.layers[l];
    map.arriving = std::move(slopes);
    map.delta.resize(map.arriving.size());
    for (std::size_t i = 0; i < map.delta.size(); ++i) map.delta[i] = times(map.arriving[i], map.slope[i]);
    slopes = backward(plan.layers[l], params, below(trace, l), map.delta);
  }
  trace.picture_slope = std::move(slopes);
}

ClassLoss class_loss(std::span<const double> outputs, std::size_t label) {
  assert(label < outputs.size());
  const double largest = *std::max_element(outputs.begin(), outputs.end());
  ClassLoss result;
  double sum = 0;
  for (const double output : outputs) {
    result.shares.push_back(std::exp(output - largest));
    sum += result.shares.back();
  }
  for (double& share : result.shares) share /= sum;
  result.loss = std::log(sum) - (outputs[label] - largest);
  result.slopes = result.shares;
  result.slopes[label] -= 1;
  return result;
}

PixelTrace trace_pixel(const ConvPlan& plan, std::span<const float> params, const ImageTrace& trace,
                       std::size_t layer, Pixel pixel) {
  const PlannedLayer& planned = plan.layers[layer];
  const MapTrace& map = trace.layers[layer];
  assert(pixel.channel >= 0 && pixel.channel < planned.out.channels && is_inside(planned.out, pixel));
  const Numbers& values = below(trace, layer);
  const Weights weights = weights_of(planned, params, values, pixel);
  const std::size_t at = place(planned.out, pixel);
  PixelTrace result;
  for_each_seen(planned, pixel, [&](const Pixel& from, std::size_t i) {
    const bool is_padding = !is_inside(planned.in, from);
    const double value = is_padding ? 0 : values[place(planned.in, from)];
    result.window.push_back({from, is_padding, value, weights.of(i), times(weights.of(i), value)});
  });
  result.bias = bias_of(planned, params, pixel);
  result.sum = map.sum[at];
  result.output = map.output[at];
  result.slope = map.slope[at];
  if (map.delta.empty()) return result;
  result.back = back_terms(plan, params, trace, layer, pixel);
  result.arriving = map.arriving[at];
  result.delta = map.delta[at];
  return result;
}

}  // namespace lab::nn
