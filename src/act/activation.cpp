#include "act/activation.h"

#include <algorithm>
#include <cassert>
#include <optional>
#include <utility>
#include <vector>

#include "base/rows.h"
#include "formula/evaluate.h"
#include "formula/parse.h"

namespace lab::act {

namespace {

// The program of a row, parsed when it is first asked for: a page that shows one function need not wait for all of them. What
// is kept says what the row says, whoever asked first.
const formula::Program& program_of(std::size_t row) {
  static std::vector<std::optional<formula::Program>> parsed(activations().size());
  if (!parsed[row]) {
    auto program = formula::parse(activations()[row].formula);
    assert(program.ok());  // a test parses every row
    parsed[row] = std::move(*program);
  }
  return *parsed[row];
}

}  // namespace

std::string_view shown_formula(const ActivationRow& row) {
  return row.definition.empty() ? row.formula : row.definition;
}

const ActivationRow* find_activation(std::string_view id) {
  return base::find_row(activations(), id, &ActivationRow::id);
}

ActivationParams default_params(const ActivationRow& row) {
  ActivationParams params{};
  for (std::size_t i = 0; i < row.params.size(); ++i)
    params[i] = static_cast<float>(row.params[i].default_value);
  return params;
}

Activation bind(const ActivationRow& row, const ActivationParams& params) {
  const auto index = static_cast<std::size_t>(&row - activations().data());
  assert(index < activations().size());
  return {&row, &program_of(index), params, {}};
}

void apply(const Activation& activation, const float* x, float* f, float* df, std::size_t n) {
  if (activation.row->fused != nullptr) {
    activation.row->fused(x, f, df, n, activation.params);
  } else if (df != nullptr) {
    formula::value_and_slope(*activation.program, activation.params, x, f, df, n);
  } else {
    formula::value(*activation.program, activation.params, x, f, n);
  }
}

}  // namespace lab::act
