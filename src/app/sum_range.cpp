#include "app/sum_range.h"

#include <algorithm>
#include <cmath>

namespace lab::app {

Interval values_shown(std::span<const double> values, std::span<const double> slopes, double span) {
  constexpr double kBounded = 2;
  double low = 0, high = 0;
  bool is_bounded = true;
  for (std::size_t i = 0; i < values.size(); ++i) {
    is_bounded = is_bounded && !(std::abs(values[i]) > kBounded);
    for (const double y : {values[i], slopes[i]}) {
      if (!(std::abs(y) <= kBounded)) continue;
      low = std::min(low, y);
      high = std::max(high, y);
    }
  }
  if (is_bounded) {
    const double margin = 0.12 * std::max(high - low, 0.5);
    return {low - margin, high + 2 * margin};
  }
  const bool goes_down = values.front() < -kBounded;
  const double least = goes_down ? -span / 2 : std::max(low - 0.12 * span, -span / 2);
  return {least, least + span};
}

}  // namespace lab::app
