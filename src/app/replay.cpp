#include "app/replay.h"

#include <utility>

#include "app/bench.h"
#include "app/image_plan.h"
#include "app/link.h"
#include "app/plan.h"
#include "base/clock.h"
#include "base/hash.h"

namespace lab::app {

namespace {

template <typename Plan>
Replayed begin(Replay& replay, Plan plan) {
  auto run = run::make_replay(std::move(plan));
  if (!run.ok()) return Replayed::not_decodable;
  replay.run = std::move(run.value());
  return Replayed::waiting;
}

// Makes the run of the link that waits; what cannot be replayed is not.
Replayed begin(Replay& replay) {
  const Decoded decoded = decode(replay.links[replay.next]);
  if (!decoded.notices.empty()) return Replayed::not_decodable;
  replay.last = decoded.scenario.steps;
  if (replay.last > kMaxReplaySteps) return Replayed::too_long;
  return is_of_pictures(decoded.scenario.data) ? begin(replay, image_plan_of(decoded.scenario))
                                               : begin(replay, plan_of(decoded.scenario));
}

// Does something with the run that has begun, else it returns `otherwise`.
template <typename Result, typename Do>
Result with_run(Replay& replay, Result otherwise, const Do& act) {
  if (auto* const run = std::get_if<run::Replay>(&replay.run)) return act(*run);
  if (auto* const run = std::get_if<run::ImageReplay>(&replay.run)) return act(*run);
  return otherwise;
}

void end(Replay& replay, Replayed is) {
  Replay::Outcome& outcome = replay.outcomes[replay.links[replay.next]];
  outcome.is = is;
  outcome.hash = with_run(replay, std::string(),
                          [](const auto& run) { return base::hex(nn::weights_hash(run.trainer.params)); });
  replay.run = {};
  ++replay.next;
}

}  // namespace

void add_runs(Replay& replay, const HandIn& hand_in) {
  for (const auto& [step, record] : hand_in.steps) {
    if (!record.link.empty() && replay.outcomes.try_emplace(record.link).second)
      replay.links.push_back(record.link);
  }
}

bool work(Replay& replay, double end_s) {
  while (replay.next < replay.links.size()) {
    const bool has_begun = !std::holds_alternative<std::monostate>(replay.run);
    const Replayed at_once = has_begun ? Replayed::waiting : begin(replay);
    if (at_once != Replayed::waiting)
      end(replay, at_once);
    else if (!with_run(replay, false, [&](auto& run) { return run::work(run, replay.last, end_s); }))
      end(replay, Replayed::same);
    if (base::wall_clock_s() >= end_s) break;
  }
  return replay.next < replay.links.size();
}

Replayed replayed(const Replay& replay, const Record& record) {
  const auto found = replay.outcomes.find(record.link);
  if (found == replay.outcomes.end()) return record.is_done ? Replayed::not_decodable : Replayed::same;
  const Replay::Outcome& outcome = found->second;
  return outcome.is == Replayed::same && outcome.hash != record.hash ? Replayed::different : outcome.is;
}

}  // namespace lab::app
