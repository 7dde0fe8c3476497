#include "export/contour.h"

#include <array>

namespace lab::exports {

namespace {

struct Corner {
  Point at;
  float height = 0;  // above the level
};

// Around the square whose first place is this one.
std::array<Corner, 4> corners(const Grid& grid, std::size_t column, std::size_t row, float level) {
  const auto corner = [&](std::size_t c, std::size_t r) {
    return Corner{{static_cast<float>(c), static_cast<float>(r)}, grid.values[r * grid.side + c] - level};
  };
  return {corner(column, row), corner(column + 1, row), corner(column + 1, row + 1), corner(column, row + 1)};
}

Point crossing(const Corner& a, const Corner& b) {
  const float share = a.height / (a.height - b.height);
  return {a.at.x + (b.at.x - a.at.x) * share, a.at.y + (b.at.y - a.at.y) * share};
}

struct Square {
  std::vector<Point> above;      // a convex polygon, at most six points
  std::vector<Point> crossings;  // of its sides, in order: none, two or four
  bool begins_above = false;     // whether the first place is
};

Square cut(const std::array<Corner, 4>& corners) {
  Square square;
  square.begins_above = corners[0].height > 0;
  for (std::size_t i = 0; i < corners.size(); ++i) {
    const Corner& here = corners[i];
    const Corner& next = corners[(i + 1) % corners.size()];
    if (here.height > 0) square.above.push_back(here.at);
    if ((here.height > 0) == (next.height > 0)) continue;
    square.crossings.push_back(crossing(here, next));
    square.above.push_back(square.crossings.back());
  }
  return square;
}

bool is_whole(const Square& square) { return square.crossings.empty() && !square.above.empty(); }

}  // namespace

std::vector<std::vector<Point>> above(const Grid& grid, float level) {
  std::vector<std::vector<Point>> parts;
  for (std::size_t row = 0; row + 1 < grid.side; ++row) {
    const auto y = static_cast<float>(row);
    std::size_t whole = 0;  // squares of a run, up to the one before
    const auto end_run = [&](std::size_t column) {
      const auto from = static_cast<float>(column - whole);
      const auto to = static_cast<float>(column);
      if (whole > 0) parts.push_back({{from, y}, {to, y}, {to, y + 1}, {from, y + 1}});
      whole = 0;
    };
    for (std::size_t column = 0; column + 1 < grid.side; ++column) {
      const Square square = cut(corners(grid, column, row, level));
      if (is_whole(square)) {
        ++whole;
        continue;
      }
      end_run(column);
      if (!square.above.empty()) parts.push_back(square.above);
    }
    end_run(grid.side - 1);
  }
  return parts;
}

std::vector<std::vector<Point>> line_at(const Grid& grid, float level) {
  std::vector<std::vector<Point>> parts;
  for (std::size_t row = 0; row + 1 < grid.side; ++row) {
    for (std::size_t column = 0; column + 1 < grid.side; ++column) {
      const Square square = cut(corners(grid, column, row, level));
      const std::vector<Point>& at = square.crossings;
      // Of four, the polygon joins the places above: what lies between is the line.
      const std::size_t first = at.size() == 4 && square.begins_above ? 0 : at.size() == 4 ? 1 : 0;
      for (std::size_t i = 0; i + 1 < at.size(); i += 2)
        parts.push_back({at[(i + first) % at.size()], at[(i + first + 1) % at.size()]});
    }
  }
  return parts;
}

}  // namespace lab::exports
