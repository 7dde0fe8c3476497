#include "app/sketch.h"

#include <algorithm>
#include <cmath>

namespace lab::app {

namespace {

constexpr double kFar = 1e9;  // from what is not there

double share_to_x(const SketchAxes& axes, double share) {
  return axes.x.min + share * (axes.x.max - axes.x.min);
}

std::size_t place_of(const SketchAxes& axes, double x) {
  const double share = (x - axes.x.min) / (axes.x.max - axes.x.min);
  return static_cast<std::size_t>(std::lround(std::clamp(share, 0.0, 1.0) * (kSketchPlaces - 1)));
}

std::size_t place_of_key(std::size_t key) { return key * (kSketchPlaces - 1) / (kSketchKeys - 1); }

double distance(SketchPoint a, SketchPoint b) { return std::hypot(a.x - b.x, a.y - b.y); }

double distance_to_piece(SketchPoint p, SketchPoint a, SketchPoint b) {
  const double dx = b.x - a.x, dy = b.y - a.y;
  const double length2 = dx * dx + dy * dy;
  const double along = length2 > 0 ? ((p.x - a.x) * dx + (p.y - a.y) * dy) / length2 : 0;
  const double t = std::clamp(along, 0.0, 1.0);
  return distance(p, {a.x + t * dx, a.y + t * dy});
}

double distance_to_line(SketchPoint p, const SketchLine& line) {
  double least = line.empty() ? kFar : distance(p, line.front());
  for (std::size_t i = 1; i < line.size(); ++i)
    least = std::min(least, distance_to_piece(p, line[i - 1], line[i]));
  return least;
}

const SketchPoint* nearest(SketchPoint p, const SketchLine& points) {
  const auto found = std::min_element(points.begin(), points.end(), [&](SketchPoint a, SketchPoint b) {
    return distance(p, a) < distance(p, b);
  });
  return found == points.end() ? nullptr : &*found;
}

// The line as points no further apart than that.
SketchLine dense(const SketchLine& line, double apart) {
  SketchLine points;
  for (std::size_t i = 0; i + 1 < line.size(); ++i) {
    const auto pieces = std::max(1.0, std::ceil(distance(line[i], line[i + 1]) / apart));
    for (double k = 0; k < pieces; ++k) {
      const double t = k / pieces;
      points.push_back(
          {line[i].x + t * (line[i + 1].x - line[i].x), line[i].y + t * (line[i + 1].y - line[i].y)});
    }
  }
  if (!line.empty()) points.push_back(line.back());
  return points;
}

SketchResult compare_borders(const SketchLine& drawn, SketchLine truth, double tolerance) {
  SketchResult result;
  const SketchLine line = dense(drawn, tolerance / 2);
  std::size_t near = 0;
  double furthest = -1;
  const auto count = [&](double apart, SketchPoint at_truth, SketchPoint at_drawing) {
    if (apart <= tolerance) ++near;
    if (apart <= furthest) return;
    furthest = apart;
    result.worst = at_truth;
    result.worst_drawn = at_drawing;
  };
  for (const SketchPoint p : truth) {
    const SketchPoint* const there = nearest(p, line);
    count(distance_to_line(p, drawn), p, there == nullptr ? p : *there);
  }
  for (const SketchPoint p : line) {
    const SketchPoint* const there = nearest(p, truth);
    count(there == nullptr ? kFar : distance(p, *there), there == nullptr ? p : *there, p);
  }
  const std::size_t all = truth.size() + line.size();
  result.share = all == 0 ? 1 : static_cast<double>(near) / static_cast<double>(all);
  result.truth = std::move(truth);
  return result;
}

SketchResult compare_graphs(const SketchLine& drawn, SketchLine truth, double tolerance) {
  SketchResult result;
  std::size_t near = 0, known = 0;
  double furthest = -1;
  for (std::size_t i = 0; i < truth.size() && i < drawn.size(); ++i) {
    const double apart = std::fabs(drawn[i].y - truth[i].y);
    if (!std::isfinite(apart)) continue;  // where there is no truth nothing is wrong
    ++known;
    if (apart <= tolerance) ++near;
    if (apart <= furthest) continue;
    furthest = apart;
    result.worst = truth[i];
    result.worst_drawn = drawn[i];
  }
  result.share = known == 0 ? 0 : static_cast<double>(near) / static_cast<double>(known);
  result.truth = std::move(truth);
  return result;
}

double mean_distance(const SketchLine& drawn, const auto& y) {
  double sum = 0;
  for (std::size_t i = 0; i < drawn.size(); ++i) sum += std::fabs(drawn[i].y - y(i));
  return sum / static_cast<double>(drawn.size());
}

lesson::Mistake::Kind mistake_of(const SketchLine& drawn, const SketchResult& result,
                                 std::span<const double> f, double tolerance) {
  using Kind = lesson::Mistake::Kind;
  const bool is_like_f =
      f.size() == drawn.size() && mean_distance(drawn, [&](std::size_t i) { return f[i]; }) <
                                      mean_distance(
                                          drawn, [&](std::size_t i) { return result.truth[i].y; }) /
                                          2;
  if (is_like_f) return Kind::like_f;
  if (result.worst_drawn.y < -tolerance && result.worst.y >= 0) return Kind::negative;
  return result.worst_drawn.y > result.worst.y ? Kind::too_high : Kind::too_low;
}

}  // namespace

SketchLine flat_graph(const SketchAxes& axes, double y) {
  SketchLine graph(kSketchPlaces);
  for (std::size_t i = 0; i < kSketchPlaces; ++i)
    graph[i] = {share_to_x(axes, static_cast<double>(i) / (kSketchPlaces - 1)), y};
  return graph;
}

SketchLine with_stroke(SketchLine graph, const SketchAxes& axes, SketchPoint from, SketchPoint to) {
  if (graph.size() != kSketchPlaces) graph = flat_graph(axes, from.y);
  if (from.x > to.x) std::swap(from, to);
  const std::size_t first = place_of(axes, from.x), last = place_of(axes, to.x);
  for (std::size_t i = first; i <= last; ++i) {
    const double t = to.x > from.x ? std::clamp((graph[i].x - from.x) / (to.x - from.x), 0.0, 1.0) : 1;
    graph[i].y = std::clamp(from.y + t * (to.y - from.y), axes.y.min, axes.y.max);
  }
  return graph;
}

SketchLine levelled(SketchLine graph, const Interval& reach) {
  const auto is_before = [&](const SketchPoint& point) { return point.x < reach.min; };
  const auto is_within = [&](const SketchPoint& point) { return point.x <= reach.max; };
  const auto first = std::find_if_not(graph.begin(), graph.end(), is_before);
  const auto last = std::find_if(graph.rbegin(), graph.rend(), is_within);
  if (first == graph.end() || last == graph.rend()) return graph;
  const double left = first->y, right = last->y;
  for (SketchPoint& point : graph) {
    if (is_before(point)) point.y = left;
    if (!is_within(point)) point.y = right;
  }
  return graph;
}

SketchLine with_value(SketchLine graph, const SketchAxes& axes, std::size_t key, double y) {
  if (graph.size() != kSketchPlaces) graph = flat_graph(axes, 0);
  const std::size_t at = place_of_key(key);
  graph[at].y = std::clamp(y, axes.y.min, axes.y.max);
  const auto join = [&](std::size_t other) {
    const auto [low, high] = std::minmax(at, other);
    for (std::size_t i = low + 1; i < high; ++i) {
      const double t = static_cast<double>(i - low) / static_cast<double>(high - low);
      graph[i].y = graph[low].y + t * (graph[high].y - graph[low].y);
    }
  };
  if (key > 0) join(place_of_key(key - 1));
  if (key + 1 < kSketchKeys) join(place_of_key(key + 1));
  return graph;
}

double value_at(const SketchLine& graph, std::size_t key) {
  return graph.size() == kSketchPlaces ? graph[place_of_key(key)].y : 0;
}

SketchResult compare(const SketchLine& drawn, SketchLine truth, std::span<const double> f,
                     const lesson::Step& step) {
  const bool is_border = step.sketch == lesson::Sketch::border;
  SketchResult result = is_border ? compare_borders(drawn, std::move(truth), step.tolerance)
                                  : compare_graphs(drawn, std::move(truth), step.tolerance);
  if (result.share < step.pass) result.mistake = mistake_of(drawn, result, f, step.tolerance);
  return result;
}

}  // namespace lab::app
