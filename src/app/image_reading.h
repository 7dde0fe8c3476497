// The picture that is looked at on its way through the network, and one value of a map explained: what the room Image shows.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/app.h"
#include "app/image_plan.h"
#include "nn/conv/image_trace.h"

namespace lab::app {

// A picture and what it is; nothing is known of a drawn one.
struct ShownPicture {
  std::vector<double> pixels;
  std::optional<std::uint8_t> kind;
  std::size_t sample =
      0;  // which of the held-out ones, from 0; of a drawn one the one that it stands in place of
};
ShownPicture shown_picture(const App&);  // the run must be made

struct ImageReading {
  ShownPicture picture;
  nn::ConvPlan plan;
  nn::ImageTrace trace;                    // back too where its kind is known
  std::vector<double> shares;              // what the network makes of it: softmax, a share for each kind
  std::optional<double> loss;              // where its kind is known
  std::vector<BlockLayers> blocks;         //
  std::size_t block = 0, channel = 0;      // that are looked at
  std::vector<act::Activation> functions;  // of each block
};

// Of the run at `side`, as it is seen.
[[gnu::used, gnu::noinline]] ImageReading read_image(const App&, std::size_t side);

// Of the block that is looked at.
const BlockLayers& shown_block(const ImageReading&);
const nn::PlannedLayer& convolution_of(const ImageReading&);
const std::vector<double>& map_before(
    const ImageReading&);  // f: sums of the convolution, or what was pooled of them
const std::vector<double>& map_after(const ImageReading&);  // f
nn::ImageSize size_before(const ImageReading&);             // of either
std::vector<double> one_channel(const std::vector<double>& map, const nn::ImageSize&, std::size_t channel);

// The value of the convolution that is explained: as chosen, else the one that gives the largest output.
nn::Pixel chosen_pixel(const ImageReading&, const Scenario&);

// All about it: its window, its sum, what f makes of it and what comes back.
struct PixelReading {
  nn::Pixel at;
  nn::PixelTrace sum;               // of the convolution
  std::optional<nn::Pixel> pooled;  // where in the pooled map it went into, where there is one
  double pooled_value = 0;
  double function_in = 0, function_out = 0, slope = 0;  // of f: of this value, or of the pooled one
  double arriving = 0, delta = 0;                       // ∂L/∂(what f gives), and times f′
  std::size_t from_channel = 0;       // of the map below: the one that adds most, up or down
  std::vector<double> from_channels;  // what each adds
};
PixelReading read_pixel(const ImageReading&, std::span<const float> params, const nn::Pixel&);

// What the map of the channel that is looked at would be with activation and pooling in the other order, less what it is. Nothing
// without pooling.
struct OrderDifference {
  nn::ImageSize size;  // of one channel
  std::vector<double> map;
  double largest = 0, of = 0;  // away from 0; and the largest value of either order
};
std::optional<OrderDifference> order_difference(const ImageReading&, bool is_maximum);
bool is_none(const OrderDifference&);  // to a millionth of the largest value

// ---- How all held-out pictures were answered ----

struct Confusion {
  std::vector<std::vector<std::size_t>> count;  // [what it is][what the network says]
  std::vector<std::size_t>
      worst;  // pictures it was surest about and wrong, the surest first: held-out ones, from 0
  std::size_t wrong = 0, all = 0;
};
Confusion confusion_of(const run::ImageRun&, std::size_t most_worst);

// Weights and biases of a layer, of all, and of a dense layer that would give as many values as the first convolution.
std::size_t params_of(const nn::PlannedLayer&);
std::size_t dense_params(const nn::ConvPlan&);

}  // namespace lab::app
