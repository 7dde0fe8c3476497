#include "act/typed_activation.h"

#include <memory>
#include <string>
#include <utility>

namespace lab::act {

namespace {

constexpr ActivationParam kLetter{1.0, -5.0, 5.0, "own"};
constexpr ActivationParam kLetters[kMaxActivationParams] = {kLetter, kLetter, kLetter};

struct Definition {
  std::string id, formula;
  formula::Program program;
  ActivationRow row;  // points into the texts above
};

std::size_t parameter_count(const formula::Program& program) {
  const auto used = formula::used_parameters(program);
  std::size_t count = used.size();
  while (count > 0 && !used[count - 1]) --count;
  return count;
}

}  // namespace

base::Result<Activation, formula::FormulaError> typed_activation(std::string_view id,
                                                                 std::string_view formula) {
  auto program = formula::parse(formula);
  if (!program.ok()) return program.error();
  auto definition = std::make_shared<Definition>();
  definition->id = id;
  definition->formula = formula;
  definition->program = std::move(*program);
  definition->row.id = definition->id;
  definition->row.formula = definition->formula;
  definition->row.params = std::span(kLetters, parameter_count(definition->program));
  Activation activation{&definition->row, &definition->program, default_params(definition->row), {}};
  activation.owner = std::move(definition);
  return activation;
}

}  // namespace lab::act
