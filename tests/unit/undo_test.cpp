// What is one step of undo, and what comes back with it.
#include <doctest/doctest.h>

#include <string>

#include "app/activations.h"
#include "app/app.h"
#include "app/link.h"
#include "app/requests.h"
#include "app_setup.h"

using namespace lab;
using namespace lab::test;

TEST_CASE("undo and redo walk through the scenarios") {
  app::App a = start("");
  app::change_field(a, "data", "xor");
  app::change_field(a, "net", "8-8");
  app::apply(a, app::Undo{});
  CHECK(a.scenario.data == "xor");
  CHECK(a.scenario.net == app::Scenario{}.net);
  app::apply(a, app::Undo{});
  CHECK(a.scenario == app::Scenario{});
  app::apply(a, app::Redo{});
  app::apply(a, app::Redo{});
  CHECK(a.scenario.net == std::vector<int>{8, 8});
}

TEST_CASE("undoing a change made during a run trains anew to the present step without it") {
  app::App a = start("data=moons");
  train(a, 40);
  app::change_field(a, "lr", "1");
  app::apply(a, app::Undo{});
  while (app::is_busy(a)) app::advance(a, {0, 0, 10});
  app::App plain = start("data=moons");
  train(plain, 40);
  CHECK(first_run(a).seen.snapshot.step == 40);
  CHECK(hash(a) == hash(plain));
}

TEST_CASE("undoing another dataset, new weights or a reset brings the trained network back") {
  app::Scenario moons = app::Scenario{};
  moons.data = "moons";
  for (const app::Command& mistake :
       {app::Command(app::Change{moons}), app::Command(app::NewWeights{}), app::Command(app::Reset{})}) {
    app::App a = start("data=xor");
    train(a, 60);
    const std::uint64_t trained = hash(a);
    app::apply(a, mistake);
    CHECK(first_run(a).seen.snapshot.step == 0);
    app::apply(a, app::Undo{});
    while (app::is_busy(a)) app::advance(a, {0, 0, 10});
    CHECK(first_run(a).seen.snapshot.step == 60);
    CHECK(hash(a) == trained);
  }
}

TEST_CASE("a drag is undone as a whole") {
  app::App a = start("");
  for (int i = 1; i <= 5; ++i) app::change_field(a, "noise", "0.0" + std::to_string(i), i > 1);
  CHECK(a.scenario.noise == 0.05);
  app::apply(a, app::Undo{});
  CHECK(a.scenario == app::Scenario{});
}

TEST_CASE("undo does not touch room, language and theme") {
  app::App a = start("");
  app::change_field(a, "data", "xor");
  app::change_field(a, "theme", "dark");
  app::change_field(a, "lang", "zh");
  app::apply(a, app::Undo{});
  CHECK(a.scenario.data == app::Scenario{}.data);
  CHECK(a.scenario.theme == "dark");
  CHECK(i18n::tag(app::language(a)) == "zh");
}

TEST_CASE("a change of several fields is one step of undo and one observation") {
  app::App a = start("data=moons");
  train(a, 20);
  app::Change change{a.shown};
  const auto formula = act::read_formula("own1", "x*sigmoid(2*x)");
  REQUIRE(formula.ok());
  app::add_formula(change.next, *formula);
  change.next.lr = 0.5;
  const std::uint64_t before = first_run(a).version;
  app::apply(a, change);
  CHECK(first_run(a).version == before + 1);
  CHECK(a.undo.size() == 1);
  CHECK(a.scenario.edits.size() == 3);  // formula, act, lr
  CHECK(a.shown == [&] {
    app::Scenario expected = change.next;
    expected.edits = a.scenario.edits;
    return expected;
  }());
  app::apply(a, app::Undo{});
  CHECK(a.scenario.edits.empty());
}

TEST_CASE("a change that changes nothing is no step of undo and no observation") {
  app::App a = start("data=moons");
  const std::uint64_t before = first_run(a).version;
  app::apply(a, app::Change{a.shown});
  CHECK(a.undo.empty());
  CHECK(first_run(a).version == before);
}
