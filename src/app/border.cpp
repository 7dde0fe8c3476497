#include "app/border.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "app/diagnosis.h"

namespace lab::app {

namespace {

constexpr std::size_t kGrid = 24;  // places along each axis

// The output at places (x1, x2), given as all x1 and then all x2.
std::vector<float> outputs_at(const nn::NetworkSpec& network, std::span<const float> params,
                              std::span<const float> places, nn::Workspace& workspace) {
  std::vector<float> out(places.size() / 2);
  nn::predict(network, params, nn::view_inputs(places, 2), out, workspace);
  return out;
}

Border straight(const nn::NetworkSpec& network, std::span<const float> params, nn::Workspace& workspace) {
  const std::array<float, 6> places = {0, 1, 0, 0, 0, 1};
  const std::vector<float> at = outputs_at(network, params, places, workspace);
  const double b = static_cast<double>(at[0]);
  return {Border::Kind::straight, 1, static_cast<double>(at[1]) - b, static_cast<double>(at[2]) - b, b};
}

// Along the edge of the grid, once around it.
std::size_t on_edge(std::size_t i) {
  constexpr std::size_t kSide = kGrid - 1;
  const std::size_t along = i % kSide;
  switch (i / kSide) {
    case 0:
      return along;
    case 1:
      return along * kGrid + kSide;
    case 2:
      return kSide * kGrid + kSide - along;
    default:
      return (kSide - along) * kGrid;
  }
}

}  // namespace

Border border_of(const nn::NetworkSpec& network, std::span<const float> params, const data::PlaneRange& plane,
                 nn::Workspace& workspace) {
  if (is_affine(network)) return straight(network, params, workspace);
  std::vector<float> places(2 * kGrid * kGrid);
  for (std::size_t i = 0; i < kGrid * kGrid; ++i) {
    const auto at = [&](std::size_t k) {
      return plane.min + (plane.max - plane.min) * static_cast<float>(k) / static_cast<float>(kGrid - 1);
    };
    places[i] = at(i % kGrid);
    places[kGrid * kGrid + i] = at(i / kGrid);
  }
  const std::vector<float> out = outputs_at(network, params, places, workspace);
  const auto is_class1 = [](float value) { return value > 0; };
  int changes = 0;
  constexpr std::size_t kEdge = 4 * (kGrid - 1);
  for (std::size_t i = 0; i < kEdge; ++i)
    changes += is_class1(out[on_edge(i)]) != is_class1(out[on_edge((i + 1) % kEdge)]) ? 1 : 0;
  if (changes > 0) return {changes > 2 ? Border::Kind::lines : Border::Kind::bent, changes / 2};
  const auto inside = std::count_if(out.begin(), out.end(), is_class1);
  const bool is_one_class = inside == 0 || inside == static_cast<std::ptrdiff_t>(out.size());
  return {is_one_class ? Border::Kind::none : Border::Kind::closed, is_one_class ? 0 : 1};
}

}  // namespace lab::app
