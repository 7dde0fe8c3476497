// One texture of many small pictures whose texels are shown as squares: input pictures, feature maps, kernels. A cache of what was
// added, never a source of truth.
#pragma once

#include <cstdint>
#include <memory>
#include <span>

namespace lab::gpu {

// Where on the sheet a picture is, in texels; nowhere: w = 0.
struct SheetPlace {
  int x = 0, y = 0, w = 0, h = 0;
};

inline constexpr int kSheetSide = 512;

// Constructing needs no context; texture() and destroying do (or forget() first).
class PixelSheet {
 public:
  PixelSheet();
  ~PixelSheet();
  PixelSheet(const PixelSheet&) = delete;
  PixelSheet& operator=(const PixelSheet&) = delete;

  void clear();  // pictures that are added next take the place of all there are

  // Row by row from the top, each 0xAABBGGRR as Dear ImGui has them. Nowhere where there is no more room.
  SheetPlace add(int width, int height, std::span<const std::uint32_t> colours);

  // The GL texture, kSheetSide texels either way, with all that was added; 0 where there can be none. Leaves the GL state as it
  // found it.
  std::uint32_t texture();

  void forget();  // the context is gone: drops its own name without touching GL

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace lab::gpu
