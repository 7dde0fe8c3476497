// The boxes of a formula placed on paper: what is drawn where, in points.
#pragma once

#include <string>
#include <vector>

#include "formula/box.h"
#include "ui/frame.h"

namespace lab::ui {

// One stroke of the pen. Positions are relative to the picture's origin: its left end on the baseline.
struct Stroke {
  enum class Kind { text, italic, bar, post, round_open, round_close, brace, root };
  Kind kind = Kind::text;
  float x = 0, y = 0;  // text: its left end on the baseline; else the top left corner
  float w = 0, h = 0;  // of everything but text
  float size = 0;      // of text, or of the text that a sign belongs to
  bool is_muted = false;
  std::string text{};
};

struct Picture {
  float width = 0;
  float ascent = 0, descent = 0;  // extent above and below the baseline, both positive
  std::vector<Stroke> strokes{};

  float height() const { return ascent + descent; }
};

// `size` is that of the text.
Picture lay_out(const Frame&, const formula::Box&, float size);

// In lines no wider than `width`, broken before + − and ·; what cannot be broken is set smaller.
Picture lay_out_lines(const Frame&, const formula::Box&, float size, float width);

// Puts `part` at (x, y) of `picture`, which grows.
void place(Picture& picture, Picture part, float x, float y);

}  // namespace lab::ui
