// What the present network does, in a sentence with a number in it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/border.h"
#include "app/figures.h"
#include "app/notice.h"
#include "nn/network.h"
#include "run/kinds.h"

namespace lab::app {

struct Diagnosis {
  bool is_good = true;
  Notice head;  // a few words
  Notice body;  // the sentence
  // Hidden units whose activation is the same on every training point, one flag per unit, layer after layer:
  // they carry nothing to the next layer.
  std::vector<std::uint8_t> is_flat;
  bool has_learned = false;  // the data, but for some points
  Border border{};           // where there are several runs to compare
};

Diagnosis diagnose(const run::Run&);

// Whether the network is an affine map of its inputs whatever its weights: no hidden layer, or a straight line
// in all and no layer normalisation, which divides by what it measures. (A prediction's batch normalisation is
// affine.)
bool is_affine(const nn::NetworkSpec&);

}  // namespace lab::app
