// The gradients of a convolution's kernels and biases. Apart from conv.cpp: sums over pixels and lanes
// instead of over channels and taps.
#include <algorithm>
#include <cassert>

#include "nn/conv/conv.h"
#include "nn/dense.h"
#include "nn/dense_tile.h"

namespace lab::nn {

using base::kLanes;
using base::Lanes;
using base::mul_add;

namespace {

// Kernels of a tile. Times three taps that are twelve sums, which leaves registers for what they are made of.
constexpr int kKernels = 4;

// I neighbouring taps (row i, columns j … j + I − 1) of O kernels at one input channel; I is at most 3.
struct Pick {
  int channel;
  int i;
  int j;
  int out;
};

// The positions across at which all taps of a pick are on the image.
struct Whole {
  int begin;
  int end;
};

int ceil_div(int a, int b) { return a <= 0 ? 0 : (a + b - 1) / b; }

Whole whole_positions(const ConvShape& shape, int j, int taps) {
  const int width = output_size(shape).width;
  const Window& window = shape.window;
  const int begin = std::min(width, ceil_div(window.padding - j, window.stride));
  const int end = ceil_div(shape.in.width + window.padding - j - taps + 1, window.stride);
  return {begin, std::clamp(end, begin, width)};
}

// O rows of δ times I rows of a, over `count` floats: sums[o][t] += δ_o · a_t,
// where a_t is t·lanes further on.
template <int O, int I>
inline void add_run(Lanes (&sums)[O][4], const float* delta, std::size_t delta_plane, const float* a,
                    std::size_t lanes, std::size_t count) {
  for (std::size_t at = 0; at < count; at += kLanes) {
    Lanes value[I];
    for (int t = 0; t < I; ++t) value[t] = base::load(a + static_cast<std::size_t>(t) * lanes + at);
    for (int o = 0; o < O; ++o) {
      const Lanes error = base::load(delta + static_cast<std::size_t>(o) * delta_plane + at);
      for (int t = 0; t < I; ++t) sums[o][t] = mul_add(error, value[t], sums[o][t]);
    }
  }
}

// The same at one position, for those taps alone that lie on the image: pixel `u` is that of tap 0.
template <int O, int I>
inline void add_border(Lanes (&sums)[O][4], const float* delta, std::size_t delta_plane, const float* a_row,
                       int u, int width, std::size_t lanes) {
  for (int t = 0; t < I; ++t) {
    if (u + t < 0 || u + t >= width) continue;
    const float* const a = a_row + static_cast<std::size_t>(u + t) * lanes;
    for (std::size_t at = 0; at < lanes; at += kLanes) {
      const Lanes value = base::load(a + at);
      for (int o = 0; o < O; ++o) {
        const Lanes error = base::load(delta + static_cast<std::size_t>(o) * delta_plane + at);
        sums[o][t] = mul_add(error, value, sums[o][t]);
      }
    }
  }
}

template <int O, int I>
void kernel_tile(const ConvShape& shape, const Pick& pick, const float* delta_out, const float* a,
                 float* dkernels, std::size_t lanes) {
  const ImageSize out = output_size(shape);
  const Window& window = shape.window;
  const Whole whole = whole_positions(shape, pick.j, I);
  const std::size_t delta_plane = pixels_of(out) * lanes;
  const float* const planes = delta_out + static_cast<std::size_t>(pick.out) * delta_plane;
  const float* const image = a + static_cast<std::size_t>(pick.channel) * pixels_of(shape.in) * lanes;
  Lanes sums[O][4];
  for (auto& of_kernel : sums) {
    for (Lanes& sum : of_kernel) sum = base::zero_lanes();
  }
  for (int y = 0; y < out.height; ++y) {
    const int v = y * window.stride + pick.i - window.padding;
    if (v < 0 || v >= shape.in.height) continue;
    const float* const a_row = image + static_cast<std::size_t>(v * shape.in.width) * lanes;
    const float* const delta_row = planes + static_cast<std::size_t>(y * out.width) * lanes;
    const auto delta_at = [&](int x) { return delta_row + static_cast<std::size_t>(x) * lanes; };
    const auto pixel = [&](int x) { return x * window.stride + pick.j - window.padding; };
    for (int x = 0; x < whole.begin; ++x)
      add_border<O, I>(sums, delta_at(x), delta_plane, a_row, pixel(x), shape.in.width, lanes);
    const int step = window.stride == 1 ? std::max(1, whole.end - whole.begin) : 1;
    for (int x = whole.begin; x < whole.end; x += step) {
      add_run<O, I>(sums, delta_at(x), delta_plane, a_row + static_cast<std::size_t>(pixel(x)) * lanes, lanes,
                    static_cast<std::size_t>(step) * lanes);
    }
    for (int x = whole.end; x < out.width; ++x)
      add_border<O, I>(sums, delta_at(x), delta_plane, a_row, pixel(x), shape.in.width, lanes);
  }
  const std::size_t size = kernel_size(shape);
  const auto first =
      static_cast<std::size_t>((pick.channel * window.height + pick.i) * window.width + pick.j);
  for (int o = 0; o < O; ++o) {
    const Lanes four = sum_lanes_of_four(sums[o][0], sums[o][1], sums[o][2], sums[o][3]);
    store_first(four, dkernels + static_cast<std::size_t>(pick.out + o) * size + first, I);
  }
}

template <int O>
void kernel_row(const ConvShape& shape, Pick pick, const float* delta_out, const float* a, float* dkernels,
                std::size_t lanes) {
  const int width = shape.window.width;
  for (; pick.j + 3 <= width; pick.j += 3) kernel_tile<O, 3>(shape, pick, delta_out, a, dkernels, lanes);
  if (width - pick.j == 2) kernel_tile<O, 2>(shape, pick, delta_out, a, dkernels, lanes);
  if (width - pick.j == 1) kernel_tile<O, 1>(shape, pick, delta_out, a, dkernels, lanes);
}

}  // namespace

void conv_gradients(const ConvShape& shape, const float* delta_out, const float* a, float* dkernels,
                    float* dbiases, std::size_t lanes) {
  assert(fits(shape.in, shape.window));
  if (kernel_size(shape) == units_of(shape.in) && shape.window.padding == 0) {  // one position: a dense layer
    dense_gradients(delta_out, a, dkernels, dbiases, static_cast<int>(kernel_size(shape)), shape.out_channels,
                    lanes);
    return;
  }
  for (int channel = 0; channel < shape.in.channels; ++channel) {
    for (int i = 0; i < shape.window.height; ++i) {
      Pick pick{channel, i, 0, 0};
      for (; pick.out + kKernels <= shape.out_channels; pick.out += kKernels)
        kernel_row<kKernels>(shape, pick, delta_out, a, dkernels, lanes);
      for (; pick.out < shape.out_channels; ++pick.out)
        kernel_row<1>(shape, pick, delta_out, a, dkernels, lanes);
    }
  }
  bias_gradients(delta_out, dbiases, shape.out_channels, pixels_of(output_size(shape)) * lanes);
}

}  // namespace lab::nn
