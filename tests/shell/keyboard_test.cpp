// One list of elements gives the keyboard its order, on the desktop as on a page; and the page is told what has changed.
#include <algorithm>

#include "base/json_reader.h"
#include "loop.h"

using namespace lab;
using platform::EventKind;
using platform::Key;
using shell_test::Loop;
using shell_test::told;

namespace {

void press_key(Loop& loop, Key key, bool shift = false) {
  platform::Event event;
  event.kind = EventKind::key;
  event.key = key;
  event.shift = shift;
  loop.frame({event});
  loop.frame();
}

void send(Loop& loop, EventKind kind, const std::string& text) {
  platform::Event event;
  event.kind = kind;
  event.text = text;
  loop.frame({event});
  loop.frame();
}

const std::string& focus(const Loop& loop) { return loop.screen.ui.keyboard.focus; }

void tab_to(Loop& loop, const std::string& id) {
  for (int i = 0; i < 300 && focus(loop) != id; ++i) press_key(loop, Key::tab);
  REQUIRE(focus(loop) == id);
}

// As on the desktop, where there is no page.
struct Desktop : Loop {
  explicit Desktop(const std::string& link, platform::View size = {1280, 720, 1}) : Loop(link, size) {
    screen.ui.has_mirror = false;
    rest();
  }
};

std::vector<std::string> tab_stops(const Loop& loop) {
  std::vector<std::string> ids;
  for (const base::Element& element : loop.screen.elements) {
    if (element.is_tab_stop) ids.push_back(element.id);
  }
  return ids;
}

}  // namespace

TEST_CASE("the ring is around a whole chip, also where a part of it is another control") {
  Loop loop("view=curves&curves=relu,tanh");
  loop.rest();
  for (const char* id : {"act.chip.relu", "act.chip.tanh"}) {
    platform::Event focus;
    focus.kind = platform::EventKind::element_focus;
    focus.text = id;
    loop.frame({focus});
    loop.rest();
    const ui::Rect ring = loop.screen.ui.keyboard.ring;
    const ui::Rect name = loop.rect_of(id);
    const ui::Rect remove = loop.rect_of(std::string(id) + ".remove");
    CHECK(ring.x == name.x);
    CHECK(ui::right(ring) == ui::right(remove));
  }
  loop.press("slope");
  CHECK(loop.screen.ui.keyboard.ring.w == 0);
}

TEST_CASE("on the desktop Tab goes through every control in reading order, and Shift+Tab back") {
  for (const char* link : {"view=train", "view=curves", "view=train&lang=zh"}) {
    for (const platform::View size : {platform::View{1280, 720, 1}, platform::View{480, 360, 1}}) {
      CAPTURE(link);
      CAPTURE(size.width);
      Desktop loop(link, size);
      const std::vector<std::string> order = tab_stops(loop);
      REQUIRE(order.size() > 8);
      for (const std::string& id : order) {
        press_key(loop, Key::tab);
        CHECK(focus(loop) == id);
      }
      press_key(loop, Key::tab);
      CHECK(focus(loop) == order.front());
      press_key(loop, Key::tab, true);
      CHECK(focus(loop) == order.back());
    }
  }
}

TEST_CASE("on the desktop enter presses, arrows move a slider, and Escape brings the keyboard back") {
  Desktop loop("data=moons&noise=0.1", shell_test::kRoomy);
  tab_to(loop, "noise");
  press_key(loop, Key::right);
  CHECK(loop.screen.app.shown.noise == doctest::Approx(0.11));
  press_key(loop, Key::page_down);
  CHECK(loop.screen.app.shown.noise == doctest::Approx(0.01));
  press_key(loop, Key::end);
  CHECK(loop.screen.app.shown.noise == doctest::Approx(0.5));
  tab_to(loop, "training");
  press_key(loop, Key::enter);
  loop.rest();
  CHECK(focus(loop) != "training");
  CHECK(base::find_element(loop.screen.elements, "l1") != nullptr);
  tab_to(loop, "l1");
  press_key(loop, Key::space);
  loop.rest();
  CHECK(focus(loop) == "l1.0");  // the present choice
  press_key(loop, Key::down);
  press_key(loop, Key::enter);
  loop.rest();
  CHECK(loop.screen.app.shown.l1 == doctest::Approx(1e-4));
  CHECK(focus(loop) == "l1");
  press_key(loop, Key::escape);
  loop.rest();
  CHECK(focus(loop) == "training");
}

TEST_CASE(
    "a picture that the keyboard comes to before any pointer reads a point of its own, which arrows move") {
  struct Case {
    const char* link;
    const char* id;
  };
  for (const Case& one :
       {Case{"view=train", "probe_x1"}, Case{"view=train&data=xor_table&net=0&lang=zh", "probe_x2"},
        Case{"view=train&twin=identity", "probe_x1.2"}, Case{"view=train&twin=relu&data=spiral", "probe_x2"},
        Case{"view=curves", "cursor"}, Case{"view=curves&grid=1&act=relu,tanh,elu", "cursor"},
        Case{"view=curves&formula=log(x)&act=own1&x=1:9&lang=zh", "cursor"}}) {
    for (const platform::View& size : {platform::View{1280, 720, 1}, {480, 360, 1}, {390, 844, 1}}) {
      CAPTURE(std::string(one.link));
      CAPTURE(size.width);
      Desktop loop(one.link, size);
      tab_to(loop, one.id);
      const auto told_of = [&] {
        const auto& elements = loop.screen.elements;
        const auto at = std::find_if(elements.begin(), elements.end(),
                                     [&](const base::Element& e) { return e.id == one.id; });
        REQUIRE(at != elements.end());
        return at->value + " " + at->value_text;
      };
      const std::string before = told_of();
      press_key(loop, Key::right);
      for (const std::string& told : {before, told_of()}) {
        for (const char* bad : {"nan", "NaN", "inf", "∞"}) CHECK(told.find(bad) == std::string::npos);
      }
      CHECK(told_of() != before);
    }
  }
}

TEST_CASE("Enter that is held acts once") {
  Desktop loop("data=moons");
  tab_to(loop, "play");
  platform::Event enter;
  enter.kind = EventKind::key;
  enter.key = Key::enter;
  for (int i = 0; i < 4; ++i) {
    loop.frame({enter});
    loop.frame();
    enter.repeat = true;
  }
  CHECK(loop.screen.app.shown.play);
}

TEST_CASE("what had the keyboard goes, and what stood before it has it") {
  Desktop loop("net=2-2-2");
  while (focus(loop) != "layers" && focus(loop) != "act.l1") press_key(loop, Key::tab);
  press_key(loop, Key::end);
  CHECK(focus(loop) == "net.more.l3");
  app::Scenario next = loop.screen.app.shown;
  next.net = {2, 2};
  app::apply(loop.screen.app, app::Change{next});
  loop.rest();
  CHECK(focus(loop) == "net.more.l2");
}

TEST_CASE("the slider that arrows move is undone in one step, and a later move in another") {
  Desktop loop("data=moons&noise=0.1", shell_test::kRoomy);
  tab_to(loop, "noise");
  for (int i = 0; i < 5; ++i) press_key(loop, Key::right);
  CHECK(loop.screen.app.shown.noise == doctest::Approx(0.15));
  press_key(loop, Key::tab);
  press_key(loop, Key::tab, true);
  press_key(loop, Key::right);
  app::apply(loop.screen.app, app::Undo{});
  CHECK(loop.screen.app.shown.noise == doctest::Approx(0.15));
  app::apply(loop.screen.app, app::Undo{});
  CHECK(loop.screen.app.shown.noise == doctest::Approx(0.1));
}

TEST_CASE("a text input on the desktop takes what is typed, and Tab leaves it") {
  Desktop loop("view=curves");
  tab_to(loop, "formula");
  loop.frame();
  platform::Event event;
  event.kind = EventKind::text;
  event.text = "x+";
  loop.frame({event});
  loop.rest();
  CHECK(loop.screen.app.shown.formulas.typed.empty());  // no formula yet
  CHECK_FALSE(loop.screen.app.shown.play);
  press_key(loop, Key::tab);
  CHECK(focus(loop) != "formula");
}

TEST_CASE("the page is told all elements once, then what changed, then nothing") {
  Loop loop("data=moons", shell_test::kRoomy);
  loop.rest();
  REQUIRE(!told().mirror.empty());
  CHECK(told().mirror.front().starts_with("{\"all\":["));
  const std::size_t at_rest = told().mirror.size();
  loop.frame();
  CHECK(told().mirror.size() == at_rest);
  send(loop, EventKind::element_value, "noise\n0.2");
  loop.rest();
  CHECK(loop.screen.app.shown.noise == doctest::Approx(0.2));
  REQUIRE(told().mirror.size() > at_rest);
  for (std::size_t i = at_rest; i < told().mirror.size(); ++i) {
    CHECK(told().mirror[i].find("\"all\"") == std::string::npos);
    CHECK(told().mirror[i].size() < 6000);
  }
  CHECK(told().mirror.back().find("\"t\":\"0.20\"") != std::string::npos);
}

TEST_CASE(
    "while training plays the page is told numbers at most every quarter of a second, and the last ones") {
  Loop loop("speed=100");
  loop.rest();
  send(loop, EventKind::element_press, "play");
  CHECK(loop.screen.app.shown.play);
  loop.frame();
  told().mirror.clear();
  for (int i = 0; i < 120; ++i) loop.frame();  // two seconds
  CHECK(told().mirror.size() >= 4);
  CHECK(told().mirror.size() <= 10);
  send(loop, EventKind::element_press, "play");
  loop.rest();
  const std::string step = i18n::grouped(loop.screen.app.runs.front().seen.snapshot.step);
  std::string last;
  for (const std::string& news : told().mirror) {
    if (news.find("\"Step: ") != std::string::npos) last = news;
  }
  CHECK(last.find("\"Step: " + step + "\"") != std::string::npos);
}

TEST_CASE(
    "two presses of a twin in one frame are two presses, and what is done first is led to by no other") {
  Loop loop("net=4&seed=1", shell_test::kRoomy);
  loop.rest();
  std::vector<platform::Event> events(3);
  for (platform::Event& event : events) {
    event.kind = EventKind::element_press;
    event.text = "seed.more";
  }
  events[2].text = "play";
  loop.frame(events);
  for (int i = 0; i < 4; ++i) loop.frame();
  CHECK(loop.screen.app.shown.seed == 3);
  CHECK(loop.screen.app.shown.play);
}

TEST_CASE(
    "a twin of what is locked or gone does nothing, and the program is not shaken by what is no element") {
  Loop loop("lock=lr,noise&data=moons&noise=0.1");
  loop.rest();
  const app::Scenario before = loop.screen.app.shown;
  for (const char* text :
       {"noise\n0.4", "lr\n0.5", "no_such\n1", "\n", "", "lr", "noise\nnot a number", "act\nrelu"}) {
    for (const EventKind kind :
         {EventKind::element_value, EventKind::element_entered, EventKind::element_focus}) {
      send(loop, kind, text);
    }
  }
  send(loop, EventKind::element_press, "no_such");
  loop.rest();
  CHECK(loop.screen.app.shown == before);
}

TEST_CASE(
    "the output is read by keys before any pointer was there, at a point of the plane that arrows move") {
  for (const char* link :
       {"view=train&steps=50", "view=train&loss=mse&out=linear", "view=train&net=0&lang=zh"}) {
    CAPTURE(link);
    Desktop loop(link);
    tab_to(loop, "probe_x1");
    const auto text = [&] { return base::find_element(loop.screen.elements, "probe_x1")->value_text; };
    const std::string before = text();
    CHECK(before.find("0.00") != std::string::npos);
    for (const char* wrong : {"NaN", "∞"}) CHECK(before.find(wrong) == std::string::npos);
    press_key(loop, Key::left);
    CHECK(text() != before);
    CHECK(std::stod(base::find_element(loop.screen.elements, "probe_x1")->value) < 0);
  }
}

TEST_CASE("the page's own colours follow the theme of the program") {
  Loop loop("theme=light");
  loop.rest();
  CHECK(told().theme == "light");
  loop.press("theme");
  CHECK(told().theme == "dark");
  platform::Event event;
  event.kind = EventKind::link_changed;
  event.text = "theme=light&data=xor";
  loop.frame({event});
  loop.frame();
  CHECK(told().theme == "light");
}

TEST_CASE("wherever the theme comes from, in every room and language, the page's text fields have it") {
  const auto system_turns = [](Loop& loop, const char* name) {
    send(loop, EventKind::theme_changed, name);
    loop.frame();
  };
  for (const char* room : {"view=train", "view=curves", "view=curves&lang=zh", "view=train&mirror=show",
                           "view=train&hide=bar", "view=train&hide=lr"}) {
    CAPTURE(std::string(room));
    Loop loop(room);
    loop.rest();
    CHECK(told().theme == "light");
    system_turns(loop, "dark");
    CHECK(told().theme == "dark");
    shell::answer(loop.screen, "change theme=light");  // against the system's
    loop.rest();
    CHECK(told().theme == "light");
    system_turns(loop, "light");
    shell::answer(loop.screen, "change theme=dark");
    loop.rest();
    CHECK(told().theme == "dark");
    system_turns(loop, "dark");
    system_turns(loop, "light");
    CHECK(told().theme == "dark");  // what was chosen stays
    shell::answer(loop.screen, "change theme=auto");
    loop.rest();
    CHECK(told().theme == "light");
    send(loop, EventKind::link_changed, std::string(room) + "&theme=dark");
    loop.rest();
    CHECK(told().theme == "dark");
  }
}
