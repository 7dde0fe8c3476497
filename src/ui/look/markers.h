// The marks of points: a disc for class 0, a triangle for class 1. They are drawn as two textured rectangles
// each (rim and fill), because smooth circles and triangles for 500 points are 50,000 corners a frame, which
// software OpenGL does not manage.
#pragma once

#include <array>

#include "imgui.h"

namespace lab::ui {

enum class Mark { disc, triangle };

// Places of the masks in the font atlas, each mark in several sizes.
struct Markers {
  static constexpr std::array<int, 5> kSides = {8, 14, 22, 34, 64};  // device pixels
  std::array<std::array<ImFontAtlasRectId, kSides.size()>, 2> masks{};
};

// Needs a current ImGui context; call once, before the first frame.
Markers make_markers();

// `radius` in points; the rim lies inside it. A zero rim colour draws the fill alone.
void draw_marker(const Markers&, Mark, ImVec2 at, float radius, ImU32 fill, ImU32 rim, float pixel_ratio);

}  // namespace lab::ui
