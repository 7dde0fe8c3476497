#include "cli/arguments.h"

#include <algorithm>

namespace lab::cli {

base::Result<Arguments, UsageError> parse_arguments(std::span<const std::string_view> words,
                                                    std::span<const Option> known) {
  Arguments arguments;
  bool options_ended = false;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string_view word = words[i];
    if (options_ended || word.substr(0, 2) != "--") {
      arguments.words.emplace_back(word);
      continue;
    }
    if (word == "--") {
      options_ended = true;
      continue;
    }
    const std::size_t equals = word.find('=');
    const std::string name(word.substr(0, equals));
    const auto row =
        std::find_if(known.begin(), known.end(), [&](const Option& o) { return o.name == name; });
    if (row == known.end()) return UsageError{"cli.error.unknown_option", {name}};
    const bool has_value = equals != std::string_view::npos;
    if (!row->takes_value) {
      if (has_value) return UsageError{"cli.error.no_value_expected", {name}};
      arguments.options[name] = "";
    } else if (has_value) {
      arguments.options[name] = word.substr(equals + 1);
    } else {
      if (i + 1 == words.size()) return UsageError{"cli.error.missing_value", {name}};
      arguments.options[name] = words[++i];
    }
  }
  return arguments;
}

bool has_option(const Arguments& arguments, std::string_view name) {
  return arguments.options.find(name) != arguments.options.end();
}

std::string_view option(const Arguments& arguments, std::string_view name) {
  const auto found = arguments.options.find(name);
  return found == arguments.options.end() ? std::string_view() : found->second;
}

}  // namespace lab::cli
