#include "app/ticks.h"

#include <algorithm>
#include <cmath>

namespace lab::app {

std::vector<double> ticks(const Interval& interval, int wanted) {
  const double rough = (interval.max - interval.min) / std::max(wanted, 1);
  const double decade = std::pow(10.0, std::floor(std::log10(rough)));
  const double lead = rough / decade;
  const double step = decade * (lead < 1.5 ? 1 : lead < 3.5 ? 2 : lead < 7.5 ? 5 : 10);
  std::vector<double> out;
  for (double i = std::ceil(interval.min / step - 1e-9); i * step <= interval.max + step * 1e-9; i += 1) {
    out.push_back(i * step);
  }
  return out;
}

int tick_decimals(std::span<const double> values) {
  if (values.size() < 2) return 0;
  return std::max(0, static_cast<int>(std::ceil(-std::log10(values[1] - values[0]) - 1e-9)));
}

}  // namespace lab::app
