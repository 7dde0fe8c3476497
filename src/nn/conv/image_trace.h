// One picture on its way through a network for images, and what is asked of every value on the way back, number by number: what
// is said to a person who points at one pixel. Computed in double with functions read as they truly are; training itself
// (nn/conv/conv_network.h) adds up in float32.
//
//   forward    z = W ∗ a_below + b, or the largest or the mean of a window    a = f(z)
//   backward   ∂L/∂a from all windows above that see the value    δ = ∂L/∂a · f′(z)
//
// A map is (channels, height, width) of one picture, row after row.
#pragma once

#include <span>
#include <vector>

#include "nn/conv/conv_network.h"

namespace lab::nn {

struct MapTrace {
  std::vector<double> sum;              // z
  std::vector<double> output;           // a = f(z)
  std::vector<double> slope;            // f′(z): how much gets through; 1 without an activation
  std::vector<double> arriving, delta;  // ∂L/∂a and ∂L/∂z; empty until trace_back()
};

struct ImageTrace {
  std::vector<double> picture;        // as it was given
  std::vector<double> picture_slope;  // ∂L/∂picture; empty until trace_back()
  std::vector<MapTrace> layers;
};

// `picture`: units_of(plan.input) values; `params`: plan.params of them. NaN where a function is not defined.
ImageTrace trace_image(const ConvPlan&, std::span<const float> params, std::span<const double> picture);

// The way back of ∂L/∂a of the outputs (plan.outputs).
void trace_back(const ConvPlan&, std::span<const float> params, std::span<const double> arriving,
                ImageTrace&);

// −log softmax(outputs)[label], and its slopes by the outputs: softmax − 1 at the label.
struct ClassLoss {
  double loss = 0;
  std::vector<double> shares;  // softmax: they add up to 1
  std::vector<double> slopes;
};
ClassLoss class_loss(std::span<const double> outputs, std::size_t label);

// ---- One pixel ----

struct Pixel {
  int channel = 0, row = 0, column = 0;
  friend bool operator==(const Pixel&, const Pixel&) = default;
};

// What one value of the window adds: of a convolution weight · value, of a mean its share, of a maximum all of the first largest
// and nothing of the others.
struct WindowTerm {
  Pixel from;               // of the map below
  bool is_padding = false;  // outside of it, where all is 0
  double value = 0, weight = 0, product = 0;
};

// Where the value is used above, and what comes back from there.
struct BackTerm {
  Pixel to;  // of the map above
  double weight = 0, delta = 0, product = 0;
};

struct PixelTrace {
  std::vector<WindowTerm> window;  // channel after channel, row after row
  double bias = 0;                 // 0 of a pool
  double sum = 0, output = 0, slope = 1;
  std::vector<BackTerm>
      back;  // their products add up to `arriving`; empty in the last layer and before trace_back()
  double arriving = 0, delta = 0;
};

// `pixel` lies in the map of this layer.
PixelTrace trace_pixel(const ConvPlan&, std::span<const float> params, const ImageTrace&, std::size_t layer,
                       Pixel);

}  // namespace lab::nn
