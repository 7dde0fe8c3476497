// What goes wrong in a run, each with the number from the run that shows it and with what to try: nothing is concluded from
// the name of an activation, an optimizer or a data set.
#pragma once

#include <optional>

#include "app/evidence.h"
#include "app/notice.h"

namespace lab::app {

struct Cause {
  Notice head;  // a few words
  Notice body;  // the sentence
};

// Of a run that has diverged.
Cause cause_of_divergence(const run::Run&);

// What holds for good, however long it trains: certain from the first step on.
std::optional<Cause> lasting_cause(const Evidence&);

// What holds up a run that is still poor after a good while, the most certain cause first. nullopt: it gets on.
std::optional<Cause> cause_of_being_stuck(const Evidence&);

// Whether the loss jumps about instead of falling, or after it was thrown up, by more than that share of itself from record to record.
bool jumps_by(const Evidence&, double share);

// Whether the points themselves allow hardly more than is right already.
bool is_all_there_is(const Evidence&);

}  // namespace lab::app
