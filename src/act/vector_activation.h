// Activations of a whole layer at once: what one output is may depend on several pre-activations of the same
// example. One row per function.
//
//   z (pieces·units, lanes)   pre-activations; piece p of unit u is row p·units + u
//   y (units, lanes)          activations
//
//   softmax      y_u = e^(z_u − m) / Σ_v e^(z_v − m), m = max z   1 piece          Bridle 1990
//   log_softmax  y_u = z_u − m − ln Σ_v e^(z_v − m)               1 piece
//   maxout       y_u = max_p z_pu                                 2 … kMaxPieces   Goodfellow et al. 2013
//   glu          y_u = z_0u · sigmoid(z_1u)                       2 pieces         Dauphin et al. 2017
//   geglu        y_u = z_0u · gelu(z_1u)                          2 pieces         Shazeer 2020
//   swiglu       y_u = z_0u · silu(z_1u)                          2 pieces         Shazeer 2020
//
// Finite for every finite z, save where the value itself leaves float32: log_softmax of values further apart
// than 3.4e38 is −inf, and so may a gate's product be. A NaN reaches every output it has a part in.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace lab::act {

inline constexpr int kMaxPieces = 8;

struct VectorShape {
  std::size_t units = 0;
  std::size_t pieces = 1;
  std::size_t lanes = 0;  // a multiple of base::kLanes; every buffer is 16-byte aligned
};

struct VectorActivationRow {
  std::string_view id;
  int min_pieces;  // pre-activations per unit
  int max_pieces;
  // y from z. Where `kept` is not null it receives what backward needs, (pieces·units, lanes): the slope of
  // each unit with respect to each of its pieces, or the probabilities of the softmax family.
  // No two buffers may overlap.
  void (*forward)(const float* z, float* y, float* kept, const VectorShape&);
  // dz = Jᵀ dy. dz may be z's buffer, which is not needed any more. What is below base::kTiny becomes 0.
  void (*backward)(const float* kept, const float* dy, float* dz, const VectorShape&);
  std::string_view source;
};

std::span<const VectorActivationRow> vector_activations();
const VectorActivationRow* find_vector_activation(std::string_view id);  // nullptr when there is none

// The row's function, for the cross-entropy that is made of it.
void log_softmax_forward(const float* z, float* y, float* kept, const VectorShape&);

// A row with its number of pieces.
struct VectorActivation {
  const VectorActivationRow* row = nullptr;
  int pieces = 1;  // min_pieces … max_pieces of the row
};

}  // namespace lab::act
