// The words of a command line, sorted into options and the rest.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace lab::cli {

struct Option {
  std::string_view name;  // with its dashes
  bool takes_value = false;
};

struct Arguments {
  std::vector<std::string> words;                           // what is no option, in order
  std::map<std::string, std::string, std::less<>> options;  // name → value; the last one counts
};

// What is wrong with a command line: a text id and its arguments.
struct UsageError {
  std::string text_id;
  std::vector<std::string> args;
};

// "--name value", "--name=value" or "--flag"; "--" ends the options. A word with a single dash ("-x^2", "-3")
// is no option. Errors: an option that is not in `known`, a missing value, a value for a flag.
base::Result<Arguments, UsageError> parse_arguments(std::span<const std::string_view> words,
                                                    std::span<const Option> known);

bool has_option(const Arguments&, std::string_view name);

// The value of an option; empty when it is not there.
std::string_view option(const Arguments&, std::string_view name);

}  // namespace lab::cli
