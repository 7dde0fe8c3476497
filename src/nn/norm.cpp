#include "nn/norm.h"

#include <algorithm>
#include <array>

#include "base/math.h"
#include "base/rows.h"
#include "base/simd.h"
#include "nn/dense.h"

namespace lab::nn {

namespace hn = base::hn;
using base::broadcast;
using base::kLanes;
using base::Lanes;
using base::load;
using base::mul_add;
using base::store;

namespace {

constexpr float kEpsilon = 1e-5F;  // this and the rate as in PyTorch
constexpr float kStatisticsRate = 0.1F;

// The values of the examples in a vector of lanes; 0 beyond them.
Lanes only_examples(Lanes values, std::size_t lane, const NormShape& s) {
  const std::size_t real = s.examples > lane ? std::min(kLanes, s.examples - lane) : 0;
  return hn::IfThenElseZero(hn::FirstN(base::FloatTag(), real), values);
}

// Σ over the examples of value(lane), in the order of dense_gradients.
template <typename Value>
float sum_examples(const NormShape& s, const Value& value) {
  Lanes sum = base::zero_lanes();
  for (std::size_t lane = 0; lane < s.lanes; lane += kLanes)
    sum = hn::Add(sum, only_examples(value(lane), lane, s));
  return base::sum_lanes(sum);
}

// ---- Over the examples of a batch ----

void batch_forward(float* z, float* xhat, float* inverse, const float* gamma, const float* beta,
                   float* statistics, const NormShape& s) {
  const auto count = static_cast<float>(s.examples);
  for (std::size_t r = 0; r < s.rows; ++r) {
    float* const row = z + r * s.lanes;
    const float mean = sum_examples(s, [&](std::size_t lane) { return load(row + lane); }) / count;
    const float squares = sum_examples(s, [&](std::size_t lane) {
      const Lanes distance = hn::Sub(load(row + lane), broadcast(mean));
      return hn::Mul(distance, distance);
    });
    const float scale = 1.0F / base::sqrt(squares / count + kEpsilon);
    for (std::size_t lane = 0; lane < s.lanes; lane += kLanes) {
      const Lanes x = hn::Mul(hn::Sub(load(row + lane), broadcast(mean)), broadcast(scale));
      store(x, xhat + r * s.lanes + lane);
      store(mul_add(broadcast(gamma[r]), x, broadcast(beta[r])), row + lane);
    }
    inverse[r * s.lanes] = scale;
    statistics[r] = mean;
    statistics[s.rows + r] = s.examples > 1 ? squares / (count - 1.0F) : 0.0F;
  }
}

// dz = γ/√… (δ − mean δ − x̂ · mean δx̂)
void batch_backward(float* delta, const float* xhat, const float* inverse, const float* gamma, float* dgamma,
                    float* dbeta, const NormShape& s) {
  const auto count = static_cast<float>(s.examples);
  for (std::size_t r = 0; r < s.rows; ++r) {
    float* const row = delta + r * s.lanes;
    const float* const x = xhat + r * s.lanes;
    const float sum = sum_examples(s, [&](std::size_t lane) { return load(row + lane); });
    const float product =
        sum_examples(s, [&](std::size_t lane) { return hn::Mul(load(row + lane), load(x + lane)); });
    const Lanes scale = broadcast(gamma[r] * inverse[r * s.lanes]);
    for (std::size_t lane = 0; lane < s.lanes; lane += kLanes) {
      const Lanes part = mul_add(load(x + lane), broadcast(product / count), broadcast(sum / count));
      const Lanes slope = base::flush_tiny(hn::Mul(scale, hn::Sub(load(row + lane), part)));
      store(only_examples(slope, lane, s), row + lane);
    }
    dgamma[r] = product;
    dbeta[r] = sum;
  }
}

void batch_predict(float* z, const float* gamma, const float* beta, const float* statistics,
                   const NormShape& s) {
  for (std::size_t r = 0; r < s.rows; ++r) {
    const Lanes mean = broadcast(statistics[r]);
    const Lanes scale = broadcast(1.0F / base::sqrt(statistics[s.rows + r] + kEpsilon));
    for (std::size_t at = r * s.lanes; at < (r + 1) * s.lanes; at += kLanes) {
      const Lanes x = hn::Mul(hn::Sub(load(z + at), mean), scale);
      store(mul_add(broadcast(gamma[r]), x, broadcast(beta[r])), z + at);
    }
  }
}

// ---- Over the rows of a layer ----

// Σ over the rows of value(at), at the vectors of one lane.
template <typename Value>
Lanes sum_rows(const NormShape& s, std::size_t lane, const Value& value) {
  Lanes sum = base::zero_lanes();
  for (std::size_t r = 0; r < s.rows; ++r) sum = hn::Add(sum, value(r, r * s.lanes + lane));
  return sum;
}

// Where xhat and inverse are null nothing is kept.
void normalise_layer(float* z, float* xhat, float* inverse, const float* gamma, const float* beta,
                     const NormShape& s) {
  const Lanes share = broadcast(1.0F / static_cast<float>(s.rows));
  for (std::size_t lane = 0; lane < s.lanes; lane += kLanes) {
    const Lanes mean =
        hn::Mul(share, sum_rows(s, lane, [&](std::size_t, std::size_t at) { return load(z + at); }));
    const Lanes variance = hn::Mul(share, sum_rows(s, lane, [&](std::size_t, std::size_t at) {
                                     const Lanes distance = hn::Sub(load(z + at), mean);
                                     return hn::Mul(distance, distance);
                                   }));
    const Lanes scale = hn::Div(broadcast(1.0F), hn::Sqrt(hn::Add(variance, broadcast(kEpsilon))));
    for (std::size_t r = 0; r < s.rows; ++r) {
      const std::size_t at = r * s.lanes + lane;
      const Lanes x = hn::Mul(hn::Sub(load(z + at), mean), scale);
      if (xhat != nullptr) store(x, xhat + at);
      store(mul_add(broadcast(gamma[r]), x, broadcast(beta[r])), z + at);
    }
    if (inverse != nullptr) store(scale, inverse + lane);
  }
}

void layer_forward(float* z, float* xhat, float* inverse, const float* gamma, const float* beta, float*,
                   const NormShape& s) {
  normalise_layer(z, xhat, inverse, gamma, beta, s);
}

void layer_predict(float* z, const float* gamma, const float* beta, const float*, const NormShape& s) {
  normalise_layer(z, nullptr, nullptr, gamma, beta, s);
}

// dz = 1/√… (g − mean g − x̂ · mean gx̂), g = γδ
void layer_backward(float* delta, const float* xhat, const float* inverse, const float* gamma, float* dgamma,
                    float* dbeta, const NormShape& s) {
  for (std::size_t r = 0; r < s.rows; ++r) {
    const float* const row = delta + r * s.lanes;
    const float* const x = xhat + r * s.lanes;
    dbeta[r] = sum_examples(s, [&](std::size_t lane) { return load(row + lane); });
    dgamma[r] = sum_examples(s, [&](std::size_t lane) { return hn::Mul(load(row + lane), load(x + lane)); });
  }
  const Lanes share = broadcast(1.0F / static_cast<float>(s.rows));
  for (std::size_t lane = 0; lane < s.lanes; lane += kLanes) {
    const auto slope_of_x = [&](std::size_t r, std::size_t at) {
      return hn::Mul(broadcast(gamma[r]), load(delta + at));
    };
    const Lanes mean = hn::Mul(share, sum_rows(s, lane, slope_of_x));
    const Lanes product = hn::Mul(share, sum_rows(s, lane, [&](std::size_t r, std::size_t at) {
                                    return hn::Mul(slope_of_x(r, at), load(xhat + at));
                                  }));
    for (std::size_t r = 0; r < s.rows; ++r) {
      const std::size_t at = r * s.lanes + lane;
      const Lanes part = mul_add(load(xhat + at), product, mean);
      const Lanes slope = hn::Mul(load(inverse + lane), hn::Sub(slope_of_x(r, at), part));
      store(only_examples(base::flush_tiny(slope), lane, s), delta + at);
    }
  }
}

constexpr std::array<NormRow, 2> kNorms{{
    {"batch_norm", true, batch_forward, batch_backward, batch_predict},
    {"layer_norm", false, layer_forward, layer_backward, layer_predict},
}};

}  // namespace

std::span<const NormRow> norms() { return kNorms; }

const NormRow* find_norm(std::string_view id) { return base::find_row(kNorms, id, &NormRow::id); }

RowMap row_map(float gamma, float beta, float mean, float variance) {
  const float scale = gamma / base::sqrt(variance + kEpsilon);
  return {scale, beta - mean * scale};
}

void follow_statistics(std::span<float> running, std::span<const float> of_batch) {
  for (std::size_t i = 0; i < running.size(); ++i) {
    const float kept = (1.0F - kStatisticsRate) * running[i];
    const float taken = kStatisticsRate * of_batch[i];
    running[i] = kept + taken;
  }
}

}  // namespace lab::nn
