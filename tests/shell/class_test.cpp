// Hand-ins on the screen: saved by a learner, dropped by a teacher.
#include <algorithm>
#include <set>

#include "app/advance.h"
#include "app/hand_in.h"
#include "app/lessons.h"
#include "app/requests.h"
#include "loop.h"

using namespace lab;
using platform::EventKind;
using shell_test::Loop;
using shell_test::told;

namespace {

constexpr platform::View kShapes[] = {{1280, 720, 1}, {1920, 1080, 1}, {853, 480, 1},
                                      {480, 360, 1},  {390, 844, 1},   {300, 150, 1}};

const base::Element* find(const Loop& loop, std::string_view id) {
  const auto& all = loop.screen.elements;
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const base::Element& one) { return one.id == id; });
  return found == all.end() ? nullptr : &*found;
}

std::string label(const Loop& loop, std::string_view id) {
  const base::Element* const element = find(loop, id);
  REQUIRE_MESSAGE(element != nullptr, std::string(id), " is not there");
  return element->label;
}

// All that the panel says, one a line.
std::string said(const Loop& loop) {
  std::string all;
  for (const base::Element& one : loop.screen.elements) {
    if (one.id.starts_with("text.class.")) all += one.label + "\n";
  }
  return all;
}

// A learner who commits to the first choice of the first step and lets it run.
std::string handed_in(const std::string& name) {
  Loop loop("lesson=squeezing");
  loop.rest();
  app::App& app = loop.screen.app;
  app::apply(app, app::SetDraft{*app::draft_of_text(*app::present_step(app), app::sketch_axes(app), "1")});
  app::apply(app, app::Learn{app::Learn::Deed::give_answer});
  loop.rest();
  app::Record& record = app.learner.records.at("squeezing/three");
  record.is_done = true;
  record.link = "view=train&data=xor&steps=300";
  app::App run = app::make_app(record.link, {});
  while (app::is_busy(run)) app::advance(run, {0, 0, 10});
  record.hash = app::weights_hash_text(run);
  return app::hand_in_json(app, name);
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != text.npos);
  return text.replace(at, from.size(), to);
}

// One that is good, one that is damaged, one whose run is another: its check is right.
struct Files {
  std::string good = handed_in("Ada"), damaged = replaced(handed_in("Bo"), "\"Bo\"", "\"Eve\""), other;
  Files() {
    app::HandIn lying = *app::read_hand_in(good);
    app::App app = app::make_app("", {});
    app.learner.records = lying.steps;
    app.learner.records.begin()->second.hash = "0123456789abcdef";
    other = app::hand_in_json(app, "Cy");
  }
};

void drop(Loop& loop, const Files& files) {
  platform::Event event;
  event.kind = EventKind::file;
  std::vector<platform::Event> events;
  for (const auto& [name, text] : {std::pair("a.json", &files.good), std::pair("b.json", &files.damaged),
                                   std::pair("c.json", &files.other)}) {
    event.text = std::string(name) + "\n" + *text;
    events.push_back(event);
  }
  loop.frame(events);
  loop.rest();
}

}  // namespace

TEST_CASE("three hand-ins that are dropped are a table with flags, in every shape, theme and language") {
  const Files files;
  for (const platform::View& view : kShapes) {
    for (const char* link : {"view=train", "view=curves&theme=dark&lang=zh", "view=home", "lesson=slope"}) {
      CAPTURE(view.width);
      CAPTURE(std::string(link));
      Loop loop(link, view);
      loop.rest();
      drop(loop, files);
      const bool is_chinese = std::string_view(link).find("zh") != std::string_view::npos;
      const base::Element* const close = find(loop, "class.close");
      REQUIRE(close != nullptr);
      CHECK_FALSE(close->is_hidden);
      CHECK(said(loop).find(is_chinese ? "不能证明是谁做的" : "it proves no authorship") !=
            std::string::npos);
      CHECK(label(loop, "text.class.state") ==
            (is_chinese ? "提交文件 3 份，已重放训练 1/1 次" : "Hand-ins: 3, runs replayed: 1 of 1"));
      CHECK(label(loop, "text.class.learner.0") == "Ada");
      CHECK(find(loop, "text.class.learner.0.0") == nullptr);
      if (!is_chinese) {
        CHECK(label(loop, "text.class.learner.1.0").starts_with("Replays to other weights: "));
        CHECK(label(loop, "text.class.learner.2.0") == "Damaged: this is not what was saved.");
        CHECK(label(loop, "text.class.step.squeezing/three.counts").starts_with("3 answered: "));
      }
      for (const base::Element& one : loop.screen.elements) {
        if (one.layer == 0 || one.is_hidden) continue;
        CAPTURE(one.id);
        CHECK(one.rect.x >= 0);
        CHECK(ui::right(one.rect) <= view.width);
        CHECK(ui::bottom(one.rect) <= view.height);
      }
      loop.press("class.close");
      loop.rest();
      CHECK(find(loop, "class.close") == nullptr);
    }
  }
}

TEST_CASE("no line of the table covers another, however long names and answers are") {
  const Files files;
  for (const platform::View& view : kShapes) {
    CAPTURE(view.width);
    Loop loop("view=train", view);
    loop.rest();
    app::App app = app::make_app("", {});
    app.learner.records = app::read_hand_in(files.good)->steps;
    for (int i = 0; i < 20; ++i)
      app.learner.records["own/" + std::string(60, 'w') + std::to_string(i)].tries.push_back(
          {std::string(50, 'x')});
    loop.send(EventKind::file, "long.json\n" + app::hand_in_json(app, std::string(200, 'n')));
    drop(loop, files);
    std::vector<const base::Element*> lines;
    for (const base::Element& one : loop.screen.elements) {
      if (one.id.starts_with("text.class.") && !one.is_hidden) lines.push_back(&one);
    }
    REQUIRE(!lines.empty());
    for (std::size_t i = 0; i < lines.size(); ++i) {
      for (std::size_t k = i + 1; k < lines.size(); ++k) {
        const base::Rect &a = lines[i]->rect, &b = lines[k]->rect;
        const bool overlaps = ui::right(a) > b.x + 0.5F && ui::right(b) > a.x + 0.5F &&
                              ui::bottom(a) > b.y + 0.5F && ui::bottom(b) > a.y + 0.5F;
        CHECK_MESSAGE(!overlaps, lines[i]->id, " covers ", lines[k]->id);
      }
    }
  }
}

TEST_CASE("the panel is closed by key and mirror, and what is dropped then is another class") {
  const Files files;
  Loop loop("view=train");
  loop.rest();
  drop(loop, files);
  loop.send(EventKind::file, "a.json\n" + files.good);  // the same once more
  CHECK(label(loop, "text.class.state").starts_with("Hand-ins: 3,"));
  loop.send(EventKind::element_press, "class.close");
  CHECK(find(loop, "class.close") == nullptr);
  loop.send(EventKind::file, "a.json\n" + files.good);
  CHECK(label(loop, "text.class.state").starts_with("Hand-ins: 1,"));
  platform::Event escape;
  escape.kind = EventKind::key;
  escape.key = platform::Key::escape;
  loop.frame({escape});
  loop.rest();
  CHECK(find(loop, "class.close") == nullptr);
}

TEST_CASE("a file that is no hand-in is named with the reason") {
  Loop loop("view=train");
  loop.rest();
  loop.send(EventKind::file, "notes.json\n{\"a\":1}");
  CHECK(label(loop, "text.class.refused.0") == "notes.json");
  CHECK(label(loop, "text.class.refused.0.0") == "This is no hand-in file.");
}

TEST_CASE("at the end of a lesson its hand-in is saved under the name that was typed, in every shape") {
  for (const platform::View& view : kShapes) {
    CAPTURE(view.width);
    Loop loop("lesson=squeezing", view);
    loop.rest();
    CHECK(find(loop, "learn.hand_in") == nullptr);
    app::App& app = loop.screen.app;
    app.learner.records["squeezing/three"].tries.push_back({"1", false});
    app::Scenario last = app.shown;
    last.step = static_cast<int>(app::present_lesson(app)->steps.size());
    app::apply(app, app::Change{last});
    loop.rest();
    CHECK(find(loop, "learn.hand_in") == nullptr);  // the last question comes first
    shell::answer(loop.screen, "answer 0.5");
    loop.rest();
    loop.send(EventKind::element_focus, "learn.name");
    loop.send(EventKind::element_value, "learn.name\nAda / Bo");
    platform::Event press;
    press.kind = EventKind::element_press;
    press.text = "learn.hand_in";
    loop.frame({press});
    REQUIRE(told().saved.size() == 1);
    CHECK(told().saved[0] == "activation-lab-hand-in-Ada---Bo.json");
    const auto read = app::read_hand_in(told().file);
    REQUIRE(read.ok());
    CHECK(read->name == "Ada / Bo");
    CHECK_FALSE(read->is_damaged);
    CHECK(read->steps.count("squeezing/three") == 1);
    REQUIRE(app.notices.size() == 1);
    CHECK(app.notices[0].text_id == "notice.saved");
  }
}

TEST_CASE("where nothing has been answered there is nothing to hand in") {
  Loop loop("lesson=squeezing&step=7");
  loop.rest();
  CHECK(find(loop, "learn.hand_in") == nullptr);
}

TEST_CASE("runs are replayed beside what goes on, and no longer once the panel is closed") {
  app::App app = app::make_app("", {});
  for (int i = 0; i < 5; ++i) {
    app::Record& record = app.learner.records["own/" + std::to_string(i)];
    record.link = "data=rings&net=8-8&steps=100000&seed=" + std::to_string(i);
    record.is_done = true;
  }
  const std::string file = "long.json\n" + app::hand_in_json(app, "Ada");
  Loop loop("view=train");
  loop.rest();
  platform::Event event;
  event.kind = EventKind::file;
  event.text = file;
  loop.frame({event});
  for (int i = 0; i < 5; ++i) CHECK(loop.frame() == 0);
  CHECK(label(loop, "text.class.state").ends_with("of 5"));
  event.kind = EventKind::element_press;
  event.text = "class.close";
  loop.frame({event});
  loop.rest();
  CHECK(loop.screen.ui.hand_ins.room.replay.next < 5);
  CHECK(loop.due_in_s > 1);
}
