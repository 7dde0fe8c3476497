// The frame loop: when the next frame is due, and what follows a frame outside the canvas.
#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "app/requests.h"
#include "base/clock.h"
#include "call_count.h"
#include "imgui.h"
#include "loop.h"

using namespace lab;
using platform::Event;
using platform::EventKind;
using shell_test::kMostFrames;
using shell_test::Loop;
using shell_test::told;

namespace {

Event event_of(EventKind kind, std::string text = {}) {
  Event event;
  event.kind = kind;
  event.text = std::move(text);
  return event;
}

}  // namespace

TEST_CASE("a picture at rest asks for no further frame, and an event wakes it until it rests again") {
  Loop loop("view=train&data=moons");
  CHECK(loop.rest() < kMostFrames);
  const std::uint64_t frames = loop.screen.frames;
  loop.move_to({300, 300});
  CHECK(loop.due_in_s == 0);
  CHECK(loop.rest() < kMostFrames);
  CHECK(loop.screen.frames > frames);
  CHECK(std::isinf(loop.due_in_s));
}

TEST_CASE("playing wants every frame, and pausing lets it rest") {
  Loop loop("view=train&data=moons&play=1&speed=50");
  for (int i = 0; i < 30; ++i) CHECK(loop.frame() == 0);
  shell::answer(loop.screen, "pause");
  CHECK(loop.rest() < kMostFrames);
}

TEST_CASE("good news goes away by itself, in the frame that was asked for") {
  Loop loop("view=curves");
  loop.rest();
  loop.press("copy_link");
  REQUIRE(loop.screen.app.notices.size() == 1);
  CHECK(loop.screen.app.notices[0].is_news);
  CHECK(told().clipboard.find("view=curves") != std::string::npos);
  const double told_s = loop.now_s;
  CHECK(loop.rest() < kMostFrames);
  CHECK(loop.screen.app.notices.empty());
  CHECK(loop.now_s - told_s > 3.5);  // kNewsS is four seconds
  CHECK(loop.now_s - told_s < 6);
}

TEST_CASE("the cursor says what lies under the pointer") {
  Loop loop("view=train");
  loop.rest();
  loop.move_to(ui::centre(loop.rect_of("play")));
  CHECK(told().cursor == "pointer");
  loop.move_to({640, 24});  // an empty place of the bar
  CHECK(told().cursor == "default");
}

TEST_CASE("the address changes with the scenario, and its own news does not come back as a change") {
  Loop loop("view=train&data=moons");
  loop.rest();
  CHECK(told().links.empty());
  shell::answer(loop.screen, "change lr=0.1");
  loop.rest();
  REQUIRE(told().links.size() == 1);
  CHECK(told().links[0].find("lr=0.1") != std::string::npos);
  const std::uint64_t version = loop.screen.app.version;
  loop.frame({event_of(EventKind::link_changed, told().links[0])});
  CHECK(loop.screen.app.version == version);
  loop.frame({event_of(EventKind::link_changed, "view=curves&act=relu")});
  CHECK(loop.screen.app.shown.view == "curves");
}

TEST_CASE("pausing writes the steps into the address, playing only now and then") {
  Loop loop("view=train&data=moons&speed=60");
  loop.rest();
  loop.press("play");
  told().links.clear();
  for (int i = 0; i < 12 * 60; ++i) loop.frame();  // twelve seconds
  CHECK(told().links.size() >= 2);
  CHECK(told().links.size() <= 4);
  loop.press("play");
  loop.rest();
  const std::int64_t step = app::first_run(loop.screen.app).seen.snapshot.step;
  CHECK(step > 600);
  CHECK(told().links.back().find("steps=" + std::to_string(step)) != std::string::npos);
  CHECK(told().links.back().find("play=1") == std::string::npos);
  CHECK(told().entered.empty());
  loop.press("reset");
  loop.rest();
  CHECK(told().links.back().find("steps=") == std::string::npos);
}

TEST_CASE(
    "what the address says brings another program to the same weights, with all changes made meanwhile") {
  const auto hash = [](const Loop& loop) {
    return nn::weights_hash(app::first_run(loop.screen.app).seen.snapshot.params);
  };
  std::string address;
  std::uint64_t trained = 0;
  {
    Loop loop("view=train&data=moons");
    loop.rest();
    for (const char* request : {"step 70", "change lr=0.1", "step 30", "change l2=0.01", "step 5"}) {
      shell::answer(loop.screen, request);
      loop.rest();
    }
    address = told().links.back();
    trained = hash(loop);
  }
  Loop again(address);
  again.rest();
  CHECK(app::first_run(again.screen.app).seen.snapshot.step == 105);
  CHECK(hash(again) == trained);
}

TEST_CASE(
    "whatever was done before it, a reload comes back to the same step, the same weights and the same room") {
  const auto hash = [](const Loop& loop) {
    return nn::weights_hash(app::first_run(loop.screen.app).seen.snapshot.params);
  };
  const std::vector<std::vector<const char*>> kDone = {
      {"step 1"},
      {"step 60", "change act=relu", "step 20", "change view=curves"},
      {"new_weights", "step 40"},
      {"step 30", "undo", "step 10"},
      {"change formula=x*sigmoid(2*x)", "change act=own1", "step 25"},
      {"step 50", "change dropout=0.5", "step 50", "change lang=zh"},
      {"change net=5-4", "step 15", "change norm=layer_norm", "step 15"},
      {"play", "pause", "step 33", "change opt=rmsprop", "step 7"},
      {"step 20", "reset", "step 12"},
  };
  for (const auto& requests : kDone) {
    std::string address, link;
    std::uint64_t trained = 0;
    std::int64_t step = 0;
    {
      Loop loop("view=train&data=rings&seed=3");
      loop.rest();
      for (const char* request : requests) {
        CAPTURE(std::string(request));
        CHECK(shell::answer(loop.screen, request).find("\"error\"") == std::string::npos);
        loop.rest();
      }
      address = told().links.back();
      trained = hash(loop);
      step = app::first_run(loop.screen.app).seen.snapshot.step;
      link = app::share_link(loop.screen.app);
    }
    CAPTURE(address);
    Loop again(address);
    again.rest();
    CHECK(app::first_run(again.screen.app).seen.snapshot.step == step);
    CHECK(hash(again) == trained);
    CHECK(app::share_link(again.screen.app) == link);
    CHECK_FALSE(again.screen.app.shown.play);
  }
}

TEST_CASE("the steps that a link asks for stay in the address while they are being made") {
  Loop loop("view=train&data=spiral&net=8-8-8&steps=200000");
  told().links.clear();
  for (int i = 0; i < 5; ++i) loop.frame();
  REQUIRE(app::first_run(loop.screen.app).trainer.step < 200'000);
  CHECK(told().links.empty());
  shell::answer(loop.screen, "change theme=dark");
  loop.frame();
  loop.frame();
  REQUIRE(told().links.size() == 1);
  CHECK(told().links[0].find("steps=200000") != std::string::npos);
}

TEST_CASE("a link of many steps shows its first frame at once") {
  Loop loop("view=train&data=spiral&net=8-8-8&steps=10000000");
  const double start_s = base::wall_clock_s();
  loop.frame();
  CHECK(base::wall_clock_s() - start_s < 3);  // the steps alone would take minutes
  CHECK(loop.screen.frames == 1);
  loop.press("view.curves");
  CHECK(loop.screen.app.shown.view == "curves");
}

TEST_CASE("a room that the reader enters is an entry of the history; one that a script enters is none") {
  Loop loop("data=moons");
  loop.rest();
  loop.press("view.curves");
  loop.rest();
  REQUIRE(told().entered.size() == 1);
  CHECK(told().entered[0].find("view=curves") != std::string::npos);
  shell::answer(loop.screen, "change view=train");
  loop.rest();
  shell::answer(loop.screen, "set view=curves&data=xor");
  loop.rest();
  shell::answer(loop.screen, "change slope=0");
  loop.rest();
  CHECK(told().entered.size() == 1);
  CHECK(told().links.size() == 3);
}

TEST_CASE("back to a room that was left changes the room alone, and its entry then says what is so now") {
  Loop loop("data=moons");
  loop.rest();
  shell::answer(loop.screen, "step 40");
  loop.rest();
  const std::string left = told().links.back();
  loop.press("view.curves");
  loop.rest();
  shell::answer(loop.screen, "change x=-2:2");
  shell::answer(loop.screen, "step 10");
  loop.rest();
  const std::size_t undos = loop.screen.app.undo.size();
  loop.frame({event_of(EventKind::link_revisited, left)});
  loop.rest();
  CHECK(loop.screen.app.shown.view == "train");
  CHECK(loop.screen.app.shown.x.max == 2);
  CHECK(app::first_run(loop.screen.app).seen.snapshot.step == 50);
  CHECK(loop.screen.app.undo.size() == undos);
  CHECK(told().entered.size() == 1);
  CHECK(told().links.back().find("steps=50") != std::string::npos);
  CHECK(told().links.back().find("view=curves") == std::string::npos);
  // To the same room again: nothing moves, but the entry is brought up to date.
  loop.frame({event_of(EventKind::link_revisited, left)});
  CHECK(told().links.back().find("steps=50") != std::string::npos);
}

TEST_CASE("a locked room is not left by going back") {
  Loop loop("view=curves&lock=view");
  loop.rest();
  loop.frame({event_of(EventKind::link_revisited, "view=train")});
  loop.rest();
  CHECK(loop.screen.app.shown.view == "curves");
  CHECK(told().links.back().find("view=curves") != std::string::npos);
}

TEST_CASE("a resting frame parses no formula and encodes no link, and a moving pointer neither") {
  for (const char* link : {"view=curves&formula=x*sigmoid(2*x);sin(x)+0.2*x;x^3&act=own1,own2,own3",
                           "view=train&formula=x*sigmoid(2*x)&data=moons"}) {
    CAPTURE(link);
    Loop loop(link);
    loop.rest();
    shell_test::calls() = {};
    for (int i = 0; i < 20; ++i) loop.frame();
    loop.move_to({500, 400});
    loop.move_to({520, 410});
    CHECK(shell_test::calls().parse == 0);
    CHECK(shell_test::calls().encode == 0);
    shell::answer(loop.screen, "change lr=0.1");
    loop.frame();
    CHECK(shell_test::calls().parse == 0);
    CHECK(shell_test::calls().encode > 0);  // the counter counts
  }
}

TEST_CASE("a formula that is typed is parsed once as it is used and once as it is written") {
  Loop loop("view=curves");
  loop.rest();
  shell_test::calls() = {};
  loop.frame({event_of(EventKind::element_value, "formula\nx*sigmoid(3*x)")});
  for (int i = 0; i < 5; ++i) loop.frame();
  CHECK(loop.screen.app.shown.formulas.typed.size() == 1);
  CHECK(loop.screen.app.undo.size() == 1);
  // Once for the draft in both forms, and once for the card's readings of a new formula.
  CHECK(shell_test::calls().parse <= 4);
  CHECK(shell_test::calls().parse >= 2);
}

TEST_CASE("without a context nothing is drawn and nothing is lost; with a new one it is drawn again") {
  Loop loop("view=train&data=moons&play=1");
  for (int i = 0; i < 10; ++i) loop.frame();
  const std::uint64_t frames = loop.screen.frames;
  const std::int64_t step = app::first_run(loop.screen.app).trainer.step;
  loop.frame({event_of(EventKind::context_lost)});
  for (int i = 0; i < 10; ++i) loop.frame();
  CHECK(loop.screen.frames == frames);
  CHECK(app::first_run(loop.screen.app).trainer.step > step);
  loop.frame({event_of(EventKind::context_restored)});
  loop.frame();
  CHECK(loop.screen.frames > frames);
  CHECK(loop.screen.ui.heatmaps.front().output_texture() != 0);
}

TEST_CASE("time spent hidden or asleep is not made up for") {
  Loop loop("view=train&data=moons&play=1&speed=100");
  for (int i = 0; i < 10; ++i) loop.frame();
  const std::int64_t before = app::first_run(loop.screen.app).trainer.step;
  loop.now_s += 3600;
  for (int i = 0; i < 10; ++i) loop.frame();
  // A quarter of a second at most, ten frames and what was owed already.
  CHECK(app::first_run(loop.screen.app).trainer.step - before <= 25 + 10 * 100 / 60 + 27);
}

TEST_CASE("every request of the table is answered, and what is none is a sentence") {
  Loop loop("view=train&data=xor");
  loop.rest();
  for (const app::RequestRow& row : app::requests()) {
    CAPTURE(row.verb);
    const std::string argument = row.verb == "set"           ? " data=moons"
                                 : row.verb == "change"      ? " lr=0.1"
                                 : row.verb == "table"       ? " plot"
                                 : row.verb == "step"        ? " 3"
                                 : row.verb == "go"          ? " 2"
                                 : row.verb == "recall"      ? " 1"
                                 : row.verb == "point"       ? " 1"
                                 : row.verb == "wants_touch" ? " 100 80"
                                 : row.verb == "override"    ? " change lr=0.2"
                                                             : "";
    if (row.verb == "answer") continue;  // outside of a lesson nothing is asked, see lesson_test.cpp
    CHECK(shell::answer(loop.screen, std::string(row.verb) + argument).find("\"error\"") ==
          std::string::npos);
  }
  CHECK(shell::answer(loop.screen, "dance").find("\"error\"") != std::string::npos);
}

TEST_CASE("every element has a name, and a field's what the table says of it") {
  for (const char* link : {"view=train", "view=curves&act=prelu,tanh"}) {
    Loop loop(link);
    loop.rest();
    for (const base::Element& element : loop.screen.elements) {
      CAPTURE(element.id);
      CHECK_FALSE(element.label.empty());
      if (element.role == base::Role::slider) CHECK(element.range.has_value());
    }
  }
  Loop loop("view=train&lr=0.03", shell_test::kRoomy);
  loop.rest();
  const base::Element* lr = base::find_element(loop.screen.elements, "lr");
  REQUIRE(lr != nullptr);
  CHECK(lr->role == base::Role::list);
  CHECK(lr->label == "Learning rate");
  CHECK(lr->value == "0.03");
  CHECK(lr->value_text == "0.03");
  CHECK(lr->options->size() == 9);
  CHECK_FALSE(lr->help.empty());
  const base::Element* noise = base::find_element(loop.screen.elements, "noise");
  REQUIRE(noise != nullptr);
  CHECK(noise->role == base::Role::slider);
  CHECK(noise->range == base::Range{0, 0.5, 0.01});
}
