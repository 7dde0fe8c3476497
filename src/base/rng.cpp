#include "base/rng.h"

#include <utility>

#include "base/math.h"

namespace lab::base {

namespace {

std::uint64_t splitmix64(std::uint64_t& state) {
  state += 0x9e3779b97f4a7c15ULL;
  std::uint64_t z = state;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
  return z ^ (z >> 31);
}

}  // namespace

Rng make_rng(std::uint64_t seed, std::uint64_t stream) {
  std::uint64_t mixer = seed;
  const std::uint64_t from_seed = splitmix64(mixer);
  mixer = from_seed ^ stream;
  const std::uint64_t state = splitmix64(mixer);
  const std::uint64_t increment = splitmix64(mixer);
  Rng rng{state, increment | 1U};
  next_u32(rng);
  return rng;
}

std::uint32_t next_u32(Rng& rng) {
  const std::uint64_t old = rng.state;
  rng.state = old * 6364136223846793005ULL + rng.increment;
  const auto shifted = static_cast<std::uint32_t>(((old >> 18) ^ old) >> 27);
  const auto rotation = static_cast<std::uint32_t>(old >> 59);
  return (shifted >> rotation) | (shifted << ((32U - rotation) & 31U));
}

float uniform(Rng& rng) { return static_cast<float>(next_u32(rng) >> 8) * 0x1p-24F; }

float uniform(Rng& rng, float low, float high) {
  const float u = uniform(rng);
  return low + (high - low) * u;
}

std::uint32_t below(Rng& rng, std::uint32_t n) {
  std::uint64_t product = static_cast<std::uint64_t>(next_u32(rng)) * n;
  if (static_cast<std::uint32_t>(product) < n) {
    const std::uint32_t threshold = (0U - n) % n;
    while (static_cast<std::uint32_t>(product) < threshold)
      product = static_cast<std::uint64_t>(next_u32(rng)) * n;
  }
  return static_cast<std::uint32_t>(product >> 32);
}

float normal(Rng& rng) {
  const float u = 1.0F - uniform(rng);  // in (0, 1]: the logarithm is finite
  const float turn = uniform(rng);
  constexpr float kTwoPi = 6.28318531F;
  return sqrt(-2.0F * log(u)) * cos(kTwoPi * turn);
}

void shuffle(Rng& rng, std::span<std::uint32_t> values) {
  for (std::size_t i = values.size(); i > 1; --i) {
    const std::uint32_t j = below(rng, static_cast<std::uint32_t>(i));
    std::swap(values[i - 1], values[j]);
  }
}

}  // namespace lab::base
