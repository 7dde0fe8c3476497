// A sentence for the person in front of the screen: shown without blocking, in the language of the moment.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "i18n/text.h"

namespace lab::app {

struct Notice {
  std::string text_id;
  std::vector<std::string> args{};
  bool is_news = false;     // something went well; goes away by itself. Otherwise something needs attention
  std::string reason_id{};  // a sentence of its own that becomes the last argument; empty: none
  std::vector<std::string> reason_args{};
  std::uint64_t number =
      0;  // of those an App has given, from 1 on: the same sentence again is another notice

  bool operator==(const Notice&) const = default;
};

std::string sentence(i18n::Language, const Notice&);

}  // namespace lab::app
