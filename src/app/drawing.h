// A picture that a hand draws, as it stands in a link and as a network sees it.
#pragma once

#include <vector>

#include "app/scenario.h"

namespace lab::app {

// (28 · 28) with strokes of this width in pixels, 0 … 1.
std::vector<float> picture_of(const Drawing&, double brush);

std::size_t dots_of(const Drawing&);  // in all

// The drawing with its last stroke going on to this dot, or where `is_new` with another stroke; unchanged where there is no room for
// more, or where the dot is the last one.
void add_dot(Drawing&, Dot, bool is_new);

}  // namespace lab::app
