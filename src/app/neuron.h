// What the Neuron room is about: a network with one layer of one to three neurons on two inputs, read number by number at the
// place that is looked at.
#pragma once

#include <optional>
#include <vector>

#include "app/app.h"
#include "nn/point_trace.h"

namespace lab::app {

inline constexpr int kMostNeurons = 3;

// One neuron at that place: a = f(w1 x1 + w2 x2 + b), which counts v times in the sum.
struct UnitReading {
  double w1 = 0, w2 = 0, b = 0, v = 1;
  double z = 0, a = 0, slope = 0;                           // slope: f′(z)
  double arriving = 0, delta = 0;                           // ∂L/∂a and ∂L/∂z
  double from_w1 = 0, from_w2 = 0, from_b = 0, from_v = 0;  // gradients of the loss of this point
};

struct NeuronReading {
  std::vector<UnitReading> units;
  double c = 0;              // bias of the sum
  double x1 = 0, x2 = 0;     // the place
  std::size_t point = 0;     // the nearest of the points, …
  bool is_at_point = false;  // whether it is there, …
  bool is_class1 = false;    // and its class
  double output = 0, wanted = 0, loss = 0;
  double right =
      0;  // points on the side of their class: z > 0 of one neuron, the output's threshold of several
  double shape_gap = 0;  // how far the sum is from the ramp or hat at most; NaN where there is none
};

// Nothing where the network is another one.
std::optional<NeuronReading> read_neuron(const App&);

bool is_right(const App&, const NeuronReading&, std::size_t point);

// v f(w1 x1 + w2 x2 + b), and the sum of all with c.
double part_at(const App&, const UnitReading&, double x1, double x2);
double sum_at(const App&, const NeuronReading&, double x1, double x2);

// What neurons are to add up to along x1, where none looks at x2: two a ramp from 0 to 1, three a hat of height 1 above 0.
// NaN where there is no such shape.
double wanted_shape(const NeuronReading&, double x1);

// The same network with another number of neurons, which stand for a line, a ramp or a hat.
Scenario with_neurons(Scenario, int count);

}  // namespace lab::app
