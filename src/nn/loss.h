// Losses: mean over the examples of the batch and over the outputs.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace lab::nn {

struct LossRow {
  std::string_view id;   // the word in a link; its name is the text "loss.<id>"
  float target_class0;   // what the output should be for class 0 …
  float target_class1;   // … and for class 1
  bool output_is_logit;  // true: probability of class 1 is sigmoid(output); false: the output is the value
                         // itself
  // Loss of each value and its slope with respect to the output, not yet divided by the number of examples;
  // `n` values, a multiple of base::kLanes, all buffers 16-byte aligned. Null doutput: loss only.
  void (*evaluate)(const float* output, const float* target, float* loss, float* doutput, std::size_t n);
};

// "bce_logits": max(z,0) − z·t + ln(1 + e^−|z|), finite for every finite z.  "mse": (y − t)², as in PyTorch.
std::span<const LossRow> losses();
const LossRow* find_loss(std::string_view id);  // nullptr when there is none

// The output above which a point counts as class 1.
float class_threshold(const LossRow&);

}  // namespace lab::nn
