#include "nn/optimizer.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <string_view>
#include <vector>

#include "base/rng.h"

using namespace lab;

namespace {

// One parameter by the definitions in optimizer.h, in double precision.
struct Textbook {
  double w = 0.5, m = 0, v = 0;
  int t = 0;

  void step(std::string_view id, double g, double lr, const nn::OptimizerSettings& s) {
    ++t;
    if (id == "sgd") w -= lr * g;
    if (id == "momentum" || id == "nesterov") {
      v = s.momentum * v + g;
      w -= lr * (id == "nesterov" ? g + s.momentum * v : v);
    }
    if (id == "rmsprop" || id == "adagrad") {
      v = id == "rmsprop" ? s.alpha * v + (1 - s.alpha) * g * g : v + g * g;
      w -= lr * g / (std::sqrt(v) + s.epsilon);
    }
    if (id == "adamw") w -= lr * s.weight_decay * w;
    if (id == "adam" || id == "adamw") {
      m = s.beta1 * m + (1 - s.beta1) * g;
      v = s.beta2 * v + (1 - s.beta2) * g * g;
      const double denominator = std::sqrt(v) / std::sqrt(1.0 - std::pow(s.beta2, t)) + s.epsilon;
      w -= lr / (1.0 - std::pow(s.beta1, t)) * m / denominator;
    }
  }
};

// The arrays of an optimizer for n parameters.
struct Arrays {
  std::vector<float> params, gradients, moment1, moment2;
  nn::OptimizerState state;

  explicit Arrays(std::size_t n) : params(n, 0.5F), gradients(n), moment1(n), moment2(n) {}

  bool update(const nn::OptimizerRow& row, float learning_rate, const nn::OptimizerSettings& settings) {
    return row.update(
        {params.data(), gradients.data(), moment1.data(), moment2.data(), params.size(), learning_rate},
        settings, state);
  }
  bool update(const nn::OptimizerRow& row, float learning_rate) {
    return update(row, learning_rate, row.defaults);
  }
};

}  // namespace

TEST_CASE("every optimizer follows its definition in double precision over 300 steps") {
  nn::OptimizerSettings other;
  other.momentum = 0.5;
  other.alpha = 0.9;
  other.beta1 = 0.8;
  other.beta2 = 0.95;
  other.epsilon = 1e-3;
  other.weight_decay = 0.2;
  for (const nn::OptimizerRow& row : nn::optimizers()) {
    for (const nn::OptimizerSettings& settings : {row.defaults, other}) {
      CAPTURE(row.id);
      CAPTURE(settings.epsilon);
      constexpr std::size_t kCount = 7;  // one whole vector and a tail
      constexpr float kRate = 0.01F;
      Arrays actual(kCount);
      std::vector<Textbook> expected(kCount);
      base::Rng rng = base::make_rng(1, 0);
      for (int t = 1; t <= 300; ++t) {
        for (float& gradient : actual.gradients) gradient = base::uniform(rng, -1.0F, 1.2F);
        CHECK(actual.update(row, kRate, settings));
        for (std::size_t i = 0; i < kCount; ++i) {
          expected[i].step(row.id, static_cast<double>(actual.gradients[i]), static_cast<double>(kRate),
                           settings);
        }
      }
      // 300 updates of about 0.01, each rounded to about 1e-7 of itself or of the parameter.
      for (std::size_t i = 0; i < kCount; ++i)
        CHECK(static_cast<double>(actual.params[i]) == doctest::Approx(expected[i].w).epsilon(2e-5));
    }
  }
}

TEST_CASE("the defaults are PyTorch's") {
  CHECK(nn::find_optimizer("adagrad")->defaults.epsilon == 1e-10);
  CHECK(nn::find_optimizer("rmsprop")->defaults.epsilon == 1e-8);
  CHECK(nn::find_optimizer("rmsprop")->defaults.alpha == 0.99);
  CHECK(nn::find_optimizer("adamw")->defaults.weight_decay == 0.01);
}

TEST_CASE("an update says when a parameter is no longer finite, wherever it stands") {
  for (const nn::OptimizerRow& row : nn::optimizers()) {
    CAPTURE(row.id);
    for (std::size_t bad = 0; bad < 6; ++bad) {
      for (const float value :
           {std::numeric_limits<float>::infinity(), std::numeric_limits<float>::quiet_NaN()}) {
        Arrays arrays(6);
        arrays.params[bad] = value;
        CHECK_FALSE(arrays.update(row, 0.1F));
      }
    }
  }
}

TEST_CASE("moments die out to exact zeros instead of subnormal numbers") {
  for (const nn::OptimizerRow& row : nn::optimizers()) {
    if (row.id == "adagrad") continue;  // it only adds
    CAPTURE(row.id);
    Arrays arrays(1);
    arrays.gradients[0] = 1e-3F;
    arrays.update(row, 0.01F);
    arrays.gradients[0] = 0.0F;
    bool subnormal = false;
    for (int t = 0; t < 100'000; ++t) {
      arrays.update(row, 0.01F);
      subnormal = subnormal || std::fpclassify(arrays.moment1[0]) == FP_SUBNORMAL ||
                  std::fpclassify(arrays.moment2[0]) == FP_SUBNORMAL;
    }
    CHECK_FALSE(subnormal);
    CHECK(arrays.moment1[0] == 0.0F);
    CHECK(arrays.moment2[0] == 0.0F);
    CHECK(std::isfinite(arrays.params[0]));
  }
}
