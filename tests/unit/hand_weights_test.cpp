// Weights in the hand: set, frozen, undone, and replayed to the same bits by a link.
#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <string_view>
#include <vector>

#include "app/advance.h"
#include "app/app.h"
#include "app/link.h"
#include "app/plan.h"
#include "nn/optimizer.h"
#include "run/replay.h"

using namespace lab;
using app::App;
using app::WeightPlace;

namespace {

App opened(std::string_view link) {
  App app = app::make_app(link, {});
  REQUIRE(app.notices.empty());
  return app;
}

void settle(App& app) {
  for (int i = 0; i < 100'000 && is_busy(app); ++i) advance(app, {static_cast<double>(i), 0.25, 10});
  REQUIRE(!is_busy(app));
}

void train(App& app, std::int64_t steps) {
  apply(app, app::Step{steps});
  settle(app);
}

void set(App& app, const WeightPlace& place, float value, bool goes_on = false) {
  app::Scenario next = app.shown;
  next.w.ones[place] = value;
  apply(app, app::Change{next, goes_on});
  settle(app);
}

float weight(const App& app, const WeightPlace& place) {
  const nn::Trainer& trainer = first_run(app).trainer;
  return trainer.params[param_of(trainer.config.network, place).value()];
}

std::uint64_t hash_of(const App& app) { return nn::weights_hash(first_run(app).trainer.params); }

std::uint64_t hash_of_replay(const App& app) {
  const app::Scenario scenario = app::decode(share_link(app)).scenario;
  auto replay = run::make_replay(app::plan_of(scenario));
  REQUIRE(replay.ok());
  while (work(*replay, scenario.steps, 1e18)) {
  }
  return nn::weights_hash(replay->trainer.params);
}

std::uint64_t hash_of_link(const App& app) {
  App again = opened(share_link(app));
  settle(again);
  return hash_of(again);
}

}  // namespace

TEST_CASE("a link sets single weights and biases of the first step, by layer, unit and input") {
  const App app = opened("view=train&net=3-2&w=1.2.1:0.5,1.2.b:-1,2.1.3:2,3.1.2:-0.25,3.1.b:4");
  CHECK(weight(app, {1, 2, 1}) == 0.5F);
  CHECK(weight(app, {1, 2, 0}) == -1);
  CHECK(weight(app, {2, 1, 3}) == 2);
  CHECK(weight(app, {3, 1, 2}) == -0.25F);
  CHECK(weight(app, {3, 1, 0}) == 4);
  const App plain = opened("view=train&net=3-2");
  CHECK(weight(app, {1, 1, 1}) == weight(plain, {1, 1, 1}));
  CHECK(first_run(app).history.records[0].train_loss != first_run(plain).history.records[0].train_loss);
}

TEST_CASE("what is no weight is said, and a place that the network does not have is left out") {
  for (const std::string_view bad :
       {"1.2:0.5", "1.2.1", "1.2.1:x", "0.1.1:1", "1.1.0:1", "x:1", "1.1.1:1,1.1.1:2", "noise:-1",
        "1.1.1:5000", "all:0,all:1", "1.1.c:1", "1.1.1.1:1", ":", ","}) {
    const app::Decoded decoded = app::decode("view=train&w=" + std::string(bad));
    CAPTURE(std::string(bad));
    CHECK(decoded.notices.size() == 1);
    CHECK(decoded.scenario.w == app::HandWeights{});
  }
  CHECK(app::decode("view=train&freeze=1.1.1,1.1.1").notices.size() == 1);
  CHECK(app::decode("view=train&freeze=all").notices.size() == 1);
  const App app = opened("view=train&net=2&w=9.1.1:5,1.3.1:5,1.1.3:5,2.2.1:5&freeze=9.1.1,1.3.1");
  CHECK(hash_of(app) == hash_of(opened("view=train&net=2")));
  CHECK(first_run(app).trainer.config.frozen.empty());
}

TEST_CASE(
    "a link taken in a run with ten changes by hand leads to the same bits, whichever way it is run again") {
  App app = opened("view=train&net=4-3&act=tanh&norm=layer_norm&seed=3");
  set(app, {1, 1, 1}, 0.75F);
  for (int i = 1; i < 10; ++i) {
    train(app, 7);
    set(app, {1 + i % 3, 1, i % 4 == 0 ? 0 : 1}, 0.1F * static_cast<float>(i));
  }
  train(app, 20);
  REQUIRE(app.scenario.edits.size() == 9);
  CHECK(hash_of_link(app) == hash_of(app));
  CHECK(hash_of_replay(app) == hash_of(app));
}

TEST_CASE("the same value can be set again later, and only its own step sets it") {
  App app = opened("view=train&net=2");
  train(app, 10);
  set(app, {1, 1, 1}, 0.5F);
  train(app, 10);
  CHECK(weight(app, {1, 1, 1}) != 0.5F);
  CHECK(app.shown.w == app::HandWeights{});
  set(app, {1, 1, 1}, 0.5F);
  CHECK(weight(app, {1, 1, 1}) == 0.5F);
  CHECK(app.scenario.edits.size() == 2);
  CHECK(hash_of_link(app) == hash_of(app));
}

TEST_CASE("a drag leaves what its end set, as if it had been set at once, and one undo takes it back") {
  App app = opened("view=train&net=3");
  train(app, 25);
  const std::uint64_t before = hash_of(app);
  App at_once = app;
  set(app, {1, 2, 1}, 3);
  for (int i = 0; i < 20; ++i) set(app, {1, 2, 1}, 0.1F * static_cast<float>(i), true);
  set(at_once, {1, 2, 1}, 0.1F * 19);
  CHECK(hash_of(app) == hash_of(at_once));
  const std::uint64_t after = hash_of(app);
  apply(app, app::Undo{});
  settle(app);
  CHECK(hash_of(app) == before);
  CHECK(first_run(app).trainer.step == 25);
  apply(app, app::Redo{});
  settle(app);
  CHECK(hash_of(app) == after);
}

TEST_CASE("what is set at step 0 stays through a reset, what was set later and other weights do not") {
  App app = opened("view=train&net=3");
  set(app, {1, 1, 1}, 2);
  const std::uint64_t first = hash_of(app);
  train(app, 10);
  set(app, {1, 1, 2}, 2);
  apply(app, app::Reset{});
  settle(app);
  CHECK(hash_of(app) == first);
  apply(app, app::NewWeights{});
  settle(app);
  CHECK(weight(app, {1, 1, 1}) != 2);
  CHECK(app.scenario.w == app::HandWeights{});
}

TEST_CASE(
    "all zero, a small change of all, and new weights are three different things, each replayed by its "
    "link") {
  App app = opened("view=train&net=3-2&norm=batch_norm");
  train(app, 30);
  const std::vector<float> before = first_run(app).trainer.params;
  const auto with = [&](const app::HandWeights& hand) {
    App other = app;
    app::Scenario next = other.shown;
    next.w = hand;
    apply(other, app::Change{next});
    settle(other);
    CHECK(hash_of_link(other) == hash_of(other));
    return first_run(other).trainer;
  };
  const nn::Trainer zero = with({0.0F, {}, {}});
  for (const nn::LayerShape& layer : nn::layer_shapes(zero.config.network)) {
    for (std::size_t i = layer.weights; i < layer.biases + static_cast<std::size_t>(layer.out); ++i)
      CHECK(zero.params[i] == 0);
    if (layer.norm != nullptr) CHECK(zero.params[layer.gamma] == before[layer.gamma]);
  }
  const nn::Trainer noisy = with({{}, 0.1F, {}});
  double squares = 0;
  int count = 0;
  for (const nn::LayerShape& layer : nn::layer_shapes(noisy.config.network)) {
    for (std::size_t i = layer.weights; i < layer.biases + static_cast<std::size_t>(layer.out);
         ++i, ++count) {
      const double change = static_cast<double>(noisy.params[i] - before[i]);
      CHECK(change != 0);
      squares += change * change;
    }
  }
  CHECK(std::sqrt(squares / count) == doctest::Approx(0.1).epsilon(0.5));
}

TEST_CASE("a frozen weight keeps its bits under every optimizer, penalty and limit, and the others go on") {
  for (const nn::OptimizerRow& optimizer : nn::optimizers()) {
    CAPTURE(std::string(optimizer.id));
    App app = opened("view=train&net=4&opt=" + std::string(optimizer.id) + "&l2=0.01&clip=1&lr=0.01");
    train(app, 20);
    app::Scenario next = app.shown;
    next.freeze = {{1, 2, 0}, {1, 2, 1}, {2, 1, 4}};
    apply(app, app::Change{next});
    settle(app);
    const std::vector<float> before = first_run(app).trainer.params;
    train(app, 50);
    for (const WeightPlace& place : next.freeze) {
      const auto at = app::param_of(first_run(app).trainer.config.network, place).value();
      CHECK(first_run(app).trainer.params[at] == before[at]);
    }
    CHECK(weight(app, {1, 1, 1}) != before[*app::param_of(first_run(app).trainer.config.network, {1, 1, 1})]);
    CHECK(hash_of_link(app) == hash_of(app));
    CHECK(hash_of_replay(app) == hash_of(app));
  }
}

TEST_CASE("what is frozen is thawed again, and then trains on") {
  App app = opened("view=train&net=2&freeze=1.1.1");
  const float held = weight(app, {1, 1, 1});
  train(app, 30);
  CHECK(weight(app, {1, 1, 1}) == held);
  app::Scenario next = app.shown;
  next.freeze.clear();
  apply(app, app::Change{next});
  train(app, 30);
  CHECK(weight(app, {1, 1, 1}) != held);
  CHECK(hash_of_link(app) == hash_of(app));
}
