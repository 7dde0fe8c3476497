// What the program promises about its standard examples, trained without a screen.
#include <doctest/doctest.h>

#include <string>

#include "training_setup.h"

using namespace lab;
using namespace lab::test;

namespace {

// Ten seconds at the default speed of 1,000 steps per second.
constexpr std::int64_t kSteps = 10'000;

struct Accuracy {
  double train;
  double test;
};

Accuracy accuracy_after(std::int64_t steps, std::string_view data, nn::NetworkSpec spec, std::uint64_t seed) {
  nn::Trainer t = trainer(config(std::move(spec), "bce_logits", "adam", 0.01F, seed), points(data, seed));
  nn::train(t, steps);
  nn::Workspace work;
  return {nn::train_metrics(t, work).accuracy, nn::test_metrics(t, work).accuracy};
}

}  // namespace

TEST_CASE("tanh 8-8 learns the spiral: at least 97 % held out after 10,000 steps, for seeds 1 to 10") {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    CAPTURE(seed);
    CHECK(accuracy_after(kSteps, "spiral", network("tanh", {8, 8}), seed).test >= 0.97);
  }
}

TEST_CASE("without a non-linear activation the spiral stays below 70 %, for seeds 1 to 10") {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    CAPTURE(seed);
    CHECK(accuracy_after(kSteps, "spiral", network("identity", {8, 8}), seed).test < 0.7);
  }
}

TEST_CASE("four ReLU units solve XOR completely, for seed 1") {
  const Accuracy accuracy = accuracy_after(kSteps, "xor", network("relu", {4}), 1);
  CHECK(accuracy.train == 1.0);
  CHECK(accuracy.test == 1.0);
}

TEST_CASE("an identity network cannot learn the XOR table: at most three of its four points") {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    CAPTURE(seed);
    CHECK(accuracy_after(kSteps, "xor_table", network("identity", {4}), seed).train <= 0.75);
  }
}

TEST_CASE("the default network learns every set but xor and the spiral, for seeds 1 to 5") {
  for (const std::string data : {"linear", "rings", "moons", "gauss"}) {
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
      CAPTURE(data);
      CAPTURE(seed);
      CHECK(accuracy_after(kSteps, data, network("tanh", {4, 2}), seed).test >= 0.97);
    }
  }
}
