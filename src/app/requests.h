// The program as a script sees it: requests in, JSON out. The page's window.activationLab, the desktop program's --report
// and the documentation read one table.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "app/app.h"
#include "base/json_writer.h"

namespace lab::app {

struct Asking {
  std::uint64_t frames = 0;  // drawn so far
  By by = By::reader;        // "override <request>" asks as the host
};

struct RequestRow {
  std::string_view verb;      // what it does is the text "request.<verb>"
  std::string_view argument;  // what stands behind the verb, as documentation writes it; empty: nothing
  // Answers in JSON: the state afterwards, or {"error": sentence}. Null: only what draws the screen can answer.
  std::string (*answer)(App&, std::string_view argument, const Asking&);
};

std::span<const RequestRow> requests();
const RequestRow* find_request(std::string_view verb);  // nullptr when there is none

// "step 10" is the verb and its argument.
struct Request {
  std::string_view verb, argument;
};
Request read_request(std::string_view);

std::string answer(App&, std::string_view request, std::uint64_t frames);  // asked by the reader

// {"error": sentence}
std::string error_json(const App&, const Notice&);

// One field as a link writes it. On bad text nothing changes and the notice says why; it is not shown.
std::optional<Notice> change_field(App&, std::string_view key, std::string_view text, bool goes_on = false,
                                   By = By::reader);

// A whole link; what it does not name goes back to its default.
Command open_link(std::string_view link);

// {"loss":…,"accuracy":…} or null when there are no points.
void write_metrics(base::JsonWriter&, const nn::Metrics&);

// "0x" and 16 hexadecimal digits of the hash of all parameters of the first run.
std::string weights_hash_text(const App&);

// The state as one JSON object: link, share, step, epoch, train, test, weights_hash, playing, diverged,
// epochs_per_second, language, dark, frames, notices.
std::string state_json(const App&, std::uint64_t frames);

}  // namespace lab::app
