#include "data/shapes.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <span>

#include "base/math.h"
#include "base/rng.h"

namespace lab::data {

namespace {

constexpr std::uint64_t kShapeStream = 0x7368617065;  // "shape"
constexpr float kPi = 3.14159265358979F;
constexpr float kSmallest = 5.5F, kLargest = 8.0F;  // radius of the circle around it, in pixels
constexpr float kThinnest = 1.2F, kThickest = 2.4F;
constexpr float kFaintest = 0.8F, kBrightest = 1.0F;
constexpr std::array<std::string_view, kShapeKinds> kIds = {"circle", "triangle", "square", "cross"};

using Point = Place;

struct Line {
  Point from, to;
};

float length(Point p) { return base::sqrt(p.x * p.x + p.y * p.y); }

float distance(const Line& line, Point p) {
  const Point way{line.to.x - line.from.x, line.to.y - line.from.y};
  const Point at{p.x - line.from.x, p.y - line.from.y};
  const float square = way.x * way.x + way.y * way.y;  // 0: a dot
  const float t = square > 0 ? std::clamp((at.x * way.x + at.y * way.y) / square, 0.0F, 1.0F) : 0;
  return length({at.x - t * way.x, at.y - t * way.y});
}

// What is drawn: the lines of a kind around the origin, or a circle.
struct Outline {
  std::vector<Line> lines;  // none: a circle
  float radius = 0;
};

Outline outline_of(std::size_t kind, float radius, float turn) {
  Outline outline{{}, radius};
  const auto corner = [&](int i, int of) {
    const float angle = turn + 2.0F * kPi * static_cast<float>(i) / static_cast<float>(of);
    return Point{radius * base::cos(angle), radius * base::sin(angle)};
  };
  const auto polygon = [&](int corners) {
    for (int i = 0; i < corners; ++i) outline.lines.push_back({corner(i, corners), corner(i + 1, corners)});
  };
  if (kind == 1) polygon(3);
  if (kind == 2) polygon(4);
  if (kind == 3) outline.lines = {{corner(0, 4), corner(2, 4)}, {corner(1, 4), corner(3, 4)}};
  return outline;
}

float distance(const Outline& outline, Point p) {
  if (outline.lines.empty()) return std::fabs(length(p) - outline.radius);
  float nearest = std::numeric_limits<float>::infinity();
  for (const Line& line : outline.lines) nearest = std::min(nearest, distance(line, p));
  return nearest;
}

Point middle_of(std::size_t pixel) {
  return {static_cast<float>(pixel % kShapeSide) + 0.5F, static_cast<float>(pixel / kShapeSide) + 0.5F};
}

// How much of a pixel is covered by a stroke of this width so far away.
float covered(float width, float distance) { return std::clamp(0.5F + width / 2 - distance, 0.0F, 1.0F); }

// One draw per statement.
void draw(ImageSet& images, std::size_t k, base::Rng& rng) {
  const auto side = static_cast<float>(kShapeSide);
  const float radius = base::uniform(rng, kSmallest, kLargest);
  const float width = base::uniform(rng, kThinnest, kThickest);
  const float brightness = base::uniform(rng, kFaintest, kBrightest);
  const float turn = base::uniform(rng, 0.0F, 2.0F * kPi);
  const float margin = radius + width / 2 + 0.5F;
  const float x = base::uniform(rng, margin, side - margin);
  const float y = base::uniform(rng, margin, side - margin);
  const Outline outline = outline_of(images.label[k], radius, turn);
  for (std::size_t at = 0; at < kShapeSide * kShapeSide; ++at) {
    const Point pixel{middle_of(at).x - x, middle_of(at).y - y};
    images.pixels[at * images.count + k] = brightness * covered(width, distance(outline, pixel));
  }
}

}  // namespace

std::string_view shape_id(std::size_t kind) { return kIds[kind]; }

std::vector<float> draw_strokes(std::span<const Stroke> strokes, float width) {
  std::vector<float> picture(kShapeSide * kShapeSide, 0.0F);
  for (std::size_t at = 0; at < picture.size(); ++at) {
    for (const Stroke& stroke : strokes) {
      for (std::size_t i = 0; i < std::max<std::size_t>(stroke.size() - 1, 1); ++i) {
        const Line line{stroke[i], stroke[std::min(i + 1, stroke.size() - 1)]};
        picture[at] = std::max(picture[at], covered(width, distance(line, middle_of(at))));
      }
    }
  }
  return picture;
}

ImageSet make_shapes(const ImageRequest& request) {
  ImageSet images = make_blank(kShapeSide, kShapeKinds, request.count, request);
  base::Rng rng = base::make_rng(request.seed, kShapeStream);
  std::vector<std::uint32_t> order(request.count);
  for (std::size_t k = 0; k < request.count; ++k) order[k] = static_cast<std::uint32_t>(k % kShapeKinds);
  base::shuffle(rng, order);
  for (std::size_t k = 0; k < request.count; ++k) images.label[k] = static_cast<std::uint8_t>(order[k]);
  for (std::size_t k = 0; k < request.count; ++k) draw(images, k, rng);
  add_noise(images, request, rng);
  return images;
}

}  // namespace lab::data
