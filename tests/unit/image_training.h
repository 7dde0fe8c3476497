// Training a network for images on a task made by seed, for tests.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "nn/conv/conv_network.h"
#include "nn/optimizer.h"

namespace lab::test {

nn::ImageLayer image_layer(std::string_view kind, int channels, const nn::Window& window,
                           std::string_view activation = "");

struct LabelledImages {
  std::size_t pixels = 0;
  std::vector<float> values;        // image after image
  std::vector<std::size_t> labels;  // 0: a horizontal bar, 1: a vertical one
};

// 8×8 images of one bar, one pixel wide and 4 to 8 long, anywhere; 0.8 to 1.2 bright on a ground of noise
// (deviation 0.15). Every pixel is as likely on a bar of one kind as of the other, so that no sum of weighted
// pixels can tell them apart.
LabelledImages bars(std::size_t count, std::uint64_t seed);

struct ImageTrainer {
  nn::ConvPlan plan;
  const nn::LossRow* loss;
  const nn::OptimizerRow* optimizer;
  float learning_rate;
  std::vector<float> params, gradients, moment1, moment2;
  nn::OptimizerState state;
  nn::Workspace work;
};

// Two outputs, one for each label; "he" initial weights.
ImageTrainer image_trainer(const nn::ConvNetworkSpec&, std::string_view loss, std::string_view optimizer,
                           float learning_rate, std::uint64_t seed);

// One step on the images [first, first + count); returns the loss.
float train_on(ImageTrainer&, const LabelledImages&, std::size_t first, std::size_t count);

// Share of images whose label has the larger output.
double accuracy(ImageTrainer&, const LabelledImages&);

// The hash of the weights that a fixed run of every kind of layer ends with.
std::uint64_t golden_image_run();

}  // namespace lab::test
