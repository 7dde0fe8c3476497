// Where the run stands between its beginning and as far as it has come.
#pragma once

#include "ui/frame.h"

namespace lab::ui {

inline constexpr float kTimelineKnob = 6;  // its radius: the track is as much shorter on either side

void draw_timeline_slider(Frame&, const Rect& row);  // nothing before the first step

}  // namespace lab::ui
