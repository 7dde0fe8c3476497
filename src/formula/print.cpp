#include "formula/print.h"

#include <array>
#include <string_view>

#include "base/text.h"

namespace lab::formula {

namespace {

enum class Style { typed, pretty };

// A piece of text and how tightly its outermost operation binds.
struct Piece {
  std::string text;
  Binding binding = Binding::atom;
};

struct Printer {
  const Program& program;
  Style style;
  std::size_t length = 0;  // of all pieces so far, repeated ones included

  bool is_pretty() const { return style == Style::pretty; }
  const Instruction& at(Id id) const { return program.instructions[id]; }
};

Piece print(Printer& printer, Id id);

std::string in_parentheses(const std::string& text) { return "(" + text + ")"; }

// The operand, in parentheses if it binds less tightly than `least`.
std::string operand(Printer& printer, Id id, Binding least) {
  Piece piece = print(printer, id);
  return piece.binding < least ? in_parentheses(piece.text) : std::move(piece.text);
}

bool starts_with_minus(std::string_view text) {
  constexpr std::string_view kMinus = "\u2212";
  return !text.empty() && (text[0] == '-' || text.substr(0, kMinus.size()) == kMinus);
}

std::string with_real_minus(const std::string& text) {
  std::string result;
  for (const char c : text) {
    if (c == '-') {
      result += "\u2212";
    } else {
      result += c;
    }
  }
  return result;
}

Piece print_number(const Printer& printer, double value) {
  const bool is_pretty = printer.is_pretty();
  if (value == kPi) return {is_pretty ? "\u03c0" : "pi", Binding::atom};
  if (value == kE) return {"e", Binding::atom};
  // "2e3" followed by a name is still one number, so no exponent needs parentheses.
  const std::string digits = is_pretty ? with_real_minus(base::rounded(value, 6)) : base::shortest(value);
  return {digits, value < 0 ? Binding::sign : Binding::atom};
}

std::string superscript(int value) {
  constexpr std::array<std::string_view, 10> kDigits = {"\u2070", "\u00b9", "\u00b2", "\u00b3", "\u2074",
                                                        "\u2075", "\u2076", "\u2077", "\u2078", "\u2079"};
  std::string text = value < 0 ? "\u207b" : "";
  for (const char digit : std::to_string(value < 0 ? -value : value)) {
    text += kDigits[static_cast<std::size_t>(digit - '0')];
  }
  return text;
}

Piece print_integer_power(Printer& printer, const Instruction& instruction) {
  const auto exponent = static_cast<int>(instruction.number);
  const std::string base = operand(printer, instruction.operands[0], Binding::atom);
  if (printer.is_pretty()) return {base + superscript(exponent), Binding::power};
  const std::string digits = std::to_string(exponent);
  return {base + "^" + (exponent < 0 ? in_parentheses(digits) : digits), Binding::power};
}

// "2x" rather than "2·x": a number in front of a name, a function or a parenthesis; but 2·e, not 2e.
bool can_join(std::string_view left, std::string_view right) {
  const bool is_number = left.find_first_not_of("0123456789.") == std::string_view::npos;
  const bool is_digit = !right.empty() && right[0] >= '0' && right[0] <= '9';
  const bool is_e = right == "e" || right.substr(0, 2) == "e^";
  return is_number && !is_digit && !is_e;
}

Piece print_between(Printer& printer, const Instruction& instruction) {
  const OpRow& op = row(instruction.op);
  // To the left the same binding may stand bare, a − b − c; to the right only a tighter one.
  const bool is_comparison = op.binding == Binding::comparison;
  const auto tighter = static_cast<Binding>(static_cast<int>(op.binding) + 1);
  const Binding least_left = is_comparison || op.op == Op::power ? tighter : op.binding;
  const std::string left = operand(printer, instruction.operands[0], least_left);
  const Binding least_right = op.op == Op::power ? Binding::power : tighter;
  std::string right = operand(printer, instruction.operands[1], least_right);
  if (starts_with_minus(right) && !is_comparison) right = in_parentheses(right);
  if (!printer.is_pretty()) return {left + std::string(op.name) + right, op.binding};
  const bool is_joined = op.op == Op::multiply && can_join(left, right);
  return {left + (is_joined ? "" : std::string(op.pretty)) + right, op.binding};
}

Piece print_negative(Printer& printer, const Instruction& instruction) {
  const Instruction& operand_at = printer.at(instruction.operands[0]);
  if (printer.is_pretty() && operand_at.op == Op::expm1) {
    return {"1 \u2212 exp" + in_parentheses(print(printer, operand_at.operands[0]).text), Binding::sum};
  }
  // −(a·b) and (−a)·b are the same number, so a product needs no parentheses.
  std::string inside = operand(printer, instruction.operands[0], Binding::product);
  if (starts_with_minus(inside)) inside = in_parentheses(inside);
  return {(printer.is_pretty() ? "\u2212" : "-") + inside, Binding::product};
}

Piece print_call(Printer& printer, const Instruction& instruction) {
  const OpRow& op = row(instruction.op);
  std::string arguments;
  for (std::size_t i = 0; i < static_cast<std::size_t>(op.operand_count); ++i) {
    if (i > 0) arguments += printer.is_pretty() ? ", " : ",";
    arguments += print(printer, instruction.operands[i]).text;
  }
  if (!printer.is_pretty()) return {std::string(op.name) + in_parentheses(arguments), Binding::atom};
  if (op.op == Op::expm1) return {"exp" + in_parentheses(arguments) + " \u2212 1", Binding::sum};
  const Instruction& argument = printer.at(instruction.operands[0]);
  if (op.op == Op::log1p && argument.op == Op::negate) {
    return {"ln(1 \u2212 " + operand(printer, argument.operands[0], Binding::product) + ")"};
  }
  if (op.op == Op::log1p)
    return {"ln(1 + " + operand(printer, instruction.operands[0], Binding::product) + ")"};
  if (op.op == Op::gauss)
    return {"exp(\u2212" + operand(printer, instruction.operands[0], Binding::atom) + "\u00b2)"};
  if (op.op == Op::abs) return {"|" + arguments + "|", Binding::atom};
  const bool is_bare_root =
      op.op == Op::sqrt && row(printer.at(instruction.operands[0]).op).operand_count == 0;
  if (is_bare_root) return {std::string(op.pretty) + arguments, Binding::atom};
  return {std::string(op.pretty) + in_parentheses(arguments), Binding::atom};
}

// Where a comparison does not hold; only for those that have an opposite.
std::optional<Op> opposite(Op comparison) {
  constexpr std::array<std::array<Op, 2>, 3> kPairs = {
      {{Op::less, Op::greater_equal}, {Op::greater, Op::less_equal}, {Op::equal, Op::not_equal}}};
  for (const auto& pair : kPairs) {
    if (comparison == pair[0]) return pair[1];
    if (comparison == pair[1]) return pair[0];
  }
  return std::nullopt;
}

std::string condition_text(Printer& printer, Id id) {
  const bool is_comparison = row(printer.at(id).op).binding == Binding::comparison;
  return is_comparison ? print(printer, id).text : operand(printer, id, Binding::sum) + " \u2260 0";
}

// "{p (x < 0); q (x ≥ 0)}"; of more branches, the conditions apply in their order and the last has none.
Piece print_branches(Printer& printer, const Instruction& first) {
  std::string branches = "{";
  const Instruction* branch = &first;
  int count = 0;
  for (;; ++count) {
    const std::string value = operand(printer, branch->operands[1], Binding::sum);
    branches += value + " " + in_parentheses(condition_text(printer, branch->operands[0])) + "; ";
    const Instruction& rest = printer.at(branch->operands[2]);
    if (rest.op != Op::select) break;
    branch = &rest;
  }
  branches += operand(printer, branch->operands[2], Binding::sum);
  const Instruction& condition = printer.at(branch->operands[0]);
  const std::optional<Op> otherwise = opposite(condition.op);
  if (count == 0 && otherwise) {
    const std::string left = operand(printer, condition.operands[0], Binding::sum);
    const std::string right = operand(printer, condition.operands[1], Binding::sum);
    branches += " " + in_parentheses(left + std::string(row(*otherwise).pretty) + right);
  }
  return {branches + "}", Binding::atom};
}

Piece print_choice(Printer& printer, const Instruction& instruction) {
  if (printer.is_pretty()) return print_branches(printer, instruction);
  const std::string condition = operand(printer, instruction.operands[0], Binding::comparison);
  const std::string where_true = operand(printer, instruction.operands[1], Binding::comparison);
  const std::string where_false = print(printer, instruction.operands[2]).text;
  return {condition + "?" + where_true + ":" + where_false, Binding::conditional};
}

// "1 − σ(x)" for σ(−x), which parse() turns back.
Piece print_complement(Printer& printer, Id sigmoid) {
  const std::string text = print(printer, sigmoid).text;
  return {(printer.is_pretty() ? "1 \u2212 " : "1-") + text, Binding::sum};
}

Piece print_operation(Printer& printer, Id id) {
  const Instruction& instruction = printer.at(id);
  const OpRow& op = row(instruction.op);
  if (const auto sigmoid = complement(printer.program.instructions, id)) {
    return print_complement(printer, *sigmoid);
  }
  if (op.op == Op::number) return print_number(printer, instruction.number);
  if (op.op == Op::x) return {"x", Binding::atom};
  if (op.op == Op::parameter)
    return {std::string(1, "abc"[static_cast<std::size_t>(instruction.number)]), Binding::atom};
  if (op.op == Op::negate) return print_negative(printer, instruction);
  if (op.op == Op::integer_power) return print_integer_power(printer, instruction);
  if (op.op == Op::select) return print_choice(printer, instruction);
  return op.binding == Binding::atom ? print_call(printer, instruction) : print_between(printer, instruction);
}

Piece print(Printer& printer, Id id) {
  if (printer.length > kMaxPrintedBytes) return {"\u2026", Binding::atom};
  Piece piece = print_operation(printer, id);
  // Counted for leaves only: inner nodes are made of them.
  if (row(printer.at(id).op).operand_count == 0) printer.length += piece.text.size() + 2;
  return piece;
}

}  // namespace

std::string text(const Program& program) {
  Printer printer{program, Style::typed};
  return print(printer, program.result()).text;
}

std::string pretty_text(const Program& program) {
  Printer printer{program, Style::pretty};
  return print(printer, program.result()).text;
}

}  // namespace lab::formula
