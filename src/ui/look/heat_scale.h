// The legend of heatmaps: blue at the lowest value, the card's colour in the middle, orange at the highest.
#pragma once

#include <array>
#include <string_view>

#include "ui/frame.h"

namespace lab::ui {

// `ends`: what stands at its left end, in its middle and at its right end.
void draw_heat_scale(const Frame&, const Rect&, const std::array<std::string_view, 3>& ends);

}  // namespace lab::ui
