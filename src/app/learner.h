// What the program remembers of a learner: where she is in a lesson, what she answered. It is no part of a Scenario: undo leaves it
// alone, and no link carries it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "app/scenario.h"
#include "app/sketch.h"
#include "i18n/text.h"
#include "lesson/lesson.h"

namespace lab::app {

// An answer that is being made. Of one step only one of these is used.
struct Draft {
  int choice = -1;         // from 0
  std::string number;      // as it is typed
  std::vector<int> order;  // places in the right order, as they stand now; empty: as offered
  SketchLine sketch;

  bool operator==(const Draft&) const = default;
};

// An answer as it was given.
struct Try {
  std::string answer;  // see text_of_draft()
  bool is_right = false;
  double score = 0;  // of a sketch, the share that was right; else 0 or 1
};

// What became of a step.
struct Record {
  std::vector<Try> tries;    // the first is the prediction
  bool is_answered = false;  // and what runs may run
  bool was_shown = false;    // the answer, or what reaches the goal
  bool is_done = false;
  std::uint32_t seen = 0;  // of its goal, see lesson::holds()
  std::string link, hash;  // of the run when it was done, with its steps
};

// Where somebody is who left for a while, or went on to another step.
struct Place {
  Scenario scenario;
  std::int64_t step = 0;  // of its run
};

struct Learner {
  std::map<i18n::Language, std::vector<lesson::Lesson>> courses;  // that have come
  std::optional<lesson::Lesson> own;                              // a teacher's …
  std::string own_address;                                        // … and where it is: the word of `lesson`
  std::string failure;  // why the last that came cannot be read: line and sentence

  std::string at;            // the step that she is at, "squeezing/gate"; empty: in none
  bool asks_at = false;      // it asks something
  bool keeps_state = false;  // the link that leads to it says all of the state, too
  AccessWords hide, lock;    // of the link that led into the lesson: steps add to them
  Draft draft;
  std::optional<SketchResult> result;     // of the sketch that was given
  std::optional<std::int64_t> run_until;  // the run pauses at this step
  std::map<std::string, Record> records;  // by step
  std::map<std::string, Place> places;    // as each was left
  std::string left;                       // the lesson that she left to play freely
  int left_step = 1;                      // and its step
  std::uint64_t version = 1;              // changes with the records
};

}  // namespace lab::app
