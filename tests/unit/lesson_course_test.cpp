// The lessons that come with the program, gone through as a learner goes through them.
#include <doctest/doctest.h>

#include <algorithm>
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
  CHECK(begins(after("line", "sum", "-1.5"), "That is the sum"));
  CHECK(begins(after("line", "sum", "-1"), "Near the sum, but without the bias"));
  CHECK(begins(after("line", "sum", "2.5"), "You took the second weight as positive"));
  CHECK(begins(after("line", "downhill", "1.28"), "That goes uphill"));
  CHECK(begins(after("line", "downhill", "0.4"), "You took the whole gradient off"));
  CHECK(begins(after("line", "crossing", "-0.5"), "Mind the sign"));
  CHECK(begins(after("line", "crossing", "2"), "You divided the wrong way round"));
  CHECK(begins(after("line", "crossing", "1"), "At x₂ = 1 the sum is"));
  CHECK(begins(after("threshold", "kink", "-2"), "The bias is −2"));
  CHECK(begins(after("threshold", "kink", "0"), "There it was with b = 0"));
  CHECK(begins(after("threshold", "ramp", "1"), "That would climb twice as fast"));
  CHECK(begins(after("threshold", "ramp", "0"), "Then it hardly counts"));
  CHECK(begins(after("threshold", "ramp", "-2"), "That is too much"));
  CHECK(begins(after("threshold", "hat", "1"), "Upwards it goes already"));
  CHECK(begins(after("threshold", "hat", "-1"), "With −1 the sum is level"));
  CHECK(begins(after("threshold", "hat", "-3"), "That falls too steeply"));
  CHECK(begins(after("threshold", "silent", "-1.5"), "Mind the signs"));
  CHECK(begins(after("threshold", "silent", "0.67"), "You divided the wrong way round"));
  CHECK(begins(after("threshold", "silent", "3"), "That is the bias alone"));
  CHECK(begins(after("xor", "two", "2"), "That is h₁ alone"));
  CHECK(begins(after("xor", "two", "1"), "You took h₂ away once only"));
  CHECK(begins(after("xor", "two", "-2"), "You left out h₁"));
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
  const auto of_relu = [](auto f) { return after("threshold", "steep", drawing(-4, 4, f)); };
  CHECK(begins(of_relu([](double x) { return x > 0.05 ? 1.0 : 0.0; }), "0 on the left and 1 on the right"));
  CHECK(begins(of_relu([](double x) { return std::clamp(0.5 + 2 * x, 0.0, 1.0); }), "0 on the left"));
  CHECK(begins(of_relu([](double x) { return std::max(x, 0.0); }), "You drew ReLU itself"));
  CHECK(begins(of_relu([](double x) { return x > 0 ? 1.0 : -1.0; }), "ReLU falls nowhere"));
  CHECK(begins(of_relu([](double) { return 1.0; }), "It is not that steep"));
  CHECK(begins(of_relu([](double) { return 0.0; }), "It climbs there"));
}

TEST_CASE("a sketch of a border passes along the line that training finds, and not across it") {
  const auto said = [](std::string_view line) { return after("line", "training", line); };
  CHECK(begins(said("-2.9:2.9,2.9:-2.9"), "Between the two classes"));
  CHECK(begins(said("-2.9:-2.9,2.9:2.9"), "There it would cut off"));
  CHECK(begins(said("-2.9:0,2.9:0"), "There it would cut off"));
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
  CHECK(begins(after("xor", "often", "2,1,3,4"), "Never: 0 of 200"));
  CHECK(begins(after("xor", "often", "1,3,2,4"), "27 of 200"));
}
