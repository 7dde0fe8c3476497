#include "nn/loss.h"

#include <algorithm>
#include <array>

#include "base/simd.h"
#include "base/simd_math.h"

namespace lab::nn {

namespace hn = base::hn;
using base::Lanes;

namespace {

void bce_logits(const float* output, const float* target, float* loss, float* doutput, std::size_t n) {
  for (std::size_t i = 0; i < n; i += base::kLanes) {
    const Lanes z = base::load(output + i);
    const Lanes t = base::load(target + i);
    base::store(hn::Sub(base::softplus(z), hn::Mul(z, t)), loss + i);
    if (doutput != nullptr) base::store(hn::Sub(base::sigmoid_with_slope(z).value, t), doutput + i);
  }
}

void mse(const float* output, const float* target, float* loss, float* doutput, std::size_t n) {
  for (std::size_t i = 0; i < n; i += base::kLanes) {
    const Lanes error = hn::Sub(base::load(output + i), base::load(target + i));
    base::store(hn::Mul(error, error), loss + i);
    if (doutput != nullptr) base::store(hn::Add(error, error), doutput + i);
  }
}

constexpr std::array<LossRow, 2> kLosses{{
    {"bce_logits", 0.0F, 1.0F, true, bce_logits},
    {"mse", -1.0F, 1.0F, false, mse},
}};

}  // namespace

std::span<const LossRow> losses() { return kLosses; }

const LossRow* find_loss(std::string_view id) {
  const auto row = std::find_if(kLosses.begin(), kLosses.end(), [&](const LossRow& r) { return r.id == id; });
  return row == kLosses.end() ? nullptr : &*row;
}

float class_threshold(const LossRow& loss) {
  return loss.output_is_logit ? 0.0F : 0.5F * (loss.target_class0 + loss.target_class1);
}

}  // namespace lab::nn
