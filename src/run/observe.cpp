#include "run/observe.h"

#include <algorithm>
#include <limits>
#include <span>

#include "run/run.h"

namespace lab::run {

namespace {

constexpr double kNoLimitS = std::numeric_limits<double>::infinity();

template <typename Kind>
std::size_t all_points(const RunOf<Kind>& run) {
  return run.trainer.examples.count;
}

// Returns whether all points are counted.
template <typename Kind>
bool count_points(RunOf<Kind>& run, nn::MetricsTally& tally, double slice_s) {
  const double start_s = run.clock_s();
  const auto left = static_cast<std::int64_t>(all_points(run) - tally.points);
  const std::int64_t fit = how_many_fit(run.pace.point.each_s, slice_s, left);
  const std::size_t before = tally.points;
  nn::tally_points(run.trainer, static_cast<std::size_t>(std::max<std::int64_t>(fit, 1)), tally,
                   run.workspace);
  learn(run.pace.point, static_cast<std::int64_t>(tally.points - before), run.clock_s() - start_s);
  return tally.points == all_points(run);
}

template <typename Kind>
void end_record(RunOf<Kind>& run) {
  run.recording.is_under_way = false;
  const nn::MetricsTally& tally = run.recording.tally;
  add_record(run.history, run.trainer.step, nn::train_metrics(run.trainer, tally),
             nn::test_metrics(run.trainer, tally));
}

// ---- What is looked at besides, in pieces ----

// Layers, and the flow of the gradient through them.
std::size_t look_count(const Run& run) { return run.trainer.config.network.hidden.size() + 2; }

// The next of them, as far as its cost is known.
double look_s(const Run& run, std::size_t look) {
  return look + 1 == look_count(run) ? run.pace.flow.each_s : run.pace.layers[look].each_s;
}

void look(Run& run, std::size_t look) {
  Observation& next = run.observing.next;
  const double start_s = run.clock_s();
  if (look + 1 == look_count(run)) {
    nn::measure_flow(run.trainer, run.flow_workspace, next.flow);
    learn(run.pace.flow, 1, run.clock_s() - start_s);
    return;
  }
  nn::diagnose_layer(next.snapshot.network, next.snapshot.params, run.trainer.dparams,
                     nn::training_inputs(run.trainer.examples), look, run.diagnostics_workspace,
                     next.diagnostics);
  learn(run.pace.layers[look], 1, run.clock_s() - start_s);
}

// Chunks of held-out pictures.
std::size_t look_count(const ImageRun& run) {
  return (nn::test_count(run.trainer.examples) + nn::kTallyChunk - 1) / nn::kTallyChunk;
}

double look_s(const ImageRun& run, std::size_t) {
  return static_cast<double>(nn::kTallyChunk) * run.pace.point.each_s;
}

void look(ImageRun& run, std::size_t look) {
  std::vector<nn::Answer>& answers = run.observing.next.answers;
  const nn::Examples& examples = run.trainer.examples;
  const std::size_t first = look * nn::kTallyChunk;
  const std::size_t count = std::min(nn::kTallyChunk, nn::test_count(examples) - first);
  answers.resize(first + count);
  nn::answer_chunk(run.trainer, examples.train_count + first, std::span(answers).subspan(first),
                   run.workspace);
}

template <typename Kind>
void end_observation(RunOf<Kind>& run) {
  auto& observing = run.observing;
  observing.is_under_way = false;
  observing.next.train = nn::train_metrics(run.trainer, observing.tally);
  observing.next.test = nn::test_metrics(run.trainer, observing.tally);
  run.seen = std::move(observing.next);
  if (run.seen.snapshot.step == 0) run.first = run.seen;
  run.worked_s = 0;
  ++run.version;
}

// At least one.
template <typename Kind>
void look_at_some(RunOf<Kind>& run, double slice_s) {
  const std::size_t count = look_count(run);
  const double end_s = run.clock_s() + slice_s;
  do {
    if (run.observing.looks < count) look(run, run.observing.looks++);
    if (run.observing.looks == count) return end_observation(run);
  } while (run.clock_s() + look_s(run, run.observing.looks) <= end_s);
}

}  // namespace

template <typename Kind>
void begin_observation(RunOf<Kind>& run) {
  run.observing = {};
  run.observing.is_under_way = true;
  run.observing.next.snapshot = nn::snapshot(run.trainer);
}

template <typename Kind>
void count_some(RunOf<Kind>& run, double slice_s) {
  if (run.recording.is_under_way) {
    if (count_points(run, run.recording.tally, slice_s)) end_record(run);
  } else if (run.observing.tally.points < all_points(run)) {
    count_points(run, run.observing.tally, slice_s);
  } else {
    look_at_some(run, slice_s);
  }
}

template <typename Kind>
double next_piece_s(const RunOf<Kind>& run) {
  const nn::MetricsTally& tally = run.recording.is_under_way ? run.recording.tally : run.observing.tally;
  const std::size_t left = all_points(run) - tally.points;
  if (left > 0) return static_cast<double>(std::min(left, nn::kTallyChunk)) * run.pace.point.each_s;
  return run.observing.looks < look_count(run) ? look_s(run, run.observing.looks) : 0;
}

template <typename Kind>
double observation_s(const RunOf<Kind>& run) {
  double sum_s = static_cast<double>(all_points(run)) * run.pace.point.each_s;
  for (std::size_t i = 0; i < look_count(run); ++i) sum_s += look_s(run, i);
  return sum_s;
}

template <typename Kind>
void finish_record(RunOf<Kind>& run) {
  while (run.recording.is_under_way) count_some(run, kNoLimitS);
}

template <typename Kind>
void take_record(RunOf<Kind>& run) {
  begin_record(run);
  finish_record(run);
}

template <typename Kind>
void take_observation(RunOf<Kind>& run) {
  begin_observation(run);
  while (run.observing.is_under_way) count_some(run, kNoLimitS);
}

template void begin_observation(Run&);
template void begin_observation(ImageRun&);
template void count_some(Run&, double);
template void count_some(ImageRun&, double);
template double next_piece_s(const Run&);
template double next_piece_s(const ImageRun&);
template double observation_s(const Run&);
template double observation_s(const ImageRun&);
template void finish_record(Run&);
template void finish_record(ImageRun&);
template void take_record(Run&);
template void take_record(ImageRun&);
template void take_observation(Run&);
template void take_observation(ImageRun&);

}  // namespace lab::run
