// A platform without a window: it writes down what the program tells it.
#pragma once

#include <string>
#include <vector>

#include "base/element.h"
#include "platform/platform.h"

namespace lab::shell_test {

struct Said {
  std::string text;
  bool is_urgent = false;
};

struct Told {
  std::vector<std::string> links;
  std::vector<std::string> entered;  // those that are new entries of the history
  std::string cursor, clipboard, language, theme, gestures;
  std::vector<std::string> mirror;  // JSON of each time that something changed
  std::vector<Said> said;
  std::vector<std::string> saved;  // names
  std::string file;                // the last one's bytes
  std::string printed;             // a table
  std::string kept;                // until the next time
  lab::platform::Pixels picture;   // the last one's, or that on the clipboard
};
Told& told();  // since it was last cleared

}  // namespace lab::shell_test
