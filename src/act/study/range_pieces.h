// The values of a function with poles, piece by piece: 1/x takes all but 0, x + 1/x none between −2 and 2.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "act/study/domain.h"
#include "act/study/far_out.h"
#include "act/study/poles.h"

namespace lab::act {

// The value of f at an extreme near a reading.
using RefinedValue = std::function<double(std::size_t)>;

// Ascending and disjoint; one where nothing is left out. x, f: ascending places and their readings; poles: at
// least one, by x. Empty where that cannot be told: f oscillates far out.
std::vector<Interval> range_pieces(std::span<const double> x, std::span<const double> f,
                                   std::span<const Pole> poles, const End& left, const End& right,
                                   const RefinedValue& refined);

}  // namespace lab::act
