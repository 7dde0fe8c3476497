// The limit that kernels on 128-bit lanes work against.
#pragma once

#include "timing.h"

namespace lab::bench {

// 128-bit multiplications with their additions on registers, nothing else: 2·kPeakProducts operations a step.
Steps peak_steps();
extern const double kPeakProducts;

}  // namespace lab::bench
