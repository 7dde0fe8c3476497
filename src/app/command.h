// What a person or a script can do. Commands are the only way the state changes.
#pragma once

#include <cstdint>
#include <string>

namespace lab::app {

enum class CommandKind {
  set,          // key, value: one field of the table; count 1: a drag that goes on, undone with its beginning
  set_link,     // value: a whole link; what it does not name goes back to its default
  play,         //
  pause,        //
  toggle_play,  //
  step,         // count: so many optimizer steps at once, then pause
  reset,        // the same weights again, at step 0
  new_weights,  // another seed
  undo,         //
  redo,         //
  dismiss,      // count: the notice with that index goes away
};

struct Command {
  CommandKind kind{};
  std::string key;
  std::string value;
  std::int64_t count = 0;
};

inline Command set(std::string key, std::string value, bool goes_on = false) {
  return {CommandKind::set, std::move(key), std::move(value), goes_on ? 1 : 0};
}
inline Command command(CommandKind kind, std::int64_t count = 0) { return {kind, {}, {}, count}; }

}  // namespace lab::app
