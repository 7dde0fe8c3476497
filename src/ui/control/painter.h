// Draws exports::Drawing with our own fonts, at any size.
#pragma once

#include <deque>

#include "export/drawing.h"
#include "imgui.h"
#include "ui/look/fonts.h"

namespace lab::ui {

// `scale` pixels for each point. As many lists as it takes for the indices of each to fit into 16 bits.
std::deque<ImDrawList> paint(const exports::Drawing&, const Fonts&, float scale);

}  // namespace lab::ui
