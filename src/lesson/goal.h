// What a lesson waits for: a condition on the state of the program, as text.
//
//   goal    = and { "or" and }          and = not { "and" not }          not = "not" not | test
//   test    = sum [ ("<" | "<=" | ">" | ">=" | "==") sum ] | name "is" word
//   sum     = product { ("+" | "-") product }      product = factor { ("*" | "/") factor }
//   factor  = number | name { "[" whole number "]" } | "abs" "(" sum ")" | "seen" "(" goal ")" | "-" factor | "(" goal ")"
//
// "seen(…)" holds from the moment on at which what it names has held once. Names are the program's (app/lesson_names.h); one that
// has no value there makes its test false. A number is true where it is not 0.
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
inline constexpr int kMaxGoalDepth = 32;
inline constexpr int kMaxSeen = 16;  // "seen" in one goal

struct GoalNode {
  enum class Kind {
    number,
    name,
    is,
    add,
    subtract,
    multiply,
    divide,
    negative,
    abs,
    less,
    less_equal,
    greater,
    greater_equal,
    equal,
    both,
    either,
    negation,
    seen
  };
  Kind kind{};
  double number = 0;          // of number; of seen: which one it is, from 0
  std::string name, word;     // of name and is
  int left = -1, right = -1;  // nodes that stand before this one
};

struct Goal {
  std::string text;
  std::vector<GoalNode> nodes;  // the last one is the whole; none: there is nothing to reach

  bool operator==(const Goal& other) const { return text == other.text; }
};

struct GoalError {
  int column = 0;  // from 1
  std::string sentence;
};

base::Result<Goal, GoalError> parse_goal(std::string_view text);

struct Names {
  std::vector<std::string> numbers, words;  // each once, sorted
};
Names names_of(const Goal&);  // what it asks for

struct Lookup {
  std::function<std::optional<double>(std::string_view name)> number;
  std::function<std::optional<std::string>(std::string_view name)> word;
};

// Whether it holds now. `seen` keeps what has held before, a bit for each "seen", and is brought up to date.
bool holds(const Goal&, const Lookup&, std::uint32_t& seen);

}  // namespace lab::lesson
