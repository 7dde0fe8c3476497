#include "table.h"

#include <cstdio>

#include "peak.h"

namespace lab::bench {

void print_table_head() {
  const double peak = 2e-3 * kPeakProducts / compare({peak_steps()})[0].us;
  std::printf(
      "128-bit multiply and add: %.1f GFLOP/s, the limit that each row is compared with side by side\n",
      peak);
  std::printf("millions of examples (W4: points) a second\n");
  std::printf("%-36s %9s %9s %9s %9s %8s %8s %8s %8s\n", "", "us/step", "ours", "plain", "Eigen", "/plain",
              "/Eigen", "GFLOP/s", "of limit");
}

void print_table_row(const std::string& name, double count, double products, std::vector<Steps> contestants) {
  contestants.push_back(peak_steps());
  const std::vector<Timing> timings = compare(contestants);
  const auto millions = [&](const Timing& timing) { return timing.us == 0.0 ? 0.0 : count / timing.us; };
  const double ours = millions(timings[0]);
  const double share = products * count / kPeakProducts * timings.back().ratio;
  std::printf("%-36s %9.3f %9.4f %9.4f %9.4f", name.c_str(), timings[0].us, ours, millions(timings[1]),
              millions(timings[2]));
  std::printf(" %8.1f %8.2f %8.1f %6.0f %%\n", timings[1].ratio, timings[2].ratio, 2e-3 * products * ours,
              100.0 * share);
}

}  // namespace lab::bench
