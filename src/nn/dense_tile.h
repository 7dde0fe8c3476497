// How dense layers are cut into tiles that fit in registers; for dense.cpp and fused_layer.cpp alone.
#pragma once

#include <cstddef>
#include <type_traits>

#include "base/simd.h"

namespace lab::nn {

// The matrix a tile reads: element (row, column) is at data[row·row_step + column·column_step].
struct MatrixView {
  const float* data;
  std::size_t row_step;
  std::size_t column_step;
  int columns;
};

// sums[r][v] += Σ_c matrix(r, c) · in(c, v): R rows times V vectors of lanes, all kept in registers. R·V + V
// + 2 must not exceed the 16 vector registers of SSE4 and of most WebAssembly engines.
template <int R, int V>
inline void accumulate(base::Lanes (&sums)[R][V], const MatrixView& matrix, const float* in,
                       std::size_t lanes) {
  const float* element = matrix.data;
  for (int c = 0; c < matrix.columns; ++c) {
    base::Lanes value[V];
    for (int v = 0; v < V; ++v) value[v] = base::load(in + static_cast<std::size_t>(v) * base::kLanes);
    for (int r = 0; r < R; ++r) {
      const base::Lanes factor = base::broadcast(element[static_cast<std::size_t>(r) * matrix.row_step]);
      for (int v = 0; v < V; ++v) sums[r][v] = base::mul_add(factor, value[v], sums[r][v]);
    }
    element += matrix.column_step;
    in += lanes;
  }
}

// Calls strip(V, lane) for strips of up to kWidest ≤ 4 vectors that cover all lanes.
template <int kWidest, typename Strip>
inline void for_each_strip(std::size_t lanes, const Strip& strip) {
  std::size_t lane = 0;
  for (; lane + kWidest * base::kLanes <= lanes; lane += kWidest * base::kLanes)
    strip(std::integral_constant<int, kWidest>(), lane);
  const std::size_t vectors = (lanes - lane) / base::kLanes;
  if constexpr (kWidest > 3) {
    if (vectors == 3) strip(std::integral_constant<int, 3>(), lane);
  }
  if (vectors == 2) strip(std::integral_constant<int, 2>(), lane);
  if (vectors == 1) strip(std::integral_constant<int, 1>(), lane);
}

}  // namespace lab::nn
