// Training, whatever the kind of network: what is chosen (TrainerConfigOf), what runs (TrainerOf), what is
// seen (SnapshotOf, Metrics). nn/trainer.h trains dense networks, nn/conv/image_trainer.h those for images.
//
// What the outputs learn follows from the examples and the number of outputs: values where the examples have
// values for each output (regression); two classes with one output, which is that of class 1; k classes with
// k outputs, of which the largest says the class.
#pragma once

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/rng.h"
#include "nn/clipping.h"
#include "nn/examples.h"
#include "nn/init.h"
#include "nn/loss.h"
#include "nn/network.h"
#include "nn/optimizer.h"
#include "nn/penalty.h"
#include "nn/schedule.h"

namespace lab::nn {

inline constexpr int kMaxBatch = 512;

template <typename Network>
struct TrainerConfigOf {
  Network network;
  const LossRow* loss = nullptr;
  const OptimizerRow* optimizer = nullptr;
  const InitRow* init = nullptr;
  float init_deviation = kInitDeviation;                // σ of "normal"
  std::optional<OptimizerSettings> optimizer_settings;  // absent: the row's defaults
  float learning_rate = 0.03F;
  const ScheduleRow* schedule = nullptr;  // null: the learning rate is constant
  ScheduleSettings schedule_settings;
  Penalty penalty;
  Clipping clipping;
  int batch = 10;                     // 1 … kMaxBatch; larger than the training set means the whole set
  bool is_shuffled = true;            // false: every epoch shows the examples in the order they are given in
  std::uint64_t seed = 1;             // initial weights and the order of examples
  std::vector<std::uint32_t> frozen;  // places in the flat array that no step changes, ascending
};

// Why training cannot go on: a loss or a parameter became NaN or infinite.
struct Divergence {
  std::int64_t step = 0;  // the step that did it, counted from 1
  enum class What { loss, weights } what = What::loss;
  bool is_infinite = false;  // the loss, having grown beyond all bounds; else something had no value
};

// Which examples a run shows next. The order is shuffled anew in every epoch; the last batch of an epoch may
// be short. When one batch holds all examples there is no order, and none is drawn.
struct ExampleOrder {
  base::Rng rng;
  std::vector<std::uint32_t> examples;  // (train_count) this epoch's order of the training examples
  std::size_t next = 0;                 // position in `examples`; 0: an epoch begins
  std::size_t batch = 0;                // batch size of this epoch
  std::int64_t epochs_done = 0;
};

// One training run. A value type: copying it copies the run.
template <typename Network, typename Passes>
struct TrainerOf {
  TrainerConfigOf<Network> config;
  Examples examples;
  std::vector<float> params, dparams;   // all parameters of the network
  std::vector<float> moment1, moment2;  // as long, unused ones stay empty
  std::int64_t step = 0;
  std::optional<Divergence> divergence;  // once set, train() does nothing until the trainer is made anew

  // The state of the run that is not looked at from outside.
  std::size_t trained_params = 0;  // how much of the front of `params` the optimizer trains
  std::vector<float> targets;      // (outputs, examples) what each output should be
  std::vector<float> held;         // values of config.frozen, while a step is made
  ExampleOrder order;
  OptimizerState optimizer_state;
  Passes passes;  // what passes over networks of this kind need
};

template <typename Network, typename Passes>
std::size_t outputs_of(const TrainerOf<Network, Passes>& trainer) {
  return trainer.targets.size() / trainer.examples.count;
}

enum class TrainerError {
  no_training_points,
  network_out_of_bounds,
  inputs_do_not_fit,  // the examples have more or fewer
  // More classes than outputs tell apart, values for more or fewer outputs, or softmax_ce for values or with a single
  // output.
  outputs_do_not_fit,
  not_enough_memory,
};
std::string_view text_id(TrainerError);  // the sentence for a person

// A versioned value: everything a picture is made from. Cheap to copy for the network sizes allowed here.
template <typename Network>
struct SnapshotOf {
  // A hash of the contents: two snapshots of one version show the same picture, whichever run they come from.
  std::uint64_t version = 0;
  std::int64_t step = 0;
  double epoch = 0.0;
  Network network;
  std::vector<float> params;
};

// FNV-1a 64 of the bytes of all parameters, little-endian; the golden hash of the tests.
std::uint64_t weights_hash(std::span<const float> params);

// ---- Where a run is ----

// How many examples the next step looks at …
template <typename Network, typename Passes>
std::size_t next_batch_size(const TrainerOf<Network, Passes>& trainer) {
  const std::size_t left = trainer.order.examples.size() - trainer.order.next;
  const std::size_t batch =
      trainer.order.next == 0 ? static_cast<std::size_t>(trainer.config.batch) : trainer.order.batch;
  return std::min(batch, left);
}

// … and one of the steps to come at most, if nothing changes.
template <typename Network, typename Passes>
std::size_t largest_batch(const TrainerOf<Network, Passes>& trainer) {
  const std::size_t batch =
      std::min(static_cast<std::size_t>(trainer.config.batch), trainer.order.examples.size());
  return std::max(batch, trainer.order.batch);
}

template <typename Network, typename Passes>
std::int64_t examples_seen(const TrainerOf<Network, Passes>& trainer) {
  return trainer.order.epochs_done * static_cast<std::int64_t>(trainer.order.examples.size()) +
         static_cast<std::int64_t>(trainer.order.next);
}

// Epochs done, the current one as the share of its examples seen so far.
template <typename Network, typename Passes>
double epoch(const TrainerOf<Network, Passes>& trainer) {
  const ExampleOrder& order = trainer.order;
  const double share = static_cast<double>(order.next) / static_cast<double>(order.examples.size());
  return static_cast<double>(order.epochs_done) + share;
}

// ---- How well it does ----

struct Metrics {
  double loss = 0.0;       // mean over the points
  double accuracy = 0.0;   // 0 … 1: share of points whose class is the output's; 0 in regression
  std::size_t points = 0;  // 0: there is nothing to measure, loss and accuracy are meaningless
};

// Losses and hits of some points, summed up.
struct Tally {
  double loss = 0.0;
  std::size_t right = 0;
};
inline constexpr std::size_t kTallyChunk = 64;  // points that are counted together

// Of `points` that are counted, with so many outputs.
Metrics metrics_of(const LossRow&, std::size_t outputs, const Tally&, std::size_t points);

// Metrics of the examples [first, first + count). Each kind of network has a tally_chunk of its own.
template <typename Network, typename Passes>
Metrics metrics_of(const TrainerOf<Network, Passes>& trainer, std::size_t first, std::size_t count,
                   Workspace& work) {
  Tally tally;
  for (std::size_t done = 0; done < count; done += kTallyChunk)
    tally_chunk(trainer, first + done, std::min(kTallyChunk, count - done), tally, work);
  return metrics_of(*trainer.config.loss, outputs_of(trainer), tally, count);
}

template <typename Network, typename Passes>
Metrics train_metrics(const TrainerOf<Network, Passes>& trainer, Workspace& work) {
  return metrics_of(trainer, 0, trainer.examples.train_count, work);
}

template <typename Network, typename Passes>
Metrics test_metrics(const TrainerOf<Network, Passes>& trainer, Workspace& work) {
  return metrics_of(trainer, trainer.examples.train_count, test_count(trainer.examples), work);
}

// Metrics in the making, the training points first: they may be counted a few at a time.
struct MetricsTally {
  std::size_t points = 0;  // counted so far
  Tally train, test;
};

// Counts `count` more points (what is left, if fewer), rounded up to whole chunks. The trainer must be as it
// was for those before. Of all points the metrics are, bit for bit, those above.
template <typename Network, typename Passes>
void tally_points(const TrainerOf<Network, Passes>& trainer, std::size_t count, MetricsTally& tally,
                  Workspace& work) {
  const Examples& examples = trainer.examples;
  const std::size_t chunks = (count + kTallyChunk - 1) / kTallyChunk;
  for (std::size_t i = 0; i < chunks && tally.points < examples.count; ++i) {
    const bool is_train = tally.points < examples.train_count;
    const std::size_t end = is_train ? examples.train_count : examples.count;
    const std::size_t counted = std::min(kTallyChunk, end - tally.points);
    tally_chunk(trainer, tally.points, counted, is_train ? tally.train : tally.test, work);
    tally.points += counted;
  }
}

// All points must be counted.
template <typename Network, typename Passes>
Metrics train_metrics(const TrainerOf<Network, Passes>& trainer, const MetricsTally& tally) {
  assert(tally.points == trainer.examples.count);
  return metrics_of(*trainer.config.loss, outputs_of(trainer), tally.train, trainer.examples.train_count);
}

template <typename Network, typename Passes>
Metrics test_metrics(const TrainerOf<Network, Passes>& trainer, const MetricsTally& tally) {
  assert(tally.points == trainer.examples.count);
  return metrics_of(*trainer.config.loss, outputs_of(trainer), tally.test, test_count(trainer.examples));
}

}  // namespace lab::nn
