// The best that a straight line can do, beside all lines there are.
#include "data/best_line.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

#include "app/app.h"
#include "base/rng.h"

using namespace lab;

namespace {

struct Points {
  std::vector<float> x1, x2;
  std::vector<std::uint8_t> label;
};

double best(const Points& p) { return data::best_line_accuracy(p.x1, p.x2, p.label); }

// Of every way to split them: a line through two points, moved and turned by a hair, and lines beside all.
double by_all_pairs(const Points& p) {
  const std::size_t n = p.label.size();
  std::size_t most = static_cast<std::size_t>(std::count(p.label.begin(), p.label.end(), 1));
  most = std::max(most, n - most);
  const auto score = [&](double a, double b, double c) {
    std::size_t right = 0;
    for (std::size_t i = 0; i < n; ++i) {
      const bool is_above = a * static_cast<double>(p.x1[i]) + b * static_cast<double>(p.x2[i]) > c;
      right += is_above == (p.label[i] != 0) ? 1 : 0;
    }
    most = std::max({most, right, n - right});
  };
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t k = 0; k < n; ++k) {
      const double dx = static_cast<double>(p.x1[k]) - static_cast<double>(p.x1[i]);
      const double dy = static_cast<double>(p.x2[k]) - static_cast<double>(p.x2[i]);
      const double x = (static_cast<double>(p.x1[i]) + static_cast<double>(p.x1[k])) / 2;
      const double y = (static_cast<double>(p.x2[i]) + static_cast<double>(p.x2[k])) / 2;
      for (const double turned : {-1e-6, 0.0, 1e-6}) {
        for (const double moved : {-1e-6, 1e-6}) {
          const double a = -dy + turned * dx;
          const double b = dx + turned * dy;
          score(a, b, a * x + b * y + moved);
        }
      }
    }
  }
  return static_cast<double>(most) / static_cast<double>(n);
}

}  // namespace

TEST_CASE("no line gets more than three of the four points of XOR, and one gets all of any three") {
  CHECK(best({{0, 0, 1, 1}, {0, 1, 0, 1}, {0, 1, 1, 0}}) == 0.75);
  CHECK(best({{0, 0, 1}, {0, 1, 0}, {0, 1, 1}}) == 1);
  CHECK(best({{0, 1, 2}, {0, 0, 0}, {0, 1, 0}}) == doctest::Approx(2.0 / 3));  // in a row
  CHECK(best({{5}, {5}, {1}}) == 1);
}

TEST_CASE("the best line is the best of all lines that separate the points differently") {
  base::Rng rng = base::make_rng(7, 1);
  for (int round = 0; round < 60; ++round) {
    Points p;
    const int count = 3 + round % 12;
    for (int i = 0; i < count; ++i) {
      p.x1.push_back(base::uniform(rng, -1, 1));
      p.x2.push_back(base::uniform(rng, -1, 1));
      p.label.push_back(base::uniform(rng) < 0.5F ? 0 : 1);
    }
    CAPTURE(round);
    CHECK(best(p) == doctest::Approx(by_all_pairs(p)));
  }
}

TEST_CASE("points at the same place count as one, and turning or mirroring them changes nothing") {
  const Points p{{0, 0, 1, 1, 1}, {0, 0, 0, 1, 2}, {0, 1, 1, 0, 1}};
  const double there = best(p);
  CHECK(there == doctest::Approx(0.6));
  Points turned = p;
  std::swap(turned.x1, turned.x2);
  CHECK(best(turned) == there);
  for (std::uint8_t& label : turned.label) label = label == 0 ? 1 : 0;
  CHECK(best(turned) == there);
}

TEST_CASE("what separates linearly is right at all points, and no affine network beats the best line") {
  for (const char* link : {"data=linear&act=identity&steps=300", "data=rings&act=identity&steps=300",
                           "data=xor&act=identity&steps=300", "data=moons&act=identity&steps=300"}) {
    CAPTURE(std::string(link));
    app::App a = app::make_app(link, {});
    while (app::is_busy(a)) app::advance(a, {0, 0, 10});
    const run::Run& run = app::first_run(a);
    const data::PointSet& all = run.plan.points;
    const std::size_t from = all.train_count;
    const auto held_out = [from](const auto& values) { return std::span(values).subspan(from); };
    const double line = data::best_line_accuracy(held_out(all.x1), held_out(all.x2), held_out(all.label));
    CHECK(line >= run.seen.test.accuracy);
    CHECK(line < 1 + 1e-9);
    if (std::string_view(link).starts_with("data=linear")) CHECK(line == 1);
  }
}
