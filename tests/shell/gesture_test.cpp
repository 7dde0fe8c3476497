// What pointer, wheel and keys do is read from each event, and not from one that should follow and may not.
#include <algorithm>
#include <cmath>

#include "app/link.h"
#include "loop.h"
#include "ui/room/curves/room.h"

using namespace lab;
using platform::EventKind;
using platform::Key;
using shell_test::Loop;
using shell_test::pointer_event;
using shell_test::told;

namespace {

void turn_wheel(Loop& loop, ImVec2 where, float points) {
  platform::Event event = pointer_event(EventKind::wheel, where);
  event.dy = points;
  loop.frame({event});
  loop.frame();
}

void begin_drag(Loop& loop, ImVec2 from, ImVec2 to) {
  loop.move_to(from);
  loop.frame({pointer_event(EventKind::pointer_down, from)});
  loop.frame();
  loop.move_to(to);
}

std::string wheel_use(Loop& loop) { return shell::answer(loop.screen, "wants_wheel"); }

platform::Event stroke(const char* letter, bool shift = false) {
  platform::Event event;
  event.kind = EventKind::key;
  event.key = Key::character;
  event.text = letter;
  event.ctrl = true;
  event.shift = shift;
  return event;
}

}  // namespace

TEST_CASE("each stroke of Ctrl+Z undoes, whether or not its end is ever told") {
  Loop loop("data=moons");
  loop.rest();
  for (const char* id : {"data.xor", "data.rings", "data.spiral"}) loop.press(id);
  for (const char* before : {"rings", "xor", "moons"}) {
    loop.frame({stroke("z")});
    loop.frame();
    loop.frame();
    CHECK(loop.screen.app.shown.data == before);
  }
  for (const char* after : {"xor", "rings"}) {
    loop.frame({stroke("z", true)});
    loop.frame();
    loop.frame();
    CHECK(loop.screen.app.shown.data == after);
  }
}

TEST_CASE("a drag that is cancelled is taken back: a slider") {
  Loop loop("data=moons&noise=0.1", shell_test::kRoomy);
  loop.rest();
  const base::Rect rect = loop.rect_of("noise");
  begin_drag(loop, ui::centre(rect), {ui::right(rect) - 4, ui::centre(rect).y});
  CHECK(loop.screen.app.shown.noise > 0.4);
  loop.frame({pointer_event(EventKind::pointer_cancel, {0, 0})});
  loop.rest();
  CHECK(loop.screen.app.shown.noise == 0.1);
  loop.move_to({600, 300});
  CHECK(loop.screen.app.shown.noise == 0.1);
  begin_drag(loop, ui::centre(rect), {ui::right(rect) - 4, ui::centre(rect).y});  // and the next one counts
  loop.frame({pointer_event(EventKind::pointer_up, {ui::right(rect) - 4, ui::centre(rect).y})});
  loop.rest();
  CHECK(loop.screen.app.shown.noise > 0.4);
}

TEST_CASE("a drag that is cancelled is taken back: the plot") {
  Loop loop("view=curves");
  loop.rest();
  const ImVec2 middle = ui::centre(loop.rect_of("plot"));
  begin_drag(loop, middle, {middle.x + 120, middle.y + 40});
  loop.frame({pointer_event(EventKind::pointer_cancel, {0, 0})});
  loop.rest();
  CHECK(loop.screen.app.shown.x == app::Scenario{}.x);
  CHECK(loop.screen.app.shown.y == app::Scenario{}.y);
}

TEST_CASE("a press that is cancelled presses nothing") {
  Loop loop("data=moons");
  loop.rest();
  const ImVec2 play = ui::centre(loop.rect_of("play"));
  loop.move_to(play);
  loop.frame({pointer_event(EventKind::pointer_down, play)});
  loop.frame();
  loop.frame({pointer_event(EventKind::pointer_cancel, {0, 0})});
  loop.rest();
  CHECK_FALSE(loop.screen.app.shown.play);
}

TEST_CASE("an open list opens with its present choice in view, and the wheel scrolls it to both ends") {
  for (const platform::View size : {platform::View{1280, 720, 1}, {600, 400, 1}, {480, 260, 1}}) {
    CAPTURE(size.width);
    Loop loop("act=snake&lang=zh", size);
    loop.rest();
    if (base::find_element(loop.screen.elements, "act") == nullptr) loop.press("settings");
    loop.rest();
    if (base::find_element(loop.screen.elements, "act") == nullptr) {
      const ImVec2 drawer{size.width - 100, 200};
      loop.move_to(drawer);
      for (int i = 0; i < 20 && base::find_element(loop.screen.elements, "act") == nullptr; ++i) {
        turn_wheel(loop, drawer, 100);
      }
    }
    loop.press("act");
    loop.rest();
    const ImVec2 in_list = ui::centre(loop.rect_of("act.snake"));
    loop.move_to(in_list);
    CHECK(wheel_use(loop) == "\"scroll\"");
    for (int i = 0; i < 60; ++i) turn_wheel(loop, in_list, -100);
    loop.rest();
    CHECK(base::find_element(loop.screen.elements, "act.identity") != nullptr);
    CHECK(wheel_use(loop) == "\"scroll_down\"");
    for (int i = 0; i < 60; ++i) turn_wheel(loop, in_list, 100);
    loop.rest();
    CHECK(base::find_element(loop.screen.elements, "act.identity") == nullptr);
    CHECK(wheel_use(loop) == "\"scroll_up\"");
  }
}

TEST_CASE(
    "where a finger is about to move is asked of what is drawn there, not of what was last pointed at") {
  Loop loop("view=train", {390, 600, 1});
  loop.rest();
  const auto use = [&](float x, float y) {
    return shell::answer(loop.screen, "wants_touch " + std::to_string(x) + " " + std::to_string(y));
  };
  CHECK(use(200, 300) == "\"scroll_down\"");  // the cards of the room
  CHECK(use(200, 20) == "\"none\"");          // the bar
  CHECK(use(200, 590) == "\"none\"");         // the transport
  turn_wheel(loop, {200, 300}, 100);
  CHECK(use(200, 300) == "\"scroll\"");
  for (int i = 0; i < 60; ++i) turn_wheel(loop, {200, 300}, 100);
  CHECK(use(200, 300) == "\"scroll_up\"");
  CHECK(use(-5, 300) == "\"none\"");
  for (const char* bad : {"wants_touch", "wants_touch 3", "wants_touch x 3", "wants_touch 3 y"}) {
    CHECK(shell::answer(loop.screen, bad).find("\"error\"") != std::string::npos);
  }
}

TEST_CASE(
    "a finger that moves up or down over a plot is the page's, and over what stands beside it scrolls the "
    "room") {
  Loop curves("view=curves", {390, 600, 1});
  curves.rest();
  const ImVec2 plot = ui::centre(curves.rect_of("plot")), chip = ui::centre(curves.rect_of("slope"));
  const auto use_at = [&](ImVec2 at) {
    return shell::answer(curves.screen, "wants_touch " + std::to_string(at.x) + " " + std::to_string(at.y));
  };
  CHECK(use_at(plot) == "\"none\"");  // it would be dragged
  CHECK(use_at(chip) == "\"scroll_down\"");
}

TEST_CASE("the page is told who has the gestures first, at the start and at every change") {
  Loop loop("gestures=greedy");
  loop.rest();
  CHECK(told().gestures == "greedy");
  shell::answer(loop.screen, "change gestures=cooperative");
  loop.rest();
  CHECK(told().gestures == "cooperative");
}

TEST_CASE("every list opens with its present choice in view, in each shape") {
  const char* link =
      "view=train&net=4-4-4-4&act=mish;l2:tanhexp&opt=adamw&loss=mse&init=he_normal&lr=3&speed=max&norm="
      "layer_norm&n=2000";
  struct Case {
    platform::View size;
    const char* panel;  // that is opened first
    std::size_t lists;  // at least
  };
  // speed, act, lr, norm, n and the four layers; opt, loss, init, norm and what is added to training; all in one column
  for (const Case& one : {Case{shell_test::kRoomy, "", 9}, Case{shell_test::kRoomy, "training", 10},
                          Case{{390, 844, 1}, "", 1}}) {
    Loop loop(link, one.size);
    loop.rest();
    const std::string panel = one.panel;
    const auto open_panel = [&] {
      if (panel.empty() || base::find_element(loop.screen.elements, "training_defaults") != nullptr) return;
      loop.press(panel);
      loop.rest();
    };
    open_panel();
    std::vector<std::string> lists;
    for (const base::Element& element : loop.screen.elements) {
      constexpr std::string_view kPanels[] = {"training", "points",    "formula.type",
                                              "settings", "keys.open", "export.open"};
      const bool is_panel =
          std::find(std::begin(kPanels), std::end(kPanels), element.id) != std::end(kPanels);
      if (element.role == base::Role::list && !element.is_hidden && !is_panel) lists.push_back(element.id);
    }
    CHECK(lists.size() >= one.lists);
    for (const std::string& id : lists) {
      CAPTURE(id);
      CAPTURE(one.size.width);
      open_panel();
      loop.press(id);
      loop.rest();
      const auto& elements = loop.screen.elements;
      const auto chosen = std::find_if(elements.begin(), elements.end(), [](const base::Element& option) {
        return option.role == base::Role::option && option.is_pressed;
      });
      REQUIRE(chosen != elements.end());
      CHECK_FALSE(chosen->is_hidden);
      platform::Event escape;
      escape.kind = EventKind::key;
      escape.key = Key::escape;
      loop.frame({escape});
      loop.rest();
    }
  }
}

TEST_CASE("a stroke that repeats, comes with Shift, or as Y, undoes and redoes as often as it comes") {
  Loop loop("data=moons");
  loop.rest();
  for (const char* id : {"data.xor", "data.rings", "data.spiral", "data.gauss"}) loop.press(id);
  const auto now = [&] { return loop.screen.app.shown.data; };
  loop.frame({stroke("z"), stroke("z"), stroke("z")});  // between two frames
  loop.rest();
  CHECK(now() == "xor");
  loop.frame({stroke("y")});
  loop.frame({stroke("y")});
  loop.rest();
  CHECK(now() == "spiral");
  loop.frame({stroke("z")});
  loop.frame({stroke("z", true)});
  loop.rest();
  CHECK(now() == "spiral");
}

TEST_CASE("a press of an arrow is one step, however slow the frames after it are") {
  Loop loop("view=curves&act=tanh&x=-6:6");
  loop.rest();
  loop.screen.ui.keyboard.focus = "cursor";
  loop.rest();
  const auto now = [&] { return base::find_element(loop.screen.elements, "cursor")->value; };
  const std::string before = now();
  const auto arrow = [](bool repeat) {
    platform::Event event;
    event.kind = EventKind::key;
    event.key = Key::right;
    event.repeat = repeat;
    return event;
  };
  loop.frame({arrow(false)});
  loop.now_s += 0.9;
  loop.rest();
  const double step = std::stod(now()) - std::stod(before);
  CHECK(step > 0);
  loop.now_s += 0.9;
  loop.rest();
  CHECK(std::stod(now()) - std::stod(before) == step);

  // Held: a step for every repeat that a frame can follow, and none after it.
  for (int i = 0; i < 20; ++i) loop.frame({arrow(true)});
  loop.frame({arrow(true), arrow(true), arrow(true), arrow(true)});
  loop.rest();
  const double steps = (std::stod(now()) - std::stod(before)) / step;
  CHECK(steps >= 10);
  CHECK(steps <= 13);
}

TEST_CASE("whatever is dragged is as it was once the drag is cancelled") {
  struct Case {
    const char* link;
    const char* id;
  };
  for (const Case& one :
       {Case{"view=curves&act=elu&a=0.5", "ca"}, Case{"view=train&data=moons&split=0.7", "split"},
        Case{"view=train&data=moons", "batch"}, Case{"view=curves&act=relu&x=-2:2", "plot"},
        Case{"view=curves&grid=1&act=relu,tanh,elu", "plot"}}) {
    CAPTURE(std::string(one.link));
    CAPTURE(std::string(one.id));
    Loop loop(one.link, shell_test::kRoomy);
    loop.rest();
    const app::Scenario before = loop.screen.app.shown;
    const ImVec2 from = ui::centre(loop.rect_of(one.id));
    begin_drag(loop, from, {from.x + 25, from.y + 9});
    loop.frame();
    loop.frame({pointer_event(EventKind::pointer_cancel, {0, 0})});
    loop.rest();
    CHECK(loop.screen.app.shown == before);
    CHECK(loop.screen.app.undo.empty());
  }
}

namespace {

// As web/input.js tells it: a hundred points are seven notches of a touchpad, each of which zooms by 1.15.
platform::Event pinch(ImVec2 where, double ratio) {
  platform::Event event = pointer_event(EventKind::wheel, where);
  event.ctrl = event.touch = true;
  event.dy = static_cast<float>(-std::log(ratio) * 100 / 7 / std::log(1.15));
  return event;
}

double zoom_of(const Loop& loop) { return 12 / ui::span_of(loop.screen.app.shown.x); }

}  // namespace

TEST_CASE("the plot follows two fingers as far as they go, however seldom it is told of them") {
  for (const double ratio : {1.05, 1.3, 2.0, 4.0, 0.8, 0.4}) {
    CAPTURE(ratio);
    Loop loop("view=curves&act=tanh&x=-6:6&y=-3:3");
    loop.rest();
    loop.frame({pinch(ui::centre(loop.rect_of("plot")), ratio)});
    loop.rest();
    CHECK(zoom_of(loop) == doctest::Approx(ratio).epsilon(0.01));
    const app::Interval& x = loop.screen.app.shown.x;
    CHECK(x.max + x.min == doctest::Approx(0).epsilon(0.1));
  }
}

TEST_CASE("the plot does not run behind two fingers, however often it is told of them") {
  for (const std::size_t moves : {1U, 2U, 5U, 9U}) {  // between two frames
    CAPTURE(moves);
    Loop loop("view=curves&act=tanh&x=-6:6&y=-3:3");
    loop.rest();
    const ImVec2 middle = ui::centre(loop.rect_of("plot"));
    loop.move_to(middle);
    const double ratio = std::pow(3.0, 1.0 / static_cast<double>(20 * moves));
    for (int i = 0; i < 20; ++i) {
      std::vector<platform::Event> events;
      for (std::size_t k = 0; k < moves; ++k) {
        events.push_back(pinch({middle.x + static_cast<float>(k % 2) * 3, middle.y}, ratio));
      }
      loop.frame(events);
    }
    loop.frame();
    CHECK(zoom_of(loop) == doctest::Approx(3).epsilon(0.02));
  }
}
