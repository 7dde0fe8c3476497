#include "formula/typeset.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/text.h"
#include "formula/box.h"
#include "formula/typeset_cases.h"

namespace lab::formula {

namespace {

constexpr std::size_t kLongestExponent = 16;  // symbols; a longer one is written exp(…)
constexpr std::size_t kLongestInline = 6;     // symbols of a fraction that may be written with a slash
constexpr int kDeepestScript = 2;             // exponents of exponents

struct Piece {
  Box box;
  Binding binding = Binding::atom;
};

// Where a piece stands.
struct Place {
  int script_depth = 0;          // exponents around it
  bool prefers_a_slash = false;  // inside brackets and fractions
};

struct Setter {
  const Program& program;
  int symbols = 0;

  const Instruction& at(Id id) const { return program.instructions[id]; }
};

Piece set(Setter& setter, Id id, Place place);
Piece set_exponential(Setter& setter, Id argument, Place place, bool is_of_minus_square = false);

Box operand(Setter& setter, Id id, Binding least, Place place) {
  Piece piece = set(setter, id, place);
  return piece.binding < least ? fenced(std::move(piece.box)) : std::move(piece.box);
}

Place inside(Place place) { return {place.script_depth, true}; }
Place raised(Place place) { return {place.script_depth + 1, true}; }

// 1e-9 is 10⁻⁹.
Piece set_number(double value) {
  if (value == kPi) return {symbol(Role::number, "\u03c0")};
  if (value == kE) return {symbol(Role::number, "e")};
  std::string digits = base::rounded(value < 0 ? -value : value, 6);
  std::string exponent;
  if (const std::size_t e = digits.find('e'); e != std::string::npos) {
    exponent = digits.substr(e + 1);
    digits.resize(e);
    if (exponent[0] == '-') exponent = std::string(kMinus) + exponent.substr(1);
  }
  std::vector<Box> boxes;
  if (value < 0) boxes.push_back(symbol(Role::minus, kMinus));
  if (exponent.empty() || digits != "1") boxes.push_back(symbol(Role::number, digits));
  if (!exponent.empty()) {
    if (digits != "1") boxes.push_back(symbol(Role::product, "\u00b7"));
    boxes.push_back(superscript(symbol(Role::number, "10"), symbol(Role::number, exponent)));
  }
  const Binding positive = exponent.empty() ? Binding::atom : Binding::product;
  return {row_of(std::move(boxes)), value < 0 ? Binding::product : positive};
}

Piece set_sum(Setter& setter, const Instruction& instruction, Place place) {
  const bool is_difference = instruction.op == Op::subtract;
  Box left = operand(setter, instruction.operands[0], Binding::sum, place);
  const Binding least = is_difference ? Binding::product : Binding::sum;
  Box right = operand(setter, instruction.operands[1], least, place);
  if (starts_with_minus(right)) right = fenced(std::move(right));
  Box sign = symbol(Role::sum, is_difference ? kMinus : "+");
  return {row_of({std::move(left), std::move(sign), std::move(right)}), Binding::sum};
}

bool is_negative(const Instruction& instruction) {
  return instruction.op == Op::negate || (instruction.op == Op::number && instruction.number < 0);
}

Piece set_product(Setter& setter, const Instruction& instruction, Place place) {
  const Instruction& second = setter.at(instruction.operands[1]);
  // −2x for x·(−2) and −ax for a·(−x): x(−2) would be a call.
  if (is_negative(second) && !is_negative(setter.at(instruction.operands[0]))) {
    if (second.op == Op::number && setter.at(instruction.operands[0]).op != Op::number) {
      const Instruction swapped{Op::multiply, {instruction.operands[1], instruction.operands[0]}};
      return set_product(setter, swapped, place);
    }
    if (second.op == Op::negate) {
      const Instruction positive{Op::multiply, {instruction.operands[0], second.operands[0]}};
      Box product = set_product(setter, positive, place).box;
      if (!starts_with_minus(product))
        return {row_of({symbol(Role::minus, kMinus), std::move(product)}), Binding::product};
    }
  }
  Box left = operand(setter, instruction.operands[0], Binding::product, place);
  Piece right_piece = set(setter, instruction.operands[1], place);
  const bool is_slash =
      setter.at(instruction.operands[1]).op == Op::divide && right_piece.box.kind != BoxKind::fraction;
  const bool needs_fence =
      right_piece.binding < Binding::product || is_slash || starts_with_minus(right_piece.box);
  Box right = needs_fence ? fenced(std::move(right_piece.box)) : std::move(right_piece.box);
  if (can_join(left, right)) return {row_of({std::move(left), std::move(right)}), Binding::product};
  return {row_of({std::move(left), symbol(Role::product, "\u00b7"), std::move(right)}), Binding::product};
}

Piece set_fraction(Setter& setter, const Instruction& instruction, Place place) {
  const Place within = inside(place);
  Box above = operand(setter, instruction.operands[0], Binding::comparison, within);
  Box below = operand(setter, instruction.operands[1], Binding::comparison, within);
  const bool has_minus = starts_with_minus(above) && above.kind == BoxKind::row &&
                         setter.at(instruction.operands[0]).op != Op::add &&
                         setter.at(instruction.operands[0]).op != Op::subtract;
  if (has_minus) {  // −(x/2) for (−x)/2
    above.children.erase(above.children.begin());
    above = row_of({std::move(above)});
  }
  std::vector<Box> boxes;
  if (has_minus) boxes.push_back(symbol(Role::minus, kMinus));
  const bool is_short =
      !is_tall(above) && !is_tall(below) && symbol_count(above) + symbol_count(below) <= kLongestInline;
  if (place.script_depth > 0 || (place.prefers_a_slash && is_short)) {
    const auto is_wide = [](const Box& box) { return box.kind == BoxKind::row; };
    const bool above_is_sum = setter.at(instruction.operands[0]).op == Op::add ||
                              setter.at(instruction.operands[0]).op == Op::subtract;
    boxes.push_back(above_is_sum ? fenced(std::move(above)) : std::move(above));
    boxes.push_back(symbol(Role::product, "/"));
    const bool needs_fence = is_wide(below) && first_of(below).kind != BoxKind::fence &&
                             !is_symbol(first_of(below), Role::function);
    boxes.push_back(needs_fence ? fenced(std::move(below)) : std::move(below));
    return {row_of(std::move(boxes)), Binding::product};
  }
  Box fraction = box_of(BoxKind::fraction);
  fraction.children.push_back(std::move(above));
  fraction.children.push_back(std::move(below));
  boxes.push_back(std::move(fraction));
  return {row_of(std::move(boxes)), has_minus ? Binding::product : Binding::power};
}

Piece set_negative(Setter& setter, const Instruction& instruction, Place place) {
  const Instruction& inner = setter.at(instruction.operands[0]);
  if (inner.op == Op::expm1) {  // 1 − e^u for −(e^u − 1)
    Box power = set_exponential(setter, inner.operands[0], place).box;
    return {row_of({symbol(Role::number, "1"), symbol(Role::sum, kMinus), std::move(power)}), Binding::sum};
  }
  Box box = operand(setter, instruction.operands[0], Binding::product, place);
  if (starts_with_minus(box)) box = fenced(std::move(box));
  return {row_of({symbol(Role::minus, kMinus), std::move(box)}), Binding::product};
}

// e^u, as exp(u) where the exponent would be high or long.
Piece set_exponential(Setter& setter, Id argument, Place place, bool is_of_minus_square) {
  const auto exponent_at = [&](Place where) {
    if (!is_of_minus_square) return set(setter, argument, where).box;
    Box square = superscript(operand(setter, argument, Binding::atom, where), symbol(Role::number, "2"));
    return row_of({symbol(Role::minus, kMinus), std::move(square)});
  };
  const int symbols_before = setter.symbols;
  if (place.script_depth < kDeepestScript) {
    Box exponent = exponent_at(raised(place));
    if (!is_tall(exponent) && symbol_count(exponent) <= kLongestExponent) {
      return {superscript(symbol(Role::number, "e"), std::move(exponent)), Binding::power};
    }
  }
  setter.symbols = symbols_before;
  return {row_of({symbol(Role::function, "exp"), fenced(exponent_at(inside(place)))}), Binding::atom};
}

// Functions whose power is written sin²(x).
bool takes_a_power(Op op) {
  constexpr std::array<Op, 7> kOps = {Op::sin, Op::cos, Op::tan, Op::sinh, Op::cosh, Op::tanh, Op::log};
  return std::find(kOps.begin(), kOps.end(), op) != kOps.end();
}

Piece set_integer_power(Setter& setter, const Instruction& instruction, Place place) {
  const auto exponent = static_cast<int>(instruction.number);
  Box raised_box = symbol(Role::number, (exponent < 0 ? std::string(kMinus) : std::string()) +
                                            std::to_string(exponent < 0 ? -exponent : exponent));
  Box base = operand(setter, instruction.operands[0], Binding::atom, place);
  const Op inner = setter.at(instruction.operands[0]).op;
  if (exponent > 0 && takes_a_power(inner) && base.kind == BoxKind::row) {
    base.children[0] = superscript(std::move(base.children[0]), std::move(raised_box));
    return {std::move(base), Binding::atom};
  }
  const bool is_call = base.kind == BoxKind::row && base.children.size() > 1;
  // σ(x)² rather than an exponent on the whole row.
  if (is_call) {
    Box last = std::move(base.children.back());
    base.children.back() = superscript(std::move(last), std::move(raised_box));
    return {std::move(base), Binding::power};
  }
  return {superscript(std::move(base), std::move(raised_box)), Binding::power};
}

Piece set_power(Setter& setter, const Instruction& instruction, Place place) {
  Box base = operand(setter, instruction.operands[0], Binding::atom, place);
  if (base.kind == BoxKind::row && base.children.size() > 1) base = fenced(std::move(base));
  return {superscript(std::move(base), set(setter, instruction.operands[1], raised(place)).box),
          Binding::power};
}

Piece set_call(Setter& setter, const Instruction& instruction, Place place) {
  const Id argument = instruction.operands[0];
  switch (instruction.op) {
    case Op::exp:
      return set_exponential(setter, argument, place);
    case Op::gauss:
      return set_exponential(setter, argument, place, true);
    case Op::expm1: {
      Box power = set_exponential(setter, argument, place).box;
      return {row_of({std::move(power), symbol(Role::sum, kMinus), symbol(Role::number, "1")}), Binding::sum};
    }
    case Op::log1p: {
      const bool is_minus = setter.at(argument).op == Op::negate;
      const Id term_id = is_minus ? setter.at(argument).operands[0] : argument;
      Box term = operand(setter, term_id, Binding::product, inside(place));
      if (starts_with_minus(term)) term = fenced(std::move(term));
      Box sum =
          row_of({symbol(Role::number, "1"), symbol(Role::sum, is_minus ? kMinus : "+"), std::move(term)});
      return {row_of({symbol(Role::function, "ln"), fenced(std::move(sum))})};
    }
    case Op::abs:
      return {fenced(set(setter, argument, inside(place)).box, "|")};
    case Op::floor:
      return {fenced(set(setter, argument, inside(place)).box, "[")};
    case Op::sqrt: {
      Box root = box_of(BoxKind::root);
      root.children.push_back(set(setter, argument, inside(place)).box);
      return {std::move(root)};
    }
    default:
      break;
  }
  std::vector<Box> arguments;
  for (std::size_t i = 0; i < static_cast<std::size_t>(row(instruction.op).operand_count); ++i) {
    if (i > 0) arguments.push_back(symbol(Role::comma, ","));
    arguments.push_back(set(setter, instruction.operands[i], inside(place)).box);
  }
  return {row_of({symbol(Role::function, row(instruction.op).pretty), fenced(row_of(std::move(arguments)))})};
}

Piece set_comparison(Setter& setter, const Instruction& instruction, Place place) {
  Box left = operand(setter, instruction.operands[0], Binding::sum, place);
  Box right = operand(setter, instruction.operands[1], Binding::sum, place);
  const std::string_view sign = base::trim(row(instruction.op).pretty);
  return {row_of({std::move(left), symbol(Role::relation, sign), std::move(right)}), Binding::comparison};
}

Box set_condition(Setter& setter, const Condition& condition, Place place) {
  const auto value = [&](Id id) { return operand(setter, id, Binding::sum, place); };
  const auto relation = [](Op op) { return symbol(Role::relation, base::trim(row(op).pretty)); };
  std::vector<Box> boxes;
  if (condition.low) {
    boxes.push_back(value(condition.low->bound));
    boxes.push_back(relation(condition.low->op));
  }
  if (condition.quantity) boxes.push_back(value(*condition.quantity));
  if (condition.high) {
    boxes.push_back(relation(condition.high->op));
    if (condition.high->bound_is_zero) {
      boxes.push_back(symbol(Role::number, "0"));
    } else {
      boxes.push_back(value(condition.high->bound));
    }
  }
  return row_of(std::move(boxes));
}

Piece set_cases(Setter& setter, Id id, Place place) {
  Box cases = box_of(BoxKind::cases);
  for (const Case& one : cases_of(setter.program, id)) {
    cases.children.push_back(operand(setter, one.value, Binding::sum, {place.script_depth, false}));
    cases.children.push_back(set_condition(setter, one.condition, {place.script_depth, true}));
  }
  return {std::move(cases)};
}

Piece set(Setter& setter, Id id, Place place) {
  if (setter.symbols > kMaxSymbols) return {symbol(Role::number, "\u2026")};
  const Instruction& instruction = setter.at(id);
  ++setter.symbols;
  if (const auto sigmoid = complement(setter.program.instructions, id)) {
    Box term = set(setter, *sigmoid, place).box;
    return {row_of({symbol(Role::number, "1"), symbol(Role::sum, kMinus), std::move(term)}), Binding::sum};
  }
  switch (instruction.op) {
    case Op::number:
      return set_number(instruction.number);
    case Op::x:
      return {symbol(Role::variable, "x")};
    case Op::parameter:
      return {symbol(Role::variable,
                     std::string_view("abc").substr(static_cast<std::size_t>(instruction.number), 1))};
    case Op::negate:
      return set_negative(setter, instruction, place);
    case Op::add:
    case Op::subtract:
      return set_sum(setter, instruction, place);
    case Op::multiply:
      return set_product(setter, instruction, place);
    case Op::divide:
      return set_fraction(setter, instruction, place);
    case Op::integer_power:
      return set_integer_power(setter, instruction, place);
    case Op::power:
      return set_power(setter, instruction, place);
    case Op::select:
      return set_cases(setter, id, place);
    default:
      return row(instruction.op).binding == Binding::comparison ? set_comparison(setter, instruction, place)
                                                                : set_call(setter, instruction, place);
  }
}

}  // namespace

Box typeset(const Program& program) {
  Setter setter{program};
  return set(setter, program.result(), {}).box;
}

}  // namespace lab::formula
