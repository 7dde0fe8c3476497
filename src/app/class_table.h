// A class from its hand-ins: what was answered at each step, what each learner has done, and what is wrong with the files.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/hand_in.h"
#include "app/replay.h"

namespace lab::app {

struct Classroom {
  struct Refused {
    std::string file;
    std::string_view text_id;  // why it cannot be read
  };
  std::vector<HandIn> hand_ins;  // one without a name has its file's
  std::vector<Refused> refused;
  Replay replay;
  std::vector<std::uint64_t> files;  // hashes: what is brought twice counts once
};

void add_file(Classroom&, std::string_view file, std::string_view text);

inline constexpr std::size_t kMaxClassSteps = 200;

// How many learners …
struct ClassStep {
  std::string id, title;  // its id where the lesson is not known
  int done = 0, answered = 0, right_at_once = 0, right_in_the_end = 0, shown = 0;
  std::string wrong;    // the commonest wrong answer, as one reads it; empty: there is none
  int wrong_count = 0;  // … have given it
};

struct ClassLearner {
  std::string name;
  int done = 0, right_at_once = 0;  // of the steps of the table
  std::vector<std::string> flags;   // sentences: what is wrong with the file
};

struct ClassTable {
  std::vector<ClassStep>
      steps;  // in the order of the lessons that the program has here; behind them others, as they come
  std::vector<ClassLearner> learners;  // by name
};

ClassTable class_table(const App&, i18n::Language, const Classroom&);

}  // namespace lab::app
