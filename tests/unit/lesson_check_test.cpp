#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "lesson/builtin.h"
#include "lesson/lesson.h"
#include "lesson/words.h"

using namespace lab;

namespace {

// A lesson with nothing to complain about; the tests spoil one thing each.
const std::string kGood = R"(---
lesson: good
number: 1
title: Good
---

## one
title: One
does: read
link: view=curves

Two plus two is four.

## two
title: Two
does: sketch
link: view=curves
ask: sketch
sketch: slope
tolerance: 0.1
pass: 0.8

It rises.

? Draw it.
- else | Not so.
- right | A hill.

## three
title: Three
does: set
link: view=train
goal: step > 3
show: train 4

A start.

task: Train.
done: Trained.

## four
title: Four
does: choose
link: view=train
ask: choice

An end.

? Which?
- [ ] this | No.
- [x] that | Yes.
)";

lesson::Lesson read(const std::string& markdown) {
  const auto parsed = lesson::parse(markdown);
  REQUIRE_MESSAGE(parsed.ok(), parsed.error().line, ": ", parsed.error().sentence);
  return *parsed;
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != text.npos);
  return text.replace(at, from.size(), to);
}

void check_only(std::string_view from, std::string_view to, int line, std::string_view sentence) {
  const std::vector<lesson::Error> errors = lesson::check(read(replaced(kGood, from, to)));
  REQUIRE(errors.size() == 1);
  CHECK(errors[0].line == line);
  CHECK(errors[0].sentence == sentence);
}

std::string words(int count) {
  std::string text = "a";
  for (int i = 1; i < count; ++i) text += i % 10 == 0 ? ". A" : " a";
  return text + ".";
}

std::vector<lesson::Error> errors_between(std::string_view from, std::string_view to) {
  return lesson::check_parity(read(kGood), read(replaced(kGood, from, to)));
}

}  // namespace

TEST_CASE("a lesson that teaches by doing has no complaint") { CHECK(lesson::check(read(kGood)).empty()); }

TEST_CASE("a goal, its task, what is said at its end and what shows it belong together") {
  check_only("task: Train.\n", "", 29, "the step has a goal, but no \"task:\" says what to do");
  check_only("done: Trained.\n", "", 29, "the step has a goal, but no \"done:\" for when it is reached");
  check_only("show: train 4\n", "", 29, "the step has a goal, but no \"show\" that reaches it");
  check_only("goal: step > 3\nshow: train 4\n", "", 29, "the step has a task, but no \"goal\" sees it done");
  check_only("link: view=curves\n\nTwo", "link: view=curves\nveil: plot\n\nTwo", 7,
             "the step has a \"veil\", but asks nothing");
}

TEST_CASE("a lesson has four kinds of doing, a sketch where it has curves, and a question at its end") {
  check_only("does: choose", "does: set", 7, "the lesson has 3 kinds of \"does\", fewer than 4");
  check_only(
      "ask: sketch\nsketch: slope\ntolerance: 0.1\npass: 0.8\n\nIt rises.\n\n? Draw it.\n- else | Not so.\n- "
      "right | A hill.\n",
      "\nIt rises.\n", 7, "the lesson shows curves, but lets none be drawn: no step asks for a sketch");
  check_only("ask: choice\n\nAn end.\n\n? Which?\n- [ ] this | No.\n- [x] that | Yes.\n", "\nAn end.\n", 41,
             "the last step asks nothing: it is to ask for what was learnt, in another case");
}

TEST_CASE("no two mistakes have one explanation") {
  check_only("| No.", "| Not so.", 41,
             "an explanation is there twice, so it cannot be that of one mistake: \"Not so.\"");
}

TEST_CASE("an English step is short: to read, to explain, by sentence") {
  check_only("It rises.", words(59), 14, "61 words are to be read before it is done, more than 60");
  CHECK(lesson::check(read(replaced(kGood, "It rises.", words(58)))).empty());
  check_only("A hill.", words(46), 14,
             "an explanation has 46 words, more than 45: \"a a a a a a a a a a. A a a a a a a a a a…\"");
  std::string long_sentence = "a";
  for (int i = 0; i < 42; ++i) long_sentence += " a";
  std::string text = kGood;
  for (const std::string_view one :
       {"Two plus two is four.", "It rises.", "A start.", "An end.", "Not so.", "A hill."}) {
    text = replaced(text, one, long_sentence + (one == "A hill." ? " b." : one == "Not so." ? " c." : "."));
  }
  const std::vector<lesson::Error> errors = lesson::check(read(text));
  REQUIRE(errors.size() == 1);
  CHECK(errors[0].sentence == "the sentences of the lesson have more than 16 words on average");
}

TEST_CASE("words are what holds a letter or a digit, and sentences end with a mark") {
  CHECK(lesson::length_of("σ(3) = 0.95, and ¼ of it.").words == 6);
  CHECK(lesson::length_of("One. Two? “Three!” Four").sentences == 4);
  CHECK(lesson::length_of("0.5 is one").sentences == 1);
  CHECK(lesson::length_of("").words == 0);
}

TEST_CASE("each language is written in itself") {
  check_only("Two plus", "二 plus", 7, "the English text has Chinese characters: \"二 plus two is four.\"");
  CHECK(lesson::wrong_in_chinese("把 sigmoid 压进 σ(0) = 0.5 与 1 之间，再看 f′(x)。").empty());
  CHECK(lesson::wrong_in_chinese("从 (0, 0.5) 到 1,000 步：对吗？").empty());
  CHECK(lesson::wrong_in_chinese("这是 slope 的值。") == "the Chinese text has the word \"slope\"");
  CHECK(lesson::wrong_in_chinese("先读,再写。") ==
        "the Chinese text has \",\" where it needs the full-width sign: \"先读,\"");
  CHECK(lesson::wrong_in_chinese("等于 3, 所以") != "");
  CHECK(lesson::wrong_in_chinese("等于 3.") != "");
}

TEST_CASE("two languages that are not the same lesson are told apart, key by key") {
  CHECK(errors_between("Two plus", "Three plus").empty());
  const std::pair<std::string_view, std::string_view> changes[] = {
      {"tolerance: 0.1", "tolerance: 0.2"},
      {"goal: step > 3", "goal: step > 4"},
      {"show: train 4", "show: train 5"},
      {"pass: 0.8", "pass: 0.7"},
      {"sketch: slope", "sketch: loss"},
      {"- else", "- negative | No\n- else"},
      {"[ ] this", "[x] this"},
      {"done: Trained.", ""},
      {"does: set", "does: build"},
      {"view=train", "view=train&lr=1"},
      {"show: train 4", "show: train 4\nterms: loss"}};
  for (const auto& [from, to] : changes) {
    std::string other = replaced(kGood, from, to);
    if (from == "[ ] this") other = replaced(other, "[x] that", "[ ] that");
    const std::string change = std::string(from) + " -> " + std::string(to);
    CAPTURE(change);
    CHECK(lesson::check_parity(read(kGood), read(other)).size() == 1);
  }
  CHECK(errors_between("## two", "## deux")[0].line == 14);
  CHECK(errors_between("number: 1", "number: 2").size() == 1);
}

TEST_CASE("the built-in lessons are good ones, and the same in both languages") {
  const auto english = lesson::parse_all(lesson::builtin("en"));
  const auto chinese = lesson::parse_all(lesson::builtin("zh"));
  REQUIRE(english.ok());
  REQUIRE(chinese.ok());
  REQUIRE(english->size() == lesson::course().size());
  REQUIRE(chinese->size() == english->size());
  for (std::size_t i = 0; i < english->size(); ++i) {
    const lesson::Lesson& one = (*english)[i];
    CHECK(one.id == lesson::course()[i].id);
    CHECK(one.number == lesson::course()[i].number);
    std::vector<lesson::Error> errors = lesson::check(one);
    const auto in_chinese = lesson::check((*chinese)[i]);
    const auto between = lesson::check_parity(one, (*chinese)[i]);
    errors.insert(errors.end(), in_chinese.begin(), in_chinese.end());
    errors.insert(errors.end(), between.begin(), between.end());
    for (const lesson::Error& error : errors)
      CHECK_MESSAGE(false, one.id, ":", error.line, ": ", error.sentence);
  }
  CHECK(lesson::builtin("xx").empty());
}
