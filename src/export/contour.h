// Where a value on a grid of the plane is above a level, as polygons, and the line where it is that level. Between four places the
// value is taken to change evenly along each side of their square.
#pragma once

#include <cstddef>
#include <vector>

#include "export/drawing.h"

namespace lab::exports {

struct Grid {
  std::size_t side = 2;       // places along each axis
  std::vector<float> values;  // side · side, row by row; finite
};

// In squares of the grid: (0, 0) is the first place, (side − 1, 0) the last of the first row. Convex, next to each other, not over.
std::vector<std::vector<Point>> above(const Grid&, float level);

// Pieces of two points.
std::vector<std::vector<Point>> line_at(const Grid&, float level);

}  // namespace lab::exports
