#include "gpu/self_check.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace lab::gpu {

namespace {

// (2, cells): x1, then x2 of the cell centres, row 0 at x2 = max, as Heatmap::read_values() has them.
std::vector<float> make_grid(const data::PlaneRange& plane, int side) {
  std::vector<float> x1, x2;
  const float step = (plane.max - plane.min) / static_cast<float>(side);
  for (int row = 0; row < side; ++row) {
    for (int column = 0; column < side; ++column) {
      x1.push_back(plane.min + 0.5F * step + step * static_cast<float>(column));
      x2.push_back(plane.min + 0.5F * step + step * static_cast<float>(side - 1 - row));
    }
  }
  x1.insert(x1.end(), x2.begin(), x2.end());
  return x1;
}

float difference(float core, float shader) {
  if (std::isfinite(core) && std::isfinite(shader)) {
    return std::abs(core - shader) / std::max(1.0F, std::abs(core));
  }
  const bool is_same = std::isnan(core) ? std::isnan(shader) : core == shader;
  return is_same ? 0.0F : std::numeric_limits<float>::infinity();
}

}  // namespace

float max_shader_error(Heatmap& heatmap, const nn::Snapshot& snapshot, data::PlaneRange plane, int grid) {
  const std::vector<float> cells = make_grid(plane, grid);
  const nn::InputsView points = nn::view_inputs(cells, 2);
  HeatmapRequest request;
  request.snapshot = &snapshot;
  request.plane = plane;
  nn::Workspace workspace;
  float worst = 0.0F;
  const std::vector<nn::LayerShape> shapes = nn::layer_shapes(snapshot.network);
  for (std::size_t layer = 0; layer < shapes.size(); ++layer) {
    const auto units = static_cast<std::size_t>(shapes[layer].out);
    std::vector<float> core(units * points.count);
    if (layer + 1 == shapes.size()) {
      nn::predict(snapshot.network, snapshot.params, points, core, workspace);
    } else {
      nn::hidden_activations(snapshot.network, snapshot.params, static_cast<int>(layer), points, core,
                             workspace);
    }
    for (std::size_t unit = 0; unit < units; ++unit) {
      const std::vector<float> shader =
          heatmap.read_values(request, static_cast<int>(layer) + 1, static_cast<int>(unit), grid);
      if (shader.empty()) return std::numeric_limits<float>::infinity();
      const float* expected = core.data() + unit * points.count;
      for (std::size_t i = 0; i < shader.size(); ++i)
        worst = std::max(worst, difference(expected[i], shader[i]));
    }
  }
  return worst;
}

}  // namespace lab::gpu
