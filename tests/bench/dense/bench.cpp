// How fast training is, beside the same written with Eigen and written the obvious way in the same process.
// Figures are medians, ratios medians of the ratios of neighbouring turns; on a machine that does other
// things too, the ratios are what to look at.
#include <cstdio>
#include <cstring>
#include <memory>

#include "eigen_network.h"
#include "functions.h"
#include "growth.h"
#include "ours.h"
#include "plain_network.h"
#include "table.h"

using namespace lab::bench;

namespace {

Steps plain_training(const Workload& work, const Examples& examples) {
  auto network = std::make_shared<PlainNetwork>(make_plain_network(work));
  return [network, &examples, next = std::size_t{0}](int times) mutable {
    for (int i = 0; i < times; ++i) {
      plain_step(*network, examples, next);
      next = (next + network->work.batch) % examples.count;
    }
    keep(network->layers.back().biases[0]);
  };
}

Steps plain_neurons(const Workload& work, const std::vector<float>& x) {
  auto network = std::make_shared<PlainNetwork>(make_plain_network(work));
  return [network, &x](int times) {
    for (int i = 0; i < times; ++i) {
      for (std::size_t k = 0; k < x.size(); k += 2) plain_forward(*network, &x[k]);
    }
    keep(network->layers.back().a[0]);
  };
}

enum class Order { fixed, shuffled };

// All take one batch after the other from the same examples and do the same with it. Shuffled it is our
// trainer, as the page runs it, which draws a new order every epoch and watches the loss;
// the others stay as they are.
void report_training(const Workload& work, Order order = Order::fixed) {
  const Examples examples = make_examples(work, 640);
  const bool is_shuffled = order == Order::shuffled;
  print_table_row(
      work.name + (is_shuffled ? ", trainer" : ""), static_cast<double>(work.batch),
      products_per_example(work.units),
      {is_shuffled ? our_trainer(work, examples) : our_steps(work, work.is_relu ? "relu" : "tanh", examples),
       plain_training(work, examples), eigen_training(work, examples)});
}

void report_neurons(const Workload& work, int side) {
  std::vector<float> x;
  for (int i = 0; i < side * side; ++i) {
    x.push_back(-1.0F + 2.0F * static_cast<float>(i % side) / static_cast<float>(side));
    x.push_back(-1.0F + 2.0F * static_cast<float>(i / side) / static_cast<float>(side));
  }
  print_table_row("W4 neurons of W2, " + std::to_string(side) + " x " + std::to_string(side),
                  static_cast<double>(side) * side, products_forward(work.units),
                  {our_neurons(work, x), plain_neurons(work, x), eigen_neurons(work, x)});
}

void report_workloads() {
  print_table_head(kHasEigen);
  const std::vector<int> w1 = {2, 4, 2, 1};
  const std::vector<int> w2 = {2, 8, 8, 8, 8, 8, 8, 1};
  for (const std::size_t batch : {10U, 32U}) {
    const std::string end = " batch " + std::to_string(batch);
    report_training({"W1 2-4-2-1 tanh" + end, w1, false, batch});
    report_training({"W1 2-4-2-1 relu" + end, w1, true, batch});
    report_training({"W2 2-8x6-1 tanh" + end, w2, false, batch});
    report_training({"W2 2-8x6-1 relu" + end, w2, true, batch});
  }
  report_training({"W1 2-4-2-1 tanh batch 10", w1}, Order::shuffled);
  report_training({"W2 2-8x6-1 tanh batch 10", w2}, Order::shuffled);
  report_training({"W3 784-128-64-10 relu batch 32", {784, 128, 64, 10}, true, 32, Loss::softmax});
  const Workload neurons{"", w2};
  report_neurons(neurons, 100);
  report_neurons(neurons, 256);
}

}  // namespace

// Without an argument everything; with one of these words that part alone.
int main(int argc, char** argv) {
  const auto is_asked = [&](const char* part) { return argc < 2 || std::strcmp(argv[1], part) == 0; };
  if (is_asked("training")) report_workloads();
  if (is_asked("growth")) report_growth();
  if (is_asked("functions")) report_functions();
}
