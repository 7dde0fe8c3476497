// Activation, then pooling, or pooling, then activation: for which functions it is the same picture.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "act/study/properties.h"
#include "base/rng.h"
#include "base/simd.h"
#include "nn/conv/pool.h"

using namespace lab;

namespace {

constexpr nn::PoolShape kShape{{6, 12, 12}, {2, 2, 2, 0}};
const std::size_t kPixels = nn::units_of(kShape.in) * base::kLanes;

using Map = base::AlignedFloats;

Map random_map(std::uint64_t seed) {
  base::Rng rng = base::make_rng(seed, 5);
  Map z(kPixels);
  for (float& value : z) value = base::uniform(rng, -6.0F, 6.0F);
  return z;
}

Map activated(const act::Activation& f, const Map& z) {
  Map a(z.size());
  act::apply(f, z.data(), a.data(), nullptr, z.size());
  return a;
}

Map pooled(const Map& a) {
  Map z(nn::units_of(nn::output_size(kShape)) * base::kLanes);
  nn::max_pool_forward(kShape, a.data(), z.data(), nullptr, base::kLanes);
  return z;
}

// The largest difference of the two orders, in parts of the largest value.
double difference(const act::Activation& f, std::uint64_t seed) {
  const Map z = random_map(seed);
  const Map one = pooled(activated(f, z)), other = activated(f, pooled(z));
  float largest = 0, apart = 0;
  for (std::size_t i = 0; i < one.size(); ++i) {
    largest = std::max(largest, std::fabs(one[i]));
    apart = std::max(apart, std::fabs(one[i] - other[i]));
  }
  return apart == 0 ? 0 : static_cast<double>(apart / largest);
}

bool is_of_straight_pieces(const act::Activation& f) {
  base::Rng rng = base::make_rng(17, 5);
  for (int i = 0; i < 500; ++i) {
    if (act::read(f, act::Reading::curvature, static_cast<double>(base::uniform(rng, -6.0F, 6.0F))) != 0)
      return false;
  }
  return true;
}

bool never_falls(act::Monotonic monotonic) {
  return monotonic == act::Monotonic::strictly_increasing || monotonic == act::Monotonic::increasing ||
         monotonic == act::Monotonic::constant;
}

}  // namespace

TEST_CASE(
    "max-pooling before or after the activation is the same picture for every function that never falls, and "
    "for no other") {
  int same = 0, equal_bits = 0, others = 0;
  for (const act::ActivationRow& row : act::activations()) {
    const act::Activation f = act::bind(row, act::default_params(row));
    const std::string id(row.id);
    CAPTURE(id);
    const act::Properties found = act::properties(f);
    if (found.domain.pieces.size() != 1 && !found.poles.empty()) continue;
    const double apart = std::max(difference(f, 1), difference(f, 2));
    if (!never_falls(found.monotonic)) {
      CHECK(apart > 1e-3);
      ++others;
    } else if (is_of_straight_pieces(f)) {
      CHECK(apart == 0);
      ++equal_bits;
    } else {
      CHECK(apart <= 1e-6);
      ++same;
    }
  }
  CHECK(same > 20);
  CHECK(equal_bits > 10);
  CHECK(others > 20);
}
