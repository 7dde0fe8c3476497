#include "timing.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstddef>

namespace lab::bench {

namespace {

double time_us(const Steps& steps, int times) {
  using Clock = std::chrono::steady_clock;
  const Clock::time_point start = Clock::now();
  steps(times);
  return std::chrono::duration<double, std::micro>(Clock::now() - start).count();
}

// Under Node a function runs slowly until a second compiler, which works beside it, is done with it.
void warm_up(const Steps& steps) {
  constexpr double kEnoughUs = 400e3;
  int times = 1;
  for (double us = 0.0; us < kEnoughUs; times = std::min(2 * times, 64)) us += time_us(steps, times);
}

// How many steps fill a turn.
int times_of(const Steps& steps, double turn_ms) {
  warm_up(steps);
  int times = 1;
  while (true) {
    const double us = time_us(steps, times);
    if (us > 500.0 * turn_ms) return std::max(1, static_cast<int>(times * 1000.0 * turn_ms / us));
    times *= 2;
  }
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values.empty() ? 0.0 : values[values.size() / 2];
}

}  // namespace

std::vector<Timing> compare(const std::vector<Steps>& contestants, int rounds, double turn_ms) {
  std::vector<int> times;
  for (const Steps& steps : contestants) times.push_back(steps ? times_of(steps, turn_ms) : 0);
  std::vector<std::vector<double>> us(contestants.size());
  std::vector<std::vector<double>> ratios(contestants.size());
  for (int round = 0; round < rounds; ++round) {
    for (std::size_t c = 0; c < contestants.size(); ++c) {
      if (!contestants[c]) continue;
      us[c].push_back(time_us(contestants[c], times[c]) / times[c]);
      ratios[c].push_back(us[c].back() / us[0].back());
    }
  }
  std::vector<Timing> timings;
  for (std::size_t c = 0; c < contestants.size(); ++c) timings.push_back({median(us[c]), median(ratios[c])});
  return timings;
}

double log_log_slope(const std::vector<double>& x, const std::vector<double>& y) {
  double sum_x = 0, sum_y = 0, sum_xx = 0, sum_xy = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double u = std::log(x[i]);
    const double v = std::log(y[i]);
    sum_x += u;
    sum_y += v;
    sum_xx += u * u;
    sum_xy += u * v;
  }
  const auto n = static_cast<double>(x.size());
  return (n * sum_xy - sum_x * sum_y) / (n * sum_xx - sum_x * sum_x);
}

namespace {
volatile float kept = 0;
}

void keep(float result) { kept = result; }

}  // namespace lab::bench
