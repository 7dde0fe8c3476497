// What a person or a script can do. Commands are the only way the state changes; they carry values: links, files and
// requests alone speak text, and turn it into these.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <variant>
#include <vector>

#include "app/learner.h"
#include "app/notice.h"
#include "app/scenario.h"

namespace lab::app {

// What is shown becomes `next`, in one step of undo. `goes_on`: a further part of a drag, undone with its beginning.
struct Change {
  Scenario next;
  bool goes_on = false;
  bool is_afresh = false;  // the run begins again, also where it need not
};

// As a link asks: what it does not name goes back to its default.
struct Open {
  Scenario scenario;
  std::vector<Notice> notices;  // about what could not be used
  // It names its room, and so all of the state; else one that leads to a step of a lesson begins as that step does.
  bool is_whole = true;
};

struct Play {};
struct Pause {};
struct TogglePlay {};
struct Step {
  std::int64_t count = 1;  // optimizer steps at once, then pause
};
struct GoTo {
  std::int64_t step = 0;  // of the run, one that it has made: it stands there, and goes on from there
};
struct Recall {
  int number = 0;  // of the run log: that run, at its step
};
struct Forget {
  int number = 0;  // of the run log; 0: all of it
};
struct Reset {};       // the same weights again, at step 0
struct NewWeights {};  // another seed
struct Undo {};
struct Redo {};
struct Dismiss {
  std::size_t notice = 0;  // the one with that index goes away
};

struct PointAt {
  double x = 0;  // the cursor of Curves stands there
};

// Of a lesson, see lessons.h.
struct SetDraft {
  Draft draft;  // the answer as it is now, not given yet
};
struct Learn {
  enum class Deed {
    give_answer,
    ask_again,
    show_me,  // the answer, or what reaches the goal
    leave,    // to play freely
    come_back
  };
  Deed deed{};
};

using Command = std::variant<Change, Open, Play, Pause, TogglePlay, Step, Reset, NewWeights, Undo, Redo,
                             Dismiss, PointAt, SetDraft, Learn, GoTo, Recall, Forget>;

}  // namespace lab::app
