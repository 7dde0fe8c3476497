// The limit that kernels on 128-bit lanes work against.
#pragma once

namespace lab::bench {

// 128-bit multiplications with their additions on registers, nothing else: GFLOP/s, both counted.
double peak_gflops();

}  // namespace lab::bench
