// The desktop's command line.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <system_error>
#include <type_traits>

#include "platform/kept_native.h"
#include "platform/platform.h"

namespace lab::platform {

namespace {

std::string say(const Options& options, std::string_view id, std::vector<std::string> arguments) {
  return options.translate(options.language, id, arguments);
}

int refuse(const Options& options, std::string_view id, std::vector<std::string> arguments) {
  std::fprintf(stderr, "activation-lab: %s\n", say(options, id, std::move(arguments)).c_str());
  return 2;
}

template <typename Number>
bool parse_positive(std::string_view text, Number& number) {
  if constexpr (std::is_integral_v<Number>) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() && number > 0;
  } else {
    char* end = nullptr;
    const std::string copy(text);
    number = std::strtod(copy.c_str(), &end);
    return !copy.empty() && *end == '\0' && std::isfinite(number) && number > 0;
  }
}

bool parse_size(std::string_view text, Capture& capture) {
  constexpr int kLargest = 16384;  // what OpenGL implementations commonly allow
  const std::size_t cross = text.find('x');
  return cross != std::string_view::npos && parse_positive(text.substr(0, cross), capture.width) &&
         parse_positive(text.substr(cross + 1), capture.height) && capture.width <= kLargest &&
         capture.height <= kLargest;
}

struct ValueOption {
  std::string_view name;
  bool (*take)(std::string_view value, Launch&);  // false: not a value of this option
};

constexpr ValueOption kValueOptions[] = {
    {"--screenshot",
     [](std::string_view value, Launch& launch) {
       launch.capture.screenshot_path = value;
       return !value.empty();
     }},
    {"--size", [](std::string_view value, Launch& launch) { return parse_size(value, launch.capture); }},
    {"--frames",
     [](std::string_view value, Launch& launch) { return parse_positive(value, launch.capture.frames); }},
    {"--seconds",
     [](std::string_view value, Launch& launch) { return parse_positive(value, launch.capture.seconds); }},
    {"--lang",
     [](std::string_view value, Launch& launch) {
       launch.options.language = value;
       return !value.empty();
     }},
};

std::string system_language() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (value && *value) return value;
  }
  return "en";
}

}  // namespace

// Freedesktop's base directories.
std::filesystem::path kept_path() {
  const auto variable = [](const char* name) {
    const char* const value = std::getenv(name);
    return std::filesystem::path(value == nullptr ? "" : value);
  };
  if (const auto state = variable("XDG_STATE_HOME"); state.is_absolute())
    return state / "activation-lab/progress";
  if (const auto home = variable("HOME"); home.is_absolute())
    return home / ".local/state/activation-lab/progress";
  return {};
}

Launch launch(int argc, char** argv, const Translate& translate) {
  Launch result;
  Options& options = result.options;
  options.translate = translate;
  options.language = system_language();
  std::ifstream kept(kept_path(), std::ios::binary);
  options.kept.assign(std::istreambuf_iterator<char>(kept), {});
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    const auto* row = std::find_if(std::begin(kValueOptions), std::end(kValueOptions),
                                   [argument](const ValueOption& option) { return option.name == argument; });
    if (row != std::end(kValueOptions)) {
      if (i + 1 == argc) {
        result.exit_status = refuse(options, "desktop.error.missing_value", {std::string(argument)});
      } else if (!row->take(argv[++i], result)) {
        result.exit_status = refuse(options, "desktop.error.value", {std::string(argument), argv[i]});
      }
    } else if (argument == "--report") {
      result.capture.report = true;
    } else if (argument == "--help" || argument == "-h") {
      std::printf("%s\n", say(options, "desktop.help", {}).c_str());
      result.exit_status = 0;
    } else if (argument == "--version") {
      std::printf("%s\n", say(options, "desktop.version", {LAB_VERSION}).c_str());
      result.exit_status = 0;
    } else if (argument.substr(0, 1) == "-" || !options.link.empty()) {
      result.exit_status = refuse(options, "desktop.error.option", {std::string(argument)});
    } else {
      options.link = argument;
    }
    if (result.exit_status) break;
  }
  return result;
}

}  // namespace lab::platform
