// A sentence for the person in front of the screen: shown without blocking, in the language of the moment.
#pragma once

#include <string>
#include <vector>

namespace lab::app {

struct Notice {
  std::string text_id;
  std::vector<std::string> args{};
  bool is_news = false;  // something went well; goes away by itself. Otherwise something needs attention

  bool operator==(const Notice&) const = default;
};

}  // namespace lab::app
