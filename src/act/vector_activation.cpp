#include "act/vector_activation.h"

#include <algorithm>
#include <array>
#include <limits>

#include "act/activation.h"
#include "act/fused.h"
#include "base/rows.h"
#include "base/simd.h"
#include "base/simd_math.h"

namespace lab::act {

namespace hn = base::hn;
using base::broadcast;
using base::kLanes;
using base::LaneMask;
using base::Lanes;

namespace {

// The softmax family: every unit depends on every other; `kept` holds the probabilities.

// The largest of the units at one vector of lanes.
Lanes largest(const float* z, const VectorShape& s, std::size_t lane) {
  Lanes result = base::load(z + lane);
  for (std::size_t u = 1; u < s.units; ++u)
    result = base::greater(base::load(z + u * s.lanes + lane), result);
  return result;
}

// A quotient of a normal and a sum may be subnormal, on which WebAssembly is very slow.
Lanes without_subnormal(Lanes value) {
  const LaneMask subnormal = hn::Lt(value, broadcast(std::numeric_limits<float>::min()));
  return hn::IfThenZeroElse(subnormal, value);
}

void softmax_forward(const float* z, float* y, float* kept, const VectorShape& s) {
  for (std::size_t lane = 0; lane < s.lanes; lane += kLanes) {
    const Lanes shift = largest(z, s, lane);
    Lanes sum = base::zero_lanes();
    for (std::size_t at = lane; at < s.units * s.lanes; at += s.lanes) {
      const Lanes e = base::exp(hn::Sub(base::load(z + at), shift));
      sum = hn::Add(sum, e);
      base::store(e, y + at);
    }
    for (std::size_t at = lane; at < s.units * s.lanes; at += s.lanes) {
      const Lanes p = without_subnormal(hn::Div(base::load(y + at), sum));
      base::store(p, y + at);
      if (kept != nullptr) base::store(p, kept + at);
    }
  }
}

// dz_u = p_u (dy_u − Σ_v p_v dy_v)
void softmax_backward(const float* kept, const float* dy, float* dz, const VectorShape& s) {
  for (std::size_t lane = 0; lane < s.lanes; lane += kLanes) {
    Lanes mean = base::zero_lanes();
    for (std::size_t at = lane; at < s.units * s.lanes; at += s.lanes) {
      mean = base::mul_add(base::load(kept + at), base::load(dy + at), mean);
    }
    for (std::size_t at = lane; at < s.units * s.lanes; at += s.lanes) {
      const Lanes slope = hn::Mul(base::load(kept + at), hn::Sub(base::load(dy + at), mean));
      base::store(base::flush_tiny(slope), dz + at);
    }
  }
}

// dz_u = dy_u − p_u Σ_v dy_v
void log_softmax_backward(const float* kept, const float* dy, float* dz, const VectorShape& s) {
  for (std::size_t lane = 0; lane < s.lanes; lane += kLanes) {
    Lanes sum = base::zero_lanes();
    for (std::size_t at = lane; at < s.units * s.lanes; at += s.lanes)
      sum = hn::Add(sum, base::load(dy + at));
    for (std::size_t at = lane; at < s.units * s.lanes; at += s.lanes) {
      const Lanes slope = hn::Sub(base::load(dy + at), hn::Mul(base::load(kept + at), sum));
      base::store(base::flush_tiny(slope), dz + at);
    }
  }
}

// Units with pieces of their own: `kept` holds ∂y_u/∂z_pu.

// dz_pu = dy_u · kept_pu
void pieces_backward(const float* kept, const float* dy, float* dz, const VectorShape& s) {
  const std::size_t size = s.units * s.lanes;
  for (std::size_t piece = 0; piece < s.pieces; ++piece) {
    for (std::size_t i = 0; i < size; i += kLanes) {
      const Lanes slope = hn::Mul(base::load(dy + i), base::load(kept + piece * size + i));
      base::store(base::flush_tiny(slope), dz + piece * size + i);
    }
  }
}

// The slope goes to the first of equal pieces, as torch.max over a dimension gives it to one.
void maxout_forward(const float* z, float* y, float* kept, const VectorShape& s) {
  const std::size_t size = s.units * s.lanes;
  for (std::size_t i = 0; i < size; i += kLanes) {
    Lanes best = base::load(z + i);
    Lanes winner = base::zero_lanes();
    for (std::size_t piece = 1; piece < s.pieces; ++piece) {
      const Lanes value = base::load(z + piece * size + i);
      const LaneMask stays = hn::Or(hn::Ge(best, value), hn::Ne(best, best));  // a NaN, once met, stays
      best = hn::IfThenElse(stays, best, value);
      winner = hn::IfThenElse(stays, winner, broadcast(static_cast<float>(piece)));
    }
    base::store(best, y + i);
    if (kept == nullptr) continue;
    for (std::size_t piece = 0; piece < s.pieces; ++piece) {
      const LaneMask won = hn::Eq(winner, broadcast(static_cast<float>(piece)));
      base::store(hn::IfThenElseZero(won, broadcast(1.0F)), kept + piece * size + i);
    }
  }
}

// y = a · g(b): slopes g(b) and a · g′(b).
template <ActivationKernel gate>
void gated_forward(const float* z, float* y, float* kept, const VectorShape& s) {
  const std::size_t size = s.units * s.lanes;
  const float* a = z;
  const float* b = z + size;
  float* const value = kept == nullptr ? y : kept;
  float* const slope = kept == nullptr ? nullptr : kept + size;
  gate(b, value, slope, size, {});
  for (std::size_t i = 0; i < size; i += kLanes) {
    base::store(hn::Mul(base::load(a + i), base::load(value + i)), y + i);
    if (slope != nullptr) base::store(hn::Mul(base::load(a + i), base::load(slope + i)), slope + i);
  }
}

constexpr std::array<VectorActivationRow, 6> kVectorActivations{{
    {"softmax", 1, 1, softmax_forward, softmax_backward, "Bridle 1990"},
    {"log_softmax", 1, 1, log_softmax_forward, log_softmax_backward, "Bridle 1990"},
    {"maxout", 2, kMaxPieces, maxout_forward, pieces_backward, "Goodfellow et al. 2013"},
    {"glu", 2, 2, gated_forward<fused_sigmoid>, pieces_backward, "Dauphin et al. 2017"},
    {"geglu", 2, 2, gated_forward<fused_gelu>, pieces_backward, "Shazeer 2020"},
    {"swiglu", 2, 2, gated_forward<fused_silu>, pieces_backward, "Shazeer 2020"},
}};

}  // namespace

// ln Σ e^(z−m) = log1p(Σ without the largest): the 1 of the largest is never added, so that what lies beside
// it keeps its digits when it is small.
void log_softmax_forward(const float* z, float* y, float* kept, const VectorShape& s) {
  for (std::size_t lane = 0; lane < s.lanes; lane += kLanes) {
    const Lanes shift = largest(z, s, lane);
    Lanes rest = base::zero_lanes();
    // The largest has not been met; of equal ones the first is left out.
    LaneMask is_open = hn::Eq(rest, rest);
    for (std::size_t at = lane; at < s.units * s.lanes; at += s.lanes) {
      const Lanes value = base::load(z + at);
      const LaneMask is_largest = hn::And(is_open, hn::Eq(value, shift));
      rest = hn::Add(rest, hn::IfThenZeroElse(is_largest, base::exp(hn::Sub(value, shift))));
      is_open = hn::AndNot(is_largest, is_open);
    }
    const Lanes log_sum = base::log1p(rest);
    for (std::size_t at = lane; at < s.units * s.lanes; at += s.lanes) {
      const Lanes log_p = hn::Sub(hn::Sub(base::load(z + at), shift), log_sum);
      base::store(log_p, y + at);
      if (kept != nullptr) base::store(base::exp(log_p), kept + at);
    }
  }
}

std::span<const VectorActivationRow> vector_activations() { return kVectorActivations; }

const VectorActivationRow* find_vector_activation(std::string_view id) {
  return base::find_row(kVectorActivations, id, &VectorActivationRow::id);
}

}  // namespace lab::act
