// Slopes look true where a unit is as long along y as along x: where the curves fill the picture so, or where it is chosen.
#include <cmath>

#include "app/link.h"
#include "loop.h"
#include "ui/room/curves/room.h"
#include "ui/rooms.h"

using namespace lab;
using platform::EventKind;
using shell_test::Loop;

namespace {

constexpr platform::View kShapes[] = {
    {1280, 720, 1}, {1920, 1080, 1}, {800, 600, 1}, {480, 360, 1}, {390, 844, 1}};

const ui::CurvesView& view_of(const Loop& loop) {
  return *static_cast<const ui::CurvesView*>(ui::view_of(loop.screen.ui.rooms, *ui::find_room("curves")));
}

// How steep a line of slope 1 is on the screen, from what is drawn: 1 is 45°.
double steepness(const Loop& loop) {
  const base::Rect plot = loop.rect_of("plot");
  const double per_x = static_cast<double>(plot.w) / ui::span_of(loop.screen.app.shown.x);
  return static_cast<double>(plot.h) / ui::span_of(view_of(loop).axes.y) / per_x;
}

bool is_true(const Loop& loop) { return std::abs(steepness(loop) - 1) < 0.01; }

bool is_on(const Loop& loop) {
  const base::Element* const element = base::find_element(loop.screen.elements, "axes");
  REQUIRE(element != nullptr);
  CHECK(element->role == base::Role::toggle);
  return element->is_pressed;
}

void turn_wheel(Loop& loop, float points) {
  platform::Event event;
  event.kind = EventKind::wheel;
  const ImVec2 at = ui::centre(loop.rect_of("plot"));
  event.x = at.x;
  event.y = at.y;
  event.dy = points;
  loop.frame({event});
  loop.rest();
}

void drag(Loop& loop, float dx, float dy) {
  platform::Event event;
  const ImVec2 at = ui::centre(loop.rect_of("plot"));
  loop.move_to(at);
  event.x = at.x;
  event.y = at.y;
  event.kind = EventKind::pointer_down;
  loop.frame({event});
  loop.frame();
  loop.move_to({at.x + dx, at.y + dy});
  event.x = at.x + dx;
  event.y = at.y + dy;
  event.kind = EventKind::pointer_up;
  loop.frame({event});
  loop.rest();
}

}  // namespace

TEST_CASE("what rises with slope 1 does so at 45° from the start, in every shape, and in view") {
  for (const platform::View& shape : kShapes) {
    for (const char* act : {"relu", "gelu", "elu", "relu,tanh"}) {
      CAPTURE(shape.width);
      CAPTURE(std::string(act));
      Loop loop("view=curves&act=" + std::string(act), shape);
      loop.rest();
      CHECK(is_on(loop));
      CHECK(is_true(loop));
      const app::Interval& y = view_of(loop).axes.y;
      CHECK(y.min < -0.3);
      CHECK(y.max > 4);
      CHECK(loop.screen.app.shown.y == app::Scenario{}.y);  // no one has chosen it: the link stays short
    }
  }
}

TEST_CASE("what would be flat so, or out of sight, is shown as it was, and so is what a link says") {
  for (const char* link :
       {"act=tanh", "act=sigmoid,tanh", "act=square", "act=relu&y=-1:2", "act=relu&axes=free"}) {
    CAPTURE(std::string(link));
    Loop loop("view=curves&" + std::string(link));
    loop.rest();
    CHECK_FALSE(is_on(loop));
    CHECK(view_of(loop).axes.y == loop.screen.app.shown.y);
  }
}

TEST_CASE("the choice holds whatever is moved, zoomed, fitted or resized, until it is taken back") {
  for (const platform::View& shape : kShapes) {
    for (const char* act : {"tanh", "relu", "square", "relu,tanh&grid=1"}) {
      CAPTURE(shape.width);
      CAPTURE(std::string(act));
      Loop loop("view=curves&act=" + std::string(act), shape);
      loop.rest();
      while (loop.screen.app.shown.axes != "equal") {  // chosen, where it was on by itself too
        loop.press("axes");
        loop.rest();
      }
      CHECK(is_on(loop));
      const bool is_grid = loop.screen.app.shown.grid;
      const auto holds = [&] { return is_on(loop) && (is_grid || is_true(loop)); };
      CHECK(holds());
      turn_wheel(loop, -200);
      CHECK(holds());
      CHECK(ui::span_of(loop.screen.app.shown.x) != doctest::Approx(12));
      drag(loop, 40, -25);
      CHECK(holds());
      loop.press("x.zoom_in");
      loop.rest();
      CHECK(holds());
      loop.press("y.fit");
      loop.rest();
      CHECK(holds());
      CHECK(ui::span_of(loop.screen.app.shown.x) == doctest::Approx(12));
      CHECK(view_of(loop).axes.y.min < 0);
      CHECK(view_of(loop).axes.y.max > 0);
      loop.press("axes");
      loop.rest();
      CHECK_FALSE(is_on(loop));
      CHECK_FALSE((!is_grid && is_true(loop)));  // and it is seen to be
    }
  }
}

TEST_CASE("a window of another form keeps it, and a link brings it back") {
  std::string link;
  {
    Loop loop("view=curves&act=tanh");
    loop.rest();
    loop.press("axes");
    loop.rest();
    link = app::encode(loop.screen.app.shown);
    CHECK(link.find("axes=equal") != std::string::npos);
    loop.view = {900, 700, 1};
    loop.rest();
    CHECK(is_true(loop));
  }
  Loop again(link, {640, 480, 1});
  again.rest();
  CHECK(is_on(again));
  CHECK(is_true(again));
  again.press("axes");
  again.rest();
  CHECK(view_of(again).axes.y == app::Scenario{}.y);  // nothing is lost on the way
}

TEST_CASE("where the axes are locked the choice is, too") {
  Loop loop("view=curves&act=tanh&lock=axes");
  loop.rest();
  loop.press("axes");
  loop.rest();
  CHECK_FALSE(is_on(loop));
  CHECK(loop.screen.app.shown.axes == "auto");
}
