#include "workload.h"

#include <cmath>

#include "base/rng.h"

namespace lab::bench {

Examples make_examples(const Workload& work, std::size_t count) {
  Examples all;
  all.count = count;
  all.inputs = static_cast<std::size_t>(work.units.front());
  all.outputs = static_cast<std::size_t>(work.units.back());
  base::Rng rng = base::make_rng(7, 0);
  for (std::size_t k = 0; k < count; ++k) {
    float sum = 0.0F;
    for (std::size_t i = 0; i < all.inputs; ++i) {
      const float value = base::uniform(rng, -1.0F, 1.0F);
      all.x.push_back(value);
      sum += value;
    }
    if (work.loss == Loss::squared) {
      all.t.push_back(sum > 0.0F ? 1.0F : -1.0F);
      continue;
    }
    for (std::size_t o = 0; o < all.outputs; ++o) all.t.push_back(o == k % all.outputs ? 1.0F : 0.0F);
  }
  return all;
}

std::vector<float> make_params(const std::vector<int>& units) {
  std::vector<float> params;
  base::Rng rng = base::make_rng(3, 0);
  for (std::size_t l = 1; l < units.size(); ++l) {
    const float limit = std::sqrt(6.0F / static_cast<float>(units[l - 1] + units[l]));
    for (int i = 0; i < units[l - 1] * units[l]; ++i) params.push_back(base::uniform(rng, -limit, limit));
    params.insert(params.end(), static_cast<std::size_t>(units[l]), 0.0F);
  }
  return params;
}

double products_forward(const std::vector<int>& units) {
  double products = 0.0;
  for (std::size_t l = 1; l < units.size(); ++l) products += static_cast<double>(units[l - 1]) * units[l];
  return products;
}

double products_per_example(const std::vector<int>& units) {
  return 3.0 * products_forward(units) - static_cast<double>(units[0]) * units[1];  // inputs have no δ
}

}  // namespace lab::bench
