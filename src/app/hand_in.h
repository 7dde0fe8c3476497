// A hand-in file: what a learner answered and links that replay her runs, as one JSON object for a teacher to gather. Without a
// server nobody vouches for it: its check finds damage, not intent, and nothing in it proves who made it.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "app/app.h"
#include "base/result.h"

namespace lab::app {

inline constexpr std::size_t kMaxHandInBytes = 256 * 1024;
inline constexpr std::size_t kMaxHandInSteps = 200;
inline constexpr std::size_t kMaxHandInText =
    4096;  // bytes of one text: the longest border that can be drawn has 3,600
inline constexpr std::size_t kMaxHandInName = 200;  // bytes

struct HandIn {
  std::string name;                     // as the learner typed it, may be empty
  std::string lesson;                   // its id; empty: of all
  std::map<std::string, Record> steps;  // by step, "squeezing/gate"
  bool is_damaged = false;              // what it holds is not what was saved
};

// Of the lesson at hand, or of all where there is none. Where a learner has tried very often the first try and the last ones are
// there, so that a lesson always fits.
std::string hand_in_json(const App&, std::string_view name);

// Untrusted; the error is the id of a text that says why it cannot be read.
base::Result<HandIn, std::string_view> read_hand_in(std::string_view json);

// As much of a name as a hand-in can have.
std::string plain_name(std::string_view typed);

}  // namespace lab::app
