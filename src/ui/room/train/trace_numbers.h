// The numbers of one neuron for the point that is followed: the terms of its sums, and a table of its weights.
#pragma once

#include <string>
#include <vector>

#include "app/trace.h"
#include "ui/room/train/diagram.h"

namespace lab::ui {

// The neuron that is shown, and its numbers.
struct TracedNeuron {
  Neuron neuron;
  std::string name;
  const app::Traced& traced;
  const nn::LayerTrace& layer;
  nn::LayerShape shape;
  std::size_t unit = 0;
  std::vector<double> below;  // what it is given
};

std::string sum_of(const std::vector<double>& terms);             // "0.24 − 1.28 + … + 0.40"
std::vector<double> products(const Frame&, const TracedNeuron&);  // w · a of each weight, then the bias
// What comes back to it from each neuron of the layer above; the output has none.
std::vector<double> returns(const Frame&, const TracedNeuron&);

// A row for each weight: what it weighs, its product, its gradient and what one step makes of it. Cut off the top of `rest`.
void draw_trace_table(Frame&, const TracedNeuron&, Rect& rest);

}  // namespace lab::ui
