#include "nn/optimizer.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/rows.h"
#include "base/simd.h"
#include "nn/dense.h"

namespace lab::nn {

namespace hn = base::hn;
using base::broadcast;
using base::FloatTag;
using base::Lanes;

namespace {

// Constants are rounded to float once, at the end: 1 − 0.999 in float would be wrong in the fifth digit.
Lanes rounded(double value) { return broadcast(static_cast<float>(value)); }

// Four values or, at the end of an array, which is neither aligned nor padded, one in all lanes.
Lanes load_some(const float* from, std::size_t count) {
  return count == base::kLanes ? hn::LoadU(FloatTag(), from) : broadcast(*from);
}

void store_some(Lanes value, float* to, std::size_t count) {
  if (count == base::kLanes) {
    hn::StoreU(value, FloatTag(), to);
  } else {
    *to = hn::GetLane(value);
  }
}

// x − x is 0 for a finite x and NaN for any other, and a sum with a NaN stays NaN.
struct FiniteCheck {
  Lanes sum = base::zero_lanes();
  void see(Lanes value) { sum = hn::Add(sum, hn::Sub(value, value)); }
  bool all_finite() const { return base::sum_lanes(sum) == 0.0F; }
};

// Replaces every parameter by rule(parameter, gradient, i, count): those at [i, i + count), kLanes or 1.
// Rules read and write their moments there.
template <typename Rule>
bool run(const Update& u, const Rule& rule) {
  FiniteCheck check;
  const auto update = [&](std::size_t i, std::size_t count) {
    const Lanes param = rule(load_some(u.params + i, count), load_some(u.gradients + i, count), i, count);
    check.see(param);
    store_some(param, u.params + i, count);
  };
  std::size_t i = 0;
  for (; i + base::kLanes <= u.n; i += base::kLanes) update(i, base::kLanes);
  for (; i < u.n; ++i) update(i, 1);
  return check.all_finite();
}

bool sgd(const Update& u, const OptimizerSettings&, OptimizerState&) {
  const Lanes rate = broadcast(u.learning_rate);
  return run(u, [&](Lanes param, Lanes gradient, std::size_t, std::size_t) {
    return hn::Sub(param, hn::Mul(rate, gradient));
  });
}

// v = μv + g
Lanes update_velocity(const Update& u, Lanes momentum, Lanes gradient, std::size_t i, std::size_t count) {
  const Lanes kept = hn::Mul(momentum, load_some(u.moment1 + i, count));
  const Lanes velocity = base::flush_tiny(hn::Add(kept, gradient));
  store_some(velocity, u.moment1 + i, count);
  return velocity;
}

bool momentum(const Update& u, const OptimizerSettings& settings, OptimizerState&) {
  const Lanes rate = broadcast(u.learning_rate);
  const Lanes mu = rounded(settings.momentum);
  return run(u, [&](Lanes param, Lanes gradient, std::size_t i, std::size_t count) {
    return hn::Sub(param, hn::Mul(rate, update_velocity(u, mu, gradient, i, count)));
  });
}

bool nesterov(const Update& u, const OptimizerSettings& settings, OptimizerState&) {
  const Lanes rate = broadcast(u.learning_rate);
  const Lanes mu = rounded(settings.momentum);
  return run(u, [&](Lanes param, Lanes gradient, std::size_t i, std::size_t count) {
    const Lanes ahead = hn::Add(gradient, hn::Mul(mu, update_velocity(u, mu, gradient, i, count)));
    return hn::Sub(param, hn::Mul(rate, ahead));
  });
}

// s = keep·s + take·g², then w − lr·g/(√s + ε)
bool scale_by_squares(const Update& u, double keep, double take, double epsilon) {
  const Lanes rate = broadcast(u.learning_rate);
  return run(u, [&](Lanes param, Lanes gradient, std::size_t i, std::size_t count) {
    const Lanes square = base::flush_tiny(hn::Mul(gradient, gradient));
    const Lanes kept = hn::Mul(rounded(keep), load_some(u.moment1 + i, count));
    const Lanes sum = base::flush_tiny(hn::Add(kept, hn::Mul(rounded(take), square)));
    store_some(sum, u.moment1 + i, count);
    const Lanes step = hn::Div(hn::Mul(rate, gradient), hn::Add(hn::Sqrt(sum), rounded(epsilon)));
    return hn::Sub(param, step);
  });
}

bool rmsprop(const Update& u, const OptimizerSettings& settings, OptimizerState&) {
  return scale_by_squares(u, settings.alpha, 1.0 - settings.alpha, settings.epsilon);
}

bool adagrad(const Update& u, const OptimizerSettings& settings, OptimizerState&) {
  return scale_by_squares(u, 1.0, 1.0, settings.epsilon);
}

// `shrink` is what the parameters are multiplied by beforehand.
bool adam_after_decay(const Update& u, const OptimizerSettings& settings, OptimizerState& state,
                      double shrink) {
  state.beta1_power *= settings.beta1;
  state.beta2_power *= settings.beta2;
  const Lanes keep1 = rounded(settings.beta1);
  const Lanes take1 = rounded(1.0 - settings.beta1);
  const Lanes keep2 = rounded(settings.beta2);
  const Lanes take2 = rounded(1.0 - settings.beta2);
  // std::sqrt is exact to the last bit by IEEE 754, unlike the transcendentals of libm.
  const Lanes rate = rounded(static_cast<double>(u.learning_rate) / (1.0 - state.beta1_power));
  const Lanes scale = rounded(1.0 / std::sqrt(1.0 - state.beta2_power));
  const Lanes epsilon = rounded(settings.epsilon);
  return run(u, [&](Lanes param, Lanes gradient, std::size_t i, std::size_t count) {
    const Lanes first =
        base::flush_tiny(hn::Add(hn::Mul(keep1, load_some(u.moment1 + i, count)), hn::Mul(take1, gradient)));
    const Lanes second =
        base::flush_tiny(hn::Add(hn::Mul(keep2, load_some(u.moment2 + i, count)),
                                 hn::Mul(take2, base::flush_tiny(hn::Mul(gradient, gradient)))));
    store_some(first, u.moment1 + i, count);
    store_some(second, u.moment2 + i, count);
    const Lanes step = hn::Div(hn::Mul(rate, first), hn::Add(hn::Mul(hn::Sqrt(second), scale), epsilon));
    return hn::Sub(hn::Mul(param, rounded(shrink)), step);  // times 1 changes no bit
  });
}

bool adam(const Update& u, const OptimizerSettings& settings, OptimizerState& state) {
  return adam_after_decay(u, settings, state, 1.0);
}

bool adamw(const Update& u, const OptimizerSettings& settings, OptimizerState& state) {
  return adam_after_decay(u, settings, state,
                          1.0 - static_cast<double>(u.learning_rate) * settings.weight_decay);
}

// PyTorch's ε of Adagrad differs from the others'.
constexpr OptimizerSettings adagrad_defaults() {
  OptimizerSettings settings;
  settings.epsilon = 1e-10;
  return settings;
}

constexpr std::array<OptimizerRow, 7> kOptimizers{{
    {"sgd", 0, {}, sgd},
    {"momentum", 1, {}, momentum},
    {"nesterov", 1, {}, nesterov},
    {"rmsprop", 1, {}, rmsprop},
    {"adagrad", 1, adagrad_defaults(), adagrad},
    {"adam", 2, {}, adam},
    {"adamw", 2, {}, adamw},
}};

}  // namespace

std::span<const OptimizerRow> optimizers() { return kOptimizers; }

const OptimizerRow* find_optimizer(std::string_view id) {
  return base::find_row(kOptimizers, id, &OptimizerRow::id);
}

}  // namespace lab::nn
