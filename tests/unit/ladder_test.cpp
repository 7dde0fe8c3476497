// The ladder of bends: which networks stand side by side, and that what each of them proves is so.
#include "app/ladder.h"

#include <doctest/doctest.h>

#include <cmath>

#include "app/bench.h"
#include "app/image_plan.h"
#include "app/link.h"
#include "app/plan.h"
#include "image_app_setup.h"

using namespace lab;
using namespace lab::test;

namespace {

constexpr const char* kLadder = "view=image&n=60&split=0.5&conv=2-3&kernel=3&steps=";

app::App small_ladder(int steps) { return settled(kLadder + std::to_string(steps) + "&ladder=1"); }

const run::ImageRun& run_on(const app::App& app, const app::Rung& rung) {
  return app.image_runs[*app::side_of(app.scenario, rung)];
}

bool bends(const nn::ImageLayer& layer) {
  const bool has_function = layer.activation.row != nullptr && layer.activation.row->id != "identity";
  return has_function || layer.kind->id == "max_pool";
}

}  // namespace

TEST_CASE("a ladder has the network itself first, and each rung once") {
  for (const char* link : {"view=image", "view=image&act=identity", "view=image&pool=max&stride=1",
                           "view=image&act=identity&pool=max&stride=1", "view=image&pool=average",
                           "view=image&act=tanh", "view=image&stride=3", "view=image&act=l1:sigmoid"}) {
    CAPTURE(link);
    const app::Scenario scenario = app::decode(link).scenario;
    const std::vector<app::Scenario> sides = app::ladder_sides(scenario);
    const auto own = app::rung_of(scenario);
    CHECK(sides.size() == (own ? 4 : 5));
    CHECK(sides.front() == scenario);
    for (const app::Rung& rung : app::kRungs) {
      const app::Scenario& side = sides[*app::side_of(scenario, rung)];
      CHECK(app::rung_of(side) == rung);
      CHECK(side.seed == scenario.seed);
      CHECK(app::image_network(side).layers.size() == (rung.has_maximum ? 5 : 3));
      std::size_t bending = 0;
      for (const nn::ImageLayer& layer : app::image_network(side).layers) bending += bends(layer) ? 1 : 0;
      CHECK(bending == (rung.has_maximum ? 2 : 0) + (rung.has_function ? 2 : 0));
    }
  }
}

TEST_CASE("the activation of a ladder is the network's, and ReLU where it has none") {
  const auto function_of = [](const char* link) {
    const app::Scenario scenario = app::decode(link).scenario;
    const app::Scenario side = app::ladder_sides(scenario)[*app::side_of(scenario, {true, true})];
    return side.act.curves.front();
  };
  CHECK(function_of("view=image&act=tanh") == "tanh");
  CHECK(function_of("view=image&act=identity") == "relu");
}

TEST_CASE("all rungs train in lockstep from the same first kernels and pictures") {
  const app::App app = small_ladder(40);
  REQUIRE(app.image_runs.size() == 4);
  const run::ImageRun& first = app.image_runs.front();
  for (const run::ImageRun& run : app.image_runs) {
    CHECK(run.seen.snapshot.step == 40);
    CHECK(run.first.snapshot.params == first.first.snapshot.params);
    CHECK(run.plan.pictures.pixels == first.plan.pictures.pixels);
    CHECK(run.seen.snapshot.params.size() == first.seen.snapshot.params.size());
  }
}

TEST_CASE("each rung trains as it does alone") {
  const app::App app = small_ladder(30);
  for (const app::Rung& rung : app::kRungs) {
    const app::Scenario side = app::ladder_sides(app.scenario)[*app::side_of(app.scenario, rung)];
    run::ImageRun alone = run::make_run(app::image_plan_of(side)).value();
    run::work(alone, 30, 1e300);
    CHECK(alone.trainer.params == run_on(app, rung).trainer.params);
  }
}

TEST_CASE("without a bend one picture of weights a kind gives all outputs; with one none does") {
  const app::App app = small_ladder(60);
  CHECK(app::one_map(run_on(app, {false, false}), 30).largest_difference < 1e-5);
  CHECK(app::one_map(run_on(app, {false, true}), 30).largest_difference > 1e-2);
  CHECK(app::one_map(run_on(app, {true, false}), 30).largest_difference > 1e-2);
}

TEST_CASE("outputs of a sum of pictures add up without a bend, and fail to with a maximum or an activation") {
  const app::App app = small_ladder(60);
  const auto failure = [&](const app::Rung& rung) {
    const app::Sum sum = app::sum_that_fails(run_on(app, rung), 20);
    CHECK(sum.expected == doctest::Approx(sum.of_first + sum.of_second - sum.of_blank));
    return std::abs(sum.found - sum.expected) / std::max(std::abs(sum.found), 1e-9);
  };
  CHECK(failure({false, false}) < 1e-5);
  CHECK(failure({false, true}) > 0.02);
  CHECK(failure({true, false}) > 0.02);
  CHECK(failure({true, true}) > 0.02);
}

TEST_CASE("the weights that a kind has differ from picture to picture only where something bends") {
  const app::App app = small_ladder(60);
  const std::size_t pictures[] = {0, 1, 2};
  const auto difference = [&](const app::Rung& rung) {
    const auto maps = app::own_maps(run_on(app, rung), 1, pictures);
    double most = 0;
    for (std::size_t i = 0; i < maps[0].weights.size(); ++i)
      most = std::max({most, std::abs(maps[1].weights[i] - maps[0].weights[i]),
                       std::abs(maps[2].weights[i] - maps[0].weights[i])});
    return most;
  };
  CHECK(difference({false, false}) < 1e-9);
  CHECK(difference({true, false}) > 1e-3);
}

TEST_CASE("a ladder comes and goes beside its first run, which goes on as it was") {
  app::App app = settled(std::string(kLadder) + "25");
  const auto params = app.image_runs.front().trainer.params;
  change(app, "ladder", "1");
  REQUIRE(app.image_runs.size() == 4);
  for (const run::ImageRun& run : app.image_runs) CHECK(run.trainer.step == 25);
  CHECK(app.image_runs.front().trainer.params == params);
  change(app, "ladder", "0");
  CHECK(app.image_runs.size() == 1);
  CHECK(app.image_runs.front().trainer.params == params);
}
