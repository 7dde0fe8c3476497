// Text to tokens. Typographic spellings (σ, ·, −, x², fullwidth forms) are made plain first, so that what
// follows sees ASCII only; every token remembers its place in the text as typed.
#pragma once

#include <string_view>
#include <variant>
#include <vector>

#include "formula/parse.h"

namespace lab::formula {

constexpr double kLargestNumber = 3.4028234e38;  // of single precision

enum class TokenKind { number, name, symbol, end };

struct Token {
  TokenKind kind = TokenKind::end;
  std::string name;     // lower case; of a symbol: "+", "<=", …
  double number = 0.0;  // of a number
  int column = 1;       // 1-based, in characters
  std::string source;   // as typed
};

// Ends with one token of kind `end`. Errors: too_long, unexpected_character, bad_number.
base::Result<std::vector<Token>, FormulaError> tokens_of(std::string_view text);

}  // namespace lab::formula
