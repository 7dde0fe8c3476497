// Panels that open for typing: they have the keyboard at once, what is typed arrives, and Enter takes the first found.
#include <algorithm>

#include "app/activations.h"
#include "app/link.h"
#include "loop.h"

using namespace lab;
using platform::EventKind;
using platform::Key;
using shell_test::Loop;

namespace {

const std::string& focused(const Loop& loop) { return loop.screen.ui.keyboard.focus; }

// Typed as on the desktop, or in the page, whose own text input tells what it holds.
void type(Loop& loop, const std::string& into, const std::string& words) {
  if (loop.screen.ui.has_mirror) {
    loop.send(EventKind::element_value, into + "\n" + words);
  } else {
    loop.send(EventKind::text, words);
  }
}

void enter(Loop& loop, const std::string& into, const std::string& words) {
  if (loop.screen.ui.has_mirror) {
    loop.send(EventKind::element_entered, into + "\n" + words);
  } else {
    loop.press_key(Key::enter);
  }
}

struct Typed {
  const char* words;
  const char* id;  // of the function that is meant
};

// Whole names come before those that contain them, and in either language.
constexpr Typed kTyped[] = {{"relu", "relu"},           {"elu", "elu"},      {"GELU", "gelu"},
                            {"step", "step"},           {"sine", "sin"},     {"swish", "swish"},
                            {"阶跃函数", "step"},       {"正弦函数", "sin"}, {"tanh", "tanh"},
                            {"hard-swish", "hardswish"}};

}  // namespace

TEST_CASE(
    "a list of activations has the keyboard as it opens, the whole name stands first, and Enter takes the "
    "first") {
  for (const std::string link : {"view=train&act=snake", "view=train&act=snake&lang=zh"}) {
    for (const bool has_mirror : {true, false}) {
      CAPTURE(link);
      CAPTURE(has_mirror);
      Loop loop(link);
      loop.screen.ui.has_mirror = has_mirror;
      loop.rest();
      for (const Typed& one : kTyped) {
        CAPTURE(std::string(one.words));
        loop.press("act");
        loop.rest();
        CHECK(focused(loop) == "activation_list.search");
        CHECK(loop.screen.ui.keyboard.is_seen);  // the page follows
        type(loop, "activation_list.search", one.words);
        enter(loop, "activation_list.search", one.words);
        CHECK(loop.screen.app.shown.act.curves == std::vector<std::string>{one.id});
        CHECK(focused(loop) == "act");
      }
    }
  }
}

TEST_CASE("the list of a single layer is searched in the same way") {
  for (const bool has_mirror : {true, false}) {
    Loop loop("view=train&act=snake&net=3-3");
    loop.screen.ui.has_mirror = has_mirror;
    loop.rest();
    for (const Typed& one : kTyped) {
      CAPTURE(std::string(one.words));
      loop.press("act.l2");
      loop.rest();
      CHECK(focused(loop) == "act.l2.search");
      type(loop, "act.l2.search", one.words);
      enter(loop, "act.l2.search", one.words);
      CHECK(loop.screen.app.shown.act.layers.at(2) == one.id);
    }
  }
}

TEST_CASE("the gallery is opened for typing in every shape, and Enter looks at the first that was found") {
  for (const platform::View size :
       {platform::View{1280, 720, 1}, platform::View{480, 360, 1}, platform::View{390, 844, 1}}) {
    for (const bool has_mirror : {true, false}) {
      CAPTURE(size.width);
      CAPTURE(has_mirror);
      Loop loop("view=curves&act=snake", size);
      loop.screen.ui.has_mirror = has_mirror;
      loop.rest();
      for (const Typed& one : kTyped) {
        CAPTURE(std::string(one.words));
        loop.press("gallery_open");
        loop.rest();
        CHECK(focused(loop) == "gallery_search");
        CHECK(loop.screen.ui.keyboard.is_seen);
        type(loop, "gallery_search", one.words);
        enter(loop, "gallery_search", one.words);
        CHECK(app::chosen(loop.screen.app.shown, app::Use::curves) == std::vector<std::string>{one.id});
        if (base::find_element(loop.screen.elements, "gallery_close") != nullptr) loop.press("gallery_close");
        loop.rest();
      }
    }
  }
}

TEST_CASE(
    "the pencil opens a line that has the keyboard, and what is typed there takes the place of the formula") {
  for (const char* formula : {"x^2", "sin(x)", "x*sigmoid(2x)", "max(0,x)", "x<0 ? 0.1x : x"}) {
    for (const bool has_mirror : {true, false}) {
      CAPTURE(std::string(formula));
      CAPTURE(has_mirror);
      Loop loop("view=train&act=tanh");
      loop.screen.ui.has_mirror = has_mirror;
      loop.rest();
      loop.press("formula.type");
      loop.rest();
      CHECK(focused(loop) == "formula");
      CHECK(loop.screen.ui.keyboard.is_seen);
      type(loop, "formula", formula);
      enter(loop, "formula", formula);
      REQUIRE(loop.screen.app.shown.formulas.typed.size() == 1);
      CHECK(loop.screen.app.shown.formulas.typed[0].text() == formula);
      CHECK(focused(loop) == "formula.type");
    }
  }
}

TEST_CASE("one Escape closes what has opened for typing, on the desktop as on a page") {
  for (const auto& place : {std::pair("view=train", "act"), std::pair("view=train&net=3-3", "act.l1"),
                            std::pair("view=train", "formula.type")}) {
    const std::string opener = place.second;
    for (const bool has_mirror : {true, false}) {
      CAPTURE(opener);
      CAPTURE(has_mirror);
      Loop loop(place.first);
      loop.screen.ui.has_mirror = has_mirror;
      loop.rest();
      const std::string before = app::encode(loop.screen.app.shown);
      loop.press(opener);
      loop.rest();
      REQUIRE(focused(loop) != opener);
      loop.press_key(Key::escape);
      CHECK(focused(loop) == opener);
      CHECK(base::find_element(loop.screen.elements, opener) != nullptr);
      CHECK(app::encode(loop.screen.app.shown) == before);
    }
  }
}

TEST_CASE("words and Enter that come between two frames are looked for first") {
  const auto events = [](const std::string& into, const std::string& words) {
    std::vector<platform::Event> both(2);
    both[0].kind = EventKind::element_value;
    both[1].kind = EventKind::element_entered;
    for (platform::Event& event : both) event.text = into + "\n" + words;
    return both;
  };
  for (const Typed& one : kTyped) {
    CAPTURE(std::string(one.words));
    Loop train("view=train&act=snake");
    train.rest();
    train.press("act");
    train.rest();
    train.frame(events("activation_list.search", one.words));
    train.rest();
    CHECK(train.screen.app.shown.act.curves == std::vector<std::string>{one.id});
  }
  for (const Typed& one : kTyped) {
    CAPTURE(std::string(one.words));
    Loop curves("view=curves&act=snake");
    curves.rest();
    curves.press("gallery_open");
    curves.rest();
    curves.frame(events("gallery_search", one.words));
    curves.rest();
    CHECK(app::chosen(curves.screen.app.shown, app::Use::curves) == std::vector<std::string>{one.id});
  }
}

TEST_CASE("a finger opens a list to look at: the keys of a phone do not come up over it") {
  Loop loop("view=train&act=snake", {390, 844, 1});
  loop.rest();
  platform::Event event;
  event.kind = EventKind::wheel;
  event.x = 200;
  event.y = 400;
  event.dy = 100;
  for (int i = 0; i < 60 && base::find_element(loop.screen.elements, "act") == nullptr; ++i)
    loop.frame({event});
  loop.rest();
  const ImVec2 at = ui::centre(loop.rect_of("act"));
  event.touch = true;
  event.x = at.x;
  event.y = at.y;
  for (const auto kind :
       {EventKind::pointer_move, EventKind::pointer_down, EventKind::pointer_up, EventKind::pointer_leave}) {
    event.kind = kind;
    loop.frame({event});
    loop.frame();
  }
  loop.rest();
  REQUIRE(base::find_element(loop.screen.elements, "activation_list.search") != nullptr);
  CHECK_FALSE(loop.screen.ui.keyboard.is_seen);
}
