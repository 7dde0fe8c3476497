// Heatmaps of every neuron and of the output, computed by the fragment shader from the weights: a cache of a
// Snapshot, never a source of truth. All GL objects can be dropped at any time and are rebuilt by the next
// paint(). One Heatmap for each network that is shown, one ProgramCache for all of them.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "gpu/tile_layout.h"
#include "nn/trainer.h"

namespace lab::gpu {

using Rgb = std::array<float, 3>;  // 0 … 1, sRGB values as written

struct HeatmapColours {
  Rgb negative{};  // full colour at −1 (class 0)
  Rgb zero{};      // at 0: the card's own colour
  Rgb positive{};  // full colour at +1 (class 1)
  Rgb boundary{};  // the line where the output is 0

  friend bool operator==(const HeatmapColours&, const HeatmapColours&) = default;
};

struct HeatmapRequest {
  const nn::Snapshot* snapshot = nullptr;  // two inputs
  data::PlaneRange plane;
  HeatmapColours colours;
  bool output_is_logit = true;  // the output's colour is 2·sigmoid(z)−1, else z clipped to [−1, 1]
  int output_px = 0;            // side of the large heatmap in device pixels, at most 2048
  int tile_px = 0;              // side of each thumbnail in device pixels, at most kMaxTilePx
  // Which neuron the large heatmap shows, layer and unit as in Heatmap::tile(); −1: the output. A hidden
  // neuron is coloured by its activation, clipped to [−1, 1], as its thumbnail is.
  int layer = -1;
  int unit = 0;
  float boundary_px = 2.0F;  // width of the line where the shown value is 0, device pixels; 0: none
  // Time the network may take per paint. Where the device is slower (software OpenGL), it is computed on a
  // coarser raster, measured while painting, and the textures have half the side. 0: full detail,
  // whatever it costs.
  float budget_ms = 0.0F;
  // Nothing is about to change: what was shown on a coarser raster is painted again in full detail.
  bool is_resting = false;
};

struct Programs;

// The compiled programs of any number of heatmaps, which it must outlive: what one network has compiled, which may
// have taken longer than many frames, the others need not compile again. Constructing needs no context; destroying
// does (or forget() first).
class ProgramCache {
 public:
  ProgramCache();
  ~ProgramCache();
  ProgramCache(const ProgramCache&) = delete;
  ProgramCache& operator=(const ProgramCache&) = delete;

  void forget();         // the context is gone, for the heatmaps too: each of them has to forget as well
  int compiles() const;  // so far, failures included

 private:
  friend class Heatmap;
  std::unique_ptr<Programs> programs_;
};

// The pictures of one network. Owns its GL objects but the programs. Constructing needs no context; painting and
// destroying do (or forget() first).
class Heatmap {
 public:
  explicit Heatmap(ProgramCache&);
  ~Heatmap();
  Heatmap(const Heatmap&) = delete;
  Heatmap& operator=(const Heatmap&) = delete;

  // Paints what changed since the last call and returns true; false: nothing could be painted, log() says why
  // and the previous picture and its tiles stay. Leaves the GL state as it found it.
  bool paint(const HeatmapRequest&);

  // GL texture names, RGBA8, row 0 at the bottom (the smallest x2); 0 before the first paint.
  std::uint32_t output_texture() const;
  std::uint32_t tiles_texture() const;

  // Tile of unit `unit` in layer `layer`: 0 = inputs, 1 … hidden layers, last = output.
  // All zero where there is none.
  Tile tile(int layer, int unit) const;

  const std::string& log() const;  // the compiler's words after a failure, else empty
  void forget();                   // the context is gone: drop all own names without touching GL

  bool is_coarse() const;      // the picture is on a coarser raster than its pixels ask for
  int output_samples() const;  // samples per side that the large heatmap was last computed from

  // The value of one unit over a grid×grid raster of the plane (cell centres, row 0 at x2 = max), as the
  // shader computes it, to float precision; the output layer gives raw outputs, through the same program as
  // paint() uses. Empty where paint() would return false or layer and unit name no hidden or output unit. For
  // tests: it waits for the GPU.
  std::vector<float> read_values(const HeatmapRequest&, int layer, int unit, int grid);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace lab::gpu
