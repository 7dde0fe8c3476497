// What explains or tells something stands beside it: tooltips, notices, the line to type a formula in.
#include <algorithm>

#include "imgui_internal.h"
#include "loop.h"

using namespace lab;
using shell_test::Loop;

namespace {

constexpr platform::View kViews[] = {{1280, 720, 1}, {853, 480, 1}, {480, 360, 1}, {390, 844, 1}};

bool overlap(const base::Rect& a, const base::Rect& b) {
  const base::Rect shared = ui::intersection(a, b);
  return shared.w > 0.5F && shared.h > 0.5F;  // points: neighbours may share an edge
}

base::Rect tooltip() {
  const ImGuiWindow* window = ImGui::FindWindowByName("##Tooltip_00");
  if (window == nullptr || !window->Active) return {};
  return {window->Pos.x, window->Pos.y, window->Size.x, window->Size.y};
}

// Of anything that is listed, also of what is only read; empty where it is not there.
base::Rect any(const Loop& loop, std::string_view id) {
  const auto& all = loop.screen.elements;
  const auto found = std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.id == id; });
  return found == all.end() ? base::Rect{} : found->rect;
}

// The ids of what is on the screen and can be operated.
std::vector<std::string> operable(const Loop& loop) {
  std::vector<std::string> ids;
  for (const base::Element& element : loop.screen.elements) {
    if (!element.is_hidden && base::is_operable(element.role)) ids.push_back(element.id);
  }
  return ids;
}

template <typename Test>
void in_every_room_and_shape(const Test& test) {
  for (const char* link : {"view=train&data=rings&steps=20", "view=train&twin=identity", "view=curves"}) {
    for (const platform::View& view : kViews) {
      CAPTURE(std::string(link));
      CAPTURE(view.width);
      Loop loop(link, view);
      loop.rest();
      test(loop);
    }
  }
}

}  // namespace

TEST_CASE("a tooltip is within the view and does not cover the control that it explains") {
  in_every_room_and_shape([](Loop& loop) {
    int explained = 0;
    for (const std::string& id : operable(loop)) {
      if (id.starts_with("probe_")) continue;  // a point of a picture, see below
      const base::Rect rect = loop.rect_of(id);
      loop.move_to(ui::centre(rect));
      loop.rest();
      const base::Rect shown = tooltip();
      if (shown.w == 0) continue;
      CAPTURE(id);
      ++explained;
      CHECK_FALSE(overlap(shown, rect));
      CHECK((shown.x >= 0 && shown.y >= 0 && ui::right(shown) <= loop.view.width &&
             ui::bottom(shown) <= loop.view.height));
    }
    CHECK(explained >= 5);
  });
}

TEST_CASE("the values at a point of the picture do not cover it, wherever it is, for pointer and keys") {
  for (const platform::View& view : kViews) {
    CAPTURE(view.width);
    Loop loop("view=train&data=rings&steps=20", view);
    loop.rest();
    const base::Rect picture = loop.rect_of("output");
    for (const float along_x : {0.01F, 0.3F, 0.7F, 0.99F}) {
      for (const float along_y : {0.01F, 0.5F, 0.99F}) {
        const ImVec2 at{picture.x + picture.w * along_x, picture.y + picture.h * along_y};
        const base::Rect point{at.x - 5, at.y - 5, 10, 10};
        loop.move_to(at);
        REQUIRE(tooltip().w > 0);
        CHECK_FALSE(overlap(tooltip(), point));
      }
    }
    platform::Event focus;
    focus.kind = platform::EventKind::element_focus;
    focus.text = "probe_x1";
    loop.move_to({1, 1});
    loop.frame({focus});
    loop.rest();
    REQUIRE(tooltip().w > 0);
    const ImVec2 middle = ui::centre(picture);  // the point 0, 0
    CHECK_FALSE(overlap(tooltip(), {middle.x - 5, middle.y - 5, 10, 10}));
  }
}

TEST_CASE("the values under a finger stand above it, where the hand does not cover them") {
  Loop loop("view=train&data=rings&steps=20", {390, 844, 1});
  loop.rest();
  platform::Event finger;
  finger.kind = platform::EventKind::pointer_down;
  finger.touch = true;
  const ImVec2 at = ui::centre(loop.rect_of("output"));
  finger.x = at.x;
  finger.y = at.y;
  loop.frame({finger});
  for (int i = 0; i < 3; ++i) loop.frame();
  REQUIRE(tooltip().w > 0);
  CHECK(ui::bottom(tooltip()) < at.y);
}

TEST_CASE("a notice covers neither the transport nor what was pressed last") {
  in_every_room_and_shape([](Loop& loop) {
    const auto is_clear = [&](std::string_view of) {
      const base::Rect notice = any(loop, "text.notice.0");
      REQUIRE(notice.w > 0);
      return !overlap(notice, any(loop, of));
    };
    for (const std::string& id : operable(loop)) {
      CAPTURE(id);
      loop.screen.app.notices.clear();
      loop.frame();
      platform::Event focus;
      focus.kind = platform::EventKind::element_focus;
      focus.text = id;
      loop.frame({focus});
      loop.frame();
      app::give(loop.screen.app, {"notice.copied_value", {"0.25"}, true});
      loop.frame();
      loop.frame();
      CHECK(is_clear("transport"));
      const bool fills_view = any(loop, id).h > loop.view.height / 2;
      CHECK((fills_view || is_clear(id)));
    }
  });
}

TEST_CASE("the line to type a formula in covers neither the curve nor the data") {
  for (const platform::View& view : {platform::View{1280, 720, 1}, platform::View{1920, 1080, 1},
                                     platform::View{980, 540, 1}, platform::View{853, 700, 1}}) {
    CAPTURE(view.width);
    Loop loop("view=train&data=rings", view);
    loop.rest();
    const base::Rect curve = loop.rect_of("hero");
    std::vector<base::Rect> kept{curve};
    for (const base::Element& element : loop.screen.elements) {
      if (element.id.starts_with("data.") && !element.is_hidden) kept.push_back(element.rect);
    }
    loop.press("formula.type");
    loop.rest();
    const base::Rect panel = any(loop, "formula_panel");
    REQUIRE(panel.w > 0);
    for (const base::Rect& rect : kept) CHECK_FALSE(overlap(panel, rect));
  }
}
