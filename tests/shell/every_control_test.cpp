// Every control, tried in every room and shape: what a key does on it is what the pointer does, and it keeps the keyboard.
#include <algorithm>
#include <set>

#include "app/link.h"
#include "loop.h"
#include "ui/rooms.h"

using namespace lab;
using platform::EventKind;
using platform::Key;
using shell_test::Loop;

namespace {

constexpr platform::View kShapes[] = {{390, 844, 1}, {480, 360, 1}, shell_test::kRoomy};

// As after a Tab to it.
void focus(Loop& loop, const std::string& id) {
  loop.screen.ui.keyboard.focus = id;
  loop.screen.ui.keyboard.is_seen = true;
  loop.rest();
}

const std::string& focused(const Loop& loop) { return loop.screen.ui.keyboard.focus; }

// With what stands over the room, open or not: the first that is an operable one.
const base::Element* find(const Loop& loop, std::string_view id) {
  const auto& all = loop.screen.elements;
  const auto found = std::find_if(all.begin(), all.end(), [&](const base::Element& one) {
    return one.id == id && base::is_operable(one.role);
  });
  return found == all.end() ? nullptr : &*found;
}

double value_of(const Loop& loop, const std::string& id) { return std::stod(find(loop, id)->value); }

template <typename Wanted>
std::vector<std::string> ids_of(const Loop& loop, const Wanted& wanted) {
  std::vector<std::string> ids;
  for (const base::Element& one : loop.screen.elements) {
    if (base::is_operable(one.role) && !one.is_disabled && !one.is_beneath && wanted(one))
      ids.push_back(one.id);
  }
  return ids;
}

bool is_slider(const base::Element& element) { return element.role == base::Role::slider; }

constexpr const char* kLinks[] = {"view=train&data=moons&noise=0.1&net=3-2&act=prelu",
                                  "view=curves&act=prelu,elu,softplus"};

template <typename Do>
void in_every_room_and_shape(const Do& test) {
  for (const char* link : kLinks) {
    for (const platform::View& shape : kShapes) {
      CAPTURE(std::string(link));
      CAPTURE(shape.width);
      test(std::string(link), shape);
    }
  }
}

}  // namespace

TEST_CASE(
    "every slider goes by arrows, Home, End and Page keys, in every room and shape, and keeps the keyboard") {
  std::size_t tried = 0;
  in_every_room_and_shape([&](const std::string& link, const platform::View& shape) {
    Loop loop(link, shape);
    loop.screen.ui.has_mirror = false;
    loop.rest();
    for (const std::string& id : ids_of(loop, is_slider)) {
      CAPTURE(id);
      focus(loop, id);
      REQUIRE(find(loop, id) != nullptr);
      const base::Range range = find(loop, id)->range.value();
      const double slack = (range.max - range.min) * 1e-6;
      const auto goes = [&](Key key, int direction) {
        const double before = value_of(loop, id);
        loop.press_key(key);
        CHECK((value_of(loop, id) - before) * direction > 0);
        CHECK(focused(loop) == id);
      };
      loop.press_key(Key::home);
      CHECK(value_of(loop, id) == doctest::Approx(range.min).epsilon(slack));
      goes(Key::right, 1);
      goes(Key::up, 1);
      goes(Key::left, -1);
      goes(Key::page_up, 1);
      loop.press_key(Key::end);
      CHECK(value_of(loop, id) == doctest::Approx(range.max).epsilon(slack));
      goes(Key::down, -1);
      goes(Key::page_down, -1);
      CHECK(focused(loop) == id);
      ++tried;
    }
  });
  MESSAGE(tried, " sliders");
  CHECK(tried >= 15);
}

TEST_CASE("every slider takes what its twin in the page says, to the ends of its range") {
  in_every_room_and_shape([](const std::string& link, const platform::View& shape) {
    Loop loop(link, shape);
    loop.rest();
    for (const std::string& id : ids_of(loop, is_slider)) {
      CAPTURE(id);
      const base::Range range = find(loop, id)->range.value();
      for (const double value : {range.min, range.max}) {
        loop.send(EventKind::element_focus, id);
        loop.send(EventKind::element_value, id + "\n" + std::to_string(value));
        CHECK(value_of(loop, id) == doctest::Approx(value));
        CHECK(focused(loop) == id);
      }
    }
  });
}

namespace {

// What there is after a control was pressed.
struct Outcome {
  std::string link;
  std::size_t notices = 0;
  std::size_t panels = 0;
  bool is_there = false;  // the control itself, with nothing over it

  bool operator==(const Outcome&) const = default;
};

std::ostream& operator<<(std::ostream& out, const Outcome& one) {
  return out << one.link << " notices " << one.notices << " panels " << one.panels << " there "
             << one.is_there;
}

// The room, fresh, after the control was pressed in a way; checks that the keyboard is still on it.
Outcome press(const std::string& link, const platform::View& shape, const std::string& id,
              const std::string& way) {
  Loop loop(link, shape);
  loop.screen.ui.has_mirror = way == "pointer" || way == "twin";
  loop.rest();
  if (way != "pointer") focus(loop, id);
  if (way == "pointer") loop.press(id);
  if (way == "twin") loop.send(EventKind::element_press, id);
  if (way == "Enter") loop.press_key(Key::enter);
  if (way == "space") loop.press_key(Key::space);
  loop.rest();
  const auto& all = loop.screen.elements;
  const auto is_panel = [](const base::Element& one) {
    return one.role == base::Role::dialog || one.role == base::Role::listbox;
  };
  const base::Element* there = find(loop, id);
  const bool is_there = there != nullptr && !there->is_beneath;
  CHECK((way == "pointer" || !is_there || focused(loop) == id));
  return {app::encode(loop.screen.app.shown), loop.screen.app.notices.size(),
          static_cast<std::size_t>(std::count_if(all.begin(), all.end(), is_panel)), is_there};
}

}  // namespace

// Each in the narrowest shape that has it, in one of the ways: all of them in all shapes take a minute, and say the same.
TEST_CASE(
    "Enter, space and a press of the twin do what the pointer does, on every control that can be pressed") {
  constexpr const char* kWays[] = {"Enter", "space", "twin"};
  std::set<std::string> tried;
  in_every_room_and_shape([&](const std::string& link, const platform::View& shape) {
    std::vector<std::string> ids;
    {
      Loop loop(link, shape);
      loop.rest();
      ids = ids_of(loop, [](const base::Element& one) {
        return !is_slider(one) && one.role != base::Role::text_input && !one.is_hidden;
      });
    }
    for (const std::string& id : ids) {
      if (!tried.insert(id).second) continue;
      const std::string way = kWays[tried.size() % std::size(kWays)];
      CAPTURE(id);
      CAPTURE(way);
      CHECK(press(link, shape, id, way) == press(link, shape, id, "pointer"));
    }
  });
  MESSAGE(tried.size(), " controls");
  CHECK(tried.size() >= 60);
}
