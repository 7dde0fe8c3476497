#include "base/clock.h"

#include <chrono>

namespace lab::base {

double wall_clock_s() {
  using Seconds = std::chrono::duration<double>;
  return Seconds(std::chrono::steady_clock::now().time_since_epoch()).count();
}

}  // namespace lab::base
