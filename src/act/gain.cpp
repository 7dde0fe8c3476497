#include "act/gain.h"

#include <cmath>

#include "base/math.h"
#include "base/rng.h"
#include "base/simd.h"

namespace lab::act {

namespace {

float gain_of(double mean_square) {
  const double gain = 1.0 / std::sqrt(mean_square);
  return std::isfinite(mean_square) && std::isfinite(gain) ? static_cast<float>(gain) : 1.0F;
}

}  // namespace

float variance_gain(const Activation& activation) {
  // The midpoint rule over ±8: its places lie symmetrically around 0, where functions jump, and what lies
  // outside weighs 1e-15.
  constexpr std::size_t kPlaces = 2048;
  constexpr float kStep = 16.0F / kPlaces;
  constexpr float kInverseSqrt2 = 0.707106781186547524F;
  base::AlignedFloats z(kPlaces), f(kPlaces);
  for (std::size_t i = 0; i < kPlaces; ++i) z[i] = (static_cast<float>(i) + 0.5F) * kStep - 8.0F;
  apply(activation, z.data(), f.data(), nullptr, kPlaces);
  double sum = 0.0;
  double weights = 0.0;
  for (std::size_t i = 0; i < kPlaces; ++i) {
    const auto weight = static_cast<double>(base::gauss(z[i] * kInverseSqrt2));
    const auto value = static_cast<double>(f[i]);
    sum += weight * value * value;
    weights += weight;
  }
  return gain_of(sum / weights);
}

float variance_gain(const VectorActivation& vector, int units) {
  constexpr std::size_t kExamples = 4096;
  constexpr std::size_t kLanes = 64;
  const VectorShape shape{static_cast<std::size_t>(units), static_cast<std::size_t>(vector.pieces), kLanes};
  base::AlignedFloats z(shape.units * shape.pieces * kLanes), y(shape.units * kLanes);
  base::Rng rng = base::make_rng(0, 0);
  double sum = 0.0;
  for (std::size_t example = 0; example < kExamples; example += kLanes) {
    for (float& value : z) value = base::normal(rng);
    vector.row->forward(z.data(), y.data(), nullptr, shape);
    for (const float value : y) sum += static_cast<double>(value) * static_cast<double>(value);
  }
  return gain_of(sum / static_cast<double>(kExamples * shape.units));
}

}  // namespace lab::act
