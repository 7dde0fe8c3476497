// What is said of activations in networks for images, from runs as the room makes them: what a straight function can and cannot do
// there.
#include <doctest/doctest.h>

#include <cmath>

#include "app/image_plan.h"
#include "app/ladder.h"
#include "app/link.h"
#include "run/course.h"

using namespace lab;

namespace {

// Of the held-out pictures, after so many steps.
nn::Metrics held_out(const app::Scenario& scenario, std::int64_t steps) {
  run::ImagePlan plan = app::image_plan_of(scenario);
  nn::ImageTrainer trainer =
      nn::make_image_trainer(plan.course.config, run::examples_of(plan.pictures)).value();
  CHECK(trainer.params.size() == 6564);
  nn::train(trainer, steps);
  nn::Workspace work;
  return nn::test_metrics(trainer, work);
}

double median_share(const app::Rung& rung) { return app::median(app::ladder_figures(rung)) / 500; }

}  // namespace

TEST_SUITE("facts") {
  TEST_CASE(
      "two bends, an activation and a maximum: without either shapes are guessed, with either mostly told, "
      "with both told, in the median of twenty seeds") {
    for (const app::Rung& rung : app::kRungs) CHECK(app::ladder_figures(rung).size() == 20);
    CHECK(median_share({false, false}) <= 0.55);
    CHECK(median_share({true, false}) >= median_share({false, false}) + 0.3);
    CHECK(median_share({false, true}) >= 0.75);
    CHECK(median_share({true, true}) >= 0.95);
  }

  TEST_CASE("the ladder's figures are those of training: seeds 1 to 3 of every rung give them again") {
    for (int seed = 1; seed <= 3; ++seed) {
      app::Scenario scenario = app::decode("data=shapes&act=relu").scenario;
      scenario.seed = seed;
      for (const app::Rung& rung : app::kRungs) {
        const app::Scenario side = app::ladder_sides(scenario)[*app::side_of(scenario, rung)];
        const nn::Metrics metrics = held_out(side, app::kLadderSteps);
        CHECK(metrics.points == 500);
        CHECK(std::lround(500 * metrics.accuracy) ==
              app::ladder_figures(rung)[static_cast<std::size_t>(seed) - 1]);
      }
    }
  }

  TEST_CASE("strides and ReLU tell at least 90 % of held-out shapes after 3,000 steps, for seeds 1 to 5") {
    for (const char* link : {"seed=1", "seed=2", "seed=3", "seed=4", "seed=5"}) {
      const app::Scenario scenario = app::decode(std::string("data=shapes&act=relu&") + link).scenario;
      CHECK(held_out(scenario, 3000).accuracy >= 0.9);
    }
  }
}
