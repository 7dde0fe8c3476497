// How much of what a layer computes is not simply an affine map of the inputs: values over points are fitted
// by the best one, y ≈ A x + b (least squares), and what is left is looked at. A network of identities leaves
// nothing, whatever its depth; nor does a ReLU network whose units are all on or all off at the points. Of
// several rows, the rank of what is left says in how many directions they bend. No more points than inputs and
// one are fitted whatever the values.
//
//   X (inputs, points)   Y (rows, points)   R = Y − (A X + b)   ‖·‖ Frobenius
//
// Method: Gram–Schmidt, twice, against 1, x₁, x₂, …; the rank by Gram–Schmidt with the longest row as pivot.
#pragma once

#include <cstddef>
#include <span>

#include "base/simd.h"
#include "nn/examples.h"

namespace lab::nn {

// What is shorter than this share of ‖Y − mean‖ counts as nothing, as does what rounding leaves of ‖Y‖.
inline constexpr double kLinearTolerance = 1e-4;
inline constexpr double kLinearRounding = 2e-6;  // 16 times the float32 rounding of a value

struct Linearity {
  // ‖R‖ / ‖Y − mean‖, 0 … 1; 0 where nothing varies, NaN where Y is not finite or its squares are not.
  double residual = 0;
  int rank = 0;  // of R: 0 … rows. 0: one affine map, as far as the points tell
};

// Floats of scratch for so many inputs, rows and points that are taken.
std::size_t linearity_scratch(std::size_t inputs, std::size_t rows, std::size_t points);

// Row r of Y begins at values[r·stride]; every `every`-th of its points is taken, as of X. `scratch` is
// 16-byte aligned and at least linearity_scratch long.
Linearity linearity(const InputsView& x, const float* values, std::size_t rows, std::size_t stride,
                    std::size_t every, std::span<float> scratch);

}  // namespace lab::nn
