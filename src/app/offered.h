// Fields as numbers, how they read on the screen, and the values that a list offers for one.
#pragma once

#include <string>
#include <vector>

#include "app/fields.h"
#include "base/element.h"
#include "i18n/text.h"

namespace lab::app {

// Of a field that holds a number; of any other 0. An absent one is its default, and infinity is as much as there can be,
// where the field has a word for that.
double number_of(const Scenario&, const Field&);
void set_number(Scenario&, const Field&, double);

// The Scenarios that have one preset each, and the present one where none has the same number; ascending, each number
// once. For a field without presets: one for each of its words.
std::vector<Scenario> offered(const Scenario&, const Field&);

// What a list of the field holds, without the present value where that is no preset; empty for the activations, which are
// too many for a list that is always at hand.
std::vector<base::Option> options(const Scenario&, i18n::Language, const Field&);

// How the field's value reads: a choice's name, "max", "50 %", "Off", "1,204", a real minus.
std::string reading(const Scenario&, i18n::Language, const Field&);

}  // namespace lab::app
