// How a network is doing, layer by layer, from one forward pass over points: are signals of a healthy size,
// does anything still let a gradient through, does the network bend at all?
//
// The pass is that of a prediction: nothing is dropped, batch normalisation takes its running statistics.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "nn/linearity.h"
#include "nn/network.h"

namespace lab::nn {

inline constexpr std::size_t kHistogramBins = 32;
// Of a function's steepest slope: flatter counts as saturated.
inline constexpr float kSaturatedShare = 0.05F;
inline constexpr float kGentleSlope = 0.1F;  // |f′| below it: where a person calls the curve flat
// Sums are counted on an axis that stays, from −kSumsEnd to kSumsEnd; those beyond are in its first and last bin.
inline constexpr std::size_t kSumBins = 40;
inline constexpr float kSumsEnd = 5;
inline constexpr float kFlatSpread = 1e-6F;  // an activation that varies less over all points carries nothing
// Distributions and linearity are of every k-th point, so that there are at most so many.
inline constexpr std::size_t kSampledPoints = 256;

// The values of all rows of a layer at the sampled points.
// NaN and infinities are counted and otherwise left out.
struct Distribution {
  std::size_t values = 0;  // finite ones; 0: the rest means nothing
  std::size_t not_finite = 0;
  double mean = 0, variance = 0;
  float lowest = 0, highest = 0;  // of the values, and where the histogram begins and ends
  // Values in [lowest + i·width, lowest + (i+1)·width), width = (highest − lowest)/bins; the last bin has its
  // end too. All are in bin 0 where they are equal.
  std::array<std::uint32_t, kHistogramBins> histogram{};
};

// What is said about units holds for all points. Of a vector activation and of a linear output no unit is
// dead and no slope saturated.
struct LayerDiagnostics {
  int units = 0;
  Distribution pre_activations;  // as the activation takes them: normalised where the layer is
  Distribution activations;
  double weight_norm = 0;    // ‖W‖ (Frobenius)
  double gradient_norm = 0;  // of the gradients with respect to W and b together
  int dead_units = 0;        // f′ is exactly 0 at all points: such a unit learns no more
  int flat_units = 0;        // the activation varies by less than kFlatSpread: it tells no points apart
  // Of f′: the largest |f′| that the function has anywhere, ∞ where it has no bound, and the root mean square at the points.
  // 1 and 1 of what has no slope of its own.
  double steepest = 1, slope = 1;
  // Share of units × points with |f′| < kSaturatedShare · largest |f′| of the function; where |f′| has no
  // bound, with f′ = 0.
  double saturated = 0;
  double gentle = 0;  // share of units × points with |f′| < kGentleSlope
  // Of the sampled points: how many sums z, as the activation takes them, are in each bin. Of hidden layers alone.
  std::array<std::uint32_t, kSumBins> sums{};
  std::array<float, kMaxUnits> awake{};  // by unit: the share of points with f′ other than 0, …
  std::array<float, kMaxUnits> shut{};   // … and of those that count as saturated
  std::array<std::uint8_t, kMaxUnits> is_dead{}, is_flat{};  // by unit; of no meaning behind `units`
  // Of the activations as functions of the inputs; of the last layer, of the network.
  Linearity linearity;
};

struct Diagnostics {
  std::size_t points = 0;
  std::size_t layer_count = 0;  // hidden layers and the output layer
  std::array<LayerDiagnostics, kMaxLayers> layers{};
};
static_assert(kMaxOutputs <= kMaxUnits);

// Scratch, and what was found out about the activations of the layers, which is dear to find out.
struct DiagnosticsWorkspace {
  bool describes_values =
      true;  // whether distributions are wanted, which take half the time; else they stay empty
  base::AlignedFloats floats{};
  struct Steepest {
    act::Activation activation;
    double slope = 0;
  };
  std::array<Steepest, kMaxLayers> steepest{};
};

// Layer `l` alone, for those who cannot wait for all: call it for layers 0, 1, … in turn, with the same
// network at the same points, and nothing else with this workspace in between.
void diagnose_layer(const NetworkSpec&, std::span<const float> params, std::span<const float> gradients,
                    const InputsView& points, std::size_t l, DiagnosticsWorkspace&, Diagnostics&);

// At one point or more. `gradients` (param_count) are those of any batch, or empty: norms 0. Allocates only
// when the workspace has never seen so many points, so wide layers or another activation.
void diagnose(const NetworkSpec&, std::span<const float> params, std::span<const float> gradients,
              const InputsView& points, DiagnosticsWorkspace&, Diagnostics&);

}  // namespace lab::nn
