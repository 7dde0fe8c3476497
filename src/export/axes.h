// What stands around the curves of a drawing: grid, numbers, frame, and the names of its lines.
#pragma once

#include <span>
#include <string>

#include "app/palette.h"
#include "export/drawing.h"

namespace lab::exports {

inline constexpr float kTextSize = 12;

// Grid lines about so many points apart behind all that is inside, their numbers below and left of the panel.
void add_axes(Drawing&, Panel&, const app::Palette&);

// A line through places of the panel, broken where y is not finite; what is far outside stays near.
Path line(const Panel&, std::span<const double> x, std::span<const double> y, const Ink&);

// The panel's edge.
Path edge_of(const Panel&, const app::Palette&);

// The text's width in points, or a little more: what draws it has its own fonts.
float width_of(std::string_view text, float size);

struct Key {
  std::string name;
  Ink ink;
};

// Names with a piece of their line, in as many rows as they need from (x, y) on; returns the height taken.
float add_keys(Drawing&, std::span<const Key>, const base::Rect& place, unsigned text_colour);

}  // namespace lab::exports
