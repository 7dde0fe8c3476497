// Icons drawn as paths, so that they are sharp at every size and take the colour of their surroundings.
#pragma once

#include "ui/frame.h"

namespace lab::ui {

enum class Icon {
  play,
  pause,
  step,
  reset,
  dice,
  plus,
  minus,
  close,
  chevron_down,
  check,
  settings,
  sun,
  moon,
  undo,
  redo,
  link,
  save,
  circle,
  triangle,
  search,
  star,
  star_filled,
  pencil,
  curve,
  twin,
  next,
  before,
  up,
  down,
  copy,
  lock,
  keyboard,
  frozen,
  matrix,
  trace,
};

// Centred at `at`; `size` is the side of the square it fits in, in points.
void draw_icon(Icon, ImVec2 at, float size, ImU32 colour);

// The mark of the program: the bend of an activation through a point.
void draw_brand(const Frame&, const Rect&);

}  // namespace lab::ui
