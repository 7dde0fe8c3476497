// One thing on the screen that a person can operate or read, as scripts, assistive technology and the page know it: what
// it is, what it is called, what it holds, and where it stands.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/rect.h"

namespace lab::base {

enum class Role {
  button,
  toggle,      // on or off: is_pressed
  slider,      // a number with a range
  list,        // opens a list of options
  option,      // of an open list; is_pressed: the present one, or checked
  text_input,  // value is what it holds
  tab,         // one of several views; is_pressed: the present one
  choice,      // one of several that stand side by side; is_pressed: the present one
  picture,     // a plot or heatmap; value_text: what there is to see
  table,       // the numbers of a picture, by the id of app/tables.h behind "table."
  heading,
  text,     // is only read
  region,   // these hold the elements behind them that are deeper: a part of the screen,
  toolbar,  // controls side by side that the arrow keys go between, left and right in the order of reading,
  grid,     // the same by their place, which means something: the network,
  dialog,   // a panel over the room,
  listbox   // the options of an open list
};
std::string_view id_of(Role);  // "button", "text_input", …
bool is_operable(Role);        // by keyboard and pointer
bool is_container(Role);

struct Range {
  double min = 0, max = 0;
  double step = 0;  // 0: continuous

  bool operator==(const Range&) const = default;
};

struct Option {
  std::string value, label;

  bool operator==(const Option&) const = default;
};

struct Element {
  // Unique on the screen: a field's key, a command, or a key with its choice: "play", "lr", "data.spiral".
  std::string id;
  Role role = Role::button;
  std::string label;                                     // its name, in the language of the moment
  Rect rect{};                                           // points; the part that is visible
  Rect whole{};                                          // of a picture: with its axes, if it has any
  std::string value{};                                   // as a link writes it
  std::string value_text{};                              // as a person reads it, with its unit
  std::optional<Range> range{};                          // of a number
  std::shared_ptr<const std::vector<Option>> options{};  // of a list with few of them; null: none
  std::string help{};                                    // a sentence about it
  std::string hint{};                                    // shown in a text input while it is empty
  bool is_expanded = false;                              // of a list: it is open
  bool is_pressed = false;
  bool is_invalid = false;   // what it holds cannot be used
  bool is_disabled = false;  // it is there and cannot be operated now
  bool is_hidden = false;    // scrolled out of view, or beneath a popup or a notice
  bool is_dragged = false;   // a pointer moves it up and down, or a finger that the page leaves to it
  bool is_beneath = false;   // beneath a popup, which has the keyboard
  bool is_tab_stop = false;  // the Tab key comes by; other operable ones are reached by arrow keys
  int depth = 0;             // in how many containers it stands
  int layer = 0;             // 0: the room; others lie over it, the last opened one has the highest

  bool operator==(const Element&) const = default;
};

// nullptr where no operable element or picture that is not hidden has this id.
const Element* find_element(std::span<const Element>, std::string_view id);

}  // namespace lab::base
