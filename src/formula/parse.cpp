#include "formula/parse.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

#include "formula/lexer.h"
#include "formula/stable_forms.h"

namespace lab::formula {

namespace {

struct ErrorRow {
  ErrorCode code;
  std::string_view text_id;
};

constexpr std::array<ErrorRow, kErrorCodeCount> kErrors = {{
    {ErrorCode::empty, "formula.error.empty"},
    {ErrorCode::too_long, "formula.error.too_long"},
    {ErrorCode::too_deep, "formula.error.too_deep"},
    {ErrorCode::too_large, "formula.error.too_large"},
    {ErrorCode::unexpected_character, "formula.error.unexpected_character"},
    {ErrorCode::unexpected_end, "formula.error.unexpected_end"},
    {ErrorCode::expected_value, "formula.error.expected_value"},
    {ErrorCode::expected_operator, "formula.error.expected_operator"},
    {ErrorCode::expected_close, "formula.error.expected_close"},
    {ErrorCode::expected_colon, "formula.error.expected_colon"},
    {ErrorCode::expected_arguments, "formula.error.expected_arguments"},
    {ErrorCode::argument_count, "formula.error.argument_count"},
    {ErrorCode::unknown_name, "formula.error.unknown_name"},
    {ErrorCode::bad_number, "formula.error.bad_number"},
    {ErrorCode::chained_comparison, "formula.error.chained_comparison"},
    {ErrorCode::expected_bar, "formula.error.expected_bar"},
    {ErrorCode::power_of_function, "formula.error.power_of_function"},
}};

struct Parser {
  std::vector<Token> tokens;
  std::size_t position = 0;
  int depth = 0;
  bool is_in_bars = false;  // in |…|, and in no parentheses inside
  Builder builder;
  std::optional<FormulaError> error;  // the first one

  const Token& next() const { return tokens[position]; }
};

// Keeps the first error and skips to the end, where every rule returns without reading further.
Id fail(Parser& parser, ErrorCode code, const Token& token) {
  if (!parser.error) parser.error = FormulaError{code, token.column, token.source};
  parser.position = parser.tokens.size() - 1;
  return 0;
}

// A value was needed, or a sign in its place.
Id fail_here(Parser& parser, ErrorCode code) {
  const Token& token = parser.next();
  return fail(parser, token.kind == TokenKind::end ? ErrorCode::unexpected_end : code, token);
}

bool sees(const Parser& parser, std::string_view symbol) {
  return parser.next().kind == TokenKind::symbol && parser.next().name == symbol;
}

bool take(Parser& parser, std::string_view symbol) {
  if (!sees(parser, symbol)) return false;
  ++parser.position;
  return true;
}

struct Level {
  Parser& parser;
  explicit Level(Parser& p) : parser(p) { ++parser.depth; }
  ~Level() { --parser.depth; }
  Level(const Level&) = delete;
  Level& operator=(const Level&) = delete;
};

bool is_too_deep(Parser& parser) {
  if (parser.depth > kMaxDepth) fail(parser, ErrorCode::too_deep, parser.next());
  return parser.error.has_value();
}

Id parse_conditional(Parser& parser);
Id parse_exponent(Parser& parser);

// x, a, b, c, pi, e; or nothing.
std::optional<Id> simple_name(Parser& parser, std::string_view name) {
  if (name == "x") return emit(parser.builder, Op::x);
  if (name == "pi") return emit_number(parser.builder, kPi);
  if (name == "e") return emit_number(parser.builder, kE);
  constexpr std::string_view kParameters = "abc";
  const std::size_t index = name.size() == 1 ? kParameters.find(name) : std::string_view::npos;
  if (index == std::string_view::npos) return std::nullopt;
  return emit(parser.builder, Op::parameter, {}, static_cast<double>(index));
}

// Says for a while whether a "|" behind a value closes bars.
struct Bars {
  Parser& parser;
  bool before;
  Bars(Parser& p, bool is_in_bars) : parser(p), before(p.is_in_bars) { p.is_in_bars = is_in_bars; }
  ~Bars() { parser.is_in_bars = before; }
  Bars(const Bars&) = delete;
  Bars& operator=(const Bars&) = delete;
};

// function "(" conditional { "," conditional } ")"
Id parse_call(Parser& parser, const OpRow& function, const Token& name) {
  if (sees(parser, "^")) return fail(parser, ErrorCode::power_of_function, name);
  if (!take(parser, "(")) return fail(parser, ErrorCode::expected_arguments, name);
  const Bars none(parser, false);
  std::array<Id, 3> operands{};
  int count = 0;
  do {
    const Id argument = parse_conditional(parser);
    if (count < function.operand_count) operands[static_cast<std::size_t>(count)] = argument;
    ++count;
  } while (take(parser, ","));
  if (!parser.error && !take(parser, ")")) return fail_here(parser, ErrorCode::expected_close);
  if (!parser.error && count != function.operand_count) return fail(parser, ErrorCode::argument_count, name);
  return parser.error ? Id{0} : emit_stable(parser.builder, function.op, operands);
}

struct LogarithmRow {
  std::string_view name;
  double base;
};

constexpr std::array<LogarithmRow, 2> kLogarithms = {{{"log10", 10}, {"log2", 2}}};

// log(u)/log(base)
Id parse_logarithm(Parser& parser, const LogarithmRow& logarithm, const Token& name) {
  const Id natural = parse_call(parser, row(Op::log), name);
  if (parser.error) return 0;
  const Id of_base = emit(parser.builder, Op::log, {emit_number(parser.builder, logarithm.base)});
  return emit_stable(parser.builder, Op::divide, {natural, of_base});
}

Id parse_name(Parser& parser) {
  const Token name = parser.next();
  ++parser.position;
  if (const std::optional<Id> value = simple_name(parser, name.name)) return *value;
  if (const OpRow* function = find_function(name.name)) return parse_call(parser, *function, name);
  for (const LogarithmRow& logarithm : kLogarithms) {
    if (logarithm.name == name.name) return parse_logarithm(parser, logarithm, name);
  }
  return fail(parser, ErrorCode::unknown_name, name);
}

// "|" conditional "|"
Id parse_magnitude(Parser& parser) {
  take(parser, "|");
  const Bars bars(parser, true);
  const Id inside = parse_conditional(parser);
  if (!parser.error && !take(parser, "|")) return fail_here(parser, ErrorCode::expected_bar);
  return parser.error ? Id{0} : emit_stable(parser.builder, Op::abs, {inside});
}

// primary = number | name | function "(" … ")" | "(" conditional ")" | "|" conditional "|"
Id parse_primary(Parser& parser) {
  const Token& token = parser.next();
  if (token.kind == TokenKind::number) {
    ++parser.position;
    return emit_number(parser.builder, token.number);
  }
  if (token.kind == TokenKind::name) return parse_name(parser);
  if (sees(parser, "|")) return parse_magnitude(parser);
  if (take(parser, "(")) {
    const Bars none(parser, false);
    const Id inside = parse_conditional(parser);
    if (!parser.error && !take(parser, ")")) return fail_here(parser, ErrorCode::expected_close);
    return inside;
  }
  return fail_here(parser, ErrorCode::expected_value);
}

// power = primary [ "^" exponent ]
Id parse_power(Parser& parser) {
  const Id base = parse_primary(parser);
  if (parser.error || !take(parser, "^")) return base;
  const Id exponent = parse_exponent(parser);
  return parser.error ? Id{0} : emit_stable(parser.builder, Op::power, {base, exponent});
}

// exponent = ("-" | "+") exponent | power
Id parse_exponent(Parser& parser) {
  const Level level(parser);
  if (is_too_deep(parser)) return 0;
  if (take(parser, "+")) return parse_exponent(parser);
  if (!take(parser, "-")) return parse_power(parser);
  const Id positive = parse_exponent(parser);
  return parser.error ? Id{0} : emit_stable(parser.builder, Op::negate, {positive});
}

// unary = ("-" | "+") unary | power
Id parse_unary(Parser& parser) {
  if (!sees(parser, "-") && !sees(parser, "+")) return parse_power(parser);
  const Level level(parser);
  if (is_too_deep(parser)) return 0;
  if (take(parser, "+")) return parse_unary(parser);
  take(parser, "-");
  const Id positive = parse_unary(parser);
  return parser.error ? Id{0} : emit_stable(parser.builder, Op::negate, {positive});
}

// "2x", "(x+1)(x-1)", "a x", "2|x|": a value directly behind a value; but no number behind anything ("x 2").
bool sees_implicit_factor(const Parser& parser) {
  return parser.next().kind == TokenKind::name || sees(parser, "(") ||
         (sees(parser, "|") && !parser.is_in_bars);
}

// product = unary { [ "*" | "/" ] unary }
Id parse_product(Parser& parser) {
  Id left = parse_unary(parser);
  while (!parser.error) {
    Op op = Op::multiply;
    if (take(parser, "/")) {
      op = Op::divide;
    } else if (!take(parser, "*") && !sees_implicit_factor(parser)) {
      break;
    }
    const Id right = parse_unary(parser);
    if (!parser.error) left = emit_stable(parser.builder, op, {left, right});
  }
  return left;
}

// sum = product { ("+" | "-") product }
Id parse_sum(Parser& parser) {
  Id left = parse_product(parser);
  while (!parser.error) {
    Op op = Op::add;
    if (take(parser, "-")) {
      op = Op::subtract;
    } else if (!take(parser, "+")) {
      break;
    }
    const Id right = parse_product(parser);
    if (!parser.error) left = emit_stable(parser.builder, op, {left, right});
  }
  return left;
}

std::optional<Op> comparison_here(const Parser& parser) {
  if (parser.next().kind != TokenKind::symbol) return std::nullopt;
  for (std::size_t i = 0; i < kOpCount; ++i) {
    const OpRow& candidate = row(static_cast<Op>(i));
    if (candidate.binding == Binding::comparison && candidate.name == parser.next().name) return candidate.op;
  }
  return std::nullopt;
}

// comparison = sum [ ("<" | "<=" | ">" | ">=" | "==" | "!=") sum ]
Id parse_comparison(Parser& parser) {
  const Id left = parse_sum(parser);
  const std::optional<Op> op = comparison_here(parser);
  if (parser.error || !op) return left;
  ++parser.position;
  const Id right = parse_sum(parser);
  if (parser.error) return 0;
  if (comparison_here(parser)) return fail(parser, ErrorCode::chained_comparison, parser.next());
  return emit(parser.builder, *op, {left, right});
}

// conditional = comparison [ "?" conditional ":" conditional ]
Id parse_conditional(Parser& parser) {
  const Level level(parser);
  if (is_too_deep(parser)) return 0;
  const Id condition = parse_comparison(parser);
  if (parser.error || !take(parser, "?")) return condition;
  const Id where_true = parse_conditional(parser);
  if (parser.error) return 0;
  if (!take(parser, ":")) return fail_here(parser, ErrorCode::expected_colon);
  const Id where_false = parse_conditional(parser);
  if (parser.error) return 0;
  return emit_stable(parser.builder, Op::select, {condition, where_true, where_false});
}

// [ "y" "=" | "f" "(" "x" ")" "=" ]
void skip_left_side(Parser& parser) {
  constexpr std::array<std::string_view, 2> kSingle = {"y", "="};
  constexpr std::array<std::string_view, 5> kCall = {"f", "(", "x", ")", "="};
  for (const std::span<const std::string_view> side :
       {std::span<const std::string_view>(kSingle), std::span<const std::string_view>(kCall)}) {
    if (parser.tokens.size() <= side.size()) continue;
    const auto is_same = [](std::string_view word, const Token& token) {
      return word == "=" ? token.name == "==" : word == token.name;
    };
    if (std::equal(side.begin(), side.end(), parser.tokens.begin(), is_same)) parser.position = side.size();
  }
}

}  // namespace

std::string_view text_id(ErrorCode code) { return kErrors[static_cast<std::size_t>(code)].text_id; }

std::vector<std::string> text_args(const FormulaError& error) {
  return {std::to_string(error.column), error.token};
}

base::Result<Program, FormulaError> parse(std::string_view text, Forms forms) {
  auto tokens = tokens_of(text);
  if (!tokens.ok()) return tokens.error();
  if (tokens->size() == 1) return FormulaError{ErrorCode::empty, 1, ""};
  Parser parser;
  parser.tokens = std::move(*tokens);
  parser.builder.forms = forms;
  skip_left_side(parser);
  const Id result = parse_conditional(parser);
  if (!parser.error && parser.next().kind != TokenKind::end) {
    const bool is_value = parser.next().kind != TokenKind::symbol;
    fail(parser, is_value ? ErrorCode::expected_operator : ErrorCode::unexpected_character, parser.next());
  }
  if (parser.error) return *parser.error;
  if (parser.builder.is_full) return FormulaError{ErrorCode::too_large, 1, ""};
  return finish(parser.builder, result);
}

}  // namespace lab::formula
