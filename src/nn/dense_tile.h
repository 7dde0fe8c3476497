// How layers are cut into tiles that fit in registers;
// for dense.cpp, dense_activation.cpp and those of conv/conv.h alone.
#pragma once

#include <cstddef>
#include <type_traits>

#include "base/simd.h"

namespace lab::nn {

// A sum of products along two strided rows of numbers: `count` factors, each with the vectors it meets.
struct Products {
  const float* factors;
  std::ptrdiff_t factor_step;
  std::ptrdiff_t tile_step;  // from the factors of one row of the tile to those of the next
  const float* in;
  std::ptrdiff_t in_step;
  int count;
};

// sums[r][v] += Σ_k factor(r, k) · in(k, v): R rows times V vectors of lanes, all kept in registers.
// R·V + V + 2 must not exceed the 16 vector registers of SSE4 and of most WebAssembly engines. A kCount other
// than 0 is the number of products, known beforehand.
template <int R, int V, int kCount = 0>
inline void accumulate(base::Lanes (&sums)[R][V], const Products& products) {
  const float* factor = products.factors;
  const float* in = products.in;
  const int count = kCount > 0 ? kCount : products.count;
  for (int k = 0; k < count; ++k) {
    base::Lanes value[V];
    for (int v = 0; v < V; ++v) value[v] = base::load(in + static_cast<std::size_t>(v) * base::kLanes);
    for (int r = 0; r < R; ++r) {
      const base::Lanes both = base::broadcast(factor[r * products.tile_step]);
      for (int v = 0; v < V; ++v) sums[r][v] = base::mul_add(both, value[v], sums[r][v]);
    }
    factor += products.factor_step;
    in += products.in_step;
  }
}

// The matrix a tile of a dense layer reads: element (row, column)
// is at data[row·row_step + column·column_step].
struct MatrixView {
  const float* data;
  std::size_t row_step;
  std::size_t column_step;
  int columns;
};

// sums[r][v] += Σ_c matrix(r, c) · in(c, v).
template <int R, int V>
inline void accumulate(base::Lanes (&sums)[R][V], const MatrixView& matrix, const float* in,
                       std::size_t lanes) {
  accumulate<R, V>(sums, Products{matrix.data, static_cast<std::ptrdiff_t>(matrix.column_step),
                                  static_cast<std::ptrdiff_t>(matrix.row_step), in,
                                  static_cast<std::ptrdiff_t>(lanes), matrix.columns});
}

// Four sums over lanes at once: result lane k is (k0 + k2) + (k1 + k3), the order of base::sum_lanes.
inline base::Lanes sum_lanes_of_four(base::Lanes s0, base::Lanes s1, base::Lanes s2, base::Lanes s3) {
  namespace hn = base::hn;
  const base::FloatTag tag;
  const base::Lanes low = hn::Add(hn::InterleaveLower(tag, s0, s1), hn::InterleaveUpper(tag, s0, s1));
  const base::Lanes high = hn::Add(hn::InterleaveLower(tag, s2, s3), hn::InterleaveUpper(tag, s2, s3));
  return hn::Add(hn::ConcatLowerLower(tag, high, low), hn::ConcatUpperUpper(tag, high, low));
}

inline void store_first(base::Lanes value, float* to, int count) {
  if (count == static_cast<int>(base::kLanes)) {
    base::hn::StoreU(value, base::FloatTag(), to);
    return;
  }
  HWY_ALIGN float lane[base::kLanes];
  base::store(value, lane);
  for (int i = 0; i < count; ++i) to[i] = lane[i];
}

constexpr int kUsualVectors = 3;  // in a row of the usual batch of 10

// Calls strip(V, lane, row) for strips of up to kWidest ≤ 4 vectors that cover all lanes. `row` is `lanes`;
// with kHasUsual it is a constant of it for the usual batch of 10, so that small layers have their addresses
// worked out beforehand, for the price of one more copy of the kernel in the page.
template <int kWidest, bool kHasUsual = false, typename Strip>
inline void for_each_strip(std::size_t lanes, const Strip& strip) {
  if constexpr (kHasUsual) {
    constexpr std::integral_constant<std::size_t, kUsualVectors * base::kLanes> kUsual;
    if (lanes == kUsual) return strip(std::integral_constant<int, kUsualVectors>(), std::size_t{0}, kUsual);
  }
  std::size_t lane = 0;
  for (; lane + kWidest * base::kLanes <= lanes; lane += kWidest * base::kLanes)
    strip(std::integral_constant<int, kWidest>(), lane, lanes);
  const std::size_t vectors = (lanes - lane) / base::kLanes;
  if constexpr (kWidest > 3) {
    if (vectors == 3) strip(std::integral_constant<int, 3>(), lane, lanes);
  }
  if (vectors == 2) strip(std::integral_constant<int, 2>(), lane, lanes);
  if (vectors == 1) strip(std::integral_constant<int, 1>(), lane, lanes);
}

}  // namespace lab::nn
