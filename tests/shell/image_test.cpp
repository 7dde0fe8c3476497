// The Image room by pointer, finger, keys and page: a value is chosen and explained, a picture is drawn, mistakes are looked at.
#include <algorithm>
#include <cmath>

#include "app/drawing.h"
#include "app/image_reading.h"
#include "loop.h"

using namespace lab;
using platform::EventKind;
using platform::Key;
using shell_test::Loop;
using shell_test::pointer_event;

namespace {

constexpr const char* kSmall = "view=image&n=200&split=0.5&conv=3-4";

void drag(Loop& loop, const std::vector<ImVec2>& way) {
  loop.move_to(way.front());
  loop.frame({pointer_event(EventKind::pointer_down, way.front())});
  loop.frame();
  for (const ImVec2& at : way) loop.move_to(at);
  loop.frame({pointer_event(EventKind::pointer_up, way.back())});
  loop.rest();
}

const app::Scenario& shown(const Loop& loop) { return loop.screen.app.shown; }

app::PixelReading pixel_of(const Loop& loop) {
  const app::ImageReading reading = app::read_image(loop.screen.app, 0);
  return app::read_pixel(reading, loop.screen.app.image_runs.front().seen.snapshot.params,
                         app::chosen_pixel(reading, shown(loop)));
}

std::string fixed(double value) { return i18n::fixed(value, 3); }

bool has_text(const Loop& loop, std::string_view id, const std::string& part) {
  return loop.text_of(id).find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("the value that is pressed is explained: window, sum, bias, f of it and what came back") {
  Loop loop(std::string(kSmall) + "&steps=20");
  loop.rest();
  const ui::Rect map = loop.rect_of("map.before");  // 14 × 14
  const ImVec2 at{map.x + map.w * 5.5F / 14, map.y + map.h * 8.5F / 14};
  drag(loop, {at, at});
  CHECK(shown(loop).row == 9);
  CHECK(shown(loop).column == 6);
  loop.move_to({5, 5});
  loop.rest();
  const app::PixelReading pixel = pixel_of(loop);
  double sum = pixel.sum.bias;
  for (const nn::WindowTerm& term : pixel.sum.window) sum += term.weight * term.value;
  CHECK(pixel.sum.sum == doctest::Approx(sum));
  CHECK(pixel.function_out == doctest::Approx(std::max(sum, 0.0)));
  CHECK(has_text(loop, "text.pixel", "z: " + fixed(sum)));
  CHECK(has_text(loop, "text.pixel", fixed(pixel.function_out)));
  CHECK(has_text(loop, "text.pixel", "sum of 25 products"));
  CHECK(has_text(loop, "text.pixel_at", "row 9, column 6"));
  apply(loop.screen.app, app::Undo{});
  loop.rest();
  CHECK(shown(loop).row == 0);
}

TEST_CASE("what the pointer rests on is explained without being chosen") {
  Loop loop(kSmall);
  loop.rest();
  const ui::Rect map = loop.rect_of("map.before");
  loop.move_to({map.x + map.w * 2.5F / 14, map.y + map.h * 3.5F / 14});
  loop.rest();
  CHECK(has_text(loop, "text.pixel_at", "row 4, column 3"));
  CHECK(shown(loop).row == 0);
  loop.move_to({5, 5});
  loop.rest();
  CHECK_FALSE(has_text(loop, "text.pixel_at", "row 4, column 3"));
}

TEST_CASE("keys and the page choose a value and a channel") {
  Loop loop(std::string(kSmall) + "&row=3&column=4");
  loop.rest();
  loop.send(EventKind::element_focus, "row");
  loop.press_key(Key::right);
  CHECK(shown(loop).row == 4);
  loop.send(EventKind::element_value, "column\n14");
  loop.rest();
  CHECK(shown(loop).column == 14);
  loop.press("channel.3");
  loop.rest();
  CHECK(shown(loop).channel == 3);
  loop.press("block.2");
  loop.rest();
  CHECK(shown(loop).block == 2);
  CHECK(shown(loop).channel == 1);
  CHECK(has_text(loop, "text.pixel", "sum of 75 products"));
}

TEST_CASE("a stroke is drawn by the pointer in one step of undo, and what is drawn is told at once") {
  Loop loop(kSmall);
  loop.rest();
  const ui::Rect pad = loop.rect_of("map.picture");
  const auto at = [&](float x, float y) { return ImVec2{pad.x + pad.w * x, pad.y + pad.h * y}; };
  drag(loop, {at(0.2F, 0.2F), at(0.4F, 0.5F), at(0.6F, 0.8F)});
  REQUIRE(shown(loop).draw.strokes.size() == 1);
  CHECK(shown(loop).draw.strokes.front().size() >= 3);
  CHECK(shown(loop).draw.strokes.front().front() == app::Dot{11, 11});
  drag(loop, {at(0.6F, 0.8F), at(0.2F, 0.8F)});
  CHECK(shown(loop).draw.strokes.size() == 2);
  CHECK(has_text(loop, "map.picture", "drawn by hand"));
  CHECK(has_text(loop, "text.pixel", "nothing comes back"));
  apply(loop.screen.app, app::Undo{});
  CHECK(shown(loop).draw.strokes.size() == 1);
  apply(loop.screen.app, app::Undo{});
  CHECK(shown(loop).draw.strokes.empty());
}

TEST_CASE("a picture is drawn with keys alone, and cleared") {
  Loop loop(kSmall);
  loop.rest();
  loop.send(EventKind::element_press, "draw.pen");
  loop.rest();
  loop.send(EventKind::element_value, "draw.x\n40");
  loop.rest();
  loop.send(EventKind::element_focus, "draw.y");
  loop.press_key(Key::right);
  loop.press_key(Key::right);
  loop.send(EventKind::element_press, "draw.pen");
  loop.rest();
  loop.send(EventKind::element_value, "draw.x\n10");
  loop.rest();
  const std::vector<app::Dot> stroke = {{28, 28}, {40, 28}, {40, 29}, {40, 30}};
  CHECK(shown(loop).draw.strokes == std::vector<std::vector<app::Dot>>{stroke});
  loop.press("draw.clear");
  loop.rest();
  CHECK(shown(loop).draw.strokes.empty());
}

TEST_CASE("a mistake that is pressed is the picture that is looked at") {
  Loop loop(std::string(kSmall) + "&steps=30");
  loop.rest();
  const app::Confusion confusion = app::confusion_of(loop.screen.app.image_runs.front(), 5);
  REQUIRE(confusion.worst.size() >= 2);
  loop.press("sample.2");
  loop.rest();
  CHECK(shown(loop).sample == static_cast<int>(confusion.worst[1]) + 1);
  loop.press("sample.next");
  loop.rest();
  CHECK(shown(loop).sample == static_cast<int>(confusion.worst[1]) + 2);
}

TEST_CASE("blocks and channels are added and taken away, and a network that cannot be says why") {
  Loop loop(std::string(kSmall) + "&pad=none&kernel=7");
  loop.rest();
  loop.press("settings");
  loop.press("conv.more.1");
  loop.press("conv.add");
  loop.rest();
  CHECK(shown(loop).conv == std::vector<int>{4, 4, 4});
  CHECK(has_text(loop, "text.nothing", "Block 3"));
  loop.press("conv.drop");
  loop.rest();
  CHECK(shown(loop).conv == std::vector<int>{4, 4});
  CHECK(base::find_element(loop.screen.elements, "map.before") != nullptr);
}

TEST_CASE("the ladder shows four networks and what each proves, in every shape") {
  for (const auto& [width, height] : {std::pair(1280.0F, 720.0F), std::pair(480.0F, 360.0F),
                                      std::pair(390.0F, 844.0F), std::pair(853.0F, 480.0F)}) {
    const platform::View view{width, height, 1};
    CAPTURE(view.width);
    Loop loop(std::string(kSmall) + "&steps=20", view);
    loop.rest();
    loop.press("ladder.on");
    loop.rest();
    CHECK(loop.screen.app.image_runs.size() == 4);
    std::size_t proofs = 0;
    for (const base::Element& element : loop.screen.elements)
      if (element.id.starts_with("text.proof.")) ++proofs;
    CHECK(proofs == 4);
    CHECK(has_text(loop, "text.proof.1", "One affine map"));
    CHECK(has_text(loop, "text.proof.2", "the maximum bends"));
    CHECK(has_text(loop, "text.conclusion", "two bends"));
  }
}
