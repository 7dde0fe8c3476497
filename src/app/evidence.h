// What a run itself tells about how it goes: numbers measured by the core and its loss curve. A pure function of what is
// seen and of the records up to there, so that it says the same however the work was cut.
#pragma once

#include <cstdint>

#include "run/run.h"

namespace lab::app {

// The loss counts from the last change made during the run: what went wrong before it may be mended.
struct Evidence {
  const run::Run& run;
  std::int64_t steps = 0;  // since then
  double epochs = 0;
  double accuracy = 0;            // of the held-out points, where there are none of all; now
  double steady_accuracy = 0;     // the same on the mean of the last eighth of the records, and so …
  nn::Metrics train{}, test{};    // … are these
  double first_loss = 0;          // on the training points, as are all that follow; when it began
  double late_loss = 0;           // the median of the last quarter of the records, …
  double earlier_loss = 0;        // … that of the quarter before …
  double still_earlier_loss = 0;  // … and of the one before that
  // Of the second half: what the loss rose by from record to record, on the mean and as a share of it …
  double jump = 0;
  // … and all rises over all falls: 0 where it only falls, 1 where it goes nowhere.
  double wavering = 1;
  double steps_to_halve = 0;  // at the pace of the last quarter; ∞ where it does not fall
  double flow_factor = 1;     // what each layer multiplies the gradient by on its way back, now …
  double flow_total = 1;      // … and all layers
};

Evidence evidence(const run::Run&);

// ‖all weights‖ as a share of what it was at step 0.
double weights_kept(const run::Run&);

// The geometric mean over the hidden layers of the root mean square of f′.
double mean_slope(const run::Run&);

// The geometric mean, over the layers that a gradient meets on its way back to the first, of the length of a unit's weights.
double mean_gain(const run::Run&);

// The gradient of an observation from the output to the first layer: multiplied by so much in all.
double flow_total(const nn::GradientFlow&);

}  // namespace lab::app
