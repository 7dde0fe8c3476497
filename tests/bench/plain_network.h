// The same training written the obvious way: one example after the other, one number after the other,
// functions of the C library. What the lane kernels are compared with.
#pragma once

#include <cstddef>
#include <vector>

#include "data/points.h"

namespace lab::bench {

struct PlainLayer {
  std::vector<std::vector<float>> weights;  // (out, in)
  std::vector<float> biases, z, a, delta;   // (out)
  std::vector<std::vector<float>> dweights, moment1, moment2;
  std::vector<float> dbiases, bias_moment1, bias_moment2;
};

struct PlainNetwork {
  std::vector<PlainLayer> layers;
  float (*activation)(float) = nullptr;
  float (*slope)(float) = nullptr;
  int step = 0;
};

// Weights start at small fixed values: the time of a step does not depend on them.
PlainNetwork make_plain_network(const std::vector<int>& units, float (*activation)(float),
                                float (*slope)(float));

// One Adam step on cross-entropy of `count` points from `first` on.
void plain_step(PlainNetwork&, const data::PointSet&, std::size_t first, std::size_t count,
                float learning_rate);

}  // namespace lab::bench
