#include "table.h"

#include <cstdio>

#include "peak.h"

namespace lab::bench {

namespace {

// A number in its column, or a dash for a contestant that is missing.
std::string cell(const Timing& timing, double number, int width, int digits) {
  char text[32];
  if (timing.us > 0.0) {
    std::snprintf(text, sizeof text, "%*.*f", width, digits, number);
  } else {
    std::snprintf(text, sizeof text, "%*s", width, "-");
  }
  return text;
}

}  // namespace

void print_table_head(bool has_eigen) {
  const double peak = 2e-3 * kPeakProducts / compare({peak_steps()})[0].us;
  std::printf(
      "128-bit multiply and add: %.1f GFLOP/s, the limit that each row is compared with side by side\n",
      peak);
  if (!has_eigen) std::printf("Eigen was not found when this was built (Debian package libeigen3-dev)\n");
  std::printf("millions of examples (W4: points) a second\n");
  std::printf("%-36s %9s %9s %9s %9s %8s %8s %8s %8s\n", "", "us/step", "ours", "plain", "Eigen", "/plain",
              "/Eigen", "GFLOP/s", "of limit");
}

void print_table_row(const std::string& name, double count, double products, std::vector<Steps> contestants) {
  contestants.push_back(peak_steps());
  const std::vector<Timing> timings = compare(contestants);
  const Timing& plain = timings[1];
  const Timing& eigen = timings[2];
  const double ours = count / timings[0].us;
  const double share = products * count / kPeakProducts * timings.back().ratio;
  std::printf("%-36s %9.3f %9.4f %9.4f %s", name.c_str(), timings[0].us, ours, count / plain.us,
              cell(eigen, count / eigen.us, 9, 4).c_str());
  std::printf(" %8.1f %s %8.1f %6.0f %%\n", plain.ratio, cell(eigen, eigen.ratio, 8, 2).c_str(),
              2e-3 * products * ours, 100.0 * share);
}

}  // namespace lab::bench
