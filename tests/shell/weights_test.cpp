// Weights and biases in the hand: by pointer, typed, by keys, by the page and by touch.
#include <algorithm>

#include "app/link.h"
#include "app/plan.h"
#include "loop.h"

using namespace lab;
using app::WeightPlace;
using platform::EventKind;
using platform::Key;
using shell_test::Loop;
using shell_test::pointer_event;

namespace {

ImVec2 between(const Loop& loop, std::string_view a, std::string_view b) {
  const ImVec2 from = ui::centre(loop.rect_of(a));
  const ImVec2 to = ui::centre(loop.rect_of(b));
  return {(from.x + to.x) / 2, (from.y + to.y) / 2};
}

void click(Loop& loop, ImVec2 where, bool touch = false) {
  for (const EventKind kind : {EventKind::pointer_move, EventKind::pointer_down, EventKind::pointer_up}) {
    loop.frame({pointer_event(kind, where, touch)});
    loop.frame();
  }
  loop.rest();
}

float weight(const Loop& loop, const WeightPlace& place) {
  const nn::Trainer& trainer = first_run(loop.screen.app).trainer;
  return trainer.params[param_of(trainer.config.network, place).value()];
}

bool has(const Loop& loop, std::string_view id) {
  return base::find_element(loop.screen.elements, id) != nullptr;
}

void set_by_page(Loop& loop, const std::string& id, const std::string& value) {
  loop.send(EventKind::element_value, id + "\n" + value);
}

void open_matrix(Loop& loop) {
  loop.press("w.open");
  loop.rest();
  REQUIRE(has(loop, "w.1.1.1"));
}

}  // namespace

TEST_CASE("a pressed edge opens its weight, which the page sets, and one undo brings it back") {
  Loop loop("view=train&net=1&act=tanh");
  loop.rest();
  const float before = weight(loop, {2, 1, 1});
  click(loop, between(loop, "neuron.1.1", "neuron.2.1"));
  REQUIRE(has(loop, "w.slide"));
  set_by_page(loop, "w.slide", "0.5");
  CHECK(weight(loop, {2, 1, 1}) == 0.5F);
  set_by_page(loop, "w.value", "-1.25");
  CHECK(weight(loop, {2, 1, 1}) == -1.25F);
  loop.press("w.zero");
  loop.rest();
  CHECK(weight(loop, {2, 1, 1}) == 0);
  for (int i = 0; i < 3; ++i) {
    apply(loop.screen.app, app::Undo{});
    loop.rest();
  }
  CHECK(weight(loop, {2, 1, 1}) == before);
}

TEST_CASE("the bias of the output is seen and set where it stands, with a finger too") {
  for (const bool touch : {false, true}) {
    CAPTURE(touch);
    Loop loop("view=train&net=2&w=2.1.b:0.75");
    loop.rest();
    const ui::Rect tile = loop.rect_of("neuron.2.1");
    click(loop, {tile.x + 8, ui::bottom(tile) - 8}, touch);
    REQUIRE(has(loop, "w.value"));
    CHECK(base::find_element(loop.screen.elements, "w.value")->value == "0.75");
    set_by_page(loop, "w.value", "-2");
    CHECK(weight(loop, {2, 1, 0}) == -2);
  }
}

TEST_CASE("a finger on an edge opens its weight") {
  Loop loop("view=train&net=1");
  loop.rest();
  click(loop, between(loop, "neuron.1.1", "neuron.2.1"), true);
  CHECK(has(loop, "w.value"));
}

TEST_CASE("a dragged weight follows the pointer during a run, is one step of undo, and its link replays it") {
  Loop loop("view=train&net=1");
  loop.rest();
  apply(loop.screen.app, app::Step{20});
  loop.rest();
  const float before = weight(loop, {2, 1, 1});
  click(loop, between(loop, "neuron.1.1", "neuron.2.1"));
  const ui::Rect slider = loop.rect_of("w.slide");
  const float y = ui::centre(slider).y;
  const auto drag_from = slider.x + slider.w * 0.5F;
  loop.move_to({drag_from, y});
  loop.frame({pointer_event(EventKind::pointer_down, {drag_from, y})});
  loop.frame();
  for (const float share : {0.6F, 0.7F, 0.9F}) loop.move_to({slider.x + slider.w * share, y});
  loop.frame({pointer_event(EventKind::pointer_up, {slider.x + slider.w * 0.9F, y})});
  loop.rest();
  const float after = weight(loop, {2, 1, 1});
  CHECK(after > 1);
  CHECK(loop.screen.app.scenario.edits.size() == 1);
  app::App again = app::make_app(share_link(loop.screen.app), {});
  for (int i = 0; i < 1000 && is_busy(again); ++i) advance(again, {static_cast<double>(i), 0.25, 10});
  CHECK(first_run(again).trainer.params == first_run(loop.screen.app).trainer.params);
  apply(loop.screen.app, app::Undo{});
  loop.rest();
  CHECK(weight(loop, {2, 1, 1}) == before);
}

TEST_CASE("a layer is a grid that arrow keys walk, and the chosen weight goes by steps of the keys") {
  Loop loop("view=train&net=3-2");
  loop.rest();
  open_matrix(loop);
  loop.send(EventKind::element_focus, "w.1.1.1");
  loop.press_key(Key::down);
  CHECK(loop.screen.ui.keyboard.focus == "w.1.2.1");
  loop.press_key(Key::right);
  loop.press_key(Key::right);
  CHECK(loop.screen.ui.keyboard.focus == "w.1.2.b");
  loop.send(EventKind::element_focus, "w.slide");
  const float before = weight(loop, {1, 2, 0});
  loop.press_key(Key::right);
  CHECK(weight(loop, {1, 2, 0}) - before == doctest::Approx(0.01).epsilon(0.05));
  loop.press("w.layer.3");
  loop.rest();
  CHECK(has(loop, "w.3.1.b"));
  CHECK_FALSE(has(loop, "w.1.1.1"));
}

TEST_CASE("what is frozen in the panel training leaves, and the sentence of its cell says so") {
  Loop loop("view=train&net=2");
  loop.rest();
  open_matrix(loop);
  loop.press("w.1.2.1");
  loop.rest();
  loop.press("freeze.here");
  loop.rest();
  CHECK(loop.screen.app.shown.freeze == std::vector<WeightPlace>{{1, 2, 1}});
  CHECK(base::find_element(loop.screen.elements, "w.1.2.1")->value_text.ends_with(", frozen"));
  const float held = weight(loop, {1, 2, 1}), other = weight(loop, {1, 1, 1});
  apply(loop.screen.app, app::Step{30});
  loop.rest();
  CHECK(weight(loop, {1, 2, 1}) == held);
  CHECK(weight(loop, {1, 1, 1}) != other);
}

TEST_CASE("new weights, the same again, all zero and a small change are four buttons that do four things") {
  Loop loop("view=train&net=3");
  loop.rest();
  const float first = weight(loop, {1, 1, 1});
  apply(loop.screen.app, app::Step{10});
  loop.rest();
  open_matrix(loop);
  const float trained = weight(loop, {1, 1, 1});
  loop.press("w.noise");
  loop.rest();
  const float nudged = weight(loop, {1, 1, 1});
  CHECK(nudged != trained);
  CHECK(std::abs(nudged - trained) < 0.6F);
  loop.press("w.noise");
  loop.rest();
  CHECK(weight(loop, {1, 1, 1}) != nudged);
  loop.press("w.all");
  loop.rest();
  CHECK(weight(loop, {1, 1, 1}) == 0);
  CHECK(first_run(loop.screen.app).trainer.step == 10);
  loop.press("reset.all");
  loop.rest();
  CHECK(weight(loop, {1, 1, 1}) == first);
  CHECK(first_run(loop.screen.app).trainer.step == 0);
  loop.press("new_weights.all");
  loop.rest();
  CHECK(weight(loop, {1, 1, 1}) != first);
}

TEST_CASE("weights that are locked or hidden cannot be taken, and frozen ones not thawed") {
  for (const char* word : {"lock=w", "hide=w"}) {
    CAPTURE(word);
    Loop loop("view=train&net=1&" + std::string(word));
    loop.rest();
    click(loop, between(loop, "neuron.1.1", "neuron.2.1"));
    CHECK_FALSE(has(loop, "w.value"));
  }
  Loop loop("view=train&net=1&lock=freeze");
  loop.rest();
  click(loop, between(loop, "neuron.1.1", "neuron.2.1"));
  REQUIRE(has(loop, "freeze.here"));
  loop.press("freeze.here");
  CHECK(loop.screen.app.shown.freeze.empty());
}

TEST_CASE("of a layer of 32 by 32 only what is in sight is made, and every cell can be read") {
  Loop loop("view=train&net=32-32&w=2.32.b:0.5");
  loop.rest();
  open_matrix(loop);
  loop.press("w.layer.2");
  loop.rest();
  const auto cells = std::count_if(loop.screen.elements.begin(), loop.screen.elements.end(),
                                   [](const base::Element& one) { return one.id.starts_with("w.2."); });
  CHECK(cells > 100);
  CHECK(cells < 500);
  loop.send(EventKind::element_focus, "w.2.1.1");
  for (int i = 0; i < 31; ++i) loop.press_key(Key::down);
  for (int i = 0; i < 32; ++i) loop.press_key(Key::right);
  CHECK(loop.screen.ui.keyboard.focus == "w.2.32.b");
  CHECK(base::find_element(loop.screen.elements, "w.value")->value == "0.5");
}
