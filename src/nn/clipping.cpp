#include "nn/clipping.h"

#include <cmath>

namespace lab::nn {

void clip_gradients(const Clipping& clipping, std::span<float> gradients) {
  if (clipping.value > 0.0F) {
    for (float& gradient : gradients) {
      if (gradient > clipping.value) gradient = clipping.value;
      if (gradient < -clipping.value) gradient = -clipping.value;
    }
  }
  if (clipping.norm > 0.0F) {
    double squares = 0.0;  // in double, since the square of a float may not be a float
    for (const float gradient : gradients)
      squares += static_cast<double>(gradient) * static_cast<double>(gradient);
    const double share = static_cast<double>(clipping.norm) / (std::sqrt(squares) + 1e-6);
    if (share >= 1.0) return;
    for (float& gradient : gradients) gradient *= static_cast<float>(share);
  }
}

}  // namespace lab::nn
