#include "nn/fused.h"

#include "base/simd.h"
#include "base/simd_math.h"

namespace lab::nn {

namespace hn = base::hn;
using base::broadcast;
using base::Lanes;
using base::ValueSlope;

namespace {

// Runs `rule`, Lanes → ValueSlope, over the buffers. Without df the compiler drops the slope from the loop.
template <typename Rule>
void run(const float* x, float* f, float* df, std::size_t n, const Rule& rule) {
  if (df == nullptr) {
    for (std::size_t i = 0; i < n; i += base::kLanes) base::store(rule(base::load(x + i)).value, f + i);
    return;
  }
  for (std::size_t i = 0; i < n; i += base::kLanes) {
    const ValueSlope both = rule(base::load(x + i));
    base::store(both.value, f + i);
    base::store(both.slope, df + i);
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
  run(x, f, df, n, [](Lanes v) {
    const auto negative = hn::Le(v, base::zero_lanes());  // NaN is not: it stays NaN
    return ValueSlope{hn::IfThenZeroElse(negative, v), hn::IfThenZeroElse(negative, broadcast(1.0F))};
  });
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

}  // namespace lab::nn
