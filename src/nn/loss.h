// Losses, their slopes, and what they ask the output to be.
//
//   y (outputs, lanes)   values of the output layer: logits z where the loss takes them
//   t (outputs, lanes)   targets
//
//   bce_logits   max(z,0) − z·t + ln(1 + e^−|z|)            mean over examples and outputs
//   mse          (y − t)²                                   mean over examples and outputs, as in PyTorch
//   half_mse     ½(y − t)²                                  sum over outputs, mean over examples
//   half_mse_01  the same where the classes are asked to be 0 and 1 rather than −1 and 1
//   hinge        max(0, 1 − t·y), t = ±1                    mean over both (Cortes & Vapnik 1995)
//                slope 0 where 1 − t·y ≤ 0
//   huber        ½e² for |e| ≤ 1, else |e| − ½; e = y − t   mean over both (Huber 1964, δ = 1 as in PyTorch)
//   softmax_ce   ln Σ e^z_o − Σ t_o z_o, Σ t_o = 1          mean over examples (Bridle 1990)
//
// All are finite for every finite output of a magnitude below 1e18.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace lab::nn {

struct LossShape {
  std::size_t outputs = 1;
  std::size_t lanes = 0;  // a multiple of base::kLanes; all buffers are 16-byte aligned
};

// Loss of one value and its slope with respect to the output.
struct LossReading {
  double loss = 0;
  double slope = 0;
};

struct LossRow {
  std::string_view id;  // the word in a link; its name is the text "loss.<id>"
  float target_class0;  // what the output of a class should be for examples of other classes …
  float target_class1;  // … and for its own; a single output is that of class 1
  // True: the probability of a class is sigmoid(output), for softmax_ce the softmax of all outputs; false:
  // the output is the value itself.
  bool output_is_logit;
  bool mean_over_outputs;  // false: sum over the outputs; over the examples it is always the mean
  // Loss of each value and its slope with respect to the output, not yet divided by the number of values.
  // A loss of all outputs together stands in the row of output 0, zeros in the others. Null doutput: loss
  // only; doutput may not overlap the others.
  void (*evaluate)(const float* output, const float* target, float* loss, float* doutput, const LossShape&);
  // The same of a single value as it truly is, to be shown. Null where a loss is of all outputs together.
  LossReading (*read)(double output, double target);
};

// The losses that judge each output by itself, so that one output can tell two classes apart.
std::span<const LossRow> losses();
// One of them or "softmax_ce", which has an output for every class; nullptr when there is none.
const LossRow* find_loss(std::string_view id);

// The value above which a single output counts as class 1.
float class_threshold(const LossRow&);

}  // namespace lab::nn
