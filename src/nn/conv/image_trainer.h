// Trainers of networks for images; what all trainers have in common stands in nn/training.h. An example's
// inputs are the values of its image: channel after channel, row after row, as nn/conv/image.h has them.
#pragma once

#include <cstddef>
#include <cstdint>

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
base::Result<ImageTrainer, TrainerError> make_image_trainer(const ImageTrainerConfig&, Examples);

// Up to `steps` optimizer steps; stops early when training diverges. Returns how many were done. Allocates
// nothing.
std::int64_t train(ImageTrainer&, std::int64_t steps);

ImageSnapshot snapshot(const ImageTrainer&);

// Counts up to kTallyChunk examples from `first` on. Allocates nothing once the workspace has been used.
void tally_chunk(const ImageTrainer&, std::size_t first, std::size_t count, Tally&, Workspace&);

}  // namespace lab::nn
