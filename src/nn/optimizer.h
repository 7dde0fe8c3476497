// Optimizers: one update of the flat parameter array, with PyTorch's definitions and defaults.
//
//   sgd       w −= lr·g                                    Robbins & Monro 1951
//   momentum  v = μv + g;  w −= lr·v                       Polyak 1964
//   nesterov  v = μv + g;  w −= lr·(g + μv)                Nesterov 1983, Sutskever et al. 2013
//   rmsprop   s = αs + (1−α)g²;  w −= lr·g/(√s + ε)        Tieleman & Hinton 2012
//   adagrad   s = s + g²;  w −= lr·g/(√s + ε)              Duchi et al. 2011
//   adam      m = β₁m + (1−β₁)g;  v = β₂v + (1−β₂)g²       Kingma & Ba 2015
//             w −= lr/(1−β₁^t) · m / (√v/√(1−β₂^t) + ε)
//   adamw     w = (1 − lr·λ)·w, biases too;  then adam     Loshchilov & Hutter 2019
//
// g is the gradient of the loss with its penalties, w a parameter, t the number of the update, from 1.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace lab::nn {

// The letters of the definitions; each optimizer looks at its own. PyTorch has no default momentum but 0.
struct OptimizerSettings {
  double momentum = 0.9;       // μ
  double alpha = 0.99;         // α
  double beta1 = 0.9;          // β₁
  double beta2 = 0.999;        // β₂
  double epsilon = 1e-8;       // ε
  double weight_decay = 0.01;  // λ
};

// What an optimizer remembers beside its moment arrays.
struct OptimizerState {
  // β₁^t and β₂^t after t updates, as running products: the same bits on every machine.
  double beta1_power = 1.0;
  double beta2_power = 1.0;
};

// The arrays of one update, each n long, without alignment. A moment the row does not need may be null.
struct Update {
  float* params = nullptr;
  const float* gradients = nullptr;
  float* moment1 = nullptr;
  float* moment2 = nullptr;
  std::size_t n = 0;
  float learning_rate = 0.0F;
};

struct OptimizerRow {
  std::string_view id;  // the word in a link; its name is the text "opt.<id>"
  int moments;          // how many moment arrays it needs: 0, 1 or 2
  OptimizerSettings defaults;
  // One update of the parameters. Returns false when one of them is now NaN or infinite. Moments below
  // base::kTiny count as zero (see nn/dense.h).
  bool (*update)(const Update&, const OptimizerSettings&, OptimizerState&);
};

std::span<const OptimizerRow> optimizers();
const OptimizerRow* find_optimizer(std::string_view id);  // nullptr when there is none

}  // namespace lab::nn
