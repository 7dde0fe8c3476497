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

// Who uses activations: the network, or Curves, which shows what the network uses until something is chosen there.
enum class Use { network, curves };

// Chosen ones, at least one; the first has the parameters of the Scenario.
const std::vector<std::string>& chosen(const Scenario&, Use);

// The parameters of the first of those chosen; `index`: 0 … 2 for a, b, c; absent: the function's own.
const std::optional<double>& chosen_param(const Scenario&, Use, std::size_t index);
std::string_view param_key(Use, std::size_t index);  // of its field

// Chooses; another first one has its own parameters. `ids`: at least one. What the network uses stays as it is where Curves
// chooses.
void choose(Scenario&, Use, std::vector<std::string> ids);
void set_param(Scenario&, Use, std::size_t index, std::optional<double>);

// The network takes this one in all layers; or what Curves shows first, with its parameters, where something was chosen there.
void train_with(Scenario&, const std::string& id);
void train_with_curve(Scenario&);

// A twin that shows what the activation does: the identity, or beside that tanh.
void add_twin(Scenario&);

// In its layers, not only beside them.
bool is_trained_with(const Scenario&, std::string_view id);

// Bound to the parameters that the Scenario gives it; the identity where there is no such activation.
act::Activation activation_of(const Scenario&, std::string_view id, Use use = Use::network);

// What people call it: its name, or the formula they typed as people write it.
std::string activation_name(const Scenario&, i18n::Language, std::string_view id);

// The same without remarks in brackets: "SiLU" for "SiLU (swish)".
std::string short_activation_name(const Scenario&, i18n::Language, std::string_view id);

// Curves and layers that use a function that is no longer there use another one.
void drop_missing_activations(Scenario&);

// The formulas under the ids of their places.
Formulas numbered(Formulas);

// The Scenario with one more formula, which is chosen in place of the first one; without one, the others moving up.
bool has_room_for_formula(const Scenario&);
void add_formula(Scenario&, const act::TypedFormula&, Use use = Use::network);  // there must be room
void remove_formula(Scenario&, std::size_t index);

// The first of those chosen becomes this formula: one that is typed changes, one of the catalogue gives way to a new one, and so
// does one that Curves shows and the network is trained with. False: there is no room for a new one.
bool type_formula(Scenario&, Use, const act::TypedFormula&);

}  // namespace lab::app
