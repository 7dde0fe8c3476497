// The same bits everywhere: the constants here were made with gcc on x86-64,
// and every other compiler must meet them.
#include <doctest/doctest.h>

#include <fstream>
#include <string>

#include "app/app.h"
#include "app/requests.h"
#include "base/hash.h"
#include "json_reader.h"
#include "training_setup.h"

using namespace lab;
using namespace lab::test;

TEST_CASE("500 steps of the default run give the golden weights") {
  std::ifstream file(golden_path("weights_hash.txt"));
  std::string golden;
  file >> golden;
  app::App app = app::make_app("", {});
  app::answer(app, "step 500", 0);
  CHECK(app::weights_hash_text(app) == golden);
}

// The same file is checked under Node and in the browser.
// A row is made by `lab cli train LINK --steps N --json`.
TEST_CASE("varied runs, one with ten changes by hand on its way, give the golden weights") {
  const Json runs = read_json_file(golden_path("runs.json"));
  REQUIRE(runs.list.size() == 11);
  for (const Json& run : runs.list) {
    CAPTURE(run["link"].text);
    app::App app = app::make_app(run["link"].text, {});
    app::answer(app, "step " + std::to_string(static_cast<int>(run["steps"].number)), 0);
    CHECK(app.notices.empty());
    CHECK(app::weights_hash_text(app) == run["weights_hash"].text);
  }
}

TEST_CASE("every activation with two losses and two optimizers gives the golden weights") {
  std::uint64_t hash = base::kHashSeed;
  for (const act::ActivationRow& row : act::activations()) {
    if (row.id == "cube" || row.id == "exponential")
      continue;  // they diverge here, and NaN has no fixed bits
    CAPTURE(row.id);
    for (const char* loss : {"bce_logits", "mse"}) {
      for (const char* optimizer : {"sgd", "adam"}) {
        nn::TrainerConfig setup = config(network(row.id, {5, 3}), loss, optimizer, 0.001F, 4);
        setup.batch = 7;  // lanes to pad, and a short last batch
        nn::Trainer t = trainer(setup, points("moons", 4, 0.1));
        nn::train(t, 100);
        CHECK_FALSE(t.divergence.has_value());
        hash = base::hash_floats(t.params, hash);
      }
    }
  }
  CHECK(base::hex(hash) == "c8eba0a47160b76f");
}

TEST_CASE("every loss with every optimizer gives the golden weights") {
  std::uint64_t hash = base::kHashSeed;
  for (const nn::LossRow& loss : nn::losses()) {
    if (loss.id == "half_mse_01") continue;  // half_mse with other targets
    for (const nn::OptimizerRow& optimizer : nn::optimizers()) {
      nn::TrainerConfig setup = config(network("tanh", {5, 3}), loss.id, optimizer.id, 0.001F, 4);
      setup.batch = 7;
      nn::Trainer t = trainer(setup, points("moons", 4, 0.1));
      nn::train(t, 100);
      CHECK_FALSE(t.divergence.has_value());
      hash = base::hash_floats(t.params, hash);
    }
  }
  CHECK(base::hex(hash) == "18ef1fd84a063b7c");
}
