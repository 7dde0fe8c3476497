// How the cost of a training step grows.
#pragma once

namespace lab::bench {

// With the batch, the width and the depth, each with its power; and what saturation costs.
void report_growth();

}  // namespace lab::bench
