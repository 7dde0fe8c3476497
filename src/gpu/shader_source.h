// The text of every shader: version prefix + files of shaders/ + what is generated from a network.
#pragma once

#include <string>
#include <string_view>

#include "nn/network.h"

namespace lab::gpu {

// One body of text compiles as both.
enum class Glsl { core_330, es_300 };

Glsl glsl_of(std::string_view gl_version);  // what glGetString(GL_VERSION) answers

// A row of weights and its bias, in whole texels of four floats.
constexpr int row_texels(int inputs) { return inputs / 4 + 1; }

// Units of a layer at a sample, four to a texel.
constexpr int blocks_of_four(int units) { return (units + 3) / 4; }

// Whether a norm looks at all units of a layer together and so is a pass of its own (layer normalisation).
// One with running statistics is affine in a prediction and becomes part of the weights and biases.
bool is_norm_pass(const nn::NormRow*);

// All texels of a layer: its rows, and γ and β where its norm is a pass of its own.
int layer_texels(const nn::LayerShape&);

// The vertex shader of every pass.
std::string triangle_source(Glsl);

// A layer with this activation over a raster, four units to a texel (shaders/layer.frag); null: linear. One
// program serves every width, so that adding units compiles nothing.
std::string layer_source(Glsl, const act::Activation*);

// Layer normalisation of a layer's sums and this activation (shaders/norm.frag).
std::string norm_source(Glsl, const act::Activation&);

// Whether a network is small enough for whole_network_source(): a larger one would take seconds to compile on
// a software rasterizer, long enough for Chromium to take the context away.
bool can_draw_whole(const nn::NetworkSpec&);

// The first output of a whole network in one pass, without loops (shaders/whole_network.frag): about twice as
// fast on a software rasterizer as layer after layer. Layers' parameters a, b, c:
// uniform vec3 u_params[hidden layers].
std::string whole_network_source(Glsl, const nn::NetworkSpec&);

// Values to colours (shaders/heatmap.frag).
std::string heatmap_source(Glsl);

// Equal keys mean equal texts: what a compiled program is cached by.
std::string layer_key(const act::Activation*);
std::string norm_key(const act::Activation&);
std::string whole_network_key(const nn::NetworkSpec&);

}  // namespace lab::gpu
