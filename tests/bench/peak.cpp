#include "peak.h"

#include <algorithm>

#include "base/simd.h"
#include "timing.h"

namespace lab::bench {

double peak_gflops() {
  constexpr int kChains = 12;  // more than latency times throughput, and fit in 16 registers
  const Steps products = [start = 0.0F](int times) mutable {
    base::Lanes sums[kChains];
    for (int c = 0; c < kChains; ++c) sums[c] = base::broadcast(start + static_cast<float>(c));
    const base::Lanes factor = base::broadcast(0.999F);
    const base::Lanes addend = base::broadcast(0.001F);
    for (int i = 0; i < times; ++i) {
      for (base::Lanes& sum : sums) sum = base::mul_add(sum, factor, addend);
    }
    base::Lanes total = base::zero_lanes();
    for (const base::Lanes& sum : sums) total = base::hn::Add(total, sum);
    start = base::sum_lanes(total);
    keep(start);
  };
  double us = median_us({products})[0];
  for (int i = 0; i < 2; ++i)
    us = std::min(us, median_us({products})[0]);  // a limit is not what was disturbed
  return 2e-3 * base::kLanes * kChains / us;
}

}  // namespace lab::bench
