// A fully connected network: its shape, where its parameters lie, and its forward pass.
//
//   B examples, padded to whole vectors (lanes)     L layers, the last one is the output
//   z_l = W_l a_{l-1} + b_l   (pre_activations, lanes)
//   z_l normalised            (pre_activations, lanes)     where the layer says so, see nn/norm.h
//   a_l = f_l(z_l)            (units, lanes)               a_0 = x (inputs, lanes)
//
// A layer has as many pre-activations as units, except below a vector activation that takes several each.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "act/activation.h"
#include "act/vector_activation.h"
#include "base/simd.h"
#include "nn/examples.h"
#include "nn/norm.h"

namespace lab::nn {

inline constexpr int kMaxHiddenLayers = 8;
// That the kernels take, with the output layer; more than a person may ask for.
inline constexpr int kMaxLayers = 16;
inline constexpr int kMaxOutputs = 32;
inline constexpr int kMaxUnits = 32;  // per hidden layer, so that any network fits the heatmap shader

// One of the two activations has a row. No field of the program chooses a vector activation, so what draws
// hidden layers (gpu, ui) may count on `activation`.
struct HiddenLayer {
  int units = 0;
  act::Activation activation;
  act::VectorActivation vector = {};
  float dropout = 0.0F;           // 0 … below 1: share of the activations that training sets to 0
  const NormRow* norm = nullptr;  // null: pre-activations are not normalised
};

struct NetworkSpec {
  int inputs = 2;
  std::vector<HiddenLayer> hidden;
  int outputs = 1;
  // Neither has a row in a linear output layer,
  // whose values are logits or regression values; at most one has.
  act::Activation output_activation = {};
  act::VectorActivation output_vector = {};
};

// Where layer l's parameters lie in the flat array: W (pre_activations, in) row-major, then b
// (pre_activations), then where it is normalised γ and β (pre_activations each). Behind all layers come the
// running statistics of those that have any: mean and variance (pre_activations each), which no optimizer
// touches. In an array of gradients they are those of the batch. (No initialisers: every step makes an array
// of these and fills its front, which a small network would feel.)
struct LayerShape {
  int in;
  int out;                            // units
  int pre_activations;                // out times the pieces of the vector activation
  std::size_t weights;                // offset of W
  std::size_t biases;                 // offset of b
  const act::Activation* activation;  // both null for a linear layer, else one; they point into the spec
  const act::VectorActivation* vector;
  float dropout;
  const NormRow* norm;     // null: not normalised, and what follows means nothing
  std::size_t gamma;       // offset of γ
  std::size_t beta;        // offset of β
  std::size_t statistics;  // offset of the running mean, where the norm has statistics
};

// Only of a layer with a vector activation.
act::VectorShape vector_shape(const LayerShape&, std::size_t lanes);

// Only of a layer that is normalised.
NormShape norm_shape(const LayerShape&, std::size_t examples, std::size_t lanes);

// How many running statistics a layer has; 0 for most.
std::size_t statistics_count(const LayerShape&);

// Where they lie in an array of parameters or gradients; null where there are none.
template <typename Float>
Float* statistics_of(const LayerShape& layer, Float* array) {
  return statistics_count(layer) == 0 ? nullptr : array + layer.statistics;
}

// What a prediction's normalisation makes of pre-activation `row`; {1, 0} where the layer is not normalised.
// Only of a layer without a norm or with one that has statistics.
RowMap prediction_map(const LayerShape&, std::span<const float> params, std::size_t row);

std::vector<LayerShape> layer_shapes(const NetworkSpec&);  // hidden layers, then the output layer
std::size_t param_count(const NetworkSpec&);               // length of the flat array
std::size_t trained_count(const NetworkSpec&);             // how much of its front an optimizer trains

// The same without allocating: fills the front of `shapes` and returns the number of layers.
std::size_t layer_shapes(const NetworkSpec&, std::array<LayerShape, kMaxLayers>& shapes);

// 1 … kMaxHiddenLayers or no hidden layers of 1 … kMaxUnits units, each with an activation and the pieces it
// takes, and a dropout in its range; inputs ≥ 1; 1 … kMaxOutputs outputs.
bool is_within_bounds(const NetworkSpec&);

// Scratch for forward and backward passes. It grows when a pass needs more and is then reused; drawing uses
// its own so that it never disturbs training.
struct Workspace {
  base::AlignedFloats floats;
};

// Outputs (outputs, examples), row after row, of any number of examples with the network's inputs. Allocates
// nothing once the workspace has been used.
void predict(const NetworkSpec&, std::span<const float> params, const InputsView&, std::span<float> out,
             Workspace&);

// Activations a_l (units, examples), row after row, of one hidden layer (0-based).
void hidden_activations(const NetworkSpec&, std::span<const float> params, int layer, const InputsView&,
                        std::span<float> out, Workspace&);

// The same of all hidden layers and then the outputs, in one pass: (all units, examples), row after row.
void neuron_activations(const NetworkSpec&, std::span<const float> params, const InputsView&,
                        std::span<float> out, Workspace&);

}  // namespace lab::nn
