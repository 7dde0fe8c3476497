#include "nn/init.h"

#include <algorithm>
#include <array>

#include "base/math.h"
#include "base/rng.h"

namespace lab::nn {

namespace {

constexpr std::uint64_t kInitStream = 0x696e6974;  // "init"

float xavier_limit(float fan_in, float fan_out) { return base::sqrt(6.0F / (fan_in + fan_out)); }
float he_limit(float fan_in, float) { return base::sqrt(6.0F / fan_in); }
float lecun_limit(float fan_in, float) { return base::sqrt(3.0F / fan_in); }

constexpr std::array<InitRow, 3> kInits{{
    {"xavier", xavier_limit, "Glorot & Bengio 2010"},
    {"he", he_limit, "He et al. 2015"},
    {"lecun", lecun_limit, "LeCun et al. 1998"},
}};

}  // namespace

std::span<const InitRow> inits() { return kInits; }

const InitRow* find_init(std::string_view id) {
  const auto row = std::find_if(kInits.begin(), kInits.end(), [&](const InitRow& r) { return r.id == id; });
  return row == kInits.end() ? nullptr : &*row;
}

void initialise(const InitRow& init, const NetworkSpec& spec, std::uint64_t seed, std::span<float> params) {
  base::Rng rng = base::make_rng(seed, kInitStream);
  std::fill(params.begin(), params.end(), 0.0F);
  for (const LayerShape& layer : layer_shapes(spec)) {
    const float limit = init.limit(static_cast<float>(layer.in), static_cast<float>(layer.pre_activations));
    for (float& weight : params.subspan(layer.weights, layer.biases - layer.weights))
      weight = base::uniform(rng, -limit, limit);
  }
}

}  // namespace lab::nn
