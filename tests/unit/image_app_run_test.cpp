// A run of pictures in the program: what is changed during it, how it comes back, what pauses it, and its twin.
#include <doctest/doctest.h>

#include <array>
#include <cstdlib>
#include <limits>
#include <string>
#include <string_view>
#include <utility>

#include "app/image_plan.h"
#include "app/link.h"
#include "app/tables.h"
#include "image_app_setup.h"
#include "run/replay.h"

using namespace lab;
using namespace lab::test;
using app::App;

namespace {

// Of the link that is shared: of its run, and of the same without being watched.
std::uint64_t hash_of_link(const App& a) {
  const std::string link = app::share_link(a);
  const app::Scenario scenario = app::decode(link).scenario;
  run::ImageReplay replay = run::make_replay(app::image_plan_of(scenario)).value();
  run::work(replay, scenario.steps, std::numeric_limits<double>::infinity());
  const std::uint64_t found = hash(settled(link));
  CHECK(nn::weights_hash(replay.trainer.params) == found);
  return found;
}

float weight(const App& a, const app::WeightPlace& place) {
  return app::seen_run(a).params[app::param_of(app::image_network(a.shown), place).value()];
}

// What may be changed during a run: of training, of the network, and by hand.
constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kLiveChanges = {
    {{"lr", "0.02"}, {"act", "relu;l2:tanh"}, {"w", "1.2.13:0.5"}, {"freeze", "1.1.b,2.3.7"}}};

// Each of them, 20 steps apart, and then 20 more.
App changed_run() {
  App a = start(kSmall);
  for (const auto& [key, text] : kLiveChanges) {
    train(a, 20);
    change(a, key, text);
  }
  train(a, 20);
  return a;
}

// Plays in frames of 16 ms until it pauses.
void play_out(App& a, double train_s) {
  for (int i = 1; i < 100'000 && a.shown.play; ++i) app::advance(a, {i * 0.016, 0.016, train_s});
  settle(a);
}

}  // namespace

TEST_CASE("however a run of pictures is cut into slices, its weights are those of its trainer alone") {
  constexpr std::int64_t kSteps = 130;
  const run::ImagePlan plan = app::image_plan_of(app::decode(kSmall).scenario);
  nn::ImageTrainer trainer =
      nn::make_image_trainer(plan.course.config, run::examples_of(plan.pictures)).value();
  nn::train(trainer, kSteps);
  const std::uint64_t alone = nn::weights_hash(trainer.params);
  run::ImageRun run = run::make_run(plan).value();
  run::work(run, kSteps, std::numeric_limits<double>::infinity());
  CHECK(nn::weights_hash(run.trainer.params) == alone);
  for (const double slice_s : {0.0, 0.0003, 0.005, 10.0}) {
    CAPTURE(slice_s);
    App a = start(kSmall);
    app::apply(a, app::Step{kSteps});
    for (int i = 1; i < 100'000 && app::is_busy(a); ++i) app::advance(a, {i * 0.016, 0.016, slice_s});
    CHECK(step_of(a) == kSteps);
    CHECK(hash(a) == alone);
  }
}

TEST_CASE("what is changed during a run of pictures is replayed by its link, to the same bits") {
  App a = start(kSmall);
  for (const auto& [key, text] : kLiveChanges) {
    const std::string named(key);
    CAPTURE(named);
    train(a, 20);
    change(a, key, text);
    CHECK(hash_of_link(a) == hash(a));
  }
  CHECK(a.scenario.edits.size() == kLiveChanges.size());
  const App before = a;
  train(a, 30);
  CHECK(hash_of_link(a) == hash(a));
  for (const app::WeightPlace& place : a.shown.freeze) CHECK(weight(a, place) == weight(before, place));
  for (const app::WeightPlace& place : {app::WeightPlace{1, 2, 0}, {1, 1, 1}, {2, 3, 6}, {3, 4, 0}})
    CHECK(weight(a, place) != weight(before, place));
}

TEST_CASE("a weight of a kernel that a hand sets has that value at its step, and trains on from there") {
  App a = start(kSmall);
  train(a, 20);
  change(a, "w", "1.2.13:0.5");
  CHECK(weight(a, {1, 2, 13}) == 0.5F);
  train(a, 10);
  CHECK(weight(a, {1, 2, 13}) != 0.5F);
  CHECK(weight(start(small("&w=1.2.13:0.5")), {1, 2, 13}) == 0.5F);
}

TEST_CASE(
    "undo takes a change during a run of pictures back as if it had not been, and redo makes it again") {
  for (const auto& [key, text] : kLiveChanges) {
    const std::string named(key);
    CAPTURE(named);
    App a = start(kSmall);
    train(a, 20);
    App without = a;
    change(a, key, text);
    train(a, 30);
    train(without, 30);
    const std::uint64_t with = hash(a);
    CHECK(with != hash(without));
    undo(a);
    CHECK(hash(a) == hash(without));
    CHECK(step_of(a) == 50);
    redo(a);
    CHECK(hash(a) == with);
  }
}

TEST_CASE("a run of pictures goes back to any step and on through its changes to the same weights") {
  App a = changed_run();
  const std::uint64_t end = hash(a);
  for (const std::int64_t step : {0, 1, 40, 59, 60, 99, 20}) {
    CAPTURE(step);
    app::apply(a, app::GoTo{step});
    settle(a);
    CHECK(step_of(a) == step);
    CHECK(hash_of_link(a) == hash(a));
    train(a, 100 - step);
    CHECK(hash(a) == end);
  }
  CHECK(a.scenario.edits.size() == kLiveChanges.size());
}

TEST_CASE(
    "after a reset a run of pictures makes the same steps again; what was changed holds from the first") {
  App plain = start(kSmall);
  const std::uint64_t first = hash(plain);
  train(plain, 40);
  const std::uint64_t end = hash(plain);
  app::apply(plain, app::Reset{});
  CHECK(step_of(plain) == 0);
  CHECK(hash(plain) == first);
  train(plain, 40);
  CHECK(hash(plain) == end);

  App changed = changed_run();
  app::apply(changed, app::Reset{});
  CHECK(hash(changed) == first);
  CHECK(changed.scenario.edits.empty());
  train(changed, 40);
  CHECK(hash(changed) == hash(settled(small("&act=relu;l2:tanh&lr=0.02&freeze=1.1.b,2.3.7&steps=40"))));
}

TEST_CASE("a twin of pictures begins with the same weights and goes on step by step with the first") {
  App a = start(small("&twin=identity"));
  REQUIRE(a.image_runs.size() == 2);
  const run::ImageRun &one = a.image_runs[0], &other = a.image_runs[1];
  CHECK(one.first.snapshot.params == other.first.snapshot.params);
  CHECK(one.plan.pictures.pixels == other.plan.pictures.pixels);
  app::apply(a, app::Step{120});
  for (int i = 1; i < 100'000 && app::is_busy(a); ++i) {
    app::advance(a, {i * 0.016, 0.016, 0});  // one piece of work each
    CHECK(std::abs(one.trainer.step - other.trainer.step) <= 1);
  }
  CHECK(one.seen.snapshot.step == 120);
  CHECK(other.seen.snapshot.step == 120);
  CHECK(hash(a) == hash(settled(small("&steps=120"))));
  const App alone = settled(small("&act=identity&steps=120"));
  CHECK(nn::weights_hash(other.seen.snapshot.params) == hash(alone));
}

TEST_CASE("a twin of pictures that comes later makes the steps of the first, which is left alone") {
  App a = settled(small("&steps=60"));
  const std::uint64_t before = hash(a);
  change(a, "twin", "tanh");
  REQUIRE(a.image_runs.size() == 2);
  CHECK(hash(a) == before);
  CHECK(a.image_runs[1].seen.snapshot.step == 60);
  CHECK(a.image_runs[1].seen.snapshot.params ==
        settled(small("&act=tanh&steps=60")).image_runs[0].seen.snapshot.params);
  undo(a);
  CHECK(a.image_runs.size() == 1);
  CHECK(hash(a) == before);
}

TEST_CASE("a run of pictures that plays pauses at the step where it is to, at any speed") {
  const std::uint64_t there = hash(settled(small("&steps=60")));
  for (const char* speed : {"300", "max"}) {
    CAPTURE(std::string(speed));
    App a = start(small("&stop_step=60&play=1&speed=" + std::string(speed)));
    play_out(a, 0.004);
    CHECK_FALSE(a.shown.play);
    CHECK(step_of(a) == 60);
    CHECK(hash(a) == there);
    CHECK(a.notices.back().text_id == "notice.stop_step");
  }
}

TEST_CASE("a run of pictures is kept in the log and brought back to the same weights, from Train too") {
  App a = changed_run();
  const std::uint64_t first = hash(a);
  change(a, "seed", "6");
  REQUIRE(a.log.runs.size() == 1);
  CHECK(a.log.runs[0].step == 100);
  CHECK(a.log.runs[0].hash == first);
  app::apply(a, app::Recall{1});
  settle(a);
  CHECK(hash(a) == first);
  CHECK(a.log.runs[0].is_same == true);
  change(a, "view", "train");
  const std::uint64_t of_points = hash(a);
  app::apply(a, app::Recall{1});
  settle(a);
  CHECK(a.shown.view == "image");
  CHECK(app::has_pictures(a));
  CHECK(step_of(a) == 100);
  CHECK(hash(a) == first);
  undo(a);
  CHECK(a.shown.view == "train");
  CHECK(hash(a) == of_points);
}

TEST_CASE("the pictures of a run of pictures are there as tables: its losses, and what is taken for what") {
  App a = start(kSmall);
  train(a, 20);
  CHECK(app::table_ids(a) == std::vector<std::string>{"plot", "loss_chart", "confusion"});
  const app::Table losses = app::table_of(a, "loss_chart").value();
  CHECK(losses.rows.front().front() == "0");
  CHECK(losses.rows.back().front() == "20");
  const app::Table confusion = app::table_of(a, "confusion").value();
  REQUIRE(confusion.rows.size() == 4);
  int all = 0;
  for (const auto& row : confusion.rows)
    for (std::size_t i = 1; i < row.size(); ++i) all += std::stoi(row[i]);
  CHECK(all == static_cast<int>(a.image_runs.front().seen.test.points));
}
