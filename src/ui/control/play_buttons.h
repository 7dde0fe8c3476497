// The buttons that run training.
#pragma once

#include "ui/frame.h"

namespace lab::ui {

inline constexpr float kNarrowRow = 340;  // of a transport, whose parts stand closer together then

// Cuts them off the left of `rest`: play, step, reset, and new weights where they are wanted.
void draw_play_buttons(Frame&, Rect& rest, bool has_new_weights = true);

}  // namespace lab::ui
