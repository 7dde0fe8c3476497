// What no straight line can do better.
#pragma once

#include <cstdint>
#include <span>

namespace lab::data {

inline constexpr std::size_t kMostForBestLine = 500;  // points, of which it takes about a tenth of a second

// The largest share of points of the plane that a straight line has on the side of their class, which is 0 or not; exact. As many
// of each, at least one. Grows with their number squared.
double best_line_accuracy(std::span<const float> x1, std::span<const float> x2,
                          std::span<const std::uint8_t> label);

}  // namespace lab::data
