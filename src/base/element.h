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
  picture      // a plot or heatmap that can be pointed at
};
std::string_view id_of(Role);  // "button", "text_input", …

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

  bool operator==(const Element&) const = default;
};

// nullptr where no element that is not hidden has this id.
const Element* find_element(std::span<const Element>, std::string_view id);

}  // namespace lab::base
