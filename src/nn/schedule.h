// Learning-rate schedules: the rate of each update from the chosen rate and the updates done before.
//
//   constant   lr
//   step       lr · factor^⌊t / every⌋                                     PyTorch's StepLR
//   cosine     lowest + (lr − lowest)(1 + cos(π t/length))/2, from t = length on lowest
//              Loshchilov & Hutter 2017, without restarts: PyTorch's CosineAnnealingLR up to its T_max
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace lab::nn {

// The letters of the definitions; each schedule looks at its own.
struct ScheduleSettings {
  int every = 1000;     // updates, ≥ 1
  float factor = 0.1F;  // 0 … 1
  int length = 10'000;  // updates, ≥ 1
  float lowest = 0.0F;  // a rate, ≤ lr
};

struct ScheduleRow {
  std::string_view id;
  // `updates` done before this one, ≥ 0.
  float (*rate)(const ScheduleSettings&, float learning_rate, std::int64_t updates);
};

std::span<const ScheduleRow> schedules();
const ScheduleRow* find_schedule(std::string_view id);  // nullptr when there is none

}  // namespace lab::nn
