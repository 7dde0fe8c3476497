// One point on its way through a network, and what its loss asks of every weight on the way back, number by number: what is
// said to a person who looks at one neuron. Computed in double with functions read as they truly are, so that a valve that
// is nearly shut says by how much; training itself (nn/backprop.h) adds up in float32.
//
//   forward    z = W a_below + b    z normalised where the layer says so    a = f(z)
//   backward   ∂L/∂a = Wᵀ δ_above   · f′(z), the valve                      δ = ∂L/∂z        ∂L/∂W = δ a_belowᵀ   ∂L/∂b = δ
//
// A normalisation is that of a prediction: running statistics stand still, those of the layer's own rows take part. Nothing is
// dropped, and penalties and limits are left out: it is what the loss of this point alone asks.
#pragma once

#include <span>
#include <vector>

#include "nn/loss.h"
#include "nn/network.h"

namespace lab::nn {

// Each (units of the layer).
struct LayerTrace {
  std::vector<double> sum;     // z = W a + b
  std::vector<double> input;   // what f is given: z, or γ x̂ + β where the layer is normalised
  std::vector<double> output;  // a = f(input)
  std::vector<double> slope;   // f′(input): how far the valve is open; 1 in a linear output layer
  std::vector<double> arriving;  // ∂L/∂a: Wᵀ δ of the layer above; in the output layer what the loss says
  std::vector<double> passed;  // arriving · slope = ∂L/∂input; 0 where nothing arrives, however steep f is
  std::vector<double> delta;  // δ = ∂L/∂z: `passed`, on its way back through the normalisation
};

struct PointTrace {
  std::vector<LayerTrace> layers;  // hidden layers, then the output layer
  double loss = 0;
  std::vector<double> gradients;  // (trained_count) where the parameter lies in the flat array
};

// `inputs` (inputs of the network); `target`: what the one output should be. The network has one output and no vector
// activations; the loss is one of losses(). NaN where a function is not defined.
PointTrace trace_point(const NetworkSpec&, std::span<const float> params, const LossRow&,
                       std::span<const double> inputs, double target);

}  // namespace lab::nn
