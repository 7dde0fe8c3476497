#include "formula/program.h"

#include <algorithm>
#include <optional>

namespace lab::formula {

std::array<bool, kMaxParameters> used_parameters(const Program& program) {
  std::array<bool, kMaxParameters> used{};
  for (const Instruction& instruction : program.instructions) {
    if (instruction.op == Op::parameter) used[static_cast<std::size_t>(instruction.number)] = true;
  }
  return used;
}

std::optional<Id> complement(std::span<const Instruction> instructions, Id id) {
  const Instruction& sigmoid = instructions[id];
  if (sigmoid.op != Op::sigmoid || instructions[sigmoid.operands[0]].op != Op::negate) return std::nullopt;
  const Id argument = instructions[sigmoid.operands[0]].operands[0];
  for (std::size_t i = 0; i < instructions.size(); ++i) {
    if (instructions[i].op == Op::sigmoid && instructions[i].operands[0] == argument)
      return static_cast<Id>(i);
  }
  return std::nullopt;
}

Id emit(Builder& builder, Op op, std::array<Id, 3> operands, double number) {
  const int count = row(op).operand_count;
  Instruction instruction{op, {}, number, op == Op::x};
  for (int i = 0; i < count; ++i) {
    instruction.operands[i] = operands[i];
    instruction.depends_on_x |= builder.instructions[operands[i]].depends_on_x;
  }
  const auto same = std::find(builder.instructions.begin(), builder.instructions.end(), instruction);
  if (same != builder.instructions.end()) return static_cast<Id>(same - builder.instructions.begin());
  if (builder.instructions.size() >= builder.limit) {
    builder.is_full = true;
    return 0;
  }
  builder.instructions.push_back(instruction);
  return static_cast<Id>(builder.instructions.size() - 1);
}

Id emit_number(Builder& builder, double value) { return emit(builder, Op::number, {}, value); }

std::optional<double> number_at(const Builder& builder, Id id) {
  const Instruction& instruction = builder.instructions[id];
  if (instruction.op != Op::number) return std::nullopt;
  return instruction.number;
}

Program finish(const Builder& builder, Id result) {
  std::vector<bool> is_needed(builder.instructions.size(), false);
  is_needed[result] = true;
  for (std::size_t i = result + std::size_t{1}; i-- > 0;) {
    if (!is_needed[i]) continue;
    const Instruction& instruction = builder.instructions[i];
    for (int k = 0; k < row(instruction.op).operand_count; ++k) is_needed[instruction.operands[k]] = true;
  }
  Program program;
  std::vector<Id> renumbered(builder.instructions.size(), 0);
  for (std::size_t i = 0; i <= result; ++i) {
    if (!is_needed[i]) continue;
    Instruction instruction = builder.instructions[i];
    for (int k = 0; k < row(instruction.op).operand_count; ++k) {
      instruction.operands[k] = renumbered[instruction.operands[k]];
    }
    renumbered[i] = static_cast<Id>(program.instructions.size());
    program.instructions.push_back(instruction);
  }
  return program;
}

}  // namespace lab::formula
