#include "data/neighbours.h"

#include <doctest/doctest.h>

#include <string>

#include "base/rng.h"

using namespace lab;

namespace {

double accuracy(std::string_view id, int count, double noise) {
  data::PointRequest request;
  request.count = count;
  request.noise = noise;
  return data::neighbour_accuracy(data::find_dataset(id)->generate(request));
}

}  // namespace

TEST_CASE(
    "neighbours tell the class of nearly every point of every set without noise, however many there are") {
  for (const data::DatasetRow& row : data::datasets()) {
    for (const int count : {60, 100, 500, 1000, 2000}) {
      CAPTURE(row.id);
      CAPTURE(count);
      CHECK(accuracy(row.id, count, 0.0) > 0.95);
    }
  }
}

TEST_CASE("neighbours tell the less the more noise mixes the classes") {
  for (const char* id : {"xor", "rings", "moons", "spiral", "linear"}) {
    CAPTURE(std::string(id));
    CHECK(accuracy(id, 500, 0.02) > 0.95);
    CHECK(accuracy(id, 500, 0.5) < 0.75);
    CHECK(accuracy(id, 500, 0.5) < accuracy(id, 500, 0.1));
  }
}

TEST_CASE("of a straight border through noise neighbours tell about what the best border does") {
  // Both classes normal, of deviation 1, 2 apart: the border halfway is right in Φ(1) = 84 % of cases.
  data::PointSet points;
  base::Rng rng = base::make_rng(1, 1);
  for (int i = 0; i < 500; ++i) {
    const auto label = static_cast<std::uint8_t>(i % 2);
    points.x1.push_back(base::normal(rng) + (label == 1 ? 1.0F : -1.0F));
    points.x2.push_back(base::normal(rng));
    points.label.push_back(label);
  }
  // 167 points are asked: deviation 0.03.
  CHECK(data::neighbour_accuracy(points) == doctest::Approx(0.84).epsilon(0.07));
}

TEST_CASE("of a handful of points neighbours claim nothing") {
  CHECK(accuracy("xor_table", 20, 0.0) == 1.0);
  CHECK(accuracy("rings", 20, 0.5) == 1.0);
}
