// Lessons on the screen: gone through by mouse, finger, keys and mirror, in every shape.
#include <algorithm>

#include "app/lessons.h"
#include "loop.h"
#include "ui/control/keyboard.h"

using namespace lab;
using platform::EventKind;
using shell_test::Loop;

namespace {

enum class By { mouse, finger, keys, mirror };
constexpr By kWays[] = {By::mouse, By::finger, By::keys, By::mirror};
constexpr platform::View kShapes[] = {{1280, 720, 1}, {853, 480, 1}, {480, 360, 1}, {390, 844, 1}};

void send_key(Loop& loop, platform::Key key) {
  platform::Event event;
  event.kind = EventKind::key;
  event.key = key;
  loop.frame({event});
  loop.rest();
}

void focus(Loop& loop, const std::string& id) {
  loop.screen.ui.keyboard.focus = id;  // as after a Tab to it
  loop.screen.ui.keyboard.is_seen = true;
  loop.screen.ui.keyboard.is_new = true;
  loop.rest();
}

void touch(Loop& loop, ImVec2 at) {
  platform::Event event;
  event.x = at.x;
  event.y = at.y;
  event.touch = true;
  for (const EventKind kind : {EventKind::pointer_down, EventKind::pointer_up, EventKind::pointer_leave}) {
    event.kind = kind;
    loop.frame({event});
    loop.frame();
  }
}

const base::Element* element(const Loop& loop, std::string_view id) {
  const auto found = std::find_if(loop.screen.elements.begin(), loop.screen.elements.end(),
                                  [&](const base::Element& one) { return one.id == id; });
  return found == loop.screen.elements.end() ? nullptr : &*found;
}

// Scrolls the panel until it is seen.
void bring_into_view(Loop& loop, const std::string& id) {
  for (int i = 0; i < 30; ++i) {
    const base::Element* const one = element(loop, id);
    REQUIRE_MESSAGE(one != nullptr, id);
    if (!one->is_hidden) return;
    const base::Element& panel = *element(loop, "learn");
    const ImVec2 middle = ui::centre(panel.rect);
    loop.move_to(middle);
    loop.turn_wheel(middle, one->rect.y > middle.y ? 40.0F : -40.0F);
  }
  FAIL(id, " cannot be scrolled to");
}

void press(Loop& loop, By by, const std::string& id) {
  if (by == By::mouse || by == By::finger) bring_into_view(loop, id);
  switch (by) {
    case By::mouse:
      loop.press(id);
      break;
    case By::finger:
      touch(loop, ui::centre(loop.rect_of(id)));
      break;
    case By::keys:
      focus(loop, id);
      send_key(loop, platform::Key::enter);
      break;
    case By::mirror:
      loop.send(EventKind::element_press, id);
      break;
  }
  loop.rest();
}

void type_number(Loop& loop, const std::string& text) {
  loop.send(EventKind::element_focus, "learn.number");
  loop.send(EventKind::element_value, "learn.number\n" + text);
}

// Up and down until the order is that one.
void put_in_order(Loop& loop, By by) {
  const std::size_t count = app::present_order(loop.screen.app).size();
  for (std::size_t done = 0; done < count; ++done) {
    for (std::size_t i = count - 1; i > 0; --i) {
      const std::vector<int> order = app::present_order(loop.screen.app);
      if (order[i - 1] > order[i]) press(loop, by, "learn.up." + std::to_string(i + 1));
    }
  }
}

void drag(Loop& loop, bool is_finger, const std::vector<ImVec2>& way) {
  platform::Event event;
  event.touch = is_finger;
  for (std::size_t i = 0; i < way.size(); ++i) {
    event.x = way[i].x;
    event.y = way[i].y;
    event.kind = EventKind::pointer_move;
    if (i > 0 || !is_finger) loop.frame({event});
    if (i > 0) continue;
    event.kind = EventKind::pointer_down;
    loop.frame({event});
  }
  event.kind = EventKind::pointer_up;
  loop.frame({event});
  loop.rest();
}

// The truth itself, drawn or set place by place.
void draw_sketch(Loop& loop, By by) {
  const app::App& app = loop.screen.app;
  const auto right =
      app::draft_of_text(*app::present_step(app), app::sketch_axes(app), app::right_answer(app));
  REQUIRE(right.has_value());
  const app::SketchAxes axes = app::sketch_axes(app);
  const bool is_border = app::present_step(app)->sketch == lesson::Sketch::border;
  if (by == By::mouse || by == By::finger || is_border) {
    const base::Rect sheet = loop.rect_of("learn.sheet");
    std::vector<ImVec2> way;
    for (const app::SketchPoint& point : right->sketch) {
      const double x = (point.x - axes.x.min) / (axes.x.max - axes.x.min);
      const double y = (point.y - axes.y.min) / (axes.y.max - axes.y.min);
      way.push_back({sheet.x + std::clamp(sheet.w * static_cast<float>(x), 2.0F, sheet.w - 2),
                     ui::bottom(sheet) - std::clamp(sheet.h * static_cast<float>(y), 2.0F, sheet.h - 2)});
    }
    way.front().x += 0.5F;
    way.back().x -= 1;
    return drag(loop, by == By::finger, way);
  }
  for (std::size_t key = 0; key < app::kSketchKeys; ++key) {
    const std::string id = "learn.sketch." + std::to_string(key + 1);
    const double wanted = app::value_at(right->sketch, key);
    if (by == By::mirror) {
      loop.send(EventKind::element_value, id + "\n" + std::to_string(wanted));
      continue;
    }
    focus(loop, id);
    for (int i = 0; i < 200; ++i) {
      const double now = app::value_at(loop.screen.app.learner.draft.sketch, key);
      const double step = ui::round_step(axes.y.max - axes.y.min);
      if (std::abs(now - wanted) <= step / 2 + 1e-9 && (i > 0 || std::abs(wanted) > step)) break;
      send_key(loop, now < wanted ? platform::Key::up : platform::Key::down);
    }
  }
}

void give_answer(Loop& loop, By by) {
  const lesson::Step& step = *app::present_step(loop.screen.app);
  const std::string right = app::right_answer(loop.screen.app);
  switch (step.ask) {
    case lesson::Ask::nothing:
      return;
    case lesson::Ask::choice:
      press(loop, by, "learn.choice." + right);
      break;
    case lesson::Ask::number:
      type_number(loop, right);
      break;
    case lesson::Ask::order:
      put_in_order(loop, by);
      break;
    case lesson::Ask::sketch:
      draw_sketch(loop, by);
      break;
  }
  press(loop, by, "learn.commit");
}

void go_through(Loop& loop, By by) {
  const lesson::Lesson& lesson = *app::present_lesson(loop.screen.app);
  const std::size_t count = lesson.steps.size();
  for (std::size_t i = 0; i < count; ++i) {
    const lesson::Step& step = *app::present_step(loop.screen.app);
    CAPTURE(step.id);
    give_answer(loop, by);
    CHECK(!app::is_waiting(loop.screen.app));
    if (step.ask != lesson::Ask::nothing)
      CHECK(app::present_record(loop.screen.app).tries.back().score >= step.pass);
    if (!app::present_record(loop.screen.app).is_done) {
      loop.now_s += 31;
      loop.rest();
      press(loop, by, "learn.show");
      for (int frames = 0; frames < 3000 && !app::present_record(loop.screen.app).is_done; ++frames)
        loop.frame();
    }
    CHECK(app::present_record(loop.screen.app).is_done);
    press(loop, by, "learn.next");
  }
}

}  // namespace

TEST_CASE("each lesson can be gone through by mouse, finger, keys and mirror, in every shape") {
  int way = 0;
  for (const char* const id : {"squeezing", "slope", "line", "threshold", "xor"}) {
    for (const platform::View& view : kShapes) {
      const By by = kWays[way++ % 4];
      CAPTURE(std::string(id));
      CAPTURE(view.width);
      CAPTURE(static_cast<int>(by));
      Loop loop("lesson=" + std::string(id), view);
      loop.rest();
      go_through(loop, by);
      CHECK(loop.screen.app.shown.lesson.empty());
    }
    ++way;
  }
}

TEST_CASE("what is done in a lesson by keys leads the keyboard to what is done next") {
  Loop loop("lesson=slope");
  loop.rest();
  const auto has_keyboard = [&] { return loop.screen.ui.keyboard.focus; };
  for (const char* const first : {"learn.choice.1", "learn.sketch.1", "learn.choice.1", "learn.down.1",
                                  "learn.choice.1", "learn.number"}) {
    give_answer(loop, By::keys);
    CHECK(has_keyboard() == "learn.next");
    press(loop, By::keys, "learn.next");
    CHECK(has_keyboard() == first);
  }
}

TEST_CASE("a miss that is tried again by keys begins anew with the keyboard at the question") {
  Loop loop("lesson=slope&step=5");
  loop.rest();
  press(loop, By::keys, "learn.down.1");
  press(loop, By::keys, "learn.up.2");
  press(loop, By::keys, "learn.commit");
  press(loop, By::keys, "learn.again");
  CHECK(app::is_asking(loop.screen.app));
  CHECK(loop.screen.ui.keyboard.focus == "learn.down.1");
}

TEST_CASE("while a lesson asks, its answer is nowhere on the screen") {
  Loop loop("lesson=squeezing&step=2");
  loop.rest();
  for (const base::Element& one : loop.screen.elements) {
    CAPTURE(one.id);
    CHECK(one.label.find("0.047") == std::string::npos);
    CHECK(one.value_text.find("0.047") == std::string::npos);
  }
}

TEST_CASE("a lesson folds away and comes back as it was") {
  for (const platform::View& view : kShapes) {
    CAPTURE(view.width);
    Loop loop("lesson=squeezing", view);
    loop.rest();
    press(loop, By::mouse, "learn.choice.2");
    loop.press("learn.fold");
    loop.rest();
    CHECK(element(loop, "learn.commit") == nullptr);
    loop.press("learn.fold");
    loop.rest();
    CHECK(element(loop, "learn.choice.2")->is_pressed);
    CHECK(app::is_asking(loop.screen.app));
  }
}

TEST_CASE("a script is told what a lesson asks, answers it, and keeps what became of it for the next time") {
  Loop loop("lesson=squeezing&step=2");
  loop.rest();
  CHECK(shell::answer(loop.screen, "lesson").find("\"asks\":\"number\"") != std::string::npos);
  CHECK(shell::answer(loop.screen, "answer 0.05").find("\"right\":true") != std::string::npos);
  loop.rest();
  CHECK(shell_test::told().kept.find("squeezing/turn") != std::string::npos);
}

TEST_CASE("a lesson of one's own opens when it is dropped, and a bad one says where it is wrong") {
  Loop loop("view=train");
  loop.rest();
  loop.send(
      EventKind::file,
      "mine.md\n---\nlesson: mine\nnumber: 0\ntitle: Mine\n---\n\n## one\ntitle: One\ndoes: read\nlink: "
      "view=curves\n\nRead it.\n");
  CHECK(loop.screen.app.shown.lesson == "mine.md");
  CHECK(element(loop, "heading.learn")->label == "Mine");
  loop.send(EventKind::file, "bad.md\nno lesson");
  CHECK(loop.screen.app.notices.back().text_id == "notice.bad_lesson");
  loop.send(EventKind::file, "cat.png\n");
  CHECK(loop.screen.app.notices.back().text_id == "notice.unknown_file");
}
