// What a sketch scores, against a second computation of what is really there and how much of it was met.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <string>
#include <vector>

#include "app/lessons.h"
#include "app/link.h"
#include "app/plan.h"
#include "app/requests.h"
#include "nn/network.h"

using namespace lab;
using app::App;
using app::SketchLine;
using app::SketchPoint;

namespace {

constexpr double kTolerance = 0.05;
constexpr double kBorderTolerance = 0.4;

std::string lesson_that_asks(std::string_view sketch, double tolerance, std::string_view link, int steps) {
  return "---\nlesson: drawn\nnumber: 1\ntitle: Drawn\n---\n\n## one\ntitle: One\ndoes: sketch\nlink: " +
         std::string(link) + "\nask: sketch\nsketch: " + std::string(sketch) +
         "\ntolerance: " + std::to_string(tolerance) + "\npass: 0.8\nrun: train " + std::to_string(steps) +
         "\n\nIt is drawn.\n\n? Draw it.\n- else | Not so.\n- right | So.\n" + std::string(1, 0);
}

App asking(const std::string& lesson) {
  App app = app::make_app("lesson=drawn", {});
  add_course(app, i18n::Language::english, lesson);
  REQUIRE(app.learner.failure == "");
  REQUIRE(is_asking(app));
  return app;
}

const app::SketchResult& answer(App& app, const std::string& values) {
  app::answer(app, "answer " + values, 0);
  REQUIRE(app.learner.result.has_value());
  return *app.learner.result;
}

run::Run run_of(std::string_view link) {
  auto run = run::make_run(app::plan_of(app::decode(link).scenario));
  REQUIRE(run.ok());
  return std::move(*run);
}

// Of the network as it stands, over the points it is trained on, by the formula −ln P.
double cross_entropy(run::Run& run) {
  const data::PointSet& points = run.plan.points;
  std::vector<float> places(2 * points.train_count), out(points.train_count);
  std::copy_n(points.x1.begin(), points.train_count, places.begin());
  std::copy_n(points.x2.begin(), points.train_count,
              places.begin() + static_cast<std::ptrdiff_t>(points.train_count));
  const nn::Snapshot& seen = run.seen.snapshot;
  nn::predict(seen.network, seen.params, nn::view_inputs(places, 2), out, run.workspace);
  double sum = 0;
  for (std::size_t i = 0; i < out.size(); ++i)
    sum += std::log1p(
        std::exp(points.label[i] == 1 ? -static_cast<double>(out[i]) : static_cast<double>(out[i])));
  return sum / static_cast<double>(out.size());
}

double square(double x) { return x * x; }

// By trying many places of each piece.
double distance_to(const SketchLine& line, SketchPoint p) {
  double least = 1e9;
  constexpr int kPieces = 2000;
  for (std::size_t i = 1; i < line.size(); ++i) {
    for (int k = 0; k <= kPieces; ++k) {
      const double t = static_cast<double>(k) / kPieces;
      const SketchPoint there{line[i - 1].x + t * (line[i].x - line[i - 1].x),
                              line[i - 1].y + t * (line[i].y - line[i - 1].y)};
      least = std::min(least, square(there.x - p.x) + square(there.y - p.y));
    }
  }
  return std::sqrt(least);
}

// Where w·x + b = 0 meets the 65 lines of the grid in each direction.
std::vector<SketchPoint> meetings(double w1, double w2, double b, double min, double max) {
  std::vector<SketchPoint> points;
  for (int i = 0; i < 65; ++i) {
    const double at = min + (max - min) * i / 64;
    const double x2 = -(w1 * at + b) / w2, x1 = -(w2 * at + b) / w1;
    if (x2 >= min && x2 <= max) points.push_back({at, x2});
    if (x1 >= min && x1 <= max) points.push_back({x1, at});
  }
  return points;
}

std::string text_of(const SketchLine& border) {
  std::string text;
  for (const SketchPoint& p : border)
    text += (text.empty() ? "" : ",") + std::to_string(p.x) + ":" + std::to_string(p.y);
  return text;
}

}  // namespace

TEST_CASE(
    "a sketch of a loss scores how many of its places are near the loss of the same run, step by step") {
  constexpr std::string_view kLink = "view=train&data=rings&act=tanh&net=4&seed=5";
  constexpr int kSteps = 96;
  run::Run run = run_of(kLink);
  std::vector<double> losses{cross_entropy(run)};
  for (int step = 1; step <= kSteps; ++step) {
    run::work(run, 1, std::numeric_limits<double>::infinity());
    if (run::is_behind(run)) run::take_observation(run);
    REQUIRE(run.seen.snapshot.step == step);
    losses.push_back(cross_entropy(run));
  }
  const auto truth = [&](int place) {
    const double step = kSteps * place / 64.0;
    const auto before = static_cast<std::size_t>(step);
    const std::size_t after = std::min<std::size_t>(before + 1, kSteps);
    const double share = step - static_cast<double>(before);
    return losses[before] + share * (losses[after] - losses[before]);
  };
  const std::string lesson = lesson_that_asks("loss", kTolerance, kLink, kSteps);
  std::mt19937 random(7);
  for (int trial = 0; trial < 20; ++trial) {
    App app = asking(lesson);
    std::string values;
    int near = 0;
    double worst = 0;
    for (int place = 0; place < 65; ++place) {
      const double error = std::normal_distribution(0.0, 0.06)(random);
      const double drawn = std::clamp(truth(place) + error, 0.0, losses[0]);
      values += (place == 0 ? "" : ",") + std::to_string(drawn);
      near += std::fabs(drawn - truth(place)) <= kTolerance ? 1 : 0;
      worst = std::max(worst, std::fabs(drawn - truth(place)));
    }
    const app::SketchResult& result = answer(app, values);
    for (int place = 0; place < 65; ++place)
      CHECK(result.truth[static_cast<std::size_t>(place)].y == doctest::Approx(truth(place)).epsilon(1e-5));
    CHECK(result.share == doctest::Approx(near / 65.0).epsilon(1e-12));
    CHECK(std::fabs(result.worst.y - result.worst_drawn.y) == doctest::Approx(worst).epsilon(1e-4));
  }
}

TEST_CASE(
    "a sketch of a border scores how much of it lies along w·x + b = 0, and how much of that along it") {
  constexpr std::string_view kLink = "view=train&data=gauss&net=0&seed=5";
  constexpr int kSteps = 40;
  run::Run run = run_of(kLink);
  run::work(run, kSteps, std::numeric_limits<double>::infinity());
  if (run::is_behind(run)) run::take_observation(run);
  const std::vector<float>& w = run.seen.snapshot.params;
  REQUIRE(w.size() == 3);
  const data::PlaneRange plane = run.plan.points.plane;
  const double min = static_cast<double>(plane.min), max = static_cast<double>(plane.max);
  const std::vector<SketchPoint> truth =
      meetings(static_cast<double>(w[0]), static_cast<double>(w[1]), static_cast<double>(w[2]), min, max);
  REQUIRE(truth.size() > 60);
  const std::string lesson = lesson_that_asks("border", kBorderTolerance, kLink, kSteps);
  std::mt19937 random(11);
  std::uniform_real_distribution<double> anywhere(min, max);
  for (int trial = 0; trial < 12; ++trial) {
    SketchLine drawn(static_cast<std::size_t>(2 + trial % 4));
    for (SketchPoint& p : drawn) p = {anywhere(random), anywhere(random)};
    if (trial >= 6) drawn = {truth.front(), {0.3, 0.3}, truth.back()};  // nearly right ones
    if (trial >= 6) drawn[1].x += 0.1 * trial;
    int near = 0, all = 0, unsure = 0;
    const auto count = [&](double apart) {
      ++all;
      near += apart <= kBorderTolerance ? 1 : 0;
      unsure += std::fabs(apart - kBorderTolerance) < 1e-4 ? 1 : 0;
    };
    for (const SketchPoint& p : truth) count(distance_to(drawn, p));
    for (std::size_t i = 1; i < drawn.size(); ++i) {
      const SketchPoint a = drawn[i - 1], b = drawn[i];
      const double length = std::sqrt(square(b.x - a.x) + square(b.y - a.y));
      const int pieces = static_cast<int>(std::ceil(length / (kBorderTolerance / 2)));
      for (int k = 0; k < pieces + (i + 1 == drawn.size() ? 1 : 0); ++k) {
        const SketchPoint p{a.x + (b.x - a.x) * k / pieces, a.y + (b.y - a.y) * k / pieces};
        double least = 1e9;
        for (const SketchPoint& there : truth)
          least = std::min(least, std::sqrt(square(there.x - p.x) + square(there.y - p.y)));
        count(least);
      }
    }
    App app = asking(lesson);
    const app::SketchResult& result = answer(app, text_of(drawn));
    CHECK(result.truth.size() == truth.size());
    CHECK(std::fabs(result.share - static_cast<double>(near) / all) <= (unsure + 1e-9) / all);
    CHECK(unsure <= 1);
  }
}

TEST_CASE("of a run of pictures nothing is sketched: a lesson that asks for it is answered all the same") {
  std::string level = "1";
  for (int place = 1; place < 65; ++place) level += ",1";
  for (const auto& [sketch, values] : {std::pair("loss", level), {"border", "0:0,1:1"}}) {
    App app = asking(lesson_that_asks(sketch, kTolerance, "view=image&n=60", 10));
    CHECK(answer(app, values).share < 1);
  }
}
