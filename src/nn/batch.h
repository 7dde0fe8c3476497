// A batch of examples on lanes, and what every kind of network does at its two ends. Inline: small networks
// feel every call.
#pragma once

#include <algorithm>
#include <cstddef>

#include "base/simd.h"
#include "nn/dense.h"

namespace lab::nn {

// How many lanes the rows of a batch have: whole vectors, and not a multiple of 4 KiB, at which all rows
// would share the same few places of the first cache.
inline std::size_t row_length(std::size_t examples) {
  const std::size_t lanes = base::padded(examples);
  return lanes % 1024 == 0 ? lanes + base::kLanes : lanes;
}

// A batch of `examples` ≥ 1. Rows are `lanes` = row_length(examples) apart and 16-byte aligned;
// they may lie anywhere.
struct Batch {
  std::size_t examples = 0;
  std::size_t lanes = 0;
  float* inputs = nullptr;   // (inputs, lanes)
  float* targets = nullptr;  // (outputs, lanes)
};

// Repeats the last example of each of `count` rows in the lanes beyond it, so that padding never meets a
// value that no example meets. For whoever fills a batch.
inline void fill_padding(float* rows, std::size_t count, std::size_t examples) {
  const std::size_t lanes = row_length(examples);
  for (std::size_t row = 0; row < count; ++row, rows += lanes)
    std::fill(rows + examples, rows + lanes, rows[examples - 1]);
}

// Divides δ by the number of values it is the mean of, clears the padding, and returns the mean loss.
inline float finish_loss(const Batch& batch, std::size_t outputs, bool mean_over_outputs, const float* losses,
                         float* delta) {
  const float share = 1.0F / static_cast<float>(batch.examples * (mean_over_outputs ? outputs : 1));
  const base::Lanes scale = base::broadcast(share);
  const std::size_t whole = batch.examples / base::kLanes * base::kLanes;
  const auto mask = base::hn::FirstN(base::FloatTag(), batch.examples - whole);
  base::Lanes sum = base::zero_lanes();
  for (std::size_t row = 0; row < outputs; ++row) {
    const std::size_t end = row * batch.lanes + whole;
    for (std::size_t at = row * batch.lanes; at < end; at += base::kLanes) {
      sum = base::hn::Add(sum, base::load(losses + at));
      base::store(base::flush_tiny(base::hn::Mul(base::load(delta + at), scale)), delta + at);
    }
    if (whole == batch.lanes) continue;  // else the rest of the row: up to kLanes − 1 examples, and padding
    sum = base::hn::Add(sum, base::hn::IfThenElseZero(mask, base::load(losses + end)));
    base::store(
        base::hn::IfThenElseZero(mask, base::flush_tiny(base::hn::Mul(base::load(delta + end), scale))),
        delta + end);
    std::fill(delta + end + base::kLanes, delta + (row + 1) * batch.lanes, 0.0F);
  }
  return base::sum_lanes(sum) * share;
}

// δ ⊙ f′, over n values.
inline void multiply(float* delta, const float* slope, std::size_t n) {
  for (std::size_t i = 0; i < n; i += base::kLanes) {
    base::store(base::flush_tiny(base::hn::Mul(base::load(delta + i), base::load(slope + i))), delta + i);
  }
}

}  // namespace lab::nn
