#include "app/replay.h"

#include <utility>

#include "app/link.h"
#include "app/plan.h"
#include "base/clock.h"
#include "base/hash.h"

namespace lab::app {

namespace {

// Makes the run of the link that waits; what cannot be replayed is not.
Replayed begin(Replay& replay) {
  const Decoded decoded = decode(replay.links[replay.next]);
  if (!decoded.notices.empty()) return Replayed::not_decodable;
  replay.last = decoded.scenario.steps;
  if (replay.last > kMaxReplaySteps) return Replayed::too_long;
  auto run = run::make_replay(plan_of(decoded.scenario));
  if (!run.ok()) return Replayed::not_decodable;
  replay.run = std::move(run.value());
  return Replayed::waiting;
}

void end(Replay& replay, Replayed is) {
  Replay::Outcome& outcome = replay.outcomes[replay.links[replay.next]];
  outcome.is = is;
  if (replay.run) outcome.hash = base::hex(nn::weights_hash(replay.run->trainer.params));
  replay.run.reset();
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
    const Replayed at_once = replay.run ? Replayed::waiting : begin(replay);
    if (at_once != Replayed::waiting)
      end(replay, at_once);
    else if (!run::work(*replay.run, replay.last, end_s))
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
