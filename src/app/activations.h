// Activations by their word in a link: those of the catalogue ("gelu"), and those that the person typed,
// which are called "own1", "own2", … in the order of Scenario::formulas.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "act/activation.h"
#include "app/scenario.h"
#include "i18n/text.h"

namespace lab::app {

inline constexpr std::size_t kMaxFormulas = 8;

std::string formula_id(std::size_t index);                      // 0 → "own1"
std::optional<std::size_t> formula_index(std::string_view id);  // "own1" … "own8"; it need not exist
bool has_activation(const Scenario&, std::string_view id);      // of the catalogue, or typed

// All there are: the typed ones, then the catalogue in its order.
std::vector<std::string> activation_ids(const Scenario&);

// Bound to the parameters that the Scenario gives it; the identity where there is no such activation.
act::Activation activation_of(const Scenario&, std::string_view id);

// What people call it: its name, or the formula they typed as people write it.
std::string activation_name(const Scenario&, i18n::Language, std::string_view id);

// The same without remarks in brackets: "SiLU" for "SiLU (swish)".
std::string short_activation_name(const Scenario&, i18n::Language, std::string_view id);

// Curves and layers that use a function that is no longer there use another one.
void drop_missing_activations(Scenario&);

// The formulas under the ids of their places.
Formulas numbered(Formulas);

// The Scenario with one more formula, which becomes the first curve in place of the present one; with another
// text for one that is there; without one, the others moving up. `text` must be a formula; of add_formula there
// must be room.
void add_formula(Scenario&, const act::TypedFormula&);
void remove_formula(Scenario&, std::size_t index);

}  // namespace lab::app
