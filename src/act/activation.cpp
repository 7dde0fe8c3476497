#include "act/activation.h"

#include <algorithm>
#include <cassert>
#include <vector>

#include "base/rows.h"
#include "formula/evaluate.h"
#include "formula/parse.h"

namespace lab::act {

namespace {

// The programs of the rows, in their order, parsed once.
const std::vector<formula::Program>& programs() {
  static const std::vector<formula::Program> parsed = [] {
    std::vector<formula::Program> all;
    for (const ActivationRow& row : activations()) {
      auto program = formula::parse(row.formula);
      assert(program.ok());  // a test parses every row
      all.push_back(*program);
    }
    return all;
  }();
  return parsed;
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
  return {&row, &programs()[index], params, {}};
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
