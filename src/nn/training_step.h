// What trainers do alike, whatever their networks: how a run begins, which examples a step sees, and what it
// does with their gradients. For trainers alone; what a run is and how it is looked at says nn/training.h.
#pragma once

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "act/activation.h"
#include "base/simd.h"
#include "nn/batch.h"
#include "nn/training.h"

namespace lab::nn {

// ---- A run begins ----

// Why a network with so many inputs and outputs cannot learn these examples by this loss.
std::optional<TrainerError> misfit(const Examples&, const LossRow&, std::size_t inputs, std::size_t outputs);

// What each output should be for every example (outputs, examples): its value, or one of the loss's two
// targets by its class.
std::vector<float> targets_of(const Examples&, const LossRow&, std::size_t outputs);

// The first `examples` in their own order.
ExampleOrder make_order(std::uint64_t seed, std::size_t examples);

// All of a run but what its network's passes need; `params` zeros to fill, of which the front is trained.
template <typename Passes, typename Network>
TrainerOf<Network, Passes> begin_run(const TrainerConfigOf<Network>& config, Examples examples,
                                     std::size_t outputs, std::size_t params, std::size_t trained) {
  assert(examples.inputs.size() == examples.units * examples.count);
  assert(!examples.values.empty() || examples.labels.size() == examples.count);
  TrainerOf<Network, Passes> trainer;
  trainer.config = config;
  trainer.config.batch = std::clamp(config.batch, 1, kMaxBatch);
  trainer.targets = targets_of(examples, *config.loss, outputs);
  trainer.order = make_order(config.seed, examples.train_count);
  trainer.examples = std::move(examples);
  trainer.params.resize(params);
  trainer.dparams.resize(params);
  trainer.held.reserve(params);
  if (config.optimizer->moments >= 1) trainer.moment1.resize(params);
  if (config.optimizer->moments >= 2) trainer.moment2.resize(params);
  trainer.trained_params = trained;
  return trainer;
}

// What may change during a run: all that says how a step is made and neither the network nor what it minimises but for penalties.
template <typename Network, typename Passes>
void take_course(TrainerOf<Network, Passes>& trainer, const TrainerConfigOf<Network>& config) {
  trainer.config.learning_rate = config.learning_rate;
  trainer.config.batch = std::clamp(config.batch, 1, kMaxBatch);
  trainer.config.optimizer_settings = config.optimizer_settings;
  trainer.config.schedule = config.schedule;
  trainer.config.schedule_settings = config.schedule_settings;
  trainer.config.penalty = config.penalty;
  trainer.config.clipping = config.clipping;
  trainer.config.frozen = config.frozen;
}

// ---- A step ----

// Returns whether the batches of the epoch differ from those of the one before.
bool begin_epoch(ExampleOrder&, std::size_t batch, bool is_shuffled);

// Puts the `chosen` examples on the lanes of a batch of at most kMaxBatch, the last one in the padding too.
// Inline, and four examples at a time: small networks feel every call and every turn of a loop.
inline void fill_batch(const Examples& examples, std::span<const float> targets, std::size_t outputs,
                       const std::uint32_t* chosen, const Batch& batch) {
  assert(batch.lanes == base::padded(batch.examples));  // as it is up to kMaxBatch
  const auto take_four = [](const float* row, const std::uint32_t* from, float* to) {
    static_assert(base::kLanes == 4);
    to[0] = row[from[0]];
    to[1] = row[from[1]];
    to[2] = row[from[2]];
    to[3] = row[from[3]];
  };
  const std::size_t whole = batch.examples / base::kLanes * base::kLanes;
  std::array<std::uint32_t, base::kLanes> rest;
  for (std::size_t i = 0; i < rest.size(); ++i) rest[i] = chosen[std::min(whole + i, batch.examples - 1)];
  const auto fill_rows = [&](const float* from, std::size_t rows, float* to) {
    for (std::size_t row = 0; row < rows; ++row, from += examples.count, to += batch.lanes) {
      for (std::size_t i = 0; i < whole; i += base::kLanes) take_four(from, chosen + i, to + i);
      if (whole < batch.lanes) take_four(from, rest.data(), to + whole);
    }
  };
  fill_rows(examples.inputs.data(), examples.units, batch.inputs);
  fill_rows(targets.data(), outputs, batch.targets);
}

// What is frozen has no gradient, so that it counts in no limit either, and keeps its value whatever moments an optimizer has of it.
template <typename Network, typename Passes>
void hold_frozen(TrainerOf<Network, Passes>& trainer) {
  trainer.held.clear();
  for (const std::uint32_t place : trainer.config.frozen) {
    trainer.held.push_back(trainer.params[place]);
    trainer.dparams[place] = 0.0F;
  }
}

template <typename Network, typename Passes>
void restore_frozen(TrainerOf<Network, Passes>& trainer) {
  for (std::size_t i = 0; i < trainer.held.size(); ++i)
    trainer.params[trainer.config.frozen[i]] = trainer.held[i];
}

// Once `dparams` are the slopes of the loss of a batch of `examples`, penalties included: limits them, updates
// the parameters at the schedule's rate, goes on to the next batch, and sees whether the run has diverged.
template <typename Network, typename Passes>
void finish_step(TrainerOf<Network, Passes>& trainer, float loss, std::size_t examples) {
  const TrainerConfigOf<Network>& config = trainer.config;
  hold_frozen(trainer);
  if (config.clipping.value > 0.0F || config.clipping.norm > 0.0F)
    clip_gradients(config.clipping, std::span(trainer.dparams).first(trainer.trained_params));
  const float rate = config.schedule == nullptr ? config.learning_rate
                                                : config.schedule->rate(config.schedule_settings,
                                                                        config.learning_rate, trainer.step);
  const Update update{trainer.params.data(),  trainer.dparams.data(), trainer.moment1.data(),
                      trainer.moment2.data(), trainer.trained_params, rate};
  const OptimizerSettings& settings =
      config.optimizer_settings ? *config.optimizer_settings : config.optimizer->defaults;
  const bool params_are_finite = config.optimizer->update(update, settings, trainer.optimizer_state);
  restore_frozen(trainer);
  ++trainer.step;
  trainer.order.next += examples;
  if (trainer.order.next >= trainer.order.examples.size()) {
    trainer.order.next = 0;
    ++trainer.order.epochs_done;
  }
  if (!std::isfinite(loss)) {
    trainer.divergence = Divergence{trainer.step, Divergence::What::loss, std::isinf(loss)};
  } else if (!params_are_finite) {
    trainer.divergence = Divergence{trainer.step, Divergence::What::weights};
  }
}

// ---- Looking at it ----

// Adds up the losses and hits of up to kTallyChunk examples from `first` on, given their outputs (outputs,
// padded(count)), 16-byte aligned. On the stack, so that measuring every frame allocates nothing.
void tally_outputs(const LossRow&, const Examples&, std::span<const float> targets, const float* outputs,
                   std::size_t first, std::size_t count, Tally&);

// Goes on with a hash, for a snapshot's version.
std::uint64_t hash_activation(const act::Activation&, std::uint64_t hash);

}  // namespace lab::nn
