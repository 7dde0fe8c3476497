#include "data/points.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "base/math.h"
#include "base/rng.h"
#include "base/rows.h"

namespace lab::data {

namespace {

constexpr std::uint64_t kPointStream = 0x706f696e74;  // "point": apart from the network's own streams
constexpr float kPi = 3.14159265358979F;

struct Point {
  float x1 = 0.0F;
  float x2 = 0.0F;
};

// A shape gives one clean point of a class. `along` in [0, 1) is spread evenly over the points of the class,
// so that curves are covered without gaps; what is left of the freedom is drawn from the stream,
// one draw per statement.
using Shape = Point (*)(int label, float along, base::Rng& rng);

// Four squares; the gap along the axes lets a network reach 100 %.
// Class 1 where the signs differ, as in the table.
Point xor_shape(int label, float along, base::Rng& rng) {
  constexpr float kGap = 0.25F;
  constexpr float kReach = 2.2F;
  const float width1 = base::uniform(rng, kGap, kReach);
  const float width2 = base::uniform(rng, kGap, kReach);
  const float sign1 = along < 0.5F ? 1.0F : -1.0F;
  const float sign2 = label == 1 ? -sign1 : sign1;
  return {sign1 * width1, sign2 * width2};
}

// Two halves of a square, cut by the diagonal x1 + x2 = 0 with a gap.
Point linear_shape(int label, float along, base::Rng& rng) {
  constexpr float kGap = 0.25F;
  constexpr float kReach = 2.0F;
  constexpr float kDiagonal = 0.70710678F;
  const float across = base::uniform(rng, kGap, kReach);
  const float side = label == 1 ? across : -across;
  const float position = (2.0F * along - 1.0F) * kReach;
  return {(side + position) * kDiagonal, (side - position) * kDiagonal};
}

// Class 0 fills the inner disc, class 1 the ring around it; both evenly by area.
Point rings_shape(int label, float along, base::Rng& rng) {
  constexpr float kInner = 1.05F;
  constexpr float kRingFrom = 1.6F;
  constexpr float kRingTo = 2.4F;
  const float share = base::uniform(rng);
  const float low = label == 1 ? kRingFrom * kRingFrom : 0.0F;
  const float high = label == 1 ? kRingTo * kRingTo : kInner * kInner;
  const float radius = base::sqrt(low + share * (high - low));
  const float angle = 2.0F * kPi * along;
  return {radius * base::cos(angle), radius * base::sin(angle)};
}

// Two half circles, each reaching into the hollow of the other.
Point moons_shape(int label, float along, base::Rng& rng) {
  constexpr float kRadius = 1.5F;
  const float thickness = base::uniform(rng, -0.12F, 0.12F);
  const float angle = kPi * along;
  const float across = (kRadius + thickness) * base::cos(angle);
  const float up = (kRadius + thickness) * base::sin(angle);
  if (label == 0) return {across - 0.5F * kRadius, up - 0.25F * kRadius};
  return {across + 0.5F * kRadius, 0.25F * kRadius - up};
}

// Two round blobs; their centres are 7.4 standard deviations apart, so that a line errs once in 9,000 points.
Point gauss_shape(int label, float, base::Rng& rng) {
  constexpr float kCentre = 1.1F;
  constexpr float kSpread = 0.42F;
  const float offset1 = base::normal(rng);
  const float offset2 = base::normal(rng);
  const float centre = label == 1 ? kCentre : -kCentre;
  return {centre + kSpread * offset1, centre + kSpread * offset2};
}

// Two arms of an Archimedean spiral, half a turn apart. The innermost eighth is left out.
Point spiral_shape(int label, float along, base::Rng&) {
  constexpr float kTurns = 1.5F;
  constexpr float kReach = 2.4F;
  constexpr float kStart = 0.12F;  // the arms would meet in the centre
  const float share = kStart + (1.0F - kStart) * along;
  const float angle = 2.0F * kPi * kTurns * share + (label == 1 ? kPi : 0.0F);
  return {kReach * share * base::sin(angle), kReach * share * base::cos(angle)};
}

std::vector<Point> class_points(Shape shape, int label, std::size_t count, float jitter, base::Rng& rng) {
  std::vector<Point> points(count);
  for (std::size_t i = 0; i < count; ++i) {
    const float offset = base::uniform(rng);
    const float along = std::min((static_cast<float>(i) + offset) / static_cast<float>(count), 0.99999994F);
    points[i] = shape(label, along, rng);
    const float jitter1 = base::normal(rng);
    const float jitter2 = base::normal(rng);
    points[i].x1 += jitter * jitter1;
    points[i].x2 += jitter * jitter2;
  }
  std::vector<std::uint32_t> order(count);
  std::iota(order.begin(), order.end(), 0U);
  base::shuffle(rng, order);
  std::vector<Point> shuffled(count);
  for (std::size_t i = 0; i < count; ++i) shuffled[i] = points[order[i]];
  return shuffled;
}

// Classes alternate and each is shuffled, so that every prefix is a fair, balanced sample.
PointSet make_set(Shape shape, const PointRequest& request) {
  PointSet set;
  const std::size_t count = static_cast<std::size_t>(std::max(request.count, 2));
  const float jitter = static_cast<float>(request.noise) * 0.5F * (set.plane.max - set.plane.min);
  base::Rng rng = base::make_rng(request.seed, kPointStream);
  const std::vector<Point> class0 = class_points(shape, 0, (count + 1) / 2, jitter, rng);
  const std::vector<Point> class1 = class_points(shape, 1, count / 2, jitter, rng);
  for (std::size_t i = 0; i < count; ++i) {
    const Point& point = i % 2 == 0 ? class0[i / 2] : class1[i / 2];
    set.x1.push_back(point.x1);
    set.x2.push_back(point.x2);
    set.label.push_back(static_cast<std::uint8_t>(i % 2));
  }
  const double train = std::floor(request.train_share * static_cast<double>(count) + 0.5);
  set.train_count = std::clamp(static_cast<std::size_t>(std::max(train, 0.0)), std::size_t{1}, count);
  return set;
}

PointSet generate_xor(const PointRequest& request) { return make_set(xor_shape, request); }
PointSet generate_linear(const PointRequest& request) { return make_set(linear_shape, request); }
PointSet generate_rings(const PointRequest& request) { return make_set(rings_shape, request); }
PointSet generate_moons(const PointRequest& request) { return make_set(moons_shape, request); }
PointSet generate_gauss(const PointRequest& request) { return make_set(gauss_shape, request); }
PointSet generate_spiral(const PointRequest& request) { return make_set(spiral_shape, request); }

PointSet generate_xor_table(const PointRequest&) {
  PointSet set;
  set.x1 = {0.0F, 0.0F, 1.0F, 1.0F};
  set.x2 = {0.0F, 1.0F, 0.0F, 1.0F};
  set.label = {0, 1, 1, 0};
  set.train_count = 4;
  set.plane = {-0.5F, 1.5F};
  return set;
}

constexpr std::array<DatasetRow, 7> kDatasets{{
    {"xor", false, generate_xor},
    {"linear", false, generate_linear},
    {"rings", false, generate_rings},
    {"moons", false, generate_moons},
    {"gauss", false, generate_gauss},
    {"spiral", false, generate_spiral},
    {"xor_table", true, generate_xor_table},
}};

}  // namespace

std::span<const DatasetRow> datasets() { return kDatasets; }

const DatasetRow* find_dataset(std::string_view id) { return base::find_row(kDatasets, id, &DatasetRow::id); }

}  // namespace lab::data
