#include "nn/conv/affine.h"

#include <cassert>

#include "nn/conv/image_trace.h"

namespace lab::nn {

AffineMap affine_around(const ConvPlan& plan, std::span<const float> params,
                        std::span<const double> picture) {
  ImageTrace trace = trace_image(plan, params, picture);
  AffineMap map;
  map.outputs = plan.outputs;
  for (std::size_t o = 0; o < plan.outputs; ++o) {
    std::vector<double> of_one(plan.outputs, 0.0);
    of_one[o] = 1;
    trace_back(plan, params, of_one, trace);
    double offset = trace.layers.back().output[o];
    for (std::size_t i = 0; i < picture.size(); ++i) offset -= trace.picture_slope[i] * picture[i];
    map.weights.insert(map.weights.end(), trace.picture_slope.begin(), trace.picture_slope.end());
    map.offset.push_back(offset);
  }
  return map;
}

std::vector<double> apply(const AffineMap& map, std::span<const double> picture) {
  assert(map.weights.size() == map.outputs * picture.size());
  std::vector<double> outputs = map.offset;
  for (std::size_t o = 0; o < map.outputs; ++o) {
    for (std::size_t i = 0; i < picture.size(); ++i)
      outputs[o] += map.weights[o * picture.size() + i] * picture[i];
  }
  return outputs;
}

namespace {

std::size_t place(const Kernels& kernels, int out, int in, int row, int column) {
  return static_cast<std::size_t>(((out * kernels.in_channels + in) * kernels.height + row) * kernels.width +
                                  column);
}

// Adds what goes from `in` to `out` by way of the channel `between`.
void add_way(const Kernels& first, const Kernels& second, int out, int between, int in, Kernels& both) {
  for (int i = 0; i < second.height * second.width; ++i) {
    const int row = i / second.width, column = i % second.width;
    const double weight = second.weights[place(second, out, between, row, column)];
    for (int k = 0; k < first.height * first.width; ++k) {
      const std::size_t to =
          place(both, out, in, row * first.stride + k / first.width, column * first.stride + k % first.width);
      both.weights[to] += weight * first.weights[place(first, between, in, k / first.width, k % first.width)];
    }
  }
}

}  // namespace

Kernels compose(const Kernels& first, const Kernels& second) {
  assert(first.out_channels == second.in_channels);
  Kernels both{second.out_channels,
               first.in_channels,
               (second.height - 1) * first.stride + first.height,
               (second.width - 1) * first.stride + first.width,
               first.stride * second.stride,
               {},
               second.biases};
  both.weights.resize(place(both, both.out_channels, 0, 0, 0));
  for (int out = 0; out < second.out_channels; ++out) {
    for (int between = 0; between < first.out_channels; ++between) {
      for (int in = 0; in < first.in_channels; ++in) add_way(first, second, out, between, in, both);
      for (int i = 0; i < second.height * second.width; ++i)
        both.biases[static_cast<std::size_t>(out)] +=
            second.weights[place(second, out, between, i / second.width, i % second.width)] *
            first.biases[static_cast<std::size_t>(between)];
    }
  }
  return both;
}

}  // namespace lab::nn
