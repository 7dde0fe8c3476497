#include "data/best_line.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "base/sort_by.h"

namespace lab::data {

namespace {

// Another point as it is seen from the one that lines go through, in the half of the plane with directions from 0 on, 0 left out.
struct Seen {
  double dx = 0, dy = 0;
  std::uint8_t is_class1 = 0, is_opposite = 0;  // whether it is in the other half, and turned round
};

// How far b is turned to the left of a.
double turn(const Seen& a, const Seen& b) { return a.dx * b.dy - a.dy * b.dx; }

using Count = std::array<std::size_t, 2>;  // of either class

// Those that a line gets right which has so many of all at its left side.
std::size_t right_of(const Count& left, const Count& all) {
  return std::max(left[1] + all[0] - left[0], left[0] + all[1] - left[1]);
}

}  // namespace

// A best line can be moved until it touches a point, which may count for either side, and turned about that until just before
// it meets another. So all lines are tried that go through a point: with each turn past another one, that changes sides.
double best_line_accuracy(std::span<const float> x1, std::span<const float> x2,
                          std::span<const std::uint8_t> label) {
  std::size_t best = 0;
  std::vector<Seen> others;
  for (std::size_t p = 0; p < x1.size(); ++p) {
    others.clear();
    Count here{}, left{}, all{};
    for (std::size_t q = 0; q < x1.size(); ++q) {
      Seen seen{static_cast<double>(x1[q]) - static_cast<double>(x1[p]),
                static_cast<double>(x2[q]) - static_cast<double>(x2[p]), label[q] != 0, 0};
      if (seen.dx == 0 && seen.dy == 0) {
        ++here[seen.is_class1];
        continue;
      }
      const bool is_left = seen.dy > 0 || (seen.dy == 0 && seen.dx < 0);
      ++all[seen.is_class1];
      if (is_left) ++left[seen.is_class1];
      if (!is_left) seen = {-seen.dx, -seen.dy, seen.is_class1, 1};
      others.push_back(seen);
    }
    base::sort_by(others, [](const Seen& one) { return -one.dx / (std::abs(one.dx) + one.dy); });
    std::size_t found = right_of(left, all);
    for (std::size_t i = 0; i < others.size(); ++i) {
      others[i].is_opposite != 0 ? ++left[others[i].is_class1] : --left[others[i].is_class1];
      const bool is_last_there = i + 1 == others.size() || turn(others[i], others[i + 1]) != 0;
      if (is_last_there) found = std::max(found, right_of(left, all));
    }
    best = std::max(best, found + std::max(here[0], here[1]));
  }
  return static_cast<double>(best) / static_cast<double>(x1.size());
}

}  // namespace lab::data
