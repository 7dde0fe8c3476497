// Training: what is chosen (TrainerConfig), what runs (Trainer), what is seen (Snapshot).
//
// What the outputs learn follows from the examples and the number of outputs: values where the examples have
// values for each output (regression); two classes with one output, which is that of class 1; k classes with
// k outputs, of which the largest says the class.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/result.h"
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

struct TrainerConfig {
  NetworkSpec network;
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
  int batch = 10;          // 1 … kMaxBatch; larger than the training set means the whole set
  std::uint64_t seed = 1;  // initial weights and the order of examples
};

// Why training cannot go on: a loss or a parameter became NaN or infinite.
struct Divergence {
  std::int64_t step = 0;  // the step that did it, counted from 1
  enum class What { loss, weights } what = What::loss;
  bool is_infinite = false;  // the loss, having grown beyond all bounds; else something had no value
};

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

// Metrics in the making, the training points first: they may be counted a few at a time.
struct MetricsTally {
  std::size_t points = 0;  // counted so far
  Tally train, test;
};
inline constexpr std::size_t kTallyChunk = 64;  // points that are counted together

// A versioned value: everything a picture is made from. Cheap to copy for the network sizes allowed here.
struct Snapshot {
  // A hash of the contents: two snapshots of one version show the same picture, whichever run they come from.
  std::uint64_t version = 0;
  std::int64_t step = 0;
  double epoch = 0.0;
  NetworkSpec network;
  std::vector<float> params;
};

// One training run. The order of examples is shuffled anew in every epoch; the last batch of an epoch may be
// short. When one batch holds all examples there is no order, and none is drawn. A value type: copying it
// copies the run.
struct Trainer {
  TrainerConfig config;
  Examples examples;
  std::vector<float> params, dparams;   // (param_count)
  std::vector<float> moment1, moment2;  // (param_count), unused ones stay empty
  std::int64_t step = 0;
  std::optional<Divergence> divergence;  // once set, train() does nothing until the trainer is made anew

  // The state of the run that is not looked at from outside.
  std::size_t trained_params = 0;  // trained_count
  base::Rng order_rng, dropout_rng;
  std::vector<float> targets;        // (outputs, examples) what each output should be
  std::vector<std::uint32_t> order;  // (train_count) this epoch's order of the training examples
  std::size_t next_example = 0;      // position in `order`; 0: an epoch begins
  std::size_t epoch_batch = 0;       // batch size of this epoch
  base::AlignedFloats epoch_rows;    // this epoch's batches, each (inputs and targets, lanes), padded
  std::size_t next_row = 0;          // where in epoch_rows the next batch begins
  std::int64_t epochs_done = 0;
  OptimizerState optimizer_state;
  Workspace workspace;
};

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

// The config's rows must be set, its learning rate finite.
base::Result<Trainer, TrainerError> make_trainer(const TrainerConfig&, Examples);

// Up to `steps` optimizer steps; stops early when training diverges. Returns how many were done.
// Allocates nothing.
std::int64_t train(Trainer&, std::int64_t steps);

// Live changes: they keep weights, moments, step and order.
void set_learning_rate(Trainer&, float);
// All that says how a step is made and neither the network nor what it minimises but for penalties: learning
// rate, schedule, optimizer settings, penalty, clipping, batch (from the next epoch on) and dropout.
void set_course(Trainer&, const TrainerConfig&);
// Same widths, other activations or parameters; vector ones stay.
void set_activations(Trainer&, const NetworkSpec&);
void set_batch(Trainer&, int);  // from the next epoch on

std::size_t next_batch_size(const Trainer&);  // how many examples the next step looks at …
std::size_t largest_batch(const Trainer&);    // … and one of the steps to come at most, if nothing changes
std::int64_t examples_seen(const Trainer&);

// Epochs done, the current one as the share of its examples seen so far.
double epoch(const Trainer&);
Snapshot snapshot(const Trainer&);
Metrics train_metrics(const Trainer&, Workspace&);
Metrics test_metrics(const Trainer&, Workspace&);

// Counts `count` more points (what is left, if fewer), rounded up to whole chunks. The trainer must be as it
// was for those before. Of all points the metrics are, bit for bit, those above.
void tally_points(const Trainer&, std::size_t count, MetricsTally&, Workspace&);
Metrics train_metrics(const Trainer&, const MetricsTally&);  // all points must be counted
Metrics test_metrics(const Trainer&, const MetricsTally&);

// FNV-1a 64 of the bytes of all parameters, little-endian; the golden hash of the tests.
std::uint64_t weights_hash(std::span<const float> params);

}  // namespace lab::nn
