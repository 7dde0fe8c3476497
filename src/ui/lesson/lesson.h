// The panel of a lesson beside any room, and the sheet on which a learner draws.
#pragma once

#include <optional>
#include <string>

#include "app/lessons.h"
#include "ui/control/number_input.h"
#include "ui/frame.h"

namespace lab::ui {

// What the panel remembers from frame to frame that is not worth a link.
struct LessonView {
  bool is_folded = false;
  std::string at;                       // the step of the last frame,
  bool was_asking = false;              // and whether it asked
  bool leads_on = false;                // a deed in it: the keyboard goes to what is done next
  double began_s = 0;                   // when that came
  NumberDraft number;                   // as it is typed
  std::string name;                     // of who hands in
  app::Interval reach;                  // of x, where it has drawn
  std::optional<app::SketchPoint> pen;  // where it was in the last frame, while it draws
};

// What is used and noinline is called only where a lesson has come: the page fetches it then, see platform/later.txt.
bool has_lesson(const Frame&);
void draw_coming(Frame&, const Rect& room);  // in the place of all, until it has

// Cuts the panel off the room and draws it; the room is empty where there is space for the panel alone.
[[gnu::used, gnu::noinline]] void draw_lesson(Frame&, LessonView&, Rect& room);

// Of somebody who plays freely: cut off the top of the room.
[[gnu::used, gnu::noinline]] void draw_way_back(Frame&, Rect& room);

// In the place of what a question is asked about.
[[gnu::used, gnu::noinline]] void draw_veil(Frame&, const Rect& room);

// Beside the panel the sheet stands in the place of the room, from the question on until the next step.
bool has_sketch(const Frame&);
[[gnu::used, gnu::noinline]] void draw_sketch(Frame&, LessonView&, const Rect& room);

// The parts of the panel; each returns the height it took.
float draw_words(Frame&, LessonView&, const Rect& space);  // what is read and asked
float draw_outcome(Frame&, const LessonView&,
                   const Rect& space);  // what the answer was worth, and what is left to do
float draw_hand_in(Frame&, LessonView&, const Rect& space);
void draw_deeds(Frame&, LessonView&, const Rect& row);  // commit, next, show me, again

}  // namespace lab::ui
