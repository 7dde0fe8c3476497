#include "base/rng.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <vector>

#include "base/hash.h"

using namespace lab::base;

TEST_CASE("next_u32 is O'Neill's PCG32") {
  // The first outputs of the reference implementation's demo, pcg32_srandom(42, 54): its state after seeding.
  Rng rng{0, (54U << 1) | 1U};
  next_u32(rng);
  rng.state += 42;
  next_u32(rng);
  CHECK(next_u32(rng) == 0xa15c02b7U);
  CHECK(next_u32(rng) == 0x7b47f409U);
  CHECK(next_u32(rng) == 0xba1d3330U);
  CHECK(next_u32(rng) == 0x83d2f293U);
  CHECK(next_u32(rng) == 0xbfa4784bU);
  CHECK(next_u32(rng) == 0xcbed606eU);
}

TEST_CASE("the bits of every kind of draw are those recorded") {
  Rng rng = make_rng(2024, 7);
  std::uint64_t hash = kHashSeed;
  for (int i = 0; i < 1000; ++i) {
    hash = hash_word(next_u32(rng), hash);
    hash = hash_word(below(rng, 1000), hash);
    const std::array<float, 3> draws = {uniform(rng), normal(rng), uniform(rng, -2.0F, 3.0F)};
    hash = hash_floats(draws, hash);
  }
  CHECK(hex(hash) == "16b2404d4f4edd03");
}

TEST_CASE("seed and stream both change the sequence") {
  Rng base = make_rng(1, 0);
  Rng other_seed = make_rng(2, 0);
  Rng other_stream = make_rng(1, 1);
  const std::uint32_t first = next_u32(base);
  CHECK(first != next_u32(other_seed));
  CHECK(first != next_u32(other_stream));
  CHECK(make_rng(1, 0) == make_rng(1, 0));
}

TEST_CASE("uniform fills [0, 1) evenly") {
  Rng rng = make_rng(3, 0);
  std::array<int, 16> counts{};
  constexpr int kDraws = 160000;
  for (int i = 0; i < kDraws; ++i) {
    const float u = uniform(rng);
    REQUIRE(u >= 0.0F);
    REQUIRE(u < 1.0F);
    ++counts[static_cast<std::size_t>(u * 16.0F)];
  }
  // Expected 10000 each, standard deviation 97: five of them.
  for (const int count : counts) CHECK(std::abs(count - 10000) < 485);
}

TEST_CASE("below has no bias and stays below") {
  Rng rng = make_rng(4, 0);
  std::array<int, 3> counts{};
  for (int i = 0; i < 90000; ++i) ++counts[below(rng, 3)];
  // Expected 30000 each, standard deviation 141: five of them.
  for (const int count : counts) CHECK(std::abs(count - 30000) < 710);
  CHECK(below(rng, 1) == 0);
}

TEST_CASE("normal has mean 0, variance 1 and the tails of a Gaussian") {
  Rng rng = make_rng(5, 0);
  constexpr int kDraws = 200000;
  double sum = 0;
  double squares = 0;
  int beyond_two = 0;
  for (int i = 0; i < kDraws; ++i) {
    const auto z = static_cast<double>(normal(rng));
    REQUIRE(std::fabs(z) < 5.8);  // √(−2 ln 2⁻²⁴) = 5.77
    sum += z;
    squares += z * z;
    beyond_two += std::fabs(z) > 2 ? 1 : 0;
  }
  // Five standard errors: 1/√n = 0.0022 for the mean, √(2/n) = 0.0032 for the variance,
  // 0.00047 for the share.
  CHECK(std::fabs(sum / kDraws) < 0.011);
  CHECK(std::fabs(squares / kDraws - 1) < 0.016);
  CHECK(std::fabs(static_cast<double>(beyond_two) / kDraws - 0.0455) < 0.0024);
}

TEST_CASE("shuffle keeps the elements and reaches every order") {
  std::vector<std::uint32_t> values(100);
  std::iota(values.begin(), values.end(), 0U);
  Rng rng = make_rng(6, 0);
  shuffle(rng, values);
  std::vector<bool> seen(100, false);
  for (const std::uint32_t value : values) seen[value] = true;
  CHECK(std::count(seen.begin(), seen.end(), true) == 100);

  std::array<int, 6> counts{};
  for (int i = 0; i < 60000; ++i) {
    std::array<std::uint32_t, 3> order = {0, 1, 2};
    shuffle(rng, order);
    ++counts[order[0] * 2 + (order[1] > order[2] ? 1 : 0)];
  }
  // Expected 10000 each, standard deviation 91: five of them.
  for (const int count : counts) CHECK(std::abs(count - 10000) < 460);
}
