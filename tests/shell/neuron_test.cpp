// The Neuron room by pointer, by keys and by the page: its line is moved and turned, its numbers are set, its place is chosen.
#include <cmath>

#include "app/neuron.h"
#include "loop.h"

using namespace lab;
using platform::EventKind;
using platform::Key;
using shell_test::Loop;
using shell_test::pointer_event;

namespace {

void drag(Loop& loop, ImVec2 from, ImVec2 to) {
  loop.move_to(from);
  loop.frame({pointer_event(EventKind::pointer_down, from)});
  loop.frame();
  for (const float share : {0.5F, 1.0F})
    loop.move_to({from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share});
  loop.frame({pointer_event(EventKind::pointer_up, to)});
  loop.rest();
}

app::NeuronReading reading(const Loop& loop) { return app::read_neuron(loop.screen.app).value(); }

double angle(const Loop& loop) {
  const app::UnitReading unit = reading(loop).units.front();
  return std::atan2(unit.w2, unit.w1);
}

double length(const Loop& loop) {
  const app::UnitReading unit = reading(loop).units.front();
  return std::hypot(unit.w1, unit.w2);
}

double distance(const Loop& loop) { return -reading(loop).units.front().b / length(loop); }

}  // namespace

TEST_CASE("the line is moved by the pointer: the bias changes, the weights stay, one undo brings it back") {
  Loop loop("view=neuron");
  loop.rest();
  const double before = distance(loop), way = angle(loop);
  const ImVec2 handle = ui::centre(loop.rect_of("w.move"));
  drag(loop, handle, {handle.x + 50, handle.y + 40});
  CHECK(std::fabs(distance(loop) - before) > 0.2);
  CHECK(angle(loop) == doctest::Approx(way).epsilon(1e-3));
  CHECK(length(loop) == doctest::Approx(std::hypot(1.2, 0.8)).epsilon(1e-3));
  apply(loop.screen.app, app::Undo{});
  loop.rest();
  CHECK(distance(loop) == doctest::Approx(before));
}

TEST_CASE("the line is turned by the pointer about the place where it is held, and keeps its steepness") {
  Loop loop("view=neuron");
  loop.rest();
  const double way = angle(loop), steep = length(loop);
  const ImVec2 pivot = ui::centre(loop.rect_of("w.move"));
  const ImVec2 handle = ui::centre(loop.rect_of("w.turn"));
  drag(loop, handle, {handle.x + 60, handle.y + 30});
  CHECK(std::fabs(angle(loop) - way) > 0.1);
  CHECK(length(loop) == doctest::Approx(steep).epsilon(2e-3));
  const ImVec2 after = ui::centre(loop.rect_of("w.move"));
  CHECK(std::hypot(after.x - pivot.x, after.y - pivot.y) < 3);
}

TEST_CASE("keys and the page move and turn the line, and set weights and inputs") {
  Loop loop("view=neuron");
  loop.rest();
  const double before = distance(loop);
  loop.send(EventKind::element_focus, "w.move");
  loop.press_key(Key::right);
  CHECK(distance(loop) == doctest::Approx(before + 0.05).epsilon(0.03));
  loop.send(EventKind::element_value, "w.turn\n90");
  loop.rest();
  CHECK(angle(loop) == doctest::Approx(1.5708).epsilon(1e-3));
  loop.send(EventKind::element_value, "w.1.1.1\n-1.5");
  loop.rest();
  CHECK(reading(loop).units.front().w1 == doctest::Approx(-1.5));
  loop.send(EventKind::element_value, "x1\n0.5");
  loop.rest();
  CHECK(reading(loop).x1 == doctest::Approx(0.5));
}

TEST_CASE("a number is pressed and typed; the line to type in goes when the keyboard does") {
  Loop loop("view=neuron");
  loop.rest();
  loop.press("w.type.1.1.2");
  loop.rest();
  loop.send(EventKind::element_focus, "w.value");
  loop.send(EventKind::element_value, "w.value\n-1.375");
  loop.rest();
  CHECK(reading(loop).units.front().w2 == -1.375);
  loop.send(EventKind::element_focus, "play");
  loop.frame();
  CHECK(base::find_element(loop.screen.elements, "w.value") == nullptr);
  CHECK(base::find_element(loop.screen.elements, "w.type.1.1.2") != nullptr);
  apply(loop.screen.app, app::Undo{});
  loop.rest();
  CHECK(reading(loop).units.front().w2 == doctest::Approx(-0.8));
}

TEST_CASE("a press on the plane chooses the place that is read, a point's own where one is near") {
  Loop loop("view=neuron&data=xor_table");
  loop.rest();
  const ui::Rect plane = loop.rect_of("plane");  // from −0.5 to 1.5 both ways
  const auto place = [&](float x1, float x2) {
    return ImVec2{plane.x + plane.w * (x1 + 0.5F) / 2, ui::bottom(plane) - plane.h * (x2 + 0.5F) / 2};
  };
  drag(loop, place(1.02F, 0.01F), place(1.02F, 0.01F));
  CHECK(reading(loop).x1 == 1);
  CHECK(reading(loop).x2 == 0);
  CHECK(reading(loop).is_at_point);
  drag(loop, place(0.3F, 0.7F), place(0.3F, 0.7F));
  CHECK(reading(loop).x1 == doctest::Approx(0.3).epsilon(0.05));
  CHECK_FALSE(reading(loop).is_at_point);
}

TEST_CASE("the score remembers the best so far beside the best that any line reaches") {
  Loop loop("view=neuron&data=xor_table&w=1.1.1:1,1.1.2:1,1.1.b:-0.5,2.1.1:1,2.1.b:0");
  loop.rest();
  CHECK(loop.text_of("text.score").find("3 of 4 right") != std::string::npos);
  CHECK(loop.text_of("text.score").find("best so far 3, best possible 3") != std::string::npos);
  loop.send(EventKind::element_value, "w.1.1.b\n4");
  loop.rest();
  CHECK(loop.text_of("text.score").find("2 of 4 right") != std::string::npos);
  CHECK(loop.text_of("text.score").find("best so far 3") != std::string::npos);
}

TEST_CASE("a saturated sigmoid's valve is almost shut, and the card says how little reaches the weights") {
  Loop loop("view=neuron&act=sigmoid&x1=2&x2=2&w=1.1.1:3,1.1.2:3,1.1.b:0,2.1.1:1,2.1.b:0");
  loop.rest();
  CHECK(reading(loop).units.front().slope < 0.01);
  CHECK(loop.text_of("text.verdict").find("almost shut") != std::string::npos);
  CHECK(loop.text_of("valve").find("almost shut") != std::string::npos);
}

TEST_CASE("each page has its network, and the gate lets through what the neuron gives") {
  Loop loop("view=neuron");
  loop.rest();
  loop.press("net.three");
  loop.rest();
  CHECK(loop.screen.app.shown.net == std::vector<int>{3});
  CHECK(reading(loop).shape_gap < 1e-6);
  loop.press("look.gate");
  loop.rest();
  CHECK(loop.screen.app.shown.net == std::vector<int>{1});
  CHECK(loop.screen.app.shown.act.curves.front() == "sigmoid");
  CHECK(loop.text_of("text.passes").find(i18n::percent(reading(loop).output, 0)) != std::string::npos);
}

TEST_CASE("locked weights stay where they are, in the plane too") {
  Loop loop("view=neuron&lock=w");
  loop.rest();
  const double before = distance(loop);
  const ImVec2 handle = ui::centre(loop.rect_of("w.move"));
  drag(loop, handle, {handle.x + 50, handle.y + 40});
  loop.send(EventKind::element_value, "w.1.1.1\n-1.5");
  loop.rest();
  CHECK(distance(loop) == doctest::Approx(before));
  CHECK(reading(loop).units.front().w1 == doctest::Approx(1.2));
}
