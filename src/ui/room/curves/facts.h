// The measured properties of a function as short lines to read.
#pragma once

#include <string>
#include <vector>

#include "act/study/properties.h"
#include "ui/frame.h"

namespace lab::ui {

struct Fact {
  std::string label;
  std::string value;
  std::string_view term;  // that explains the label
};

std::vector<Fact> facts_of(const Frame&, const act::Properties&);

}  // namespace lab::ui
