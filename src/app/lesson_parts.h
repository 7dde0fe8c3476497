// Of a lesson, between the files that make it up; see lessons.h.
#pragma once

#include "app/lessons.h"
#include "base/json_reader.h"
#include "base/json_writer.h"

namespace lab::app {

// Whether the command may be applied while the program waits; of a Change what is free stays in it. Says so where something is refused.
bool may_apply(App&, Command&);
void refuse(App&);

// Of a link that leads into a lesson.
void begin_lesson(App&, bool is_whole);
[[gnu::used, gnu::noinline]] void come_to_step(App&,
                                               const lesson::Lesson&);  // the one that the Scenario names
[[gnu::used, gnu::noinline]] void look_at_goal(App&);
void leave_step(App&);  // keeps where it stands, to come back to
bool is_asking_at(const App&, const std::string& at);

void recall_answer(App&);      // of the present step, as the draft, with what became of it
void keep_run(App&, Record&);  // as a link that replays it
void write_record(base::JsonWriter&, const Record&);
inline constexpr std::size_t kMaxTries = 50;  // of a step that are read
Record read_record(const base::Json&);
void act_out(App&, const std::vector<lesson::Action>&);

// The truth that the present step asks to sketch, and of a slope f at the same places.
struct SketchTruth {
  SketchLine line;
  std::vector<double> f;
};
SketchTruth truth_of(const App&);

}  // namespace lab::app
