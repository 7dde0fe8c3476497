// A small network for images: 1×16×16, convolution 8 3×3 relu, max pooling 2, convolution 16 3×3 relu, max
// pooling 2, dense 10, softmax; both convolutions with a border of one zero. Batches of 32, SGD.
#pragma once

#include <cstddef>
#include <vector>

#include "timing.h"

namespace lab::bench {

inline constexpr int kCnnSide = 16;
inline constexpr int kCnnChannels[] = {8, 16};
inline constexpr int kCnnClasses = 10;
inline constexpr std::size_t kCnnBatch = 32;

// Pictures one after the other, row after row.
struct CnnExamples {
  std::size_t count = 0;
  std::vector<float> x;      // (count, 16·16)
  std::vector<int> classes;  // (count)
};
CnnExamples make_cnn_examples(std::size_t count);

// Layer after layer: kernels (out, in, 3, 3) or weights (out, channels·height·width) row-major,
// then biases 0.
std::vector<float> make_cnn_params();

// Multiplications, each with its addition, that one example costs forward, backward and in the gradients;
// those with the zeros of a border count.
double cnn_products_per_example();

// SGD steps through the examples, which must live as long as the result.
Steps our_cnn(const CnnExamples&);
Steps plain_cnn(const CnnExamples&);
Steps eigen_cnn(const CnnExamples&);  // empty where Eigen is not installed

}  // namespace lab::bench
