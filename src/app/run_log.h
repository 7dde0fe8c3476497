// The runs that were made, to compare and to come back to: what was chosen, how far each came, how well it did. None is kept itself:
// it comes back by being trained again, to the same bits.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/fields.h"
#include "app/scenario.h"
#include "nn/training.h"

namespace lab::app {

struct App;

inline constexpr std::size_t kMostRuns = 200;
inline constexpr double kGoodAccuracy = 0.95;

struct LoggedRun {
  int number = 0;     // counted from 1, also those that are no longer there
  Scenario scenario;  // with its edits up to the step
  std::int64_t step = 0;
  nn::Metrics train, test;               // of the first of several sides
  std::optional<std::int64_t> steps_to;  // the first record with kGoodAccuracy on the points that are judged
  std::uint64_t hash = 0;                // of its weights
  std::optional<bool> is_same;           // brought back, its weights were these
};

struct RunLog {
  std::vector<LoggedRun> runs;  // oldest first; at most kMostRuns
  int given = 0;                // numbers so far
  int recalled = 0;             // the number of the one that is being brought back; 0: none
};

const LoggedRun* find_run(const RunLog&, int number);
void forget_runs(RunLog&, int number);  // 0: all

// The run that is there, as it is seen now, with the number it would have.
LoggedRun present_run(const App&);

void log_run(App&);         // before another one takes its place, once it has made a step
void check_recalled(App&);  // whether the one that was brought back is the same, once it is there

// All that are there, the present one first, then the newest.
std::vector<LoggedRun> all_runs(const App&);

// What is chosen differently in some of them, in the order of the field table.
std::vector<const Field*> differing_fields(const std::vector<LoggedRun>&);
// How it reads in one of them, as it was at its step; of edits, how many there are.
std::string run_reading(const LoggedRun&, i18n::Language, const Field&);

// One line a run with a head, for a spreadsheet: numbers as they are, and the link that brings it back. The separator is ',' or a tab.
std::string runs_text(const App&, char separator);
// [{"number":…,"settings":{…},"step":…,"train":…,"test":…,"steps_to_95":…,"weights_hash":…,"same":…,"link":…}, …]
std::string runs_json(const App&);

}  // namespace lab::app
