#include "lesson/keys.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "base/text.h"

namespace lab::lesson {

namespace {

constexpr std::size_t kMaxQuoted = 40;    // bytes of what is wrong that a sentence repeats
constexpr double kMaxTrainedSteps = 1e6;  // by an action

template <std::size_t kCount>
bool is_one_of(std::string_view word, const std::string_view (&words)[kCount]) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

template <std::size_t kCount>
std::string listed(const std::string_view (&words)[kCount]) {
  std::string list;
  for (const std::string_view word : words) list += (list.empty() ? "" : ", ") + std::string(word);
  return list;
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
               ? "trains for no number of steps: " + quoted(text)
               : wrong;
  }
  if (text.find('=') == text.npos)
    return "has something that is neither \"point\", \"train\" nor part of a link: " + quoted(text);
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
    if (!is_one_of(word, kVeils)) return "has a word that is none of " + listed(kVeils) + ": " + quoted(word);
  }
  return {};
}

Sentence read_terms(std::string_view value, Step& step) {
  step.terms = words_of(value);
  return step.terms.size() > kMaxTerms ? "has more than " + std::to_string(kMaxTerms) + " words" : Sentence();
}

// One of these words, by its place.
template <typename Enum, std::size_t kCount>
Sentence read_word(std::string_view value, Enum& chosen, const std::string_view (&words)[kCount],
                   int first = 0) {
  const auto* found = std::find(std::begin(words), std::end(words), value);
  if (found == std::end(words)) return "is none of " + listed(words) + ": " + quoted(value);
  chosen = static_cast<Enum>(found - std::begin(words) + first);
  return {};
}

Sentence read_ask(std::string_view value, Step& step) {
  static constexpr std::string_view kWords[] = {"choice", "number", "order", "sketch"};
  return read_word(value, step.ask, kWords, static_cast<int>(Ask::choice));
}

Sentence read_sketch(std::string_view value, Step& step) {
  static constexpr std::string_view kWords[] = {"slope", "border", "loss"};
  return read_word(value, step.sketch, kWords);
}

Sentence read_does(std::string_view value, Step& step) {
  step.does = value;
  return is_one_of(value, kDoings) ? Sentence() : "is none of " + listed(kDoings) + ": " + quoted(value);
}

Sentence read_pass(std::string_view value, Step& step) {
  const Sentence wrong = read_not_negative(value, step.pass);
  return wrong.empty() && step.pass > 1 ? "is above 1" : wrong;
}

Sentence read_goal(std::string_view value, Step& step) {
  base::Result<Goal, GoalError> goal = parse_goal(value);
  if (!goal.ok())
    return "is no condition, at its character " + std::to_string(goal.error().column) + ": " +
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

bool is_id(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  });
}

Sentence read_number(std::string_view value, double& number) {
  const std::optional<double> read = base::parse_number(value);
  if (!read) return "is not a number: " + quoted(value);
  number = *read;
  return {};
}

Sentence read_value(std::string_view name, std::string_view value, Step& step) {
  for (const Key& key : kKeys) {
    if (key.name != name) continue;
    const Sentence wrong = key.read(value, step);
    return wrong.empty() ? Sentence() : quoted(key.name) + ' ' + wrong;
  }
  return "there is no key " + quoted(name) + " of a step";
}

}  // namespace lab::lesson
