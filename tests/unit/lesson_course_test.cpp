// The lessons that come with the program, gone through as a learner goes through them.
#include <doctest/doctest.h>

#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "app/advance.h"
#include "app/lessons.h"
#include "app/requests.h"
#include "lesson/builtin.h"

using namespace lab;
using app::App;
using app::Learn;

namespace {

std::vector<lesson::Lesson> english() {
  const auto lessons = lesson::parse_all(lesson::builtin("en"));
  REQUIRE(lessons.ok());
  return *lessons;
}

App at_step(std::string_view lesson, std::size_t place) {
  App app = app::make_app("lesson=" + std::string(lesson) + "&step=" + std::to_string(place + 1), {});
  REQUIRE(add_course(app, i18n::Language::english, lesson::builtin("en")));
  REQUIRE(present_step(app) != nullptr);
  return app;
}

std::size_t place_of(std::string_view lesson, std::string_view step) {
  for (const lesson::Lesson& one : english()) {
    const lesson::Step* found = one.id == lesson ? find_step(one, step) : nullptr;
    if (found != nullptr) return static_cast<std::size_t>(found - one.steps.data());
  }
  FAIL("there is no such step");
  return 0;
}

void run_on(App& app, std::int64_t until = 1'000'000) {
  for (int i = 0; i < 10'000 && is_busy(app) && first_run(app).trainer.step < until; ++i)
    advance(app, {static_cast<double>(i), 0.25, 10});
}

// What is explained after this answer.
std::string after(std::string_view lesson, std::string_view step, std::string_view answer) {
  App app = at_step(lesson, place_of(lesson, step));
  app::answer(app, "answer " + std::string(answer), 0);
  REQUIRE(explanation(app) != nullptr);
  return *explanation(app);
}

bool begins(const std::string& text, std::string_view start) { return text.starts_with(start); }

// A graph that is this at each of its places.
template <typename Function>
std::string drawing(double from, double to, Function f) {
  std::string text;
  for (std::size_t i = 0; i < app::kSketchPlaces; ++i) {
    const double share = static_cast<double>(i) / (app::kSketchPlaces - 1);
    text += (i == 0 ? "" : ",") + std::to_string(f(from + share * (to - from)));
  }
  return text;
}

}  // namespace

TEST_CASE("each step of each lesson begins unreached, and what it shows reaches it") {
  for (const lesson::Lesson& one : english()) {
    for (std::size_t i = 0; i < one.steps.size(); ++i) {
      CAPTURE(one.id);
      CAPTURE(one.steps[i].id);
      App app = at_step(one.id, i);
      CHECK(app.notices.empty());
      CHECK(is_asking(app) == (one.steps[i].ask != lesson::Ask::nothing));
      CHECK_FALSE(present_record(app).is_done);
      app::answer(app, "answer " + right_answer(app), 0);
      REQUIRE(present_record(app).tries.size() == 1);
      CHECK(present_record(app).tries[0].is_right);
      const bool has_goal = !one.steps[i].goal.nodes.empty();
      CHECK(present_record(app).is_done == !has_goal);  // an answer alone reaches no goal
      if (has_goal) apply(app, Learn{Learn::Deed::show_me});
      run_on(app, 1000);
      CHECK(present_record(app).is_done);
    }
  }
}

TEST_CASE("every choice of each lesson is explained by its own mistake") {
  for (const lesson::Lesson& one : english()) {
    for (const lesson::Step& step : one.steps) {
      if (step.ask != lesson::Ask::choice) continue;
      for (std::size_t i = 0; i < step.choices.size(); ++i)
        CHECK(after(one.id, step.id, std::to_string(i + 1)) == step.choices[i].explanation);
    }
  }
}

TEST_CASE("a wrong number is explained by the mistake that leads to it") {
  CHECK(begins(after("squeezing", "turn", "-0.9526"), "You changed the sign"));
  CHECK(begins(after("squeezing", "turn", "0.9526"), "You thought of a mirror"));
  CHECK(begins(after("squeezing", "turn", "0.05"), "σ(−3) = 1"));
  CHECK(begins(after("squeezing", "stretch", "1"), "Not high enough"));
  CHECK(begins(after("squeezing", "stretch", "3"), "Too high"));
  CHECK(begins(after("squeezing", "valve", "0.2"), "Near 0 about half"));
  CHECK(begins(after("squeezing", "valve", "-3"), "You shut it too far"));
  CHECK(begins(after("squeezing", "valve", "-2"), "You are close"));
  CHECK(begins(after("squeezing", "valve", "-1.5"), "σ(−1.39) = 0.2"));
  CHECK(begins(after("squeezing", "both", "0.76"), "You have found tanh(1)"));
  CHECK(begins(after("squeezing", "both", "0.12"), "With 1 − 0.88 = 0.12"));
  CHECK(begins(after("squeezing", "both", "-0.88"), "The sign is right. But σ(2)"));
  CHECK(begins(after("squeezing", "both", "-0.46"), "The sign is right, but not the size"));
  CHECK(begins(after("slope", "pull", "0.1"), "With 0.5 · 0.2 = 0.1 you have δ"));
  CHECK(begins(after("slope", "pull", "0.6"), "With 0.2 · 3"));
  CHECK(begins(after("slope", "pull", "1.5"), "With 0.5 · 3"));
  CHECK(begins(after("slope", "pull", "3.7"), "Do not add them up"));
  CHECK(begins(after("slope", "pull", "0"), "That is too little"));
}

TEST_CASE("a sketch of a slope is explained by what was drawn instead") {
  const auto said = [](auto f) { return after("squeezing", "steep", drawing(-3, 3, f)); };
  const auto hill = [](double x) { return 1 - std::tanh(x) * std::tanh(x); };
  CHECK(begins(said(hill), "It is a hill"));
  CHECK(begins(said([&](double x) { return hill(x) + 0.08 * std::sin(5 * x); }),
               "It is a hill"));  // as a hand draws
  CHECK(begins(said([](double x) { return std::tanh(x); }), "You drew tanh itself"));
  CHECK(begins(said([&](double x) { return x < 0 ? -hill(x) : hill(x); }), "There tanh is negative"));
  CHECK(begins(said([](double) { return 1.0; }), "It climbs less"));
  CHECK(begins(said([](double) { return 0.1; }), "It climbs faster"));
}

TEST_CASE("a sketch of the loss is explained by where it was drawn") {
  const auto said = [](auto f) { return after("slope", "fall", drawing(0, 1000, f)); };
  CHECK(begins(said([](double) { return 0.69; }), "By then it is lower"));  // as with steps
  CHECK(begins(said([](double step) { return 0.7 * std::exp(-step / 40); }), "It does not fall that fast"));
  CHECK(begins(said([](double step) {
                 return step < 200 ? 0.7 - 0.0005 * step : 0.1 + 0.5 * std::exp(-(step - 200) / 250);
               }),
               "It begins near 0.7"));
}

TEST_CASE("an order that is wrong is explained where it first goes wrong") {
  CHECK(begins(after("slope", "passes", "1,3,2,4"), "tanh has f′(2) = 0.07, less than the sigmoid"));
  CHECK(begins(after("slope", "passes", "2,1,3,4"), "The slope of the step is 0"));
}
