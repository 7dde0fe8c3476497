// What the program promises about its standard examples, trained without a screen,
// with the defaults of a link.
#include <doctest/doctest.h>

#include <string>

#include "app/app.h"
#include "app/requests.h"

using namespace lab;

namespace {

// Ten seconds at the default speed of 1,000 steps per second.
constexpr int kSteps = 10'000;

app::App trained(const std::string& link, std::uint64_t seed) {
  app::App app = app::make_app(link + "&seed=" + std::to_string(seed), {});
  app::answer(app, "step " + std::to_string(kSteps), 0);
  REQUIRE(first_run(app).seen.snapshot.step == kSteps);
  return app;
}

}  // namespace

TEST_CASE("tanh 8-8 learns the spiral: at least 97 % held out after 10,000 steps, for seeds 1 to 10") {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    CAPTURE(seed);
    CHECK(first_run(trained("data=spiral&act=tanh&net=8-8&noise=0", seed)).seen.test.accuracy >= 0.97);
  }
}

TEST_CASE("without a non-linear activation the spiral stays below 70 %, for seeds 1 to 10") {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    CAPTURE(seed);
    CHECK(first_run(trained("data=spiral&act=identity&net=8-8&noise=0", seed)).seen.test.accuracy < 0.7);
  }
}

TEST_CASE("four ReLU units solve XOR completely, for seed 1") {
  const app::App app = trained("data=xor&act=relu&net=4&noise=0", 1);
  CHECK(first_run(app).seen.train.accuracy == 1.0);
  CHECK(first_run(app).seen.test.accuracy == 1.0);
}

TEST_CASE("an identity network cannot learn the XOR table: at most three of its four points") {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    CAPTURE(seed);
    CHECK(first_run(trained("data=xor_table&act=identity&net=4", seed)).seen.train.accuracy <= 0.75);
  }
}

TEST_CASE("the default network learns every set but xor and the spiral, for seeds 1 to 5") {
  for (const std::string data : {"linear", "rings", "moons", "gauss"}) {
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
      CAPTURE(data);
      CAPTURE(seed);
      CHECK(first_run(trained("data=" + data, seed)).seen.test.accuracy >= 0.97);
    }
  }
}
