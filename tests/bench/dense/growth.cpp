#include "growth.h"

#include <cstdio>
#include <string>

#include "ours.h"

namespace lab::bench {

namespace {

Steps steps_of(const Workload& work, const char* activation, float scale = 1.0F) {
  return our_steps(work, activation, make_examples(work, 4 * work.batch), scale);
}

// Times a step of each workload and prints the power of the time in `sizes`.
void report(const char* what, const std::vector<double>& sizes, const std::vector<Workload>& works) {
  std::vector<Steps> contestants;
  for (const Workload& work : works) contestants.push_back(steps_of(work, "relu"));
  std::vector<double> us;
  for (const Timing& timing : compare(contestants)) us.push_back(timing.us);
  std::printf("%-38s", what);
  for (std::size_t i = 0; i < us.size(); ++i) std::printf(" %.0f: %.3g", sizes[i], us[i]);
  std::printf("\n%-38s power %.3f\n", "", log_log_slope(sizes, us));
}

void report_batch() {
  std::vector<double> sizes;
  std::vector<Workload> works;
  for (std::size_t batch = 16; batch <= 4096; batch *= 2) {
    sizes.push_back(static_cast<double>(batch));
    works.push_back({"", {2, 8, 8, 8, 1}, true, batch});
  }
  report("2-8-8-8-1, batch, us", sizes, works);
}

void report_width() {
  std::vector<double> squares;
  std::vector<Workload> works;
  for (int width = 16; width <= 256; width *= 2) {
    squares.push_back(static_cast<double>(width) * width);
    works.push_back({"", {width, width, width, width, width}, true, 32, Loss::softmax});
    works.back().units.back() = 1;
    works.back().loss = Loss::squared;
  }
  report("4 layers of w, batch 32, w squared, us", squares, works);
}

void report_depth() {
  std::vector<double> depths;
  std::vector<Workload> works;
  for (int depth = 1; depth <= 12; depth += depth < 4 ? 1 : 4) {
    depths.push_back(depth);
    works.push_back({"", std::vector<int>(static_cast<std::size_t>(depth) + 2, 32), true, 32});
    works.back().units.back() = 1;
  }
  report("hidden layers of 32, batch 32, us", depths, works);
}

// Saturated units have tiny slopes, and products of those would be subnormal: slow, if they were let be.
void report_saturation() {
  Workload deep{"", std::vector<int>(14, 8), false, 10};
  deep.units.front() = 2;
  deep.units.back() = 1;
  const std::vector<Timing> both = compare({steps_of(deep, "sigmoid"), steps_of(deep, "sigmoid", 60.0F)});
  std::printf("%-38s %.3g us, saturated %.3g us: %.2f times\n", "12 layers of 8 sigmoids, batch 10",
              both[0].us, both[1].us, both[1].ratio);
}

}  // namespace

void report_growth() {
  std::printf("\nhow the time of a step grows\n");
  report_batch();
  report_width();
  report_depth();
  report_saturation();
}

}  // namespace lab::bench
