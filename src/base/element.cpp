#include "base/element.h"

#include <algorithm>

namespace lab::base {

std::string_view id_of(Role role) {
  switch (role) {
    case Role::button:
      return "button";
    case Role::toggle:
      return "toggle";
    case Role::slider:
      return "slider";
    case Role::list:
      return "list";
    case Role::option:
      return "option";
    case Role::text_input:
      return "text_input";
    case Role::tab:
      return "tab";
    case Role::choice:
      return "choice";
    case Role::picture:
      return "picture";
    case Role::table:
      return "table";
    case Role::heading:
      return "heading";
    case Role::text:
      return "text";
    case Role::region:
      return "region";
    case Role::toolbar:
      return "toolbar";
    case Role::grid:
      return "grid";
    case Role::dialog:
      return "dialog";
    case Role::listbox:
      break;
  }
  return "listbox";
}

bool is_operable(Role role) { return role <= Role::choice; }
bool is_container(Role role) { return role >= Role::region; }

const Element* find_element(std::span<const Element> elements, std::string_view id) {
  const auto found = std::find_if(elements.begin(), elements.end(), [&](const Element& one) {
    const bool is_there = is_operable(one.role) || one.role == Role::picture;
    return is_there && !one.is_hidden && one.id == id;
  });
  return found == elements.end() ? nullptr : &*found;
}

}  // namespace lab::base
