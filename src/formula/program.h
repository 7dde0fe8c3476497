// A formula as a program: a list of instructions, each using only earlier ones (static single assignment),
// the last one being the result. Equal subexpressions are one instruction.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "formula/ops.h"

namespace lab::formula {

// Bounds on what a person can type.
constexpr std::size_t kMaxCharacters = 500;
constexpr int kMaxDepth = 60;  // nested parentheses, signs, exponents and branches
constexpr std::size_t kMaxInstructions = 200;
// Bound on what derive() can make of it.
constexpr std::size_t kMaxDerivedInstructions = 400;

// Parameters are called a, b and c.
constexpr std::size_t kMaxParameters = 3;

// Larger literal exponents go through the real power.
constexpr int kMaxIntegerPower = 64;

constexpr double kPi = 3.14159265358979323846;
constexpr double kE = 2.71828182845904523536;

using Id = std::uint16_t;  // index of an instruction

struct Instruction {
  Op op = Op::number;
  // The operands; of `select`: condition, value where it holds, value where not.
  std::array<Id, 3> operands{};
  // The value of a number (finite as a float), the exponent of an integer_power, the index of a parameter.
  double number = 0.0;
  // False: the same for every x, and evaluated once per call.
  bool depends_on_x = false;

  friend bool operator==(const Instruction&, const Instruction&) = default;
};

struct Program {
  std::vector<Instruction> instructions;

  Id result() const { return static_cast<Id>(instructions.size() - 1); }
  friend bool operator==(const Program&, const Program&) = default;
};

// σ(u), when `id` is σ(−u) and σ(u) is computed too: then people write 1 − σ(u) for it.
std::optional<Id> complement(std::span<const Instruction> instructions, Id id);

// Which of a, b, c the formula uses.
std::array<bool, kMaxParameters> used_parameters(const Program& program);

// How a formula is built: with what computes well in float32 in the place of spellings that do not (see parse.h); of these only
// with the names of functions, for derivatives, which people read; or as it is written.
enum class Forms : std::uint8_t { stable, named, as_written };

// Collects instructions. `emit` returns the instruction that already computes the same, if there is one.
// When `limit` is reached, `is_full` is set and every further new instruction is dropped (id 0 comes
// back): check it once, at the end.
struct Builder {
  std::vector<Instruction> instructions;
  std::size_t limit = kMaxInstructions;
  bool is_full = false;
  Forms forms = Forms::stable;  // of emit_stable()
};

Id emit(Builder& builder, Op op, std::array<Id, 3> operands = {}, double number = 0.0);
Id emit_number(Builder& builder, double value);

// The value when this instruction is a number.
std::optional<double> number_at(const Builder& builder, Id id);

// The instructions that `result` needs, in their order, with `result` last.
Program finish(const Builder& builder, Id result);

}  // namespace lab::formula
