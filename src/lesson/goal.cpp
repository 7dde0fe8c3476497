#include "lesson/goal.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>

namespace lab::lesson {

namespace {

using Kind = GoalNode::Kind;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

constexpr std::string_view kDigits = "0123456789";

struct Operator {
  std::string_view text;
  Kind kind;
};
constexpr Operator kComparisons[] = {{"<=", Kind::less_equal},
                                     {">=", Kind::greater_equal},
                                     {"==", Kind::equal},
                                     {"<", Kind::less},
                                     {">", Kind::greater}};

// Each function reads what its rule of the grammar says and returns the place of its node, −1 after an error.
struct Parser {
  std::string_view text;
  std::size_t at = 0;
  int depth = 0, seen_count = 0;
  Goal goal{};
  std::optional<GoalError> error{};

  int fail(std::string sentence) {
    if (!error) error = GoalError{static_cast<int>(at) + 1, std::move(sentence)};
    return -1;
  }

  int add(GoalNode node) {
    goal.nodes.push_back(std::move(node));
    return static_cast<int>(goal.nodes.size()) - 1;
  }

  int pair(Kind kind, int left, int right) {
    if (left < 0 || right < 0) return -1;
    return add({kind, 0, {}, {}, left, right});
  }

  int over(Kind kind, int child, double number = 0) {
    if (child < 0) return -1;
    return add({kind, number, {}, {}, child, -1});
  }

  void skip_spaces() {
    while (at < text.size() && text[at] == ' ') ++at;
  }

  bool takes(std::string_view symbol) {
    skip_spaces();
    if (text.substr(at, symbol.size()) != symbol) return false;
    at += symbol.size();
    return true;
  }

  // The next word, which stays where it is.
  std::string_view word_ahead(std::string_view others = {}) {
    skip_spaces();
    std::size_t end = at;
    const auto fits = [&](char c) {
      return is_letter(c) || is_digit(c) || others.find(c) != std::string_view::npos;
    };
    while (end < text.size() && fits(text[end])) ++end;
    return text.substr(at, end - at);
  }

  bool takes_word(std::string_view word) {
    if (word_ahead() != word) return false;
    at += word.size();
    return true;
  }

  int either() {
    int left = both();
    while (left >= 0 && takes_word("or")) left = pair(Kind::either, left, both());
    return left;
  }

  int both() {
    int left = negation();
    while (left >= 0 && takes_word("and")) left = pair(Kind::both, left, negation());
    return left;
  }

  int negation() {
    if (!takes_word("not")) return test();
    return nested([&] { return over(Kind::negation, negation()); });
  }

  int test() {
    const int left = sum();
    if (left < 0) return -1;
    if (takes_word("is")) return is(left);
    for (const Operator& one : kComparisons) {
      if (takes(one.text)) return pair(one.kind, left, sum());
    }
    return left;
  }

  int is(int left) {
    if (goal.nodes[static_cast<std::size_t>(left)].kind != Kind::name)
      return fail("what stands before \"is\" is not a name");
    const std::string_view word = word_ahead("-");
    if (word.empty()) return fail("a word is missing after \"is\"");
    at += word.size();
    GoalNode& node = goal.nodes[static_cast<std::size_t>(left)];
    node.kind = Kind::is;
    node.word = word;
    return left;
  }

  int sum() {
    int left = product();
    while (left >= 0) {
      if (takes("+"))
        left = pair(Kind::add, left, product());
      else if (takes("-"))
        left = pair(Kind::subtract, left, product());
      else
        break;
    }
    return left;
  }

  int product() {
    int left = factor();
    while (left >= 0) {
      if (takes("*"))
        left = pair(Kind::multiply, left, factor());
      else if (takes("/"))
        left = pair(Kind::divide, left, factor());
      else
        break;
    }
    return left;
  }

  int factor() {
    skip_spaces();
    if (takes("-")) return nested([&] { return over(Kind::negative, factor()); });
    if (takes("(")) return nested([&] { return closed(either()); });
    if (at < text.size() && (is_digit(text[at]) || text[at] == '.')) return number();
    const std::string_view word = word_ahead();
    if (word.empty() || is_digit(word.front())) return fail("a number or a name is missing");
    const std::size_t begin = at;
    at += word.size();
    if (word == "abs" && takes("(")) return nested([&] { return over(Kind::abs, closed(sum())); });
    if (word == "seen" && takes("(")) return seen();
    while (at < text.size() && text[at] == '[') {
      const std::size_t end = text.find_first_not_of(kDigits, at + 1);
      if (end == at + 1 || end == std::string_view::npos || text[end] != ']')
        return fail("what stands in [ ] is not a whole number");
      at = end + 1;
    }
    return add({Kind::name, 0, std::string(text.substr(begin, at - begin)), {}, -1, -1});
  }

  int seen() {
    if (seen_count == kMaxSeen) return fail("too many \"seen\"");
    const int number = seen_count++;
    return nested([&] { return over(Kind::seen, closed(either()), number); });
  }

  int closed(int node) {
    if (node >= 0 && !takes(")")) return fail("a \")\" is missing");
    return node;
  }

  int number() {
    std::size_t end = at;
    while (end < text.size() && (is_digit(text[end]) || text[end] == '.')) ++end;
    const std::string digits(text.substr(at, end - at));
    char* rest = nullptr;
    const double value = std::strtod(digits.c_str(), &rest);
    if (*rest != 0) return fail("this is not a number: " + digits);
    at = end;
    return add({Kind::number, value, {}, {}, -1, -1});
  }

  template <typename Rule>
  int nested(const Rule& rule) {
    if (++depth > kMaxGoalDepth) return fail("too many brackets within each other");
    const int node = rule();
    --depth;
    return node;
  }
};

// What the nodes come to, one after the other: each stands after those that it is made of.
struct Values {
  const Goal& goal;
  const Lookup& lookup;
  std::uint32_t& seen;
  std::vector<double> of{};

  double of_node(const GoalNode& node) {
    const double left = node.left < 0 ? 0 : of[static_cast<std::size_t>(node.left)];
    const double right = node.right < 0 ? 0 : of[static_cast<std::size_t>(node.right)];
    switch (node.kind) {
      case Kind::number:
        return node.number;
      case Kind::name:
        return lookup.number(node.name).value_or(std::numeric_limits<double>::quiet_NaN());
      case Kind::is:
        return lookup.word(node.name) == node.word;
      case Kind::add:
        return left + right;
      case Kind::subtract:
        return left - right;
      case Kind::multiply:
        return left * right;
      case Kind::divide:
        return left / right;
      case Kind::negative:
        return -left;
      case Kind::abs:
        return std::fabs(left);
      case Kind::less:
        return left < right;
      case Kind::less_equal:
        return left <= right;
      case Kind::greater:
        return left > right;
      case Kind::greater_equal:
        return left >= right;
      case Kind::equal:
        return left == right;
      case Kind::both:
        return is_true(left) && is_true(right);
      case Kind::either:
        return is_true(left) || is_true(right);
      case Kind::negation:
        return !is_true(left);
      case Kind::seen:
        return has_been(node, left);
    }
    return 0;
  }

  static bool is_true(double value) { return value != 0 && !std::isnan(value); }

  bool has_been(const GoalNode& node, double now) {
    const std::uint32_t bit = std::uint32_t{1} << static_cast<unsigned>(node.number);
    if (is_true(now)) seen |= bit;
    return (seen & bit) != 0;
  }
};

void add_once(std::vector<std::string>& names, const std::string& name) {
  const auto place = std::lower_bound(names.begin(), names.end(), name);
  if (place == names.end() || *place != name) names.insert(place, name);
}

}  // namespace

base::Result<Goal, GoalError> parse_goal(std::string_view text) {
  if (text.size() > kMaxGoalBytes) return GoalError{1, "it is too long"};
  Parser parser{text};
  parser.skip_spaces();
  if (parser.at < text.size()) parser.either();
  parser.skip_spaces();
  if (!parser.error && parser.at < text.size()) parser.fail("this is not understood from here on");
  if (parser.error) return *parser.error;
  parser.goal.text = text;
  return parser.goal;
}

Names names_of(const Goal& goal) {
  Names names;
  for (const GoalNode& node : goal.nodes) {
    if (node.kind == Kind::name) add_once(names.numbers, node.name);
    if (node.kind == Kind::is) add_once(names.words, node.name);
  }
  return names;
}

bool holds(const Goal& goal, const Lookup& lookup, std::uint32_t& seen) {
  if (goal.nodes.empty()) return false;
  Values values{goal, lookup, seen};
  values.of.reserve(goal.nodes.size());
  for (const GoalNode& node : goal.nodes) values.of.push_back(values.of_node(node));
  return Values::is_true(values.of.back());
}

}  // namespace lab::lesson
