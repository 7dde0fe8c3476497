// An activation made from a formula that a person typed. Everything that takes an Activation takes it too.
#pragma once

#include <string_view>

#include "act/activation.h"
#include "base/result.h"
#include "formula/parse.h"

namespace lab::act {

// Its row has this id and formula, and as parameters the letters up to the last one used, each 1 and on a
// slider from −5 to 5; whether a letter is used is formula::used_parameters().
// It lives as long as a copy of it.
base::Result<Activation, formula::FormulaError> typed_activation(std::string_view id,
                                                                 std::string_view formula);

}  // namespace lab::act
