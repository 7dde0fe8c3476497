#include "ui/look/markers.h"

#include <algorithm>
#include <cmath>

#include "imgui_internal.h"

namespace lab::ui {

namespace {

constexpr float kReach =
    1.25F;  // half the side of a mask by the radius of its mark: room for the triangle's tip
constexpr float kRimWidth = 1.25F;  // points

// How far (x, y) lies inside the mark, in radii; negative outside. y points down.
float inside_disc(float x, float y) { return 1 - std::hypot(x, y); }

float inside_triangle(float x, float y) {
  // Tip (0, −1.2), base from (−1.1, 0.8) to (1.1, 0.8).
  constexpr float kSlantX = 0.876F;  // the unit normal of the slanted sides
  constexpr float kSlantY = 0.482F;
  const float slanted = (y + 1.2F) * kSlantY - std::abs(x) * kSlantX;
  return std::min(slanted, 0.8F - y);
}

float inside(Mark mark, float x, float y) {
  return mark == Mark::disc ? inside_disc(x, y) : inside_triangle(x, y);
}

// White with the mark's coverage as alpha.
void paint_mask(Mark mark, const ImFontAtlasRect& place) {
  ImFontAtlas* atlas = ImGui::GetIO().Fonts;
  ImTextureData* texture = atlas->TexData;
  const float radius = static_cast<float>(place.w) / 2 / kReach;
  const float middle = static_cast<float>(place.w) / 2;
  for (int y = 0; y < place.h; ++y) {
    auto* row = static_cast<unsigned char*>(texture->GetPixelsAt(place.x, place.y + y));
    for (int x = 0; x < place.w; ++x) {
      const float dx = (static_cast<float>(x) + 0.5F - middle) / radius;
      const float dy = (static_cast<float>(y) + 0.5F - middle) / radius;
      const float coverage = std::clamp(inside(mark, dx, dy) * radius + 0.5F, 0.0F, 1.0F);
      unsigned char* pixel = row + x * texture->BytesPerPixel;
      for (int channel = 0; channel + 1 < texture->BytesPerPixel; ++channel) pixel[channel] = 255;
      pixel[texture->BytesPerPixel - 1] = static_cast<unsigned char>(std::lround(coverage * 255.0F));
    }
  }
  ImFontAtlasTextureBlockQueueUpload(atlas, texture, place.x, place.y, place.w, place.h);
}

void draw_mask(ImFontAtlasRectId id, ImVec2 at, float half, ImU32 colour) {
  ImFontAtlas* atlas = ImGui::GetIO().Fonts;
  ImFontAtlasRect place;
  if (!atlas->GetCustomRect(id, &place)) return;
  ImGui::GetWindowDrawList()->AddImage(atlas->TexRef, {at.x - half, at.y - half}, {at.x + half, at.y + half},
                                       place.uv0, place.uv1, colour);
}

}  // namespace

Markers make_markers() {
  Markers markers;
  for (std::size_t mark = 0; mark < markers.masks.size(); ++mark) {
    for (std::size_t i = 0; i < Markers::kSides.size(); ++i) {
      ImFontAtlasRect place;
      const int side = Markers::kSides[i];
      markers.masks[mark][i] = ImGui::GetIO().Fonts->AddCustomRect(side, side, &place);
      if (markers.masks[mark][i] != ImFontAtlasRectId_Invalid) paint_mask(static_cast<Mark>(mark), place);
    }
  }
  return markers;
}

void draw_marker(const Markers& markers, Mark mark, ImVec2 at, float radius, ImU32 fill, ImU32 rim,
                 float pixel_ratio) {
  const float half = radius * kReach;
  const auto fits = [&](int side) { return static_cast<float>(side) >= 2 * half * pixel_ratio; };
  const auto found = std::find_if(Markers::kSides.begin(), Markers::kSides.end(), fits);
  const auto size =
      std::min<std::ptrdiff_t>(found - Markers::kSides.begin(), std::ssize(Markers::kSides) - 1);
  const ImFontAtlasRectId id = markers.masks[static_cast<std::size_t>(mark)][static_cast<std::size_t>(size)];
  if (rim != 0) draw_mask(id, at, half, rim);
  const float inner = rim != 0 ? std::max(half - kRimWidth * kReach, half * 0.4F) : half;
  draw_mask(id, at, inner, fill);
}

}  // namespace lab::ui
