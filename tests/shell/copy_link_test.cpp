// What Copy link copies, and that it says so.
#include "app/link.h"
#include "loop.h"

using namespace lab;
using shell_test::Loop;
using shell_test::told;

TEST_CASE("Copy link copies the address in the default state, too, with the room by name") {
  Loop loop("view=train");
  loop.rest();
  loop.press("copy_link");
  CHECK(told().clipboard == "view=train");
  REQUIRE(loop.screen.app.notices.size() == 1);
  loop.press("view.curves");
  loop.press("copy_link");
  CHECK(told().clipboard == "view=curves");
}

TEST_CASE(
    "wherever nothing or hardly anything was changed, Copy link copies an address that opens the same, and "
    "says so") {
  constexpr platform::View kShapes[] = {{1280, 720, 1}, {480, 360, 1}, {390, 844, 1}};
  for (const char* link :
       {"", "lang=zh", "view=curves", "view=train", "theme=dark", "v=1", "seed=1", "view=curves&lang=zh",
        "gestures=cooperative", "hide=theme", "act=tanh&data=spiral", "lock=lr"}) {
    for (const platform::View& shape : kShapes) {
      CAPTURE(std::string(link));
      CAPTURE(shape.width);
      Loop loop(link, shape);
      loop.rest();
      const app::Scenario shown = loop.screen.app.shown;
      if (base::find_element(loop.screen.elements, "copy_link") == nullptr) {
        CHECK(shape.width < 500);
        continue;
      }
      loop.press("copy_link");
      CHECK(told().clipboard.starts_with("view="));
      const app::Decoded opened = app::decode(told().clipboard);
      CHECK(opened.scenario == shown);
      CHECK(opened.notices.empty());
      REQUIRE(loop.screen.app.notices.size() == 1);
      CHECK(loop.screen.app.notices[0].is_news);
    }
  }
}
