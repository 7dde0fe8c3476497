#include "act/typed_activation.h"

#include <algorithm>
#include <utility>

#include "formula/print.h"

namespace lab::act {

namespace {

constexpr ActivationParam kLetter{1.0, -5.0, 5.0, "own"};
constexpr ActivationParam kLetters[kMaxActivationParams] = {kLetter, kLetter, kLetter};

std::size_t parameter_count(const formula::Program& program) {
  const auto used = formula::used_parameters(program);
  std::size_t count = used.size();
  while (count > 0 && !used[count - 1]) --count;
  return count;
}

bool has_branches(const formula::Program& program) {
  return std::any_of(program.instructions.begin(), program.instructions.end(),
                     [](const formula::Instruction& one) { return one.op == formula::Op::select; });
}

std::string pretty_of(std::string_view text) {
  const auto program = formula::parse(text, formula::Forms::as_written);
  return program.ok() && !has_branches(*program) ? formula::pretty_text(*program) : std::string(text);
}

}  // namespace

struct TypedFormula::Definition {
  std::string id, text, pretty;
  formula::Program program;
  ActivationRow row;  // points into the texts above
};

namespace {

TypedFormula define(std::string_view id, std::string_view text, std::string pretty,
                    formula::Program program) {
  auto definition = std::make_shared<TypedFormula::Definition>();
  definition->id = id;
  definition->text = text;
  definition->pretty = std::move(pretty);
  definition->program = std::move(program);
  definition->row.id = definition->id;
  definition->row.formula = definition->text;
  definition->row.params = std::span(kLetters, parameter_count(definition->program));
  return {std::move(definition)};
}

}  // namespace

std::string_view TypedFormula::text() const { return definition->text; }
std::string_view TypedFormula::pretty() const { return definition->pretty; }

bool operator==(const TypedFormula& a, const TypedFormula& b) {
  return a.definition == b.definition || (a.definition->id == b.definition->id && a.text() == b.text());
}

base::Result<TypedFormula, formula::FormulaError> read_formula(std::string_view id, std::string_view text) {
  auto program = formula::parse(text);
  if (!program.ok()) return program.error();
  return define(id, text, pretty_of(text), std::move(*program));
}

TypedFormula with_id(const TypedFormula& formula, std::string_view id) {
  const TypedFormula::Definition& same = *formula.definition;
  return same.id == id ? formula : define(id, same.text, same.pretty, same.program);
}

Activation bind(const TypedFormula& formula) {
  const TypedFormula::Definition& definition = *formula.definition;
  return {&definition.row, &definition.program, default_params(definition.row), formula.definition};
}

base::Result<Activation, formula::FormulaError> typed_activation(std::string_view id, std::string_view text) {
  const auto formula = read_formula(id, text);
  if (!formula.ok()) return formula.error();
  return bind(*formula);
}

}  // namespace lab::act
