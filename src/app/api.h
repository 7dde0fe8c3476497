// The program as a script sees it: requests in, JSON out. The page's window.activationLab and the desktop
// program's
// --report speak it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "app/app.h"
#include "base/json_writer.h"

namespace lab::app {

// {"loss":…,"accuracy":…} or null when there are no points.
void write_metrics(base::JsonWriter&, const nn::Metrics&);

// "0x" and 16 hexadecimal digits of the hash of all parameters.
std::string weights_hash_text(const App&);

// The state as one JSON object: link, step, epoch, train, test, weights_hash, playing, diverged,
// epochs_per_second, frames (drawn so far), notices.
std::string state_json(const App&, std::uint64_t frames);

// "get", "set <link>", "play", "pause", "step <n>", "reset", "undo", "redo"; the reply is the state
// afterwards, or
// {"error": sentence}. "step" trains before it answers.
std::string answer(App&, std::string_view request, std::uint64_t frames);

}  // namespace lab::app
