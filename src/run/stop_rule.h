// Where a run that plays is to pause. It is judged at the records of the loss curve, which depend on the run alone, and so holds at
// the same step however fast it plays.
#pragma once

#include <cstdint>
#include <optional>

#include "run/history.h"

namespace lab::run {

struct StopRule {
  double accuracy = 0;       // reached, on held-out points where there are any: 0 … 1; 0: never
  std::int64_t step = 0;     // made; 0: never
  std::int64_t plateau = 0;  // so many steps the training loss has not fallen by kFall; 0: never
  std::int64_t after = 0;    // only steps after this one count

  bool operator==(const StopRule&) const = default;
};
inline constexpr float kFall = 0.01F;  // of the lowest so far

struct StopAt {
  enum class Why { accuracy, step, plateau };
  std::int64_t step = 0;
  Why why{};
};

// The first step at which it holds, as far as the records tell: an accuracy that is reached was below it at the record before.
std::optional<StopAt> first_stop(const LossHistory&, bool has_test, const StopRule&);

}  // namespace lab::run
