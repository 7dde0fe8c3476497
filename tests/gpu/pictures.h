// Networks to paint, and pictures read back.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "gpu/heatmap.h"

namespace lab::gpu_test {

// A network of two inputs with this activation in every hidden layer, and weights uniform in ±sqrt(3 /
// fan-in), biases in ±0.5, drawn from `seed`. The hidden layers take the norms ("" for none) by turns; γ is
// in 0.5 … 1.5, β in ±0.5, running means are in ±0.5 and variances in 0.5 … 1.5.
nn::Snapshot make_snapshot(const std::vector<int>& hidden_units, std::string_view activation,
                           std::uint64_t seed, const std::vector<std::string_view>& norms = {""});

// 96 px, thumbnails of 24 px, plane −3 … 3, pure colours.
gpu::HeatmapRequest make_request(const nn::Snapshot&);

struct Picture {
  int width = 0, height = 0;
  std::vector<std::array<std::uint8_t, 4>> pixels;  // row 0 at the top
};

Picture read_picture(std::uint32_t texture);

std::array<std::uint8_t, 4> pixel(const Picture&, int x, int y);  // y from the top

// Largest difference of any channel of any pixel, 0 … 255; 255 for pictures of different size.
int difference(const Picture&, const Picture&);

}  // namespace lab::gpu_test
