
#include <doctest/doctest.h>

#include <map>
#include "lesson/goal.h"

namespace lab {
namespace {

using lesson::parse_goal;

struct State {
  std::map<std::string, double, std::less<>> numbers;
  std::map<std::string, std::string, std::less<>> words;

  lesson::Lookup lookup() const {
    return {[this](std::string_view name) -> std::optional<double> {
              const auto found = numbers.find(name);
              return found == numbers.end() ? std::nullopt : std::optional(found->second);
            },
            [this](std::string_view name) -> std::optional<std::string> {
              const auto found = words.find(name);
              return found == words.end() ? std::nullopt : std::optional(found->second);
            }};
  }
};

bool holds_now(std::string_view text, const State& state) {
  const auto goal = parse_goal(text);
  REQUIRE_MESSAGE(goal.ok(), text);
  std::uint32_t seen = 0;
  return lesson::holds(*goal, state.lookup(), seen);
}

TEST_CASE("a goal compares numbers and words of the program") {
  const State state{{{"accuracy", 0.99}, {"step", 400}, {"x", -3}},
                    {{"act", "relu"}, {"init", "xavier-normal"}}};
  for (const char* const text :
       {"accuracy >= 0.99", "accuracy>=0.99 and step==400", "step < 100 or x < 0", "not step < 100",
        "act is relu", "init is xavier-normal", "abs(x) == 3", "-x == 3", "2 * x + 6 == 0",
        "(x + 1) * 2 == -4", "step / 4 == 100", "step", "(step > 500 or step > 300) and act is relu",
        "not (x > 0 and step > 0)", "1 - 2 - 3 == -4"}) {
    CHECK_MESSAGE(holds_now(text, state), text);
  }
  for (const char* const text :
       {"accuracy > 0.99", "step > 400", "x > 0", "act is tanh", "not act is relu", "0", "x > 0 and step > 0",
        "nothing > 0", "nothing < 0", "nothing is relu"}) {
    CHECK_MESSAGE(!holds_now(text, state), text);
  }
}

TEST_CASE("\"and\" binds more than \"or\"") {
  CHECK(holds_now("1 == 1 or 1 == 1 and 1 == 2", {}));
  CHECK(!holds_now("(1 == 1 or 1 == 1) and 1 == 2", {}));
}

TEST_CASE("what has been seen once stays seen") {
  const auto goal = parse_goal("seen(x > 9) and seen(x < -9)");
  REQUIRE(goal.ok());
  std::uint32_t seen = 0;
  State state{{{"x", 10}}, {}};
  CHECK(!lesson::holds(*goal, state.lookup(), seen));
  state.numbers["x"] = 0;
  CHECK(!lesson::holds(*goal, state.lookup(), seen));
  state.numbers["x"] = -10;
  CHECK(lesson::holds(*goal, state.lookup(), seen));
  state.numbers["x"] = 0;
  CHECK(lesson::holds(*goal, state.lookup(), seen));
}

TEST_CASE("what is seen in an alternative that is not needed is seen all the same") {
  const auto goal = parse_goal("step > 5 or seen(x > 1) and seen(x < -1)");
  std::uint32_t seen = 0;
  State state{{{"x", 2}, {"step", 9}}, {}};
  CHECK(lesson::holds(*goal, state.lookup(), seen));
  state.numbers = {{"x", -2}, {"step", 0}};
  CHECK(lesson::holds(*goal, state.lookup(), seen));
}

TEST_CASE("a goal that is not understood says where") {
  const auto column = [](std::string_view text) {
    const auto goal = parse_goal(text);
    REQUIRE_MESSAGE(!goal.ok(), text);
    CHECK(!goal.error().sentence.empty());
    return goal.error().column;
  };
  CHECK(column("accuracy >=") == 12);
  CHECK(column("(x > 1") == 7);
  CHECK(column("x > 1)") == 6);
  CHECK(column("3 is relu") == 5);
  CHECK(column("1.2.3 > 1") == 1);
  CHECK(column("x > 1 $ 2") == 7);
  CHECK(column(std::string(401, 'x')) == 1);
  CHECK(column(std::string(100, '(') + "1" + std::string(100, ')')) > 1);
  CHECK(column(std::string(300, '-')) > 1);
}

TEST_CASE("there may be nothing to reach, and that does not hold") {
  const auto goal = parse_goal("  ");
  REQUIRE(goal.ok());
  CHECK(goal->nodes.empty());
  std::uint32_t seen = 0;
  CHECK(!lesson::holds(*goal, State{}.lookup(), seen));
}

TEST_CASE("a goal names what it asks for") {
  const auto goal = parse_goal("seen(x > 1) and act is relu and abs(x - loss) < 2");
  REQUIRE(goal.ok());
  CHECK(lesson::names_of(*goal).numbers == std::vector<std::string>{"loss", "x"});
  CHECK(lesson::names_of(*goal).words == std::vector<std::string>{"act"});
}

}  // namespace
}  // namespace lab
