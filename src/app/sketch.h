// What a learner draws before she sees it, and how far that is from the truth.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "app/scenario.h"
#include "lesson/lesson.h"

namespace lab::app {

inline constexpr std::size_t kSketchPlaces = 65;      // of a graph, evenly over its axis, both ends included
inline constexpr std::size_t kSketchKeys = 5;         // of them are set by keys, evenly too
inline constexpr std::size_t kMaxSketchPoints = 200;  // of a border

struct SketchPoint {
  double x = 0, y = 0;

  bool operator==(const SketchPoint&) const = default;
};

// A graph has one point for each of its places, from left to right, none before it is begun; a border is a line through its points,
// in the order in which they were drawn.
using SketchLine = std::vector<SketchPoint>;

// The axes of what is drawn, in data units.
struct SketchAxes {
  Interval x, y;
};

SketchLine flat_graph(const SketchAxes&, double y);

// The graph with what the pointer went over between two points; where nothing was drawn yet it goes on level.
SketchLine with_stroke(SketchLine, const SketchAxes&, SketchPoint from, SketchPoint to);

// The same beyond what the pointer has reached: level on both sides.
SketchLine levelled(SketchLine, const Interval& reach);

// One of the values that keys set, `key` < kSketchKeys; straight from there to its neighbours. A border becomes a graph by it.
SketchLine with_value(SketchLine, const SketchAxes&, std::size_t key, double y);
double value_at(const SketchLine& graph, std::size_t key);

struct SketchResult {
  double share =
      0;  // of the truth that is no further than the tolerance from the drawing, and the other way round
  SketchPoint worst_drawn, worst;  // where the drawing is furthest from the truth
  SketchLine truth;                // of a graph: at its places; of a border: points on it, in no order
  std::optional<lesson::Mistake::Kind> mistake;  // of the worst place; none where the sketch passes
};

// `f`: the curve whose slope it is, at the places of the graph; empty for what is no slope.
SketchResult compare(const SketchLine& drawn, SketchLine truth, std::span<const double> f,
                     const lesson::Step&);

}  // namespace lab::app
