// The values that a list offers for a number.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/fields.h"

namespace lab::app {

// What the text of a field's value stands for: the empty one of momentum for the optimizer's default, the
// word for "as much as there can be" for infinity.
double number_of(const Scenario&, const Field&, std::string_view text);

// The presets, and the present value where none of them is the same number; ascending, each number once. A
// preset in other words than the present value gives way to it.
std::vector<std::string> offered_values(const Scenario&, const Field&,
                                        std::span<const std::string_view> presets);

}  // namespace lab::app
