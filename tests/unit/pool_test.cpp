#include "nn/conv/pool.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "base/simd.h"
#include "oracle/reference_conv.h"
#include "random_lanes.h"

using namespace lab;
using oracle::Dual;
using test::random_lanes;

namespace {

// Windows beside each other, overlapping, with gaps, with pixels left over, and global ones.
const std::vector<nn::PoolShape> kShapes = {{{3, 6, 8}, {2, 2, 2, 0}}, {{3, 7, 5}, {2, 2, 2, 0}},
                                            {{2, 7, 7}, {3, 3, 2, 0}}, {{2, 5, 6}, {3, 2, 1, 0}},
                                            {{1, 7, 8}, {2, 2, 3, 0}}, {{4, 5, 6}, {5, 6, 1, 0}},
                                            {{2, 4, 4}, {1, 1, 1, 0}}};

constexpr std::size_t kLaneCounts[] = {4, 12, 36};  // batches of 1, 10 and 33

struct Result {
  base::AlignedFloats z, delta_in;
};

Result pooled(const nn::PoolShape& shape, bool is_max, const base::AlignedFloats& a,
              const base::AlignedFloats& delta, const float* slope, std::size_t lanes) {
  Result result{base::AlignedFloats(delta.size()), base::AlignedFloats(a.size())};
  if (is_max) {
    base::AlignedFloats kept(delta.size());
    nn::max_pool_forward(shape, a.data(), result.z.data(), kept.data(), lanes);
    nn::max_pool_backward(shape, delta.data(), kept.data(), slope, result.delta_in.data(), lanes);
  } else {
    nn::average_pool_forward(shape, a.data(), result.z.data(), lanes);
    nn::average_pool_backward(shape, delta.data(), slope, result.delta_in.data(), lanes);
  }
  return result;
}

// One channel of 2 × 2 pixels in lane 0 under one window; δ = 1 there.
Result of_four(std::vector<float> pixels) {
  base::AlignedFloats a(16);
  for (std::size_t i = 0; i < 4; ++i) a[4 * i] = pixels[i];
  return pooled({{1, 2, 2}, {2, 2, 2, 0}}, true, a, {1.0F, 0.0F, 0.0F, 0.0F}, nullptr, 4);
}

}  // namespace

TEST_CASE("pooling and its slopes agree with dual numbers in every lane") {
  for (const nn::PoolShape& shape : kShapes) {
    for (const bool is_max : {true, false}) {
      for (const std::size_t lanes : kLaneCounts) {
        CAPTURE(shape.window.height);
        CAPTURE(shape.window.stride);
        CAPTURE(is_max);
        CAPTURE(lanes);
        REQUIRE(nn::fits(shape));
        const std::size_t pixels = nn::units_of(shape.in);
        const std::size_t results = nn::units_of(nn::output_size(shape));
        const auto a = random_lanes(pixels * lanes, 1);
        const auto delta = random_lanes(results * lanes, 2);
        const auto slope = random_lanes(pixels * lanes, 3);
        const Result plain = pooled(shape, is_max, a, delta, nullptr, lanes);
        const Result sloped = pooled(shape, is_max, a, delta, slope.data(), lanes);
        bool is_close = true, is_times_slope = true;
        // Of at most 30 values below 1 the sum is rounded at most 30 times, by 2⁻²⁰ at most.
        constexpr double kRounding = 3e-6;
        const auto compare = [&](double expected, float found) {
          is_close = is_close && std::abs(expected - static_cast<double>(found)) < kRounding;
        };
        for (std::size_t lane = 0; lane < lanes; lane += lanes - 1) {  // the first and the last
          auto image = oracle::blank<Dual>(shape.in.channels, shape.in.height, shape.in.width);
          for (std::size_t i = 0; i < pixels; ++i) image.values[i] = a[i * lanes + lane];
          const auto values = oracle::pooled(image, shape.window, is_max).values;
          REQUIRE(values.size() == results);
          for (std::size_t i = 0; i < results; ++i) compare(values[i].value, plain.z[i * lanes + lane]);
          for (std::size_t i = 0; i < pixels; ++i) {
            image.values[i].slope = 1.0;
            double expected = 0.0;
            const auto changed = oracle::pooled(image, shape.window, is_max).values;
            for (std::size_t k = 0; k < results; ++k)
              expected += changed[k].slope * static_cast<double>(delta[k * lanes + lane]);
            image.values[i].slope = 0.0;
            compare(expected, plain.delta_in[i * lanes + lane]);
          }
        }
        for (std::size_t at = 0; at < a.size(); ++at)
          is_times_slope = is_times_slope && sloped.delta_in[at] == plain.delta_in[at] * slope[at];
        CHECK(is_close);
        CHECK(is_times_slope);
      }
    }
  }
}

TEST_CASE("the gradient of a largest value goes to the first of equals") {
  const auto gradient = [](const Result& result) {
    return std::vector<float>{result.delta_in[0], result.delta_in[4], result.delta_in[8],
                              result.delta_in[12]};
  };
  CHECK(gradient(of_four({0, 0, 0, 0})) == std::vector<float>{1, 0, 0, 0});
  CHECK(gradient(of_four({1, 2, 2, 2})) == std::vector<float>{0, 1, 0, 0});
  CHECK(gradient(of_four({1, 0, 3, 3})) == std::vector<float>{0, 0, 1, 0});
  CHECK(gradient(of_four({-4, -3, -2, -1})) == std::vector<float>{0, 0, 0, 1});
}

TEST_CASE("NaN is the largest value, wherever it stands") {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  CHECK(std::isnan(of_four({nan, 1, 2, 3}).z[0]));
  CHECK(std::isnan(of_four({1, 2, nan, 3}).z[0]));
  CHECK(std::isnan(of_four({1, 2, 3, nan}).z[0]));
  CHECK(of_four({1, 5, 3, 4}).z[0] == 5.0F);
}

TEST_CASE("a pool takes no padding") {
  CHECK(nn::fits(nn::PoolShape{{1, 4, 4}, {2, 2, 2, 0}}));
  CHECK_FALSE(nn::fits(nn::PoolShape{{1, 4, 4}, {3, 3, 2, 1}}));
  CHECK_FALSE(nn::fits(nn::PoolShape{{1, 4, 4}, {5, 4, 2, 0}}));
}

TEST_CASE("what is too small to matter becomes zero on the way back through a pool") {
  const nn::PoolShape shape{{1, 2, 2}, {2, 2, 2, 0}};
  const base::AlignedFloats a(16, 1.0F), delta(4, 2e-30F);
  const base::AlignedFloats slope(16, 0.1F);
  CHECK(pooled(shape, false, a, delta, nullptr, 4).delta_in == base::AlignedFloats(16, 0.0F));  // a quarter
  CHECK(pooled(shape, true, a, delta, nullptr, 4).delta_in[0] == 2e-30F);
  CHECK(pooled(shape, true, a, delta, slope.data(), 4).delta_in[0] == 0.0F);
}
