// Trainers of networks for images, in a page a part of the program that comes later; what all trainers have in common stands in nn/training.h. An example's
// inputs are the values of its image: channel after channel, row after row, as nn/conv/image.h has them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "base/result.h"
#include "nn/conv/conv_network.h"
#include "nn/training.h"

namespace lab::nn {

struct ImagePasses {
  ConvPlan plan;  // for looking at layers, too
  Workspace workspace;
};

using ImageTrainerConfig = TrainerConfigOf<ConvNetworkSpec>;
using ImageTrainer = TrainerOf<ConvNetworkSpec, ImagePasses>;
using ImageSnapshot = SnapshotOf<ConvNetworkSpec>;

// The config's rows must be set, its learning rate finite.
[[gnu::used, gnu::noinline]] base::Result<ImageTrainer, TrainerError> make_image_trainer(
    const ImageTrainerConfig&, Examples);

// Up to `steps` optimizer steps; stops early when training diverges. Returns how many were done. Allocates
// nothing.
[[gnu::used, gnu::noinline]] std::int64_t train(ImageTrainer&, std::int64_t steps);

// Live changes, which keep weights, moments, step and order: how a step is made, and the activations of the same layers.
[[gnu::used, gnu::noinline]] void set_course(ImageTrainer&, const ImageTrainerConfig&);

[[gnu::used, gnu::noinline]] ImageSnapshot snapshot(const ImageTrainer&);

// Counts up to kTallyChunk examples from `first` on. Allocates nothing once the workspace has been used.
[[gnu::used, gnu::noinline]] void tally_chunk(const ImageTrainer&, std::size_t first, std::size_t count,
                                              Tally&, Workspace&);

// What the network says of an example: the class of its largest output, and the share that softmax gives it.
struct Answer {
  std::uint8_t kind = 0;
  float share = 0;  // 0 … 1
};

// Of the next up to kTallyChunk examples from `first` on, answers.size() of them. Allocates nothing once the workspace has been used.
[[gnu::used, gnu::noinline]] void answer_chunk(const ImageTrainer&, std::size_t first,
                                               std::span<Answer> answers, Workspace&);

}  // namespace lab::nn
