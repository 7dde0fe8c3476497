// What a hand does to the parameters of a network between two steps.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace lab::run {

// Places are those of the flat array, all within it. In this order: those of `many` become one value, noise is added to them,
// single ones are set.
struct HandSets {
  std::vector<std::uint32_t> many;
  std::optional<float> value;  // of many
  float noise = 0;             // its standard deviation: a normal draw for each of many, in their order
  std::uint64_t seed = 0;
  std::vector<std::pair<std::uint32_t, float>> ones;
};

void set_by_hand(std::span<float> params, const HandSets&);

}  // namespace lab::run
