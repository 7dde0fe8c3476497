// What each operation does to a block of points: the value alone, or value and slope.
#pragma once

#include <array>
#include <cstddef>

#include "formula/ops.h"

namespace lab::formula {

// Blocks of `n` floats, 16-byte aligned. slope is null for an operand that does not depend on x.
struct Operand {
  const float* value = nullptr;
  const float* slope = nullptr;
};

// Where a result goes; not where an operand of the same call comes from.
struct Register {
  float* value = nullptr;
  float* slope = nullptr;
};

struct KernelCall {
  std::array<Operand, 3> in;
  Register out;         // slope is written only by slope kernels
  double number = 0.0;  // Instruction::number
  std::size_t n = 0;    // a multiple of base::kLanes
};

using Kernel = void (*)(const KernelCall&);

struct KernelRow {
  Op op;
  Kernel value;
  Kernel value_and_slope;
};

// Null kernels for number, x and parameter: they are data.
const KernelRow& kernels(Op op);

}  // namespace lab::formula
