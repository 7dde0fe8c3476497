// Time that never goes backwards.
#pragma once

namespace lab::base {

double wall_clock_s();  // monotonic, seconds since some moment

}  // namespace lab::base
