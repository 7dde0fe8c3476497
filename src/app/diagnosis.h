// What the present network does, in a sentence with a number in it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/notice.h"
#include "nn/network.h"

namespace lab::run {
struct Run;
}

namespace lab::app {

struct Diagnosis {
  bool is_good = true;
  Notice head;  // a few words
  Notice body;  // the sentence
  // Hidden units whose activation is the same on every training point, one flag per unit, layer after layer:
  // they carry nothing to the next layer.
  std::vector<std::uint8_t> is_flat;
  bool has_learned = false;  // the data, but for some points
};

// How losses and accuracies read everywhere on the screen: "0.041", "< 0.001", "98.7 %", "100 %".
std::string loss_text(double loss);
std::string accuracy_text(double share);

Diagnosis diagnose(const run::Run&);

// The first hidden layer, counted from 1, whose activation has no value on whole intervals, as √x and log
// have not; 0: there is none. A few milliseconds a layer.
std::size_t undefined_layer(const nn::NetworkSpec&);

// Where a run that has diverged left what its activations are defined for.
struct MissingValue {
  std::size_t layer = 1;        // hidden, counted from 1
  bool is_by_training = false;  // the first weights were not to blame
};

// nullopt where every activation is defined for every input, and where the numbers grew beyond all bounds:
// then the formula is not to blame.
std::optional<MissingValue> missing_value(const run::Run&);

// Whether the network is an affine map of its inputs whatever its weights: no hidden layer, or identity in
// all and no layer normalisation, which divides by what it measures. (A prediction's batch normalisation is
// affine.)
bool is_affine(const nn::NetworkSpec&);

}  // namespace lab::app
