// Convolution on lanes (LeCun, Bottou, Bengio & Haffner 1998): a dense layer whose weights see one window of
// the image at a time, the same weights at each position. As in every library it is a correlation: kernels
// are not mirrored.
//
//   a (in channels, height, width, lanes)   z, δ_out (out channels, positions down, positions across, lanes)
//   W (out, in, window height, window width) row-major   b (out)
//   lanes a multiple of base::kLanes, buffers of lanes 16-byte aligned and without overlap
//
//   forward    z[o,y,x] = b[o] + Σ_{c,i,j} W[o,c,i,j] · a[c, y·stride + i − padding, x·stride + j − padding]
//              each lane's sum runs b, then c, i, j in row-major order; what lies in the padding is left out
//   backward   δ_in[c,v,u] = f′[c,v,u] · Σ_{o,i,j} W[o,c,i,j] · δ_out[o,y,x] of all positions that see (v,u)
//              each lane's sum runs o, i, j in row-major order
//   gradients  dW[o,c,i,j] = Σ_{y,x} δ_out · a of the pixel it met, db[o] = Σ_{y,x} δ_out
//              four partial sums over the vectors of row after row, added in base::sum_lanes' order
//
// As in nn/dense.h these orders do not depend on how loops are blocked. A window as large as the image gives
// the dense layer with the same weights, bit for bit.
#pragma once

#include <cstddef>

#include "nn/conv/image.h"

namespace lab::nn {

struct ConvShape {
  ImageSize in;
  int out_channels = 1;
  Window window;  // fits(in, window)
};

constexpr ImageSize output_size(const ConvShape& shape) {
  return windowed(shape.in, shape.window, shape.out_channels);
}

// Weights of one kernel, a layer's fan-in: in channels · window height · window width.
constexpr std::size_t kernel_size(const ConvShape& shape) {
  return static_cast<std::size_t>(shape.in.channels) * static_cast<std::size_t>(shape.window.height) *
         static_cast<std::size_t>(shape.window.width);
}

void conv_forward(const ConvShape&, const float* kernels, const float* biases, const float* a, float* z,
                  std::size_t lanes);

// `slope` is f′ (the input's shape) of the layer below; null stands for 1 everywhere. What is tiny counts as
// zero, see nn/dense.h. Pixels that no window sees get 0.
void conv_backward(const ConvShape&, const float* kernels, const float* delta_out, const float* slope,
                   float* delta_in, std::size_t lanes);

// Overwrites dkernels (out, in, height, width) and dbiases (out), which need no alignment. Padding lanes of
// delta_out must be zero.
void conv_gradients(const ConvShape&, const float* delta_out, const float* a, float* dkernels, float* dbiases,
                    std::size_t lanes);

}  // namespace lab::nn
