// What pauses a run that plays.
#include <doctest/doctest.h>

#include <string>

#include "app/requests.h"
#include "app_setup.h"
#include "run/stop_rule.h"

using namespace lab;
using namespace lab::test;

namespace {

// Plays until it pauses, in frames of so many seconds, of which training has so many. Returns at which step.
std::int64_t play(app::App& a, double frame_s, double train_s, int frames = 4000) {
  app::apply(a, app::Play{});
  double now_s = 0;
  for (int i = 0; i < frames && a.shown.play; ++i) app::advance(a, {now_s += frame_s, frame_s, train_s});
  while (!a.shown.play && app::is_busy(a)) app::advance(a, {0, 0, 10});
  return first_run(a).seen.snapshot.step;
}

run::LossHistory history_of(std::initializer_list<run::LossRecord> records) {
  run::LossHistory history;
  history.every = records;
  return history;
}

double accuracy_at(const app::App& a, std::int64_t step) {
  for (const run::LossRecord& record : first_run(a).history.every)
    if (record.step == step) return static_cast<double>(record.test_accuracy);
  return -1;
}

}  // namespace

TEST_CASE(
    "a run pauses where its accuracy on held-out points comes to what was asked, at any speed and frame "
    "rate") {
  for (const char* speed : {"100", "5000", "max"}) {
    CAPTURE(std::string(speed));
    app::App a = start("data=moons&stop_accuracy=0.9&speed=" + std::string(speed));
    const std::int64_t step = play(a, 0.016, 0.004);
    CHECK(!a.shown.play);
    CHECK(step > 1);
    CHECK(accuracy_at(a, step) >= 0.9);
    for (std::int64_t before = 0; before < step; ++before) CHECK(accuracy_at(a, before) < 0.9);
    CHECK(a.notices.back().text_id == "notice.stop_accuracy");
    app::App other = start("data=moons&stop_accuracy=0.9&speed=max");
    CHECK(play(other, 0.2, 0.05) == step);
    CHECK(hash(other) == hash(a));
    CHECK(a.scenario.edits.empty());
    CHECK(a.undo.empty());
  }
}

TEST_CASE("a run pauses at a step, and goes on from there when it is played again") {
  app::App a = start("data=moons&stop_step=777&speed=max");
  CHECK(play(a, 0.016, 0.004) == 777);
  CHECK(a.notices.back().text_id == "notice.stop_step");
  CHECK(play(a, 0.016, 0.004, 3) > 777);
  CHECK(a.shown.play);
}

TEST_CASE("a run pauses where its loss has not fallen for so many steps, and may be played on for as many") {
  app::App a = start("data=xor&net=&opt=sgd&lr=0.1&stop_plateau=200&speed=max");
  const std::int64_t step = play(a, 0.016, 0.004);
  CHECK(!a.shown.play);
  CHECK(step >= 200);
  CHECK(a.notices.back().text_id == "notice.stop_plateau");
  app::App slow = start("data=xor&net=&opt=sgd&lr=0.1&stop_plateau=200&speed=1000");
  CHECK(play(slow, 0.016, 0.004) == step);
  const std::int64_t next = play(a, 0.016, 0.004);
  CHECK(next >= step + 200);
}

TEST_CASE("two networks pause at the same step, where the first of them fulfils what was asked") {
  for (const char* speed : {"500", "max"}) {
    CAPTURE(std::string(speed));
    app::App a = start("data=rings&twin=relu&stop_accuracy=0.9&speed=" + std::string(speed));
    const std::int64_t step = play(a, 0.016, 0.004);
    CHECK(!a.shown.play);
    std::int64_t first = 1'000'000;
    for (const char* alone :
         {"data=rings&stop_accuracy=0.9&speed=max", "data=rings&act=relu&stop_accuracy=0.9&speed=max"}) {
      app::App one = start(alone);
      first = std::min(first, play(one, 0.016, 0.004));
    }
    CHECK(step == first);
    for (const run::Run& run : a.runs) CHECK(run.trainer.step == step);
    app::App straight = start("data=rings&twin=relu&steps=" + std::to_string(step));
    while (app::is_busy(straight)) app::advance(straight, {0, 0, 10});
    for (std::size_t side = 0; side < 2; ++side)
      CHECK(nn::weights_hash(a.runs[side].trainer.params) ==
            nn::weights_hash(straight.runs[side].trainer.params));
  }
}

TEST_CASE("a run that has gone back pauses where it did before") {
  app::App a = start("data=moons&stop_accuracy=0.9&speed=max");
  const std::int64_t step = play(a, 0.016, 0.004);
  const std::uint64_t there = hash(a);
  app::apply(a, app::GoTo{step / 2});
  CHECK(play(a, 0.016, 0.004) == step);
  CHECK(hash(a) == there);
}

TEST_CASE("steps that a link or a person asks for are made whatever pauses playing") {
  app::App a = start("data=moons&stop_step=50&steps=120");
  while (app::is_busy(a)) app::advance(a, {0, 0, 10});
  CHECK(first_run(a).trainer.step == 120);
  train(a, 100);
  CHECK(first_run(a).trainer.step == 220);
}

TEST_CASE("an accuracy counts when it is reached, not while it lasts, and only after where playing began") {
  const run::LossHistory history = history_of({{0, 1, 1, 0.5F, 0.9F},
                                               {10, 1, 1, 0.5F, 0.8F},
                                               {20, 1, 1, 0.9F, 0.9F},
                                               {30, 1, 1, 0.9F, 0.95F},
                                               {40, 1, 1, 0.9F, 0.7F},
                                               {50, 1, 1, 0.9F, 0.9F}});
  const auto at = [&](std::int64_t after, bool has_test = true) {
    return run::first_stop(history, has_test, {0.9, 0, 0, after})->step;
  };
  CHECK(at(0) == 20);
  CHECK(at(19) == 20);
  CHECK(at(20) == 50);
  CHECK(at(0, false) == 20);
  CHECK(!run::first_stop(history, false, {0.9, 0, 0, 20}));
  CHECK(run::first_stop(history, true, {0.9, 15, 0, 0})->step == 15);
  CHECK(run::first_stop(history, true, {0.9, 25, 0, 0})->why == run::StopAt::Why::accuracy);
  CHECK(!run::first_stop(history, true, {}));
}
