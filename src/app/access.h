// What the author of a figure lets its reader see and change: hide=, lock= and controls= of a link. They bind the reader, in
// whichever way she comes in; a host may override them.
//
// A word is the key of a field, a command ("reset") or a part of the screen ("diagram"); "all" is every one but the reader's
// own language, theme, mirror and keys, and "-play" takes one out again. What is hidden is locked. A lock on the activations holds for
// the formulas that they may be, too.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "app/command.h"
#include "app/scenario.h"

namespace lab::app {

// Words that are no field's.
std::span<const std::string_view> command_words();  // what can be locked or hidden
std::span<const std::string_view> part_words();     // what can be hidden

bool is_hidden(const Scenario&, std::string_view word);
bool is_locked(const Scenario&, std::string_view word);

bool is_bound(const Scenario&);  // anything is hidden or locked, and with it these fields themselves

// The first word that the command would need and that is locked; empty when there is none. Of a Change and an Open none: they
// apply without what is locked.
std::string_view locked_word(const Scenario&, const Command&);

// Gives all that is locked in `present` to `next`, edits of locked fields included. Returns the keys that this changed.
std::vector<std::string_view> keep_locked(const Scenario& present, Scenario& next);

}  // namespace lab::app
