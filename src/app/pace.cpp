#include "app/pace.h"

#include <algorithm>
#include <cmath>

namespace lab::app {

namespace {

constexpr double kClockJumpS = 0.0001;    // a browser's clock moves in jumps of up to so much
constexpr double kClearlyLongS = 0.0003;  // what took less tells only how long it took at most
constexpr double kNewShare = 0.5;

}  // namespace

std::int64_t steps_that_fit(const Pace& pace, const LossHistory& history, std::int64_t step, double left_s,
                            std::int64_t most) {
  if (pace.step_s <= 0) return std::min<std::int64_t>(1, most);
  const std::int64_t to_record = next_record_step(history, step) - step;
  const auto until_record = static_cast<double>(to_record);
  const double left_at_record_s = left_s - until_record * pace.step_s - pace.record_s;
  if (left_at_record_s < 0) {
    const double steps = std::min(std::floor(left_s / pace.step_s), until_record - 1);
    return std::clamp<std::int64_t>(static_cast<std::int64_t>(steps), 0, most);
  }
  const auto stride = static_cast<double>(history.stride);
  const double round_s = stride * pace.step_s + pace.record_s;
  const double rounds = std::floor(left_at_record_s / round_s);
  const double rest = std::min(std::floor((left_at_record_s - rounds * round_s) / pace.step_s), stride - 1);
  const double steps = until_record + rounds * stride + rest;
  return steps >= static_cast<double>(most) ? most : static_cast<std::int64_t>(steps);
}

void learn(Pace& pace, std::int64_t steps, std::int64_t records, double took_s) {
  if (steps <= 0) return;
  const auto count = static_cast<double>(steps);
  const double spent_s = std::max(took_s - static_cast<double>(records) * pace.record_s, 0.1 * took_s);
  const double at_most_s = (spent_s + kClockJumpS) / count;
  if (pace.step_s <= 0 || at_most_s < pace.step_s) {
    pace.step_s = at_most_s;
  } else if (took_s >= kClearlyLongS) {
    pace.step_s += kNewShare * (spent_s / count - pace.step_s);
  }
}

}  // namespace lab::app
