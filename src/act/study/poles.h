// Where a function grows beyond all bounds at a single place, as 1/x at 0 and tan x at π/2.
//
// A pole is looked for at every reading that stands out from its neighbours: the place of the largest |f| is
// narrowed down to neighbouring floats, and it is a pole when |f| still grows there as the distance shrinks
// from 128 to 8 floats (any peak of finite height is flat at that scale). ln x is none:
// it grows too slowly to be seen.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "act/study/sampling.h"

namespace lab::act {

struct Pole {
  std::size_t before = 0;  // it lies between this reading and the next one
  double x = 0;
  double left = 0, right = 0;  // readings very near to it on either side, finite
};

// Poles between ascending places `x` with their readings `y`, of which at least one beside the pole is larger
// than `tall`. By x, the first kMostPoles of them; where more than `most` readings stand out, those nearest
// to 0 are searched.
inline constexpr std::size_t kMostPoles = 200;
std::vector<Pole> find_poles(const Activation&, Reading, std::span<const double> x, std::span<const double> y,
                             double tall, std::size_t most);

// Leaves `most` of the indices into x, those of the places nearest to 0, ascending.
void keep_nearest_to_zero(std::vector<std::size_t>& indices, std::span<const double> x, std::size_t most);

}  // namespace lab::act
