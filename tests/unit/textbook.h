// Activations and losses as a textbook writes them, on dual numbers: what kernels and readings are held to.
#pragma once

#include <cmath>
#include <map>
#include <string_view>

#include "act/activation.h"
#include "formula/parse.h"
#include "formula/scalar.h"
#include "oracle/reference.h"

namespace lab::test {

using oracle::Dual;

inline const formula::Program& definition_of(const act::ActivationRow& row) {
  static std::map<std::string_view, formula::Program> programs;
  const auto known = programs.find(row.id);
  if (known != programs.end()) return known->second;
  return programs.emplace(row.id, *formula::parse(act::shown_formula(row))).first->second;
}

// The functions as a textbook writes them, in double precision: the first ones independent of formulas, the
// others of the kernels and of the stable forms.
inline Dual textbook(const act::Activation& activation, Dual x) {
  const std::string_view id = activation.row->id;
  const Dual a = static_cast<double>(activation.params[0]);
  const Dual sigmoid = Dual(1.0) / (Dual(1.0) + exp(-x));
  if (id == "identity") return x;
  if (id == "step") return x >= 0.0 ? 1.0 : 0.0;
  if (id == "sigmoid") return sigmoid;
  if (id == "tanh") return tanh(x);
  if (id == "relu") return x > 0.0 ? x : 0.0;
  if (id == "leaky_relu") return x > 0.0 ? x : a * x;
  if (id == "elu") return x > 0.0 ? x : a * (exp(x) - 1.0);
  if (id == "softplus") return log(Dual(1.0) + exp(a * x)) / a;
  if (id == "gelu") return Dual(0.5) * x * (Dual(1.0) + erf(x / std::sqrt(2.0)));
  if (id == "silu") return x * sigmoid;
  if (id == "square") return x * x;
  if (id == "sin") return sin(a * x);
  if (id == "cos") return cos(x);
  return formula::evaluate_scalar(definition_of(*activation.row), activation.params, x);
}

inline Dual textbook_loss(std::string_view id, Dual output, double target) {
  const Dual error = output - target;
  const Dual margin = Dual(1.0) - Dual(target) * output;
  if (id == "mse") return error * error;
  if (id == "half_mse" || id == "half_mse_01") return Dual(0.5) * error * error;
  if (id == "hinge") return margin > 0.0 ? margin : 0.0;
  if (id == "huber" && error > 1.0) return error - 0.5;
  if (id == "huber" && error < -1.0) return -error - 0.5;
  if (id == "huber") return Dual(0.5) * error * error;
  if (id == "bce_logits") {
    const Dual p = Dual(1.0) / (Dual(1.0) + exp(-output));
    return -(Dual(target) * log(p)) - Dual(1.0 - target) * log(Dual(1.0) - p);
  }
  return std::nan("");  // no textbook definition
}

}  // namespace lab::test
