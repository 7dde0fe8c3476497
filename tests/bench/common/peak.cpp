#include "peak.h"

#include "base/simd.h"

namespace lab::bench {

namespace {
constexpr int kChains = 12;  // more than latency times throughput, and fit in 16 registers
}

const double kPeakProducts = static_cast<double>(base::kLanes) * kChains;

Steps peak_steps() {
  return [start = 0.0F](int times) mutable {
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
}

}  // namespace lab::bench
