#include "data/points.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "base/hash.h"

using namespace lab;

namespace {

data::PointSet make(std::string_view id, double noise = 0.0, std::uint64_t seed = 1, int count = 500,
                    double split = 0.5) {
  data::PointRequest request;
  request.count = count;
  request.train_share = split;
  request.noise = noise;
  request.seed = seed;
  return data::find_dataset(id)->generate(request);
}

double distance(const data::PointSet& set, std::size_t i, std::size_t j) {
  const double d1 = set.x1[i] - set.x1[j];
  const double d2 = set.x2[i] - set.x2[j];
  return std::sqrt(d1 * d1 + d2 * d2);
}

double closest_opponents(const data::PointSet& set) {
  double closest = 1e9;
  for (std::size_t i = 0; i < set.label.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (set.label[i] != set.label[j]) closest = std::min(closest, distance(set, i, j));
    }
  }
  return closest;
}

}  // namespace

TEST_CASE("every generated set is balanced in the training part and in the held-out part") {
  for (const data::DatasetRow& row : data::datasets()) {
    if (row.is_exact_table) continue;
    for (const double split : {0.1, 0.5, 0.9}) {
      CAPTURE(row.id);
      const data::PointSet set = make(row.id, 0.1, 3, 501, split);
      REQUIRE(set.x1.size() == 501);
      REQUIRE(set.x2.size() == 501);
      REQUIRE(set.label.size() == 501);
      CHECK(set.train_count == static_cast<std::size_t>(std::floor(split * 501 + 0.5)));
      const auto middle = set.label.begin() + static_cast<std::ptrdiff_t>(set.train_count);
      const auto train_ones = std::count(set.label.begin(), middle, 1);
      const auto test_ones = std::count(middle, set.label.end(), 1);
      CHECK(std::abs(2 * train_ones - (middle - set.label.begin())) <= 1);
      CHECK(std::abs(2 * test_ones - (set.label.end() - middle)) <= 1);
    }
  }
}

TEST_CASE("clean points lie inside the plane with a spread near one") {
  for (const data::DatasetRow& row : data::datasets()) {
    if (row.is_exact_table) continue;
    CAPTURE(row.id);
    const data::PointSet set = make(row.id);
    double sum = 0.0;
    for (std::size_t i = 0; i < set.x1.size(); ++i) {
      // Measured: up to 0.93.
      CHECK(std::abs(set.x1[i]) < 0.95 * set.plane.max);
      CHECK(std::abs(set.x2[i]) < 0.95 * set.plane.max);
      sum += set.x1[i] * set.x1[i] + set.x2[i] * set.x2[i];
    }
    const double spread = std::sqrt(sum / (2.0 * static_cast<double>(set.x1.size())));
    CHECK(spread > 0.75);  // inputs of this size suit every common initialisation
    CHECK(spread < 1.5);
  }
}

TEST_CASE("without noise the classes keep apart") {
  CHECK(closest_opponents(make("xor")) > 0.5);     // twice the gap along an axis
  CHECK(closest_opponents(make("linear")) > 0.5);  // twice the gap along the diagonal
  CHECK(closest_opponents(make("rings")) > 0.5);   // 1.6 − 1.05
  CHECK(closest_opponents(make("moons")) > 0.4);   // measured 0.65
  CHECK(closest_opponents(make("spiral")) > 0.5);  // across the centre, 2 · 0.12 · 2.4
}

TEST_CASE("the class is what the shape says") {
  const data::PointSet signs = make("xor");
  for (std::size_t i = 0; i < signs.x1.size(); ++i)
    CHECK((signs.x1[i] * signs.x2[i] < 0) == (signs.label[i] == 1));
  const data::PointSet halves = make("linear");
  for (std::size_t i = 0; i < halves.x1.size(); ++i) {
    CHECK((halves.x1[i] + halves.x2[i] > 0) == (halves.label[i] == 1));
  }
  const data::PointSet rings = make("rings");
  for (std::size_t i = 0; i < rings.x1.size(); ++i) {
    CHECK((std::hypot(rings.x1[i], rings.x2[i]) > 1.3F) == (rings.label[i] == 1));
  }
}

TEST_CASE("a straight line separates at least 99 % of the two blobs, for every seed") {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const data::PointSet set = make("gauss", 0.0, seed);
    int right = 0;
    for (std::size_t i = 0; i < set.x1.size(); ++i)
      right += (set.x1[i] + set.x2[i] > 0) == (set.label[i] == 1);
    CHECK(right >= 495);
  }
}

TEST_CASE("noise is the jitter's standard deviation as a share of the half plane") {
  const data::PointSet clean = make("xor", 0.0, 5, 5000);
  const data::PointSet noisy = make("xor", 0.2, 5, 5000);
  double sum = 0.0;
  for (std::size_t i = 0; i < clean.x1.size(); ++i) sum += std::pow(noisy.x1[i] - clean.x1[i], 2);
  // 5,000 draws estimate a standard deviation to 1 %; 5 % is five of these.
  CHECK(std::sqrt(sum / 5000.0) == doctest::Approx(0.2 * 3.0).epsilon(0.05));
}

TEST_CASE("xor_table is the truth table of exclusive or, all of it for training") {
  const data::PointSet set = make("xor_table", 0.3, 9, 100, 0.2);
  REQUIRE(set.x1.size() == 4);
  CHECK(set.train_count == 4);
  for (std::size_t i = 0; i < 4; ++i) CHECK((set.x1[i] != set.x2[i]) == (set.label[i] == 1));
  CHECK(set.plane.min == -0.5F);
  CHECK(set.plane.max == 1.5F);
}

TEST_CASE("a seed gives the same points again, another seed gives others") {
  for (const data::DatasetRow& row : data::datasets()) {
    if (row.is_exact_table) continue;
    CAPTURE(row.id);
    CHECK(make(row.id, 0.1, 7).x1 == make(row.id, 0.1, 7).x1);
    CHECK(make(row.id, 0.1, 7).x1 != make(row.id, 0.1, 8).x1);
  }
}

TEST_CASE("the sets have the same bits on every platform") {
  std::uint64_t hash = base::kHashSeed;
  for (const data::DatasetRow& row : data::datasets()) {
    const data::PointSet set = make(row.id, 0.1, 1);
    hash = base::hash_floats(set.x2, base::hash_floats(set.x1, hash));
  }
  CHECK(base::hex(hash) == "e1af3a82604938ef");
}

TEST_CASE("requests at the edge still give a set to train on") {
  CHECK(make("rings", 0.0, 1, 2, 0.5).train_count == 1);
  CHECK(make("rings", 0.0, 1, 0).x1.size() == 2);
  CHECK(make("rings", 0.0, 1, 10, 1.0).train_count == 10);
  CHECK(data::find_dataset("nothing") == nullptr);
}
