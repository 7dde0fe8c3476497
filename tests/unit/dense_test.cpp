#include "nn/dense.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "nn/dense_activation.h"
#include "random_lanes.h"

using namespace lab;
using test::random_lanes;

namespace {

struct Sizes {
  int in;
  int out;
  std::size_t lanes;
};

// Every way a layer can be cut into tiles: widths up to and beyond one tile,
// strips of one to four vectors and more.
std::vector<Sizes> all_sizes() {
  std::vector<Sizes> sizes;
  for (const int in : {1, 2, 3, 4, 5, 7, 8, 13}) {
    for (const int out : {1, 2, 3, 4, 5, 8, 11}) {
      for (const std::size_t lanes : {4, 8, 12, 16, 20, 36}) sizes.push_back({in, out, lanes});
    }
  }
  // Wider than the blocks that are kept in the caches.
  for (const int in : {256, 257, 700}) sizes.push_back({in, 3, 36});
  return sizes;
}

std::size_t index(int row, std::size_t width, std::size_t column) {
  return static_cast<std::size_t>(row) * width + column;
}

}  // namespace

TEST_CASE("forward sums in the documented order, however it is blocked") {
  for (const Sizes& s : all_sizes()) {
    const auto in = static_cast<std::size_t>(s.in);
    const auto weights = random_lanes(in * static_cast<std::size_t>(s.out), 1);
    const auto biases = random_lanes(static_cast<std::size_t>(s.out), 2);
    const auto a = random_lanes(in * s.lanes, 3);
    base::AlignedFloats z(static_cast<std::size_t>(s.out) * s.lanes);
    nn::dense_forward(weights.data(), biases.data(), a.data(), z.data(), s.in, s.out, s.lanes);
    bool equal = true;
    for (int o = 0; o < s.out; ++o) {
      for (std::size_t lane = 0; lane < s.lanes; ++lane) {
        float sum = biases[static_cast<std::size_t>(o)];
        for (int i = 0; i < s.in; ++i) {
          const float product =
              weights[index(o, in, static_cast<std::size_t>(i))] * a[index(i, s.lanes, lane)];
          sum = product + sum;
        }
        equal = equal && sum == z[index(o, s.lanes, lane)];
      }
    }
    CAPTURE(s.in);
    CAPTURE(s.out);
    CAPTURE(s.lanes);
    CHECK(equal);
  }
}

TEST_CASE("backward is the transposed product times the slope, in the documented order") {
  for (const Sizes& s : all_sizes()) {
    const auto in = static_cast<std::size_t>(s.in);
    const auto weights = random_lanes(in * static_cast<std::size_t>(s.out), 1);
    const auto delta = random_lanes(static_cast<std::size_t>(s.out) * s.lanes, 4);
    const auto slope = random_lanes(in * s.lanes, 5);
    base::AlignedFloats delta_in(in * s.lanes);
    nn::dense_backward(weights.data(), delta.data(), slope.data(), delta_in.data(), s.in, s.out, s.lanes);
    bool equal = true;
    for (int i = 0; i < s.in; ++i) {
      for (std::size_t lane = 0; lane < s.lanes; ++lane) {
        float sum = 0.0F;
        for (int o = 0; o < s.out; ++o) {
          const float product =
              weights[index(o, in, static_cast<std::size_t>(i))] * delta[index(o, s.lanes, lane)];
          sum = product + sum;
        }
        equal = equal && sum * slope[index(i, s.lanes, lane)] == delta_in[index(i, s.lanes, lane)];
      }
    }
    CAPTURE(s.in);
    CAPTURE(s.out);
    CAPTURE(s.lanes);
    CHECK(equal);
  }
}

TEST_CASE("gradients are dot products over the lanes") {
  for (const Sizes& s : all_sizes()) {
    const auto in = static_cast<std::size_t>(s.in);
    const auto out = static_cast<std::size_t>(s.out);
    const auto delta = random_lanes(out * s.lanes, 6);
    const auto a = random_lanes(in * s.lanes, 7);
    std::vector<float> dweights(in * out, NAN);
    std::vector<float> dbiases(out, NAN);
    nn::dense_gradients(delta.data(), a.data(), dweights.data(), dbiases.data(), s.in, s.out, s.lanes);
    bool close = true;
    // 36 products of at most 1, each rounded to 2^-24 of a sum below 10.
    const auto compare = [&](double expected, float actual) {
      close = close && std::abs(expected - static_cast<double>(actual)) < 5e-6;
    };
    for (int o = 0; o < s.out; ++o) {
      double bias = 0.0;
      for (std::size_t lane = 0; lane < s.lanes; ++lane)
        bias += static_cast<double>(delta[index(o, s.lanes, lane)]);
      compare(bias, dbiases[static_cast<std::size_t>(o)]);
      for (int i = 0; i < s.in; ++i) {
        double sum = 0.0;
        for (std::size_t lane = 0; lane < s.lanes; ++lane) {
          sum += static_cast<double>(delta[index(o, s.lanes, lane)]) *
                 static_cast<double>(a[index(i, s.lanes, lane)]);
        }
        compare(sum, dweights[index(o, in, static_cast<std::size_t>(i))]);
      }
    }
    CAPTURE(s.in);
    CAPTURE(s.out);
    CAPTURE(s.lanes);
    CHECK(close);
  }
}

TEST_CASE("a dense layer with its activation in one pass has the bits of the two passes") {
  int covered = 0;
  for (const act::ActivationRow& row : act::activations()) {
    const act::Activation activation = act::bind(row, act::default_params(row));
    // And right for any number of inputs.
    const nn::DenseActivation layer = nn::dense_activation(&activation, 1);
    if (layer == nullptr) continue;
    ++covered;
    CAPTURE(row.id);
    bool equal = true;
    for (const Sizes& s : all_sizes()) {
      const std::size_t size = static_cast<std::size_t>(s.out) * s.lanes;
      const auto weights = random_lanes(static_cast<std::size_t>(s.in * s.out), 1);
      const auto biases = random_lanes(static_cast<std::size_t>(s.out), 2);
      const auto below = random_lanes(static_cast<std::size_t>(s.in) * s.lanes, 3);
      base::AlignedFloats a(size), slope(size), a_at_once(size), slope_at_once(size), value_only(size);
      nn::dense_forward(weights.data(), biases.data(), below.data(), a.data(), s.in, s.out, s.lanes);
      act::apply(activation, a.data(), a.data(), slope.data(), size);
      layer(weights.data(), biases.data(), below.data(), a_at_once.data(), slope_at_once.data(), s.in, s.out,
            s.lanes);
      layer(weights.data(), biases.data(), below.data(), value_only.data(), nullptr, s.in, s.out, s.lanes);
      equal = equal && a == a_at_once && slope == slope_at_once && a == value_only;
    }
    CHECK(equal);
  }
  CHECK(covered == 3);  // tanh, sigmoid and relu
}

TEST_CASE("what is too small to matter becomes zero, and NaN stays NaN") {
  alignas(16) const float values[] = {1e-31F, -1e-31F, 2e-30F, NAN};
  alignas(16) float flushed[4];
  base::store(base::flush_tiny(base::load(values)), flushed);
  CHECK(flushed[0] == 0.0F);
  CHECK(flushed[1] == 0.0F);
  CHECK(flushed[2] == 2e-30F);
  CHECK(std::isnan(flushed[3]));
}
