// The front page: who moves when, what opens it, and that all of it is reached
// in every shape.
#include <algorithm>
#include <cmath>
#include <set>

#include "app/activations.h"
#include "app/advance.h"
#include "app/link.h"
#include "app/plan.h"
#include "base/clock.h"
#include "data/best_line.h"
#include "loop.h"
#include "nn/conv/conv.h"
#include "nn/diagnostics.h"
#include "ui/room/home/room.h"
#include "ui/rooms.h"

using namespace lab;
using shell_test::Loop;
using shell_test::told;
using ui::Figure;

namespace {

constexpr Figure kAll[] = {Figure::twin,      Figure::slopes, Figure::xor_table,
                           Figure::staircase, Figure::bend,   Figure::image};

ui::HomeView& home_of(Loop& loop) {
  return *static_cast<ui::HomeView*>(ui::view_of(loop.screen.ui.rooms, *ui::find_room("home")));
}

void send(Loop& loop, platform::EventKind kind, const std::string& text) {
  platform::Event event;
  event.kind = kind;
  event.text = text;
  loop.frame({event});
  loop.frame();
}

void press_key(Loop& loop, platform::Key key) {
  platform::Event event;
  event.kind = platform::EventKind::key;
  event.key = key;
  loop.frame({event});
  loop.frame();
}

// Until the figures are there.
void make_all(Loop& loop) {
  for (int i = 0; i < 2000 && home_of(loop).figures.made < ui::kFigureCount; ++i) loop.frame();
  REQUIRE(home_of(loop).figures.made == ui::kFigureCount);
}

std::vector<std::string> card_ids() {
  std::vector<std::string> ids;
  for (const Figure figure : kAll) ids.push_back("open." + std::string(ui::row_of(figure).id));
  return ids;
}

}  // namespace

// ---- What opens it ----

TEST_CASE("no query and no hash opens the front page, and every other link without view= Train") {
  CHECK(Loop("").screen.app.shown.view == "home");
  for (const char* link : {"v=1", "seed=1", "data=xor", "lang=zh", "bogus=1"}) {
    CAPTURE(std::string(link));
    CHECK(Loop(link).screen.app.shown.view == "train");
  }
  CHECK(app::decode("").scenario == app::Scenario());
  CHECK(app::Scenario().view == "train");
}

TEST_CASE("the address says nothing only where the front page is shown as it was opened") {
  Loop loop("");
  make_all(loop);
  CHECK(told().links.empty());
  loop.press("view.train");
  loop.press("view.home");
  loop.press("view.start");
  loop.press("view.curves");
  loop.press("view.train");
  REQUIRE(told().entered.size() == 5);
  CHECK(told().entered[0] == "view=train");
  CHECK(told().entered[1] == "view=home");
  CHECK(told().entered[4] == "view=train");
  CHECK(app::decode(told().entered[3]).scenario.view == "curves");
  for (const std::string& link : told().links) CHECK_FALSE(link.empty());
}

TEST_CASE("Back to an address that says nothing is back at the front page, and so is one that was emptied") {
  Loop loop("");
  loop.frame();
  loop.press("view.train");
  CHECK(loop.screen.app.shown.view == "train");
  send(loop, platform::EventKind::link_revisited, "");
  CHECK(loop.screen.app.shown.view == "home");
  send(loop, platform::EventKind::link_changed, "data=moons");
  CHECK(loop.screen.app.shown.view == "train");
  send(loop, platform::EventKind::link_changed, "");
  CHECK(loop.screen.app.shown.view == "home");
  CHECK(loop.screen.app.shown.data == "rings");
}

TEST_CASE("a link copied on the front page names it") {
  Loop loop("");
  loop.frame();
  loop.press("copy_link");
  CHECK(told().clipboard == "view=home");
}

// ---- Who moves ----

TEST_CASE(
    "the first picture waits for no figure, and the frames that follow show them without being asked for") {
  Loop loop("", {1280, 720, 1}, true);
  const auto pictures = [&] {
    const auto& all = loop.screen.elements;
    return std::count_if(all.begin(), all.end(),
                         [](const auto& one) { return one.id.starts_with("figure."); });
  };
  loop.frame();
  CHECK(pictures() == 0);
  CHECK(base::find_element(loop.screen.elements, "open.twin") != nullptr);
  CHECK(ui::is_home_room_busy(home_of(loop)));
  loop.rest();
  CHECK(pictures() == ui::kFigureCount);
}

TEST_CASE("the figures come in reading order, in pieces of a few steps") {
  ui::Figures made;
  std::int64_t steps = 0;
  std::size_t before = 0;
  for (int pieces = 0; made.made < ui::kFigureCount; ++pieces) {
    REQUIRE(pieces < 200);
    ui::make_some(made, 0);
    std::int64_t now = 0;
    for (const ui::Taught& taught : made.sides) now += taught.trainer.step;
    CHECK(now - steps <= ui::kStride);
    CHECK(made.made - before <= 1);
    steps = now;
    before = made.made;
  }
}

TEST_CASE("one figure moves at a time, each in its turn, and in the end none") {
  Loop loop("");
  make_all(loop);
  std::set<int> movers;
  int frames = 0;
  double end_s = 0;
  for (; frames < 6000; ++frames) {
    loop.frame();
    int moving = 0, dots = 0;
    for (const Figure figure : kAll) {
      moving += ui::moved(home_of(loop), figure) < 1 ? 1 : 0;
      dots += ui::has_turn(home_of(loop), figure) ? 1 : 0;
    }
    CHECK(moving <= 1);
    CHECK(dots == 1);
    if (moving == 1) movers.insert(home_of(loop).turn.figure);
    if (std::isinf(loop.due_in_s)) break;
    loop.now_s += std::min(loop.due_in_s, 0.9);  // Dear ImGui's clock goes no further in a frame
    end_s = loop.now_s;
  }
  CHECK(movers.size() == ui::kFigureCount);
  CHECK(frames < 6000);
  CHECK(end_s < 120);
}

TEST_CASE("who is pointed at or has the keyboard moves, and space stops the turns where they are") {
  Loop loop("");
  make_all(loop);
  loop.move_to(ui::centre(loop.rect_of("open.image")));
  loop.frame();
  CHECK(ui::has_turn(home_of(loop), Figure::image));
  send(loop, platform::EventKind::element_focus, "open.slopes");
  loop.move_to({5, 5});
  loop.frame();
  CHECK(ui::has_turn(home_of(loop), Figure::slopes));
  send(loop, platform::EventKind::element_focus, "");
  press_key(loop, platform::Key::space);
  CHECK(home_of(loop).turn.is_paused);
  const double before = ui::moved(home_of(loop), Figure::slopes);
  for (int i = 0; i < 20; ++i) loop.frame();
  CHECK(ui::moved(home_of(loop), Figure::slopes) == doctest::Approx(before));
  press_key(loop, platform::Key::space);
  for (int i = 0; i < 20; ++i) loop.frame();
  CHECK(ui::moved(home_of(loop), Figure::slopes) > before);
}

TEST_CASE(
    "with reduced motion nothing moves, pointed at or not, and the page rests once the figures are there") {
  Loop loop("", {1280, 720, 1}, true);
  loop.rest();
  CHECK(std::isinf(loop.due_in_s));
  CHECK(home_of(loop).figures.made == ui::kFigureCount);
  loop.move_to(ui::centre(loop.rect_of("open.twin")));
  for (const Figure figure : kAll) {
    CHECK(ui::moved(home_of(loop), figure) == 1);
    CHECK_FALSE(ui::has_turn(home_of(loop), figure));
  }
}

// ---- Where it leads, and who reaches it ----

TEST_CASE("every card opens its link by pointer and by Enter, and keeps what is the reader's own") {
  for (const Figure figure : kAll) {
    for (const bool by_key : {false, true}) {
      CAPTURE(ui::row_of(figure).id);
      Loop loop("view=home&lang=zh&theme=dark", {1280, 720, 1}, true);
      loop.rest();
      const std::string id = "open." + std::string(ui::row_of(figure).id);
      if (by_key) {
        send(loop, platform::EventKind::element_focus, id);
        press_key(loop, platform::Key::enter);
      } else {
        loop.press(id);
      }
      app::Scenario wanted = app::decode(ui::row_of(figure).link).scenario;
      wanted.lang = "zh";
      wanted.theme = "dark";
      CHECK(loop.screen.app.shown == wanted);
      CHECK(loop.screen.app.notices.empty());
    }
  }
}

TEST_CASE("Tab comes by every card, in the order in which they are read") {
  for (const platform::View size : {platform::View{1280, 720, 1}, platform::View{390, 844, 1}}) {
    Loop loop("", size, true);
    loop.rest();
    std::vector<std::string> met;
    for (int i = 0; i < 60; ++i) {
      press_key(loop, platform::Key::tab);
      const std::string& at = loop.screen.ui.keyboard.focus;
      const std::vector<std::string> ids = card_ids();
      const bool is_card = std::find(ids.begin(), ids.end(), at) != ids.end();
      if (is_card && std::find(met.begin(), met.end(), at) == met.end()) met.push_back(at);
      if (is_card) CHECK(base::find_element(loop.screen.elements, at) != nullptr);  // scrolled into view
    }
    CHECK(met == card_ids());
  }
}

TEST_CASE("all of the page is in sight at 1280×720, and in every shape it is scrolled to") {
  for (const char* language : {"en", "zh"}) {
    for (const platform::View size :
         {platform::View{1280, 720, 1}, platform::View{1920, 1080, 1}, platform::View{980, 540, 1},
          platform::View{853, 480, 1}, platform::View{480, 360, 1}, platform::View{390, 844, 1},
          platform::View{300, 150, 1}}) {
      CAPTURE(std::string(language));
      CAPTURE(size.width);
      Loop loop("view=home&lang=" + std::string(language), size, true);
      loop.rest();
      std::set<std::string> seen;
      const ImVec2 middle{size.width / 2, size.height / 2 + 20};
      loop.move_to(middle);
      for (int i = 0; i < 60; ++i) {
        for (const base::Element& element : loop.screen.elements) {
          const bool is_whole = element.rect.h >= std::min(40.0F, size.height * 0.3F);
          if (!element.is_hidden && (is_whole || element.role != base::Role::picture))
            seen.insert(element.id);
        }
        if (size.width >= 1280) break;
        loop.turn_wheel(middle, size.height / 3);
      }
      for (const char* id : {"heading.home", "open.first", "view.start", "open.lesson.3", "open.lesson.7",
                             "view.room.curves", "view.room.train", "copy.iframe"})
        CHECK_MESSAGE(seen.contains(id), std::string(id), " is not seen");
      for (const Figure figure : kAll) {
        const std::string id(ui::row_of(figure).id);
        CHECK_MESSAGE(seen.contains("open." + id), id, " is not seen");
        CHECK_MESSAGE(seen.contains("figure." + id), id, " has no picture");
      }
    }
  }
}

TEST_CASE("on a phone the twin is above the fold") {
  Loop loop("", {390, 844, 1}, true);
  loop.rest();
  CHECK(ui::bottom(loop.rect_of("open.twin")) < 500);
}

TEST_CASE("what is said of a picture is what stands below it") {
  Loop loop("", {1280, 720, 1}, true);
  loop.rest();
  const base::Element* xor_picture = base::find_element(loop.screen.elements, "figure.xor");
  REQUIRE(xor_picture != nullptr);
  CHECK(xor_picture->value_text == "any line: at best 3 of 4, two ReLUs: 4 of 4");
  const base::Element* twin = base::find_element(loop.screen.elements, "figure.twin");
  REQUIRE(twin != nullptr);
  CHECK(twin->value_text.find("tanh: 100\u202F% right") != std::string::npos);
}

TEST_CASE("the line for a page of one's own holds the page's own address, and its link is the twin's") {
  Loop loop("", {1280, 720, 1}, true);
  loop.screen.ui.page = "https://example.org/lab/";
  loop.rest();
  loop.press("copy.iframe");
  const std::string line = told().clipboard;
  CHECK(line.starts_with("<iframe src=\"https://example.org/lab/#"));
  CHECK(line.ends_with("</iframe>"));
  const std::size_t from = line.find('#') + 1;
  const app::Decoded decoded = app::decode(line.substr(from, line.find('"', from) - from));
  CHECK(decoded.notices.empty());
  CHECK(decoded.scenario.view == "train");
  CHECK(decoded.scenario.twin == std::vector<std::string>{"identity"});
}

TEST_CASE("lessons, rooms and cards go by the words of hide= and lock=") {
  const auto count = [](const Loop& loop, const std::string& begin, bool enabled_only) {
    const auto& all = loop.screen.elements;
    return std::count_if(all.begin(), all.end(), [&](const base::Element& element) {
      return element.id.starts_with(begin) && (!enabled_only || !element.is_disabled);
    });
  };
  for (const char* words : {"hide=open", "controls=0"}) {
    Loop loop("view=home&" + std::string(words), {1280, 720, 1}, true);
    loop.rest();
    CHECK(count(loop, "open.", false) == 0);
    CHECK(count(loop, "figure.", false) == ui::kFigureCount);
  }
  Loop locked("view=home&lock=all", {1280, 720, 1}, true);
  locked.rest();
  CHECK(count(locked, "open.", false) > 0);
  CHECK(count(locked, "open.", true) == 0);
  CHECK(count(locked, "view.", true) == 0);
}
