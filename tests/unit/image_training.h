// Training a network for images on a task made by seed, for tests.
#pragma once

#include <cstdint>
#include <string_view>

#include "nn/conv/image_trainer.h"

namespace lab::test {

nn::ImageLayer image_layer(std::string_view kind, int channels, const nn::Window& window,
                           std::string_view activation = "");

// 8×8 images of one bar, one pixel wide and 4 to 8 long, anywhere; 0.8 to 1.2 bright on a ground of noise
// (deviation 0.15). Label 0 is a horizontal bar, 1 a vertical one. Every pixel is as likely on a bar of one
// kind as of the other, so that no sum of weighted pixels can tell them apart. All are trained on.
nn::Examples bars(std::size_t count, std::uint64_t seed);

// "he" initial weights.
nn::ImageTrainerConfig image_config(const nn::ConvNetworkSpec&, std::string_view loss,
                                    std::string_view optimizer, float learning_rate, std::uint64_t seed);

// The hash of the weights that a fixed run of every kind of layer ends with.
std::uint64_t golden_image_run();

}  // namespace lab::test
