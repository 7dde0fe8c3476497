#include "base/rng.h"

#include <utility>

#include "base/math.h"

namespace lab::base {

namespace {

uint64_t splitmix64(uint64_t& state) {
  state += 0x9e3779b97f4a7c15ULL;
  uint64_t z = state;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
  return z ^ (z >> 31);
}

}  // namespace

Rng make_rng(uint64_t seed, uint64_t stream) {
  uint64_t mixer = seed;
  const uint64_t from_seed = splitmix64(mixer);
  mixer = from_seed ^ stream;
  const uint64_t state = splitmix64(mixer);
  const uint64_t increment = splitmix64(mixer);
  Rng rng{state, increment | 1u};
  next_u32(rng);
  return rng;
}

uint32_t next_u32(Rng& rng) {
  const uint64_t old = rng.state;
  rng.state = old * 6364136223846793005ULL + rng.increment;
  const auto shifted = static_cast<uint32_t>(((old >> 18) ^ old) >> 27);
  const auto rotation = static_cast<uint32_t>(old >> 59);
  return (shifted >> rotation) | (shifted << ((32u - rotation) & 31u));
}

float uniform(Rng& rng) { return static_cast<float>(next_u32(rng) >> 8) * 0x1p-24f; }

float uniform(Rng& rng, float low, float high) {
  const float u = uniform(rng);
  return low + (high - low) * u;
}

uint32_t below(Rng& rng, uint32_t n) {
  uint64_t product = static_cast<uint64_t>(next_u32(rng)) * n;
  if (static_cast<uint32_t>(product) < n) {
    const uint32_t threshold = (0u - n) % n;
    while (static_cast<uint32_t>(product) < threshold) product = static_cast<uint64_t>(next_u32(rng)) * n;
  }
  return static_cast<uint32_t>(product >> 32);
}

float normal(Rng& rng) {
  const float u = 1.0f - uniform(rng);  // in (0, 1]: the logarithm is finite
  const float turn = uniform(rng);
  constexpr float kTwoPi = 6.28318531f;
  return sqrt(-2.0f * log(u)) * cos(kTwoPi * turn);
}

void shuffle(Rng& rng, std::span<uint32_t> values) {
  for (size_t i = values.size(); i > 1; --i) {
    const uint32_t j = below(rng, static_cast<uint32_t>(i));
    std::swap(values[i - 1], values[j]);
  }
}

}  // namespace lab::base
