#include "app/activations.h"

#include <algorithm>
#include <cassert>
#include <iterator>
#include <utility>

namespace lab::app {

namespace {

constexpr std::string_view kPrefix = "own";
constexpr std::string_view kFallback = "identity";

using Param = std::optional<double> Scenario::*;
constexpr Param kParams[][3] = {{&Scenario::a, &Scenario::b, &Scenario::c},
                                {&Scenario::ca, &Scenario::cb, &Scenario::cc}};
constexpr std::string_view kParamKeys[][3] = {{"a", "b", "c"}, {"ca", "cb", "cc"}};

bool has_own_curves(const Scenario& scenario) { return !scenario.curves.empty(); }

Param param(Use use, std::size_t index) { return kParams[static_cast<std::size_t>(use)][index]; }

std::vector<std::string>& chosen_by(Scenario& scenario, Use use) {
  return use == Use::curves ? scenario.curves : scenario.act.curves;
}

// The parameters belong to the first activation; the others have their defaults.
void take_params(const Scenario& scenario, std::string_view id, Use use, act::ActivationParams& params) {
  if (id != chosen(scenario, use).front()) return;
  for (std::size_t i = 0; i < params.size(); ++i) {
    if (const std::optional<double>& value = chosen_param(scenario, use, i))
      params[i] = static_cast<float>(*value);
  }
}

// From here on Curves keeps what it shows.
void part(Scenario& scenario) {
  if (has_own_curves(scenario)) return;
  scenario.curves = scenario.act.curves;
  for (std::size_t i = 0; i < 3; ++i) scenario.*param(Use::curves, i) = scenario.*param(Use::network, i);
}

}  // namespace

std::string formula_id(std::size_t index) { return std::string(kPrefix) + std::to_string(index + 1); }

std::optional<std::size_t> formula_index(std::string_view id) {
  if (id.substr(0, kPrefix.size()) != kPrefix) return std::nullopt;  // asked of every function in every frame
  for (std::size_t i = 0; i < kMaxFormulas; ++i) {
    if (id == formula_id(i)) return i;
  }
  return std::nullopt;
}

bool has_activation(const Scenario& scenario, std::string_view id) {
  if (const auto index = formula_index(id)) return *index < scenario.formulas.typed.size();
  return act::find_activation(id) != nullptr;
}

std::vector<std::string> activation_ids(const Scenario& scenario) {
  std::vector<std::string> ids;
  for (std::size_t i = 0; i < scenario.formulas.typed.size(); ++i) ids.push_back(formula_id(i));
  for (const act::ActivationRow& row : act::activations()) ids.emplace_back(row.id);
  return ids;
}

const std::vector<std::string>& chosen(const Scenario& scenario, Use use) {
  return use == Use::curves && has_own_curves(scenario) ? scenario.curves : scenario.act.curves;
}

const std::optional<double>& chosen_param(const Scenario& scenario, Use use, std::size_t index) {
  return scenario.*param(use == Use::curves && has_own_curves(scenario) ? Use::curves : Use::network, index);
}

std::string_view param_key(Use use, std::size_t index) {
  return kParamKeys[static_cast<std::size_t>(use)][index];
}

void choose(Scenario& scenario, Use use, std::vector<std::string> ids) {
  assert(!ids.empty());
  if (use == Use::curves) part(scenario);
  std::vector<std::string>& present = chosen_by(scenario, use);
  if (present.front() != ids.front()) {
    for (std::size_t i = 0; i < 3; ++i) scenario.*param(use, i) = std::nullopt;
  }
  present = std::move(ids);
}

void set_param(Scenario& scenario, Use use, std::size_t index, std::optional<double> value) {
  if (use == Use::curves) part(scenario);
  scenario.*param(use, index) = value;
}

void train_with(Scenario& scenario, const std::string& id) {
  std::vector<std::string> ids = {id};
  std::copy_if(scenario.act.curves.begin() + 1, scenario.act.curves.end(), std::back_inserter(ids),
               [&](const std::string& one) { return one != id; });
  choose(scenario, Use::network, std::move(ids));
  scenario.act.layers.clear();
}

void train_with_curve(Scenario& scenario) {
  if (!has_own_curves(scenario)) return;  // it shows what the network uses already
  const Scenario seen = scenario;
  train_with(scenario, chosen(seen, Use::curves).front());
  for (std::size_t i = 0; i < 3; ++i)
    set_param(scenario, Use::network, i, chosen_param(seen, Use::curves, i));
}

void add_twin(Scenario& scenario) {
  scenario.twin = {scenario.act.curves.front() == "identity" ? "tanh" : "identity"};
}

bool is_trained_with(const Scenario& scenario, std::string_view id) {
  const auto& layers = scenario.act.layers;
  return scenario.act.curves.front() == id ||
         std::any_of(layers.begin(), layers.end(), [&](const auto& layer) { return layer.second == id; });
}

act::Activation activation_of(const Scenario& scenario, std::string_view id, Use use) {
  if (const auto index = formula_index(id); index && has_activation(scenario, id)) {
    act::Activation activation = act::bind(scenario.formulas.typed[*index]);
    take_params(scenario, id, use, activation.params);
    return activation;
  }
  const act::ActivationRow& row = *act::find_activation(has_activation(scenario, id) ? id : kFallback);
  act::ActivationParams params = act::default_params(row);
  take_params(scenario, id, use, params);
  return act::bind(row, params);
}

std::string activation_name(const Scenario& scenario, i18n::Language language, std::string_view id) {
  if (const auto index = formula_index(id); index && has_activation(scenario, id)) {
    return std::string(scenario.formulas.typed[*index].pretty());
  }
  return std::string(i18n::tr(language, "act." + std::string(id)));
}

std::string short_activation_name(const Scenario& scenario, i18n::Language language, std::string_view id) {
  std::string name = activation_name(scenario, language, id);
  const std::size_t remark = name.find(i18n::tr(language, "curves.remark"));
  if (formula_index(id) || remark == std::string::npos) return name;
  std::string without = name.substr(0, remark);
  const auto rows = act::activations();  // "GELU (tanh)" is not the GELU
  const bool is_taken = std::any_of(rows.begin(), rows.end(), [&](const act::ActivationRow& row) {
    return i18n::tr(language, "act." + std::string(row.id)) == without;
  });
  return is_taken ? name : without;
}

void drop_missing_activations(Scenario& scenario) {
  for (std::vector<std::string>* ids :
       {&scenario.act.curves, &scenario.curves, &scenario.twin, &scenario.stars}) {
    std::erase_if(*ids, [&](const std::string& id) { return !has_activation(scenario, id); });
  }
  if (scenario.act.curves.empty()) scenario.act.curves = ActivationChoice{}.curves;
  std::erase_if(scenario.act.layers,
                [&](const auto& layer) { return !has_activation(scenario, layer.second); });
}

Formulas numbered(Formulas formulas) {
  for (std::size_t i = 0; i < formulas.typed.size(); ++i) {
    formulas.typed[i] = act::with_id(formulas.typed[i], formula_id(i));
  }
  return formulas;
}

bool has_room_for_formula(const Scenario& scenario) { return scenario.formulas.typed.size() < kMaxFormulas; }

void add_formula(Scenario& scenario, const act::TypedFormula& formula, Use use) {
  assert(has_room_for_formula(scenario));
  if (use == Use::curves) part(scenario);
  scenario.formulas.typed.push_back(formula);
  scenario.formulas = numbered(std::move(scenario.formulas));
  chosen_by(scenario, use).front() = formula_id(scenario.formulas.typed.size() - 1);
}

bool type_formula(Scenario& scenario, Use use, const act::TypedFormula& formula) {
  const std::string id = chosen(scenario, use).front();
  const auto index = formula_index(id);
  if (index && (use == Use::network || !is_trained_with(scenario, id))) {
    scenario.formulas.typed[*index] = act::with_id(formula, id);
    return true;
  }
  if (!has_room_for_formula(scenario)) return false;
  add_formula(scenario, formula, use);
  for (std::size_t i = 0; i < 3 && !index; ++i)
    set_param(scenario, use, i, std::nullopt);  // were those of the other function
  return true;
}

void remove_formula(Scenario& scenario, std::size_t index) {
  std::vector<act::TypedFormula>& typed = scenario.formulas.typed;
  typed.erase(typed.begin() + static_cast<std::ptrdiff_t>(index));
  scenario.formulas = numbered(std::move(scenario.formulas));
  const auto moved_up = [index](const std::string& id) {
    const auto place = formula_index(id);
    if (!place || *place < index) return id;
    return *place == index ? std::string() : formula_id(*place - 1);
  };
  for (std::vector<std::string>* ids :
       {&scenario.act.curves, &scenario.curves, &scenario.twin, &scenario.stars}) {
    for (std::string& id : *ids) id = moved_up(id);
  }
  for (auto& [layer, id] : scenario.act.layers) id = moved_up(id);
  drop_missing_activations(scenario);
}

}  // namespace lab::app
