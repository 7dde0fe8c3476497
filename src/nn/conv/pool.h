// Pooling on lanes: one value for each position of a window, channel by channel. No parameters.
//
//   a, δ_in (channels, height, width, lanes)   z, δ_out (channels, positions down, positions across, lanes)
//   lanes a multiple of base::kLanes, buffers 16-byte aligned and without overlap; the window has no padding
//
//   max        the largest value (Riesenhuber & Poggio 1999). Its gradient goes to the first largest in
//              row-major order of the window, and NaN counts as largest, both as in PyTorch
//   average    the mean: the sum in row-major order times 1/(height·width) (LeCun et al. 1998 have a weight
//              and a bias in addition)
//
// A window as large as the image gives global pooling, one value a channel (Lin, Chen & Yan 2014).
#pragma once

#include <cstddef>

#include "nn/conv/image.h"

namespace lab::nn {

struct PoolShape {
  ImageSize in;
  Window window;
};

constexpr bool fits(const PoolShape& shape) {
  return fits(shape.in, shape.window) && shape.window.padding == 0;
}

constexpr ImageSize output_size(const PoolShape& shape) {
  return windowed(shape.in, shape.window, shape.in.channels);
}

// `kept` (z's shape) receives what the backward pass needs; null when there will be none.
void max_pool_forward(const PoolShape&, const float* a, float* z, float* kept, std::size_t lanes);
void average_pool_forward(const PoolShape&, const float* a, float* z, std::size_t lanes);

// Times `slope`, f′ (δ_in's shape) of the layer below; null stands for 1 everywhere. Where windows overlap, a
// pixel sums what they send it, position after position. What is tiny counts as zero, see nn/dense.h.
void max_pool_backward(const PoolShape&, const float* delta_out, const float* kept, const float* slope,
                       float* delta_in, std::size_t lanes);
void average_pool_backward(const PoolShape&, const float* delta_out, const float* slope, float* delta_in,
                           std::size_t lanes);

}  // namespace lab::nn
