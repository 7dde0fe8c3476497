#include "nn/init.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "act/gain.h"
#include "act/study/properties.h"
#include "function_setup.h"
#include "training_setup.h"

using namespace lab;
using namespace lab::test;

namespace {

std::vector<float> weights_of(std::string_view init, const nn::NetworkSpec& spec, std::size_t layer) {
  std::vector<float> params(nn::param_count(spec));
  nn::initialise(*nn::find_init(init), spec, 3, params, 0.25F);
  const nn::LayerShape shape = nn::layer_shapes(spec)[layer];
  for (std::size_t i = shape.biases; i < shape.biases + static_cast<std::size_t>(shape.pre_activations); ++i)
    CHECK(params[i] == 0.0F);
  return {params.begin() + static_cast<std::ptrdiff_t>(shape.weights),
          params.begin() + static_cast<std::ptrdiff_t>(shape.biases)};
}

double mean_square(const std::vector<float>& values) {
  double sum = 0.0;
  for (const float value : values) sum += static_cast<double>(value) * static_cast<double>(value);
  return sum / static_cast<double>(values.size());
}

}  // namespace

TEST_CASE("initial weights have the variance of their law and biases are zero") {
  struct Expected {
    std::string_view id;
    double variance;
    double limit;  // 0: none
  };
  // Layers 32 → 32, of tanh; the gain of tanh is 1.5925374.
  const Expected all[] = {
      {"xavier", 2.0 / 64, std::sqrt(6.0 / 64)},
      {"xavier_normal", 2.0 / 64, 0},
      {"he", 2.0 / 32, std::sqrt(6.0 / 32)},
      {"he_normal", 2.0 / 32, 0},
      {"lecun", 1.0 / 32, std::sqrt(3.0 / 32)},
      {"lecun_normal", 1.0 / 32, 0},
      {"preserving", 1.5925374 * 1.5925374 / 32, 0},
      {"orthogonal", 1.0 / 32, 1},
      {"normal", 0.25 * 0.25, 0},
      {"zero", 0, 0},
  };
  CHECK(std::size(all) == nn::inits().size());
  for (const Expected& expected : all) {
    CAPTURE(expected.id);
    const std::vector<float> weights = weights_of(expected.id, network("tanh", {32, 32}), 1);
    REQUIRE(weights.size() == 1024);
    // 1,024 draws estimate the variance of a normal law to 4.4 %, that of a uniform one to 2.8 %; 15 % is
    // more than three of these.
    CHECK(mean_square(weights) == doctest::Approx(expected.variance).epsilon(0.15));
    if (expected.limit == 0) continue;
    const auto largest = std::max_element(weights.begin(), weights.end());
    CHECK(static_cast<double>(*largest) <= expected.limit);
    // That none of 1,024 draws falls into the outermost hundredth has a probability of 3e-5.
    if (expected.id != "orthogonal") CHECK(static_cast<double>(*largest) > 0.98 * expected.limit);
  }
  CHECK(nn::find_init("xavier")->scale({2, 4}) == 1.0F);
  CHECK(nn::find_init("he")->scale({6, 1}) == 1.0F);
  CHECK(nn::find_init("lecun")->scale({3, 9}) == 1.0F);
  CHECK(nn::find_init("nothing") == nullptr);
}

TEST_CASE("orthogonal weights keep lengths and angles: their shorter side is orthonormal") {
  for (const auto& [in, out] : {std::pair{7, 20}, {20, 7}, {16, 16}, {1, 5}}) {
    nn::NetworkSpec spec = network("tanh", {out});
    spec.inputs = in;
    const std::vector<float> w = weights_of("orthogonal", spec, 0);
    const auto rows = static_cast<std::size_t>(out);
    const auto columns = static_cast<std::size_t>(in);
    const std::size_t count = std::min(rows, columns);
    for (std::size_t a = 0; a < count; ++a) {
      for (std::size_t b = 0; b < count; ++b) {
        double product = 0.0;
        for (std::size_t i = 0; i < std::max(rows, columns); ++i) {
          const std::size_t at = rows <= columns ? a * columns + i : i * columns + a;
          const std::size_t with = rows <= columns ? b * columns + i : i * columns + b;
          product += static_cast<double>(w[at]) * static_cast<double>(w[with]);
        }
        // Twenty weights below 1, each rounded to float32.
        CHECK(std::abs(product - (a == b ? 1.0 : 0.0)) <= 1e-6);
      }
    }
  }
}

TEST_CASE("the gain is the one that properties show, for every activation") {
  // The error of the midpoint rule that act/gain.h states; for a parabola only the rounding of float32.
  CHECK(static_cast<double>(act::variance_gain(activation("relu"))) ==
        doctest::Approx(std::sqrt(2.0)).epsilon(1e-5));
  CHECK(act::variance_gain(activation("identity")) == doctest::Approx(1.0).epsilon(1e-6));
  for (const act::ActivationRow& row : act::activations()) {
    CAPTURE(row.id);
    // Both are sums over float32 values; they differ in their places, which counts at jumps.
    CHECK(static_cast<double>(act::variance_gain(activation(row.id))) ==
          doctest::Approx(act::properties(activation(row.id)).variance_gain).epsilon(1e-4));
  }
}

TEST_CASE("the gain of a vector activation is that of the layer") {
  // E[max(z₀, z₁)²] = 1. E[(z₀·gelu(z₁))²] = E[gelu²], so that a gate has the gain of its function.
  const auto gain = [](const char* id, int pieces) {
    return static_cast<double>(
        act::variance_gain(act::VectorActivation{act::find_vector_activation(id), pieces}, 16));
  };
  // 65,536 values; their squares scatter so that 2 % is three deviations.
  CHECK(gain("maxout", 2) == doctest::Approx(1.0).epsilon(0.02));
  CHECK(gain("geglu", 2) ==
        doctest::Approx(static_cast<double>(act::variance_gain(activation("gelu")))).epsilon(0.02));
}

TEST_CASE("variance-preserving weights keep the signal through eight layers of any activation") {
  // Geometric mean over seeds of the last hidden layer's mean square, as a share of what the gain promises.
  const auto share_kept = [](const char* id, std::string_view init) {
    const nn::NetworkSpec spec = network(id, {32, 32, 32, 32, 32, 32, 32, 32});
    const auto gain = static_cast<double>(act::variance_gain(activation(id)));
    double logs = 0.0;
    constexpr int kSeeds = 20;
    for (int seed = 0; seed < kSeeds; ++seed) {
      std::vector<float> params(nn::param_count(spec));
      nn::initialise(*nn::find_init(init), spec, static_cast<std::uint64_t>(seed), params);
      const std::vector<float> x = {1.0F, -1.0F, 1.0F, -1.0F, 1.0F, 1.0F, -1.0F, -1.0F};  // of variance 1
      std::vector<float> a(32 * 4);
      nn::Workspace work;
      nn::hidden_activations(spec, params, 7, nn::view_inputs(x, 2), a, work);
      logs += std::log(mean_square(a) * gain * gain);
    }
    return std::exp(logs / kSeeds);
  };
  for (const char* id : {"tanh", "relu", "gelu", "silu", "sin"}) {
    CAPTURE(std::string(id));
    // Width 32 makes each layer's variance scatter by a fifth or more: a factor of 2 after eight.
    CHECK(share_kept(id, "preserving") > 0.5);
    CHECK(share_kept(id, "preserving") < 2.0);
  }
  CHECK(share_kept("tanh", "lecun_normal") < 0.4);  // the same law without the gain; measured 0.17
}
