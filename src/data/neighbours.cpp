#include "data/neighbours.h"

#include <algorithm>
#include <array>
#include <limits>

namespace lab::data {

namespace {

constexpr std::array<std::size_t, 3> kCounts = {1, 5, 15};
constexpr std::size_t kMostPoints = 512;   // that are looked at
constexpr std::size_t kMostQueries = 256;  // and asked

struct Neighbour {
  float distance = std::numeric_limits<float>::infinity();
  std::uint8_t label = 0;
};
using Neighbours = std::array<Neighbour, kCounts.back()>;  // the nearest first

// So that at most `most` of `count` are met. Odd, since the points of two classes take turns.
std::size_t odd_step(std::size_t count, std::size_t most) { return ((count + most - 1) / most) | 1U; }

Neighbours nearest(const PointSet& points, std::size_t of, std::size_t every) {
  Neighbours found;
  for (std::size_t i = 0; i < points.x1.size(); i += every) {
    if (i == of) continue;
    const float dx = points.x1[i] - points.x1[of];
    const float dy = points.x2[i] - points.x2[of];
    const Neighbour other{dx * dx + dy * dy, points.label[i]};
    if (other.distance >= found.back().distance) continue;
    const auto place = std::find_if(found.begin(), found.end(), [&](const Neighbour& neighbour) {
      return other.distance < neighbour.distance;
    });
    std::copy_backward(place, found.end() - 1, found.end());
    *place = other;
  }
  return found;
}

bool is_told(const Neighbours& neighbours, std::size_t count, std::uint8_t label) {
  const auto same = std::count_if(neighbours.begin(), neighbours.begin() + static_cast<std::ptrdiff_t>(count),
                                  [label](const Neighbour& neighbour) { return neighbour.label == label; });
  return 2 * static_cast<std::size_t>(same) > count;
}

}  // namespace

double neighbour_accuracy(const PointSet& points) {
  const std::size_t count = points.x1.size();
  if (count < kFewestNeighbours || points.label.size() != count) return 1;
  const std::size_t every = odd_step(count, kMostPoints);
  const std::size_t asked_every = every * odd_step(count / every, kMostQueries);
  std::array<std::size_t, kCounts.size()> told{};
  std::size_t asked = 0;
  for (std::size_t i = 0; i < count; i += asked_every, ++asked) {
    const Neighbours neighbours = nearest(points, i, every);
    for (std::size_t k = 0; k < kCounts.size(); ++k)
      told[k] += is_told(neighbours, kCounts[k], points.label[i]) ? 1U : 0U;
  }
  return static_cast<double>(*std::max_element(told.begin(), told.end())) / static_cast<double>(asked);
}

}  // namespace lab::data
