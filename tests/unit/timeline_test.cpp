// A run goes back to a step that it has made, and on from there.
#include <doctest/doctest.h>

#include <string>

#include "app/link.h"
#include "app/plan.h"
#include "app/requests.h"
#include "app_setup.h"

using namespace lab;
using namespace lab::test;

namespace {

void settle(app::App& a) {
  while (app::is_busy(a)) app::advance(a, {0, 0, 10});
}

void go(app::App& a, std::int64_t step) {
  app::apply(a, app::GoTo{step});
  settle(a);
}

std::int64_t step_of(const app::App& a) { return first_run(a).seen.snapshot.step; }

std::uint64_t hash_of_link(const std::string& link) {
  app::App a = start(link);
  settle(a);
  return hash(a);
}

run::Words no_memory(std::size_t) { return nullptr; }

bool is_same_history(const run::LossHistory& a, const run::LossHistory& b) {
  const auto same = [](const run::LossRecord& x, const run::LossRecord& y) {
    return x.step == y.step && x.train_loss == y.train_loss && x.test_loss == y.test_loss &&
           x.train_accuracy == y.train_accuracy && x.test_accuracy == y.test_accuracy;
  };
  return a.stride == b.stride && a.highest_train_loss == b.highest_train_loss &&
         std::equal(a.records.begin(), a.records.end(), b.records.begin(), b.records.end(), same);
}

}  // namespace

TEST_CASE("a run that goes back has the weights of that step, and going on those of a run that never did") {
  for (const char* link :
       {"data=moons", "data=xor&opt=momentum&batch=512&dropout=0.3&net=8-8",
        "opt=sgd&batch=7&norm=batch_norm", "opt=adamw&schedule=cosine&schedule_length=600&n=40",
        "twin=relu&dropout=0.2",
        "w=1.1.1:3,noise:0.2&freeze=1.1.1&edits=40:w:all:0;300:w:noise:0.5;700:batch:33;900:act:relu",
        "data=spiral&net=&loss=mse&opt=rmsprop&edits=350:dropout:0.5;351:lr:0.3"}) {
    CAPTURE(std::string(link));
    app::App straight = start(link);
    train(straight, 1500);
    app::App a = start(link);
    train(a, 1500);
    for (const std::int64_t step : {1499, 700, 699, 351, 40, 39, 1, 0, 300, 1024, 513}) {
      CAPTURE(step);
      go(a, step);
      CHECK(step_of(a) == step);
      CHECK(app::furthest_step(a) == 1500);
      CHECK(hash(a) == hash_of_link(std::string(link) + "&steps=" + std::to_string(step)));
      CHECK(a.shown == app::shown_at(a.scenario, step));
    }
    train(a, 1500 - 513);
    CHECK(step_of(a) == 1500);
    for (std::size_t side = 0; side < a.runs.size(); ++side) {
      CHECK(nn::weights_hash(a.runs[side].trainer.params) ==
            nn::weights_hash(straight.runs[side].trainer.params));
      CHECK(is_same_history(a.runs[side].history, straight.runs[side].history));
    }
    train(a, 700);
    train(straight, 700);
    CHECK(hash(a) == hash(straight));
    CHECK(is_same_history(first_run(a).history, first_run(straight).history));
  }
}

TEST_CASE("a link that is shared where the run has gone back leads to the step that is shown") {
  app::App a = start("data=moons");
  train(a, 300);
  go(a, 123);
  CHECK(app::decode(app::share_link(a)).scenario.steps == 123);
  CHECK(app::steps_to_keep(a) == 123);
  CHECK(hash_of_link(app::share_link(a)) == hash(a));
}

TEST_CASE("gone back, a run keeps the whole of its loss curve") {
  app::App a = start("data=moons");
  train(a, 400);
  go(a, 100);
  CHECK(first_run(a).history.records.back().step == 400);
  train(a, 50);
  CHECK(first_run(a).history.records.size() == 401);
}

TEST_CASE("changes made later happen again, until something else is changed; undo brings them back") {
  app::App a = start("data=moons");
  train(a, 200);
  app::change_field(a, "lr", "0.5");
  train(a, 200);
  const std::uint64_t end = hash(a);
  go(a, 100);
  CHECK(a.shown.lr == app::Scenario{}.lr);
  train(a, 300);
  CHECK(a.shown.lr == 0.5);
  CHECK(hash(a) == end);

  go(a, 100);
  app::change_field(a, "batch", "50");
  CHECK(a.scenario.edits.size() == 1);
  CHECK(app::furthest_step(a) == 100);
  CHECK(first_run(a).history.records.back().step == 100);
  train(a, 300);
  CHECK(a.shown.lr == app::Scenario{}.lr);
  CHECK(hash(a) == hash_of_link(app::share_link(a)));
  app::App replayed = start(app::share_link(a));
  settle(replayed);
  CHECK(is_same_history(first_run(a).history, first_run(replayed).history));

  app::apply(a, app::Undo{});
  settle(a);
  CHECK(a.scenario.edits.size() == 1);
  CHECK(a.scenario.edits.front().key == "lr");
  CHECK(step_of(a) == 400);
  CHECK(hash(a) == end);
}

TEST_CASE("a new run begins with what is shown where the old one has gone back to") {
  app::App a = start("data=moons");
  train(a, 200);
  app::change_field(a, "lr", "0.5");
  train(a, 200);
  go(a, 100);
  app::apply(a, app::Reset{});
  CHECK(a.scenario.edits.empty());
  CHECK(a.scenario.lr == app::Scenario{}.lr);
}

TEST_CASE("what an author has locked and will change still happens after a change of something else") {
  app::App a = start("data=moons&lock=lr&edits=200:lr:0.5");
  train(a, 300);
  go(a, 100);
  app::change_field(a, "batch", "50");
  train(a, 200);
  CHECK(a.shown.lr == 0.5);
}

TEST_CASE("states that are kept take 8 MB at most, and some are near any step") {
  for (const char* link :
       {"net=32-32-32-32-32-32-32-32&n=20", "net=32-32-32-32-32-32-32-32&n=20&twin=relu"}) {
    app::App a = start(link);
    std::size_t most = 0;
    for (int i = 0; i < 200; ++i) {
      train(a, 100);
      std::size_t bytes = 0;
      for (const run::Run& run : a.runs) {
        const run::Timeline& timeline = run.timeline;
        bytes += run::kept_bytes(timeline);
        CHECK(timeline.state_bytes >= run.trainer.params.size() * 4 * sizeof(float));
        REQUIRE(timeline.states.size() >= 10);
      }
      most = std::max(most, bytes);
    }
    CHECK(most <= run::kTimelineBytes);
    CHECK(most > run::kTimelineBytes / 3);
    const run::Timeline& timeline = first_run(a).timeline;
    CHECK(20'000 - timeline.states.back().step <= timeline.stride);
    CHECK(timeline.states.size() * static_cast<std::size_t>(timeline.stride) >= 20'000);
  }
}

TEST_CASE("without memory for more states there are fewer, and the way back is longer but the same") {
  app::App a = start("data=moons");
  first_run(a).timeline.make = no_memory;
  train(a, 700);
  CHECK(first_run(a).timeline.states.size() == 1);
  go(a, 333);
  CHECK(hash(a) == hash_of_link("data=moons&steps=333"));
  first_run(a).timeline.make = run::make_words;
  train(a, 2000);
  CHECK(first_run(a).timeline.states.size() > 1);
}

TEST_CASE("a run that has diverged goes back to where it had not, and diverges again, which is said once") {
  app::App a = start("opt=sgd&act=relu&lr=10&loss=mse&net=8-8");
  train(a, 500);
  REQUIRE(run::has_diverged(first_run(a)));
  const std::int64_t end = first_run(a).trainer.step;
  const std::size_t said = a.notices.size();
  go(a, 1);
  CHECK(step_of(a) == 1);
  CHECK(app::can_train(a));
  train(a, 500);
  CHECK(run::has_diverged(first_run(a)));
  CHECK(first_run(a).trainer.step == end);
  CHECK(a.notices.size() == said);
}

TEST_CASE(
    "going back pauses, is no step of undo, is refused where it is locked, and never goes beyond the run") {
  app::App a = start("data=moons&play=1");
  train(a, 100);
  app::apply(a, app::Play{});
  const std::size_t undone = a.undo.size();
  go(a, 40);
  CHECK(!a.shown.play);
  CHECK(a.undo.size() == undone);
  go(a, 5000);
  CHECK(step_of(a) == 100);
  go(a, -3);
  CHECK(step_of(a) == 0);
  app::App locked = start("data=moons&lock=timeline");
  train(locked, 100);
  go(locked, 40);
  CHECK(step_of(locked) == 100);
}
