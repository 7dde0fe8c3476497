// What a picture of an activation over the sums of a layer shows of its values.
#pragma once

#include <span>

#include "app/scenario.h"

namespace lab::app {

// Values f(z) and slopes, as many of each, at ascending places z of an interval whose length makes `span` values at the same scale
// as along z. Of a bounded function all, with room above for words; of others the scales are equal, so that a slope of 1 looks
// like one.
Interval values_shown(std::span<const double> values, std::span<const double> slopes, double span);

}  // namespace lab::app
