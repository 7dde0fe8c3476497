// Value and slope of a program at many points, float32, four lanes at a time: an interpreter that runs each
// instruction over a block of points, so that its cost per instruction is spread over many.
// Same bits everywhere.
//
// Slopes are exact forward-mode derivatives with respect to x. At kinks they follow PyTorch where PyTorch
// defines the function: relu, step, sign and abs have slope 0 at 0; `c ? p : q` has the slope of the branch
// taken; of two equal arguments of min and max the one that does not depend on x gives the slope (so a clamp
// is flat on its bounds), otherwise the first.
//
// 0·inf counts as 0: where a factor has underflowed or its slope is exactly flat, the limit is 0, not NaN.
// NaN appears for a NaN x, outside a function's domain (log(−1)), and for inf − inf and inf/inf.
#pragma once

#include <cstddef>
#include <span>

#include "formula/program.h"

namespace lab::formula {

// f[i] = formula(x[i]) for i < n. n is a multiple of base::kLanes. `params` holds a, b, c; missing ones are
// 0. f may be x.
void value(const Program& program, std::span<const float> params, const float* x, float* f, std::size_t n);

// The same with df[i] = d formula/dx at x[i]. f or df, but not both, may be x.
void value_and_slope(const Program& program, std::span<const float> params, const float* x, float* f,
                     float* df, std::size_t n);

// At one point.
struct PointReading {
  float value = 0.0F;
  float slope = 0.0F;
};
PointReading read_at(const Program& program, std::span<const float> params, float x);

}  // namespace lab::formula
