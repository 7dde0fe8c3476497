// Where a function has a value, found by reading it on a grid over [−32, 32].
//
// Single places between places without a value (xˣ at −1) count as no part of the domain, single places
// without one (sin(1/x) at 0) as holes in it.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "act/study/sampling.h"

namespace lab::act {

struct Interval {
  double from = 0, to = 0;                // ±∞ where it goes on
  bool has_from = false, has_to = false;  // whether these places are part of it
};

// Ascending; empty when there is no value anywhere, (−∞, ∞) when there is one everywhere. Edges beyond ±32
// are not seen, pieces after the first kMostPieces not listed.
struct Domain {
  std::vector<Interval> pieces;
  std::vector<double> holes;  // single places inside the pieces
};
inline constexpr std::size_t kMostPieces = 5;

// x: ascending places with their readings f.
Domain domain(const Activation&, std::span<const double> x, std::span<const double> f);

// The last place with a value between one with and one without. `with` and `without` may stand in any order.
double edge_between(const Activation&, Reading, double without, double with);

}  // namespace lab::act
