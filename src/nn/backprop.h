// One batch through the network and back: loss and the gradient of every parameter.
#pragma once

#include <cstddef>
#include <span>

#include "base/rng.h"
#include "nn/loss.h"
#include "nn/network.h"

namespace lab::nn {

// Floats of workspace a batch of up to `examples` needs.
std::size_t batch_workspace_size(const NetworkSpec&, std::size_t examples);

// Where a batch lies in the workspace. `lanes` = padded(examples); rows are `lanes` apart.
struct Batch {
  std::size_t examples = 0;
  std::size_t lanes = 0;
  float* inputs = nullptr;   // (inputs, lanes)
  float* targets = nullptr;  // (outputs, lanes)
};

// The place for a batch of `examples` ≥ 1; the caller fills [0, examples) of each row. Allocates only when
// the workspace has never been as large as this batch needs.
Batch prepare_batch(const NetworkSpec&, std::size_t examples, Workspace&);

// Forward and backward pass of a filled batch. Overwrites `gradients` (param_count) with the slopes of the
// loss's mean (see nn/loss.h), and returns that loss. Allocates nothing. Lanes beyond the examples do not
// count. Hidden layers drop activations by draws from `dropout_rng`; when it is null nothing is dropped.
float backprop(const NetworkSpec&, const LossRow&, std::span<const float> params, const Batch&, Workspace&,
               std::span<float> gradients, base::Rng* dropout_rng = nullptr);

}  // namespace lab::nn
