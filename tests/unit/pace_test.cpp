#include "app/pace.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace lab;

namespace {

constexpr std::int64_t kNoLimit = 1'000'000;

// The obvious version: one step after the other, a record wherever one is due.
std::int64_t count_steps(const app::Pace& pace, const app::LossHistory& history, std::int64_t step,
                         double left_s) {
  std::int64_t steps = 0;
  for (double spent_s = 0; steps < kNoLimit; ++steps) {
    const bool is_recorded = (step + steps + 1) % history.stride == 0;
    spent_s += pace.step_s + (is_recorded ? pace.record_s : 0);
    if (spent_s > left_s) break;
  }
  return steps;
}

}  // namespace

TEST_CASE("as many steps fit as a count one by one says, records included") {
  const app::Pace pace{0.0625, 0.5, 0};  // powers of two: sums are exact
  for (const std::int64_t stride : {1, 2, 8, 64}) {
    app::LossHistory history;
    history.stride = stride;
    for (std::int64_t step = 0; step < 20; ++step) {
      for (double left_s = 0; left_s < 12; left_s += 0.03125) {
        CAPTURE(stride);
        CAPTURE(step);
        CAPTURE(left_s);
        CHECK(app::steps_that_fit(pace, history, step, left_s, kNoLimit) ==
              count_steps(pace, history, step, left_s));
      }
    }
  }
}

TEST_CASE("one step is tried where nothing is known, and never more than asked for") {
  CHECK(app::steps_that_fit({}, {}, 0, 1.0, kNoLimit) == 1);
  CHECK(app::steps_that_fit({1e-9, 0, 0}, {}, 0, 1.0, 500) == 500);
  CHECK(app::steps_that_fit({1e-9, 0, 0}, {}, 0, -1.0, 500) == 0);
}

TEST_CASE("the cost of a step is learnt within a few slices, and a pause in one of them is forgotten") {
  constexpr double kStepS = 3e-7;
  app::Pace pace;
  const auto train = [&](double pause_s) {
    app::LossHistory history;
    history.stride = 1 << 20;
    const std::int64_t steps =
        std::max<std::int64_t>(1, app::steps_that_fit(pace, history, 0, 0.0005, kNoLimit));
    app::learn(pace, steps, 0, static_cast<double>(steps) * kStepS + pause_s);
  };
  for (int slice = 0; slice < 12; ++slice) train(0);
  CHECK(pace.step_s == doctest::Approx(kStepS).epsilon(0.01));
  train(0.02);  // the system did something else
  CHECK(pace.step_s > 5 * kStepS);
  for (int slice = 0; slice < 12; ++slice) train(0);
  CHECK(pace.step_s == doctest::Approx(kStepS).epsilon(0.01));
}
