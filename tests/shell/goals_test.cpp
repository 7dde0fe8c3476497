// What people come for, and how many presses it takes, by mouse, finger, keys and mirror.
#include <algorithm>
#include <functional>

#include "loop.h"

using namespace lab;
using platform::EventKind;
using shell_test::Loop;
using shell_test::told;

namespace {

enum class By { mouse, finger, keys, mirror };
constexpr By kWays[] = {By::mouse, By::finger, By::keys, By::mirror};

void touch(Loop& loop, std::string_view id) {
  const ImVec2 at = ui::centre(loop.rect_of(id));
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

// On a phone it may be further down.
void scroll_to(Loop& loop, const std::string& id) {
  const ImVec2 middle{static_cast<float>(loop.view.width) / 2, static_cast<float>(loop.view.height) / 2};
  for (int i = 0; i < 20 && base::find_element(loop.screen.elements, id) == nullptr; ++i)
    loop.turn_wheel(middle, 150);
}

void press(Loop& loop, By by, const std::string& id) {
  scroll_to(loop, id);
  const base::Element* element = base::find_element(loop.screen.elements, id);
  REQUIRE_MESSAGE(element != nullptr, id);
  REQUIRE_MESSAGE(!element->is_hidden, id);
  switch (by) {
    case By::mouse:
      loop.press(id);
      break;
    case By::finger:
      touch(loop, id);
      break;
    case By::keys: {
      loop.screen.ui.keyboard.focus = id;  // as after a Tab to it
      loop.screen.ui.keyboard.is_seen = true;
      loop.rest();
      platform::Event enter;
      enter.kind = EventKind::key;
      enter.key = platform::Key::enter;
      loop.frame({enter});
      break;
    }
    case By::mirror:
      loop.send(EventKind::element_press, id);
      break;
  }
  loop.rest();
}

bool tells(const Loop& loop, std::string_view words) {
  return std::any_of(loop.screen.elements.begin(), loop.screen.elements.end(), [&](const base::Element& one) {
    return one.label.find(words) != std::string::npos || one.value_text.find(words) != std::string::npos;
  });
}

const std::string& activation(const Loop& loop) { return loop.screen.app.shown.act.curves.front(); }

struct Goal {
  const char* what;
  const char* link;
  std::vector<std::string> presses, in_embed;  // there other ones, if any
  std::size_t most;
  std::function<bool(const Loop&)> is_reached;
};

const std::vector<Goal>& goals() {
  static const std::vector<Goal> all = {
      {"without activation",
       "view=train",
       {"act.chip.identity"},
       {},
       1,
       [](const Loop& loop) { return activation(loop) == "identity"; }},
      {"and back",
       "view=train&act=identity&steps=50",
       {"act.chip.tanh"},
       {},
       1,
       [](const Loop& loop) { return activation(loop) == "tanh"; }},
      {"a twin without activation",
       "view=train",
       {"twin.open"},
       {"diagnosis.open", "remedy.twin"},
       2,
       [](const Loop& loop) { return loop.screen.app.runs.size() == 2; }},
      {"its link",
       "view=train&twin=identity",
       {"copy_link"},
       {},
       2,
       [](const Loop&) { return told().clipboard.find("twin=identity") != std::string::npos; }},
      {"an SVG",
       "view=train",
       {"export.open", "export.svg.save"},
       {},
       3,
       [](const Loop&) { return told().file.starts_with("<svg"); }},
      {"a dead ReLU by its name",
       "view=train&act=relu&lr=1&steps=1500",
       {},
       {},
       0,
       [](const Loop& loop) { return tells(loop, "dead") || tells(loop, "Dead"); }},
      {"a gradient that vanishes by its name",
       "view=train&act=sigmoid&opt=sgd&lr=0.03&net=4-4-4-4&steps=1000",
       {},
       {},
       0,
       [](const Loop& loop) { return tells(loop, "anishing"); }},
  };
  return all;
}

const app::Scenario& shown(const Loop& loop) { return loop.screen.app.shown; }

// What people come for who want to see the numbers.
const std::vector<Goal>& goals_of_numbers() {
  static const std::vector<Goal> all = {
      {"the output's bias",
       "view=train",
       {"trace.open"},
       {"settings", "trace.open"},
       2,
       [](const Loop& loop) { return tells(loop, "Bias: w "); }},
      {"why a point is wrong",
       "view=train&data=xor_table&steps=20",
       {"trace.open"},
       {"settings", "trace.open"},
       2,
       [](const Loop& loop) { return tells(loop, "wanted ") && tells(loop, "loss "); }},
      {"how far the derivative of a neuron lets its error through",
       "view=train&act=sigmoid&trace=19&x1=1&x2=1",
       {"trace.before"},
       {},
       1,
       [](const Loop& loop) { return tells(loop, "Neuron 1 of layer 2; z = ") && tells(loop, "% open"); }},
      {"one stage back",
       "view=train&trace=19&x1=1&x2=1",
       {"trace.before"},
       {},
       1,
       [](const Loop& loop) { return shown(loop).trace == 6; }},
      {"a weight that is 0",
       "view=train",
       {"w.open", "w.zero"},
       {"settings", "w.open", "w.zero"},
       3,
       [](const Loop& loop) {
         return shown(loop).w.ones.count({1, 1, 1}) == 1;
       }},
      {"a weight that training leaves",
       "view=train",
       {"w.open", "freeze.here"},
       {"settings", "w.open", "freeze.here"},
       3,
       [](const Loop& loop) { return shown(loop).freeze.size() == 1; }},
      {"all weights the same",
       "view=train",
       {"w.open", "w.all"},
       {"settings", "w.open", "w.all"},
       3,
       [](const Loop& loop) { return shown(loop).w.all == 0.0F; }},
      {"a sum of two neurons",
       "view=neuron",
       {"net.two"},
       {},
       2,
       [](const Loop& loop) { return shown(loop).net == std::vector<int>{2}; }},
      {"a signal times a gate",
       "view=neuron",
       {"look.gate"},
       {},
       2,
       [](const Loop& loop) { return shown(loop).look == "gate"; }},
      {"a neuron without its bend",
       "view=neuron",
       {"act.chip.identity"},
       {},
       2,
       [](const Loop& loop) { return activation(loop) == "identity"; }},
  };
  return all;
}

void reach(const Goal& goal, const platform::View& shape, By by) {
  CAPTURE(std::string(goal.what));
  CAPTURE(shape.width);
  CAPTURE(static_cast<int>(by));
  Loop loop(goal.link, shape);
  loop.rest();
  const bool is_embed = shape.height < 400 && !goal.in_embed.empty();
  const std::vector<std::string>& presses = is_embed ? goal.in_embed : goal.presses;
  CHECK(presses.size() <= goal.most);
  if (!presses.empty()) CHECK_FALSE(goal.is_reached(loop));
  for (const std::string& id : presses) press(loop, by, id);
  CHECK(goal.is_reached(loop));
}

constexpr platform::View kShapes[] = {{1280, 720, 1}, {390, 844, 1}, {480, 360, 1}};

}  // namespace

TEST_CASE("every goal is reached in as few presses by mouse, finger, keys and mirror, in every shape") {
  REQUIRE(goals().size() == 7);  // each is checked in reach()
  for (const platform::View& shape : kShapes)
    for (const Goal& goal : goals())
      for (const By by : kWays) reach(goal, shape, by);
}

TEST_CASE("so are ten goals of those who want to see the numbers") {
  REQUIRE(goals_of_numbers().size() == 10);
  for (const platform::View& shape : kShapes)
    for (const Goal& goal : goals_of_numbers())
      for (const By by : kWays) reach(goal, shape, by);
}

TEST_CASE(
    "the value of the sigmoid at 10 is read exactly after two presses, one more where rooms are a list, and "
    "two "
    "digits") {
  for (const platform::View& shape : {platform::View{1280, 720, 1}, {390, 844, 1}, {480, 360, 1}}) {
    for (const By by : kWays) {
      CAPTURE(shape.width);
      CAPTURE(static_cast<int>(by));
      Loop loop("view=train", shape);
      loop.rest();
      press(loop, by, "act.chip.sigmoid");
      const bool are_tabs = base::find_element(loop.screen.elements, "view.curves") != nullptr;
      if (!are_tabs) press(loop, by, "view.open");
      press(loop, by, "view.curves");
      loop.send(EventKind::element_value, "cursor.x\n10");
      CHECK(tells(loop, "1 − 4.5·10⁻⁵"));
    }
  }
}
