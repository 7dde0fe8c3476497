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
    case Role::picture:
      break;
  }
  return "picture";
}

const Element* find_element(std::span<const Element> elements, std::string_view id) {
  const auto found = std::find_if(elements.begin(), elements.end(),
                                  [&](const Element& one) { return !one.is_hidden && one.id == id; });
  return found == elements.end() ? nullptr : &*found;
}

}  // namespace lab::base
