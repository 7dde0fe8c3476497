// Small grey pictures of outlines – circle, triangle, square and cross – drawn from a seed: freely placed, sized and turned, with
// strokes of different width and brightness on a ground of noise. What tells them apart is their form alone, wherever it lies.
// The same request gives the same bits on every platform.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "data/images.h"

namespace lab::data {

inline constexpr std::string_view kShapes = "shapes";  // what the pictures are called
inline constexpr std::size_t kShapeSide = 28;          // pixels of a picture along either side
inline constexpr std::size_t kShapeKinds = 4;

// "circle", "triangle", "square", "cross": the names of the texts "shape.<id>".
std::string_view shape_id(std::size_t kind);

// A picture that a hand draws: lines through the places of each stroke, in pixels from the upper left corner, with the same pen.
struct Place {
  float x = 0, y = 0;
};
using Stroke = std::vector<Place>;                                      // at least one; a single one is a dot
std::vector<float> draw_strokes(std::span<const Stroke>, float width);  // (side · side), 0 … 1

// Every kind as often as the others, give or take one. Each lies inside the picture as a whole.
ImageSet make_shapes(const ImageRequest&);

}  // namespace lab::data
