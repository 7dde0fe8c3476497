#include "act/study/domain.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "act/study/sampling.h"

namespace lab::act {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr int kHalvings = 50;         // from a step of the grid down to neighbouring float64
constexpr double kRoundUnit = 1e-3;   // an edge beside a multiple of this …
constexpr double kRoundClose = 1e-6;  // … by no more than this is the multiple, and rounding has moved it

double value_at(const Activation& activation, double x) { return read(activation, Reading::value, x); }

bool has_value_beside(const Activation& activation, double x, double towards) {
  constexpr double kShare = 0.37;
  return std::isfinite(value_at(activation, x + kShare * (towards - x)));
}

struct Run {
  std::size_t first = 0, last = 0;
  bool is_defined = false;
};

// The stretches with and without values. A stretch of infinities is defined: there float64 overflows; a
// single infinity is a pole.
std::vector<Run> runs_of(std::span<const double> f) {
  const auto is_defined = [&](std::size_t i) {
    if (!std::isinf(f[i])) return !std::isnan(f[i]);
    return (i > 0 && std::isinf(f[i - 1])) || (i + 1 < f.size() && std::isinf(f[i + 1]));
  };
  std::vector<Run> runs;
  for (std::size_t i = 0; i < f.size(); ++i) {
    const bool is_here = is_defined(i);
    if (runs.empty() || runs.back().is_defined != is_here) runs.push_back({i, i, is_here});
    runs.back().last = i;
  }
  return runs;
}

// The edge between a place with and one without a value, and whether the edge has one.
struct Edge {
  double x = 0;
  bool is_inside = false;
};

// Walking towards the edge f comes to rest, as √x, or goes on, as ln x. Over the last 1e-6 √x changes by
// 1e-3, over what is left of 1e-3 by thirty times as much.
bool comes_to_rest(const Activation& activation, double edge, double direction) {
  const double at = value_at(activation, edge);
  const double near = value_at(activation, edge + direction * 1e-6);
  const double far = value_at(activation, edge + direction * 1e-3);
  return formula::has_value(*activation.program, activation.params, edge) &&
         std::abs(at - near) <= std::abs(near - far);
}

Edge rounded_edge_between(const Activation& activation, double without, double with) {
  const double direction = with > without ? 1 : -1;
  with = edge_between(activation, Reading::value, without, with);
  const double rounded = std::round(with / kRoundUnit) * kRoundUnit;
  if (std::abs(rounded - with) > kRoundClose) return {with, comes_to_rest(activation, with, direction)};
  const double x = rounded == 0 ? 0 : rounded;
  return {x, comes_to_rest(activation, x, direction)};
}

// Undefined runs with values between their places are defined, and defined runs of one place are not.
std::vector<Run> real_runs(const Activation& activation, std::span<const double> x,
                           std::span<const double> f) {
  std::vector<Run> runs = runs_of(f);
  std::vector<Run> merged;
  for (Run run : runs) {
    if (!run.is_defined) {
      // Beside the places of the grid, because there xˣ may have values.
      run.is_defined =
          run.first != run.last && (has_value_beside(activation, x[run.first], x[run.first + 1]) ||
                                    has_value_beside(activation, x[run.last], x[run.last - 1]));
    } else if (run.first == run.last && runs.size() > 1) {
      run.is_defined = false;
    }
    if (!merged.empty() && merged.back().is_defined == run.is_defined) {
      merged.back().last = run.last;
    } else {
      merged.push_back(run);
    }
  }
  return merged;
}

}  // namespace

double edge_between(const Activation& activation, Reading reading, double without, double with) {
  for (int i = 0; i < kHalvings; ++i) {
    const double middle = without + (with - without) / 2;
    (std::isfinite(read(activation, reading, middle)) ? with : without) = middle;
  }
  return with;
}

Domain domain(const Activation& activation, std::span<const double> x, std::span<const double> f) {
  const std::vector<Run> runs = real_runs(activation, x, f);
  Domain found;
  Interval piece;
  bool is_open = false;
  for (std::size_t i = 0; i < runs.size() && found.pieces.size() < kMostPieces; ++i) {
    const Run& run = runs[i];
    if (!run.is_defined) {
      if (is_open && run.first == run.last && i + 1 < runs.size()) {
        found.holes.push_back(x[run.first]);
        continue;
      }
      if (is_open) {
        const Edge edge = rounded_edge_between(activation, x[run.first], x[run.first - 1]);
        piece.to = edge.x;
        piece.has_to = edge.is_inside;
        found.pieces.push_back(piece);
      }
      is_open = false;
      continue;
    }
    if (is_open) continue;
    const Edge edge =
        i == 0 ? Edge{-kInfinity, false} : rounded_edge_between(activation, x[run.first - 1], x[run.first]);
    piece = {edge.x, kInfinity, edge.is_inside, false};
    is_open = true;
  }
  if (is_open && found.pieces.size() < kMostPieces) found.pieces.push_back(piece);
  return found;
}

}  // namespace lab::act
