#include "app/activations.h"

#include <algorithm>
#include <cassert>

#include "act/typed_activation.h"
#include "base/text.h"
#include "formula/parse.h"
#include "formula/print.h"

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

bool has_branches(const formula::Program& program) {
  return std::any_of(program.instructions.begin(), program.instructions.end(),
                     [](const formula::Instruction& one) { return one.op == formula::Op::select; });
}

}  // namespace

std::string formula_id(std::size_t index) { return std::string(kPrefix) + std::to_string(index + 1); }

std::optional<std::size_t> formula_index(std::string_view id) {
  for (std::size_t i = 0; i < kMaxFormulas; ++i) {
    if (id == formula_id(i)) return i;
  }
  return std::nullopt;
}

bool has_activation(const Scenario& scenario, std::string_view id) {
  if (const auto index = formula_index(id)) return *index < scenario.formulas.texts.size();
  return act::find_activation(id) != nullptr;
}

std::vector<std::string> activation_ids(const Scenario& scenario) {
  std::vector<std::string> ids;
  for (std::size_t i = 0; i < scenario.formulas.texts.size(); ++i) ids.push_back(formula_id(i));
  for (const act::ActivationRow& row : act::activations()) ids.emplace_back(row.id);
  return ids;
}

act::Activation activation_of(const Scenario& scenario, std::string_view id) {
  const auto own = formula_index(id);
  if (own && has_activation(scenario, id)) {
    auto activation = act::typed_activation(id, scenario.formulas.texts[*own]);
    assert(activation.ok());  // the codec takes nothing else
    take_params(scenario, id, activation->params);
    return std::move(*activation);
  }
  const act::ActivationRow& row = *act::find_activation(has_activation(scenario, id) ? id : kFallback);
  act::ActivationParams params = act::default_params(row);
  take_params(scenario, id, params);
  return act::bind(row, params);
}

std::string activation_name(const Scenario& scenario, i18n::Language language, std::string_view id) {
  if (const auto index = formula_index(id); index && has_activation(scenario, id)) {
    const std::string& text = scenario.formulas.texts[*index];
    const auto program = formula::parse(text, formula::Forms::as_written);
    // Of branches, what was typed is easier to read in one line.
    return program.ok() && !has_branches(*program) ? formula::pretty_text(*program) : text;
  }
  return std::string(i18n::tr(language, "act." + std::string(id)));
}

std::string short_activation_name(const Scenario& scenario, i18n::Language language, std::string_view id) {
  const std::string name = activation_name(scenario, language, id);
  const std::size_t remark = name.find(i18n::tr(language, "curves.remark"));
  if (formula_index(id) || remark == std::string::npos) return name;
  const std::string without = name.substr(0, remark);
  const auto rows = act::activations();  // "GELU (tanh)" is not the GELU
  const bool is_taken = std::any_of(rows.begin(), rows.end(), [&](const act::ActivationRow& row) {
    return activation_name(scenario, language, row.id) == without;
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

void add_formula(Scenario& scenario, std::string_view text) {
  assert(scenario.formulas.texts.size() < kMaxFormulas);
  scenario.formulas.texts.emplace_back(text);
  scenario.act.curves.front() = formula_id(scenario.formulas.texts.size() - 1);
}

void remove_formula(Scenario& scenario, std::size_t index) {
  std::vector<std::string>& texts = scenario.formulas.texts;
  texts.erase(texts.begin() + static_cast<std::ptrdiff_t>(index));
  const auto moved_up = [index](const std::string& id) {
    const auto own = formula_index(id);
    if (!own || *own < index) return id;
    return *own == index ? std::string() : formula_id(*own - 1);
  };
  for (std::string& id : scenario.act.curves) id = moved_up(id);
  for (auto& [layer, id] : scenario.act.layers) id = moved_up(id);
  for (std::string& id : scenario.stars) id = moved_up(id);
  drop_missing_activations(scenario);
}

}  // namespace lab::app
