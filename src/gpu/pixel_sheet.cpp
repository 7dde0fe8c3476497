#include "gpu/pixel_sheet.h"

#include <algorithm>
#include <vector>

#include "gpu/gl.h"

namespace lab::gpu {

// Pictures stand on shelves: beside each other as long as there is room, each shelf as high as its highest.
struct PixelSheet::Impl {
  std::vector<std::uint32_t> texels;  // (kSheetSide, kSheetSide), made with the first picture
  int x = 0, y = 0, shelf = 0;
  bool has_changed = false;
  Image image;
};

PixelSheet::PixelSheet() : impl_(std::make_unique<Impl>()) {}
PixelSheet::~PixelSheet() = default;

void PixelSheet::clear() { impl_->x = impl_->y = impl_->shelf = 0; }

SheetPlace PixelSheet::add(int width, int height, std::span<const std::uint32_t> colours) {
  Impl& sheet = *impl_;
  if (sheet.x + width > kSheetSide) {
    sheet.y += sheet.shelf;
    sheet.x = sheet.shelf = 0;
  }
  if (width < 1 || height < 1 || width > kSheetSide || sheet.y + height > kSheetSide) return {};
  constexpr auto kSide = static_cast<std::size_t>(kSheetSide);
  if (sheet.texels.empty()) sheet.texels.resize(kSide * kSide);
  const SheetPlace place{sheet.x, sheet.y, width, height};
  for (int row = 0; row < height; ++row) {
    const auto from = colours.begin() + row * width;
    std::copy(from, from + width,
              sheet.texels.begin() + static_cast<std::ptrdiff_t>(place.y + row) * kSheetSide + place.x);
  }
  sheet.x += width;
  sheet.shelf = std::max(sheet.shelf, height);
  sheet.has_changed = true;
  return place;
}

std::uint32_t PixelSheet::texture() {
  Impl& sheet = *impl_;
  if (sheet.texels.empty()) return 0;
  if (sheet.image.texture && !sheet.has_changed) return sheet.image.texture.name();
  const KeptState kept;
  fit_image(sheet.image, Texels::rgba8_squares, kSheetSide, kSheetSide);
  bind_image(sheet.image, 0);
  glTexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, kSheetSide, kSheetSide, GL_RGBA, GL_UNSIGNED_BYTE,
                  sheet.texels.data());
  sheet.has_changed = false;
  return sheet.image.texture.name();
}

void PixelSheet::forget() {
  impl_->image.forget();
  impl_->has_changed = true;
}

}  // namespace lab::gpu
