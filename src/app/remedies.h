// What a diagnosis advises, ready to be done: each is one change, which one undo takes back.
#pragma once

#include <string_view>
#include <vector>

#include "app/command.h"
#include "app/diagnosis.h"

namespace lab::app {

struct Remedy {
  std::string_view id;  // its name is the text "remedy.<id>"
  Change change;
};

// Of what is shown; the most promising first, at most two. None that changes nothing, nor one that the reader may not make.
std::vector<Remedy> remedies(const Scenario& shown, const Diagnosis&);

}  // namespace lab::app
