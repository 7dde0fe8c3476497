// What is said of what is typed: not from the first keystroke on, beside the field, and over nothing.
#include <algorithm>
#include <cmath>

#include "loop.h"
#include "ui/control/text_input.h"

using namespace lab;
using platform::EventKind;
using platform::Key;
using shell_test::Loop;

namespace {

struct Shape {
  float width, height;
  const char* opener;  // of the panel that the formula is typed in; empty: it stands in the room
};
constexpr Shape kShapes[] = {{1280, 720, ""},    {1920, 1080, ""},   {800, 600, ""},
                             {480, 360, "more"}, {300, 150, "more"}, {390, 844, ""}};

// As the page's own line tells it.
void type(Loop& loop, const std::string& id, const std::string& text) {
  platform::Event event;
  event.kind = EventKind::element_value;
  event.text = id + "\n" + text;
  loop.frame({event});
}

void send(Loop& loop, EventKind kind, const std::string& text) {
  platform::Event event;
  event.kind = kind;
  event.text = text;
  loop.frame({event});
}

void wait(Loop& loop, double seconds) {
  for (const double end = loop.now_s + seconds; loop.now_s < end;) loop.frame();
}

const base::Element* find(const Loop& loop, std::string_view id) {
  const auto& all = loop.screen.elements;
  const auto found = std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.id == id; });
  return found == all.end() ? nullptr : &*found;
}

bool is_said(const Loop& loop) { return find(loop, "text.formula_error") != nullptr; }

bool is_marked(const Loop& loop) {
  const base::Element* const field = find(loop, "formula");
  REQUIRE(field != nullptr);
  CHECK(field->is_invalid == !field->help.empty());
  return field->is_invalid;
}

bool overlap(const base::Rect& a, const base::Rect& b) {
  return ui::right(a) > b.x && ui::right(b) > a.x && ui::bottom(a) > b.y && ui::bottom(b) > a.y;
}

void open(Loop& loop, const char* opener) {
  loop.rest();
  if (*opener != 0) loop.press(opener);
  loop.rest();
}

}  // namespace

TEST_CASE("what is typed is called no formula after a pause alone, and the curve stays until then") {
  for (const Shape& shape : kShapes) {
    CAPTURE(shape.width);
    Loop loop("view=curves&formula=x^2&act=own1", {shape.width, shape.height, 1});
    open(loop, shape.opener);
    for (const char* text : {"x^", "x^2+", "x^2+s", "x^2+si"}) {
      type(loop, "formula", text);
      wait(loop, ui::kTypingPauseS * 0.8);
      CHECK_FALSE(is_said(loop));
      CHECK_FALSE(is_marked(loop));
      CHECK(find(loop, "formula")->value == text);
      CHECK(loop.screen.app.shown.formulas.typed.back().text() == "x^2");
    }
    wait(loop, ui::kTypingPauseS * 0.3);
    CHECK(is_said(loop));
    CHECK(is_marked(loop));
    type(loop, "formula", "x^2+sin");  // still none: it is not taken back for a moment
    loop.frame();
    CHECK(is_said(loop));
    type(loop, "formula", "x^2+sin(x)");
    loop.frame();
    CHECK_FALSE(is_said(loop));
    CHECK_FALSE(is_marked(loop));
    CHECK(loop.screen.app.shown.formulas.typed.back().text() == "x^2+sin(x)");
  }
}

TEST_CASE("who leaves the line or presses Enter is told at once what is wrong with it") {
  for (const bool is_entered : {true, false}) {
    Loop loop("view=curves");
    loop.rest();
    type(loop, "formula", "x+");
    CHECK_FALSE(is_said(loop));
    send(loop, is_entered ? EventKind::element_entered : EventKind::element_focus,
         is_entered ? "formula\nx+" : "cursor");
    loop.frame();
    CHECK(is_said(loop));
  }
}

TEST_CASE("so it is on the desktop") {
  Loop loop("view=curves");
  loop.screen.ui.has_mirror = false;
  loop.rest();
  loop.press("formula");
  send(loop, EventKind::text, "+(");
  wait(loop, ui::kTypingPauseS * 0.8);
  CHECK(find(loop, "formula")->value.find("+(") != std::string::npos);
  CHECK_FALSE(is_said(loop));
  wait(loop, ui::kTypingPauseS * 0.3);
  CHECK(is_said(loop));
  platform::Event back;
  back.kind = EventKind::key;
  back.key = Key::backspace;
  for (int i = 0; i < 2; ++i) {
    loop.frame({back});
    loop.rest();
  }
  CHECK_FALSE(is_said(loop));
  send(loop, EventKind::text, "+");
  loop.press("plot");
  CHECK(is_said(loop));  // it was left
}

TEST_CASE("a program that rests says it by itself, and then rests") {
  Loop loop("view=curves");
  loop.rest();
  type(loop, "formula", "x+");
  CHECK(loop.rest() < 60);
  CHECK(is_said(loop));
}

TEST_CASE("what is wrong with a formula is said below it, in view, over nothing else") {
  for (const char* language : {"en", "zh"}) {
    for (const Shape& shape : kShapes) {
      CAPTURE(language);
      CAPTURE(shape.width);
      Loop loop("view=curves&lang=" + std::string(language), {shape.width, shape.height, 1});
      open(loop, shape.opener);
      type(loop, "formula", "x*sigmoid(beta*x)");
      loop.rest();
      REQUIRE(is_said(loop));
      const base::Rect sentence = find(loop, "text.formula_error")->rect;
      const base::Rect field = find(loop, "formula")->rect;
      CHECK(sentence.y >= ui::bottom(field));
      CHECK(sentence.y <= ui::bottom(field) + 8);
      CHECK(ui::bottom(sentence) <= shape.height);
      CHECK(ui::right(sentence) <= shape.width);
      for (const base::Element& other : loop.screen.elements) {
        const bool is_control = base::is_operable(other.role) || other.id == "plot";
        if (!is_control || other.is_hidden) continue;
        CHECK_MESSAGE(!overlap(sentence, other.rect), other.id, " lies under the sentence");
      }
    }
  }
}

TEST_CASE("the panel that the pencil of Train opens has room for the sentence, and keeps it") {
  for (const Shape& shape : {Shape{1280, 720, ""}, {1920, 1080, ""}, {390, 844, ""}}) {
    CAPTURE(shape.width);
    Loop loop("view=train", {shape.width, shape.height, 1});
    loop.rest();
    if (find(loop, "formula.type")->is_hidden) {
      platform::Event wheel;
      wheel.kind = EventKind::wheel;
      wheel.x = shape.width / 2;
      wheel.y = shape.height / 2;
      wheel.dy = 500;
      loop.frame({wheel});
      loop.rest();
    }
    loop.press("formula.type");
    loop.rest();
    type(loop, "formula", "x+");
    wait(loop, ui::kTypingPauseS * 0.8);
    CHECK_FALSE(is_said(loop));
    loop.rest();
    REQUIRE(is_said(loop));
    const base::Element& sentence = *find(loop, "text.formula_error");
    CHECK_FALSE(sentence.is_hidden);
    CHECK(sentence.rect.h >= 14);
    CHECK(ui::bottom(sentence.rect) <= shape.height);
    CHECK(sentence.rect.y >= ui::bottom(find(loop, "formula")->rect));
  }
}

namespace {

std::string value_of(const Loop& loop, std::string_view id) {
  const base::Element* const element = find(loop, id);
  REQUIRE(element != nullptr);
  return element->value;
}

// What is said of the functions at the cursor.
std::string reading(const Loop& loop) { return find(loop, "cursor")->value_text; }

}  // namespace

TEST_CASE("the place that is read can be typed in every shape, as a number or what amounts to one") {
  struct Case {
    const char* typed;
    double x;
  };
  for (const Shape& shape : kShapes) {
    CAPTURE(shape.width);
    Loop loop("view=curves&act=sigmoid,tanh", {shape.width, shape.height, 1});
    loop.rest();
    if (find(loop, "cursor.x") == nullptr) open(loop, shape.opener);
    REQUIRE(find(loop, "cursor.x") != nullptr);
    CHECK_FALSE(find(loop, "cursor.x")->is_hidden);
    for (const Case& one :
         {Case{"2.5", 2.5}, Case{"−0,5", -0.5}, Case{"1/3", 1.0 / 3}, Case{" sqrt(2) ", std::sqrt(2.0)},
          Case{"-pi", -3.14159265358979}, Case{"2e-3", 0.002}, Case{"0", 0}}) {
      CAPTURE(std::string(one.typed));
      type(loop, "cursor.x", one.typed);
      loop.rest();
      CHECK(std::stod(value_of(loop, "cursor")) == doctest::Approx(one.x).epsilon(1e-6));
      CHECK(value_of(loop, "cursor.x") == one.typed);
      CHECK_FALSE(find(loop, "cursor.x")->is_invalid);
    }
    CHECK(loop.screen.app.shown.x == app::Scenario{}.x);
  }
}

TEST_CASE("the sigmoid is read at 10, and the axis goes there") {
  Loop loop("view=curves&act=sigmoid");
  loop.rest();
  for (const char* text : {"1", "10"}) type(loop, "cursor.x", text);
  loop.rest();
  CHECK(reading(loop).find("1 − 4.5·10⁻⁵") != std::string::npos);
  const app::Interval x = loop.screen.app.shown.x;
  CHECK(x.max > 10);
  CHECK(x.max - x.min == doctest::Approx(12));
  for (const char* text : {"−", "−1", "−10"}) type(loop, "cursor.x", text);
  loop.rest();
  CHECK(loop.screen.app.shown.x.min < -10);
}

TEST_CASE("a place beyond any axis, or beyond one that is locked, is read without going there") {
  for (const char* link : {"view=curves&act=softsign", "view=curves&act=softsign&lock=x"}) {
    Loop loop(link);
    loop.rest();
    type(loop, "cursor.x", "1e9");
    loop.rest();
    CHECK(reading(loop).find("1 − 10⁻⁹") != std::string::npos);
    CHECK(loop.screen.app.shown.x == app::Scenario{}.x);
    loop.move_to(ui::centre(loop.rect_of("plot")));
    loop.rest();
    CHECK(std::abs(std::stod(value_of(loop, "cursor"))) < 0.1);  // and the pointer brings the cursor back
  }
}

TEST_CASE("what is no number is told so after a pause, changes nothing and is kept") {
  for (const Shape& shape : kShapes) {
    for (const char* text : {"abc", "1..2", "2x", "a", "1/0", "1,000", "x"}) {
      CAPTURE(shape.width);
      CAPTURE(std::string(text));
      Loop loop("view=curves&act=sigmoid", {shape.width, shape.height, 1});
      loop.rest();
      if (find(loop, "cursor.x") == nullptr) open(loop, shape.opener);
      type(loop, "cursor.x", "2.5");
      loop.rest();
      const std::string before = reading(loop);
      type(loop, "cursor.x", text);
      wait(loop, ui::kTypingPauseS * 0.8);
      CHECK(find(loop, "text.x_error") == nullptr);
      loop.rest();
      REQUIRE(find(loop, "text.x_error") != nullptr);
      const base::Element& said = *find(loop, "text.x_error");
      CHECK(said.label.find(text) != std::string::npos);
      CHECK(ui::right(said.rect) <= shape.width);
      CHECK(ui::bottom(said.rect) <= shape.height);
      const base::Rect plot = find(loop, "plot")->rect;
      CHECK_FALSE(overlap(said.rect, plot));
      CHECK(find(loop, "cursor.x")->is_invalid);
      CHECK(find(loop, "cursor.x")->help == said.label);
      CHECK(value_of(loop, "cursor.x") == text);
      CHECK(reading(loop) == before);
      type(loop, "cursor.x", "3");
      loop.rest();
      CHECK(find(loop, "text.x_error") == nullptr);
    }
  }
}

TEST_CASE("to empty the line of x is no mistake, and the pointer fills it again") {
  Loop loop("view=curves&act=sigmoid");
  loop.rest();
  const std::string before = reading(loop);
  type(loop, "cursor.x", "");
  loop.rest();
  CHECK_FALSE(find(loop, "cursor.x")->is_invalid);
  CHECK(reading(loop) == before);
  loop.move_to(ui::centre(loop.rect_of("plot")));
  loop.rest();
  CHECK(value_of(loop, "cursor.x") != "");
}

TEST_CASE("where there is nothing to operate, or no reading, x is not typed") {
  for (const char* link : {"view=curves&controls=0", "view=curves&hide=readings"}) {
    Loop loop(link);
    loop.rest();
    CHECK(find(loop, "cursor.x") == nullptr);
  }
}
