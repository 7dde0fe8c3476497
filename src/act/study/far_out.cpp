#include "act/study/far_out.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "act/study/sampling.h"

namespace lab::act {

namespace {

constexpr double kFar = 1e30;  // near the end of float32, with room for a factor
constexpr double kClose = 1e-6;
// Where a function stops to be exactly constant, rounding leaves less than this within one step of the
// readings, a kink or a parabola more.
constexpr double kDeparture = 1e-5;
// Farther out; a tiny multiple of x does, and is near 0 all the same.
constexpr double kGrowsOn = 100;
constexpr std::size_t kEndReadings = 4096;  // half of a side
constexpr double kUnseen = 1e-10;           // readings may err by so much
constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

double value_at(const Activation& activation, double x) { return read(activation, Reading::value, x); }
double slope_at(const Activation& activation, double x) { return read(activation, Reading::slope, x); }

// Readings over a stretch far out, with uneven steps, so that no oscillation keeps in step with them.
std::vector<double> read_far(const Activation& activation, Reading reading, double side, double from,
                             double to) {
  std::vector<double> x;
  for (double at = from; at < to; at += 0.07 + 2e-3 * (at - from)) x.push_back(side * at);
  std::vector<double> y(x.size());
  read(activation, reading, x, y, kUnseen);
  return y;
}

int count_turns(const std::vector<double>& y) {
  int turns = 0;
  double last_step = 0;
  for (std::size_t i = 1; i < y.size(); ++i) {
    const double step = y[i] - y[i - 1];
    if (std::abs(step) < 1e-3) continue;  // nothing that swings to the eye: a limit is being approached
    turns += step * last_step < 0;
    last_step = step;
  }
  return turns;
}

struct Stretch {
  double least = 0, most = 0;
};

// What the readings cover over some waves beyond `from`, but for an eighth at either end: how near to a
// pole one happens to be read is chance.
Stretch stretch(const Activation& activation, Reading reading, double side, double from) {
  std::vector<double> y = read_far(activation, reading, side, from, from + 40);
  y.erase(std::remove_if(y.begin(), y.end(), [](double value) { return std::isnan(value); }), y.end());
  if (y.empty()) return {kNaN, kNaN};
  std::sort(y.begin(), y.end());
  const std::size_t rare = y.size() / 8;
  return {y[rare], y[y.size() - 1 - rare]};
}

// Where oscillations are looked at.
constexpr double kNear = 20, kFarther = 300;
constexpr double kGrows = 2;  // swings that grow like the root of x or faster do so by this between the two

// By how much wider the readings swing farther out.
double growth_of_swings(const Activation& activation, Reading reading, double side) {
  const Stretch near = stretch(activation, reading, side, kNear);
  const Stretch far = stretch(activation, reading, side, kFarther);
  return (far.most - far.least) / (near.most - near.least);
}

// How the function arrives at its limit, walking in from the end of the grid: one that is exactly constant
// leaves with a step, a kink or at least a parabola; a soft one that float32 rounds to a constant leaves by
// less than can be seen.
FarOut kind_of_limit(double limit, double side, std::span<const double> f, std::span<const double> df) {
  const auto n = static_cast<std::ptrdiff_t>(f.size());
  std::ptrdiff_t i = side < 0 ? 0 : n - 1;
  const std::ptrdiff_t inward = side < 0 ? 1 : -1;
  if (f[i] != limit || df[i] != 0.0) return FarOut::soft;
  while (i >= 0 && i < n && f[i] == limit && df[i] == 0.0) i += inward;
  if (i < 0 || i >= n) return FarOut::hard;  // constant everywhere
  const bool leaves = std::abs(f[i] - limit) > kDeparture || std::abs(df[i]) > kDeparture;
  return leaves ? FarOut::hard : FarOut::soft;
}

End far_out_of_waves(const Activation& activation, double side) {
  const Stretch near = stretch(activation, Reading::value, side, kNear);
  const Stretch far = stretch(activation, Reading::value, side, kFarther);
  const double swing = near.most - near.least;
  if (far.least > near.most) return {FarOut::unbounded, kInfinity};
  if (far.most < near.least) return {FarOut::unbounded, -kInfinity};
  if (far.most - far.least < swing / kGrows) {
    const double limit = value_at(activation, side * kFar);
    return {FarOut::soft, std::abs(limit) < kClose * swing ? 0 : limit};
  }
  return {FarOut::oscillates, kNaN, far.most > near.most + swing / 2, far.least < near.least - swing / 2};
}

// Read far out, where every float is a whole number, xˣ would have values to the left.
bool has_no_value_at_end(double side, std::span<const double> f) {
  const std::size_t n = std::min(kEndReadings, f.size());
  const std::span<const double> end = side < 0 ? f.first(n) : f.last(n);
  return std::all_of(end.begin(), end.end(), [](double y) { return std::isnan(y); });
}

// |f′| as ln x, which is only 70 at the end: it grows from each place to the next that is as much farther out.
bool grows_slowly(const Activation& activation, double side) {
  double last = std::abs(slope_at(activation, side * 1e5));
  for (double at = 1e10; at <= kFar; at *= 1e5) {
    const double slope = std::abs(slope_at(activation, side * at));
    if (!(slope > kClose && slope > last * (1 + kClose))) return false;
    last = slope;
  }
  return true;
}

}  // namespace

bool is_close(double a, double b, double scale) {
  if (!std::isfinite(a) || !std::isfinite(b)) return a == b;
  return std::abs(a - b) <= kClose * std::max(scale, std::abs(b));
}

End far_out(const Activation& activation, double side, std::span<const double> f,
            std::span<const double> df) {
  if (has_no_value_at_end(side, f)) return {FarOut::unbounded, kNaN};
  if (count_turns(read_far(activation, Reading::value, side, 20, 400)) >= 4)
    return far_out_of_waves(activation, side);
  // As far out as there are values: ∞/∞ is none.
  double at = kFar;
  while (at > 32 && std::isnan(value_at(activation, side * at))) at /= 4;
  const double limit = value_at(activation, side * at);
  const double halfway = value_at(activation, side * (at == kFar ? std::sqrt(at) : at / 2));
  if (std::isnan(limit)) return {FarOut::unbounded, kNaN};
  const bool grows = std::abs(limit) > kGrowsOn * std::abs(halfway);
  if (!std::isfinite(limit) || !is_close(halfway, limit) || grows) {
    return {FarOut::unbounded, std::copysign(kInfinity, limit)};
  }
  const bool vanishes =
      std::abs(limit) < kClose && std::abs(limit) < std::abs(halfway) / kGrowsOn;  // 1/x: not 1e-30
  return {kind_of_limit(limit, side, f, df), vanishes ? 0 : limit};
}

double steepness_far_out(const Activation& activation, const End& end, double side) {
  if (end.kind == FarOut::oscillates) {
    return growth_of_swings(activation, Reading::slope, side) > kGrows ? kInfinity : 0;
  }
  if (std::isnan(end.limit)) return 0;
  double at = kFar;  // as far out as numbers go
  while (at > 32 && std::isnan(slope_at(activation, side * at))) at /= 4;
  const double far = std::abs(slope_at(activation, side * at));
  if (std::isnan(far)) return 0;  // no value
  return far > 1e6 || grows_slowly(activation, side) ? kInfinity
                                                     : far;  // x^1.25 is steeper, a straight line hardly ever
}

}  // namespace lab::act
