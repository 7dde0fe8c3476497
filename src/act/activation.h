// The activation catalogue: one row per function. Everything else about a function (value, slope, GLSL,
// derivative as text) is derived from the row's formula by the formula engine.
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

#include "formula/program.h"

namespace lab::act {

inline constexpr std::size_t kMaxActivationParams = 3;  // a, b, c
using ActivationParams = std::array<float, kMaxActivationParams>;

struct ActivationParam {
  double default_value = 0.0;
  double min = 0.0;
  double max = 0.0;
  std::string_view meaning;  // what the letter stands for; its name is the text "act.param.<meaning>"
};

// A fused kernel: f and, where df is not null, f′ at n points; n is a multiple of base::kLanes, x, f and df
// are 16-byte aligned and may be the same buffer only for x and f.
using ActivationKernel = void (*)(const float* x, float* f, float* df, std::size_t n,
                                  const ActivationParams&);

// Kinds of functions, for finding one among many; its name is the text "act.family.<id_of>".
enum class Family {
  linear,
  threshold,
  rectifier,
  elu,
  gated,
  sigmoidal,
  hard,  // of straight or quadratic pieces, in place of a smooth function
  shrink,
  bump,
  periodic,
  polynomial,
  other,
};
inline constexpr std::size_t kFamilyCount = static_cast<std::size_t>(Family::other) + 1;
std::string_view id_of(Family);

struct ActivationRow {
  // The word in a link; its name is the text "act.<id>", what it is good and bad for "act.<id>.note".
  std::string_view id;
  std::string_view formula;  // in x and the parameters a, b, c, in the form that is exact in float32
  std::span<const ActivationParam> params;
  std::string_view source;           // who and when, e.g. "Clevert et al. 2015"
  ActivationKernel fused = nullptr;  // where the formula interpreter would be too slow; tests prove it equal
  Family family = Family::other;
  std::string_view definition = {};  // the formula of the textbook, where `formula` is another form of it
};

// The formula to show: the definition, or the formula where that is the definition.
std::string_view shown_formula(const ActivationRow&);

// All rows, by family.
std::span<const ActivationRow> activations();
const ActivationRow* find_activation(std::string_view id);  // nullptr when there is none
ActivationParams default_params(const ActivationRow&);

// A row bound to parameter values, ready to run. Copyable; row and program are shared and immutable.
struct Activation {
  const ActivationRow* row = nullptr;
  const formula::Program* program = nullptr;
  ActivationParams params{};
  std::shared_ptr<const void> owner{};  // of row and program, where they are not the catalogue's
};

Activation bind(const ActivationRow&, const ActivationParams&);

// f and, where df is not null, f′ over n points (n a multiple of base::kLanes, 16-byte aligned buffers). x
// and f may be the same buffer.
void apply(const Activation&, const float* x, float* f, float* df, std::size_t n);

}  // namespace lab::act
