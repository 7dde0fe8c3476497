#include "nn/activation.h"

#include <algorithm>
#include <cassert>
#include <vector>

#include "formula/evaluate.h"
#include "formula/parse.h"
#include "nn/fused.h"

namespace lab::nn {

namespace {

constexpr ActivationParam kLeak[] = {{0.01, 0.0, 1.0, "negative_slope"}};
constexpr ActivationParam kAlpha[] = {{1.0, 0.0, 3.0, "alpha"}};
constexpr ActivationParam kBeta[] = {{1.0, 0.1, 10.0, "beta"}};
constexpr ActivationParam kOmega[] = {{1.0, 0.1, 30.0, "omega"}};

// Formulas are written in their stable forms (sigmoid, expm1, erfc, softplus are primitives) and with the
// side of a kink that PyTorch takes.
constexpr ActivationRow kActivations[] = {
    {"identity", "x", {}, "", fused_identity},
    {"step", "x >= 0 ? 1 : 0", {}, "McCulloch & Pitts 1943", nullptr},
    {"sigmoid", "sigmoid(x)", {}, "Verhulst 1845; Rumelhart et al. 1986", fused_sigmoid},
    {"tanh", "tanh(x)", {}, "LeCun 1989", fused_tanh},
    {"relu", "max(0, x)", {}, "Fukushima 1969; Nair & Hinton 2010", fused_relu},
    {"leaky_relu", "x > 0 ? x : a*x", kLeak, "Maas et al. 2013", fused_leaky_relu},
    {"elu", "x > 0 ? x : a*expm1(x)", kAlpha, "Clevert et al. 2015", fused_elu},
    {"softplus", "softplus(a*x)/a", kBeta, "Dugas et al. 2001", fused_softplus},
    {"gelu", "0.5*x*erfc(-x/sqrt(2))", {}, "Hendrycks & Gimpel 2016", fused_gelu},
    {"silu", "x*sigmoid(x)", {}, "Elfwing et al. 2017; Ramachandran et al. 2017", fused_silu},
    {"square", "x^2", {}, "Gilad-Bachrach et al. 2016", nullptr},
    {"sin", "sin(a*x)", kOmega, "Lapedes & Farber 1987; Sitzmann et al. 2020", nullptr},
    {"cos", "cos(x)", {}, "Rahimi & Recht 2007", nullptr},
};

// The programs of the rows, in their order, parsed once.
const std::vector<formula::Program>& programs() {
  static const std::vector<formula::Program> parsed = [] {
    std::vector<formula::Program> all;
    for (const ActivationRow& row : kActivations) {
      auto program = formula::parse(row.formula);
      assert(program.ok());  // a test parses every row
      all.push_back(*program);
    }
    return all;
  }();
  return parsed;
}

}  // namespace

std::span<const ActivationRow> activations() { return kActivations; }

const ActivationRow* find_activation(std::string_view id) {
  const auto row = std::find_if(std::begin(kActivations), std::end(kActivations),
                                [&](const ActivationRow& candidate) { return candidate.id == id; });
  return row == std::end(kActivations) ? nullptr : row;
}

ActivationParams default_params(const ActivationRow& row) {
  ActivationParams params{};
  for (std::size_t i = 0; i < row.params.size(); ++i)
    params[i] = static_cast<float>(row.params[i].default_value);
  return params;
}

Activation bind(const ActivationRow& row, const ActivationParams& params) {
  const auto index = static_cast<std::size_t>(&row - kActivations);
  assert(index < std::size(kActivations));
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

}  // namespace lab::nn
