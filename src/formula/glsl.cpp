#include "formula/glsl.h"

#include "base/text.h"

namespace lab::formula {

namespace {

// A float literal: GLSL ES does not convert "2" to a float.
std::string float_literal(double value) {
  std::string text = base::shortest(static_cast<float>(value));
  if (text.find_first_of(".e") == std::string::npos) text += ".0";
  return value < 0 ? "(" + text + ")" : text;
}

// How an operand is written: numbers, x and parameters where they are used, all else by its variable.
std::string operand_text(const Program& program, Id id) {
  const Instruction& instruction = program.instructions[id];
  if (instruction.op == Op::number) return float_literal(instruction.number);
  if (instruction.op == Op::x) return "x";
  if (instruction.op == Op::parameter)
    return std::string(1, "abc"[static_cast<std::size_t>(instruction.number)]);
  return "t" + std::to_string(id);
}

// The table's pattern with $0 $1 $2 and $n filled in.
std::string expression(const Program& program, const Instruction& instruction) {
  const std::string_view pattern = row(instruction.op).glsl;
  std::string text;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] != '$') {
      text += pattern[i];
      continue;
    }
    const char which = pattern[++i];
    text += which == 'n' ? std::to_string(static_cast<int>(instruction.number))
                         : operand_text(program, instruction.operands[static_cast<std::size_t>(which - '0')]);
  }
  return text;
}

}  // namespace

std::string glsl_function(const Program& program, std::string_view name) {
  std::string text = "float " + std::string(name) + "(float x, float a, float b, float c) {\n";
  for (std::size_t i = 0; i < program.instructions.size(); ++i) {
    const Instruction& instruction = program.instructions[i];
    if (row(instruction.op).operand_count == 0) continue;
    text += "  float t" + std::to_string(i) + " = " + expression(program, instruction) + ";\n";
  }
  return text + "  return lab_finite(" + operand_text(program, program.result()) + ");\n}\n";
}

}  // namespace lab::formula
