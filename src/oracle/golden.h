// Checks the catalogue against a reference file of values and slopes (tests/golden/activations_golden.csv,
// whose head says what the columns are). A row of the file passes when both ways to evaluate it, the one that
// trains (`apply`, fused kernels included) and the formula's program, keep the pass rule for value and slope:
//
//   |y − exact| ≤ max(4 ulp, 2.5e-7·max(1, |exact|)), for the sine of a·x widened by the rounding of a·x;
//   overflow gives the infinity of the same sign or the largest float; never NaN;
//   where the tag ends in "+huge" (the sine of more than 8192) any finite value in the function's range does.
#pragma once

#include <cstddef>
#include <cstdint>
#include <istream>
#include <string>
#include <vector>

#include "act/activation.h"
#include "base/hash.h"

namespace lab::oracle {

// What can be wrong with a line before anything is computed.
enum class GoldenFault { wrong_columns, unknown_activation, wrong_parameters, bad_number };

struct GoldenProblem {
  std::size_t line = 0;  // from 1
  GoldenFault fault = GoldenFault::wrong_columns;
  std::string token;  // the text that is wrong
};

// The reading of a row that is furthest from its reference.
struct GoldenReading {
  std::size_t line = 0;  // 0: no row has been read
  std::string id, params, x;
  bool is_slope = false;    // f′ rather than f
  bool is_program = false;  // by the formula's program rather than by `apply`
  float got = 0;
  double wanted = 0;
  double share = 0;  // error as a share of what is allowed: passes up to 1; infinite where none is allowed
};

struct GoldenReport {
  std::size_t rows = 0, passed = 0;  // rows with a problem count as failed
  GoldenReading worst;
  std::vector<GoldenReading> failed;  // the worst reading of each failed row, in the file's order
  std::vector<GoldenProblem> problems;
  std::uint64_t bits = base::kHashSeed;  // hash of all readings: equal bits everywhere
};

GoldenReport check_golden(std::istream& file);

}  // namespace lab::oracle
