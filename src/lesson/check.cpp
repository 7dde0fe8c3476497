#include <algorithm>
#include <set>
#include <utility>

#include "base/text.h"
#include "lesson/keys.h"
#include "lesson/words.h"

namespace lab::lesson {

namespace {

constexpr std::size_t kMaxWordsToQuestion = 60;
constexpr std::size_t kMaxWordsToExplain = 45;
constexpr std::size_t kMaxWordsOfSentence = 16;  // on average
constexpr std::size_t kLeastDoings = 4;

using Texts = std::vector<std::string_view>;

std::vector<const std::string*> explanations(const Step& step) {
  std::vector<const std::string*> all;
  for (const Choice& choice : step.choices) all.push_back(&choice.explanation);
  for (const Mistake& mistake : step.mistakes) all.push_back(&mistake.explanation);
  if (!step.right.empty()) all.push_back(&step.right);
  return all;
}

// What is made of sentences.
Texts sentences_of(const Step& step) {
  Texts texts(step.body.begin(), step.body.end());
  for (const std::string* text : explanations(step)) texts.emplace_back(*text);
  for (const std::string* text : {&step.question, &step.task, &step.hint, &step.done})
    texts.emplace_back(*text);
  return texts;
}

Texts texts_of(const Step& step) {
  Texts texts = sentences_of(step);
  texts.emplace_back(step.title);
  for (const Choice& choice : step.choices) texts.emplace_back(choice.text);
  return texts;
}

struct Checked {
  const Lesson& lesson;
  std::vector<Error> errors{};
};

void say(Checked& checked, const Step& step, Sentence sentence) {
  checked.errors.push_back({step.line, std::move(sentence)});
}

void say_if(Checked& checked, const Step& step, bool is_wrong, const char* sentence) {
  if (is_wrong) say(checked, step, sentence);
}

// ---- Language ----------------------------------------------------------------------------------------------------
void check_chinese(Checked& checked) {
  if (const Sentence wrong = wrong_in_chinese(checked.lesson.title); !wrong.empty())
    say(checked, checked.lesson.steps.front(), wrong);
  for (const Step& step : checked.lesson.steps) {
    for (const std::string_view text : texts_of(step)) {
      if (Sentence wrong = wrong_in_chinese(text); !wrong.empty()) say(checked, step, std::move(wrong));
    }
  }
}

void check_lengths(Checked& checked, const Step& step, Length& whole) {
  std::size_t words = length_of(step.question).words;
  for (const std::string& paragraph : step.body) words += length_of(paragraph).words;
  if (words > kMaxWordsToQuestion)
    say(checked, step,
        std::to_string(words) + " words are to be read before it is done, more than " +
            std::to_string(kMaxWordsToQuestion));
  for (const std::string* text : explanations(step)) {
    const std::size_t count = length_of(*text).words;
    if (count > kMaxWordsToExplain)
      say(checked, step,
          "an explanation has " + std::to_string(count) + " words, more than " +
              std::to_string(kMaxWordsToExplain) + ": " + quoted(*text));
  }
  for (const std::string_view text : sentences_of(step)) {
    const Length length = length_of(text);
    whole.words += length.words;
    whole.sentences += length.sentences;
  }
}

void check_english(Checked& checked) {
  Length whole;
  for (const Step& step : checked.lesson.steps) {
    for (const std::string_view text : texts_of(step)) {
      if (has_cjk(text)) say(checked, step, "the English text has Chinese characters: " + quoted(text));
    }
    check_lengths(checked, step, whole);
  }
  if (whole.words > kMaxWordsOfSentence * whole.sentences)
    say(checked, checked.lesson.steps.front(),
        "the sentences of the lesson have more than " + std::to_string(kMaxWordsOfSentence) +
            " words on average");
}

// ---- Teaching ----------------------------------------------------------------------------------------------------
void check_step(Checked& checked, const Step& step) {
  const bool has_goal = !step.goal.nodes.empty();
  say_if(checked, step, has_goal && step.task.empty(),
         "the step has a goal, but no \"task:\" says what to do");
  say_if(checked, step, !has_goal && !step.task.empty(), "the step has a task, but no \"goal\" sees it done");
  say_if(checked, step, has_goal && step.done.empty(),
         "the step has a goal, but no \"done:\" for when it is reached");
  say_if(checked, step, has_goal && step.show.empty(),
         "the step has a goal, but no \"show\" that reaches it");
  say_if(checked, step, !has_goal && !step.show.empty(), "the step has a \"show\", but no goal to reach");
  say_if(checked, step, step.ask == Ask::nothing && !step.veil.empty(),
         "the step has a \"veil\", but asks nothing");
  say_if(checked, step, step.ask == Ask::nothing && !step.run.empty(),
         "the step has a \"run\", but asks nothing");
  say_if(checked, step, step.body.empty(), "there is nothing to read before the question");
  for (const std::string_view text : texts_of(step)) {
    std::size_t marks = 0;
    for (std::size_t at = 0; (at = text.find("**", at)) != text.npos; at += 2) ++marks;
    if (marks % 2 != 0) say(checked, step, "a \"**\" has no partner: " + quoted(text));
  }
}

void check_explanations(Checked& checked) {
  std::set<std::string_view> known;
  for (const Step& step : checked.lesson.steps) {
    for (const std::string* text : explanations(step)) {
      if (!known.insert(*text).second)
        say(checked, step,
            "an explanation is there twice, so it cannot be that of one mistake: " + quoted(*text));
    }
  }
}

void check_variety(Checked& checked) {
  const std::vector<Step>& steps = checked.lesson.steps;
  std::set<std::string_view> doings;
  for (const Step& step : steps) doings.insert(step.does);
  if (doings.size() < kLeastDoings)
    say(checked, steps.front(),
        "the lesson has " + std::to_string(doings.size()) + " kinds of \"does\", fewer than " +
            std::to_string(kLeastDoings));
  const bool is_about_curves = std::any_of(steps.begin(), steps.end(), [](const Step& step) {
    return step.link.find("view=curves") != step.link.npos;
  });
  const bool has_sketch =
      std::any_of(steps.begin(), steps.end(), [](const Step& step) { return step.ask == Ask::sketch; });
  say_if(checked, steps.front(), is_about_curves && !has_sketch,
         "the lesson shows curves, but lets none be drawn: no step asks for a sketch");
  say_if(checked, steps.back(), steps.back().ask == Ask::nothing,
         "the last step asks nothing: it is to ask for what was learnt, in another case");
}

// ---- Two languages -----------------------------------------------------------------------------------------------
std::string list(const std::vector<std::string>& words) { return base::join(words, ", "); }

std::string list(const std::vector<Action>& actions) {
  std::string text;
  for (const Action& action : actions)
    text +=
        std::to_string(static_cast<int>(action.kind)) + base::shortest(action.number) + action.link + "; ";
  return text;
}

std::string right_choices(const Step& step) {
  std::string text;
  for (const Choice& choice : step.choices) text += choice.is_right ? 'x' : '-';
  return text;
}

std::string mistakes(const Step& step) {
  std::string text;
  for (const Mistake& mistake : step.mistakes)
    text += std::to_string(static_cast<int>(mistake.kind)) + ' ' + base::shortest(mistake.bound) + "; ";
  return text;
}

std::string filled(const Step& step) {
  std::string text;
  for (const std::string* part : {&step.task, &step.hint, &step.done}) text += part->empty() ? '-' : 'x';
  return text;
}

// What is the same in every language, as text.
struct Shared {
  const char* name;
  std::string (*of)(const Step&);
};

constexpr Shared kShared[] = {
    {"does", [](const Step& step) { return step.does; }},
    {"link", [](const Step& step) { return step.link; }},
    {"veil", [](const Step& step) { return list(step.veil); }},
    {"ask", [](const Step& step) { return std::to_string(static_cast<int>(step.ask)); }},
    {"answer", [](const Step& step) { return base::shortest(step.answer); }},
    {"tolerance", [](const Step& step) { return base::shortest(step.tolerance); }},
    {"sketch", [](const Step& step) { return std::to_string(static_cast<int>(step.sketch)); }},
    {"pass", [](const Step& step) { return base::shortest(step.pass); }},
    {"run", [](const Step& step) { return list(step.run); }},
    {"goal", [](const Step& step) { return step.goal.text; }},
    {"show", [](const Step& step) { return list(step.show); }},
    {"terms", [](const Step& step) { return list(step.terms); }},
    {"choices", right_choices},
    {"mistakes", mistakes},
    {"task, hint and done", filled},
};

void say(std::vector<Error>& errors, int line, std::string sentence) {
  errors.push_back({line, std::move(sentence)});
}

void compare(const Step& first, const Step& second, std::vector<Error>& errors) {
  if (first.id != second.id)
    return say(errors, second.line,
               "the step " + quoted(second.id) + " is " + quoted(first.id) + " in the other language");
  for (const Shared& shared : kShared) {
    if (shared.of(first) != shared.of(second))
      say(errors, second.line, "in the step " + quoted(first.id) + " the languages differ in " + shared.name);
  }
}

}  // namespace

std::vector<Error> check(const Lesson& lesson) {
  Checked checked{lesson};
  for (const Step& step : lesson.steps) check_step(checked, step);
  check_explanations(checked);
  check_variety(checked);
  has_cjk(lesson.title) ? check_chinese(checked) : check_english(checked);
  std::stable_sort(checked.errors.begin(), checked.errors.end(),
                   [](const Error& a, const Error& b) { return a.line < b.line; });
  return std::move(checked.errors);
}

std::vector<Error> check_parity(const Lesson& first, const Lesson& second) {
  std::vector<Error> errors;
  const auto differ = [&](std::string_view what) {
    say(errors, 1, "the languages differ in " + std::string(what));
  };
  if (first.id != second.id) differ("the id of the lesson");
  if (first.number != second.number) differ("the number of the lesson");
  if (first.steps.size() != second.steps.size()) differ("how many steps there are");
  const std::size_t both = std::min(first.steps.size(), second.steps.size());
  for (std::size_t i = 0; i < both; ++i) compare(first.steps[i], second.steps[i], errors);
  return errors;
}

}  // namespace lab::lesson
