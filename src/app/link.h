// A Scenario as one line of text: "view=train&data=spiral&act=relu". Readable, order-free, defaults left out.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/notice.h"
#include "app/scenario.h"

namespace lab::app {

std::string encode(const Scenario&);            // fields in the order of the table
std::string encode_with_view(const Scenario&);  // the same, the room named also where it is the default

struct Decoded {
  Scenario scenario;
  std::vector<Notice> notices;  // one for each part that could not be used; the rest applies
  bool names_view = false;
};

// Reads a link, a leading '?' or '#', or a whole address. Parts that are not named keep the value of `base`, or are what the room
// that it names begins with (first_scenario() in bench.h).
Decoded decode(std::string_view link, const Scenario& base);
Decoded decode(std::string_view link);
Scenario base_of(std::string_view link);

}  // namespace lab::app
