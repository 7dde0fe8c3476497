// Train's time line and run log, by pointer, keys and the page's mirror.
#include <algorithm>

#include "app/run_log.h"
#include "base/text.h"
#include "loop.h"

using namespace lab;
using platform::EventKind;
using platform::Key;
using shell_test::Loop;

namespace {

const base::Element* find(const Loop& loop, std::string_view id) {
  return base::find_element(loop.screen.elements, id);
}

const base::Element& one(const Loop& loop, std::string_view id) {
  const base::Element* const found = find(loop, id);
  REQUIRE_MESSAGE(found != nullptr, std::string(id));
  return *found;
}

std::int64_t shown(const Loop& loop) { return first_run(loop.screen.app).seen.snapshot.step; }

void pointer(Loop& loop, EventKind kind, float x, float y) {
  platform::Event event;
  event.kind = kind;
  event.x = x;
  event.y = y;
  loop.frame({event});
}

void press(Loop& loop, std::string_view id) {
  const ImVec2 at = ui::centre(one(loop, id).rect);
  pointer(loop, EventKind::pointer_move, at.x, at.y);
  pointer(loop, EventKind::pointer_down, at.x, at.y);
  pointer(loop, EventKind::pointer_up, at.x, at.y);
  loop.rest();
}

void from_page(Loop& loop, EventKind kind, const std::string& id, const std::string& value = {}) {
  loop.send(kind, value.empty() ? id : id + "\n" + value);
}

constexpr platform::View kShapes[] = {{1280, 720, 1}, {390, 844, 1}};

}  // namespace

TEST_CASE("the time line goes back by a drag, by keys and by its twin, and all shows that step") {
  Loop loop("view=train&data=moons&steps=300");
  loop.rest();
  app::App straight = app::make_app("view=train&data=moons&steps=150", {});
  while (app::is_busy(straight)) app::advance(straight, {0, 0, 10});
  CHECK(one(loop, "timeline").value == "300");
  const base::Rect rect = one(loop, "timeline").rect;
  const float y = ui::centre(rect).y;
  pointer(loop, EventKind::pointer_move, ui::right(rect) - 6, y);
  pointer(loop, EventKind::pointer_down, ui::right(rect) - 6, y);
  pointer(loop, EventKind::pointer_move, rect.x + rect.w * 0.25F, y);
  loop.frame();
  CHECK(shown(loop) < 100);
  pointer(loop, EventKind::pointer_move, ui::centre(rect).x, y);
  loop.rest();
  CHECK(shown(loop) == 150);
  CHECK(nn::weights_hash(first_run(loop.screen.app).seen.snapshot.params) ==
        nn::weights_hash(first_run(straight).seen.snapshot.params));
  pointer(loop, EventKind::pointer_up, ui::centre(rect).x, y);
  loop.rest();
  CHECK(one(loop, "timeline").value_text == "Step 150 of 300");
  CHECK(first_run(loop.screen.app).history.records.back().step == 300);
  from_page(loop, EventKind::element_focus, "timeline");
  loop.press_key(Key::left);
  CHECK(shown(loop) == 149);
  loop.press_key(Key::page_up);
  CHECK(shown(loop) == 159);
  loop.press_key(Key::home);
  CHECK(shown(loop) == 0);
  loop.press_key(Key::end);
  CHECK(shown(loop) == 300);
  from_page(loop, EventKind::element_value, "timeline", "42");
  CHECK(shown(loop) == 42);
}

TEST_CASE("a run that is pressed in the log comes back, and its row says that it is the same") {
  for (const platform::View& shape : kShapes) {
    CAPTURE(shape.width);
    Loop loop("view=train&data=moons&steps=80", shape);
    loop.rest();
    const std::uint64_t first = nn::weights_hash(first_run(loop.screen.app).trainer.params);
    app::apply(loop.screen.app, app::NewWeights{});
    loop.rest();
    from_page(loop, EventKind::element_press, "runs.open");
    REQUIRE(find(loop, "runs.run.1") != nullptr);
    CHECK(one(loop, "runs.run.1").label.find("80 steps") != std::string::npos);
    press(loop, "runs.run.1");
    loop.rest();
    CHECK(shown(loop) == 80);
    CHECK(nn::weights_hash(first_run(loop.screen.app).seen.snapshot.params) == first);
    CHECK(app::all_runs(loop.screen.app).front().is_same == true);
    const auto told = std::find_if(loop.screen.elements.begin(), loop.screen.elements.end(),
                                   [](const base::Element& e) { return e.id == "text.runs.present"; });
    REQUIRE(told != loop.screen.elements.end());
    CHECK(told->label.find("same weights again") != std::string::npos);
    CHECK(find(loop, "stop_accuracy") != nullptr);
    CHECK(find(loop, "runs.copy") != nullptr);
    CHECK(find(loop, "runs.csv") != nullptr);
    press(loop, "runs.print");
    CHECK(shell_test::told().printed == app::runs_text(loop.screen.app, '\t'));
    press(loop, "runs.clear");
    CHECK(loop.screen.app.log.runs.empty());
  }
}

TEST_CASE("playing pauses at the accuracy that was chosen, and says so") {
  Loop loop("view=train&data=moons&stop_accuracy=0.9&speed=max&play=1");
  for (int i = 0; i < 2000 && loop.screen.app.shown.play; ++i) loop.frame();
  CHECK(!loop.screen.app.shown.play);
  REQUIRE(!loop.screen.app.notices.empty());
  CHECK(loop.screen.app.notices.back().text_id == "notice.stop_accuracy");
}

TEST_CASE("what hides or locks the time line and the log does") {
  {
    Loop hidden("view=train&steps=50&hide=timeline,runs");
    hidden.rest();
    CHECK(find(hidden, "timeline") == nullptr);
    CHECK(find(hidden, "runs.open") == nullptr);
  }
  Loop locked("view=train&steps=50&lock=timeline");
  locked.rest();
  from_page(locked, EventKind::element_value, "timeline", "10");
  CHECK(shown(locked) == 50);
  CHECK(one(locked, "timeline").is_disabled);
}
