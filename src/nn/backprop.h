// One batch through the network and back: loss and the gradient of every parameter.
#pragma once

#include <array>
#include <cstddef>
#include <span>

#include "base/rng.h"
#include "nn/batch.h"
#include "nn/fused_layer.h"
#include "nn/loss.h"
#include "nn/network.h"

namespace lab::nn {

// What every pass over a network needs to know, worked out once for many steps. It points into the spec, and
// holds as long as that lives unchanged.
struct BatchPlan {
  std::array<LayerShape, kMaxLayers> layers;
  std::array<FusedLayer, kMaxLayers> fused;       // null: the layer's activation has a pass of its own
  std::array<std::size_t, kMaxLayers> first_row;  // of workspace where the layer's buffers begin
  std::size_t count = 0;
  std::size_t inputs = 0;
  std::size_t outputs = 0;
  std::size_t rows = 0;  // of workspace, each as long as the batch
};
BatchPlan plan_batches(const NetworkSpec&);

// Floats of workspace a batch of up to `examples` needs.
std::size_t batch_workspace_size(const NetworkSpec&, std::size_t examples);

// Makes the workspace large enough for a batch of `examples`, and gives a place in it for the batch itself;
// the caller fills [0, examples) of each row and the padding. Allocates only when the workspace has never
// been as large as this batch needs.
Batch prepare_batch(const BatchPlan&, std::size_t examples, Workspace&);
Batch prepare_batch(const NetworkSpec&, std::size_t examples, Workspace&);

// Forward and backward pass of a batch, in a workspace prepared for as many examples. Overwrites `gradients`
// (param_count) with the slopes of the loss's mean (see nn/loss.h), and returns that loss. Allocates nothing.
// Lanes beyond the examples do not count. Hidden layers drop activations by draws from `dropout_rng`; when it
// is null nothing is dropped.
float backprop(const BatchPlan&, const LossRow&, std::span<const float> params, const Batch&, Workspace&,
               std::span<float> gradients, base::Rng* dropout_rng = nullptr);
float backprop(const NetworkSpec&, const LossRow&, std::span<const float> params, const Batch&, Workspace&,
               std::span<float> gradients, base::Rng* dropout_rng = nullptr);

}  // namespace lab::nn
