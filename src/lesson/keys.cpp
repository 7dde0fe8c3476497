#include "lesson/keys.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <span>
#include <utility>

#include "base/text.h"

namespace lab::lesson {

namespace {

constexpr std::size_t kMaxQuoted = 40;    // bytes of what is wrong that a sentence repeats
constexpr double kMaxTrainedSteps = 1e6;  // by an action

using Words = std::span<const std::string_view>;

// The place of the word, or what is wrong with it.
Sentence read_word(std::string_view value, Words words, std::size_t& place) {
  place = static_cast<std::size_t>(std::find(words.begin(), words.end(), value) - words.begin());
  if (place < words.size()) return {};
  Sentence wrong = "is none of ";
  for (const std::string_view word : words) (wrong += word) += ", ";
  wrong.resize(wrong.size() - 2);
  return wrong + told(": %", value);
}

Sentence read_not_negative(std::string_view value, double& number) {
  const Sentence wrong = read_number(value, number);
  return wrong.empty() && number < 0 ? "is below 0" : wrong;
}

Sentence read_action(std::string_view text, Action& action) {
  for (const auto& [word, kind] :
       {std::pair{std::string_view("point "), Action::Kind::point}, {"train ", Action::Kind::train}}) {
    if (!text.starts_with(word)) continue;
    action.kind = kind;
    const Sentence wrong = read_number(base::trim(text.substr(word.size())), action.number);
    const bool is_steps =
        action.number >= 0 && action.number <= kMaxTrainedSteps && action.number == std::floor(action.number);
    return wrong.empty() && kind == Action::Kind::train && !is_steps
               ? told("trains for no number of steps: %", text)
               : wrong;
  }
  if (text.find('=') == text.npos)
    return told("has something that is neither \"point\", \"train\" nor part of a link: %", text);
  action.kind = Action::Kind::set;
  action.link = text;
  return {};
}

Sentence read_actions(std::string_view value, std::vector<Action>& actions) {
  for (const std::string_view piece : base::split(value, ';')) {
    if (const Sentence wrong = read_action(base::trim(piece), actions.emplace_back()); !wrong.empty())
      return wrong;
  }
  return {};
}

std::vector<std::string> words_of(std::string_view value) {
  std::vector<std::string> words;
  for (const std::string_view word : base::split(value, ',')) words.emplace_back(base::trim(word));
  return words;
}

Sentence read_veil(std::string_view value, Step& step) {
  step.veil = words_of(value);
  for (const std::string& word : step.veil) {
    std::size_t place = 0;
    if (Sentence wrong = read_word(word, kVeils, place); !wrong.empty()) return "has a word that " + wrong;
  }
  return {};
}

Sentence read_terms(std::string_view value, Step& step) {
  step.terms = words_of(value);
  return step.terms.size() > kMaxTerms ? told("has more than # words", std::to_string(kMaxTerms))
                                       : Sentence();
}

Sentence read_ask(std::string_view value, Step& step) {
  static constexpr std::string_view kWords[] = {"choice", "number", "order", "sketch"};
  std::size_t place = 0;
  Sentence wrong = read_word(value, kWords, place);
  step.ask = static_cast<Ask>(place + 1);
  return wrong;
}

Sentence read_sketch(std::string_view value, Step& step) {
  static constexpr std::string_view kWords[] = {"slope", "border", "loss"};
  std::size_t place = 0;
  Sentence wrong = read_word(value, kWords, place);
  step.sketch = static_cast<Sketch>(place);
  return wrong;
}

Sentence read_does(std::string_view value, Step& step) {
  std::size_t place = 0;
  step.does = value;
  return read_word(value, kDoings, place);
}

Sentence read_pass(std::string_view value, Step& step) {
  const Sentence wrong = read_not_negative(value, step.pass);
  return wrong.empty() && step.pass > 1 ? "is above 1" : wrong;
}

Sentence read_goal(std::string_view value, Step& step) {
  base::Result<Goal, GoalError> goal = parse_goal(value);
  if (!goal.ok())
    return told("is no condition, at its character #: ", std::to_string(goal.error().column)) +
           goal.error().sentence;
  step.goal = std::move(*goal);
  return {};
}

struct Key {
  std::string_view name;
  Sentence (*read)(std::string_view value, Step&);  // what is wrong with the value, to be said after the key
};

constexpr Key kKeys[] = {
    {"title", [](std::string_view value, Step& step) { return step.title = value, Sentence(); }},
    {"does", read_does},
    {"link", [](std::string_view value, Step& step) { return step.link = value, Sentence(); }},
    {"ask", read_ask},
    {"veil", read_veil},
    {"answer", [](std::string_view value, Step& step) { return read_number(value, step.answer); }},
    {"tolerance",
     [](std::string_view value, Step& step) { return read_not_negative(value, step.tolerance); }},
    {"sketch", read_sketch},
    {"pass", read_pass},
    {"run", [](std::string_view value, Step& step) { return read_actions(value, step.run); }},
    {"goal", read_goal},
    {"show", [](std::string_view value, Step& step) { return read_actions(value, step.show); }},
    {"terms", read_terms},
};

}  // namespace

std::string quoted(std::string_view text) {
  std::size_t end = 0;
  while (end < text.size() && end < kMaxQuoted) end = base::code_point_at(text, end).end;
  return '"' + std::string(text.substr(0, end)) + (end < text.size() ? "…\"" : "\"");
}

Sentence told(std::string_view pattern, std::string_view what) {
  const std::size_t place = pattern.find_first_of("%#");
  Sentence sentence(pattern.substr(0, place));
  sentence += pattern[place] == '%' ? quoted(what) : std::string(what);
  return sentence += pattern.substr(place + 1);
}

bool is_id(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  });
}

Sentence read_number(std::string_view value, double& number) {
  const std::optional<double> read = base::parse_number(value);
  if (!read) return told("is not a number: %", value);
  number = *read;
  return {};
}

Sentence read_value(std::string_view name, std::string_view value, Step& step) {
  for (const Key& key : kKeys) {
    if (key.name != name) continue;
    const Sentence wrong = key.read(value, step);
    return wrong.empty() ? Sentence() : told("% ", key.name) + wrong;
  }
  return told("there is no key % of a step", name);
}

}  // namespace lab::lesson
