// Runs a network over a raster of the plane on the GPU, all of it in one pass where it is small, else layer
// after layer. Values are the bits of floats (Texels::r32ui, rgba32ui),
// so that no device needs to draw into float textures.
#pragma once

#include <span>
#include <string>

#include "gpu/gl.h"
#include "gpu/programs.h"
#include "nn/network.h"

namespace lab::gpu {

// Samples of the square plane; sample (i, j) is the point (first + step · i, first + step · j).
struct Raster {
  int samples = 0;  // per side, ≥ 2 where pictures are interpolated from it
  float first = 0.0F;
  float step = 0.0F;
};

// The weights of one network, and the programs it shares with others.
struct NetworkPass {
  Programs& programs;
  Image weights;
};

// All programs that the layers of this network need. False: `log` says why.
bool prepare_layers(Programs&, const nn::NetworkSpec&, std::string& log);

// The program of the network in one pass; null where it is too large or does not compile (`log`).
const Program* prepare_whole_network(Programs&, const nn::NetworkSpec&, std::string& log);

// Call before drawing, whenever parameters changed.
void upload(NetworkPass&, const nn::NetworkSpec&, std::span<const float> params);

// Layer `layer` (0 = first hidden layer … the output layer) into `target`, which becomes rgba32ui of samples
// × (samples · blocks of four units). `previous` holds the layer before on the same raster; the first needs
// none. `sums` is scratch for a layer whose norm is a pass of its own; it becomes like `target` then.
void draw_layer(NetworkPass&, const nn::NetworkSpec&, int layer, const Raster&, const Image* previous,
                Image& sums, Image& target);

// The network's first output into `target`, which becomes r32ui of samples × samples.
void draw_whole_network(NetworkPass&, const nn::NetworkSpec&, const Program&, const Raster&, Image& target);

}  // namespace lab::gpu
