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
  nn::find_loss(id)->evaluate(outputs, targets, losses, slopes, {1, 4});
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

TEST_CASE("half the squared error has the error as its slope") {
  const LossAndSlope actual = evaluate("half_mse", 2.5F, -1.0F);
  CHECK(actual.loss == 6.125F);
  CHECK(actual.slope == 3.5F);
}

TEST_CASE("hinge wants a margin of one and is flat from there on") {
  CHECK(evaluate("hinge", 0.25F, 1.0F).loss == 0.75F);
  CHECK(evaluate("hinge", 0.25F, 1.0F).slope == -1.0F);
  CHECK(evaluate("hinge", 0.25F, -1.0F).loss == 1.25F);
  CHECK(evaluate("hinge", 0.25F, -1.0F).slope == 1.0F);
  CHECK(evaluate("hinge", 1.0F, 1.0F).slope == 0.0F);
  CHECK(evaluate("hinge", 7.0F, 1.0F).loss == 0.0F);
  CHECK(std::isnan(evaluate("hinge", NAN, 1.0F).loss));
}

TEST_CASE("huber is quadratic up to an error of one and linear beyond") {
  CHECK(evaluate("huber", 1.5F, 1.0F).loss == 0.125F);
  CHECK(evaluate("huber", 1.5F, 1.0F).slope == 0.5F);
  CHECK(evaluate("huber", -3.0F, 1.0F).loss == 3.5F);
  CHECK(evaluate("huber", -3.0F, 1.0F).slope == -1.0F);
  CHECK(std::isnan(evaluate("huber", NAN, 1.0F).loss));
}

TEST_CASE("softmax cross-entropy is one loss per example and finite however wrong the output") {
  // Three classes, four examples: the third is certain and right, the fourth certain and wrong.
  alignas(16) const float z[] = {1.0F, 0.0F, 1e8F, 1e8F, 2.0F, 0.0F, 0.0F, 0.0F, 3.0F, 0.0F, 0.0F, 0.0F};
  alignas(16) const float t[] = {0.0F, 1.0F, 1.0F, 0.0F, 0.0F, 0.0F, 0.0F, 1.0F, 1.0F, 0.0F, 0.0F, 0.0F};
  alignas(16) float loss[12];
  alignas(16) float slope[12];
  nn::find_loss("softmax_ce")->evaluate(z, t, loss, slope, {3, 4});
  // Float32: a handful of roundings of 6e-8.
  CHECK(loss[0] == doctest::Approx(0.40760596).epsilon(1e-6));  // −ln of 0.66524096
  CHECK(loss[1] == doctest::Approx(1.09861229).epsilon(1e-6));  // ln 3
  CHECK(loss[2] == 0.0F);
  CHECK(loss[3] == 1e8F);
  for (std::size_t i = 4; i < 12; ++i) CHECK(loss[i] == 0.0F);
  CHECK(slope[0] == doctest::Approx(0.09003057).epsilon(1e-6));
  CHECK(slope[8] == doctest::Approx(0.66524096 - 1.0).epsilon(1e-6));
  CHECK(slope[3] == 1.0F);
  CHECK(slope[7] == -1.0F);
  alignas(16) float loss_only[12];
  nn::find_loss("softmax_ce")->evaluate(z, t, loss_only, nullptr, {3, 4});
  CHECK(std::equal(loss, loss + 12, loss_only));
}

TEST_CASE("the class threshold lies half way between the targets") {
  CHECK(nn::class_threshold(*nn::find_loss("bce_logits")) == 0.0F);
  CHECK(nn::class_threshold(*nn::find_loss("mse")) == 0.0F);
  CHECK(nn::class_threshold(*nn::find_loss("hinge")) == 0.0F);
  CHECK(nn::find_loss("nothing") == nullptr);
}
