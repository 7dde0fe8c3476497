// Activations that have no value for some inputs, as √x and log have not.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "nn/network.h"
#include "run/run.h"

namespace lab::app {

// Where a run that has diverged left what its activations are defined for.
struct MissingValue {
  std::size_t layer = 1;        // hidden, counted from 1
  bool is_by_training = false;  // the first weights were not to blame
  std::string where;            // the activation has no value: "x < 0", "x = 0"; empty: anywhere
};

// nullopt where every activation is defined for every input, and where the numbers grew beyond all bounds:
// then the formula is not to blame. A few milliseconds a layer.
std::optional<MissingValue> missing_value(const run::Run&);

}  // namespace lab::app
