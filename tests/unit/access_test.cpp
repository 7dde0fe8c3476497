#include "app/access.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "app/app.h"
#include "app/fields.h"
#include "app/link.h"
#include "app/requests.h"
#include "base/text.h"

using namespace lab;

namespace {

app::App open(std::string_view link) { return app::make_app(link, {}); }

std::string value(const app::Scenario& scenario, std::string_view key) {
  return app::encode_value(scenario, *app::find_field(key));
}

void train(app::App& a, int steps) { app::answer(a, "override step " + std::to_string(steps), 0); }

bool is_refused(app::App& a, std::string_view request) {
  return app::answer(a, request, 0).find("\"error\"") != std::string::npos;
}

// A value of the field other than that of the scenario, as a link writes it.
std::string another_value(const app::Scenario& scenario, const app::Field& field) {
  static constexpr std::string_view kTried[] = {
      "1",          "0",    "0.5",    "0.7",        "30",        "curves",     "relu",      "xor",
      "-3:3",       "8-8",  "mse",    "sgd",        "he_normal", "batch_norm", "zh",        "dark",
      "x*x",        "step", "lr",     "500:lr:0.5", "hinge",     "he",         "zeros",     "normal",
      "layer_norm", "show", "greedy", "gradient",   "free",      "2",          "1.1.1:0.5", "1.1.1",
      "space",      "3",    "none",   "max",        "pool_act",  "8-4",        "AABB"};
  for (const std::string_view text : kTried) {
    app::Scenario other = scenario;
    if (!app::decode_value(other, field, text) && !app::is_same(other, scenario, field))
      return std::string(text);
  }
  return {};
}

}  // namespace

TEST_CASE("every field has another value to try") {
  const app::Scenario scenario;
  for (const app::Field& field : app::fields()) {
    CAPTURE(field.key);
    CHECK(!another_value(scenario, field).empty());
  }
}

TEST_CASE("a locked field stays as it is, whatever the reader does, and the host may change it") {
  for (const std::string_view fate : {"lock", "hide"}) {
    for (const app::Field& field : app::fields()) {
      CAPTURE(fate);
      CAPTURE(field.key);
      if (field.key == "step") continue;  // of a lesson: the word is that of the command
      app::App a = open(std::string(fate) + "=" + std::string(field.key));
      REQUIRE(a.notices.empty());
      const std::string before = value(a.shown, field.key);
      const std::string other = another_value(a.shown, field);
      const std::string assignment = std::string(field.key) + "=" + base::percent_encode(other);

      app::Change change{a.shown};
      REQUIRE(!app::decode_value(change.next, field, other));
      app::apply(a, change);  // as a control, a key or a drop makes it
      CHECK(value(a.shown, field.key) == before);
      if (field.key != "edits") CHECK(is_refused(a, "change " + std::string(field.key) + "=" + other));
      CHECK(value(a.shown, field.key) == before);
      app::answer(a, "set " + assignment, 0);
      CHECK(value(a.shown, field.key) == before);
      app::apply(a, app::open_link("#" + assignment + "&lock=&hide=&controls=1"));
      CHECK(value(a.shown, field.key) == before);
      app::apply(a, app::Undo{});
      app::apply(a, app::Undo{});
      CHECK(value(a.shown, field.key) == before);
      app::apply(a, app::Redo{});
      CHECK(value(a.shown, field.key) == before);
      app::answer(a, "override set " + assignment, 0);
      CHECK(value(a.shown, field.key) == other);
    }
  }
}

TEST_CASE("a locked field keeps its value of the start and its changes on the way") {
  app::App a = open("data=moons&lr=0.1&edits=20:lr:0.01&lock=lr");
  train(a, 30);
  REQUIRE(a.shown.lr == 0.01);
  app::apply(a, app::Reset{});
  CHECK(a.shown.lr == 0.1);
  CHECK(value(a.scenario, "edits") == "20:lr:0.01");
  app::apply(a, app::open_link("data=xor&edits=5:lr:1;6:l2:0.1"));
  CHECK(value(a.scenario, "edits") == "6:l2:0.1;20:lr:0.01");
  app::apply(a, app::NewWeights{});
  CHECK(value(a.scenario, "edits") == "6:l2:0.1;20:lr:0.01");
}

TEST_CASE("a locked command does nothing for the reader, and says so to a script") {
  struct Locked {
    std::string_view word, request;
    app::Command command;
  };
  const Locked all[] = {{"play", "play", app::Play{}},
                        {"play", "play", app::TogglePlay{}},
                        {"step", "step 3", app::Step{3}},
                        {"reset", "reset", app::Reset{}},
                        {"seed", "new_weights", app::NewWeights{}},
                        {"new_weights", "new_weights", app::NewWeights{}},
                        {"undo", "undo", app::Undo{}},
                        {"redo", "redo", app::Redo{}},
                        {"timeline", "go 3", app::GoTo{3}},
                        {"runs", "recall 1", app::Recall{1}},
                        {"open", "set data=xor", app::open_link("data=xor")}};
  for (const Locked& one : all) {
    CAPTURE(one.word);
    app::App a = open("data=moons&lock=" + std::string(one.word));
    app::answer(a, "override change l2=0.1", 0);
    app::answer(a, "override change l2=0.2", 0);
    app::answer(a, "override undo", 0);
    train(a, 10);
    app::answer(a, "override pause", 0);
    const app::Scenario before = a.shown;
    const std::int64_t step = app::first_run(a).trainer.step;
    app::apply(a, one.command);
    CHECK(is_refused(a, one.request));
    CHECK(a.shown == before);
    CHECK(app::first_run(a).trainer.step == step);
    CHECK(!is_refused(a, "override " + std::string(one.request)));
  }
}

TEST_CASE(
    "lock=all leaves the reader her language, theme, keys and gestures, and what stands behind a minus") {
  app::App a = open("data=moons&lock=all,-noise");
  for (const app::Field& field : app::fields()) {
    CAPTURE(field.key);
    static constexpr std::string_view kFree[] = {"lang", "theme", "mirror", "keys", "gestures", "noise"};
    const bool is_free = std::find(std::begin(kFree), std::end(kFree), field.key) != std::end(kFree);
    if (field.key != "hide" && field.key != "lock" && field.key != "controls")
      CHECK(app::is_locked(a.shown, field.key) == !is_free);
  }
  for (const std::string_view command : app::command_words()) CHECK(app::is_locked(a.shown, command));
  app::answer(a, "change theme=dark", 0);
  app::answer(a, "change noise=0.2", 0);
  CHECK(a.shown.theme == "dark");
  CHECK(a.shown.noise == 0.2);
}

TEST_CASE("what is hidden is locked, and controls=0 hides all that can be operated") {
  app::App a = open("hide=lr,reset,diagram");
  CHECK(app::is_hidden(a.shown, "lr"));
  CHECK(app::is_locked(a.shown, "lr"));
  CHECK(app::is_locked(a.shown, "reset"));
  CHECK(app::is_hidden(a.shown, "diagram"));
  CHECK_FALSE(app::is_hidden(a.shown, "opt"));
  a = open("controls=0");
  for (const app::Field& field : app::fields()) CHECK(app::is_hidden(a.shown, field.key));
  CHECK(app::is_hidden(a.shown, "bar"));
  CHECK_FALSE(app::is_hidden(a.shown, "picture"));
}

TEST_CASE("the locks of the first address outlast later ones; a figure without any may get some") {
  app::App a = open("lock=lr");
  app::apply(a, app::open_link("lock=opt&opt=sgd"));
  CHECK(a.shown.opt == "sgd");
  CHECK(value(a.shown, "lock") == "lr");
  const auto says = [&](std::string_view key) {
    return std::any_of(a.notices.begin(), a.notices.end(), [&](const app::Notice& notice) {
      return notice.text_id == "notice.locked" && notice.args[0] == key;
    });
  };
  CHECK(says("lock"));
  app::App b = open("");
  app::apply(b, app::open_link("lock=opt"));
  CHECK(value(b.shown, "lock") == "opt");
}

TEST_CASE("a word that cannot be hidden or locked is named, and the others hold") {
  app::App a = open("lock=lr,lrr&hide=data,nothing");
  CHECK(value(a.shown, "lock") == "lr");
  CHECK(value(a.shown, "hide") == "data");
  REQUIRE(a.notices.size() == 2);
  CHECK(app::sentence(i18n::Language::english, a.notices[0]).find("lrr") != std::string::npos);
}

TEST_CASE("a lock on the activations holds for the formulas that they may be") {
  app::App a = open("formula=x*sigmoid(x)&lock=act");
  CHECK(is_refused(a, "change formula=x^2"));
  CHECK(value(a.shown, "formula") == "x*sigmoid(x)");
}
