// Several networks shown at once: a heatmap for each, and one cache of programs for all.
#include <doctest/doctest.h>

#include <list>
#include <string>

#include "act/typed_activation.h"
#include "gpu/heatmap.h"
#include "pictures.h"

using namespace lab;
using gpu_test::difference;
using gpu_test::make_request;
using gpu_test::make_snapshot;
using gpu_test::Picture;
using gpu_test::read_picture;

namespace {

struct Pictures {
  Picture output, tiles;
};

Pictures paint(gpu::Heatmap& heatmap, const nn::Snapshot& snapshot) {
  REQUIRE(heatmap.paint(make_request(snapshot)));
  return {read_picture(heatmap.output_texture()), read_picture(heatmap.tiles_texture())};
}

bool is_same(const Pictures& a, const Pictures& b) {
  return difference(a.output, b.output) == 0 && difference(a.tiles, b.tiles) == 0;
}

// What a heatmap with a cache of its own paints.
struct Alone {
  Pictures pictures;
  int compiles = 0;
};

Alone paint_alone(const nn::Snapshot& snapshot) {
  gpu::ProgramCache programs;
  gpu::Heatmap heatmap(programs);
  const Pictures pictures = paint(heatmap, snapshot);
  return {pictures, programs.compiles()};
}

// Each of the layers, of two units, has a formula of its own: those from number `first` on.
nn::Snapshot with_formulas(int first, int layers, std::uint64_t seed) {
  nn::Snapshot snapshot = make_snapshot(std::vector<int>(static_cast<std::size_t>(layers), 2), "tanh", seed);
  for (nn::HiddenLayer& layer : snapshot.network.hidden) {
    const std::string formula = "x/(" + std::to_string(++first) + "+abs(x))";
    layer.activation = *act::typed_activation("own1", formula);
  }
  return snapshot;
}

constexpr int kForEveryNetwork = 2;  // the colours, and the layer without activation

}  // namespace

TEST_CASE("two networks painted by turns look as each does alone, and every program is compiled once") {
  gpu::ProgramCache programs;
  gpu::Heatmap left(programs), right(programs);
  int compiles = 0;
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    const nn::Snapshot gelu = make_snapshot({4, 3}, "gelu", seed);
    const nn::Snapshot normalised = make_snapshot({5, 21}, "tanh", seed, {"layer_norm"});
    const Alone on_left = paint_alone(gelu), on_right = paint_alone(normalised);
    compiles = on_left.compiles + on_right.compiles - kForEveryNetwork;
    CHECK(is_same(paint(left, gelu), on_left.pictures));
    CHECK(is_same(paint(right, normalised), on_right.pictures));
    CHECK(programs.compiles() == compiles);
  }
}

TEST_CASE("heatmaps of one network compile it once, and each keeps its own weights and pictures") {
  const nn::Snapshot one = make_snapshot({4, 3}, "gelu", 1), other = make_snapshot({4, 3}, "gelu", 2);
  const Alone alone = paint_alone(one);
  gpu::ProgramCache programs;
  gpu::Heatmap left(programs), right(programs);
  paint(left, one);
  CHECK(is_same(paint(right, other), paint_alone(other).pictures));
  CHECK(difference(read_picture(left.output_texture()), alone.pictures.output) == 0);
  CHECK(left.read_values(make_request(one), 1, 0, 4) != right.read_values(make_request(other), 1, 0, 4));
  CHECK(programs.compiles() == alone.compiles);
}

TEST_CASE("the programs of all networks shown stay, however many and however large they are") {
  gpu::ProgramCache programs;
  std::list<gpu::Heatmap> heatmaps;
  constexpr int kNetworks = 5, kLayers = 8;
  for (int i = 0; i < kNetworks; ++i) heatmaps.emplace_back(programs);
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    int first = 0;
    for (gpu::Heatmap& heatmap : heatmaps) {
      const nn::Snapshot snapshot = with_formulas(first, kLayers, seed);
      CHECK(is_same(paint(heatmap, snapshot), paint_alone(snapshot).pictures));
      first += kLayers;
    }
    // A program for each layer and one for all of them.
    CHECK(programs.compiles() == kForEveryNetwork + kNetworks * (kLayers + 1));
  }
}

TEST_CASE("the programs of the latest networks are kept, those of early ones are not") {
  gpu::ProgramCache programs;
  gpu::Heatmap heatmap(programs);
  for (int i = 0; i < 20; ++i) paint(heatmap, with_formulas(i, 1, 1));
  const int compiles = programs.compiles();
  CHECK(compiles == kForEveryNetwork + 20 * 2);
  for (int i = 12; i < 20; ++i) paint(heatmap, with_formulas(i, 1, 2));
  CHECK(programs.compiles() == compiles);
  paint(heatmap, with_formulas(0, 1, 2));
  CHECK(programs.compiles() == compiles + 2);
}

TEST_CASE(
    "after a lost context all heatmaps paint the same pictures again, and compile every program again") {
  const nn::Snapshot gelu = make_snapshot({4, 3}, "gelu", 9), tanh = make_snapshot({5}, "tanh", 9);
  gpu::ProgramCache programs;
  gpu::Heatmap left(programs), right(programs);
  const Pictures on_left = paint(left, gelu), on_right = paint(right, tanh);
  const int compiles = programs.compiles();
  programs.forget();
  left.forget();
  right.forget();
  CHECK(left.output_texture() == 0);
  CHECK(right.tiles_texture() == 0);
  CHECK(is_same(paint(right, tanh), on_right));
  CHECK(is_same(paint(left, gelu), on_left));
  CHECK(programs.compiles() == 2 * compiles);
}
