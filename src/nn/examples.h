// Examples: what goes into a network and what should come out of it, whatever they are of – points of the
// plane, images, rows of a table.
//
//   inputs (units, count)   row after row: input 0 of every example, then input 1 of every example, …
//
// So a run of examples of one row lies as a kernel reads it, on neighbouring lanes.
#pragma once

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "data/points.h"

namespace lab::nn {

struct Examples {
  std::size_t units = 0;  // inputs of one example
  std::size_t count = 0;
  std::size_t train_count = 0;       // examples [0, train_count) are trained on, the others are held out
  std::vector<float> inputs;         // (units, count)
  std::vector<std::uint8_t> labels;  // (count) class, counted from 0; not needed where there are values
  std::vector<float> values;  // (outputs, count) what a regression is to give; empty: the classes are learnt
};

inline std::size_t test_count(const Examples& examples) { return examples.count - examples.train_count; }

// Inputs x1 and x2.
Examples examples_of(const data::PointSet&);

// Inputs (units, count) that lie elsewhere: row u begins at values[u·stride].
struct InputsView {
  const float* values = nullptr;
  std::size_t units = 0;
  std::size_t count = 0;
  std::size_t stride = 0;  // ≥ count
};

inline const float* row_of(const InputsView& inputs, std::size_t unit) {
  assert(unit < inputs.units);
  return inputs.values + unit * inputs.stride;
}

// All of an array (units, count).
inline InputsView view_inputs(std::span<const float> values, std::size_t units) {
  assert(units > 0 && values.size() % units == 0);
  return {values.data(), units, values.size() / units, values.size() / units};
}

// Of the examples [first, first + count).
inline InputsView some_of(const InputsView& inputs, std::size_t first, std::size_t count) {
  assert(first + count <= inputs.count);
  return {inputs.values + first, inputs.units, count, inputs.stride};
}

inline InputsView inputs_of(const Examples& examples) { return view_inputs(examples.inputs, examples.units); }
inline InputsView training_inputs(const Examples& examples) {
  return some_of(inputs_of(examples), 0, examples.train_count);
}

}  // namespace lab::nn
