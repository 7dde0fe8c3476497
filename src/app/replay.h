// The runs of hand-ins, made again to see whether they are real: in slices of time, each link once.
#pragma once

#include <map>
#include <string>
#include <variant>
#include <vector>

#include "app/hand_in.h"
#include "run/replay.h"

namespace lab::app {

inline constexpr std::int64_t kMaxReplaySteps = 100'000;  // of one run

enum class Replayed { waiting, same, different, not_decodable, too_long };

struct Replay {
  struct Outcome {
    Replayed is = Replayed::waiting;  // once it has been replayed: same
    std::string hash;                 // what the weights are then
  };
  std::map<std::string, Outcome> outcomes;                            // by link
  std::vector<std::string> links;                                     // as they came
  std::size_t next = 0;                                               // of them
  std::variant<std::monostate, run::Replay, run::ImageReplay> run{};  // of that one, where it has begun
  std::int64_t last = 0;                                              // its step to come to
};

void add_runs(Replay&, const HandIn&);

// Until `end_s` by the wall clock. False: all is done.
[[gnu::used, gnu::noinline]] bool work(Replay&, double end_s);

// What became of the run of a record. One that is done without a run cannot be replayed; else nothing is to be.
Replayed replayed(const Replay&, const Record&);

}  // namespace lab::app
