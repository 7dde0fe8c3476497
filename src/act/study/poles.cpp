#include "act/study/poles.h"
#include "base/sort_by.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace lab::act {

namespace {

constexpr double kFloatSpacing = 1.0 / (1 << 23);  // relative
constexpr double kNear = 8;                        // floats away from the pole
constexpr double kFar = 128;
constexpr double kLeastGrowth = 3;  // from far to near; 1/√|x| grows by 4
constexpr double kHuge = 1e38;
constexpr double kZeroShare = 1e-3;  // of the interval: nearer to 0 than this, floats are finer than needed
constexpr std::size_t kPlaces = 9;   // read at once while narrowing down
constexpr int kMostRounds = 60;

// NaN stands out least, infinity most.
double magnitude(double y) { return std::isnan(y) ? -1 : std::min(std::abs(y), kHuge); }

// The place of the largest |f| between a and b, as exactly as floats allow.
double highest_place(const Activation& activation, Reading reading, double a, double b) {
  for (int round = 0; round < kMostRounds; ++round) {
    std::array<double, kPlaces> x{};
    std::array<double, kPlaces> y{};
    for (std::size_t i = 0; i < kPlaces; ++i) {
      const double share = static_cast<double>(i) / (kPlaces - 1);
      x[i] = static_cast<double>(static_cast<float>(a + (b - a) * share));
    }
    read(activation, reading, x, y);
    const auto top = std::max_element(
        y.begin(), y.end(), [](double left, double right) { return magnitude(left) < magnitude(right); });
    const auto i = static_cast<std::size_t>(top - y.begin());
    const double from = x[i > 0 ? i - 1 : 0];
    const double to = x[std::min(i + 1, kPlaces - 1)];
    const bool is_done = !(to - from < b - a);
    if (is_done || y[i] == HUGE_VAL || y[i] == -HUGE_VAL) return x[i];
    a = from;
    b = to;
  }
  return a + (b - a) / 2;
}

// |f| grows towards x from this side; the reading near to it, or nothing.
std::optional<double> growing(const Activation& activation, Reading reading, double x, double unit) {
  const double near = read(activation, reading, x + kNear * unit);
  const double far = read(activation, reading, x + kFar * unit);
  if (!std::isfinite(near) || !std::isfinite(far)) return std::nullopt;
  if (std::abs(near) <= kLeastGrowth * std::abs(far)) return std::nullopt;
  return near;
}

std::optional<Pole> pole_between(const Activation& activation, Reading reading, double a, double b) {
  const double reach = std::max(std::abs(a), std::abs(b));
  if (b - a < 4 * kFar * kFloatSpacing * reach) return std::nullopt;  // floats are too coarse to tell
  const double x = highest_place(activation, reading, a, b);
  const double unit = kFloatSpacing * std::max(std::abs(x), kZeroShare * (b - a));
  const std::optional<double> left = growing(activation, reading, x, -unit);
  const std::optional<double> right = growing(activation, reading, x, unit);
  if (!left || !right) return std::nullopt;
  return Pole{0, x, *left, *right};
}

}  // namespace

void keep_nearest_to_zero(std::vector<std::size_t>& indices, std::span<const double> x, std::size_t most) {
  if (indices.size() <= most) return;
  base::sort_by(indices, [&](std::size_t i) { return std::abs(x[i]); });
  indices.resize(most);
  std::sort(indices.begin(), indices.end());
}

std::vector<Pole> find_poles(const Activation& activation, Reading reading, std::span<const double> x,
                             std::span<const double> y, double tall, std::size_t most) {
  std::vector<std::size_t> candidates;
  for (std::size_t i = 1; i + 1 < x.size(); ++i) {
    const double here = magnitude(y[i]);
    const bool stands_out = here > tall && here >= magnitude(y[i - 1]) && here > magnitude(y[i + 1]);
    if (stands_out) candidates.push_back(i);
  }
  keep_nearest_to_zero(candidates, x, most);
  std::vector<Pole> poles;
  for (const std::size_t i : candidates) {
    if (poles.size() == kMostPoles) break;
    std::optional<Pole> pole = pole_between(activation, reading, x[i - 1], x[i + 1]);
    if (!pole) continue;
    pole->before = pole->x < x[i] ? i - 1 : i;
    poles.push_back(*pole);
  }
  return poles;
}

}  // namespace lab::act
