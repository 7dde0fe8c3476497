// The training run of pictures that a Scenario asks for.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "app/notice.h"
#include "app/scenario.h"
#include "nn/conv/conv_network.h"
#include "run/course.h"

namespace lab::app {

// Blocks of convolution, activation and pooling, in the Scenario's order, then one dense layer with an output for each kind of
// picture. It need not be within bounds, see image_misfit().
[[gnu::used, gnu::noinline]] nn::ConvNetworkSpec image_network(const Scenario&);

// Where in its layers a block is. Without pooling the activation stands on the convolution in either order.
struct BlockLayers {
  std::size_t convolution = 0;  // whose sums are the map before f, but for pooling that comes first
  std::size_t activation = 0;   // the layer that has f: that one, or the pooling
  std::optional<std::size_t> pooling;
};
std::vector<BlockLayers> block_layers(const Scenario&);

// Why there can be no such network, block and sizes named: a kernel or a pool that is larger than what comes to it.
[[gnu::used, gnu::noinline]] std::optional<Notice> image_misfit(const Scenario&);

// Where a kernel's weight is in the flat array: layer = block, the last one the output; unit = channel that comes out; input: row by
// row, channel after channel.
std::optional<std::uint32_t> param_of(const nn::ConvNetworkSpec&, const WeightPlace&);
std::vector<std::uint32_t> weights_and_biases(const nn::ConvNetworkSpec&);  // all there are

[[gnu::used, gnu::noinline]] run::ImageCourse image_course_of(const Scenario&);
[[gnu::used, gnu::noinline]] run::ImagePlan image_plan_of(const Scenario&);

}  // namespace lab::app
