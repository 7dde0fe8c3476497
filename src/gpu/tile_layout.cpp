#include "gpu/tile_layout.h"

#include <algorithm>

namespace lab::gpu {

namespace {

constexpr int kMaxColumns = 16;

}  // namespace

TileLayout tile_layout(const nn::NetworkSpec& spec, int side_px) {
  TileLayout layout;
  layout.side_px = std::clamp(side_px, 1, kMaxTilePx);
  layout.rows.push_back({spec.inputs});
  for (const nn::HiddenLayer& hidden : spec.hidden) layout.rows.push_back({hidden.units});
  layout.rows.push_back({spec.outputs});
  int widest = 1;
  for (const TileRow& row : layout.rows) widest = std::max(widest, row.units);
  layout.columns = std::min(widest, kMaxColumns);
  int line = 0;
  for (TileRow& row : layout.rows) {
    row.first_line = line;
    row.lines = (row.units + layout.columns - 1) / layout.columns;
    line += row.lines;
  }
  const int pitch = layout.side_px + 2 * kTileGutterPx;
  layout.width_px = layout.columns * pitch;
  layout.height_px = line * pitch;
  return layout;
}

Tile tile_of(const TileLayout& layout, int layer, int unit) {
  if (layer < 0 || layer >= static_cast<int>(layout.rows.size())) return {};
  const TileRow& row = layout.rows[static_cast<std::size_t>(layer)];
  if (unit < 0 || unit >= row.units) return {};
  const int pitch = layout.side_px + 2 * kTileGutterPx;
  const int left = (unit % layout.columns) * pitch + kTileGutterPx;
  const int lower = (row.first_line + unit / layout.columns) * pitch + kTileGutterPx;
  const auto u = [&](int x) { return static_cast<float>(x) / static_cast<float>(layout.width_px); };
  const auto v = [&](int y) { return static_cast<float>(y) / static_cast<float>(layout.height_px); };
  return {u(left), v(lower + layout.side_px), u(left + layout.side_px), v(lower)};
}

}  // namespace lab::gpu
