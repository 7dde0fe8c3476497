// One batch through the network and back: loss and the gradient of every parameter.
#pragma once

#include <array>
#include <cstddef>
#include <span>

#include "base/rng.h"
#include "nn/batch.h"
#include "nn/dense_activation.h"
#include "nn/loss.h"
#include "nn/network.h"

namespace lab::nn {

// A layer's part of the workspace, rows of `lanes` each. What a layer has no use for is not placed.
struct LayerBuffers {
  float* a;
  float* slope;  // ∂a/∂z; 1 where the activation is a vector's, which has its own backward pass
  float* delta;  // slope of the loss with respect to z, or to a when the activation is a vector's
  float* kept;   // only a vector's: what its backward pass needs
  float* z;      // only a vector's: z, then in its place the slope of the loss with respect to z; else null
  float* xhat;   // only of a normalised layer, as is `inverse`
  float* inverse;
};

// What every pass over a network needs to know, worked out once for many steps. It points into the spec, and
// holds as long as that lives unchanged.
struct BatchPlan {
  std::array<LayerShape, kMaxLayers> layers;
  // Null: the layer's activation has a pass of its own.
  std::array<DenseActivation, kMaxLayers> dense_activations;
  std::size_t count = 0;
  std::size_t inputs = 0;
  std::size_t outputs = 0;
  std::size_t rows = 0;  // of workspace, each as long as the batch

  // By prepare_batch, for batches that are `lanes` long.
  std::size_t lanes = 0;
  float* losses = nullptr;
  std::array<LayerBuffers, kMaxLayers> buffers;
};
BatchPlan plan_batches(const NetworkSpec&);

// Floats of workspace a batch of up to `examples` needs.
std::size_t batch_workspace_size(const NetworkSpec&, std::size_t examples);

// Makes the workspace large enough for batches of `examples`, places the layers' buffers in it, and gives a
// place there for the batch itself; the caller fills [0, examples) of each row and the padding. Allocates
// only when the workspace has never been as large as this batch needs. Holds until the workspace changes.
Batch prepare_batch(BatchPlan&, std::size_t examples, Workspace&);

// Forward and backward pass of a batch, which may lie anywhere, by a plan prepared for as many lanes.
// Overwrites `gradients` (param_count) with the slopes of the loss's mean (see nn/loss.h), and returns that
// loss. Allocates nothing. Lanes beyond the examples do not count. Hidden layers drop activations by draws
// from `dropout_rng`; when it is null nothing is dropped.
float backprop(const BatchPlan&, const LossRow&, std::span<const float> params, const Batch&,
               std::span<float> gradients, base::Rng* dropout_rng = nullptr);

// After backprop(): the slopes of the mean loss with respect to z of a layer, (pre_activations, lanes), 0 in the padding.
const float* delta_of(const BatchPlan&, std::size_t layer);

}  // namespace lab::nn
