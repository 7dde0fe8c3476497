// What is said aloud to those who do not see the picture, in sentences that assistive technology reads as they come: what
// there is to see in a room that is entered, that training began and how it ended, what the diagnosis turned to, errors; and
// while training goes on how far it is, at most every five seconds.
#pragma once

#include <string>
#include <vector>

#include "app/app.h"

namespace lab::shell {

struct Utterance {
  std::string text;
  bool is_urgent = false;  // interrupts what is being read: an error
};

// What was so when it was listened to last.
struct Speech {
  std::string view;  // the room
  std::int64_t step = 0;
  bool was_working = false;
  bool was_playing = false;
  double progress_due_s = 0;
  std::string diagnosis;         // the id of its head
  double diagnosis_since_s = 0;  // it has stood so long
  bool is_diagnosis_told = true;
  std::string remark;  // what stands beside a control now, an error or what a search has found
  double remark_since_s = 0;
  bool is_remark_told = true;
  std::uint64_t notices_read = 0;  // up to that number
};

inline constexpr double kProgressS = 5;
inline constexpr double kVerdictS = 3;   // a diagnosis of a run that goes on has to stand so long to be heard
inline constexpr double kRemarkS = 0.5;  // and a remark so long, so that it waits for the end of typing

// What a frame says of itself.
struct Heard {
  std::string sentence;  // what there is to see in the room
  std::string remark;
};

// What has happened since the last call. To be called after every frame.
std::vector<Utterance> to_say(Speech&, const app::App&, const Heard&, double now_s);

}  // namespace lab::shell
