// A page that is zoomed is a small window: what was there before is still reached.
#include <algorithm>
#include <set>

#include "i18n/text.h"
#include "loop.h"

using namespace lab;
using shell_test::Loop;

namespace {

struct Size {
  float width, height;
};

void scroll_through(Loop& loop, ImVec2 at, std::set<std::string>& seen) {
  loop.move_to(at);
  constexpr int kMostTurns = 200;
  for (int turn = 0; turn < kMostTurns; ++turn) {
    for (const base::Element& element : loop.screen.elements) {
      if (!element.is_hidden) seen.insert(element.id);
    }
    const std::string_view use = loop.screen.ui.wheel_use;
    if (use != "scroll" && use != "scroll_down") break;
    loop.turn_wheel(at, 150);
  }
  loop.turn_wheel(at, -1e5F);
}

void press_escape(Loop& loop) {
  platform::Event escape;
  escape.kind = platform::EventKind::key;
  escape.key = platform::Key::escape;
  loop.frame({escape});
  loop.rest();
}

// All that is seen where one scrolls and opens what can be opened.
std::set<std::string> reachable(const std::string& link, const Size& size) {
  Loop loop(link, {size.width, size.height, 1.5F});
  std::set<std::string> seen;
  loop.rest();
  const ImVec2 middle{size.width - 100, size.height / 2};
  scroll_through(loop, middle, seen);
  for (const char* opener :
       {"training", "points", "settings", "more", "gallery_open", "diagnosis.open", "view.open"}) {
    const base::Element* element = base::find_element(loop.screen.elements, opener);
    if (element == nullptr || element->is_hidden) continue;
    loop.press(opener);
    loop.rest();
    const auto panel = std::find_if(loop.screen.elements.begin(), loop.screen.elements.end(),
                                    [](const auto& one) { return one.layer > 0; });
    const bool is_panel = panel != loop.screen.elements.end();
    scroll_through(loop, is_panel ? ui::centre(panel->rect) : middle, seen);
    if (is_panel) press_escape(loop);
  }
  return seen;
}

}  // namespace

TEST_CASE(
    "nothing is lost by zoom: what a page of 1280×720 shows is reached at 150 % and 200 %, and on a phone") {
  // Containers and what opens them, which depend on the shape.
  const std::set<std::string> ways{"training", "training_panel", "points",       "points_panel",
                                   "data",     "keys.open",      "gallery_close"};
  // Where a remedy opens the twin, and a picture that fills its figure needs no heading.
  const std::set<std::string> small_ways{"twin.open", "heading.output", "term.parameter"};
  for (const i18n::LanguageRow& language : i18n::languages()) {
    for (const char* link : {"view=train&data=rings&steps=60", "view=train&twin=identity&steps=60",
                             "view=curves&curves=prelu,tanh", "view=curves&act=sigmoid"}) {
      const std::string all = std::string(link) + "&lang=" + std::string(language.tag);
      const std::set<std::string> wanted = reachable(all, {1280, 720});
      REQUIRE(wanted.size() > 20);
      for (const Size& size : {Size{853, 480}, Size{390, 844}, Size{640, 360}}) {
        CAPTURE(all);
        CAPTURE(size.width);
        const std::set<std::string> seen = reachable(all, size);
        for (const std::string& id : wanted)
          CHECK_MESSAGE(
              (seen.contains(id) || ways.contains(id) || (size.width == 640 && small_ways.contains(id))), id,
              " is lost");
      }
    }
  }
}
