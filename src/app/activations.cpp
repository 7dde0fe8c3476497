#include "app/activations.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace lab::app {

namespace {

constexpr std::string_view kPrefix = "own";
constexpr std::string_view kFallback = "identity";

// The parameters a, b, c belong to the first activation; the others have their defaults.
void take_params(const Scenario& scenario, std::string_view id, act::ActivationParams& params) {
  if (id != scenario.act.curves.front()) return;
  const std::optional<double> chosen[] = {scenario.a, scenario.b, scenario.c};
  for (std::size_t i = 0; i < params.size(); ++i) {
    if (chosen[i]) params[i] = static_cast<float>(*chosen[i]);
  }
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

act::Activation activation_of(const Scenario& scenario, std::string_view id) {
  if (const auto index = formula_index(id); index && has_activation(scenario, id)) {
    act::Activation activation = act::bind(scenario.formulas.typed[*index]);
    take_params(scenario, id, activation.params);
    return activation;
  }
  const act::ActivationRow& row = *act::find_activation(has_activation(scenario, id) ? id : kFallback);
  act::ActivationParams params = act::default_params(row);
  take_params(scenario, id, params);
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
  std::vector<std::string>& curves = scenario.act.curves;
  std::erase_if(curves, [&](const std::string& id) { return !has_activation(scenario, id); });
  if (curves.empty()) curves = ActivationChoice{}.curves;
  std::erase_if(scenario.stars, [&](const std::string& id) { return !has_activation(scenario, id); });
  std::erase_if(scenario.act.layers,
                [&](const auto& layer) { return !has_activation(scenario, layer.second); });
}

Formulas numbered(Formulas formulas) {
  for (std::size_t i = 0; i < formulas.typed.size(); ++i) {
    formulas.typed[i] = act::with_id(formulas.typed[i], formula_id(i));
  }
  return formulas;
}

void add_formula(Scenario& scenario, const act::TypedFormula& formula) {
  assert(scenario.formulas.typed.size() < kMaxFormulas);
  scenario.formulas.typed.push_back(formula);
  scenario.formulas = numbered(std::move(scenario.formulas));
  scenario.act.curves.front() = formula_id(scenario.formulas.typed.size() - 1);
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
  for (std::string& id : scenario.act.curves) id = moved_up(id);
  for (auto& [layer, id] : scenario.act.layers) id = moved_up(id);
  for (std::string& id : scenario.stars) id = moved_up(id);
  drop_missing_activations(scenario);
}

}  // namespace lab::app
