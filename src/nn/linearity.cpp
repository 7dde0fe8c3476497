#include "nn/linearity.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <limits>

namespace lab::nn {

namespace hn = base::hn;
using base::kLanes;
using base::Lanes;

namespace {

float dot(const float* a, const float* b, std::size_t n) {
  Lanes sums[2] = {base::zero_lanes(), base::zero_lanes()};
  std::size_t i = 0;
  for (; i + 2 * kLanes <= n; i += 2 * kLanes) {
    sums[0] = base::mul_add(base::load(a + i), base::load(b + i), sums[0]);
    sums[1] = base::mul_add(base::load(a + i + kLanes), base::load(b + i + kLanes), sums[1]);
  }
  if (i < n) sums[0] = base::mul_add(base::load(a + i), base::load(b + i), sums[0]);
  return base::sum_lanes(hn::Add(sums[0], sums[1]));
}

double squares(const float* a, std::size_t n) { return static_cast<double>(dot(a, a, n)); }

// Takes from `row` its part along `unit`, a row of length 1.
void remove_part(float* row, const float* unit, std::size_t n) {
  const Lanes part = base::broadcast(-dot(row, unit, n));
  for (std::size_t i = 0; i < n; i += kLanes) {
    base::store(base::mul_add(part, base::load(unit + i), base::load(row + i)), row + i);
  }
}

void scale(float* row, double factor, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) row[i] *= static_cast<float>(factor);
}

// The points that are taken, zeros behind them up to `lanes`.
void gather(const float* values, std::size_t points, std::size_t every, float* row, std::size_t lanes) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < points; i += every) row[count++] = values[i];
  std::fill(row + count, row + lanes, 0.0F);
}

// What the basis consists of: 1 and the inputs.
std::size_t basis_size(std::size_t inputs) { return 1 + inputs; }

// The basis as rows of length 1 at right angles, or of zeros where they add nothing (points on a line).
void make_basis(const InputsView& x, std::size_t every, std::size_t lanes, float* basis) {
  const std::size_t count = (x.count + every - 1) / every;
  std::fill_n(basis, lanes, 0.0F);
  std::fill_n(basis, count, 1.0F);
  for (std::size_t unit = 0; unit < x.units; ++unit)
    gather(row_of(x, unit), x.count, every, basis + (1 + unit) * lanes, lanes);
  for (std::size_t b = 0; b < basis_size(x.units); ++b) {
    float* const row = basis + b * lanes;
    const double before = squares(row, lanes);
    for (int round = 0; round < 2; ++round) {
      for (std::size_t other = 0; other < b; ++other) remove_part(row, basis + other * lanes, lanes);
    }
    const double left = squares(row, lanes);
    const bool adds_nothing = !(left > kLinearRounding * kLinearRounding * before);
    scale(row, adds_nothing ? 0.0 : 1.0 / std::sqrt(left), lanes);
  }
}

// How many directions the rows span, what is shorter than `tolerance` not counted. Uses the rows up.
int rank_of(float* rows, std::size_t count, std::size_t lanes, double tolerance) {
  for (std::size_t done = 0; done < count; ++done) {
    std::size_t longest = done;
    double longest_squares = -1.0;
    for (std::size_t r = done; r < count; ++r) {
      const double length = squares(rows + r * lanes, lanes);
      if (length > longest_squares) {
        longest = r;
        longest_squares = length;
      }
    }
    if (!(longest_squares > tolerance * tolerance)) return static_cast<int>(done);
    float* const pivot = rows + done * lanes;
    std::swap_ranges(pivot, pivot + lanes, rows + longest * lanes);
    scale(pivot, 1.0 / std::sqrt(longest_squares), lanes);
    for (std::size_t r = done + 1; r < count; ++r) remove_part(rows + r * lanes, pivot, lanes);
  }
  return static_cast<int>(count);
}

}  // namespace

std::size_t linearity_scratch(std::size_t inputs, std::size_t rows, std::size_t points) {
  return (basis_size(inputs) + rows) * base::padded(points);
}

Linearity linearity(const InputsView& x, const float* values, std::size_t rows, std::size_t stride,
                    std::size_t every, std::span<float> scratch) {
  assert(every >= 1);
  const std::size_t points = (x.count + every - 1) / every;
  const std::size_t lanes = base::padded(points);
  assert(scratch.size() >= linearity_scratch(x.units, rows, points));
  float* const basis = scratch.data();
  float* const left = basis + basis_size(x.units) * lanes;
  make_basis(x, every, lanes, basis);
  double size = 0.0;    // ‖Y‖²
  double spread = 0.0;  // ‖Y − mean‖²
  double rest = 0.0;    // ‖R‖²
  for (std::size_t r = 0; r < rows; ++r) {
    float* const row = left + r * lanes;
    gather(values + r * stride, x.count, every, row, lanes);
    size += squares(row, lanes);
    for (int round = 0; round < 2; ++round) remove_part(row, basis, lanes);
    spread += squares(row, lanes);
    for (int round = 0; round < 2; ++round) {
      for (std::size_t b = 0; b < basis_size(x.units); ++b) remove_part(row, basis + b * lanes, lanes);
    }
    rest += squares(row, lanes);
  }
  if (!std::isfinite(size) || !std::isfinite(spread)) return {std::numeric_limits<double>::quiet_NaN(), 0};
  const double rounding = kLinearRounding * std::sqrt(size);
  if (!(std::sqrt(rest) > rounding)) return {};
  const double tolerance = std::max(kLinearTolerance * std::sqrt(spread), rounding);
  return {std::sqrt(rest / spread), rank_of(left, rows, lanes, tolerance)};
}

}  // namespace lab::nn
