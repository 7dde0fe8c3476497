#include "nn/dropout.h"

namespace lab::nn {

void drop(base::Rng& rng, float rate, float* a, float* slope, std::size_t units, std::size_t examples,
          std::size_t lanes) {
  const float kept = 1.0F / (1.0F - rate);
  for (std::size_t unit = 0; unit < units; ++unit) {
    for (std::size_t i = unit * lanes; i < unit * lanes + examples; ++i) {
      const float factor = base::uniform(rng) < rate ? 0.0F : kept;
      a[i] *= factor;
      slope[i] *= factor;
    }
  }
}

}  // namespace lab::nn
