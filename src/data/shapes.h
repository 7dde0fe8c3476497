// Small grey pictures of outlines – circle, triangle, square and cross – drawn from a seed: freely placed, sized and turned, with
// strokes of different width and brightness on a ground of noise. What tells them apart is their form alone, wherever it lies.
// The same request gives the same bits on every platform.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace lab::data {

inline constexpr std::string_view kShapes = "shapes";  // what the pictures are called
inline constexpr std::size_t kShapeSide = 28;          // pixels of a picture along either side
inline constexpr std::size_t kShapeKinds = 4;

// "circle", "triangle", "square", "cross": the names of the texts "shape.<id>".
std::string_view shape_id(std::size_t kind);

struct ImageSet {
  std::size_t side = 0;
  std::size_t kinds = 0;
  std::size_t count = 0;
  std::size_t train_count = 0;  // pictures [0, train_count) are trained on, the others are held out
  std::vector<float>
      pixels;  // (side · side, count): pixel 0 of every picture, row by row from the top, then pixel 1, …
  std::vector<std::uint8_t> label;  // (count) the kind
};

struct ShapeRequest {
  std::size_t count = 2400;
  double train_share = 0.8;  // 0.1 … 1
  double noise = 0.05;       // standard deviation of each pixel, of a stroke that is about 1
  std::uint64_t seed = 1;
};

// A picture that a hand draws: lines through the places of each stroke, in pixels from the upper left corner, with the same pen.
struct Place {
  float x = 0, y = 0;
};
using Stroke = std::vector<Place>;                                      // at least one; a single one is a dot
std::vector<float> draw_strokes(std::span<const Stroke>, float width);  // (side · side), 0 … 1

// Every kind as often as the others, give or take one. Each lies inside the picture as a whole.
ImageSet make_shapes(const ShapeRequest&);

}  // namespace lab::data
