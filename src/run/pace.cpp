#include "run/pace.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace lab::run {

namespace {

constexpr double kClockJumpS = 0.0001;    // a browser's clock moves in jumps of up to so much
constexpr double kClearlyLongS = 0.0003;  // what took less tells only how long it took at most

void begin_with(Cost& cost, double sample_s, bool is_at_most) {
  cost.each_s = sample_s;
  cost.is_at_most = is_at_most;
  cost.samples_s.fill(sample_s);
}

}  // namespace

std::int64_t how_many_fit(double each_s, double left_s, std::int64_t most) {
  if (each_s <= 0) return std::min<std::int64_t>(1, most);
  const double pieces = std::floor(std::max(left_s, 0.0) / each_s);
  return pieces >= static_cast<double>(most) ? most : static_cast<std::int64_t>(pieces);
}

void learn(Cost& cost, std::int64_t count, double took_s) {
  if (count <= 0) return;
  const auto pieces = static_cast<double>(count);
  const bool is_known = cost.each_s > 0;
  if (took_s < kClearlyLongS) {
    const double at_most_s = (took_s + kClockJumpS) / pieces;
    if (!is_known || at_most_s < cost.each_s) begin_with(cost, at_most_s, true);
    return;
  }
  const double sample_s = took_s / pieces;
  if (!is_known || (cost.is_at_most && sample_s < cost.each_s)) return begin_with(cost, sample_s, false);
  cost.is_at_most = false;
  cost.samples_s[cost.next_sample] = sample_s;
  cost.next_sample = (cost.next_sample + 1) % cost.samples_s.size();
  auto sorted_s = cost.samples_s;
  std::nth_element(sorted_s.begin(), sorted_s.begin() + 1, sorted_s.end(), std::greater<>());
  cost.each_s = sorted_s[1];
}

}  // namespace lab::run
