// One point is followed through the network of the Train room and back: by pointer, by keys and by the page.
#include <set>
#include <string>

#include "app/trace.h"
#include "loop.h"

using namespace lab;
using platform::EventKind;
using platform::Key;
using shell_test::Loop;
using shell_test::pointer_event;

namespace {

bool has(const Loop& loop, std::string_view id) { return loop.any_element(id) != nullptr; }

const app::Scenario& shown(const Loop& loop) { return loop.screen.app.shown; }

constexpr platform::View kShapes[] = {{1280, 720, 1}, {480, 360, 1}, {390, 844, 2}, {800, 560, 1}};

}  // namespace

TEST_CASE("the button opens the numbers at the point that is most wrong, all of them, and closes them") {
  Loop loop("data=xor_table&steps=20");
  loop.rest();
  REQUIRE_FALSE(has(loop, "trace.card"));
  loop.press("trace.open");
  loop.rest();
  REQUIRE(has(loop, "trace.card"));
  const data::PointSet& points = app::first_run(loop.screen.app).plan.points;
  const std::size_t worst = app::worst_point(loop.screen.app);
  CHECK(shown(loop).x1 == static_cast<double>(points.x1[worst]));
  CHECK(shown(loop).x2 == static_cast<double>(points.x2[worst]));
  CHECK(loop.text_of("text.trace.neuron").find("Output") != std::string::npos);
  CHECK(has(loop, "trace.valve"));
  loop.press("trace.close");
  loop.rest();
  CHECK_FALSE(has(loop, "trace.card"));
  CHECK(shown(loop).trace == 0);
}

TEST_CASE("it goes on and back stage by stage, by button, by keys and by the page") {
  Loop loop("trace=1&x1=1&x2=0.5&net=4-2");
  loop.rest();
  CHECK_FALSE(has(loop, "trace.valve"));
  CHECK(loop.text_of("text.trace.neuron").find("layer 1") != std::string::npos);
  loop.press("trace.next");
  loop.rest();
  CHECK(shown(loop).trace == 2);
  loop.press("trace.before");
  loop.rest();
  loop.press("trace.before");  // before the first are all
  loop.rest();
  CHECK(shown(loop).trace == 7);
  CHECK(has(loop, "trace.valve"));
  loop.send(EventKind::element_focus, "trace");
  loop.press_key(Key::left);
  CHECK(shown(loop).trace == 6);
  CHECK(loop.text_of("text.trace.neuron").find("layer 2") != std::string::npos);
  loop.press_key(Key::left);
  CHECK(loop.text_of("text.trace.neuron").find("Output") != std::string::npos);
  loop.send(EventKind::element_value, "trace\n4");
  loop.rest();
  CHECK(shown(loop).trace == 4);
  CHECK_FALSE(has(loop, "trace.valve"));
  apply(loop.screen.app, app::Undo{});
  loop.rest();
  CHECK(shown(loop).trace != 4);
}

TEST_CASE("the plane chooses the point, the pointer over it reads along, the keyboard moves it") {
  Loop loop("trace=19&data=xor_table&x1=0&x2=0");
  loop.rest();
  const ui::Rect plane = loop.rect_of("output");  // from −0.5 to 1.5 both ways
  const auto place = [&](float x1, float x2) {
    return ImVec2{plane.x + plane.w * (x1 + 0.5F) / 2, ui::bottom(plane) - plane.h * (x2 + 0.5F) / 2};
  };
  loop.move_to(place(0.5F, 0.25F));
  loop.frame();
  CHECK(loop.text_of("text.trace.place").find("x₁ 0.50, x₂ 0.25") != std::string::npos);
  CHECK(shown(loop).x1 == 0.0);
  loop.frame({pointer_event(EventKind::pointer_down, place(0.98F, 1.01F))});
  loop.frame();
  loop.frame({pointer_event(EventKind::pointer_up, place(0.98F, 1.01F))});
  loop.rest();
  CHECK(shown(loop).x1 == 1.0);
  CHECK(shown(loop).x2 == 1.0);
  loop.move_to({5, 5});
  loop.send(EventKind::element_focus, "probe_x1");
  loop.press_key(Key::left);
  CHECK(shown(loop).x1.value() < 1.0);
  CHECK(loop.text_of("text.trace.place").find(i18n::fixed(shown(loop).x1.value(), 2)) != std::string::npos);
  CHECK(shown(loop).x2 == 1.0);
}

TEST_CASE("a finger that goes over the plane takes the point along, and is one step of undo") {
  for (const platform::View& view : {platform::View{1280, 720, 1}, platform::View{390, 844, 2}}) {
    CAPTURE(view.width);
    Loop loop("trace=19&data=xor_table&x1=0&x2=0", view);
    loop.rest();
    const ui::Rect plane = loop.rect_of("output");
    const auto at = [&](float share) { return ImVec2{plane.x + plane.w * share, plane.y + plane.h * 0.4F}; };
    loop.frame({pointer_event(EventKind::pointer_down, at(0.3F), true)});
    loop.frame();
    for (const float share : {0.4F, 0.5F, 0.6F}) {
      loop.frame({pointer_event(EventKind::pointer_move, at(share), true)});
      loop.frame();
    }
    CHECK(shown(loop).x1 == doctest::Approx(0.7).epsilon(0.05));
    CHECK(loop.text_of("text.trace.place").find(i18n::fixed(shown(loop).x1.value(), 2)) != std::string::npos);
    loop.frame({pointer_event(EventKind::pointer_up, at(0.6F), true)});
    loop.rest();
    CHECK(shown(loop).x1 == doctest::Approx(0.7).epsilon(0.05));
    CHECK(shown(loop).trace == 19);
    apply(loop.screen.app, app::Undo{});
    CHECK(shown(loop).x1 == 0.0);
  }
}

TEST_CASE("a saturated sigmoid lets less than a hundredth of what arrives through, and is marked") {
  Loop loop("trace=19&net=2&act=sigmoid&w=1.1.1:0,1.1.2:0,1.1.b:9,2.1.1:2,2.1.2:1&x1=1&x2=1&data=rings");
  loop.rest();
  loop.press("neuron.1.1");
  loop.move_to({5, 5});
  loop.rest();
  const app::Traced traced = app::read_trace(loop.screen.app, app::chosen_place(loop.screen.app)).value();
  CHECK(traced.trace.layers[0].slope[0] < 0.01);
  CHECK(loop.text_of("text.verdict").find("Saturated") != std::string::npos);
  CHECK(loop.text_of("neuron.1.1").find("saturated") != std::string::npos);
  CHECK(loop.text_of("neuron.1.1").find("% open") != std::string::npos);
  CHECK(loop.text_of("diagram").find("saturated: 1") != std::string::npos);
}

TEST_CASE("a dead neuron is marked as such, in words too") {
  Loop loop("net=3&act=relu&w=1.2.1:0,1.2.2:0,1.2.b:-2&freeze=1.1.1");
  loop.rest();
  CHECK(loop.text_of("neuron.1.2").find("dead") != std::string::npos);
  CHECK(loop.text_of("diagram").find("dead: 1") != std::string::npos);
  CHECK(loop.text_of("diagram").find("frozen weights: 1") != std::string::npos);
  CHECK(loop.text_of("neuron.1.1").find("dead") == std::string::npos);
}

TEST_CASE("the table of a neuron's weights says products that add up to z, and a step against the gradient") {
  Loop loop("trace=19&net=2&act=tanh&opt=sgd&lr=0.5&w=1.1.1:0.5,1.1.2:-1,1.1.b:0.25&freeze=1.1.2&x1=2&x2=1");
  loop.rest();
  loop.press("neuron.1.1");
  loop.move_to({5, 5});
  loop.rest();
  CHECK(loop.text_of("text.trace.neuron").find("z = 1.00 − 1.00 + 0.25 = 0.25") != std::string::npos);
  CHECK(loop.text_of("text.trace.neuron").find("tanh(0.25) = 0.24") != std::string::npos);
  const app::Traced traced = app::read_trace(loop.screen.app, app::chosen_place(loop.screen.app)).value();
  const double delta = traced.trace.layers[0].delta[0];
  const std::string next = i18n::fixed(0.25 - 0.5 * delta, 2);
  CHECK(loop.text_of("text.trace.row.3").find("→ w " + next) != std::string::npos);
  CHECK(loop.text_of("text.trace.row.2").find("→ w −1.00") != std::string::npos);  // frozen
}

TEST_CASE("the numbers are there in every shape, and nowhere where they are hidden or beside a twin") {
  for (const platform::View& view : kShapes) {
    CAPTURE(view.width);
    const auto ids_of = [&](const char* link) {
      Loop loop(link, view);
      loop.rest();
      std::set<std::string> ids;
      for (const base::Element& element : loop.screen.elements) ids.insert(element.id);
      return ids;
    };
    const std::set<std::string> seen = ids_of("trace=19&x1=1&x2=1");
    CHECK(seen.count("trace.card") == 1);
    CHECK(seen.count("trace.next") == 1);
    const std::set<std::string> hidden = ids_of("trace=19&hide=trace");
    CHECK(hidden.count("trace.card") == 0);
    CHECK(hidden.count("trace.open") == 0);
    CHECK(ids_of("trace=19&twin=identity").count("trace.card") == 0);
  }
}
