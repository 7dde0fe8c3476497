// The charts of Train say what they show at a place: to a pointer over them, a finger that taps there, and to keys.
#include <algorithm>
#include <cmath>

#include "imgui_internal.h"
#include "loop.h"
#include "ui/control/plot.h"

using namespace lab;
using platform::EventKind;
using platform::Key;
using shell_test::Loop;

namespace {

const base::Element* find(const Loop& loop, std::string_view id) {
  return base::find_element(loop.screen.elements, id);
}

const base::Element& probe(const Loop& loop, std::string_view id = "probe_step") {
  const base::Element* const found = find(loop, id);
  REQUIRE(found != nullptr);
  return *found;
}

// What floats over the room, if anything does.
const ImGuiWindow* tooltip() {
  for (const ImGuiWindow* window : ImGui::GetCurrentContext()->Windows) {
    const bool is_drawn = window->Active && !window->Hidden;
    if (is_drawn && (window->Flags & ImGuiWindowFlags_Tooltip) != 0) return window;
  }
  return nullptr;
}

// Of a chart, by shares of it from the lower left.
ImVec2 place(const base::Rect& rect, float x, float y) {
  return {rect.x + rect.w * x, ui::bottom(rect) - rect.h * y};
}

void tap(Loop& loop, ImVec2 at) {
  platform::Event event;
  event.x = at.x;
  event.y = at.y;
  event.touch = true;
  for (const auto kind : {EventKind::pointer_move, EventKind::pointer_down, EventKind::pointer_up}) {
    event.kind = kind;
    loop.frame({event});
    loop.frame();
  }
  event.x = event.y = -1000;
  event.kind = EventKind::pointer_move;
  loop.frame({event});
  loop.rest();
}

const run::LossRecord& nearest(const Loop& loop, double step, std::size_t side = 0) {
  const auto& records = loop.screen.app.runs[side].history.records;
  return *std::min_element(records.begin(), records.end(), [&](const auto& a, const auto& b) {
    return std::abs(static_cast<double>(a.step) - step) < std::abs(static_cast<double>(b.step) - step);
  });
}

}  // namespace

TEST_CASE("over the chart of the loss it says the step and all values there, and hides neither chart") {
  for (const char* language : {"en", "zh"}) {
    for (const platform::View& shape : {platform::View{1280, 720, 1}, {1920, 1080, 1}}) {
      for (const float share : {0.02F, 0.4F, 0.98F}) {
        CAPTURE(language);
        CAPTURE(shape.width);
        CAPTURE(share);
        Loop loop("view=train&data=moons&steps=150&lang=" + std::string(language), shape);
        loop.rest();
        REQUIRE(loop.screen.app.runs.front().seen.snapshot.step == 150);
        CHECK(tooltip() == nullptr);
        const base::Rect chart = probe(loop).rect;
        loop.move_to(place(chart, share, 0.5F));
        loop.rest();
        const double step = std::stod(probe(loop).value);
        CHECK(std::abs(step - 150.0 * static_cast<double>(share)) < 1.5);  // a point of 130 is a step or so
        const run::LossRecord& record = nearest(loop, step);
        const std::string& told = probe(loop).value_text;
        for (const std::string& text :
             {i18n::grouped(record.step), app::loss_text(static_cast<double>(record.train_loss)),
              app::loss_text(static_cast<double>(record.test_loss)),
              app::accuracy_text(static_cast<double>(record.train_accuracy)),
              app::accuracy_text(static_cast<double>(record.test_accuracy))})
          CHECK_MESSAGE(told.find(text) != std::string::npos, text, " is not in: ", told);
        const ImGuiWindow* const shown = tooltip();
        REQUIRE(shown != nullptr);
        CHECK(shown->Pos.x >= 0);
        CHECK(shown->Pos.x + shown->Size.x <= shape.width);
        const bool is_over = shown->Pos.y + shown->Size.y <= chart.y;
        CHECK((is_over || shown->Pos.y >= ui::bottom(chart)));
        CHECK(shown->Pos.y + shown->Size.y <= shape.height);
        loop.move_to({4, 4});
        loop.rest();
        CHECK(tooltip() == nullptr);
      }
    }
  }
}

TEST_CASE("a finger that taps a chart leaves what it says there, also on a phone, and arrows go on from it") {
  Loop loop("view=train&data=moons&steps=150", {390, 844, 1});
  loop.rest();
  platform::Event wheel;
  wheel.kind = EventKind::wheel;
  wheel.x = 195;
  wheel.y = 400;
  wheel.dy = 200;
  for (int i = 0; i < 6 && (find(loop, "probe_step") == nullptr || probe(loop).is_hidden); ++i) {
    loop.frame({wheel});
    loop.rest();
  }
  const base::Rect chart = probe(loop).rect;
  tap(loop, place(chart, 0.5F, 0.5F));
  CHECK(tooltip() != nullptr);
  const double tapped = std::stod(probe(loop).value);
  CHECK(tapped == doctest::Approx(75).epsilon(0.05));
  loop.press_key(Key::right);
  CHECK(std::stod(probe(loop).value) > tapped);
  CHECK(std::stod(probe(loop).value) < tapped + 4);
}

TEST_CASE(
    "who has read nothing yet hears the latest values, and a place that was read stays while training goes "
    "on") {
  Loop loop("view=train&data=moons&steps=150");
  loop.rest();
  CHECK(std::stod(probe(loop).value) == 150);
  loop.press("step");
  loop.rest();
  CHECK(std::stod(probe(loop).value) == 151);
  loop.screen.ui.keyboard.focus = "probe_step";
  loop.screen.ui.keyboard.is_seen = true;
  loop.press_key(Key::home);
  CHECK(std::stod(probe(loop).value) == 0);
  CHECK(tooltip() != nullptr);
  const std::string told = probe(loop).value_text;
  loop.press("step");
  loop.rest();
  CHECK(probe(loop).value_text == told);
}

TEST_CASE("the chart of a twin says the losses of both sides") {
  Loop loop("view=train&data=rings&steps=150&twin=identity");
  loop.rest();
  loop.move_to(place(probe(loop).rect, 0.5F, 0.5F));
  loop.rest();
  REQUIRE(tooltip() != nullptr);
  for (const std::size_t side : {0U, 1U}) {
    const std::string loss = app::loss_text(static_cast<double>(nearest(loop, 75, side).test_loss));
    CHECK_MESSAGE(probe(loop).value_text.find(loss) != std::string::npos, loss,
                  " is not in: ", probe(loop).value_text);
  }
}

TEST_CASE("the curve of the activation says f, its slope and how many sums there are at a place") {
  Loop loop("view=train&data=moons&act=tanh", shell_test::kRoomy);
  loop.rest();
  const base::Rect area = probe(loop, "probe_z").rect;
  loop.move_to(place(area, 0.7F, 0.3F));
  loop.rest();
  REQUIRE(tooltip() != nullptr);
  const double z = std::stod(probe(loop, "probe_z").value);
  CHECK(z == doctest::Approx(2).epsilon(0.01));
  const std::string& told = probe(loop, "probe_z").value_text;
  CHECK(told.find("f = 0.96") != std::string::npos);  // tanh(2) = 0.9640, to half a point of 120
  CHECK(told.find("layer 2: ") != std::string::npos);
  CHECK(told.find("%") != std::string::npos);
}

TEST_CASE("the ribbon of the gradient says what arrives at every layer, where its numbers have no room too") {
  Loop loop("view=train&data=moons&net=4-4-4-4-4-4-4-4");
  loop.rest();
  const base::Rect ribbon = loop.rect_of("gradient");
  loop.move_to(place(ribbon, 0.8F, 0.5F));
  loop.rest();
  const ImGuiWindow* const shown = tooltip();
  REQUIRE(shown != nullptr);
  CHECK((shown->Pos.y + shown->Size.y <= ribbon.y || shown->Pos.y >= ui::bottom(ribbon)));
  loop.move_to({4, 4});
  loop.rest();
  CHECK(tooltip() == nullptr);
}

TEST_CASE("a chart that is hidden, or of a run that has not begun, is not read") {
  for (const char* link :
       {"view=train&steps=150&hide=loss_chart", "view=train", "view=train&twin=identity"}) {
    CAPTURE(std::string(link));
    Loop loop(link);
    loop.rest();
    CHECK(find(loop, "probe_step") == nullptr);
  }
}
