// What Dear ImGui knows about itself: windows, draw lists, fonts, navigation. Where CMake has chosen metrics_window.cpp
// (LAB_DEBUG_TOOLS), Ctrl+Shift+M on the desktop opens its metrics window and closes it; else, with metrics_none.cpp,
// there is none.
#pragma once

namespace lab::ui {

// Inside a frame, after everything else.
void offer_metrics(bool& is_open);

}  // namespace lab::ui
