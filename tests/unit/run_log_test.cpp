// The runs that were made, as rows to compare and to come back to.
#include <doctest/doctest.h>

#include <string>

#include "app/link.h"
#include "app/requests.h"
#include "app/run_log.h"
#include "app_setup.h"
#include "base/text.h"

using namespace lab;
using namespace lab::test;

namespace {

void settle(app::App& a) {
  while (app::is_busy(a)) app::advance(a, {0, 0, 10});
}

std::vector<std::string> differing(const app::App& a) {
  std::vector<std::string> keys;
  for (const app::Field* field : app::differing_fields(app::all_runs(a))) keys.emplace_back(field->key);
  return keys;
}

}  // namespace

TEST_CASE("a run is kept when another takes its place, once it has made a step") {
  app::App a = start("data=moons");
  app::change_field(a, "data", "xor");
  CHECK(a.log.runs.empty());
  train(a, 30);
  const std::uint64_t weights = hash(a);
  app::change_field(a, "net", "3");
  REQUIRE(a.log.runs.size() == 1);
  CHECK(a.log.runs[0].scenario.data == "xor");
  CHECK(a.log.runs[0].step == 30);
  CHECK(a.log.runs[0].hash == weights);
  for (const app::Command& command : {app::Command(app::Reset{}), app::Command(app::NewWeights{}),
                                      app::open_link("data=spiral"), app::Command(app::Undo{})}) {
    const std::size_t before = a.log.runs.size();
    train(a, 20 + static_cast<std::int64_t>(before));  // else the one after a reset is the same run
    app::apply(a, command);
    CHECK(a.log.runs.size() == before + 1);
    settle(a);
  }
}

TEST_CASE(
    "a run that is pressed comes back to the same weights, with its changes and its twin, and says so") {
  app::App a = start("data=moons&twin=relu");
  train(a, 100);
  app::change_field(a, "lr", "0.3");
  app::change_field(a, "w", "1.1.1:0.5");
  train(a, 130);
  const std::uint64_t first = hash(a);
  app::apply(a, app::Change{[&] {
               app::Scenario next = a.shown;
               next.net = {3};
               next.twin = {};
               return next;
             }()});
  train(a, 40);
  const std::uint64_t second = hash(a);
  const std::int64_t shown = a.log.runs[0].step;
  CHECK(shown == 230);
  app::apply(a, app::Recall{1});
  CHECK(!a.log.runs[0].is_same);
  settle(a);
  CHECK(hash(a) == first);
  CHECK(a.runs.size() == 2);
  CHECK(first_run(a).seen.snapshot.step == 230);
  CHECK(a.log.runs[0].is_same == true);
  app::apply(a, app::Recall{2});
  settle(a);
  CHECK(hash(a) == second);
  CHECK(a.log.runs.size() == 2);
  app::apply(a, app::Undo{});
  settle(a);
  CHECK(hash(a) == first);
}

TEST_CASE("a run that is brought back leaves room, language and theme as they are, and what is locked") {
  app::App a = start("data=moons&lock=lr&lr=0.5");
  train(a, 10);
  app::apply(a, app::NewWeights{});
  a.scenario.lr = a.shown.lr = 0.1;
  a.scenario.theme = a.shown.theme = "dark";
  app::apply(a, app::Recall{1});
  CHECK(a.scenario.theme == "dark");
  CHECK(a.scenario.lr == 0.1);
  settle(a);
  CHECK(a.log.runs[0].is_same == false);
  app::App locked = start("data=moons&lock=runs");
  train(locked, 10);
  app::apply(locked, app::NewWeights{});
  app::apply(locked, app::Recall{1});
  CHECK(first_run(locked).seen.snapshot.step == 0);
  CHECK(locked.scenario.wseed == 2);
}

TEST_CASE("rows tell what differs between them, at their steps") {
  app::App a = start("data=moons");
  train(a, 10);
  CHECK(differing(a).empty());
  app::apply(a, app::NewWeights{});
  CHECK(differing(a) == std::vector<std::string>{"wseed"});
  train(a, 10);
  app::change_field(a, "lr", "0.5");
  CHECK(differing(a) == std::vector<std::string>{"lr", "wseed", "edits"});
  app::change_field(a, "theme", "dark");
  app::change_field(a, "stop_step", "100");
  CHECK(differing(a).size() == 3);
  const std::vector<app::LoggedRun> runs = app::all_runs(a);
  REQUIRE(runs.size() == 2);
  const auto reading = [&](std::size_t row, const char* key) {
    return app::run_reading(runs[row], i18n::Language::english, *app::find_field(key));
  };
  CHECK(reading(0, "wseed") == "2");
  CHECK(reading(1, "wseed") == "1");
  CHECK(reading(0, "lr") == "0.5");
  CHECK(reading(1, "lr") == "0.02");
}

TEST_CASE("a row tells the first record that had an accuracy of 95 %") {
  app::App a = start("data=moons&net=8-8");
  train(a, 3000);
  const app::LoggedRun row = app::present_run(a);
  REQUIRE(row.steps_to);
  for (const run::LossRecord& record : first_run(a).history.every) {
    if (record.step < *row.steps_to) CHECK(record.test_accuracy < 0.95F);
    if (record.step == *row.steps_to) CHECK(record.test_accuracy >= 0.95F);
  }
  app::apply(a, app::GoTo{*row.steps_to - 1});
  settle(a);
  CHECK(!app::present_run(a).steps_to);
}

TEST_CASE("at most 200 runs are kept, the newest; any can be forgotten, or all") {
  app::App a = start("data=xor&n=20&net=1");
  for (int i = 0; i < 205; ++i) {
    train(a, 1);
    app::apply(a, app::NewWeights{});
  }
  CHECK(a.log.runs.size() == app::kMostRuns);
  CHECK(a.log.runs.front().number == 6);
  CHECK(a.log.runs.back().number == 205);
  app::apply(a, app::Forget{100});
  CHECK(a.log.runs.size() == app::kMostRuns - 1);
  CHECK(app::find_run(a.log, 100) == nullptr);
  app::apply(a, app::Forget{});
  CHECK(a.log.runs.empty());
}

TEST_CASE("the runs as text are a line each, with a link that leads to the same weights") {
  app::App a = start("data=moons&formula=x*2,3");
  train(a, 25);
  app::change_field(a, "data", "xor");
  train(a, 15);
  for (const char separator : {',', '\t'}) {
    const std::string text = app::runs_text(a, separator);
    const std::vector<std::string_view> lines = base::split(text, '\n');
    REQUIRE(lines.size() == 4);
    CHECK(lines[0].starts_with(std::string("run") + separator + "data" + separator + "step"));
    CHECK(lines[1].starts_with(std::string("2") + separator + "xor" + separator + "15"));
    CHECK(lines[2].starts_with(std::string("1") + separator + "moons" + separator + "25"));
  }
  const std::string text = app::runs_text(a, '\t');
  const std::vector<std::string_view> cells = base::split(base::split(text, '\n')[2], '\t');
  app::App again = start(cells.back());
  settle(again);
  CHECK(app::weights_hash_text(again) == cells[cells.size() - 2]);
}

TEST_CASE("a script reads the runs, brings one back and goes to a step") {
  app::App a = start("data=moons");
  app::answer(a, "step 50", 0);
  const std::string first = app::weights_hash_text(a);
  app::answer(a, "new_weights", 0);
  const std::string runs = app::answer(a, "runs", 0);
  CHECK(runs.find(first) != std::string::npos);
  CHECK(runs.find("\"steps_to_95\":") != std::string::npos);
  app::answer(a, "recall 1", 0);
  CHECK(app::weights_hash_text(a) == first);
  CHECK(app::answer(a, "runs", 0).find("\"same\":true") != std::string::npos);
  CHECK(app::answer(a, "go 20", 0).find("\"step\":20,") != std::string::npos);
  CHECK(app::answer(a, "go x", 0).find("error") != std::string::npos);
}
