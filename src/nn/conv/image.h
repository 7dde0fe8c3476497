// Images on lanes, and windows that slide over them.
//
//   an image (channels, height, width, lanes): pixel after pixel, and of each pixel the examples of the batch
//
// So a row of pixels is one long run of lanes, and an image of C·H·W values is C·H·W units of a dense layer
// with nothing to rearrange: to flatten is free.
#pragma once

#include <algorithm>
#include <cstddef>

namespace lab::nn {

struct ImageSize {
  int channels = 1;
  int height = 1;
  int width = 1;

  friend bool operator==(const ImageSize&, const ImageSize&) = default;
};

// Values of one example: how many units a dense layer would count.
constexpr std::size_t units_of(const ImageSize& size) {
  return static_cast<std::size_t>(size.channels) * static_cast<std::size_t>(size.height) *
         static_cast<std::size_t>(size.width);
}

// Pixels of one channel.
constexpr std::size_t pixels_of(const ImageSize& size) {
  return static_cast<std::size_t>(size.height) * static_cast<std::size_t>(size.width);
}

// A window and how it goes over an image: `stride` pixels a step, on an image with `padding` rows and columns
// of zeros on every side.
struct Window {
  int height = 1;
  int width = 1;
  int stride = 1;
  int padding = 0;

  friend bool operator==(const Window&, const Window&) = default;
};

// How many positions a window has along one side: ⌊(size + 2·padding − window)/stride⌋ + 1. The pixels at the
// far end that make no whole step are not seen.
constexpr int positions(int size, int window, int stride, int padding) {
  return (size + 2 * padding - window) / stride + 1;
}

// Whether a window can go over an image: all of it at least 1, the padding smaller than the window (so that
// none sees nothing but padding), and the window not larger than the padded image.
constexpr bool fits(const ImageSize& image, const Window& window) {
  if (image.channels < 1 || image.height < 1 || image.width < 1) return false;
  if (window.height < 1 || window.width < 1 || window.stride < 1 || window.padding < 0) return false;
  if (window.padding >= std::min(window.height, window.width)) return false;
  return window.height <= image.height + 2 * window.padding &&
         window.width <= image.width + 2 * window.padding;
}

// The image of one value for each position of a window that fits.
constexpr ImageSize windowed(const ImageSize& image, const Window& window, int channels) {
  return {channels, positions(image.height, window.height, window.stride, window.padding),
          positions(image.width, window.width, window.stride, window.padding)};
}

}  // namespace lab::nn
