// The whole state of the program and the only functions that change it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/command.h"
#include "app/diagnosis.h"
#include "app/measure.h"
#include "app/notice.h"
#include "app/scenario.h"
#include "data/points.h"
#include "i18n/text.h"
#include "nn/diagnostics.h"
#include "nn/trainer.h"
#include "run/history.h"
#include "run/pace.h"

namespace lab::app {

// What the program was told about the person's system.
struct Environment {
  i18n::Language language = i18n::Language::english;  // for lang=auto
  bool prefers_dark = false;                          // for theme=auto
};

// Training speed as the program itself counts it, over about the last second of playing.
struct Rate {
  double window_start_s = 0;
  std::int64_t window_start_step = 0;
  double steps_per_s = 0;
};

// What undo goes back to: what was chosen, and how far its run had come.
struct Past {
  Scenario scenario;
  std::int64_t step = 0;
};

struct App {
  Environment environment;
  Scenario scenario;  // as chosen: the values at step 0, and the edits made since
  Scenario shown;     // scenario with the edits up to the present step applied: what controls show
  // What the run is about, as it is drawn; the trainer has them as examples.
  data::PointSet points;
  std::optional<nn::Trainer> trainer;  // absent only when one could not be made; a notice says why
  // What is shown: of the present step, or while a large network is training of one a few frames ago. All of
  // it is of the same step.
  nn::Snapshot snapshot;
  nn::Metrics train, test;
  nn::Diagnostics diagnostics;  // at the training points
  Diagnosis diagnosis;          // what they say, in words
  Recording recording;
  Picture picture;
  nn::Workspace workspace;  // scratch of the measurements above
  nn::DiagnosticsWorkspace diagnostics_workspace;
  run::LossHistory history;     // may be ahead of what is shown
  std::vector<Notice> notices;  // newest last
  std::vector<Past> undo, redo;
  std::int64_t steps_wanted =
      0;                 // to be trained before anything else: steps= of the link, or the step command
  double play_debt = 0;  // steps owed by the chosen speed, a fraction included
  Rate rate;
  double (*clock_s)() = wall_clock_s;  // that budgets go by
  run::Pace pace;
  double worked_s = 0;        // time spent on steps and records since the last picture
  std::uint64_t version = 1;  // changes whenever anything that is shown changes
};

// The program as a link starts it. Never fails: what cannot be used becomes a notice.
App make_app(std::string_view link, const Environment&);

void apply(App&, const Command&);

// How much time one call of advance may take, and how much has passed since the last one.
struct Budget {
  double now_s = 0;      // a monotonic clock
  double elapsed_s = 0;  // since the last call
  double train_s = 0;    // time that the call may take; one piece of work is done even where it takes longer
};

// Trains what playing at the chosen speed owes, within the budget, and measures what is shown. Work is cut
// into pieces whose cost is known from those before: a step, some points, a layer. What does not fit is left
// to the next call, so that the budget is kept unless a single step is longer. At most about half of the time
// goes into measuring where there is training to do. Returns whether anything changed.
bool advance(App&, const Budget&);

bool is_busy(const App&);  // playing, catching up or measuring: advance() has something to do

i18n::Language language(const App&);
bool is_dark(const App&);
double epochs_per_second(const App&);

// The state as a link that brings another program to the same picture: steps= is the present step.
std::string share_link(const App&);

// The network a Scenario asks for.
nn::NetworkSpec network_spec(const Scenario&);

}  // namespace lab::app
