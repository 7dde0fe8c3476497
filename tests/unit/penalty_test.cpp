#include "nn/penalty.h"

#include <doctest/doctest.h>

#include <vector>

#include "training_setup.h"

using namespace lab;
using namespace lab::test;

TEST_CASE("penalties count every weight by its magnitude and square, and no bias") {
  const nn::NetworkSpec spec = network("tanh", {1});
  // Two weights and a bias, then a weight and a bias.
  const std::vector<float> params = {2.0F, -3.0F, 100.0F, 0.0F, 100.0F};
  CHECK(nn::penalty_value({0.5F, 0.0F}, spec, params) == 2.5);
  CHECK(nn::penalty_value({0.0F, 0.5F}, spec, params) == 3.25);
  std::vector<float> gradients(5, 1.0F);
  nn::add_penalty_slopes({0.5F, 0.25F}, spec, params, gradients);
  CHECK(gradients == std::vector<float>{2.0F, -0.25F, 1.0F, 1.0F, 1.0F});
}

TEST_CASE("a trainer with a penalty keeps its weights smaller") {
  const auto size_after = [](nn::Penalty penalty) {
    nn::TrainerConfig setup = config(network("tanh", {6, 4}));
    setup.penalty = penalty;
    nn::Trainer t = trainer(setup, points("moons"));
    nn::train(t, 2000);
    return nn::penalty_value({0.0F, 1.0F}, setup.network, t.params);
  };
  const double free = size_after({});
  CHECK(size_after({0.01F, 0.0F}) < 0.5 * free);  // measured 0.16
  CHECK(size_after({0.0F, 0.02F}) < 0.5 * free);  // measured 0.09
}
