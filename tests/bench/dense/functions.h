// How fast elementary functions and formulas are over blocks of lanes.
#pragma once

namespace lab::bench {

// tanh, sigmoid and gelu beside the same written with libm, and typed formulas beside the fused kernels.
void report_functions();

}  // namespace lab::bench
