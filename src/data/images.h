// Labelled grey pictures to learn from, and what is asked of those who make them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/rng.h"

namespace lab::data {

struct ImageSet {
  std::size_t side = 0;
  std::size_t kinds = 0;
  std::size_t count = 0;
  std::size_t train_count = 0;  // pictures [0, train_count) are trained on, the others are held out
  std::vector<float>
      pixels;  // (side · side, count): pixel 0 of every picture, row by row from the top, then pixel 1, …
  std::vector<std::uint8_t> label;  // (count) the kind
};

struct ImageRequest {
  std::size_t count = 2400;
  double train_share = 0.8;  // 0.1 … 1
  double noise = 0.05;       // standard deviation of each pixel, where what is drawn is about 1
  std::uint64_t seed = 1;
};

// Room for `count` pictures, all black and of kind 0, divided as the request says: at least one is trained on, if there is one.
ImageSet make_blank(std::size_t side, std::size_t kinds, std::size_t count, const ImageRequest&);

// To each pixel a normal number of the request's deviation; without noise nothing is drawn from `rng`.
void add_noise(ImageSet&, const ImageRequest&, base::Rng& rng);

}  // namespace lab::data
