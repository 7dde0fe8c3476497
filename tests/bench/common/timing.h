// The time of one step of several contestants that take turns: what else the machine does slows neighbouring
// turns alike, and their ratios stay what they are.
#pragma once

#include <functional>
#include <vector>

namespace lab::bench {

// Does `times` steps.
using Steps = std::function<void(int times)>;

struct Timing {
  double us = 0.0;  // the median time of one step
  // To the first contestant's time: the median over rounds, in which both ran side by side.
  double ratio = 0.0;
};

// Of each contestant. All run `rounds` times, each time for about `turn_ms`, short enough to pass often
// undisturbed. An empty one gives 0.
std::vector<Timing> compare(const std::vector<Steps>& contestants, int rounds = 41, double turn_ms = 4.0);

// The slope of ln y over ln x by least squares: the power with which y grows.
double log_log_slope(const std::vector<double>& x, const std::vector<double>& y);

// A place for a result, so that the compiler may not leave out its computation.
void keep(float result);

}  // namespace lab::bench
