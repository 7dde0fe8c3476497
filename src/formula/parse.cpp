#include "formula/parse.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

#include "formula/built.h"
#include "formula/decimal_comma.h"
#include "formula/lexer.h"
#include "formula/names.h"
#include "formula/roots.h"
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
    {ErrorCode::decimal_comma, "formula.error.decimal_comma"},
}};

struct Parser {
  std::vector<Token> tokens;
  Builder& builder;
  int depth = 0;
  std::size_t position = 0;
  bool is_in_bars = false;                     // in |…|, and in no parentheses inside
  const std::vector<Id>* arguments = nullptr;  // what a, b and c stand for in the body of a function
  std::optional<FormulaError> error{};         // the first one

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

// What numbers among the arguments decide in the body of a function: its comparisons and sizes of them are numbers.
std::optional<double> decided(const Parser& parser, Op op, Id a, Id b) {
  const auto x = number_at(parser.builder, a);
  const auto y = number_at(parser.builder, b);
  if (!parser.arguments || !x || !y) return std::nullopt;
  if (op == Op::abs) return std::fabs(*x);
  if (op == Op::less) return *x < *y ? 1 : 0;
  if (op == Op::less_equal) return *x <= *y ? 1 : 0;
  return std::nullopt;
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
  if (parser.arguments) return (*parser.arguments)[index];
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

// The formula of the function, with the arguments for its a, b and c.
Id parse_body(Parser& parser, std::string_view body, const std::vector<Id>& arguments, const Token& name) {
  Parser inner{std::move(*tokens_of(body)), parser.builder, parser.depth};
  inner.arguments = &arguments;
  const Id result = parse_conditional(inner);
  return inner.error ? fail(parser, inner.error->code, name) : result;
}

Id call(Parser& parser, const Token& name, const std::vector<Id>& arguments) {
  const auto count = static_cast<int>(arguments.size());
  const OpRow* function = find_function(name.name);
  const bool is_extremum = function && (function->op == Op::min || function->op == Op::max);
  if (function && (function->operand_count == count || (is_extremum && count > 2))) {
    std::array<Id, 3> operands{};
    std::copy_n(arguments.begin(), function->operand_count, operands.begin());
    const auto known = decided(parser, function->op, arguments[0], arguments[0]);
    if (known) return emit_number(parser.builder, *known);
    Id result = emit_stable(parser.builder, function->op, operands);
    for (std::size_t i = 2; is_extremum && i < arguments.size(); ++i) {
      result = emit_stable(parser.builder, function->op, {result, arguments[i]});
    }
    return result;
  }
  const BuiltFunction* built = find_built(name.name, count);
  return built ? parse_body(parser, built->body, arguments, name)
               : fail(parser, ErrorCode::argument_count, name);
}

Id parse_primary(Parser& parser);

// √x and √2: no parentheses around a number or a name; but √x² is two things.
Id parse_bare_root(Parser& parser, const Token& name) {
  const Id inside = parse_primary(parser);
  if (sees(parser, "^")) return fail(parser, ErrorCode::power_of_function, name);
  return parser.error ? Id{0} : emit_stable(parser.builder, Op::sqrt, {inside});
}

// function "(" conditional { "," conditional } ")"
Id parse_call(Parser& parser, const Token& name) {
  if (sees(parser, "^")) return fail(parser, ErrorCode::power_of_function, name);
  const bool is_simple = parser.next().kind == TokenKind::number || parser.next().kind == TokenKind::name;
  if (name.source == "\u221a" && is_simple) return parse_bare_root(parser, name);
  if (!take(parser, "(")) return fail(parser, ErrorCode::expected_arguments, name);
  const Bars none(parser, false);
  std::vector<Id> arguments;
  do {
    arguments.push_back(parse_conditional(parser));
  } while (take(parser, ","));
  if (!parser.error && !take(parser, ")")) return fail_here(parser, ErrorCode::expected_close);
  return parser.error ? Id{0} : call(parser, name, arguments);
}

Id parse_name(Parser& parser) {
  const Token name = parser.next();
  ++parser.position;
  if (const std::optional<Id> value = simple_name(parser, name.name)) return *value;
  if (is_function(name.name)) return parse_call(parser, name);
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
  return parser.error ? Id{0} : real_power(parser.builder, base, exponent);
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
  const auto known = decided(parser, *op, left, right);
  return known ? emit_number(parser.builder, *known) : emit(parser.builder, *op, {left, right});
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
  const auto known = number_at(parser.builder, condition);
  if (parser.arguments && known) return *known != 0 ? where_true : where_false;
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

// The function as it is to be called: "clamp(x, a, b)".
std::string call_of(std::string_view token) {
  std::string name(token.substr(token.rfind('.') + 1));
  for (char& c : name) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  const OpRow* function = find_function(name);
  const BuiltFunction* built = find_built(name);
  const int count = function ? function->operand_count : built ? built->argument_count : 1;
  constexpr std::array<std::string_view, 3> kArguments = {"(x)", "(x, a)", "(x, a, b)"};
  return std::string(token) + std::string(kArguments[static_cast<std::size_t>(count - 1)]);
}

}  // namespace

std::string_view text_id(ErrorCode code) { return kErrors[static_cast<std::size_t>(code)].text_id; }

std::vector<std::string> text_args(const FormulaError& error) {
  return {std::to_string(error.column), error.token, call_of(error.token)};
}

base::Result<Program, FormulaError> parse(std::string_view text, Forms forms) {
  auto tokens = tokens_of(text);
  if (!tokens.ok()) return tokens.error();
  if (auto error = join_decimal_commas(*tokens)) return std::move(*error);
  if (tokens->size() == 1) return FormulaError{ErrorCode::empty, 1, ""};
  Builder builder;
  builder.forms = forms;
  Parser parser{std::move(*tokens), builder};
  skip_left_side(parser);
  const Id result = parse_conditional(parser);
  if (!parser.error && parser.next().kind != TokenKind::end) {
    const bool is_value = parser.next().kind != TokenKind::symbol;
    fail(parser, is_value ? ErrorCode::expected_operator : ErrorCode::unexpected_character, parser.next());
  }
  if (parser.error) return *parser.error;
  if (builder.is_full) return FormulaError{ErrorCode::too_large, 1, ""};
  return finish(builder, result);
}

}  // namespace lab::formula
