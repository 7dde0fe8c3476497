#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "base/text.h"
#include "lesson/lesson.h"

using namespace lab;
using lesson::Ask;
using Kind = lesson::Mistake::Kind;

namespace {

constexpr std::string_view kHead = "---\nlesson: valve\nnumber: 3\ntitle: A valve\n---\n\n";
constexpr std::string_view kKeys = "## gate\ntitle: Open it\nlink: view=curves\n";

lesson::Lesson read(const std::string& markdown) {
  const auto parsed = lesson::parse(markdown);
  REQUIRE_MESSAGE(parsed.ok(), parsed.error().line, ": ", parsed.error().sentence);
  return *parsed;
}

lesson::Error error_of(const std::string& markdown) {
  const auto parsed = lesson::parse(markdown);
  REQUIRE(!parsed.ok());
  return parsed.error();
}

std::string with_head(std::string_view steps) { return std::string(kHead) + std::string(steps); }

// A step with these further keys and this to read.
std::string step(std::string_view keys, std::string_view text = "A gate.\n") {
  return with_head(std::string(kKeys) + std::string(keys) + "\n" + std::string(text));
}

void check_error(const std::string& markdown, int line, std::string_view sentence) {
  const lesson::Error error = error_of(markdown);
  CHECK(error.line == line);
  CHECK(error.sentence == sentence);
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != text.npos);
  return text.replace(at, from.size(), to);
}

const std::string kNumber =
    step("ask: number\nanswer: -1.39\ntolerance: 0.2\n",
         "? At which z?\n- > 0 | More than half.\n- else | No.\n- right | As e says.\n");
const std::string kChoice = step("ask: choice\n", "? Which?\n- [ ] this | No.\n- [x] that | Yes.\n");
const std::string kOrder = step("ask: order\n", "? In which order?\n1. this | First.\n2. that | Then.\n");
const std::string kSketch =
    step("ask: sketch\nsketch: slope\ntolerance: 0.1\npass: 0.8\n",
         "? Draw it.\n- negative | It rises.\n- like f | That is f.\n- too high | Lower.\n"
         "- too low | Higher.\n- else | Look.\n- right | A hill.\n");

}  // namespace

TEST_CASE("a lesson's file is read whole: head, keys, paragraphs, question, mistakes, task") {
  const lesson::Lesson read_one = read(with_head(R"(## gate
title: Open it by a fifth
does: set
link: view=curves&formula=sin(3*x)*sigmoid(a)
ask: number
answer: −1.39
tolerance: 0.2
veil: plot, numbers
run: point 3; train 400; act=relu&lr=0.1
goal: abs(f - 0.2) < 0.02
show: ca=-1.39
terms: range, steepest

A gate multiplies a signal
by a number.

Its **weight** is learned.

? At which z does 20 % pass?
- > 0 | More than half.
- < -3 | Less than
a twentieth.
- else | Near.
- right | 1 / (1 + e^1.39) = 0.2.

task: Move a.
hint: σ(0) is one half.
done: One fifth passes.
)"));
  CHECK(read_one.id == "valve");
  CHECK(read_one.number == 3);
  CHECK(read_one.title == "A valve");
  REQUIRE(read_one.steps.size() == 1);
  const lesson::Step& gate = read_one.steps[0];
  CHECK(gate.line == 7);
  CHECK(gate.title == "Open it by a fifth");
  CHECK(gate.does == "set");
  CHECK(gate.link == "view=curves&formula=sin(3*x)*sigmoid(a)");
  CHECK(gate.body ==
        std::vector<std::string>{"A gate multiplies a signal by a number.", "Its **weight** is learned."});
  CHECK(gate.ask == Ask::number);
  CHECK(gate.answer == -1.39);
  CHECK(gate.tolerance == 0.2);
  CHECK(gate.veil == std::vector<std::string>{"plot", "numbers"});
  CHECK(gate.question == "At which z does 20 % pass?");
  REQUIRE(gate.mistakes.size() == 3);
  CHECK(gate.mistakes[0].kind == Kind::above);
  CHECK(gate.mistakes[1].kind == Kind::below);
  CHECK(gate.mistakes[1].bound == -3);
  CHECK(gate.mistakes[1].explanation == "Less than a twentieth.");
  CHECK(gate.mistakes[2].kind == Kind::otherwise);
  CHECK(gate.right == "1 / (1 + e^1.39) = 0.2.");
  REQUIRE(gate.run.size() == 3);
  CHECK(gate.run[0].kind == lesson::Action::Kind::point);
  CHECK(gate.run[0].number == 3);
  CHECK(gate.run[1].kind == lesson::Action::Kind::train);
  CHECK(gate.run[1].number == 400);
  CHECK(gate.run[2].link == "act=relu&lr=0.1");
  CHECK(gate.show[0].link == "ca=-1.39");
  CHECK(gate.goal.text == "abs(f - 0.2) < 0.02");
  CHECK(!gate.goal.nodes.empty());
  CHECK(gate.terms == std::vector<std::string>{"range", "steepest"});
  CHECK(gate.task == "Move a.");
  CHECK(gate.hint == "σ(0) is one half.");
  CHECK(gate.done == "One fifth passes.");
}

TEST_CASE("choices, orders and sketches are read with what explains each answer") {
  const lesson::Step choice = read(kChoice).steps[0];
  REQUIRE(choice.choices.size() == 2);
  CHECK(!choice.choices[0].is_right);
  CHECK(choice.choices[0].explanation == "No.");
  CHECK(choice.choices[1].is_right);
  const lesson::Step order = read(kOrder).steps[0];
  REQUIRE(order.choices.size() == 2);
  CHECK(order.choices[0].text == "this");
  CHECK(order.choices[1].explanation == "Then.");
  const lesson::Step sketch = read(kSketch).steps[0];
  CHECK(sketch.sketch == lesson::Sketch::slope);
  CHECK(sketch.pass == 0.8);
  REQUIRE(sketch.mistakes.size() == 5);
  CHECK(sketch.mistakes[1].kind == Kind::like_f);
  CHECK(sketch.right == "A hill.");
}

TEST_CASE("lines of one paragraph are joined with a space, but not between Chinese characters") {
  CHECK(read(step("", "sigmoid\nsqueezes\n")).steps[0].body[0] == "sigmoid squeezes");
  CHECK(read(step("", "把数\n压进 0 到\n1 之间。\n")).steps[0].body[0] == "把数压进 0 到 1 之间。");
}

TEST_CASE(
    "a step that asks something veils all but the plot unless it says otherwise; one that asks nothing veils "
    "nothing") {
  CHECK(read(kChoice).steps[0].veil ==
        std::vector<std::string>{"output", "neurons", "numbers", "hero", "slope", "facts"});
  CHECK(read(step("")).steps[0].veil.empty());
  CHECK(read(replaced(kChoice, "ask:", "veil: none\nask:")).steps[0].veil ==
        std::vector<std::string>{"none"});
}

TEST_CASE("files of other systems are read alike: carriage returns, a byte order mark, no last line end") {
  std::string text = kNumber;
  for (std::size_t i = 0; (i = text.find('\n', i)) != text.npos; i += 2) text.replace(i, 1, "\r\n");
  text = "\uFEFF" + text.substr(0, text.size() - 2);
  CHECK(read(text).steps[0].right == "As e says.");
}

TEST_CASE("what is wrong with a head is said with its line") {
  check_error("", 1, "a lesson begins with a line \"---\"");
  check_error("---\nlesson: x\n", 3, "\"key: value\" is expected: \"\"");
  check_error("---\nlesson: x", 2, "the head does not end with a line \"---\"");
  check_error("---\nlesson: x\n---\n", 3, "the head lacks \"number\"");
  check_error("---\nlesson: x y\n", 2, "\"lesson\" is letters, digits and \"-\": \"x y\"");
  check_error("---\nnumber: 1.5\n", 2, "\"number\" is no whole number from 0 to 999: \"1.5\"");
  check_error("---\nauthor: me\n", 2, "there is no key \"author\" of a lesson");
  check_error("---\nlesson: x\nlesson: y\n", 3, "\"lesson\" is there twice");
  check_error(std::string(kHead), 7, "there is no step");
  check_error(with_head("Hello.\n"), 7, "a step begins with \"## \" and its id");
}

TEST_CASE("what is wrong with a key is said with its line, the key and what it holds") {
  check_error(step("colour: red\n"), 10, "there is no key \"colour\" of a step");
  check_error(step("does: sing\n"), 10,
              "\"does\" is none of read, predict, sketch, set, build, explain, choose: \"sing\"");
  check_error(step("ask: nicely\n"), 10, "\"ask\" is none of choice, number, order, sketch: \"nicely\"");
  check_error(step("title: again\n"), 10, "\"title\" is there twice");
  check_error(step("hello\n"), 10, "\"key: value\" is expected: \"hello\"");
  check_error(step("veil: plot, all\n"), 10,
              "\"veil\" has a word that is none of none, output, neurons, numbers, hero, plot, slope, facts: "
              "\"all\"");
  check_error(step("terms: a,b,c,d,e,f,g\n"), 10, "\"terms\" has more than 6 words");
  check_error(step("run: dance\n"), 10,
              "\"run\" has something that is neither \"point\", \"train\" nor part of a link: \"dance\"");
  check_error(step("show: train 1.5\n"), 10, "\"show\" trains for no number of steps: \"train 1.5\"");
  check_error(step("show: point here\n"), 10, "\"show\" is not a number: \"here\"");
  CHECK(error_of(step("goal: x >\n")).sentence.starts_with("\"goal\" is no condition, at its character "));
  check_error(replaced(kNumber, "-1.39", "abc"), 11, "\"answer\" is not a number: \"abc\"");
  check_error(replaced(kNumber, "0.2", "-0.2"), 12, "\"tolerance\" is below 0");
  check_error(replaced(kSketch, "0.8", "80"), 13, "\"pass\" is above 1");
}

TEST_CASE("a key that a step lacks, or that means nothing in it, is named") {
  check_error(with_head("## gate\ntitle: Open it\n\nA gate.\n"), 7, "the step lacks \"link\"");
  check_error(with_head("## a b\n"), 7, "the id of a step is letters, digits and \"-\": \"a b\"");
  check_error(step("") + std::string(kKeys), 12, "two steps are called \"gate\"");
  check_error(replaced(kNumber, "answer: -1.39\n", ""), 7,
              "the step lacks \"answer\", which its \"ask\" needs");
  check_error(step("pass: 1\n"), 7, "\"pass\" means nothing for what is asked");
}

TEST_CASE("what is wrong with an answer is said with its line") {
  check_error(step("", "- [x] a | b\n"), 11, "there is an answer, but no \"ask\" says what is asked");
  check_error(step("", "? Why?\n"), 7, "there is a question, but no \"ask\" says how it is answered");
  check_error(replaced(kChoice, "? Which?\n", ""), 7,
              "the step lacks its question, a line that begins with \"? \"");
  check_error(replaced(kChoice, "- [ ] this | No.\n", ""), 7,
              "there are fewer than two answers to choose from");
  check_error(replaced(kChoice, "[ ]", "[x]"), 7, "2 choices are marked right, not one");
  check_error(replaced(kChoice, "[ ] ", ""), 13, "a choice begins with \"- [ ] \" or \"- [x] \"");
  check_error(replaced(kChoice, " | No.", ""), 13, "an answer is a text, then \" | \", then its explanation");
  check_error(replaced(kOrder, "2. ", "3. "), 14, "the numbers of an order are 1, 2, 3 …");
  check_error(replaced(kOrder, "1. ", "- "), 13, "answers of an order are numbered");
  check_error(replaced(kChoice, "- [ ] ", "1. "), 13, "numbered answers belong to \"ask: order\"");
  check_error(replaced(kNumber, "> 0", "> abc"), 15, "what stands behind \">\" is not a number: \"abc\"");
  check_error(replaced(kNumber, "> 0", "too high"), 15, "\"too high\" is no mistake in what is asked here");
  check_error(replaced(kSketch, "negative", "< 0"), 16, "\"< 0\" is no mistake in what is asked here");
  check_error(replaced(kSketch, "like f", "like g"), 17, "there is no answer called \"like g\"");
  check_error(replaced(kNumber, "- else | No.\n", ""), 7, "the last of the mistakes has to be \"- else | \"");
  check_error(replaced(kNumber, "- right | As e says.\n", ""), 7,
              "the step lacks \"- right | \", why the answer is what it is");
  check_error(step("", "task: a\n\ntask: b\n"), 13, "\"task:\" is there twice");
  check_error(step("", "hint:\n"), 11, "nothing stands behind \"hint:\"");
}

TEST_CASE("a file is bounded, and only text: bytes, steps, choices, UTF-8") {
  check_error(std::string(lesson::kMaxBytes + 1, '-'), 1, "the file has more than 65536 bytes");
  const std::string not_text = "there is a character that is no text in UTF-8";
  for (const std::string_view bad :
       {"\xff", "\xc3", "\xc0\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\x01", "\x7f"}) {
    check_error(replaced(kChoice, "this", bad), 13, not_text);
  }
  check_error(replaced(kChoice, "this", std::string_view("\0", 1)), 13, not_text);
  std::string steps;
  for (std::size_t i = 0; i <= lesson::kMaxSteps; ++i) {
    steps += replaced(std::string(kKeys), "gate", "g" + std::to_string(i)) + "\n";
  }
  CHECK(error_of(with_head(steps)).sentence == "there are more than 24 steps");
  std::string choices;
  for (std::size_t i = 0; i <= lesson::kMaxChoices; ++i) choices += "- [ ] c | e\n";
  check_error(replaced(kChoice, "- [ ] this | No.\n", choices), 21, "there are more than 8 choices");
}

TEST_CASE("an asset of several lessons is read in its order, and a wrong one is named by its line") {
  const std::string asset = kNumber + '\0' + kChoice + '\0';
  const auto both = lesson::parse_all(asset);
  REQUIRE(both.ok());
  REQUIRE(both->size() == 2);
  CHECK((*both)[1].steps[0].ask == Ask::choice);
  CHECK(lesson::parse_all("")->empty());
  const auto wrong = lesson::parse_all(kNumber + '\0' + "?");
  REQUIRE(!wrong.ok());
  CHECK(wrong.error().line == 1);
}

TEST_CASE("a step is found by its id") {
  const lesson::Lesson valve = read(kChoice);
  CHECK(lesson::find_step(valve, "gate") == &valve.steps[0]);
  CHECK(lesson::find_step(valve, "door") == nullptr);
}
