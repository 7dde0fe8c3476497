// How far the points of a set tell their classes by themselves, whoever learns them.
#pragma once

#include "data/points.h"

namespace lab::data {

inline constexpr std::size_t kFewestNeighbours = 40;  // of fewer points nothing can be said

// The share of points whose class is that of most of their nearest neighbours: of 1, 5 or 15 of them, whichever tells it
// best. Near 1 where classes keep apart, however they wind; where noise mixes them about what the best border gets right.
// Of many points a sample, so that it takes less than a millisecond. 1 of fewer than kFewestNeighbours.
double neighbour_accuracy(const PointSet&);

}  // namespace lab::data
