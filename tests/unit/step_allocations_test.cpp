// A step allocates nothing, whatever it consists of.
#include <doctest/doctest.h>

#include <memory>
#include <string>

#include "allocation_count.h"
#include "training_setup.h"

using namespace lab;
using namespace lab::test;

namespace {

std::int64_t allocations_of_100_steps(const nn::TrainerConfig& setup) {
  nn::Trainer t = trainer(setup, points("moons"));
  const std::int64_t before = allocation_count();
  CHECK(nn::train(t, 100) == 100);
  return allocation_count() - before;
}

}  // namespace

TEST_CASE("the count sees an allocation") {
  const std::int64_t before = allocation_count();
  const auto number = std::make_unique<int>(7);
  CHECK(*number == 7);
  CHECK(allocation_count() == before + 1);
}

TEST_CASE("no step allocates, from the first on: every optimizer with every norm, with dropout and without") {
  for (const nn::OptimizerRow& optimizer : nn::optimizers()) {
    for (const char* norm : {"", "batch_norm", "layer_norm"}) {
      for (const float dropout : {0.0F, 0.3F}) {
        CAPTURE(std::string(optimizer.id));
        CAPTURE(std::string(norm));
        CAPTURE(dropout);
        nn::TrainerConfig setup = config(network("tanh", {9, 6}), "bce_logits", optimizer.id, 0.001F);
        for (nn::HiddenLayer& layer : setup.network.hidden) {
          layer.norm = nn::find_norm(norm);
          layer.dropout = dropout;
        }
        CHECK(allocations_of_100_steps(setup) == 0);
      }
    }
  }
}

TEST_CASE("no step allocates: every loss, schedule and activation, penalties, limits and sizes of a batch") {
  for (const nn::LossRow& loss : nn::losses())
    CHECK(allocations_of_100_steps(config(network("relu", {7}), loss.id, "sgd", 0.001F)) == 0);
  for (const nn::ScheduleRow& schedule : nn::schedules()) {
    nn::TrainerConfig setup = config(network("relu", {7}));
    setup.schedule = &schedule;
    setup.penalty = {0.01F, 0.01F};
    setup.clipping = {0.5F, 0.1F};
    CHECK(allocations_of_100_steps(setup) == 0);
  }
  for (const act::ActivationRow& row : act::activations()) {
    CAPTURE(std::string(row.id));
    CHECK(allocations_of_100_steps(config(network(row.id, {5, 3}), "mse", "sgd", 1e-9F)) == 0);
  }
  for (const int batch : {1, 3, 64, 512}) {
    nn::TrainerConfig setup = config(network("sigmoid", {32, 32}));
    setup.batch = batch;
    CHECK(allocations_of_100_steps(setup) == 0);
  }
}
