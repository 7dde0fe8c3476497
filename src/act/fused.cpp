#include "act/fused.h"

#include "base/simd.h"
#include "base/simd_math.h"

namespace lab::act {

namespace hn = base::hn;
using base::broadcast;
using base::Lanes;
using base::ValueSlope;

namespace {

// One block of V vectors. All are computed before any is stored: V chains of dependent operations run side by
// side, and WebAssembly engines, which keep no constants in registers across a loop, make each constant once
// for all of them.
template <int V, bool kHasSlope, typename Rule>
inline void run_block(const float* x, float* f, float* df, const Rule& rule) {
  ValueSlope both[V];
  for (std::size_t v = 0; v < V; ++v) both[v] = rule(base::load(x + v * base::kLanes));
  for (std::size_t v = 0; v < V; ++v) {
    base::store(both[v].value, f + v * base::kLanes);
    if constexpr (kHasSlope) base::store(both[v].slope, df + v * base::kLanes);
  }
}

// Three is what measured best, and how many vectors a row of the usual batch of 10 has.
template <bool kHasSlope, typename Rule>
void run_blocks(const float* x, float* f, float* df, std::size_t n, const Rule& rule) {
  constexpr std::size_t kBlock = 3 * base::kLanes;
  std::size_t i = 0;
  for (; i + kBlock <= n; i += kBlock) run_block<3, kHasSlope>(x + i, f + i, df + i, rule);
  for (; i < n; i += base::kLanes) run_block<1, kHasSlope>(x + i, f + i, df + i, rule);
}

// Runs `rule`, Lanes → ValueSlope, over the buffers. Without df the compiler drops the slope from the loop.
template <typename Rule>
void run(const float* x, float* f, float* df, std::size_t n, const Rule& rule) {
  if (df == nullptr) {
    run_blocks<false>(x, f, f, n, rule);  // f stands in for df, which nothing is stored to
  } else {
    run_blocks<true>(x, f, df, n, rule);
  }
}

}  // namespace

void fused_identity(const float* x, float* f, float* df, std::size_t n, const ActivationParams&) {
  run(x, f, df, n, [](Lanes v) { return ValueSlope{v, broadcast(1.0F)}; });
}

void fused_sigmoid(const float* x, float* f, float* df, std::size_t n, const ActivationParams&) {
  run(x, f, df, n, [](Lanes v) { return base::sigmoid_with_slope(v); });
}

void fused_tanh(const float* x, float* f, float* df, std::size_t n, const ActivationParams&) {
  run(x, f, df, n, [](Lanes v) { return base::tanh_with_slope(v); });
}

void fused_relu(const float* x, float* f, float* df, std::size_t n, const ActivationParams&) {
  run(x, f, df, n, [](Lanes v) { return relu_with_slope(v); });
}

void fused_leaky_relu(const float* x, float* f, float* df, std::size_t n, const ActivationParams& params) {
  const Lanes leak = broadcast(params[0]);
  run(x, f, df, n, [leak](Lanes v) {
    const auto positive = hn::Gt(v, base::zero_lanes());
    return ValueSlope{hn::IfThenElse(positive, v, hn::Mul(leak, v)),
                      hn::IfThenElse(positive, broadcast(1.0F), leak)};
  });
}

void fused_elu(const float* x, float* f, float* df, std::size_t n, const ActivationParams& params) {
  const Lanes alpha = broadcast(params[0]);
  run(x, f, df, n, [alpha](Lanes v) {
    const auto positive = hn::Gt(v, base::zero_lanes());
    return ValueSlope{hn::IfThenElse(positive, v, hn::Mul(alpha, base::expm1(v))),
                      hn::IfThenElse(positive, broadcast(1.0F), hn::Mul(alpha, base::exp(v)))};
  });
}

void fused_softplus(const float* x, float* f, float* df, std::size_t n, const ActivationParams& params) {
  const Lanes beta = broadcast(params[0]);
  run(x, f, df, n, [beta](Lanes v) {
    const Lanes scaled = hn::Mul(beta, v);
    // Far right the function is x, where a·x may overflow.
    const auto is_far = hn::Gt(scaled, broadcast(30.0F));
    return ValueSlope{hn::IfThenElse(is_far, v, hn::Div(base::softplus(scaled), beta)),
                      hn::IfThenElse(is_far, broadcast(1.0F), base::sigmoid(scaled))};
  });
}

void fused_gelu(const float* x, float* f, float* df, std::size_t n, const ActivationParams&) {
  run(x, f, df, n, [](Lanes v) {
    constexpr float kSqrt2 = 1.41421356237309505F;
    constexpr float kInverseSqrt2Pi = 0.39894228040143268F;
    // Divided as in the formula: erfc would turn the last bit of its argument into |x|² bits of its result.
    const Lanes scaled = hn::Div(hn::Neg(v), broadcast(kSqrt2));
    const Lanes share = hn::Mul(broadcast(0.5F), base::erfc(scaled));  // Φ(x)
    const Lanes density = hn::Mul(broadcast(kInverseSqrt2Pi), base::gauss(scaled));
    return ValueSlope{hn::Mul(v, share), hn::Add(share, hn::Mul(v, density))};
  });
}

void fused_silu(const float* x, float* f, float* df, std::size_t n, const ActivationParams&) {
  run(x, f, df, n, [](Lanes v) {
    const ValueSlope s = base::sigmoid_with_slope(v);
    return ValueSlope{hn::Mul(v, s.value), hn::Add(s.value, hn::Mul(v, s.slope))};
  });
}

}  // namespace lab::act
