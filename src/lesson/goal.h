// What a lesson waits for: a condition on the state of the program, as text.
//
//   goal    = and { "or" and }          and = not { "and" not }         not = [ "not" ] test
//   test    = sum [ ("<" | "<=" | ">" | ">=" | "==") sum ] | name "is" word | "seen" "(" goal ")" | "(" goal ")"
//   sum     = product { ("+" | "-") product }      product = factor { ("*" | "/") factor }
//   factor  = number | name | "abs" "(" sum ")" | "-" factor | "(" sum ")"
//
// "seen(…)" holds from the moment on at which what it names has held once. Names are the program's (app/lessons.h); one that has
// no value there makes its test false.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace lab::lesson {

inline constexpr std::size_t kMaxGoalBytes = 400;
inline constexpr int kMaxGoalDepth = 16;
inline constexpr int kMaxSeen = 16;  // "seen" in one goal

struct GoalNode {
  enum class Kind { number, name, word, add, subtract, multiply, divide, negate, abs, less, less_equal, greater, greater_equal, equal, is, both, either, negation, seen };
  Kind kind{};
  double number = 0;        // of number; of seen: which one
  std::string text;         // of name and word
  int left = -1, right = -1;  // nodes of the goal, before this one
};

struct Goal {
  std::string text;
  std::vector<GoalNode> nodes;  // the last one is the whole; none: there is no goal

  bool operator==(const Goal& other) const { return text == other.text; }
};

struct GoalError {
  int column = 0;  // from 1
  std::string sentence;
};

base::Result<Goal, GoalError> parse_goal(std::string_view text);
std::vector<std::string> names_of(const Goal&);  // that it asks for, each once

struct Lookup {
  std::function<std::optional<double>(std::string_view name)> number;
  std::function<std::optional<std::string>(std::string_view name)> word;
};

// Whether it holds now; `seen` keeps what has held before, bit by bit, and is brought up to date.
bool holds(const Goal&, const Lookup&, std::uint32_t& seen);

}  // namespace lab::lesson
