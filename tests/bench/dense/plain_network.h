// The same training written the obvious way: one example after the other, one number after the other,
// functions of the C library. What the lane kernels are compared with.
#pragma once

#include <cstddef>
#include <vector>

#include "workload.h"

namespace lab::bench {

struct PlainLayer {
  std::vector<std::vector<float>> weights, dweights;  // (out, in)
  std::vector<float> biases, dbiases, z, a, delta;    // (out)
};

struct PlainNetwork {
  Workload work;
  std::vector<PlainLayer> layers;
};

PlainNetwork make_plain_network(const Workload&);

// One SGD step on the examples [first, first + batch).
void plain_step(PlainNetwork&, const Examples&, std::size_t first);

// All activations of one example, in `layers`.
void plain_forward(PlainNetwork&, const float* input);

}  // namespace lab::bench
