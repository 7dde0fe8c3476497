#include "formula/pytorch.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.h"
#include "formula/typeset_cases.h"

namespace lab::formula {

namespace {

// How Python's operators bind, from loose to tight.
enum class Tightness { conditional, comparison, sum, product, sign, power, atom };

struct Piece {
  std::string text;
  Tightness tightness = Tightness::atom;
};

struct SpellingRow {
  Op op;
  // $0, $1, $2: arguments inside brackets or commas. Functions of tensors.
  std::string_view tensors;
};

constexpr std::array<SpellingRow, 24> kCalls = {{
    {Op::abs, "torch.abs($0)"},         {Op::sign, "torch.sign($0)"},
    {Op::floor, "torch.floor($0)"},     {Op::step, "torch.ge($0, 0).to(x.dtype)"},
    {Op::relu, "torch.relu($0)"},       {Op::exp, "torch.exp($0)"},
    {Op::expm1, "torch.expm1($0)"},     {Op::log, "torch.log($0)"},
    {Op::log1p, "torch.log1p($0)"},     {Op::sqrt, "torch.sqrt($0)"},
    {Op::sin, "torch.sin($0)"},         {Op::cos, "torch.cos($0)"},
    {Op::tan, "torch.tan($0)"},         {Op::asin, "torch.asin($0)"},
    {Op::acos, "torch.acos($0)"},       {Op::atan, "torch.atan($0)"},
    {Op::sinh, "torch.sinh($0)"},       {Op::cosh, "torch.cosh($0)"},
    {Op::tanh, "torch.tanh($0)"},       {Op::asinh, "torch.asinh($0)"},
    {Op::sigmoid, "torch.sigmoid($0)"}, {Op::softplus, "F.softplus($0)"},
    {Op::erf, "torch.erf($0)"},         {Op::erfc, "torch.erfc($0)"},
}};

struct Writer {
  const Program& program;
  std::vector<bool> is_tensor;        // depends on x or on a parameter
  std::vector<std::string> variable;  // the name of a local variable that holds it, or empty
  std::string x_is = "x";             // in a branch, x kept on its side of the condition

  const Instruction& at(Id id) const { return program.instructions[id]; }
};

Piece write(Writer& writer, Id id);

std::string operand(Writer& writer, Id id, Tightness least) {
  Piece piece = write(writer, id);
  return piece.tightness < least ? "(" + piece.text + ")" : std::move(piece.text);
}

std::string number_text(double value) {
  const std::string module = "math.";
  if (value == kPi) return module + "pi";
  if (value == kE) return module + "e";
  return base::shortest(value);
}

// As a tensor: torch's functions take nothing else.
std::string tensor(Writer& writer, Id id) {
  const std::string text = write(writer, id).text;
  return writer.is_tensor[id] ? text : "torch.tensor(float(" + text + "), dtype=x.dtype)";
}

// ln(10)
bool is_number_log(const Program& program, const Instruction& instruction) {
  if (instruction.op != Op::log) return false;
  const Instruction& argument = program.instructions[instruction.operands[0]];
  return argument.op == Op::number && argument.number > 0;
}

Piece write_call(Writer& writer, const Instruction& instruction) {
  const Id argument = instruction.operands[0];
  if (instruction.op == Op::sqrt && !writer.is_tensor[argument]) {
    return {"math.sqrt(" + write(writer, argument).text + ")"};
  }
  if (is_number_log(writer.program, instruction)) {
    return {"math.log(" + number_text(writer.at(argument).number) + ")"};
  }
  if (instruction.op == Op::gauss) return {"torch.exp(-torch.square(" + tensor(writer, argument) + "))"};
  if (instruction.op == Op::sinc) {
    const std::string inside =
        writer.is_tensor[argument] ? operand(writer, argument, Tightness::product) : tensor(writer, argument);
    return {"torch.sinc(" + inside + " / math.pi)"};
  }
  const auto spelling = std::find_if(kCalls.begin(), kCalls.end(),
                                     [&](const SpellingRow& row) { return row.op == instruction.op; });
  std::string text(spelling->tensors);
  text.replace(text.find("$0"), 2, tensor(writer, argument));
  return {text};
}

// Which side of a tie gives the slope is written out: torch.maximum would share it.
Piece write_extremum(Writer& writer, const Instruction& instruction) {
  const bool is_min = instruction.op == Op::min;
  const Id a = instruction.operands[0];
  const Id b = instruction.operands[1];
  if (!writer.is_tensor[a] && !writer.is_tensor[b]) {
    return {(is_min ? "min(" : "max(") + write(writer, a).text + ", " + write(writer, b).text + ")"};
  }
  const auto is_zero = [&](Id id) { return writer.at(id).op == Op::number && writer.at(id).number == 0.0; };
  if (!is_min && is_zero(a)) return {"torch.relu(" + write(writer, b).text + ")"};
  if (!is_min && is_zero(b)) return {"torch.relu(" + write(writer, a).text + ")"};
  const bool second_wins_tie = !writer.at(b).depends_on_x;
  const std::string sign = std::string(is_min ? "<" : ">") + (second_wins_tie ? "" : "=");
  const std::string first = operand(writer, a, Tightness::sum);
  const std::string second = operand(writer, b, Tightness::sum);
  return {"torch.where(" + first + " " + sign + " " + second + ", " + write(writer, a).text + ", " +
          write(writer, b).text + ")"};
}

std::string condition_text(Writer& writer, Id id) {
  const Instruction& condition = writer.at(id);
  if (row(condition.op).binding != Binding::comparison) {
    return operand(writer, id, Tightness::sum) + " != 0";
  }
  const std::string left = operand(writer, condition.operands[0], Tightness::sum);
  const std::string right = operand(writer, condition.operands[1], Tightness::sum);
  return left + " " + std::string(row(condition.op).name) + " " + right;
}

// How x is to be written in a branch on `x < c` or `|x| < c`, so that what overflows on the other side is not
// computed there: torch.where multiplies its gradient by 0, and 0·inf is NaN.
// At the bound clamp's slope is 1.
std::string x_in_branch(Writer& writer, const Instruction& condition, bool holds) {
  const bool is_less = condition.op == Op::less || condition.op == Op::less_equal;
  const bool is_greater = condition.op == Op::greater || condition.op == Op::greater_equal;
  const Instruction& left = writer.at(condition.operands[0]);
  const bool is_about_magnitude = left.op == Op::abs && writer.at(left.operands[0]).op == Op::x;
  const bool is_about_x = left.op == Op::x || is_about_magnitude;
  const bool is_bounded = (is_less || is_greater) && !writer.at(condition.operands[1]).depends_on_x;
  if (!is_about_x || !is_bounded) return writer.x_is;
  const std::string bound = write(writer, condition.operands[1]).text;
  if (is_about_magnitude) {
    const std::string sign(row(holds ? condition.op : opposite(condition.op)).name);
    const std::string x = writer.x_is;
    return "torch.where(torch.abs(" + x + ") " + sign + " " + bound + ", " + x + ", " + bound + ")";
  }
  return "torch.clamp(" + writer.x_is + ", " + (is_less == holds ? "max=" : "min=") + bound + ")";
}

// A sum, product or power of bounded things cannot spoil a gradient; these can.
bool can_overflow(const Program& program, Id id, int depth = 0) {
  constexpr std::array<Op, 9> kSafe = {Op::number,   Op::x,        Op::parameter, Op::negate, Op::add,
                                       Op::subtract, Op::multiply, Op::abs,       Op::relu};
  const Instruction& instruction = program.instructions[id];
  if (!instruction.depends_on_x) return false;
  if (depth > 20 || std::find(kSafe.begin(), kSafe.end(), instruction.op) == kSafe.end()) return true;
  for (int k = 0; k < row(instruction.op).operand_count; ++k) {
    if (can_overflow(program, instruction.operands[static_cast<std::size_t>(k)], depth + 1)) return true;
  }
  return false;
}

std::string branch_text(Writer& writer, const Instruction& select, bool holds) {
  const Id branch = select.operands[holds ? 1 : 2];
  if (!can_overflow(writer.program, branch)) return write(writer, branch).text;
  const std::string outside = writer.x_is;
  writer.x_is = x_in_branch(writer, writer.at(select.operands[0]), holds);
  std::string text = write(writer, branch).text;
  writer.x_is = outside;
  return text;
}

Piece write_select(Writer& writer, const Instruction& instruction) {
  const std::string condition = condition_text(writer, instruction.operands[0]);
  const std::string yes = branch_text(writer, instruction, true);
  const std::string no = branch_text(writer, instruction, false);
  if (!writer.is_tensor[instruction.operands[0]]) {
    return {"(" + yes + ") if " + condition + " else (" + no + ")", Tightness::conditional};
  }
  return {"torch.where(" + condition + ", " + yes + ", " + no + ")"};
}

struct InfixRow {
  Op op;
  std::string_view sign;
  Tightness tightness;
  Tightness left, right;  // what may stand there bare
};

constexpr std::array<InfixRow, 5> kInfix = {{
    {Op::add, " + ", Tightness::sum, Tightness::sum, Tightness::product},
    {Op::subtract, " - ", Tightness::sum, Tightness::sum, Tightness::product},
    {Op::multiply, " * ", Tightness::product, Tightness::product, Tightness::sign},
    {Op::divide, " / ", Tightness::product, Tightness::product, Tightness::sign},
    {Op::power, " ** ", Tightness::power, Tightness::atom, Tightness::power},
}};

Piece write_infix(Writer& writer, const InfixRow& infix, const Instruction& instruction) {
  const std::string left = operand(writer, instruction.operands[0], infix.left);
  const std::string right = operand(writer, instruction.operands[1], infix.right);
  return {left + std::string(infix.sign) + right, infix.tightness};
}

Piece write_leaf(const Writer& writer, const Instruction& instruction) {
  if (instruction.op == Op::x) return {writer.x_is};
  if (instruction.op == Op::parameter) {
    return {std::string(1, "abc"[static_cast<std::size_t>(instruction.number)])};
  }
  return {number_text(instruction.number), instruction.number < 0 ? Tightness::sign : Tightness::atom};
}

Piece write(Writer& writer, Id id) {
  if (!writer.variable[id].empty()) return {writer.variable[id]};
  const Instruction& instruction = writer.at(id);
  if (row(instruction.op).operand_count == 0) return write_leaf(writer, instruction);
  for (const InfixRow& infix : kInfix) {
    if (infix.op == instruction.op) return write_infix(writer, infix, instruction);
  }
  if (instruction.op == Op::negate) {
    return {"-" + operand(writer, instruction.operands[0], Tightness::sign), Tightness::sign};
  }
  if (instruction.op == Op::integer_power) {
    const std::string base = operand(writer, instruction.operands[0], Tightness::atom);
    return {base + " ** " + std::to_string(static_cast<int>(instruction.number)), Tightness::power};
  }
  if (instruction.op == Op::select) return write_select(writer, instruction);
  if (instruction.op == Op::min || instruction.op == Op::max) return write_extremum(writer, instruction);
  if (row(instruction.op).binding == Binding::comparison) {
    const std::string condition = condition_text(writer, id);
    if (!writer.is_tensor[id]) return {"float(" + condition + ")"};
    return {"(" + condition + ").to(x.dtype)"};
  }
  return write_call(writer, instruction);
}

Writer make_writer(const Program& program) {
  Writer writer{program, {}, std::vector<std::string>(program.instructions.size())};
  for (const Instruction& instruction : program.instructions) {
    bool is_tensor = instruction.op == Op::x || instruction.op == Op::parameter;
    for (int k = 0; k < row(instruction.op).operand_count; ++k) {
      is_tensor = is_tensor || writer.is_tensor[instruction.operands[static_cast<std::size_t>(k)]];
    }
    // Functions of numbers are tensors too: see tensor(). √2 and ln(10) are not.
    const Op op = instruction.op;
    const bool is_torch_call = row(op).binding == Binding::atom && row(op).operand_count == 1 &&
                               op != Op::sqrt && !is_number_log(program, instruction);
    writer.is_tensor.push_back(is_tensor || is_torch_call);
  }
  return writer;
}

// How often each instruction would be written. Conditions and extrema write their operands twice.
std::vector<int> uses(const Program& program) {
  std::vector<int> counts(program.instructions.size(), 0);
  for (const Instruction& instruction : program.instructions) {
    const bool is_extremum = instruction.op == Op::min || instruction.op == Op::max;
    for (int k = 0; k < row(instruction.op).operand_count; ++k) {
      counts[instruction.operands[static_cast<std::size_t>(k)]] += is_extremum ? 2 : 1;
    }
  }
  return counts;
}

// A sum or product of two leaves is as short as a name.
bool is_worth_a_name(const Program& program, const Instruction& instruction) {
  const OpRow& op = row(instruction.op);
  if (op.operand_count == 0) return false;
  if (op.binding == Binding::atom || op.binding == Binding::conditional) return true;
  for (int k = 0; k < op.operand_count; ++k) {
    if (row(program.instructions[instruction.operands[static_cast<std::size_t>(k)]].op).operand_count > 0)
      return true;
  }
  return false;
}

struct ImportRow {
  std::string_view prefix;  // of what it brings
  std::string_view import;
};

constexpr std::array<ImportRow, 3> kImports = {{
    {"math.", "import math\n"},
    {"torch.", "import torch\n"},
    {"F.", "import torch.nn.functional as F\n"},
}};

}  // namespace

std::string pytorch_function(const Program& program, std::string_view name, std::span<const float> params) {
  Writer writer = make_writer(program);
  std::string head = "def " + std::string(name) + "(x";
  std::string body;
  const auto used = used_parameters(program);
  for (std::size_t i = 0; i < used.size(); ++i) {
    if (!used[i]) continue;
    const std::string letter(1, "abc"[i]);
    head += ", " + letter + "=" + base::shortest(i < params.size() ? params[i] : 0.0F);
    body += "    " + letter + " = torch.as_tensor(" + letter + ", dtype=x.dtype)\n";
  }
  const std::vector<int> counts = uses(program);
  int names = 0;
  for (std::size_t i = 0; i + 1 < program.instructions.size(); ++i) {
    if (counts[i] < 2 || !is_worth_a_name(program, program.instructions[i])) continue;
    const std::string text = write(writer, static_cast<Id>(i)).text;
    writer.variable[i] = "t" + std::to_string(++names);
    body += "    " + writer.variable[i] + " = " + text + "\n";
  }
  std::string result = write(writer, program.result()).text;
  if (!program.instructions.back().depends_on_x) result = "torch.zeros_like(x) + (" + result + ")";
  return head + "):\n" + body + "    return " + result + "\n";
}

std::string pytorch_file(const Program& program, std::string_view name, std::span<const float> params) {
  const std::string function = pytorch_function(program, name, params);
  std::string file;
  for (const ImportRow& row : kImports) {
    if (function.find(row.prefix) != std::string::npos) file += row.import;
  }
  return file.empty() ? function : file + "\n\n" + function;
}

}  // namespace lab::formula
