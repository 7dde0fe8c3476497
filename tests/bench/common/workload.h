// What every contestant does: the same network on the same examples, one SGD step after the other.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace lab::bench {

enum class Loss { squared, softmax };  // ½(y − t)² of one output, or −ln of the right class's probability

struct Workload {
  std::string name;
  std::vector<int> units;  // inputs, hidden layers, outputs; the outputs are linear
  bool is_relu = false;    // else tanh
  std::size_t batch = 10;
  Loss loss = Loss::squared;
};

inline constexpr float kLearningRate = 0.01F;

// Examples one after the other, each with its inputs and targets;
// their number is a multiple of all batches used.
struct Examples {
  std::size_t count = 0;
  std::size_t inputs = 0;
  std::size_t outputs = 0;
  std::vector<float> x;  // (count, inputs)
  std::vector<float> t;  // (count, outputs)
};
Examples make_examples(const Workload&, std::size_t count);

// Xavier's uniform weights, biases 0: W (out, in) row-major, then b (out), layer after layer.
std::vector<float> make_params(const std::vector<int>& units);

// Multiplications, each with its addition, that one example costs forward, backward and in the gradients.
double products_per_example(const std::vector<int>& units);
double products_forward(const std::vector<int>& units);

}  // namespace lab::bench
