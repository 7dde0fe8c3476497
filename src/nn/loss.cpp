#include "nn/loss.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "act/vector_activation.h"
#include "base/rows.h"
#include "base/simd.h"
#include "base/simd_math.h"

namespace lab::nn {

namespace hn = base::hn;
using base::broadcast;
using base::Lanes;

namespace {

struct LossSlope {
  Lanes loss;
  Lanes slope;
};

// Runs `rule`, (output, target) → LossSlope, over all values. Without doutput the compiler drops the slope.
template <typename Rule>
void run(const float* output, const float* target, float* loss, float* doutput, const LossShape& shape,
         const Rule& rule) {
  for (std::size_t i = 0; i < shape.outputs * shape.lanes; i += base::kLanes) {
    const LossSlope both = rule(base::load(output + i), base::load(target + i));
    base::store(both.loss, loss + i);
    if (doutput != nullptr) base::store(both.slope, doutput + i);
  }
}

void bce_logits(const float* output, const float* target, float* loss, float* doutput,
                const LossShape& shape) {
  run(output, target, loss, doutput, shape, [](Lanes z, Lanes t) {
    return LossSlope{hn::Sub(base::softplus(z), hn::Mul(z, t)),
                     hn::Sub(base::sigmoid_with_slope(z).value, t)};
  });
}

void mse(const float* output, const float* target, float* loss, float* doutput, const LossShape& shape) {
  run(output, target, loss, doutput, shape, [](Lanes y, Lanes t) {
    const Lanes error = hn::Sub(y, t);
    return LossSlope{hn::Mul(error, error), hn::Add(error, error)};
  });
}

void half_mse(const float* output, const float* target, float* loss, float* doutput, const LossShape& shape) {
  run(output, target, loss, doutput, shape, [](Lanes y, Lanes t) {
    const Lanes error = hn::Sub(y, t);
    return LossSlope{hn::Mul(hn::Mul(broadcast(0.5F), error), error), error};
  });
}

void hinge(const float* output, const float* target, float* loss, float* doutput, const LossShape& shape) {
  run(output, target, loss, doutput, shape, [](Lanes y, Lanes t) {
    const Lanes margin = hn::Sub(broadcast(1.0F), hn::Mul(t, y));
    const auto is_met = hn::Le(margin, base::zero_lanes());  // NaN is not: it stays NaN
    return LossSlope{hn::IfThenZeroElse(is_met, margin), hn::IfThenZeroElse(is_met, hn::Neg(t))};
  });
}

void huber(const float* output, const float* target, float* loss, float* doutput, const LossShape& shape) {
  run(output, target, loss, doutput, shape, [](Lanes y, Lanes t) {
    const Lanes error = hn::Sub(y, t);
    const Lanes half = broadcast(0.5F);
    const auto is_small = hn::Le(hn::Abs(error), broadcast(1.0F));
    return LossSlope{
        hn::IfThenElse(is_small, hn::Mul(hn::Mul(half, error), error), hn::Sub(hn::Abs(error), half)),
        base::clamp_lanes(error, -1.0F, 1.0F)};
  });
}

// ln p passes through `loss`, p through `doutput`.
void softmax_ce(const float* output, const float* target, float* loss, float* doutput,
                const LossShape& shape) {
  const std::size_t size = shape.outputs * shape.lanes;
  act::log_softmax_forward(output, loss, doutput, {shape.outputs, 1, shape.lanes});
  for (std::size_t lane = 0; lane < shape.lanes; lane += base::kLanes) {
    Lanes sum = base::zero_lanes();
    for (std::size_t at = lane; at < size; at += shape.lanes) {
      const Lanes t = base::load(target + at);
      const auto counts = hn::Ne(t, base::zero_lanes());  // 0 · ln 0 is 0
      sum = hn::Sub(sum, hn::IfThenElseZero(counts, hn::Mul(t, base::load(loss + at))));
      if (doutput != nullptr) base::store(hn::Sub(base::load(doutput + at), t), doutput + at);
      base::store(base::zero_lanes(), loss + at);
    }
    base::store(sum, loss + lane);
  }
}

// ---- One value ----

LossReading read_bce_logits(double z, double t) {
  const double tail = std::log1p(std::exp(-std::fabs(z)));
  // σ(z) − t without cancellation where it is nearly t.
  const double slope = t * -1 / (1 + std::exp(z)) + (1 - t) / (1 + std::exp(-z));
  return {std::max(z, 0.0) + tail - z * t, slope};
}

LossReading read_mse(double y, double t) { return {(y - t) * (y - t), 2 * (y - t)}; }

LossReading read_half_mse(double y, double t) { return {(y - t) * (y - t) / 2, y - t}; }

LossReading read_hinge(double y, double t) {
  const double margin = 1 - t * y;
  return margin <= 0 ? LossReading{0, 0} : LossReading{margin, -t};
}

LossReading read_huber(double y, double t) {
  const double error = y - t;
  return std::fabs(error) <= 1 ? LossReading{error * error / 2, error}
                               : LossReading{std::fabs(error) - 0.5, std::clamp(error, -1.0, 1.0)};
}

constexpr std::array<LossRow, 7> kLosses{{
    {"bce_logits", 0.0F, 1.0F, true, true, bce_logits, read_bce_logits},
    {"mse", -1.0F, 1.0F, false, true, mse, read_mse},
    {"half_mse", -1.0F, 1.0F, false, false, half_mse, read_half_mse},
    {"half_mse_01", 0.0F, 1.0F, false, false, half_mse, read_half_mse},
    {"hinge", -1.0F, 1.0F, false, true, hinge, read_hinge},
    {"huber", -1.0F, 1.0F, false, true, huber, read_huber},
    {"softmax_ce", 0.0F, 1.0F, true, false, softmax_ce, nullptr},
}};

}  // namespace

std::span<const LossRow> losses() { return std::span(kLosses).first(kLosses.size() - 1); }

const LossRow* find_loss(std::string_view id) { return base::find_row(kLosses, id, &LossRow::id); }

float class_threshold(const LossRow& loss) {
  return loss.output_is_logit ? 0.0F : 0.5F * (loss.target_class0 + loss.target_class1);
}

}  // namespace lab::nn
