// Numbers to feed kernels with.
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/rng.h"
#include "base/simd.h"

namespace lab::test {

// `n` numbers in [−1, 1), and as many more as fill the last vector.
inline base::AlignedFloats random_lanes(std::size_t n, std::uint64_t seed) {
  base::Rng rng = base::make_rng(seed, 0);
  base::AlignedFloats values(base::padded(n));
  for (float& value : values) value = base::uniform(rng, -1.0F, 1.0F);
  return values;
}

}  // namespace lab::test
