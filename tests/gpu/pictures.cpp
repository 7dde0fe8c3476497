#include "pictures.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "base/rng.h"
#include "gpu/gl.h"

namespace lab::gpu_test {

namespace {

// Norms differ from the identity and, where they have statistics, those from the start of a run.
void draw_norms(nn::Snapshot& snapshot, std::uint64_t seed) {
  base::Rng rng = base::make_rng(seed, 1);
  const auto draw = [&](std::size_t first, std::size_t count, float centre) {
    for (std::size_t i = first; i < first + count; ++i)
      snapshot.params[i] = centre + base::uniform(rng, -0.5F, 0.5F);
  };
  for (const nn::LayerShape& shape : nn::layer_shapes(snapshot.network)) {
    if (shape.norm == nullptr) continue;
    const auto units = static_cast<std::size_t>(shape.out);
    draw(shape.gamma, units, 1.0F);
    draw(shape.beta, units, 0.0F);
    if (!shape.norm->has_statistics) continue;
    draw(shape.statistics, units, 0.0F);
    draw(shape.statistics + units, units, 1.0F);
  }
}

}  // namespace

nn::Snapshot make_snapshot(const std::vector<int>& hidden_units, std::string_view activation,
                           std::uint64_t seed, const std::vector<std::string_view>& norms) {
  const act::ActivationRow& row = *act::find_activation(activation);
  nn::Snapshot snapshot;
  for (std::size_t l = 0; l < hidden_units.size(); ++l) {
    const nn::NormRow* norm = nn::find_norm(norms[l % norms.size()]);
    snapshot.network.hidden.push_back(
        {hidden_units[l], act::bind(row, act::default_params(row)), {}, 0.0F, norm});
  }
  snapshot.params.resize(nn::param_count(snapshot.network));
  base::Rng rng = base::make_rng(seed, 0);
  for (const nn::LayerShape& shape : nn::layer_shapes(snapshot.network)) {
    const float bound = std::sqrt(3.0F / static_cast<float>(shape.in));
    for (std::size_t i = shape.weights; i < shape.biases; ++i)
      snapshot.params[i] = base::uniform(rng, -bound, bound);
    for (std::size_t i = shape.biases; i < shape.biases + static_cast<std::size_t>(shape.out); ++i) {
      snapshot.params[i] = base::uniform(rng, -0.5F, 0.5F);
    }
  }
  draw_norms(snapshot, seed);
  return snapshot;
}

gpu::HeatmapRequest make_request(const nn::Snapshot& snapshot) {
  gpu::HeatmapRequest request;
  request.snapshot = &snapshot;
  request.colours = {{0, 0, 1}, {1, 1, 1}, {1, 0, 0}, {0, 0, 0}};
  request.output_px = 96;
  request.tile_px = 24;
  return request;
}

Picture read_picture(std::uint32_t texture) {
  const gpu::KeptState kept;
  GLuint name = 0;
  glGenFramebuffers(1, &name);
  const gpu::Framebuffer framebuffer(name);
  glBindFramebuffer(GL_FRAMEBUFFER, name);
  glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, texture, 0);
  glActiveTexture(GL_TEXTURE0);
  glBindTexture(GL_TEXTURE_2D, texture);
  Picture picture;
  glGetTexLevelParameteriv(GL_TEXTURE_2D, 0, GL_TEXTURE_WIDTH, &picture.width);
  glGetTexLevelParameteriv(GL_TEXTURE_2D, 0, GL_TEXTURE_HEIGHT, &picture.height);
  picture.pixels.resize(static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height));
  glReadPixels(0, 0, picture.width, picture.height, GL_RGBA, GL_UNSIGNED_BYTE, picture.pixels.data());
  const auto width = static_cast<std::ptrdiff_t>(picture.width);
  for (std::ptrdiff_t top = 0, bottom = picture.height - 1; top < bottom; ++top, --bottom) {
    std::swap_ranges(picture.pixels.begin() + top * width, picture.pixels.begin() + (top + 1) * width,
                     picture.pixels.begin() + bottom * width);
  }
  return picture;
}

std::array<std::uint8_t, 4> pixel(const Picture& picture, int x, int y) {
  return picture.pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width) +
                        static_cast<std::size_t>(x)];
}

int difference(const Picture& a, const Picture& b) {
  if (a.width != b.width || a.height != b.height) return 255;
  int worst = 0;
  for (std::size_t i = 0; i < a.pixels.size(); ++i) {
    for (std::size_t channel = 0; channel < 4; ++channel) {
      worst = std::max(worst, std::abs(a.pixels[i][channel] - b.pixels[i][channel]));
    }
  }
  return worst;
}

}  // namespace lab::gpu_test
