// A curve as a line to draw: dense enough for every pixel column,
// honest where a function jumps or oscillates.
//
// Each column of the picture is read at several places. Where the function is smooth in a column one point of
// the line is kept; at a bend also the bend; where it oscillates faster than the columns, its lowest and
// highest reading, so that the line fills the band that the function covers. A jump is searched for by
// bisection down to neighbouring floats and breaks the line.
#pragma once

#include <span>
#include <vector>

#include "act/activation.h"
#include "formula/exact/reading.h"

namespace lab::act {

using Reading = formula::Order;  // f, f′ or f″

// Where a function leaves one value and continues from another.
struct Jump {
  double x = 0;
  double left = 0, right = 0;  // limits from either side
  double at = 0;               // the value at x itself
};

struct Curve {
  std::vector<double> x, y;   // equal lengths, x non-decreasing; y = NaN breaks the line
  std::vector<Jump> jumps;    // inside the interval, by x
  std::vector<double> poles;  // x where it grows beyond all bounds, ascending; the line is broken there
  bool is_band = false;       // it oscillates faster than the columns over a quarter of the interval or more
};

// What a plot shows of a function, and on how many pixels.
struct PlotWindow {
  double x_min = -1, x_max = 1;  // x_min < x_max
  double y_span = 2;             // data units that the height of the picture shows, > 0
  int columns = 100;             // pixels (or points) across, 2 … kMaxColumns
  int rows = 100;                // and down: differences of less than a fraction of a row are not drawn
};

inline constexpr int kMaxColumns = 8192;

Curve sample(const Activation&, Reading, const PlotWindow&);

// Readings at any places: y[i] = f(x[i]), f′(x[i]) or f″(x[i]) as they truly are, or as nearly as is `seen` (formula/exact/reading.h).
// Equal lengths. What a network trains with is apply().
void read(const Activation&, Reading, std::span<const double> x, std::span<double> y, double seen = 0);
double read(const Activation&, Reading, double x);

// The jumps seen between neighbours of ascending places `x` with their readings `y` that differ by more than
// `smallest`. Where more than `most` pairs of neighbours look like one, those nearest to 0 are searched.
std::vector<Jump> find_jumps(const Activation&, Reading, std::span<const double> x, std::span<const double> y,
                             double smallest, std::size_t most);

}  // namespace lab::act
