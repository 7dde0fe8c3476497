#include "nn/optimizer.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "base/rng.h"

using namespace lab;

TEST_CASE("adam follows its definition in double precision over 300 steps") {
  constexpr std::size_t kCount = 7;  // one whole vector and a tail
  constexpr float kRate = 0.01F;
  std::vector<float> params(kCount, 0.5F), gradients(kCount), moment1(kCount), moment2(kCount);
  std::vector<double> p(kCount, 0.5), m(kCount), v(kCount);
  nn::OptimizerState state;
  base::Rng rng = base::make_rng(1, 0);
  for (int t = 1; t <= 300; ++t) {
    for (float& gradient : gradients) gradient = base::uniform(rng, -1.0F, 1.2F);
    CHECK(nn::find_optimizer("adam")->update(params.data(), gradients.data(), moment1.data(), moment2.data(),
                                             kCount, kRate, state));
    for (std::size_t i = 0; i < kCount; ++i) {
      const double g = static_cast<double>(gradients[i]);
      m[i] = 0.9 * m[i] + 0.1 * g;
      v[i] = 0.999 * v[i] + 0.001 * g * g;
      const double denominator = std::sqrt(v[i]) / std::sqrt(1.0 - std::pow(0.999, t)) + 1e-8;
      p[i] -= static_cast<double>(kRate) / (1.0 - std::pow(0.9, t)) * m[i] / denominator;
    }
  }
  // 300 updates of at most 0.01, each rounded to about 1e-7 of itself or of the parameter.
  for (std::size_t i = 0; i < kCount; ++i)
    CHECK(static_cast<double>(params[i]) == doctest::Approx(p[i]).epsilon(2e-5));
}

TEST_CASE("an update says when a parameter is no longer finite, wherever it stands") {
  for (const nn::OptimizerRow& row : nn::optimizers()) {
    CAPTURE(row.id);
    for (std::size_t bad = 0; bad < 6; ++bad) {
      for (const float value :
           {std::numeric_limits<float>::infinity(), std::numeric_limits<float>::quiet_NaN()}) {
        std::vector<float> params(6, 1.0F), gradients(6, 0.1F), moment1(6), moment2(6);
        nn::OptimizerState state;
        params[bad] = value;
        CHECK_FALSE(
            row.update(params.data(), gradients.data(), moment1.data(), moment2.data(), 6, 0.1F, state));
      }
    }
  }
}

TEST_CASE("moments die out to exact zeros instead of subnormal numbers") {
  std::vector<float> params(1, 1.0F), gradients(1, 1e-3F), moment1(1), moment2(1);
  nn::OptimizerState state;
  const nn::OptimizerRow& adam = *nn::find_optimizer("adam");
  adam.update(params.data(), gradients.data(), moment1.data(), moment2.data(), 1, 0.01F, state);
  gradients[0] = 0.0F;
  bool subnormal = false;
  for (int t = 0; t < 100'000; ++t) {
    adam.update(params.data(), gradients.data(), moment1.data(), moment2.data(), 1, 0.01F, state);
    subnormal = subnormal || std::fpclassify(moment1[0]) == FP_SUBNORMAL ||
                std::fpclassify(moment2[0]) == FP_SUBNORMAL;
  }
  CHECK_FALSE(subnormal);
  CHECK(moment1[0] == 0.0F);
  CHECK(moment2[0] == 0.0F);
  CHECK(std::isfinite(params[0]));
}
