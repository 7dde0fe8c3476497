// Trainers of dense networks; what all trainers have in common stands in nn/training.h.
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/result.h"
#include "base/rng.h"
#include "base/simd.h"
#include "nn/network.h"
#include "nn/training.h"

namespace lab::nn {

struct DensePasses {
  base::Rng dropout_rng;
  base::AlignedFloats epoch_rows;  // this epoch's batches, each (inputs and targets, lanes), padded
  std::size_t next_row = 0;        // where in epoch_rows the next batch begins
  Workspace workspace;
};

using TrainerConfig = TrainerConfigOf<NetworkSpec>;
using Trainer = TrainerOf<NetworkSpec, DensePasses>;
using Snapshot = SnapshotOf<NetworkSpec>;

// The config's rows must be set, its learning rate finite.
base::Result<Trainer, TrainerError> make_trainer(const TrainerConfig&, Examples);

// Up to `steps` optimizer steps; stops early when training diverges. Returns how many were done.
// Allocates nothing.
std::int64_t train(Trainer&, std::int64_t steps);

// Live changes: they keep weights, moments, step and order.
void set_learning_rate(Trainer&, float);
// All that says how a step is made and neither the network nor what it minimises but for penalties: learning
// rate, schedule, optimizer settings, penalty, clipping, what is frozen, batch (from the next epoch on) and dropout.
void set_course(Trainer&, const TrainerConfig&);
// Same widths, other activations or parameters; vector ones stay.
void set_activations(Trainer&, const NetworkSpec&);
void set_batch(Trainer&, int);  // from the next epoch on

// The batches of the present epoch in memory, in the order of their examples; training does it by itself.
void lay_out_epoch(Trainer&);

Snapshot snapshot(const Trainer&);

// Counts up to kTallyChunk examples from `first` on. Allocates nothing once the workspace has been used.
void tally_chunk(const Trainer&, std::size_t first, std::size_t count, Tally&, Workspace&);

}  // namespace lab::nn
