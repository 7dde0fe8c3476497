// The curve of the activation that the card shows, worked out once a function.
#pragma once

#include <string>
#include <vector>

#include "act/activation.h"

namespace lab::ui {

struct HeroCurve {
  act::Activation activation;
  std::string formula;                    // "f(z) = tanh z"
  std::vector<double> z{}, f{}, slope{};  // at evenly spread sums
};

}  // namespace lab::ui
