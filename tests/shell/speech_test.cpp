// What is said aloud, frame by frame.
#include <algorithm>
#include <cmath>

#include "app/requests.h"
#include "loop.h"

using namespace lab;
using shell_test::Loop;
using shell_test::told;

namespace {

// How many of the sentences hold the words.
std::size_t count(std::string_view words) {
  return static_cast<std::size_t>(std::count_if(told().said.begin(), told().said.end(), [&](const auto& one) {
    return one.text.find(words) != std::string::npos;
  }));
}

void play_for(Loop& loop, double seconds) {
  shell::answer(loop.screen, "play");
  const int frames = static_cast<int>(std::lround(seconds / shell_test::kFrameS));
  for (int i = 0; i < frames; ++i) loop.frame();
  shell::answer(loop.screen, "pause");
  loop.rest();
}

}  // namespace

TEST_CASE("a room that is entered says what there is to see, once") {
  Loop loop("view=train&data=moons");
  loop.rest();
  REQUIRE(told().said.size() == 1);
  CHECK(told().said[0].text.find("After 0 steps, training loss") != std::string::npos);
  CHECK_FALSE(told().said[0].is_urgent);
  loop.move_to({300, 300});
  loop.rest();
  CHECK(told().said.size() == 1);
  shell::answer(loop.screen, "change view=curves");
  loop.rest();
  CHECK(told().said.size() == 2);
}

TEST_CASE("two identical runs say that they begin and how they end, twice") {
  Loop loop("view=train&data=moons&speed=100");
  loop.rest();
  for (int run = 0; run < 2; ++run) {
    told().said.clear();
    play_for(loop, 1);
    REQUIRE(told().said.size() >= 2);
    CHECK(told().said.front().text == "Training.");
    CHECK(told().said.back().text.find("held-out points right") != std::string::npos);
    shell::answer(loop.screen, "reset");
    loop.rest();
    CHECK(told().said.back().text.find("Step 0:") == 0);
  }
}

TEST_CASE(
    "while training goes on it says how far it is at most every five seconds, and the last is never left "
    "out") {
  Loop loop("view=train&data=spiral&speed=10");
  loop.rest();
  told().said.clear();
  play_for(loop, 17);
  CHECK(count("Step ") >= 4);  // after 5, 10 and 15 seconds, and at the end
  CHECK(count("Step ") <= 5);
  const std::string step = i18n::grouped(app::first_run(loop.screen.app).seen.snapshot.step);
  CHECK(told().said.back().text.find("Step " + step + ":") == 0);
}

TEST_CASE("a single step is told, too") {
  Loop loop("view=train&data=moons");
  loop.rest();
  for (int step = 1; step <= 2; ++step) {
    loop.press("step");
    loop.rest();
    CHECK(told().said.back().text.find("Step " + std::to_string(step) + ":") == 0);
  }
}

TEST_CASE("an error is urgent, also the same one twice") {
  Loop loop("view=train&data=moons");
  loop.rest();
  told().said.clear();
  for (int i = 0; i < 2; ++i) {
    shell::answer(loop.screen, "set data=nonsense");
    loop.rest();
  }
  CHECK(count("nonsense") == 2);
  for (const auto& one : told().said)
    CHECK((one.text.find("nonsense") == std::string::npos || one.is_urgent));
}

TEST_CASE("good news waits for a pause, and the same one twice is told twice") {
  Loop loop("view=train&data=moons");
  loop.rest();
  told().said.clear();
  for (std::size_t i = 1; i <= 2; ++i) {
    loop.press("copy_link");
    loop.rest();
    CHECK(count("copied") == i);
  }
  CHECK_FALSE(told().said.back().is_urgent);
}

TEST_CASE("training that diverges says so at once") {
  Loop loop("view=train&data=spiral&act=identity&opt=sgd&lr=10&loss=mse&net=8-8-8&speed=1000");
  loop.rest();
  told().said.clear();
  play_for(loop, 2);
  REQUIRE(run::has_diverged(app::first_run(loop.screen.app)));
  CHECK(std::any_of(told().said.begin(), told().said.end(), [](const auto& one) {
    return one.is_urgent && one.text.find("Training stopped at step") == 0;
  }));
}

TEST_CASE("of several notices at once the newest is said, and how many more there are") {
  Loop loop("view=train&data=moons");
  loop.rest();
  told().said.clear();
  shell::answer(loop.screen, "set lr=none&data=nonsense&colour=red");
  loop.rest();
  const auto urgent = [](const auto& one) { return one.is_urgent; };
  const auto said = std::find_if(told().said.begin(), told().said.end(), urgent);
  REQUIRE(said != told().said.end());
  CHECK(said->text.find("colour=red") == 0);
  CHECK(said->text.ends_with("and 2 more"));
  CHECK(std::count_if(told().said.begin(), told().said.end(), urgent) == 1);
}
