// A point of a set, with the mark and colour of its class.
#pragma once

#include "ui/frame.h"

namespace lab::ui {

// Held-out ones are hollow.
void draw_point(const Frame&, ImVec2 at, float radius, bool is_class1, bool is_held_out);

}  // namespace lab::ui
