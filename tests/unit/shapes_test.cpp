// Pictures of outlines, drawn from a seed.
#include <doctest/doctest.h>

#include <array>
#include <cmath>

#include "base/hash.h"
#include "data/shapes.h"

using namespace lab;

namespace {

constexpr std::size_t kSide = data::kShapeSide;

float pixel(const data::ImageSet& images, std::size_t k, std::size_t row, std::size_t column) {
  return images.pixels[(row * kSide + column) * images.count + k];
}

}  // namespace

TEST_CASE("the same request gives the same pictures, another seed others") {
  const data::ImageSet one = data::make_shapes({200, 0.8, 0.1, 7});
  const data::ImageSet again = data::make_shapes({200, 0.8, 0.1, 7});
  const data::ImageSet other = data::make_shapes({200, 0.8, 0.1, 8});
  CHECK(one.pixels == again.pixels);
  CHECK(one.label == again.label);
  CHECK(one.pixels != other.pixels);
  CHECK(one.train_count == 160);
}

TEST_CASE("every kind comes as often as the others") {
  const data::ImageSet images = data::make_shapes({1001, 0.8, 0, 3});
  std::array<int, data::kShapeKinds> counts{};
  for (const std::uint8_t label : images.label) ++counts.at(label);
  for (const int count : counts) CHECK(std::abs(count - 250) <= 1);
}

TEST_CASE("each lies inside its picture as a whole, drawn from dark to bright") {
  const data::ImageSet images = data::make_shapes({400, 0.8, 0, 5});
  for (std::size_t k = 0; k < images.count; ++k) {
    float brightest = 0, border = 0;
    double drawn = 0;
    for (std::size_t row = 0; row < kSide; ++row) {
      for (std::size_t column = 0; column < kSide; ++column) {
        const float value = pixel(images, k, row, column);
        REQUIRE(value >= 0);
        REQUIRE(value <= 1);
        brightest = std::max(brightest, value);
        drawn += static_cast<double>(value);
        const bool is_border = row == 0 || column == 0 || row == kSide - 1 || column == kSide - 1;
        if (is_border) border = std::max(border, value);
      }
    }
    CHECK(brightest > 0.7F);
    CHECK(drawn > 15);
    CHECK(border < 1.0F);
  }
}

TEST_CASE(
    "where a picture is bright says nothing of its kind: each kind is on average as bright at the middle as "
    "at the left") {
  const data::ImageSet images = data::make_shapes({8000, 0.8, 0, 11});
  std::array<std::array<double, 3>, data::kShapeKinds> thirds{};
  std::array<double, data::kShapeKinds> all{};
  for (std::size_t k = 0; k < images.count; ++k) {
    for (std::size_t row = 0; row < kSide; ++row) {
      for (std::size_t column = 0; column < kSide; ++column) {
        const auto value = static_cast<double>(pixel(images, k, row, column));
        thirds.at(images.label[k]).at(column * 3 / kSide) += value;
        all.at(images.label[k]) += value;
      }
    }
  }
  for (std::size_t kind = 0; kind < data::kShapeKinds; ++kind) {
    CHECK(thirds[kind][0] / all[kind] == doctest::Approx(thirds[kind][2] / all[kind]).epsilon(0.06));
    CHECK(thirds[kind][0] / all[kind] > 0.12);  // although the largest reach over more than half of it
  }
}

TEST_CASE("a circle has no corners and a cross has a middle") {
  const data::ImageSet images = data::make_shapes({400, 0.8, 0, 13});
  for (std::size_t k = 0; k < images.count; ++k) {
    double weight = 0, row_sum = 0, column_sum = 0;
    for (std::size_t row = 0; row < kSide; ++row) {
      for (std::size_t column = 0; column < kSide; ++column) {
        const auto value = static_cast<double>(pixel(images, k, row, column));
        weight += value;
        row_sum += value * static_cast<double>(row);
        column_sum += value * static_cast<double>(column);
      }
    }
    const float middle = pixel(images, k, static_cast<std::size_t>(std::lround(row_sum / weight)),
                               static_cast<std::size_t>(std::lround(column_sum / weight)));
    if (data::shape_id(images.label[k]) == "cross") {
      CHECK(middle > 0.2F);
    } else {
      CHECK(middle == 0.0F);
    }
  }
}

TEST_CASE("the bits of the pictures are the golden ones") {
  const data::ImageSet images = data::make_shapes({64, 0.8, 0.1, 1});
  CHECK(base::hex(base::hash_floats(images.pixels)) == "aab19c1169c3a3bd");
}
