#include "app/offered.h"

#include <doctest/doctest.h>

#include <limits>

#include "app/link.h"
#include "app/refinements.h"

using namespace lab;

namespace {

using Texts = std::vector<std::string>;

constexpr double kMost = std::numeric_limits<double>::infinity();

// As a link writes them.
Texts offered(std::string_view link, std::string_view key, std::vector<double> presets) {
  app::Field field = *app::find_field(key);
  field.presets = presets;
  Texts texts;
  for (const app::Scenario& one : app::offered(app::decode(link).scenario, field)) {
    texts.push_back(app::encode_value(one, field));
  }
  return texts;
}

}  // namespace

TEST_CASE("a value that is no preset stands among the presets where it belongs") {
  CHECK(offered("lr=0.02", "lr", {0.01, 0.03, 0.1}) == Texts{"0.01", "0.02", "0.03", "0.1"});
  CHECK(offered("lr=5", "lr", {0.01, 0.1}) == Texts{"0.01", "0.1", "5"});
  CHECK(offered("n=30", "n", {20, 100}) == Texts{"20", "30", "100"});
}

TEST_CASE("a present value that is a preset adds nothing") {
  CHECK(offered("lr=0.1", "lr", {0.01, 0.1}) == Texts{"0.01", "0.1"});
}

TEST_CASE("as fast as possible is the largest speed, also when it is chosen") {
  CHECK(offered("speed=7", "speed", {1, 10, kMost}) == Texts{"1", "7", "10", "max"});
  CHECK(offered("speed=max", "speed", {1, 10, kMost}) == Texts{"1", "10", "max"});
}

TEST_CASE("the default momentum and the same number in a link are one value, and nothing is added by it") {
  const char* const link = "opt=momentum&momentum=0.9";
  CHECK(offered(link, "momentum", {0.5, 0.9, 0.95}) == Texts{"0.5", "0.9", "0.95"});
  CHECK(offered("opt=momentum", "momentum", {0.5, 0.9, 0.95}) == Texts{"0.5", "", "0.95"});
  const app::Field& momentum = *app::find_field("momentum");
  CHECK_FALSE(app::is_added(app::decode(link).scenario, momentum));
  CHECK(app::is_added(app::decode("opt=momentum&momentum=0.5").scenario, momentum));
}
