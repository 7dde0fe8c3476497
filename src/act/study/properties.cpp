#include "act/study/properties.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "act/study/poles.h"
#include "act/study/range_pieces.h"
#include "base/sort_by.h"
#include "formula/exact/reading.h"

namespace lab::act {

namespace {

constexpr double kReach = 32;
constexpr double kStep = 1.0 / 256;
constexpr double kClose = 1e-6;            // relative: float32 cannot tell nearer values apart
constexpr double kUnseen = 1e-10;          // readings may err by so much
constexpr double kNothing = 1e-15;         // of the scale: x is not known exactly enough for less
constexpr double kPlateau = 0.5;           // width from which an extreme has no single place
constexpr double kPeakClose = 1e-5;        // a peak read beside its top is still the same peak
constexpr std::size_t kMostSearched = 64;  // jumps, poles and tops each: typing waits for the figures
constexpr double kPoleAtZero = 1e-9;       // the search around 0 ends at a float below this
constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

// f and f′ at ascending places.
struct Grid {
  std::vector<double> x, f, df;
  std::vector<std::size_t> limits;  // indices of places where f is a limit only
  double scale = 1;                 // the largest |f|, at most 1: what is 1e-6 of this is nothing
};

// f and f′ in one pass, in every kStep from `from` to `to`.
Grid make_grid(const Activation& activation, double from, double to) {
  const auto n = static_cast<std::size_t>(std::floor((to - from) / kStep)) + 1;
  Grid grid;
  grid.x.resize(n);
  grid.f.resize(n);
  grid.df.resize(n);
  for (std::size_t i = 0; i < n; ++i) grid.x[i] = from + static_cast<double>(i) * kStep;
  grid.limits = formula::read_values_and_slopes_exactly(*activation.program, activation.params, grid.x,
                                                        grid.f, grid.df, kUnseen);
  double largest = 0;
  for (const double f : grid.f) {
    if (std::isfinite(f)) largest = std::max(largest, std::abs(f));
  }
  grid.scale = largest > 0 ? std::min(1.0, largest) : 1;
  return grid;
}

// xˣ has values at −1, −2 … and none between: what is alone on the grid is left out.
void drop_lone_places(Grid& grid, const Grid& between) {
  for (std::size_t i = 0; i < grid.x.size(); ++i) {
    const bool is_alone_left = i == 0 || std::isnan(between.f[i - 1]);
    const bool is_alone_right = i == between.f.size() || std::isnan(between.f[i]);
    if (is_alone_left && is_alone_right) grid.f[i] = grid.df[i] = kNaN;
  }
}

double value_at(const Activation& activation, double x) { return read(activation, Reading::value, x); }
double slope_at(const Activation& activation, double x) { return read(activation, Reading::slope, x); }

struct Ends {
  End left, right;
};

// Extremes.

struct Peak {
  double x = 0, y = 0;
};

// The zero of f′ between a and b, where its sign changes.
double zero_of_slope(const Activation& activation, double a, double b) {
  const bool rises_at_a = slope_at(activation, a) > 0;
  for (int i = 0; i < 30; ++i) {
    const double middle = a + (b - a) / 2;
    ((slope_at(activation, middle) > 0) == rises_at_a ? a : b) = middle;
  }
  return a + (b - a) / 2;
}

// The extreme of f beside place i of the grid.
Peak refined_extreme(const Activation& activation, const Grid& grid, std::size_t i) {
  const bool is_inside = i > 0 && i + 1 < grid.x.size();
  if (!is_inside || grid.df[i] == 0 || grid.df[i - 1] * grid.df[i + 1] >= 0) return {grid.x[i], grid.f[i]};
  const double x = zero_of_slope(activation, grid.x[i - 1], grid.x[i + 1]);
  const double y = value_at(activation, x);
  return {x, std::abs(y) < kNothing * grid.scale ? 0 : y};
}

// The top of the parabola through |f′| at place i and some way to either side, because neighbours differ by
// too little; place i itself where there is no such top (at a kink).
Peak refined_slope(const Activation& activation, const Grid& grid, std::size_t i) {
  constexpr std::size_t kApart = 8;
  const Peak as_read{grid.x[i], std::abs(grid.df[i])};
  if (i < kApart || i + kApart >= grid.x.size()) return as_read;
  const double before = std::abs(grid.df[i - kApart]);
  const double after = std::abs(grid.df[i + kApart]);
  const double curvature = before - 2 * as_read.y + after;
  if (curvature >= 0) return as_read;
  const double x = as_read.x + std::clamp(0.5 * (before - after) / curvature, -1.0, 1.0) * kApart * kStep;
  const double y = std::abs(slope_at(activation, x));
  return y >= as_read.y * (1 - kClose) ? Peak{x, y} : as_read;
}

// The peak of y nearest to 0 that is as high as the highest reading, refined;
// none where y stays at its highest.
template <typename Refine>
std::optional<Peak> nearest_peak(const Grid& grid, const std::vector<double>& y, double highest, double sign,
                                 const Refine& refine) {
  std::vector<std::size_t> tops;
  double run = 0;
  for (std::size_t i = 1; i + 1 < y.size(); ++i) {
    run = y[i] == highest ? run + kStep : 0;
    if (run > kPlateau) return std::nullopt;
    const bool is_flat = y[i] == y[i - 1] && y[i] == y[i + 1] && y[i] != highest;
    if (!is_flat && sign * y[i] >= sign * y[i - 1] && sign * y[i] >= sign * y[i + 1]) tops.push_back(i);
  }
  base::sort_by(tops, [&](std::size_t top) { return std::abs(grid.x[top]); });
  if (tops.empty()) return std::nullopt;
  const auto top = std::max_element(tops.begin(), tops.end(),
                                    [&](std::size_t a, std::size_t b) { return sign * y[a] < sign * y[b]; });
  const std::size_t highest_top = *top;
  if (tops.size() > kMostSearched) tops.resize(kMostSearched);
  tops.push_back(highest_top);
  for (const std::size_t i : tops) {
    const Peak peak = refine(i);
    if (sign * peak.y >= sign * highest - kPeakClose * std::abs(highest)) return peak;
  }
  return std::nullopt;
}

// f without the stretches at soft ends that float32 cannot tell from the limit, because what is reached there
// is not reached, and without what is no number.
std::vector<double> without_soft_tails(const Grid& grid, const Ends& ends, double hidden) {
  std::vector<double> f(grid.f);
  const auto hide = [&](std::size_t i, const End& end) {
    const bool is_limit = end.kind == FarOut::soft && is_close(grid.f[i], end.limit, grid.scale);
    if (is_limit) f[i] = hidden;
    return is_limit;
  };
  const std::size_t n = f.size();
  std::size_t first = 0;
  while (first < n && hide(first, ends.left)) ++first;
  for (std::size_t i = n; i > 0 && hide(i - 1, ends.right); --i) {
  }
  const bool is_all_hidden =
      std::all_of(f.begin(), f.end(), [&](double y) { return y == hidden || std::isnan(y); });
  if (is_all_hidden) f = grid.f;
  for (double& value : f) {
    if (std::isnan(value)) value = hidden;
  }
  return f;
}

// sign 1: the highest value, −1: the lowest.
Bound extreme(const Activation& activation, const Grid& grid, const Ends& ends, double sign) {
  const auto is_less = [&](double a, double b) { return sign * a < sign * b; };
  for (const End& end : {ends.left, ends.right}) {
    if (sign > 0 ? end.rises : end.falls) return {sign * kInfinity, false, {}};
    if (end.kind == FarOut::unbounded && sign * end.limit > 0) return {end.limit, false, {}};
  }
  const std::vector<double> f = without_soft_tails(grid, ends, -sign * kInfinity);
  const double best = *std::max_element(f.begin(), f.end(), is_less);
  if (std::isinf(best)) return {sign * best > 0 ? best : kNaN, false, {}};  // or no value anywhere
  const auto refine = [&](std::size_t i) { return refined_extreme(activation, grid, i); };
  const std::optional<Peak> peak = nearest_peak(grid, f, best, sign, refine);
  const Bound reached{peak ? peak->y : best, true, peak ? std::optional<double>(peak->x) : std::nullopt};
  for (const End& end : {ends.left, ends.right}) {
    const bool is_beyond = end.kind == FarOut::soft && sign * end.limit > sign * reached.value;
    if (is_beyond && !is_close(reached.value, end.limit, grid.scale)) return {end.limit, false, {}};
  }
  return reached;
}

// Beside a jump f comes near to values that it does not take.
void widen_to_jumps(const std::vector<Jump>& jumps, Bound& lowest, Bound& highest) {
  for (const Jump& jump : jumps) {
    const double least = std::min(jump.left, jump.right);
    const double most = std::max(jump.left, jump.right);
    if (least < lowest.value && !is_close(least, lowest.value)) lowest = {least, false, {}};
    if (most > highest.value && !is_close(most, highest.value)) highest = {most, false, {}};
  }
}

Bound steepest(const Activation& activation, const Grid& grid, const Ends& ends,
               const std::vector<Jump>& slope_jumps) {
  const double far =
      std::max(steepness_far_out(activation, ends.left, -1), steepness_far_out(activation, ends.right, 1));
  if (std::isinf(far)) return {kInfinity, false, {}};
  const auto is_infinite = [](double y) { return std::isinf(y); };
  if (std::any_of(grid.f.begin(), grid.f.end(), is_infinite)) return {kInfinity, false, {}};
  std::vector<double> slope(grid.df);
  for (double& value : slope) value = std::isnan(value) ? 0 : std::abs(value);
  const double best = *std::max_element(slope.begin(), slope.end());
  if (std::isinf(best)) return {best, false, {}};
  for (const Jump& jump : slope_jumps) {
    const double here = std::max(std::abs(jump.left), std::abs(jump.right));
    if (here > best * (1 + kClose)) return {here, true, jump.x};
  }
  if (far > best * (1 + kClose)) return {far, false, {}};
  if (best == 0) return {0, true, {}};
  const auto refine = [&](std::size_t i) { return refined_slope(activation, grid, i); };
  const std::optional<Peak> peak = nearest_peak(grid, slope, best, 1, refine);
  if (!peak) return {best, true, {}};
  return {peak->y, true, peak->x};
}

// Shape.

// Whether f′ is exactly 0 on some length, although f is not merely close to a limit: on one piece or on many.
bool has_flat_piece(const Grid& grid, const Ends& ends) {
  if (ends.left.kind == FarOut::hard || ends.right.kind == FarOut::hard) return true;
  double length = 0;
  for (std::size_t i = 1; i < grid.x.size(); ++i) {
    const bool is_far = std::abs(grid.x[i]) > 4;  // there float32 rounds soft limits to constants
    if (!is_far && grid.df[i] == 0.0) length += kStep;
  }
  return length > kPlateau;
}

Monotonic monotonic(const Grid& grid, const Ends& ends) {
  bool rises = false;
  bool falls = false;
  double last = kNaN;
  for (const double f : grid.f) {
    if (std::isnan(f)) continue;
    const double step = f - last;
    const bool is_seen = std::abs(step) > kClose * std::max(grid.scale, std::abs(f));
    if (is_seen) (step > 0 ? rises : falls) = true;
    last = f;
  }
  if (rises && falls) return Monotonic::no;
  if (!rises && !falls) return Monotonic::constant;
  const bool is_strict = !has_flat_piece(grid, ends);
  if (falls) return is_strict ? Monotonic::strictly_decreasing : Monotonic::decreasing;
  return is_strict ? Monotonic::strictly_increasing : Monotonic::increasing;
}

Symmetry symmetry(const Grid& grid) {
  bool is_odd = true;
  bool is_even = true;
  const std::size_t n = grid.x.size();
  for (std::size_t i = 0; i < n / 2; ++i) {
    const double left = grid.f[i];
    const double right = grid.f[n - 1 - i];
    if (std::isnan(left) && std::isnan(right)) continue;
    is_odd = is_odd && is_close(left, -right, grid.scale);
    is_even = is_even && is_close(left, right, grid.scale);
  }
  return is_odd ? Symmetry::odd : is_even ? Symmetry::even : Symmetry::none;
}

std::vector<double> only_values(const Grid& grid) {
  if (std::any_of(grid.df.begin(), grid.df.end(), [](double slope) { return slope != 0; })) return {};
  if (std::any_of(grid.f.begin(), grid.f.end(), [](double value) { return std::isnan(value); })) return {};
  std::vector<double> values(grid.f);
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
  return values;
}

// A figure to be read, not to train with: libm's exp is good enough. The midpoint rule on a smooth integrand
// that vanishes at both ends is exact to rounding; its places, those between the grid's, lie symmetrically
// around 0, where functions jump.
double gain(const Grid& grid, const std::vector<double>& y) {
  double sum = 0;
  for (std::size_t i = 0; i < grid.x.size(); ++i) {
    if (std::abs(grid.x[i]) < 12) sum += y[i] * y[i] * std::exp(-0.5 * grid.x[i] * grid.x[i]);
  }
  const double second_moment = sum * kStep / std::sqrt(2 * 3.14159265358979323846);
  return 1 / std::sqrt(second_moment);
}

// Jumps of f or f′ seen between the places of a grid: less than 1e-3 is smoother than a kink looks.
// Their limits are read eight floats to either side, near 0 as far off as at 0.01.
std::vector<Jump> jumps_of(const Activation& activation, Reading reading, const Grid& grid,
                           const std::vector<double>& y) {
  std::vector<Jump> jumps = find_jumps(activation, reading, grid.x, y, 1e-3, kMostSearched);
  for (Jump& jump : jumps) {
    const double beside = std::max(std::abs(jump.x), 1e-2) * 0x1p-20;
    jump.left = read(activation, reading, jump.x - beside);
    jump.right = read(activation, reading, jump.x + beside);
  }
  return jumps;
}

std::vector<Pole> poles_of(const Activation& activation, const Grid& grid) {
  constexpr double kTall = 10;
  return find_poles(activation, Reading::value, grid.x, grid.f, kTall, kMostSearched);
}

// On its way to a pole a function takes every value on one side or on both, as steeply as one likes, and it
// is no longer monotonic across it; its moments are infinite.
void add_poles(const Activation& activation, const Grid& grid, const Ends& ends, Properties& found) {
  constexpr std::size_t kMostParting = 4;
  const std::vector<Pole> poles = poles_of(activation, grid);
  if (!poles.empty() && poles.size() <= kMostParting && found.jumps.empty()) {
    const auto refined = [&](std::size_t i) { return refined_extreme(activation, grid, i).y; };
    found.range_pieces = range_pieces(grid.x, grid.f, poles, ends.left, ends.right, refined);
    if (found.range_pieces.size() == 1) found.range_pieces.clear();
  }
  for (const Pole& pole : poles) {
    found.poles.push_back(std::abs(pole.x) < kPoleAtZero ? 0 : pole.x);
    for (const double side : {pole.left, pole.right}) {
      (side < 0 ? found.lowest : found.highest) = {std::copysign(kInfinity, side), false, {}};
    }
  }
  if (found.poles.empty()) return;
  found.monotonic = Monotonic::no;
  found.steepest = {kInfinity, false, {}};
  found.variance_gain = found.gradient_gain = 0;
}

// x where f′ leaves for one infinity on the left and comes back from the other on the right; where both are the same, as of
// the cube root, it is only steep.
void add_cusps(const Activation& activation, const Grid& between, Properties& found) {
  constexpr double kTall = 3;
  for (const Pole& pole :
       find_poles(activation, Reading::slope, between.x, between.df, kTall, kMostSearched)) {
    const auto is_near = [&](double x) { return std::abs(x - pole.x) < kStep; };
    const bool is_in_f = std::any_of(found.poles.begin(), found.poles.end(), is_near) ||
                         std::any_of(found.jumps.begin(), found.jumps.end(), is_near);
    if (is_in_f) continue;
    const double x = std::abs(pole.x) < kPoleAtZero ? 0 : pole.x;
    if (pole.left * pole.right < 0) found.cusps.push_back(x);
    found.steepest = {kInfinity, false, x};
  }
}

// At an edge of the domain, as of x·ln x at 0.
bool is_steep_at_edge(const Activation& activation, double edge, double direction) {
  if (!std::isfinite(edge)) return false;
  const double near =
      std::abs(slope_at(activation, edge + direction * std::max(std::abs(edge), 1e-6) * 1e-14));
  const double far = std::abs(slope_at(activation, edge + direction * std::max(std::abs(edge), 1e-6) * 1e-8));
  return near > 1 && near > 1.3 * far;
}

void add_steep_edges(const Activation& activation, Properties& found) {
  for (const Interval& piece : found.domain.pieces) {
    const bool is_steep =
        is_steep_at_edge(activation, piece.from, 1) || is_steep_at_edge(activation, piece.to, -1);
    if (is_steep) found.steepest = {kInfinity, false, {}};
  }
}

// The grid's readings, without the limits: at those f has no value.
std::vector<double> values_of_its_own(const Grid& grid) {
  std::vector<double> f(grid.f);
  for (const std::size_t i : grid.limits) f[i] = kNaN;
  return f;
}

Domain domain_of(const Activation& activation, const Grid& grid, const Grid& between) {
  const std::vector<double> at_places = values_of_its_own(grid), at_between = values_of_its_own(between);
  std::vector<double> x, f;
  for (std::size_t i = 0; i < grid.x.size(); ++i) {
    x.push_back(grid.x[i]);
    f.push_back(at_places[i]);
    if (i == between.x.size()) break;
    x.push_back(between.x[i]);
    f.push_back(at_between[i]);
  }
  return domain(activation, x, f);
}

struct Grids {
  Grid at, between;
};

// A value that a function takes only at the jump itself, as sign does, would hide it: jumps are looked for between the places
// where it is read otherwise.
Grids make_grids(const Activation& activation) {
  Grids grids{make_grid(activation, -kReach, kReach),
              make_grid(activation, -kReach + kStep / 2, kReach - kStep / 2)};
  drop_lone_places(grids.at, grids.between);
  return grids;
}

bool has_values(const Grid& grid) {
  return std::any_of(grid.f.begin(), grid.f.end(), [](double y) { return std::isfinite(y); });
}

Ends ends_of(const Activation& activation, const Grid& grid) {
  return {far_out(activation, -1, grid.f, grid.df), far_out(activation, 1, grid.f, grid.df)};
}

Properties without_values(Properties found) {
  found.lowest.value = found.highest.value = found.steepest.value = kNaN;
  found.left_limit = found.right_limit = found.slope_at_zero = kNaN;
  return found;
}

}  // namespace

Properties properties(const Activation& activation) {
  const auto [grid, between] = make_grids(activation);
  Properties found;
  found.has_values = has_values(grid);
  found.at_zero =
      formula::has_value(*activation.program, activation.params, 0) ? value_at(activation, 0) : kNaN;
  found.domain = domain_of(activation, grid, between);
  if (!found.has_values) return without_values(found);
  const Ends ends = ends_of(activation, grid);
  found.left = ends.left.kind;
  found.right = ends.right.kind;
  found.left_limit = ends.left.limit;
  found.right_limit = ends.right.limit;
  const std::vector<Jump> jumps = jumps_of(activation, Reading::value, between, between.f);
  for (const Jump& jump : jumps) found.jumps.push_back(jump.x);
  found.slope_jumps = jumps_of(activation, Reading::slope, between, between.df);
  for (const Jump& jump : found.slope_jumps) {
    const bool is_jump_of_f = std::any_of(found.jumps.begin(), found.jumps.end(),
                                          [&](double x) { return std::abs(x - jump.x) < kStep; });
    if (!is_jump_of_f) found.kinks.push_back(jump.x);
  }
  found.lowest = extreme(activation, grid, ends, -1);
  found.highest = extreme(activation, grid, ends, 1);
  widen_to_jumps(jumps, found.lowest, found.highest);
  found.only_values = only_values(grid);
  found.monotonic = monotonic(grid, ends);
  found.symmetry = symmetry(grid);
  found.steepest = steepest(activation, grid, ends, found.slope_jumps);
  found.slope_at_zero = std::isnan(found.at_zero) ? kNaN : slope_at(activation, 0);
  found.variance_gain = gain(between, between.f);
  found.gradient_gain = gain(between, between.df);
  add_poles(activation, grid, ends, found);
  add_cusps(activation, between, found);
  add_steep_edges(activation, found);
  return found;
}

double steepest_slope(const Activation& activation) {
  const auto [grid, between] = make_grids(activation);
  if (!has_values(grid)) return kNaN;
  if (!poles_of(activation, grid).empty()) return kInfinity;
  const std::vector<Jump> jumps = jumps_of(activation, Reading::slope, between, between.df);
  return steepest(activation, grid, ends_of(activation, grid), jumps).value;
}

}  // namespace lab::act
