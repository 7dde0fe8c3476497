#include "run/observe.h"

#include <algorithm>
#include <limits>

#include "run/run.h"

namespace lab::run {

namespace {

constexpr double kNoLimitS = std::numeric_limits<double>::infinity();

std::size_t all_points(const Run& run) { return run.trainer.examples.count; }
std::size_t layer_count(const Run& run) { return run.trainer.config.network.hidden.size() + 1; }

// Returns whether all points are counted.
bool count_points(Run& run, nn::MetricsTally& tally, double slice_s) {
  const double start_s = run.clock_s();
  const auto left = static_cast<std::int64_t>(all_points(run) - tally.points);
  const std::int64_t fit = how_many_fit(run.pace.point.each_s, slice_s, left);
  const std::size_t before = tally.points;
  nn::tally_points(run.trainer, static_cast<std::size_t>(std::max<std::int64_t>(fit, 1)), tally,
                   run.workspace);
  learn(run.pace.point, static_cast<std::int64_t>(tally.points - before), run.clock_s() - start_s);
  return tally.points == all_points(run);
}

void end_record(Run& run) {
  run.recording.is_under_way = false;
  const nn::MetricsTally& tally = run.recording.tally;
  add_record(run.history, run.trainer.step, nn::train_metrics(run.trainer, tally),
             nn::test_metrics(run.trainer, tally));
}

void measure_flow(Run& run) {
  const double start_s = run.clock_s();
  nn::measure_flow(run.trainer, run.flow_workspace, run.observing.next.flow);
  learn(run.pace.flow, 1, run.clock_s() - start_s);
}

// At least one layer.
void diagnose_some(Run& run, double slice_s) {
  Observing& observing = run.observing;
  const nn::Trainer& trainer = run.trainer;
  const nn::Snapshot& snapshot = observing.next.snapshot;
  const std::size_t layers = layer_count(run);
  const double end_s = run.clock_s() + slice_s;
  do {
    const double start_s = run.clock_s();
    nn::diagnose_layer(snapshot.network, snapshot.params, trainer.dparams,
                       nn::training_inputs(trainer.examples), observing.layers, run.diagnostics_workspace,
                       observing.next.diagnostics);
    learn(run.pace.layers[observing.layers++], 1, run.clock_s() - start_s);
  } while (observing.layers < layers && run.clock_s() + run.pace.layers[observing.layers].each_s <= end_s);
}

void end_observation(Run& run) {
  Observing& observing = run.observing;
  observing.is_under_way = false;
  observing.next.train = nn::train_metrics(run.trainer, observing.tally);
  observing.next.test = nn::test_metrics(run.trainer, observing.tally);
  run.seen = std::move(observing.next);
  if (run.seen.snapshot.step == 0) run.first = run.seen;
  run.worked_s = 0;
  ++run.version;
}

}  // namespace

void begin_record(Run& run) { run.recording = {true, {}}; }

void begin_observation(Run& run) {
  run.observing = {};
  run.observing.is_under_way = true;
  run.observing.next.snapshot = nn::snapshot(run.trainer);
}

bool is_counting(const Run& run) { return run.recording.is_under_way || run.observing.is_under_way; }

void count_some(Run& run, double slice_s) {
  if (run.recording.is_under_way) {
    if (count_points(run, run.recording.tally, slice_s)) end_record(run);
  } else if (run.observing.tally.points < all_points(run)) {
    count_points(run, run.observing.tally, slice_s);
  } else if (run.observing.layers < layer_count(run)) {
    diagnose_some(run, slice_s);
  } else {
    measure_flow(run);
    end_observation(run);
  }
}

double next_piece_s(const Run& run) {
  const nn::MetricsTally& tally = run.recording.is_under_way ? run.recording.tally : run.observing.tally;
  const std::size_t left = all_points(run) - tally.points;
  if (left == 0 && run.observing.layers == layer_count(run)) return run.pace.flow.each_s;
  if (left == 0) return run.pace.layers[run.observing.layers].each_s;
  return static_cast<double>(std::min(left, nn::kTallyChunk)) * run.pace.point.each_s;
}

double observation_s(const Run& run) {
  double sum_s = static_cast<double>(all_points(run)) * run.pace.point.each_s + run.pace.flow.each_s;
  for (std::size_t l = 0; l < layer_count(run); ++l) sum_s += run.pace.layers[l].each_s;
  return sum_s;
}

void finish_record(Run& run) {
  while (run.recording.is_under_way) count_some(run, kNoLimitS);
}

void take_record(Run& run) {
  begin_record(run);
  finish_record(run);
}

void take_observation(Run& run) {
  begin_observation(run);
  while (run.observing.is_under_way) count_some(run, kNoLimitS);
}

}  // namespace lab::run
