#include "formula/decimal_comma.h"

#include <cmath>

#include "base/text.h"
#include "formula/built.h"
#include "formula/ops.h"

namespace lab::formula {

namespace {

enum class Comma { decimal, separator, unclear };

// What a comma between digits is among the arguments of this function.
Comma comma_in(const Token& before_parenthesis) {
  if (before_parenthesis.kind != TokenKind::name) return Comma::decimal;
  const std::string& name = before_parenthesis.name;
  const OpRow* function = find_function(name);
  const bool takes_several =
      (function && function->operand_count > 1) || find_built(name, 2) || find_built(name, 3);
  const bool takes_one = (function && function->operand_count == 1) || find_built(name, 1);
  if (!takes_several) return Comma::decimal;
  return takes_one ? Comma::unclear : Comma::separator;
}

bool is_close(const Token& left, const Token& right) {
  return left.column + static_cast<int>(base::count_characters(left.source)) == right.column;
}

bool is_whole(const Token& token) {
  return token.kind == TokenKind::number && token.name.find_first_not_of("0123456789") == std::string::npos;
}

bool stands_between_digits(const std::vector<Token>& tokens, std::size_t comma) {
  if (comma == 0 || tokens[comma].name != ",") return false;
  const Token& left = tokens[comma - 1];
  const Token& right = tokens[comma + 1];
  const bool is_fraction = right.kind == TokenKind::number && right.name.find('.') == std::string::npos;
  return is_whole(left) && is_fraction && is_close(left, tokens[comma]) && is_close(tokens[comma], right);
}

// 1,000, where the comma may be one of thousands.
bool may_be_thousands(const Token& left, const Token& right) {
  return is_whole(right) && right.name.size() == 3 && left.name.size() <= 3 && left.name[0] != '0';
}

}  // namespace

std::optional<FormulaError> join_decimal_commas(std::vector<Token>& tokens) {
  std::vector<Comma> open = {Comma::decimal};
  for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
    const std::string& symbol = tokens[i].name;
    if (symbol == "(") open.push_back(i > 0 ? comma_in(tokens[i - 1]) : Comma::decimal);
    if (symbol == ")" && open.size() > 1) open.pop_back();
    if (open.back() == Comma::separator || !stands_between_digits(tokens, i)) continue;
    Token& number = tokens[i - 1];
    const Token& right = tokens[i + 1];
    const bool is_unclear = open.back() == Comma::unclear || may_be_thousands(number, right);
    number.source += tokens[i].source + right.source;
    if (is_unclear) return FormulaError{ErrorCode::decimal_comma, number.column, number.source};
    number.name += "." + right.name;
    const std::optional<double> value = base::parse_number(number.name);
    if (!value || std::fabs(*value) > kLargestNumber) {
      return FormulaError{ErrorCode::bad_number, number.column, number.source};
    }
    number.number = *value;
    const auto comma = tokens.begin() + static_cast<std::ptrdiff_t>(i);
    tokens.erase(comma, comma + 2);
    --i;
  }
  return std::nullopt;
}

}  // namespace lab::formula
