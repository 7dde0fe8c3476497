#include "nn/loss.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

using namespace lab;

namespace {

struct LossAndSlope {
  float loss;
  float slope;
};

LossAndSlope evaluate(std::string_view id, float output, float target) {
  alignas(16) float outputs[4] = {output, output, output, output};
  alignas(16) float targets[4] = {target, target, target, target};
  alignas(16) float losses[4];
  alignas(16) float slopes[4];
  nn::find_loss(id)->evaluate(outputs, targets, losses, slopes, 4);
  return {losses[0], slopes[0]};
}

}  // namespace

TEST_CASE("cross-entropy on logits is right from certainty to certainty and never overflows") {
  for (const float z : {-1e30F, -200.0F, -88.0F, -20.0F, -1.5F, 0.0F, 0.3F, 5.0F, 30.0F, 100.0F, 1e30F}) {
    for (const float target : {0.0F, 1.0F}) {
      CAPTURE(z);
      const double x = static_cast<double>(z);
      const double expected =
          std::max(x, 0.0) - x * static_cast<double>(target) + std::log1p(std::exp(-std::abs(x)));
      const double slope = 1.0 / (1.0 + std::exp(-x)) - static_cast<double>(target);
      const LossAndSlope actual = evaluate("bce_logits", z, target);
      // The difference softplus(z) − z·t cancels: its error is that of z, 2^-24 of |z| or a few ulp of 1.
      const double allowed = 4e-7 * std::max(1.0, std::abs(x));
      CHECK(std::abs(static_cast<double>(actual.loss) - expected) <= allowed);
      CHECK(std::abs(static_cast<double>(actual.slope) - slope) <= 4e-7);
    }
  }
}

TEST_CASE("mean squared error has PyTorch's slope, twice the error") {
  const LossAndSlope actual = evaluate("mse", 2.5F, -1.0F);
  CHECK(actual.loss == 12.25F);
  CHECK(actual.slope == 7.0F);
}

TEST_CASE("the class threshold lies half way between the targets") {
  CHECK(nn::class_threshold(*nn::find_loss("bce_logits")) == 0.0F);
  CHECK(nn::class_threshold(*nn::find_loss("mse")) == 0.0F);
  CHECK(nn::find_loss("nothing") == nullptr);
}
