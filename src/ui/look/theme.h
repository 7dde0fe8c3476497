// Colours and measures of the look, light and dark.
#pragma once

#include "gpu/heatmap.h"
#include "imgui.h"

namespace lab::ui {

struct Theme {
  bool is_dark = false;
  ImU32 page, card, ink, muted, line;
  ImU32 accent, on_accent;  // the one colour for what is active, and text on it
  ImU32 active_fill;        // behind a chosen tab, row or chip
  ImU32 hover_fill;
  ImU32 track;               // of a slider
  ImU32 warning;             // outline of what needs attention
  ImU32 negative, positive;  // class 0 and class 1; the sign of a weight
  ImU32 point0, point1, point_rim;
  ImU32 curves[8];  // lines of overlaid functions, the first one is the accent
  gpu::HeatmapColours heat;
};

const Theme& theme(bool is_dark);

// Dear ImGui's own style, for the popups it draws.
void use_theme(const Theme&);

// Measures in points.
inline constexpr float kUnit = 8;  // the grid everything sits on
inline constexpr float kGap = 16;  // between cards
inline constexpr float kCardPadding = 12;
inline constexpr float kCardRadius = 12;
inline constexpr float kControlRadius = 8;
inline constexpr float kBody = 13;  // text sizes
inline constexpr float kSmall = 11;
inline constexpr float kLarge = 16;
inline constexpr float kMinTarget = 24;  // smallest side of anything that can be pressed

ImU32 mix(ImU32 from, ImU32 to, float share);  // share 0 … 1 of `to`
ImU32 with_alpha(ImU32 colour, float alpha);   // alpha 0 … 1, replaces the colour's own

}  // namespace lab::ui
