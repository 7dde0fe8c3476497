// The colours of the look, light and dark, as the design writes them: 0xRRGGBB.
#pragma once

namespace lab::app {

struct Palette {
  bool is_dark;
  unsigned page, card, ink, muted, line, accent, on_accent, active_fill, hover_fill, track, warning;
  unsigned negative, positive, point0, point1, point_rim;
  unsigned curves[8];  // lines of overlaid functions, the first one is the accent
};

const Palette& palette(bool is_dark);

unsigned mixed(unsigned from, unsigned to, float share);  // share 0 … 1 of `to`

// What heatmaps show: full colour at −1 and +1, the card's own at 0; values beyond are clipped.
unsigned heat_colour(const Palette&, float value);

}  // namespace lab::app
