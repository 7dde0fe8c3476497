// A learner in a lesson: nothing runs before the answer, whichever way it is asked for; what is answered is judged and explained.
#include <doctest/doctest.h>

#include <cmath>
#include <functional>
#include <string>

#include "app/advance.h"
#include "app/lessons.h"
#include "app/requests.h"

namespace lab {
namespace {

using app::App;
using app::Learn;

constexpr std::string_view kLesson = R"(---
lesson: trial
number: 1
title: A trial
---

## more
title: More layers
does: predict
link: view=train&data=rings&act=identity&net=8-8&play=1&steps=40&seed=3
ask: choice
run: train 60
goal: step >= 60
terms: border

Three layers without an activation.

? Will the border close?
- [ ] Yes | A sum of sums is a sum.
- [x] No | It stays one line.
- [ ] A little | A corner needs a bend.

task: Watch it.
done: One line.

## read
title: Read it
does: choose
link: view=curves&curves=sigmoid&x=-12:12
ask: number
answer: 0.95
tolerance: 0.01
goal: seen(x > 2.9 and x < 3.1) and seen(x < -2.9)
show: point 3; point -3

What is it there?

? How much is σ(3)?
- < 0 | It is never negative.
- > 1 | It never passes 1.
- else | Look again.
- right | 1 / (1 + e^-3) = 0.9526.

task: Read both.

## draw
title: Draw it
does: sketch
link: view=curves&curves=tanh&x=-4:4&y=-1:1.5
veil: slope, numbers, facts
ask: sketch
sketch: slope
tolerance: 0.1
pass: 0.8

The slope of tanh.

? Draw it.
- negative | It still rises there.
- like f | That is the curve itself.
- too high | It is never steeper than 1.
- too low | It is steepest at 0.
- else | Look where it rises.
- right | 1 − tanh² x.

## sort
title: Sort them
does: set
link: view=train&data=xor
ask: order

Which is steepest at 0?

? From flat to steep.
1. sigmoid | A quarter.
2. tanh | One.
3. sin(5x) | Five.

## free
title: Set it
does: set
link: view=train&act=tanh
goal: act is relu
show: act=relu

Nothing is asked.

task: Choose ReLU.
)";

// As an asset holds it.
std::string asset() { return std::string(kLesson) + std::string(1, 0); }

App at_step(int step, std::string_view more = {}) {
  App app = app::make_app("lesson=trial&step=" + std::to_string(step) + std::string(more), {});
  add_course(app, i18n::Language::english, asset());
  REQUIRE(app.learner.failure == "");
  return app;
}

void run_on(App& app) {
  for (int i = 0; i < 10'000 && is_busy(app); ++i) advance(app, {static_cast<double>(i), 0.25, 10});
  REQUIRE(!is_busy(app));
}

void learn(App& app, Learn::Deed deed) { apply(app, Learn{deed}); }

std::string request(App& app, std::string_view text) { return app::answer(app, text, 0); }

bool is_refusal(const std::string& reply) { return reply.find("\"error\"") != std::string::npos; }

std::int64_t step_of(const App& app) { return app::first_run(app).trainer.step; }

TEST_CASE("a step begins as its link says, and waits where it asks") {
  const App app = at_step(1);
  CHECK(app.notices.empty());
  CHECK(app.shown.data == "rings");
  CHECK(app.shown.net == std::vector<int>{8, 8});
  CHECK(is_asking(app));
  CHECK(!app.shown.play);
  CHECK(!present_record(app).is_done);
}

TEST_CASE("before its lesson has come nothing runs either") {
  App app = app::make_app("lesson=trial&play=1&steps=100", {});
  CHECK(is_waiting(app));
  CHECK(!is_busy(app));
  apply(app, app::Play{});
  CHECK(!is_busy(app));
  REQUIRE(add_course(app, i18n::Language::english, asset()));
  CHECK(is_asking(app));
}

struct Way {
  const char* name;
  std::function<void(App&)> run;
};

// Whatever a person, a script or an address can do to make the program move.
const Way kWays[] = {
    {"the button", [](App& app) { apply(app, app::Play{}); }},
    {"the key", [](App& app) { apply(app, app::TogglePlay{}); }},
    {"one step", [](App& app) { apply(app, app::Step{1}); }},
    {"many steps", [](App& app) { apply(app, app::Step{5000}); }},
    {"reset", [](App& app) { apply(app, app::Reset{}); }},
    {"new weights", [](App& app) { apply(app, app::NewWeights{}); }},
    {"undo", [](App& app) { apply(app, app::Undo{}); }},
    {"redo", [](App& app) { apply(app, app::Redo{}); }},
    {"a host", [](App& app) { apply(app, app::Play{}, app::By::host); }},
    {"the request play", [](App& app) { CHECK(is_refusal(request(app, "play"))); }},
    {"the request step", [](App& app) { CHECK(is_refusal(request(app, "step 10"))); }},
    {"the request reset", [](App& app) { CHECK(is_refusal(request(app, "reset"))); }},
    {"the request new_weights", [](App& app) { CHECK(is_refusal(request(app, "new_weights"))); }},
    {"the request undo", [](App& app) { CHECK(is_refusal(request(app, "undo"))); }},
    {"the request redo", [](App& app) { CHECK(is_refusal(request(app, "redo"))); }},
    {"an overriding request", [](App& app) { CHECK(is_refusal(request(app, "override play"))); }},
    {"a change of speed", [](App& app) { CHECK(is_refusal(request(app, "change speed=max"))); }},
    {"a change to play", [](App& app) { CHECK(is_refusal(request(app, "change play=1"))); }},
    {"a change of the activation", [](App& app) { CHECK(is_refusal(request(app, "change act=relu"))); }},
    {"a change of the steps", [](App& app) { CHECK(is_refusal(request(app, "override change steps=500"))); }},
    {"a table", [](App& app) { CHECK(is_refusal(request(app, "table loss"))); }},
    {"a link that plays", [](App& app) { request(app, "set lesson=trial&step=1&play=1"); }},
    {"a link that has trained", [](App& app) { request(app, "set lesson=trial&step=1&steps=500"); }},
    {"a link of all the state",
     [](App& app) {
       request(app, "set view=train&lesson=trial&step=1&data=rings&act=relu&steps=500&play=1");
     }},
    {"a change on the screen",
     [](App& app) {
       app::Change change{app.shown};
       change.next.play = true;
       change.next.speed = 0;
       change.next.act.curves = {"relu"};
       change.next.view = "curves";
       change.is_afresh = true;
       apply(app, change);
     }},
    {"a next step and back",
     [](App& app) {
       for (const int step : {5, 1}) {
         app::Change change{app.shown};
         change.next.step = step;
         apply(app, change);
       }
     }},
    {"playing freely and coming back",
     [](App& app) {
       learn(app, Learn::Deed::leave);
       apply(app, app::Step{20});
       run_on(app);
       learn(app, Learn::Deed::come_back);
     }},
    {"giving no answer", [](App& app) { learn(app, Learn::Deed::give_answer); }},
    {"an answer that is none", [](App& app) { CHECK(is_refusal(request(app, "answer 7"))); }},
};

TEST_CASE("before the answer nothing runs, whichever way it is asked for") {
  App untouched = at_step(1);
  run_on(untouched);  // to where the step begins
  for (const Way& way : kWays) {
    CAPTURE(std::string(way.name));
    App app = at_step(1);
    way.run(app);
    run_on(app);
    CHECK(is_asking(app));
    CHECK(step_of(app) == step_of(untouched));
    CHECK(!app.shown.play);
    CHECK(app.shown == untouched.shown);
    CHECK(app::weights_hash_text(app) == app::weights_hash_text(untouched));
    CHECK(present_record(app).tries.empty());
  }
}

TEST_CASE("what is the reader's own changes while something is asked") {
  App app = at_step(1);
  CHECK(!is_refusal(request(app, "change theme=dark")));
  CHECK(!is_refusal(request(app, "change lang=zh")));
  CHECK(!is_refusal(request(app, "change term=loss")));
  CHECK(app.shown.theme == "dark");
  CHECK(is_asking(app));
}

TEST_CASE("an answer lets it run, as far as the step says") {
  App app = at_step(1);
  CHECK(request(app, "answer 2").find("\"right\":true") != std::string::npos);
  CHECK(!is_waiting(app));
  run_on(app);
  CHECK(step_of(app) == 60);
  CHECK(!app.shown.play);
  CHECK(present_record(app).is_done);
  CHECK(*explanation(app) == "It stays one line.");
}

TEST_CASE("every wrong choice has its own explanation, and lets it run too") {
  for (const auto& [answer, why] :
       {std::pair("1", "A sum of sums is a sum."), std::pair("3", "A corner needs a bend.")}) {
    App app = at_step(1);
    request(app, "answer " + std::string(answer));
    REQUIRE(explanation(app) != nullptr);
    CHECK(*explanation(app) == why);
    CHECK(!present_record(app).tries.front().is_right);
    run_on(app);
    CHECK(present_record(app).is_done);
  }
}

TEST_CASE("a number is right within its tolerance, and each kind of wrong one is explained") {
  const auto after = [](std::string_view number) {
    App app = at_step(2);
    request(app, "answer " + std::string(number));
    return std::pair(present_record(app).tries.front().is_right, *explanation(app));
  };
  CHECK(after("0.95") == std::pair(true, std::string("1 / (1 + e^-3) = 0.9526.")));
  CHECK(after("0.96").first);
  CHECK(after("0.9401").first);
  CHECK(after("0.97") == std::pair(false, std::string("Look again.")));
  CHECK(after("-1") == std::pair(false, std::string("It is never negative.")));
  CHECK(after("3") == std::pair(false, std::string("It never passes 1.")));
}

TEST_CASE("a goal is reached by what is done, and by what Show me does") {
  for (const bool is_shown : {false, true}) {
    App app = at_step(2);
    request(app, "answer 0.95");
    CHECK(!present_record(app).is_done);
    if (is_shown) {
      learn(app, Learn::Deed::show_me);
      CHECK(present_record(app).was_shown);
    } else {
      request(app, "point 3");
      CHECK(!present_record(app).is_done);
      request(app, "point -5");
    }
    CHECK(present_record(app).is_done);
    request(app, "point 0");
    CHECK(present_record(app).is_done);
  }
}

TEST_CASE("an order is offered in another one, and the first that is out of place is explained") {
  App app = at_step(4);
  CHECK(present_order(app).size() == 3);
  CHECK(present_order(app) != std::vector<int>{0, 1, 2});
  request(app, "answer 2,1,3");
  CHECK(!present_record(app).tries.front().is_right);
  CHECK(*explanation(app) == "A quarter.");
  learn(app, Learn::Deed::ask_again);
  CHECK(is_asking(app));
  request(app, "answer 1,2,3");
  CHECK(present_record(app).tries.back().is_right);
  CHECK(present_record(app).tries.size() == 2);
  for (const char* const bad : {"answer 1,2", "answer 1,2,2", "answer 1,2,4", "answer x"}) {
    App other = at_step(4);
    CHECK(is_refusal(request(other, bad)));
  }
}

TEST_CASE("a sketch is compared with the truth, and its worst place named") {
  App app = at_step(3);
  request(app, "answer 0,0,1,0,0");
  REQUIRE(app.learner.result.has_value());
  const app::SketchResult& result = *app.learner.result;
  // The straight line from (−2, 0) to (0, 1) is furthest from 1 − tanh² x where its slope 1/2 is the truth's own.
  double worst = 0, at = 0;
  int near = 0;
  for (int i = 0; i < 65; ++i) {
    const double x = -4 + i / 8.0;
    const double drawn = std::fabs(x) >= 2 ? 0 : 1 - std::fabs(x) / 2;
    const double apart = std::fabs(drawn - (1 - std::tanh(x) * std::tanh(x)));
    near += apart <= 0.1 ? 1 : 0;
    if (apart > worst) {
      worst = apart;
      at = x;
    }
  }
  CHECK(result.share == doctest::Approx(near / 65.0).epsilon(1e-12));
  CHECK(result.worst.x == doctest::Approx(at));
  CHECK(std::fabs(result.worst.y - result.worst_drawn.y) == doctest::Approx(worst).epsilon(1e-9));
}

TEST_CASE("a sketch is explained by its own mistake") {
  const auto after = [](std::string_view values) {
    App app = at_step(3);
    request(app, "answer " + std::string(values));
    return *explanation(app);
  };
  CHECK(after("-1,-0.95,0,0.95,1") == "That is the curve itself.");
  CHECK(after("0,-0.9,1,0,0") == "It still rises there.");
  CHECK(after("0,1,1,1,0") == "It is never steeper than 1.");
  CHECK(after("0,0,0,0,0") == "It is steepest at 0.");
}

TEST_CASE("a drawing goes on level on both sides of what the pointer has reached") {
  const app::SketchAxes axes{{0, 64}, {0, 10}};
  app::SketchLine line = app::with_stroke({}, axes, {20, 1}, {30, 6});
  line = app::levelled(std::move(line), {20, 30});
  CHECK(line[0].y == 1);
  CHECK(line[25].y == 3.5);
  CHECK(line[64].y == 6);
}

TEST_CASE("Show me gives the answer where one is asked, and says that it was shown") {
  for (int step = 1; step <= 4; ++step) {
    App app = at_step(step);
    learn(app, Learn::Deed::show_me);
    CHECK(!is_asking(app));
    CHECK(present_record(app).was_shown);
    CHECK(present_record(app).tries.empty());
    REQUIRE(explanation(app) != nullptr);
    App other = at_step(step);
    const std::string right = right_answer(other);
    request(other, "answer " + right);
    CHECK(present_record(other).tries.front().is_right);
    CHECK(*explanation(other) == *explanation(app));
  }
}

TEST_CASE("a host may keep the answers to itself") {
  App app = at_step(1, "&answers=0");
  CHECK(!can_show(app));
  learn(app, Learn::Deed::show_me);
  CHECK(is_asking(app));
  const std::string reply = request(app, "answer 1");
  CHECK(explanation(app) == nullptr);
  CHECK(reply.find("right") == std::string::npos);
  CHECK(!is_waiting(app));
}

TEST_CASE("leaving the path and coming back loses nothing") {
  App app = at_step(1);
  request(app, "answer 2");
  run_on(app);
  request(app, "change lr=0.5");
  apply(app, app::Step{7});
  run_on(app);
  const std::string hash = app::weights_hash_text(app);
  learn(app, Learn::Deed::leave);
  CHECK(app.shown.lesson.empty());
  request(app, "set view=curves");
  learn(app, Learn::Deed::come_back);
  run_on(app);
  CHECK(app.shown.lesson == "trial");
  CHECK(app.shown.step == 1);
  CHECK(app.shown.lr == 0.5);
  CHECK(step_of(app) == 67);
  CHECK(app::weights_hash_text(app) == hash);
  CHECK(present_record(app).tries.size() == 1);
}

TEST_CASE("another step and back again finds what was left") {
  App app = at_step(1);
  request(app, "answer 2");
  run_on(app);
  const std::string hash = app::weights_hash_text(app);
  request(app, "change step=5");
  CHECK(app.shown.act.curves.front() == "tanh");
  request(app, "change act=relu");
  CHECK(present_record(app).is_done);
  request(app, "change step=1");
  run_on(app);
  CHECK(app::weights_hash_text(app) == hash);
  request(app, "change step=5");
  CHECK(app.shown.act.curves.front() == "relu");
  request(app, "change step=24");
  CHECK(app.shown.step == 5);
}

TEST_CASE("the link of a step that was answered brings back what it shows, that of another its beginning") {
  App app = at_step(1);
  request(app, "answer 2");
  run_on(app);
  const std::string link = share_link(app);
  CHECK(link.find("lesson=trial") != std::string::npos);
  CHECK(link.find("view=") == 0);
  App again = app::make_app(link, {});
  take_progress(again, progress_json(app));
  REQUIRE(add_course(again, i18n::Language::english, asset()));
  run_on(again);
  CHECK(app::weights_hash_text(again) == app::weights_hash_text(app));
  App stranger = app::make_app(link, {});
  REQUIRE(add_course(stranger, i18n::Language::english, asset()));
  CHECK(is_asking(stranger));
  CHECK(stranger.shown == at_step(1).shown);
}

TEST_CASE("the run of a step that is done is kept as a link that replays it to the same bits") {
  App app = at_step(1);
  request(app, "answer 2");
  run_on(app);
  const app::Record& record = present_record(app);
  CHECK(record.link.find("lesson") == std::string::npos);
  App replay = app::make_app(record.link, {});
  run_on(replay);
  CHECK(app::weights_hash_text(replay) == record.hash);
}

TEST_CASE("progress is read back as it was written, and damage changes nothing") {
  App app = at_step(1);
  request(app, "answer 3");
  run_on(app);
  const std::string kept = progress_json(app);
  App again = at_step(1);
  take_progress(again, kept);
  CHECK(progress_json(again) == kept);
  for (std::size_t length = 0; length < kept.size(); length += 3) {
    App other = at_step(1);
    take_progress(other, kept.substr(0, length));
    CHECK(other.learner.records.size() <= 1);
  }
}

TEST_CASE("a lesson that there is not is said, and the program goes on without") {
  App app = app::make_app("lesson=nothing&data=xor", {});
  REQUIRE(add_course(app, i18n::Language::english, asset()));
  CHECK(app.shown.lesson.empty());
  REQUIRE(app.notices.size() == 1);
  CHECK(app.notices[0].text_id == "notice.no_lesson");
  CHECK(!is_waiting(app));
}

TEST_CASE("a teacher's own lesson opens by its address, and a bad one says where it is wrong") {
  App app = app::make_app("lesson=my.md&step=5", {});
  CHECK(is_waiting(app));
  REQUIRE(add_own_lesson(app, "my.md", kLesson));
  CHECK(app.shown.step == 5);
  CHECK(!is_waiting(app));
  App bad = app::make_app("lesson=my.md", {});
  CHECK(!add_own_lesson(bad, "my.md", "no lesson"));
  CHECK(!is_waiting(bad));
  REQUIRE(bad.notices.size() == 1);
  CHECK(bad.notices[0].text_id == "notice.bad_lesson");
}

TEST_CASE("a lesson is no other server's") {
  for (const char* const word : {"https://a.b/c.md", "//a.b/c.md", "/c.md", "javascript:x", "a b", "a//b"}) {
    const App app = app::make_app("lesson=" + std::string(word), {});
    CHECK(app.shown.lesson.empty());
    CHECK(app.notices.size() == 1);
  }
}

}  // namespace
}  // namespace lab
