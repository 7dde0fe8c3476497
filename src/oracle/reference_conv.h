// The slow, obvious version of networks for images, templated on the scalar like reference.h, whose oracle it
// continues: one number at a time, one example at a time, nothing shared with what it checks.
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

#include "nn/conv/conv_network.h"
#include "oracle/reference.h"

namespace lab::oracle {

// An image of one example with its values in row-major order; pixels outside are 0.
template <typename Scalar>
struct Image {
  int channels, height, width;
  std::vector<Scalar> values;

  Scalar& at(int c, int y, int x) { return values[static_cast<std::size_t>((c * height + y) * width + x)]; }
  Scalar seen(int c, int y, int x) const {
    if (y < 0 || y >= height || x < 0 || x >= width) return Scalar(0.0);
    return values[static_cast<std::size_t>((c * height + y) * width + x)];
  }
};

template <typename Scalar>
Image<Scalar> blank(int channels, int height, int width) {
  const auto size = static_cast<std::size_t>(channels * height * width);
  return {channels, height, width, std::vector<Scalar>(size, Scalar(0.0))};
}

// `params`: kernels (channels, image.channels, window.height, window.width), then biases (channels).
template <typename Scalar>
Image<Scalar> convolution(const Image<Scalar>& image, std::span<const Scalar> params, int channels,
                          const nn::Window& window) {
  const int height = (image.height + 2 * window.padding - window.height) / window.stride + 1;
  const int width = (image.width + 2 * window.padding - window.width) / window.stride + 1;
  const int weights = channels * image.channels * window.height * window.width;
  Image<Scalar> result = blank<Scalar>(channels, height, width);
  for (int o = 0; o < channels; ++o) {
    for (int y = 0; y < height; ++y) {
      for (int x = 0; x < width; ++x) {
        Scalar sum = params[static_cast<std::size_t>(weights + o)];
        int weight = o * image.channels * window.height * window.width;
        for (int c = 0; c < image.channels; ++c) {
          for (int i = 0; i < window.height; ++i) {
            for (int j = 0; j < window.width; ++j) {
              sum = sum + params[static_cast<std::size_t>(weight++)] *
                              image.seen(c, y * window.stride + i - window.padding,
                                         x * window.stride + j - window.padding);
            }
          }
        }
        result.at(o, y, x) = sum;
      }
    }
  }
  return result;
}

// Largest or mean value of each window without padding.
template <typename Scalar>
Image<Scalar> pooled(const Image<Scalar>& image, const nn::Window& window, bool is_max) {
  const int height = (image.height - window.height) / window.stride + 1;
  const int width = (image.width - window.width) / window.stride + 1;
  Image<Scalar> result = blank<Scalar>(image.channels, height, width);
  for (int c = 0; c < image.channels; ++c) {
    for (int y = 0; y < height; ++y) {
      for (int x = 0; x < width; ++x) {
        Scalar sum = 0.0;
        Scalar largest = image.seen(c, y * window.stride, x * window.stride);
        for (int i = 0; i < window.height; ++i) {
          for (int j = 0; j < window.width; ++j) {
            const Scalar value = image.seen(c, y * window.stride + i, x * window.stride + j);
            sum = sum + value;
            if (value > largest) largest = value;
          }
        }
        result.at(c, y, x) =
            is_max ? largest : sum / Scalar(static_cast<double>(window.height * window.width));
      }
    }
  }
  return result;
}

// The values of the last layer for one image, given with its channels, rows and columns in order.
template <typename Scalar, typename Activate>
std::vector<Scalar> outputs(const nn::ConvNetworkSpec& spec, std::span<const Scalar> params,
                            const std::vector<Scalar>& input, const Activate& activate) {
  Image<Scalar> image{spec.input.channels, spec.input.height, spec.input.width, input};
  std::size_t used = 0;
  for (const nn::ImageLayer& layer : spec.layers) {
    const bool is_dense = layer.kind->id == "dense";
    const nn::Window window = is_dense ? nn::Window{image.height, image.width, 1, 0} : layer.window;
    if (is_dense || layer.kind->id == "conv") {
      const int weights = image.channels * window.height * window.width;
      image = convolution(image, params.subspan(used), layer.channels, window);
      used += static_cast<std::size_t>(layer.channels * (weights + 1));
    } else {
      image = pooled(image, window, layer.kind->id == "max_pool");
    }
    if (layer.activation.row == nullptr) continue;
    for (Scalar& value : image.values) value = activate(layer.activation, value);
  }
  return image.values;
}

}  // namespace lab::oracle
