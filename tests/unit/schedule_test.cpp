#include "nn/schedule.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "allocation_count.h"
#include "nn/clipping.h"
#include "training_setup.h"

using namespace lab;
using namespace lab::test;

TEST_CASE("schedules give the rates of their definitions") {
  const nn::ScheduleSettings settings{100, 0.5F, 400, 0.01F};
  const auto rate = [&](std::string_view id, std::int64_t updates) {
    return nn::find_schedule(id)->rate(settings, 0.2F, updates);
  };
  CHECK(rate("constant", 1'000'000) == 0.2F);
  CHECK(rate("step", 0) == 0.2F);
  CHECK(rate("step", 99) == 0.2F);
  CHECK(rate("step", 100) == 0.1F);
  CHECK(rate("step", 399) == 0.025F);
  CHECK(rate("step", std::numeric_limits<std::int64_t>::max()) == 0.0F);
  CHECK(rate("cosine", 0) == 0.2F);
  for (const int updates : {1, 57, 200, 399}) {
    const double expected = 0.01 + 0.19 * 0.5 * (1.0 + std::cos(3.141592653589793 * updates / 400));
    // A few roundings of float32 at 0.2.
    CHECK(std::abs(static_cast<double>(rate("cosine", updates)) - expected) <= 5e-8);
  }
  CHECK(rate("cosine", 400) == 0.01F);
  CHECK(rate("cosine", 100'000) == 0.01F);
  CHECK(nn::find_schedule("nothing") == nullptr);
}

TEST_CASE("a trainer takes the rate of its schedule at every step") {
  const auto params_after = [](const char* schedule, float learning_rate) {
    nn::TrainerConfig setup = config(network("tanh", {4}), "mse", "sgd", learning_rate);
    setup.schedule = nn::find_schedule(schedule);
    setup.schedule_settings.every = 3;
    setup.schedule_settings.factor = 0.0F;
    nn::Trainer t = trainer(setup, points("rings"));
    nn::train(t, 3);
    const std::vector<float> third = t.params;
    nn::train(t, 5);
    CHECK((t.params == third) == (std::string_view(schedule) == "step"));  // a rate of 0 moves nothing
    return third;
  };
  CHECK(params_after("step", 0.1F) == params_after("constant", 0.1F));
}

TEST_CASE("clipping by norm shortens a long gradient and leaves a short one as it is") {
  std::vector<float> gradients = {3.0F, -4.0F};
  nn::clip_gradients({0.0F, 10.0F}, gradients);
  CHECK(gradients == std::vector<float>{3.0F, -4.0F});
  nn::clip_gradients({0.0F, 0.5F}, gradients);
  // Results are rounded to float32, by 6e-8.
  CHECK(static_cast<double>(gradients[0]) == doctest::Approx(0.5 / (5.0 + 1e-6) * 3.0).epsilon(1e-6));
  CHECK(static_cast<double>(gradients[1]) == doctest::Approx(0.5 / (5.0 + 1e-6) * -4.0).epsilon(1e-6));
  std::vector<float> huge = {3e30F, -4e30F};  // whose squares are beyond float32
  nn::clip_gradients({0.0F, 1.0F}, huge);
  CHECK(huge[0] == doctest::Approx(0.6).epsilon(1e-6));
}

TEST_CASE("clipping by value limits each gradient, and NaN stays to be seen") {
  std::vector<float> gradients = {0.5F, 2.0F, -3.0F, NAN};
  nn::clip_gradients({1.0F, 0.0F}, gradients);
  CHECK(gradients[0] == 0.5F);
  CHECK(gradients[1] == 1.0F);
  CHECK(gradients[2] == -1.0F);
  CHECK(std::isnan(gradients[3]));
  nn::clip_gradients({0.0F, 1.0F}, gradients);
  CHECK(std::isnan(gradients[3]));
}

TEST_CASE("clipping keeps a step from being thrown far away, without allocating") {
  nn::TrainerConfig setup = config(network("relu", {8, 8}), "mse", "sgd", 1.0F);
  setup.clipping.norm = 0.01F;
  setup.schedule = nn::find_schedule("cosine");
  nn::Trainer t = trainer(setup, points("rings"));
  nn::train(t, 1);
  std::vector<float> previous(t.params.size());
  const std::int64_t before = allocation_count();
  double longest = 0.0;
  for (int step = 0; step < 200; ++step) {
    std::copy(t.params.begin(), t.params.end(), previous.begin());
    nn::train(t, 1);
    double squares = 0.0;
    for (std::size_t i = 0; i < previous.size(); ++i) {
      const double change = static_cast<double>(t.params[i] - previous[i]);
      squares += change * change;
    }
    longest = std::max(longest, std::sqrt(squares));
  }
  CHECK(allocation_count() == before);
  // rate · norm = 0.01, and the rounding of about 100 weights near 1 by 6e-8 each.
  CHECK(longest <= 0.01 + 1e-6);
}
