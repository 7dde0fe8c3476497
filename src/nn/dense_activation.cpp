#include "nn/dense_activation.h"

#include <algorithm>
#include <iterator>

#include "act/fused.h"
#include "nn/dense_tile.h"

namespace lab::nn {

using base::kLanes;
using base::Lanes;
using base::ValueSlope;

namespace {

// The functions as types, so that a kernel is compiled for each. Strips are as wide as registers allow: three
// vectors where the function needs some itself, as in act/fused.cpp and for its reasons.
struct Tanh {
  static constexpr int kStrip = 3;
  ValueSlope operator()(Lanes x) const { return base::tanh_with_slope(x); }
};
struct Sigmoid {
  static constexpr int kStrip = 3;
  ValueSlope operator()(Lanes x) const { return base::sigmoid_with_slope(x); }
};
struct Relu {
  static constexpr int kStrip = 4;
  ValueSlope operator()(Lanes x) const { return act::relu_with_slope(x); }
};

// R units on V vectors of lanes.
template <typename Function, bool kHasSlope, int R, int V>
inline void tile(const MatrixView& weights, const float* biases, const float* below, float* a, float* slope,
                 std::size_t lanes) {
  Lanes sums[R][V];
  for (int r = 0; r < R; ++r) {
    for (int v = 0; v < V; ++v) sums[r][v] = base::broadcast(biases[r]);
  }
  accumulate<R, V>(sums, weights, below, lanes);
  for (int r = 0; r < R; ++r) {
    ValueSlope both[V];
    for (int v = 0; v < V; ++v) both[v] = Function()(sums[r][v]);
    for (int v = 0; v < V; ++v) {
      const std::size_t at = static_cast<std::size_t>(r) * lanes + static_cast<std::size_t>(v) * kLanes;
      base::store(both[v].value, a + at);
      if constexpr (kHasSlope) base::store(both[v].slope, slope + at);
    }
  }
}

// `lanes` is a number or a constant of one.
template <typename Function, bool kHasSlope, int V, typename RowLength>
inline void strip(const float* weights, const float* biases, const float* below, float* a, float* slope,
                  int in, int out, RowLength lanes) {
  const auto step = static_cast<std::size_t>(in);
  int r = 0;
  for (; r + 2 <= out; r += 2) {
    tile<Function, kHasSlope, 2, V>({weights, step, 1, in}, biases + r, below, a, slope, lanes);
    weights += 2 * step;
    a += 2 * lanes;
    slope += 2 * lanes;
  }
  if (r < out) tile<Function, kHasSlope, 1, V>({weights, step, 1, in}, biases + r, below, a, slope, lanes);
}

template <typename Function, bool kHasSlope>
void strips(const float* weights, const float* biases, const float* below, float* a, float* slope, int in,
            int out, std::size_t lanes) {
  for_each_strip<Function::kStrip, kHasSlope>(lanes, [&](auto vectors, std::size_t lane, auto row) {
    constexpr int kVectors = decltype(vectors)::value;
    strip<Function, kHasSlope, kVectors>(weights, biases, below + lane, a + lane, slope + lane, in, out, row);
  });
}

template <typename Function>
void kernel(const float* weights, const float* biases, const float* below, float* a, float* slope, int in,
            int out, std::size_t lanes) {
  if (slope == nullptr) {
    strips<Function, false>(weights, biases, below, a, a, in, out, lanes);  // a stands in, nothing is stored
  } else {
    strips<Function, true>(weights, biases, below, a, slope, in, out, lanes);
  }
}

struct Row {
  act::ActivationKernel activation;
  DenseActivation layer;
};

constexpr Row kRows[] = {
    {act::fused_tanh, kernel<Tanh>},
    {act::fused_sigmoid, kernel<Sigmoid>},
    {act::fused_relu, kernel<Relu>},
};

}  // namespace

DenseActivation dense_activation(const act::Activation* activation, int in) {
  constexpr int kMostInputs = 32;
  if (activation == nullptr || in > kMostInputs) return nullptr;
  const auto row = std::find_if(std::begin(kRows), std::end(kRows),
                                [&](const Row& r) { return r.activation == activation->row->fused; });
  return row == std::end(kRows) ? nullptr : row->layer;
}

}  // namespace lab::nn
