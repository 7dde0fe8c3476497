#include "nn/dense.h"

#include <algorithm>

#include "nn/dense_tile.h"

namespace lab::nn {

namespace hn = base::hn;
using base::broadcast;
using base::kLanes;
using base::Lanes;
using base::mul_add;

namespace {

// What stays in a first cache of 32 KiB and leaves room there for the other operand: floats, and inputs of
// which a strip of four vectors is read.
constexpr std::size_t kCachedFloats = 4096;
constexpr int kBlockedInputs = 256;

// Of a block of the inputs: without biases it goes on from the sums in z.
template <int R, int V>
inline void forward_tile(const MatrixView& weights, const float* biases, const float* a, float* z,
                         std::size_t lanes) {
  Lanes sums[R][V];
  for (int r = 0; r < R; ++r) {
    for (int v = 0; v < V; ++v) {
      const std::size_t at = static_cast<std::size_t>(r) * lanes + static_cast<std::size_t>(v) * kLanes;
      sums[r][v] = biases == nullptr ? base::load(z + at) : broadcast(biases[r]);
    }
  }
  accumulate<R, V>(sums, weights, a, lanes);
  for (int r = 0; r < R; ++r) {
    float* row = z + static_cast<std::size_t>(r) * lanes;
    for (int v = 0; v < V; ++v) base::store(sums[r][v], row + static_cast<std::size_t>(v) * kLanes);
  }
}

template <int R, int V>
inline void backward_tile(const MatrixView& weights, const float* delta_out, const float* slope,
                          float* delta_in, std::size_t lanes) {
  Lanes sums[R][V];
  for (int r = 0; r < R; ++r) {
    for (int v = 0; v < V; ++v) sums[r][v] = base::zero_lanes();
  }
  accumulate<R, V>(sums, weights, delta_out, lanes);
  for (int r = 0; r < R; ++r) {
    for (int v = 0; v < V; ++v) {
      const std::size_t at = static_cast<std::size_t>(r) * lanes + static_cast<std::size_t>(v) * kLanes;
      base::store(base::flush_tiny(hn::Mul(sums[r][v], base::load(slope + at))), delta_in + at);
    }
  }
}

// Of the inputs [first, first + block.columns), whose rows `a` begins with. Here and below `lanes` is a
// number or a constant of one.
template <int V, typename RowLength>
void forward_strip(MatrixView block, const float* biases, const float* a, float* z, int out,
                   RowLength lanes) {
  int r = 0;
  for (; r + 2 <= out; r += 2) {
    forward_tile<2, V>(block, biases, a, z, lanes);
    block.data += 2 * block.row_step;
    z += 2 * lanes;
    if (biases != nullptr) biases += 2;
  }
  if (r < out) forward_tile<1, V>(block, biases, a, z, lanes);
}

template <int V, typename RowLength>
void backward_strip(const float* weights, const float* delta_out, const float* slope, float* delta_in, int in,
                    int out, RowLength lanes) {
  const auto step = static_cast<std::size_t>(in);
  int r = 0;
  for (; r + 2 <= in; r += 2) {
    const std::size_t at = static_cast<std::size_t>(r) * lanes;
    backward_tile<2, V>({weights + r, 1, step, out}, delta_out, slope + at, delta_in + at, lanes);
  }
  if (r < in) {
    const std::size_t at = static_cast<std::size_t>(r) * lanes;
    backward_tile<1, V>({weights + r, 1, step, out}, delta_out, slope + at, delta_in + at, lanes);
  }
}

// Gradients of O rows and I ≤ 4 columns of W: dot products over the lanes of O rows of δ with I rows of a,
// four sums at a time. Where columns leave one of the four free, it is the sum of δ: the row's bias. A
// kVectors other than 0 is the number of vectors, known beforehand.
template <int O, int I, int kVectors>
inline void gradient_tile(const float* delta, const float* a, float* dweights, float* dbiases,
                          std::size_t row_step, std::size_t lanes) {
  if constexpr (kVectors > 0) lanes = kVectors * kLanes;
  Lanes sums[O][4];
  for (int o = 0; o < O; ++o) {
    for (int i = I; i < 4; ++i) sums[o][i] = base::zero_lanes();
  }
  const auto add_products = [&](std::size_t lane, auto is_first) {
    Lanes value[I];
    for (int i = 0; i < I; ++i) value[i] = base::load(a + static_cast<std::size_t>(i) * lanes + lane);
    for (int o = 0; o < O; ++o) {
      const Lanes error = base::load(delta + static_cast<std::size_t>(o) * lanes + lane);
      for (int i = 0; i < I; ++i)
        sums[o][i] = is_first ? hn::Mul(error, value[i]) : mul_add(error, value[i], sums[o][i]);
      if constexpr (I < 4) sums[o][3] = is_first ? error : hn::Add(sums[o][3], error);
    }
  };
  add_products(0, std::true_type());
  for (std::size_t lane = kLanes; lane < lanes; lane += kLanes) add_products(lane, std::false_type());
  for (int o = 0; o < O; ++o) {
    const Lanes four = sum_lanes_of_four(sums[o][0], sums[o][1], sums[o][2], sums[o][3]);
    store_first(four, dweights + static_cast<std::size_t>(o) * row_step, I);
    if constexpr (I < 4) dbiases[o] = hn::ExtractLane(four, 3);
  }
}

// Of O rows, and their biases unless the number of columns is a multiple of four.
template <int O, int kVectors>
void gradient_rows(const float* delta, const float* a, float* dweights, float* dbiases, int in,
                   std::size_t step, std::size_t lanes) {
  int i = 0;
  for (; i + 4 <= in; i += 4) {
    gradient_tile<O, 4, kVectors>(delta, a + static_cast<std::size_t>(i) * lanes, dweights + i, nullptr, step,
                                  lanes);
  }
  const float* rest = a + static_cast<std::size_t>(i) * lanes;
  if (in - i == 3) gradient_tile<O, 3, kVectors>(delta, rest, dweights + i, dbiases, step, lanes);
  if (in - i == 2) gradient_tile<O, 2, kVectors>(delta, rest, dweights + i, dbiases, step, lanes);
  if (in - i == 1) gradient_tile<O, 1, kVectors>(delta, rest, dweights + i, dbiases, step, lanes);
}

// Of O ≤ 4 rows.
template <int O, int kVectors>
inline void bias_tile(const float* delta, float* dbiases, std::size_t lanes) {
  if constexpr (kVectors > 0) lanes = kVectors * kLanes;
  Lanes sums[4];
  for (int o = 0; o < 4; ++o)
    sums[o] = o < O ? base::load(delta + static_cast<std::size_t>(o) * lanes) : base::zero_lanes();
  for (std::size_t lane = kLanes; lane < lanes; lane += kLanes) {
    for (int o = 0; o < O; ++o)
      sums[o] = hn::Add(sums[o], base::load(delta + static_cast<std::size_t>(o) * lanes + lane));
  }
  store_first(sum_lanes_of_four(sums[0], sums[1], sums[2], sums[3]), dbiases, O);
}

template <int kVectors>
void bias_rows(const float* delta, float* dbiases, int out, std::size_t lanes) {
  if constexpr (kVectors > 0) lanes = kVectors * kLanes;
  int o = 0;
  for (; o + 4 <= out; o += 4)
    bias_tile<4, kVectors>(delta + static_cast<std::size_t>(o) * lanes, dbiases + o, lanes);
  const float* rest = delta + static_cast<std::size_t>(o) * lanes;
  if (out - o == 3) bias_tile<3, kVectors>(rest, dbiases + o, lanes);
  if (out - o == 2) bias_tile<2, kVectors>(rest, dbiases + o, lanes);
  if (out - o == 1) bias_tile<1, kVectors>(rest, dbiases + o, lanes);
}

// All rows of I ≤ 4 columns, so few that nothing is worth blocking.
template <int I, int kVectors>
void few_columns(const float* delta, const float* a, float* dweights, float* dbiases, int out,
                 std::size_t lanes) {
  if constexpr (kVectors > 0) lanes = kVectors * kLanes;
  int o = 0;
  for (; o + 2 <= out; o += 2) {
    gradient_tile<2, I, kVectors>(delta, a, dweights, dbiases, I, lanes);
    delta += 2 * lanes;
    dweights += 2 * I;
    dbiases += 2;
  }
  if (o < out) gradient_tile<1, I, kVectors>(delta, a, dweights, dbiases, I, lanes);
}

// A block of columns at a time: their rows of a stay in the first cache while all rows of δ pass.
template <int kVectors>
void weight_gradients(const float* delta, const float* a, float* dweights, float* dbiases, int in, int out,
                      std::size_t lanes) {
  const auto step = static_cast<std::size_t>(in);
  const int block = std::max(4, static_cast<int>(kCachedFloats / lanes) / 4 * 4);
  for (int first = 0; first < in; first += block) {
    const int columns = std::min(block, in - first);
    const float* const a_block = a + static_cast<std::size_t>(first) * lanes;
    const auto rows = [&](auto count, int o) {
      const auto row = static_cast<std::size_t>(o);
      gradient_rows<decltype(count)::value, kVectors>(
          delta + row * lanes, a_block, dweights + row * step + first, dbiases + row, columns, step, lanes);
    };
    int o = 0;
    for (; o + 2 <= out; o += 2) rows(std::integral_constant<int, 2>(), o);
    if (o < out) rows(std::integral_constant<int, 1>(), o);
  }
}

}  // namespace

void bias_gradients(const float* delta, float* dbiases, int out, std::size_t lanes) {
  bias_rows<0>(delta, dbiases, out, lanes);
}

void dense_forward(const float* weights, const float* biases, const float* a, float* z, int in, int out,
                   std::size_t lanes) {
  const auto step = static_cast<std::size_t>(in);
  for_each_strip<4>(lanes, [&](auto vectors, std::size_t lane, auto row) {
    for (int first = 0; first < in; first += kBlockedInputs) {
      const auto at = static_cast<std::size_t>(first);
      forward_strip<decltype(vectors)::value>({weights + at, step, 1, std::min(kBlockedInputs, in - first)},
                                              first == 0 ? biases : nullptr, a + at * row + lane, z + lane,
                                              out, row);
    }
  });
}

void dense_backward(const float* weights, const float* delta_out, const float* slope, float* delta_in, int in,
                    int out, std::size_t lanes) {
  for_each_strip<4, true>(lanes, [&](auto vectors, std::size_t lane, auto row) {
    backward_strip<decltype(vectors)::value>(weights, delta_out + lane, slope + lane, delta_in + lane, in,
                                             out, row);
  });
}

void dense_gradients(const float* delta_out, const float* a, float* dweights, float* dbiases, int in, int out,
                     std::size_t lanes) {
  const auto gradients = [&](auto vectors) {
    constexpr int kVectors = decltype(vectors)::value;
    if (kVectors > 0 && in == 2) {
      few_columns<2, kUsualVectors>(delta_out, a, dweights, dbiases, out, lanes);
    } else if (kVectors > 0 && in == 4) {
      few_columns<4, kUsualVectors>(delta_out, a, dweights, dbiases, out, lanes);
    } else {
      weight_gradients<kVectors>(delta_out, a, dweights, dbiases, in, out, lanes);
    }
    if (in % 4 == 0) bias_rows<kVectors>(delta_out, dbiases, out, lanes);
  };
  if (lanes == kUsualVectors * kLanes) {  // small layers feel every loop
    gradients(std::integral_constant<int, kUsualVectors>());
  } else {
    gradients(std::integral_constant<int, 0>());
  }
}

}  // namespace lab::nn
