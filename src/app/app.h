// The whole state of the program and the only functions that change it.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/command.h"
#include "app/diagnosis.h"
#include "app/learner.h"
#include "app/notice.h"
#include "app/run_log.h"
#include "app/scenario.h"
#include "data/points.h"
#include "i18n/text.h"
#include "run/run.h"

namespace lab::app {

// What the program was told about the person's system.
struct Environment {
  i18n::Language language = i18n::Language::english;  // for lang=auto
  bool prefers_dark = false;                          // for theme=auto
  bool can_train_pictures = true;  // the part of the program that does is here, see later_parts_have_come()
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

// What moves all runs on together, in lockstep.
struct Transport {
  std::int64_t steps_wanted =
      0;                        // to be trained before anything else: steps= of the link, or the step command
  double play_debt = 0;         // steps owed by the chosen speed, a fraction included
  std::int64_t stop_after = 0;  // what pauses it is looked for after this step
  Rate rate;
};

// What rooms work on, see bench.h.
struct Bench {
  Scenario scenario, shown;
  std::vector<run::Run> runs;
  std::vector<run::ImageRun> image_runs;
  std::vector<Diagnosis> diagnoses;
  Transport transport;
  std::vector<Past> undo, redo;
};

struct App {
  Environment environment;
  Scenario scenario;  // as chosen: the values at step 0, and the edits made since
  Scenario shown;     // shown_at(scenario, the present step): what controls show
  // At least one. One that could not be made trains nothing and shows nothing; a notice says why.
  std::vector<run::Run> runs = std::vector<run::Run>(1);
  // In the room Image these take the place of the others, of which there is one then that is not made; else none.
  std::vector<run::ImageRun> image_runs;
  std::vector<Diagnosis> diagnoses = std::vector<Diagnosis>(1);  // of what is seen of each run, in words
  double diagnosed_at_s = 0;  // while training goes on, words are found anew at a pace that can be read
  Transport transport;
  double cursor_x = 1;  // of Curves, in data units: where the pointer was last, or where it was typed to be
  Learner learner;
  RunLog log;
  std::vector<Notice> notices;      // newest last
  std::uint64_t notices_given = 0;  // so far
  std::vector<Past> undo, redo;
  std::map<std::string, Bench, std::less<>> set_aside;  // by bench_of(): what the other rooms work on
  std::uint64_t version = 1;                            // changes whenever anything that is shown changes
};

std::string run_name(const App&,
                     const run::Run&);  // what it is called beside others: its activation, or "None"

inline run::Run& first_run(App& app) { return app.runs.front(); }
inline const run::Run& first_run(const App& app) { return app.runs.front(); }

inline bool has_pictures(const App& app) { return !app.image_runs.empty(); }

// Does something with all runs there are, of points or of pictures: a vector of either.
template <typename AnyApp, typename Do>
decltype(auto) with_runs(AnyApp& app, const Do& act) {
  return has_pictures(app) ? act(app.image_runs) : act(app.runs);
}

template <typename AnyApp, typename Do>
void for_each_run(AnyApp& app, const Do& act) {
  with_runs(app, [&](auto& runs) {
    for (auto& run : runs) act(run);
  });
}

// What both kinds of run have in common, of the first.
struct SeenRun {
  bool is_made = false, has_diverged = false;
  std::int64_t step = 0;  // that is shown
  double epoch = 0;
  nn::Metrics train, test;
  std::span<const float> params;
};
SeenRun seen_run(const App&);
std::int64_t run_step(const App&);  // that its trainer has come to
double (*clock_of(const App&))();   // that budgets go by

// The program as a link starts it. Never fails: what cannot be used becomes a notice.
App make_app(std::string_view link, const Environment&);

// What waited for the part of the program that trains on pictures begins.
void later_parts_have_come(App&);

// Who asks. What is locked binds the reader alone; see access.h.
enum class By { reader, host };

// Changes nothing that is locked for who asks: such a command does nothing, such a part of a change is left out.
void apply(App&, const Command&, By = By::reader);

void next_weights(Scenario&);  // another draw of them; the points stay

void give(App&, Notice);  // shows it, as the newest

// How much time one call of advance may take, and how much has passed since the last one.
struct Budget {
  double now_s = 0;      // a monotonic clock
  double elapsed_s = 0;  // since the last call
  double train_s = 0;    // time that the call may take; one piece of work is done even where it takes longer
};

// Trains what playing at the chosen speed owes, within the budget, and observes what is shown; see run::work(). Returns
// whether anything changed.
bool advance(App&, const Budget&);

bool is_busy(const App&);  // playing, catching up or observing: advance() has something to do

bool can_train(const App&);  // there is a run that has not diverged

i18n::Language language(const App&);
bool is_dark(const App&);
double epochs_per_second(const App&);

std::int64_t furthest_step(const App&);  // that the runs have come to, from which they may have gone back

// The state as a link that brings another program to the same picture: steps= is the present step.
std::string share_link(const App&);

// The steps that the program has made and still owes: what steps= has to say to come back to where it is, or is going.
std::int64_t steps_to_keep(const App&);
std::string link_with_steps(const App&,
                            std::int64_t steps);  // the state as the address keeps it; never empty

}  // namespace lab::app
