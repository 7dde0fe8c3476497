// A picture that a hand draws: as text, dot by dot, and as pixels.
#include "app/drawing.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "app/fields.h"
#include "app/link.h"
#include "base/rng.h"
#include "base/text.h"

using namespace lab;
using app::Dot;
using app::Drawing;

namespace {

const app::Field& field() { return *app::find_field("draw"); }

std::string text_of(const Drawing& drawing) {
  app::Scenario scenario;
  scenario.draw = drawing;
  return app::encode_value(scenario, field());
}

app::Decoded read(const std::string& text) {
  return app::decode("view=image&draw=" + base::percent_encode(text));
}

Drawing random_drawing(base::Rng& rng) {
  const auto below = [&](int count) {
    return static_cast<int>(base::below(rng, static_cast<std::uint32_t>(count)));
  };
  Drawing drawing;
  for (int stroke = below(4); stroke > 0; --stroke) {
    auto& dots = drawing.strokes.emplace_back();
    for (int left = 1 + below(20); left > 0; --left) {
      const int x = below(app::kDots), y = below(app::kDots);
      dots.push_back({x, y});
    }
  }
  return drawing;
}

// How much of a pixel a straight stroke covers: its distance from the nearest place along it, which is searched for.
double covered(Dot from, Dot to, double width, std::size_t pixel) {
  const auto place = [](int dot) { return dot * 0.5 + 0.25; };
  const double x = static_cast<double>(pixel % 28) + 0.5, y = static_cast<double>(pixel / 28) + 0.5;
  const auto distance = [&](double t) {
    const double along_x = place(from.x) + t * (place(to.x) - place(from.x));
    const double along_y = place(from.y) + t * (place(to.y) - place(from.y));
    return std::hypot(x - along_x, y - along_y);
  };
  double low = 0, high = 1;  // it falls up to the nearest place, and rises from there
  for (int round = 0; round < 60; ++round) {
    const double third = (high - low) / 3;
    if (distance(low + third) < distance(high - third))
      high -= third;
    else
      low += third;
  }
  return std::clamp(0.5 + width / 2 - distance(low), 0.0, 1.0);
}

double farthest_off(const Drawing& drawing, Dot from, Dot to, double width) {
  const std::vector<float> picture = app::picture_of(drawing, width);
  REQUIRE(picture.size() == 28 * 28);
  double most = 0;
  for (std::size_t at = 0; at < picture.size(); ++at) {
    const double off = std::fabs(static_cast<double>(picture[at]) - covered(from, to, width, at));
    if (!(off <= most)) most = off;  // also one that is no number
  }
  return most;
}

// Float32 of places up to 28 is off by 1e-6, and what a distance of them is computed from by a few times that.
constexpr double kTolerance = 1e-5;

}  // namespace

TEST_CASE("a drawing comes back from its text, whatever it is") {
  base::Rng rng = base::make_rng(4, 0);
  for (int round = 0; round < 1000; ++round) {
    const Drawing drawing = random_drawing(rng);
    const app::Decoded decoded = read(text_of(drawing));
    CHECK(decoded.notices.empty());
    CHECK(decoded.scenario.draw == drawing);
  }
  CHECK(text_of({}).empty());
  CHECK(text_of({{{{0, 55}, {26, 51}}, {{25, 52}}}}) == "A3az.Z0");
}

TEST_CASE("the text of a drawing stands in a link as it is") {
  std::string all;
  for (int dot = 0; dot < app::kDots; ++dot) all += text_of({{{{dot, dot}}}}) + ".";
  CHECK(base::percent_encode(all) == all);
}

TEST_CASE("what is no drawing is named by its stroke, and the drawing stays as it was") {
  for (const auto& [text, part] : {std::pair("A", "A"),
                                   {"AAB", "AAB"},
                                   {"AA.BBC.DD", "BBC"},
                                   {"A4", "A4"},
                                   {"A!", "A!"},
                                   {"A A ", "A A "},
                                   {"AA..BB", ""},
                                   {".AA", ""},
                                   {"AA.", ""},
                                   {".", ""},
                                   {"é", "é"},
                                   {"AA,BB!", "AA,BB!"}}) {
    const std::string named(text);
    CAPTURE(named);
    app::Scenario scenario;
    scenario.draw = {{{{1, 2}}}};
    const auto notice = app::decode_value(scenario, field(), text);
    CHECK(notice == app::Notice{"notice.not_a_drawing", {"draw", part}});
    CHECK(text_of(scenario.draw) == "BC");
    CHECK(read(text).notices.size() == 1);
    CHECK(read(text).scenario.draw == Drawing{});
  }
}

TEST_CASE("a drawing has 500 dots at most, from a link and by hand") {
  std::string text;
  Drawing drawing;
  for (std::size_t i = 0; i < app::kMaxDots; ++i) {
    text += i % 2 == 0 ? "AA" : (i % 100 == 99 ? "BB." : "BB");
    app::add_dot(drawing, {static_cast<int>(i % 2), static_cast<int>(i % 2)}, i % 100 == 0);
  }
  text.pop_back();  // the last "."
  CHECK(read(text).notices.empty());
  CHECK(read(text).scenario.draw == drawing);
  CHECK(app::dots_of(drawing) == app::kMaxDots);
  CHECK(drawing.strokes.size() == 5);
  const app::Decoded longer = read(text + ".CC");
  REQUIRE(longer.notices.size() == 1);
  CHECK(longer.notices[0] == app::Notice{"notice.too_many_dots", {"draw", "500"}});
  CHECK(longer.scenario.draw == Drawing{});
  const Drawing full = drawing;
  app::add_dot(drawing, {7, 7}, false);
  app::add_dot(drawing, {7, 7}, true);
  CHECK(drawing == full);
}

TEST_CASE("a dot goes on with the last stroke, or begins another; where the hand rests there is one") {
  Drawing drawing;
  app::add_dot(drawing, {1, 1}, false);  // there is no stroke yet
  app::add_dot(drawing, {1, 1}, false);
  app::add_dot(drawing, {1, 2}, false);
  app::add_dot(drawing, {1, 1}, false);
  app::add_dot(drawing, {1, 1}, true);
  CHECK(drawing == Drawing{{{{1, 1}, {1, 2}, {1, 1}}, {{1, 1}}}});
}

TEST_CASE("a stroke covers the pixels that are near enough to it") {
  for (const double width : {1.0, 1.8, 2.6, 4.0}) {
    for (const auto& [from, to] : {std::pair(Dot{20, 8}, Dot{20, 45}),
                                   {Dot{3, 50}, Dot{52, 50}},
                                   {Dot{0, 0}, Dot{55, 55}},
                                   {Dot{30, 5}, Dot{11, 41}}}) {
      CAPTURE(width);
      const int from_x = from.x;
      CAPTURE(from_x);
      CHECK(farthest_off({{{from, to}}}, from, to, width) < kTolerance);
    }
  }
}

TEST_CASE("a vertical line is as wide as the brush, and ends where it ends") {
  const std::vector<float> picture = app::picture_of({{{{20, 8}, {20, 20}, {20, 44}}}}, 1.8);
  const auto pixel = [&](std::size_t row, std::size_t column) { return picture[row * 28 + column]; };
  // The line stands at 10.25, the middles of pixels at 9.5, 10.5 and 11.5: it covers 0.65, all and 0.15 of them.
  for (std::size_t row = 5; row <= 21; ++row) {
    CHECK(pixel(row, 8) == 0);
    CHECK(pixel(row, 9) == doctest::Approx(0.65));
    CHECK(pixel(row, 10) == 1);
    CHECK(pixel(row, 11) == doctest::Approx(0.15));
    CHECK(pixel(row, 12) == 0);
  }
  for (const std::size_t row : {0, 1, 2, 24, 25, 27}) CHECK(pixel(row, 10) == 0);
}

TEST_CASE("a single dot is a round dot, and where there is none the picture is black") {
  for (const Dot dot : {Dot{0, 0}, Dot{28, 27}, Dot{55, 55}}) {
    CAPTURE(dot.x);
    CHECK(farthest_off({{{dot}}}, dot, dot, 1.8) < kTolerance);
    CHECK(farthest_off({{{dot, dot}}}, dot, dot, 1.8) < kTolerance);
  }
  const std::vector<float> nothing = app::picture_of({}, 1.8);
  CHECK(std::all_of(nothing.begin(), nothing.end(), [](float pixel) { return pixel == 0; }));
}
