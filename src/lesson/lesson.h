// Lessons: steps to read, to predict, to do. A lesson is one Markdown file a language, <id>.<tag>.md in this folder or a teacher's
// own; README.md beside this header is the manual for those who write them. Which steps a person is at, and what she answered, is
// app/lessons.h's.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "lesson/goal.h"

namespace lab::lesson {

inline constexpr std::size_t kMaxBytes = 64 * 1024;  // of a file
inline constexpr std::size_t kMaxSteps = 24;
inline constexpr std::size_t kMaxChoices = 8;
inline constexpr std::size_t kMaxTerms = 6;  // of a step

// What a step asks before anything runs.
enum class Ask { nothing, choice, number, order, sketch };

// What is drawn: the slope of the first curve over the x of the plot, the border of the classes over the plane of the data, the
// training loss over the steps.
enum class Sketch { slope, border, loss };

// One of several to choose from, or of several to put in order, which stand in the right one.
struct Choice {
  std::string text;
  std::string explanation;  // why it is right, or what its mistake is; of an order: why it stands there
  bool is_right = false;
};

// How an answer is wrong: of a number "< 0.5", "> 1" or "else"; of a sketch see kSketchMistakes. The first that fits is said.
struct Mistake {
  enum class Kind { below, above, negative, like_f, too_high, too_low, otherwise };
  Kind kind{};
  double bound = 0;  // of below and above
  std::string explanation;
};

// What is done in the program, in the order given: "point 3" puts the cursor at x = 3, "train 400" trains until step 400, all else
// is part of a link: "act=relu&lr=0.1", "play=1".
struct Action {
  enum class Kind { point, train, set };
  Kind kind{};
  double number = 0;  // of point and train
  std::string link;   // of set
};

struct Step {
  std::string id;
  std::string title;
  std::string does;               // the kind of doing, one of kDoings
  std::string link;               // how it starts; what it does not name has its default
  std::vector<std::string> veil;  // what is not seen until the answer is given, words of kVeils; "none"
  std::vector<std::string> body;  // paragraphs; **strong** is all that is marked
  Ask ask = Ask::nothing;
  std::string question;
  std::vector<Choice> choices;  // of choice and order
  double answer = 0;            // of a number
  double tolerance = 0;         // of a number; of a sketch: as far as that from the truth is right
  Sketch sketch{};
  double pass = 0;                // the share of a sketch that has to be right
  std::vector<Mistake> mistakes;  // of a number and a sketch
  std::string right;              // of a number and a sketch: why it is so
  std::vector<Action> run;        // once the answer is given
  Goal goal;         // what the program watches; empty: the step is done when its question is answered
  std::string task;  // what to do, in words
  std::string hint;
  std::string done;                // said when the goal is reached
  std::vector<Action> show;        // "Show me": what reaches the goal
  std::vector<std::string> terms;  // of the glossary
  int line = 0;                    // of the file, where it begins
};

struct Lesson {
  std::string id;
  int number = 0;  // its place in the course; 0: a teacher's own
  std::string title;
  std::vector<Step> steps;  // at least one
};

inline constexpr std::string_view kDoings[] = {"read",  "predict", "sketch", "set",
                                               "build", "explain", "choose"};
inline constexpr std::string_view kVeils[] = {"none", "output", "neurons", "numbers",
                                              "hero", "plot",   "slope",   "facts"};
inline constexpr std::string_view kSketchMistakes[] = {"negative", "like f", "too high", "too low", "else"};

struct Error {
  int line = 0;
  std::string sentence;  // in English: for authors
};

// A file, untrusted: never fails otherwise than by an error.
base::Result<Lesson, Error> parse(std::string_view markdown);

// Several, as an asset holds them: one file after the other, each ended by a zero byte.
base::Result<std::vector<Lesson>, Error> parse_all(std::string_view asset);

const Step* find_step(const Lesson&, std::string_view id);  // nullptr when there is none

// ---- For those who write them ------------------------------------------------------------------------------------
// What a parser cannot know: whether it is a good lesson. Links and terms are checked by the command line, which knows them.
std::vector<Error> check(const Lesson&);
// Whether two languages say the same: ids, links, choices, goals, actions, terms.
std::vector<Error> check_parity(const Lesson& first, const Lesson& second);

}  // namespace lab::lesson
