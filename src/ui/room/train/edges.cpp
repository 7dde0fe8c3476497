// Where the neurons stand, the weights as lines between them, and which one the pointer is on.
#include <algorithm>
#include <cmath>

#include "ui/control/gesture.h"
#include "ui/room/train/diagram.h"

namespace lab::ui {

namespace {

constexpr float kMaxTile = 88;
constexpr float kSparseTile = 44;  // of a layer of few beside one of many that have to be smaller
constexpr float kMinTile = 8;
constexpr float kPitch = 1.25F;  // from tile to tile, by the tile
constexpr float kEdgePiece = 7;  // points of width, of which an edge is drawn in one straight piece
constexpr int kLeastPieces = 8;
constexpr int kMostPieces = 16;
constexpr std::size_t kManyEdges = 900;  // beyond it edges are straight and the faint ones are left out
constexpr float kReach = 4;              // points beside an edge that still are on it

// What is drawn of an edge: from the right side of a tile to the left side of another.
struct Course {
  ImVec2 from, to;
  float share = 0;  // of the largest weight of its layer
  bool is_straight = false;
};

// visit(const Edge&, const Course&)
template <typename Visit>
void each_edge(const Diagram& g, const nn::Snapshot& snapshot, const Visit& visit) {
  const std::vector<nn::LayerShape> shapes = nn::layer_shapes(snapshot.network);
  for (std::size_t l = 0; l < shapes.size(); ++l) {
    const nn::LayerShape& shape = shapes[l];
    const auto count = static_cast<std::size_t>(shape.in) * static_cast<std::size_t>(shape.out);
    const float* weights = snapshot.params.data() + shape.weights;
    float largest = 1e-9F;
    for (std::size_t i = 0; i < count; ++i) largest = std::max(largest, std::abs(weights[i]));
    const bool has_many = count > kManyEdges;
    for (int out = 0; out < shape.out; ++out) {
      for (int in = 0; in < shape.in; ++in) {
        const Edge edge{static_cast<int>(l), in, out, weights[out * shape.in + in]};
        Course course{tile_centre(g, edge.column, in), tile_centre(g, edge.column + 1, out),
                      std::isfinite(edge.weight) ? std::abs(edge.weight) / largest : 0, has_many};
        if (has_many && course.share < 0.1F) continue;
        course.from.x += g.columns[l].tile / 2;
        course.to.x -= g.columns[l + 1].tile / 2;
        visit(edge, course);
      }
    }
  }
}

void draw_edge(const Frame& f, const Course& c, float weight, float wider) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float opacity = wider > 0 ? 1 : 0.15F + 0.7F * std::sqrt(c.share);
  const ImU32 colour = with_alpha(weight < 0 ? f.theme.negative : f.theme.positive, opacity);
  const float width = 0.6F + 3.2F * c.share + wider;
  if (c.is_straight) return draw->AddLine(c.from, c.to, colour, width);
  const float bend = (c.to.x - c.from.x) * 0.5F;
  const int segments =
      std::clamp(static_cast<int>((c.to.x - c.from.x) / kEdgePiece), kLeastPieces, kMostPieces);
  draw->AddBezierCubic(c.from, {c.from.x + bend, c.from.y}, {c.to.x - bend, c.to.y}, c.to, colour, width,
                       segments);
}

// Of a point between the ends, along x, from the edge: about at right angles to it.
float distance(const Course& c, ImVec2 at) {
  const ImVec2 size{c.to.x - c.from.x, c.to.y - c.from.y};
  const float share = (at.x - c.from.x) / size.x;
  if (!(share > 0 && share < 1)) return kReach + 1;
  float low = 0, high = 1;  // where the curve is there: its x grows all the way
  for (int i = 0; i < 12 && !c.is_straight; ++i) {
    const float t = (low + high) / 2;
    (1.5F * t * (1 - t) + t * t * t < share ? low : high) = t;
  }
  const float t = c.is_straight ? share : low;
  const float y = c.from.y + size.y * (c.is_straight ? t : t * t * (3 - 2 * t));
  const float slope = size.y / size.x * (c.is_straight ? 1 : 6 * t * (1 - t) / (1.5F - 3 * t + 3 * t * t));
  return std::abs(at.y - y) / std::hypot(1.0F, slope);
}

}  // namespace

Diagram diagram_in(const nn::NetworkSpec& network, const Rect& rect) {
  Diagram g;
  g.columns.push_back({network.inputs});
  for (const nn::HiddenLayer& layer : network.hidden) g.columns.push_back({layer.units});
  g.columns.push_back({network.outputs});
  const auto gaps = static_cast<float>(g.columns.size() - 1);
  const float widest = std::clamp(rect.w / (gaps + 1) * 0.62F, kMinTile, kMaxTile);
  g.spacing = (rect.w - widest) / gaps;
  g.middle = centre(rect).y;
  const auto side = [&](const Column& column) {
    return std::clamp(rect.h / static_cast<float>(column.units) / kPitch, kMinTile, widest);
  };
  float common = widest;  // of all, where the fullest column is not much too full for it
  for (const Column& column : g.columns) common = std::min(common, side(column));
  for (std::size_t i = 0; i < g.columns.size(); ++i) {
    Column& column = g.columns[i];
    column.x = rect.x + widest / 2 + g.spacing * static_cast<float>(i);
    column.tile = std::min(side(column), std::max(common, std::min(kSparseTile, widest)));
    column.pitch = std::min(rect.h / static_cast<float>(column.units), column.tile * kPitch);
  }
  return g;
}

ImVec2 tile_centre(const Diagram& g, int column, int unit) {
  const Column& c = g.columns[static_cast<std::size_t>(column)];
  return {c.x, g.middle + (static_cast<float>(unit) - static_cast<float>(c.units - 1) / 2) * c.pitch};
}

Rect tile_rect(const Diagram& g, int column, int unit) {
  const ImVec2 at = tile_centre(g, column, unit);
  const float side = g.columns[static_cast<std::size_t>(column)].tile;
  return {at.x - side / 2, at.y - side / 2, side, side};
}

std::optional<Edge> pointed_edge(const Diagram& g, const nn::Snapshot& snapshot) {
  std::optional<Edge> nearest;
  float least = kReach;
  const ImVec2 at = pointer().at;
  if (!ImGui::IsWindowHovered() || pointer().is_down) return nearest;
  each_edge(g, snapshot, [&](const Edge& edge, const Course& course) {
    const float away = distance(course, at);
    if (away >= least) return;
    least = away;
    nearest = edge;
  });
  return nearest;
}

void draw_edges(const Frame& f, const Diagram& g, const nn::Snapshot& snapshot,
                const std::optional<Edge>& pointed) {
  each_edge(g, snapshot, [&](const Edge& edge, const Course& course) {
    draw_edge(f, course, edge.weight, edge == pointed ? 1.5F : 0);
  });
}

}  // namespace lab::ui
