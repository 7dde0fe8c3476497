// Normalisation of pre-activations, between z = W a + b and the activation:
//
//   x̂ = (z − mean)/√(variance + ε), ε = 1e-5       z ← γ x̂ + β
//
//   batch_norm   mean and variance of each row over the examples of the batch (Ioffe & Szegedy 2015). A
//                prediction takes running ones instead: after each step r ← 0.9 r + 0.1 (that of the batch),
//                the variance with n − 1, as in PyTorch; of a batch of one example 0.
//   layer_norm   mean and variance of each example over the rows of the layer (Ba, Kiros & Hinton 2016)
//
//   z, δ, x̂ (rows, lanes)   γ, β (rows)   statistics: mean (rows), variance (rows)
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace lab::nn {

struct NormShape {
  std::size_t rows = 0;
  std::size_t examples = 0;  // ≥ 1; the lanes beyond do not count, and stay finite
  std::size_t lanes = 0;     // a multiple of base::kLanes; buffers of lanes are 16-byte aligned
};

struct NormRow {
  std::string_view id;
  bool has_statistics;
  // z in place. Keeps x̂ and 1/√(variance + ε) for backward: `inverse` (lanes) holds that of each example, or
  // inverse[r·lanes] (rows·lanes in all) that of row r. `statistics` receives those of the batch where the
  // row has any.
  void (*forward)(float* z, float* xhat, float* inverse, const float* gamma, const float* beta,
                  float* statistics, const NormShape&);
  // δ in place: from the slope with respect to the result to that with respect to z. Lanes beyond the
  // examples must be 0 and stay 0. Overwrites dgamma and dbeta.
  void (*backward)(float* delta, const float* xhat, const float* inverse, const float* gamma, float* dgamma,
                   float* dbeta, const NormShape&);
  // z in place, for a prediction.
  void (*predict)(float* z, const float* gamma, const float* beta, const float* statistics, const NormShape&);
};

std::span<const NormRow> norms();
const NormRow* find_norm(std::string_view id);  // nullptr when there is none

// What a prediction with running statistics makes of one row: z ← scale·z + shift.
struct RowMap {
  float scale = 1.0F;
  float shift = 0.0F;
};
RowMap row_map(float gamma, float beta, float mean, float variance);

// Moves the running statistics a step towards those of a batch.
void follow_statistics(std::span<float> running, std::span<const float> of_batch);

}  // namespace lab::nn
