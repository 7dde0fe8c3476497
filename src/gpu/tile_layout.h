// Where the thumbnails of a network's units lie in their texture: each layer starts a new line of pictures,
// at most 16 to a line, so that the largest network at the largest size stays within what
// every device can hold.
#pragma once

#include <vector>

#include "nn/network.h"

namespace lab::gpu {

inline constexpr int kTileGutterPx = 1;  // around each picture; repeats its edge
inline constexpr int kMaxTilePx = 220;   // 16 across with gutters: 3552 px

// A rectangle of a texture, in texture coordinates, ready for ImGui::Image: v0 is the picture's top.
struct Tile {
  float u0 = 0, v0 = 0, u1 = 0, v1 = 0;
};

struct TileRow {
  int units = 0;
  int first_line = 0, lines = 0;
};

struct TileLayout {
  int side_px = 0;            // of a picture
  int columns = 0;            // pictures to a line
  std::vector<TileRow> rows;  // the inputs, the hidden layers, the output
  int width_px = 0, height_px = 0;
};

TileLayout tile_layout(const nn::NetworkSpec&, int side_px);

// layer: 0 = inputs, 1 … hidden layers, last = output. All zero where there is no such unit.
Tile tile_of(const TileLayout&, int layer, int unit);

}  // namespace lab::gpu
