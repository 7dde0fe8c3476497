#include "data/images.h"

#include <algorithm>
#include <cmath>

namespace lab::data {

ImageSet make_blank(std::size_t side, std::size_t kinds, std::size_t count, const ImageRequest& request) {
  ImageSet images{side, kinds, count, 0, {}, {}};
  const auto share = static_cast<std::size_t>(std::lround(request.train_share * static_cast<double>(count)));
  images.train_count = std::clamp(share, std::min<std::size_t>(count, 1), count);
  images.pixels.resize(side * side * count);
  images.label.resize(count);
  return images;
}

void add_noise(ImageSet& images, const ImageRequest& request, base::Rng& rng) {
  const auto deviation = static_cast<float>(request.noise);
  if (deviation <= 0) return;
  for (float& pixel : images.pixels) pixel += deviation * base::normal(rng);
}

}  // namespace lab::data
