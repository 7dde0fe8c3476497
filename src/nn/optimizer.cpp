#include "nn/optimizer.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/simd.h"
#include "nn/dense.h"

namespace lab::nn {

namespace hn = base::hn;
using base::broadcast;
using base::FloatTag;
using base::Lanes;

namespace {

constexpr double kBeta1 = 0.9;
constexpr double kBeta2 = 0.999;
constexpr double kEpsilon = 1e-8;

// 1 − 0.999 in float would be wrong in the fifth digit, so constants are rounded once, at the end.
constexpr float kKeep1 = static_cast<float>(kBeta1);
constexpr float kTake1 = static_cast<float>(1.0 - kBeta1);
constexpr float kKeep2 = static_cast<float>(kBeta2);
constexpr float kTake2 = static_cast<float>(1.0 - kBeta2);

// Up to four values; the arrays of an update are neither aligned nor padded.
Lanes load_some(const float* from, std::size_t count) {
  if (count >= base::kLanes) return hn::LoadU(FloatTag(), from);
  HWY_ALIGN float lane[base::kLanes] = {};
  for (std::size_t i = 0; i < count; ++i) lane[i] = from[i];
  return base::load(lane);
}

void store_some(Lanes value, float* to, std::size_t count) {
  if (count >= base::kLanes) {
    hn::StoreU(value, FloatTag(), to);
    return;
  }
  HWY_ALIGN float lane[base::kLanes];
  base::store(value, lane);
  for (std::size_t i = 0; i < count; ++i) to[i] = lane[i];
}

// x − x is 0 for a finite x and NaN for any other, and a sum with a NaN stays NaN.
struct FiniteCheck {
  Lanes sum = base::zero_lanes();
  void see(Lanes value) { sum = hn::Add(sum, hn::Sub(value, value)); }
  bool all_finite() const { return base::sum_lanes(sum) == 0.0F; }
};

bool sgd(float* params, const float* gradients, float*, float*, std::size_t n, float learning_rate,
         OptimizerState&) {
  const Lanes rate = broadcast(learning_rate);
  FiniteCheck check;
  for (std::size_t i = 0; i < n; i += base::kLanes) {
    const std::size_t count = n - i;
    const Lanes gradient = load_some(gradients + i, count);
    const Lanes param = hn::Sub(load_some(params + i, count), hn::Mul(rate, gradient));
    check.see(param);
    store_some(param, params + i, count);
  }
  return check.all_finite();
}

bool adam(float* params, const float* gradients, float* moment1, float* moment2, std::size_t n,
          float learning_rate, OptimizerState& state) {
  state.beta1_power *= kBeta1;
  state.beta2_power *= kBeta2;
  // std::sqrt is exact to the last bit by IEEE 754, unlike the transcendentals of libm.
  const Lanes rate =
      broadcast(static_cast<float>(static_cast<double>(learning_rate) / (1.0 - state.beta1_power)));
  const Lanes scale = broadcast(static_cast<float>(1.0 / std::sqrt(1.0 - state.beta2_power)));
  const Lanes epsilon = broadcast(static_cast<float>(kEpsilon));
  FiniteCheck check;
  for (std::size_t i = 0; i < n; i += base::kLanes) {
    const std::size_t count = n - i;
    const Lanes gradient = load_some(gradients + i, count);
    const Lanes first = flush_tiny(hn::Add(hn::Mul(broadcast(kKeep1), load_some(moment1 + i, count)),
                                           hn::Mul(broadcast(kTake1), gradient)));
    const Lanes second =
        flush_tiny(hn::Add(hn::Mul(broadcast(kKeep2), load_some(moment2 + i, count)),
                           hn::Mul(broadcast(kTake2), flush_tiny(hn::Mul(gradient, gradient)))));
    const Lanes step = hn::Div(hn::Mul(rate, first), hn::Add(hn::Mul(hn::Sqrt(second), scale), epsilon));
    const Lanes param = hn::Sub(load_some(params + i, count), step);
    check.see(param);
    store_some(first, moment1 + i, count);
    store_some(second, moment2 + i, count);
    store_some(param, params + i, count);
  }
  return check.all_finite();
}

constexpr std::array<OptimizerRow, 2> kOptimizers{{
    {"sgd", 0, sgd},
    {"adam", 2, adam},
}};

}  // namespace

std::span<const OptimizerRow> optimizers() { return kOptimizers; }

const OptimizerRow* find_optimizer(std::string_view id) {
  const auto row =
      std::find_if(kOptimizers.begin(), kOptimizers.end(), [&](const OptimizerRow& r) { return r.id == id; });
  return row == kOptimizers.end() ? nullptr : &*row;
}

}  // namespace lab::nn
