// A network for images: convolution, pooling and dense layers in any order, each with an activation.
//
//   B examples on lanes    a_0 = the image    z_l = layer_l(a_{l-1})    a_l = f_l(z_l)
//
// An activation may stand on every layer, so both orders can be built: convolution, activation, pooling is
// {conv, relu}, {max_pool}; convolution, pooling, activation is {conv}, {max_pool, relu}.
//
// Beside NetworkSpec and its BatchPlan rather than inside them: those describe rows of units, the page's
// links and every picture count on that, and a step of a small network of theirs takes half a microsecond,
// which shapes of images in the plan would be felt in. All that computes is shared: convolution's tiles with
// dense layers, losses, activations, initial weights, optimizers, and the batch with its ends. There is no
// dropout and no normalisation here.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "act/activation.h"
#include "nn/batch.h"
#include "nn/conv/image.h"
#include "nn/init.h"
#include "nn/loss.h"
#include "nn/network.h"

namespace lab::nn {

struct PlannedLayer;

// What a layer can be.
struct ImageLayerRow {
  std::string_view id;
  bool has_params;        // kernels and biases; else a layer has as many channels as the one below
  bool sees_whole_image;  // its window is the image below, whatever the spec says
  bool allows_padding;
  bool keeps;  // its backward pass needs a value for each of its own, from the forward pass
  // Buffers as in nn/conv/conv.h and nn/conv/pool.h. `params` are those of the layer: kernels, then biases.
  // A null `kept` is not written.
  void (*forward)(const PlannedLayer&, const float* params, const float* below, float* z, float* kept,
                  std::size_t lanes);
  // From the slope of the loss with respect to z to that with respect to the layer below's z; a null slope
  // of its activation stands for 1.
  void (*backward)(const PlannedLayer&, const float* params, const float* delta, const float* kept,
                   const float* slope_below, float* delta_below, std::size_t lanes);
};

// conv, dense (a convolution whose window is the whole image), max_pool, average_pool.
std::span<const ImageLayerRow> image_layers();
const ImageLayerRow* find_image_layer(std::string_view id);  // nullptr when there is none

struct ImageLayer {
  const ImageLayerRow* kind = nullptr;
  int channels = 1;                 // that come out: kernels of a convolution, units of a dense layer
  Window window = {};               // of convolution and pooling
  act::Activation activation = {};  // without a row: none, z goes on as it is
};

struct ConvNetworkSpec {
  ImageSize input;
  std::vector<ImageLayer> layers;  // the last one is the output: 1 … kMaxOutputs values in all
};

// Whether every window fits what comes to it, every size is at least 1, and no count overflows: at most
// kMaxImageUnits values in any layer and parameters in all.
inline constexpr std::size_t kMaxImageUnits = std::size_t{1} << 22;
bool is_within_bounds(const ConvNetworkSpec&);

struct PlannedLayer {
  ImageLayer spec;  // with the window it really has
  ImageSize in, out;
  std::size_t params = 0;     // offset of kernels (out channels, in channels, height, width), then biases
  std::size_t kernels = 0;    // how many weights they are
  std::size_t value_row = 0;  // where in the workspace a lies, in rows of lanes; then f′, δ and what is kept
};

// Worked out once for many steps from a spec within bounds. It owns all it needs.
struct ConvPlan {
  std::vector<PlannedLayer> layers;
  ImageSize input;
  std::size_t outputs = 0;
  std::size_t params = 0;
  std::size_t rows = 0;  // of workspace, each as long as the batch
};
ConvPlan plan_batches(const ConvNetworkSpec&);

// Fills `params` (plan.params) from `seed`, layer after layer; biases are 0. Fan-in is what one kernel sees,
// fan-out its positions' share the other way: out channels · height · width, as in PyTorch. The gain of
// "preserving" is that of the activation below; what pooling does to a variance is not counted.
void initialise(const InitRow&, const ConvPlan&, std::uint64_t seed, std::span<float> params,
                float deviation = kInitDeviation);

// The place for a batch, see nn/backprop.h: inputs (units of the image, lanes), targets (outputs, lanes).
Batch prepare_batch(const ConvPlan&, std::size_t examples, Workspace&);

// Forward pass of a filled batch, for looking at: afterwards the results of every layer can be read until the
// next pass in that workspace. Allocates nothing.
void forward(const ConvPlan&, std::span<const float> params, const Batch&, Workspace&);

// Feature maps after forward() or backprop(): a_l (channels, height, width, lanes) of layer l. After
// forward() alone z_l too, which for a layer without an activation is the same.
const float* values_of(const ConvPlan&, std::size_t layer, const Batch&, const Workspace&);
const float* pre_activations_of(const ConvPlan&, std::size_t layer, const Batch&, const Workspace&);

// Forward and backward pass of a filled batch. Overwrites `gradients` (plan.params) with the slopes of the
// loss's mean, and returns that loss. Allocates nothing. Lanes beyond the examples do not count.
float backprop(const ConvPlan&, const LossRow&, std::span<const float> params, const Batch&, Workspace&,
               std::span<float> gradients);

}  // namespace lab::nn
