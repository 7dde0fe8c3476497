// How long one training step takes, beside the same step written the obvious way in the same process. Each
// figure is the median of several runs; on a machine that does other things too, the ratio is what to look
// at.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <string>
#include <vector>

#include "functions.h"
#include "nn/trainer.h"
#include "plain_network.h"

using namespace lab;

namespace {

constexpr int kRuns = 9;
constexpr int kStepsPerRun = 4000;
constexpr std::size_t kBatch = 10;
constexpr float kLearningRate = 0.01F;

struct Workload {
  const char* activation;
  std::vector<int> hidden;
  float (*value)(float);
  float (*slope)(float);
};

float relu(float x) { return x > 0.0F ? x : 0.0F; }
float relu_slope(float x) { return x > 0.0F ? 1.0F : 0.0F; }
float tanh_value(float x) { return std::tanh(x); }
float tanh_slope(float x) {
  const float t = std::tanh(x);
  return 1.0F - t * t;
}

// Median over the runs of the time of one call of `step`, in microseconds.
template <typename Step>
double median_us(const Step& step) {
  using Clock = std::chrono::steady_clock;
  std::vector<double> times;
  for (int run = 0; run < kRuns; ++run) {
    const Clock::time_point start = Clock::now();
    step(kStepsPerRun);
    times.push_back(std::chrono::duration<double, std::micro>(Clock::now() - start).count() / kStepsPerRun);
  }
  std::nth_element(times.begin(), times.begin() + kRuns / 2, times.end());
  return times[kRuns / 2];
}

nn::Trainer make_trainer(const Workload& work, const data::PointSet& points) {
  nn::TrainerConfig config;
  const nn::ActivationRow& row = *nn::find_activation(work.activation);
  for (const int units : work.hidden)
    config.network.hidden.push_back({units, nn::bind(row, nn::default_params(row))});
  config.loss = nn::find_loss("bce_logits");
  config.optimizer = nn::find_optimizer("adam");
  config.init = nn::find_init("xavier");
  config.learning_rate = kLearningRate;
  config.batch = static_cast<int>(kBatch);
  return nn::make_trainer(config, points).value();
}

void report(const Workload& work, const data::PointSet& points) {
  nn::Trainer trainer = make_trainer(work, points);
  const double ours_us = median_us([&](int steps) { nn::train(trainer, steps); });

  std::vector<int> units = {2};
  units.insert(units.end(), work.hidden.begin(), work.hidden.end());
  units.push_back(1);
  bench::PlainNetwork plain = bench::make_plain_network(units, work.value, work.slope);
  std::size_t first = 0;
  const double plain_us = median_us([&](int steps) {
    for (int i = 0; i < steps; ++i) {
      bench::plain_step(plain, points, first, kBatch, kLearningRate);
      first = (first + kBatch) % points.train_count;
    }
  });

  std::string name;
  for (const int count : units) name += (name.empty() ? "" : "-") + std::to_string(count);
  const double epochs_per_s = 1e6 / (ours_us * static_cast<double>(points.train_count) / kBatch);
  std::printf("%-14s %-6s %10.3f %12.0f %12.0f %12.3f %8.1f\n", name.c_str(), work.activation, ours_us,
              1e6 / ours_us, epochs_per_s, plain_us, plain_us / ours_us);
}

}  // namespace

int main() {
  const data::PointSet points = data::find_dataset("rings")->generate({});
  std::printf("batch %zu, cross-entropy, Adam, %zu training points\n", kBatch, points.train_count);
  std::printf("%-14s %-6s %10s %12s %12s %12s %8s\n", "network", "", "us/step", "steps/s", "epochs/s",
              "plain us", "ratio");
  const std::vector<std::vector<int>> shapes = {{4, 2}, {8, 8}, {8, 8, 8, 8, 8, 8}};
  for (const std::vector<int>& hidden : shapes) {
    report({"tanh", hidden, tanh_value, tanh_slope}, points);
    report({"relu", hidden, relu, relu_slope}, points);
  }
  bench::report_functions();
}
