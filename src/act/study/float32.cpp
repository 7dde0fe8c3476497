#include "act/study/float32.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/simd.h"

namespace lab::act {

namespace {

constexpr std::size_t kPlaces = 256;  // a multiple of base::kLanes
constexpr double kVisibleRows = 3;
constexpr double kInfinity = std::numeric_limits<double>::infinity();

std::vector<double> trained_readings(const Activation& activation, std::span<const double> x) {
  base::AlignedFloats places(base::padded(x.size()), 0.0F), f(places.size());
  std::transform(x.begin(), x.end(), places.begin(), [](double at) { return static_cast<float>(at); });
  apply(activation, places.data(), f.data(), nullptr, places.size());
  return {f.begin(), f.begin() + static_cast<std::ptrdiff_t>(x.size())};
}

// Runs of places where `is_wrong`; one from the first to the last where there are more than two.
std::vector<Interval> regions_of(std::span<const double> x, const std::vector<bool>& is_wrong) {
  std::vector<Interval> regions;
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (!is_wrong[i]) continue;
    if (i == 0 || !is_wrong[i - 1]) regions.push_back({i == 0 ? -kInfinity : x[i], x[i], i > 0, true});
    regions.back().to = x[i];
  }
  if (!regions.empty() && is_wrong.back())
    regions.back() = {regions.back().from, kInfinity, regions.back().has_from, false};
  if (regions.size() > 2)
    regions = {{regions.front().from, regions.back().to, regions.front().has_from, regions.back().has_to}};
  return regions;
}

}  // namespace

std::optional<Float32Fault> float32_fault(const Activation& activation, const PlotWindow& window,
                                          double y_min, double y_max) {
  std::vector<double> x(kPlaces), y(kPlaces);
  for (std::size_t i = 0; i < kPlaces; ++i) {
    const double share = (static_cast<double>(i) + 0.5) / kPlaces;
    x[i] = static_cast<double>(static_cast<float>(window.x_min + share * (window.x_max - window.x_min)));
  }
  const double visible = kVisibleRows * window.y_span / window.rows;
  read(activation, Reading::value, x, y, visible / 100);
  const std::vector<double> trained = trained_readings(activation, x);
  Float32Fault fault;
  std::vector<bool> is_wrong(kPlaces);
  for (std::size_t i = 0; i < kPlaces; ++i) {
    const bool is_seen = y[i] >= y_min && y[i] <= y_max;  // NaN is not
    is_wrong[i] = is_seen && !(std::abs(trained[i] - y[i]) <= visible);
    fault.has_value |= is_wrong[i] && std::isfinite(trained[i]);
  }
  fault.regions = regions_of(x, is_wrong);
  return fault.regions.empty() ? std::nullopt : std::optional(fault);
}

double float32_value(const Activation& activation, double x) {
  return trained_readings(activation, {&x, 1})[0];
}

std::optional<double> float32_reading(const Activation& activation, double x, double share) {
  constexpr double kSmallest = 1e-37;  // below, float32 has fewer digits or none
  const double place = static_cast<double>(static_cast<float>(x));
  const double y = read(activation, Reading::value, place);
  const double trained = float32_value(activation, place);
  if (std::isnan(y) || std::abs(y) > std::numeric_limits<float>::max()) return std::nullopt;
  if (std::abs(trained - y) <= std::max(share * std::abs(y), kSmallest)) return std::nullopt;
  return trained;
}

}  // namespace lab::act
