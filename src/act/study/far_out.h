// How a function goes on for ever, to one side. One that comes closer to its limit than 1e-6 of its scale counts as having it.
#pragma once

#include <span>

#include "act/activation.h"

namespace lab::act {

enum class FarOut {
  unbounded,   // grows beyond all bounds
  soft,        // approaches a limit
  hard,        // is exactly constant from some x on
  oscillates,  // neither; the swings may grow beyond all bounds
};

inline bool has_limit(FarOut end) { return end == FarOut::soft || end == FarOut::hard; }

struct End {
  FarOut kind = FarOut::unbounded;
  double limit = 0;                   // of soft and hard; ±∞ of unbounded; NaN where there is none
  bool rises = false, falls = false;  // oscillates to beyond all bounds
};

// The end towards −∞ (side −1) or ∞ (side 1). f and df: readings at close, ascending places from −32 to 32.
End far_out(const Activation&, double side, std::span<const double> f, std::span<const double> df);

// |f′| far out: ∞ where it grows beyond all bounds, 0 where f oscillates otherwise.
double steepness_far_out(const Activation&, const End&, double side);

// To 1e-6, of values whose size is about `scale`.
bool is_close(double a, double b, double scale = 1);

}  // namespace lab::act
