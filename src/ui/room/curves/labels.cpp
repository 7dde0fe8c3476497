#include "ui/room/curves/labels.h"

#include <algorithm>
#include <cmath>

namespace lab::ui {

namespace {

constexpr float kBeside = 6;        // between a label and its line where that is steep
constexpr float kOffset = 4;        // between a label and its line
constexpr float kClearance = 8;     // at least, to other lines: a name is plainly nearer to its own
constexpr float kEnough = 40;       // clearance beyond this is no better
constexpr float kWorst = 100;       // of lines covered where that is allowed; deeper is no worse
constexpr float kColumn = 2;        // points: resolution of the silhouettes
constexpr int kCandidates = 48;     // places tried along the line, each above and below
constexpr float kBestShare = 0.8F;  // of the width: where names of lines are looked for first

// What a line covers, column by column, in points; min > max where it is not.
struct Silhouette {
  std::vector<float> min, max;
};

struct Span {
  float min = 1e9F, max = -1e9F;
  bool is_empty() const { return min > max; }
};

void cover(Silhouette& silhouette, const Plot& plot, ImVec2 from, ImVec2 to) {
  const auto columns = static_cast<int>(silhouette.min.size());
  const int first = std::clamp(static_cast<int>((from.x - plot.area.x) / kColumn), 0, columns - 1);
  const int last = std::clamp(static_cast<int>((to.x - plot.area.x) / kColumn), 0, columns - 1);
  for (int column = first; column <= last; ++column) {
    const float x0 = std::clamp(plot.area.x + static_cast<float>(column) * kColumn, from.x, to.x);
    const float x1 = std::clamp(x0 + kColumn, from.x, to.x);
    const float slope = to.x > from.x ? (to.y - from.y) / (to.x - from.x) : 0;
    const bool is_vertical = to.x - from.x < 0.01F;
    const float y0 = is_vertical ? from.y : from.y + (x0 - from.x) * slope;
    const float y1 = is_vertical ? to.y : from.y + (x1 - from.x) * slope;
    const auto i = static_cast<std::size_t>(column);
    silhouette.min[i] = std::min({silhouette.min[i], y0, y1});
    silhouette.max[i] = std::max({silhouette.max[i], y0, y1});
  }
}

Silhouette silhouette_of(const Plot& plot, const act::Curve& curve) {
  const auto columns = static_cast<std::size_t>(std::max(plot.area.w / kColumn, 1.0F));
  Silhouette silhouette{std::vector<float>(columns, 1e9F), std::vector<float>(columns, -1e9F)};
  for (std::size_t i = 1; i < curve.x.size(); ++i) {
    if (std::isnan(curve.y[i - 1]) || std::isnan(curve.y[i])) continue;
    cover(silhouette, plot, {px_from_x(plot, curve.x[i - 1]), px_from_y(plot, curve.y[i - 1])},
          {px_from_x(plot, curve.x[i]), px_from_y(plot, curve.y[i])});
  }
  return silhouette;
}

Span covered(const Silhouette& silhouette, const Plot& plot, float x0, float x1) {
  Span span;
  const auto columns = static_cast<int>(silhouette.min.size());
  const int first = std::clamp(static_cast<int>((x0 - plot.area.x) / kColumn), 0, columns - 1);
  const int last = std::clamp(static_cast<int>((x1 - plot.area.x) / kColumn), 0, columns - 1);
  for (auto i = static_cast<std::size_t>(first); i <= static_cast<std::size_t>(last); ++i) {
    span.min = std::min(span.min, silhouette.min[i]);
    span.max = std::max(span.max, silhouette.max[i]);
  }
  return span;
}

// How far the line stays from the rectangle; negative when it crosses it.
float clearance(const Silhouette& silhouette, const Plot& plot, const Rect& rect) {
  const Span span = covered(silhouette, plot, rect.x - kBeside, right(rect) + kBeside);
  if (span.is_empty()) return kEnough;
  return std::max(rect.y - span.max, span.min - bottom(rect));
}

struct Search {
  const Plot& plot;
  std::span<const Silhouette> lines;
  const std::vector<Rect>& taken;
  bool may_cover_lines = false;
};

// Larger is better; negative: impossible.
float score(const Search& search, std::size_t own, const Rect& rect, float own_height) {
  const Rect inside = inset(search.plot.area, 4, 4);
  if (rect.x < inside.x || right(rect) > right(inside) || rect.y < inside.y ||
      bottom(rect) > bottom(inside)) {
    return -1;
  }
  for (const Rect& other : search.taken) {
    const Rect overlap = intersection(inset(other, -6, -4), rect);
    if (overlap.w > 0 && overlap.h > 0) return -1;
  }
  float free = kEnough;
  for (std::size_t i = 0; i < search.lines.size(); ++i) {
    if (i == own) continue;
    const float gap = clearance(search.lines[i], search.plot, rect);
    if (gap < kClearance && !search.may_cover_lines) return -1;
    free = std::min(free, gap);
  }
  free = std::max(free, -kWorst);
  const float place = (centre(rect).x - search.plot.area.x) / search.plot.area.w;
  const float steepness = std::min(own_height, 60.0F);
  return 200 + free - steepness * 0.4F - std::abs(place - kBestShare) * 40;
}

bool find_place(const Search& search, std::size_t own, ImVec2 size, Rect& best) {
  float best_score = 0;
  for (int i = 0; i < kCandidates; ++i) {
    const float x = search.plot.area.x + search.plot.area.w * static_cast<float>(i) / kCandidates;
    const Span line = covered(search.lines[own], search.plot, x - kBeside, x + size.x + kBeside);
    if (line.is_empty()) continue;
    for (const float y : {line.min - kOffset - size.y, line.max + kOffset}) {
      const Rect rect{x, y, size.x, size.y};
      const float found = score(search, own, rect, line.max - line.min);
      if (found > best_score) {
        best_score = found;
        best = rect;
      }
    }
  }
  return best_score > 0;
}

}  // namespace

std::vector<Rect> label_places(const Plot& plot, std::span<const LabelledLine> lines,
                               std::span<const ImVec2> sizes) {
  std::vector<Silhouette> silhouettes;
  for (const LabelledLine& line : lines) silhouettes.push_back(silhouette_of(plot, *line.curve));
  std::vector<Rect> places(lines.size()), taken;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].label.empty()) continue;
    // The first line is the chosen function: among many others its name stands across them.
    const bool is_found = find_place({plot, silhouettes, taken}, i, sizes[i], places[i]) ||
                          (i == 0 && find_place({plot, silhouettes, taken, true}, i, sizes[i], places[i]));
    if (is_found) taken.push_back(places[i]);
  }
  return places;
}

void draw_curve_labels(const Frame& f, const Plot& plot, std::span<const LabelledLine> lines) {
  std::vector<ImVec2> sizes;
  for (const LabelledLine& line : lines) sizes.push_back(text_size(f, line.style, line.label));
  const std::vector<Rect> places = label_places(plot, lines, sizes);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const Rect& place = places[i];
    if (place.w == 0) continue;
    ImGui::GetWindowDrawList()->AddRectFilled({place.x - 2, place.y}, {right(place) + 2, bottom(place)},
                                              with_alpha(f.theme.card, 0.75F), 3);
    draw_text(f, {place.x, place.y, place.w + 1, place.h}, lines[i].style, lines[i].label);
  }
}

}  // namespace lab::ui
