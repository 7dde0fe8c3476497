#include "formula/lexer.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "base/text.h"
#include "formula/names.h"

namespace lab::formula {

namespace {

// One character of the plain text and where it comes from.
struct PlainCharacter {
  char value;
  int column;
  std::size_t begin;  // bytes in the text as typed
  std::size_t end;
};

struct Spelling {
  char32_t typed;
  std::string_view plain;
};

// A name is set off by a space, so that "2σ" and "aπ" stay two tokens.
constexpr std::array<Spelling, 21> kSpellings = {{
    {U'\u2212', "-"},      {U'\u2013', "-"},         {U'\u00b7', "*"},  {U'\u22c5', "*"},
    {U'\u00d7', "*"},      {U'\u2219', "*"},         {U'\u00f7', "/"},  {U'\u2215', "/"},
    {U'\u2264', "<="},     {U'\u2265', ">="},        {U'\u2260', "!="}, {U'\u03c0', " pi "},
    {U'\u221a', " sqrt "}, {U'\u03c3', " sigmoid "}, {U'\u3000', " "},  {U'\u00a0', " "},
    {U'\u2009', " "},      {U'\u202f', " "},         {U'\u2003', " "},  {U'\u2002', " "},
    {U'\u200b', " "},
}};

constexpr std::array<char32_t, 10> kSuperscriptDigits = {U'\u2070', U'\u00b9', U'\u00b2', U'\u00b3',
                                                         U'\u2074', U'\u2075', U'\u2076', U'\u2077',
                                                         U'\u2078', U'\u2079'};
constexpr char32_t kSuperscriptMinus = U'\u207b';

std::optional<char> superscript(char32_t c) {
  if (c == kSuperscriptMinus) return '-';
  const auto digit = std::find(kSuperscriptDigits.begin(), kSuperscriptDigits.end(), c);
  if (digit == kSuperscriptDigits.end()) return std::nullopt;
  return static_cast<char>('0' + (digit - kSuperscriptDigits.begin()));
}

bool is_letter(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// ASCII, lower case; '\0' for a character that no formula has.
std::string plain_spelling(char32_t c) {
  if (c >= 0xff01 && c <= 0xff5e) c -= 0xfee0;  // fullwidth forms
  if (c >= 'A' && c <= 'Z') c += 'a' - 'A';
  if (c > 0 && c < 0x80) return std::string(1, static_cast<char>(c));
  const auto spelling = std::find_if(kSpellings.begin(), kSpellings.end(),
                                     [c](const Spelling& candidate) { return candidate.typed == c; });
  return spelling == kSpellings.end() ? std::string(1, '\0') : std::string(spelling->plain);
}

std::vector<PlainCharacter> plain_text(std::string_view text) {
  std::vector<PlainCharacter> plain;
  int column = 1;
  bool is_raised = false;
  for (std::size_t position = 0; position < text.size(); ++column) {
    const base::CodePoint c = base::code_point_at(text, position);
    const std::optional<char> raised = superscript(c.value);
    const auto append = [&](std::string_view characters, std::size_t end) {
      for (const char value : characters) plain.push_back({value, column, position, end});
    };
    // x¹² is x^(12).
    if (raised.has_value() && !is_raised) append("^(", c.end);
    if (!raised.has_value() && is_raised) append(")", position);
    is_raised = raised.has_value();
    append(raised ? std::string(1, *raised) : plain_spelling(c.value), c.end);
    position = c.end;
  }
  if (is_raised) plain.push_back({')', column, text.size(), text.size()});
  return plain;
}

struct Lexer {
  std::string_view text;
  std::vector<PlainCharacter> plain;
  std::size_t position = 0;

  char at(std::size_t i) const { return i < plain.size() ? plain[i].value : ' '; }
};

Token token_from(const Lexer& lexer, std::size_t begin, TokenKind kind) {
  Token token;
  token.kind = kind;
  token.column = lexer.plain[begin].column;
  for (std::size_t i = begin; i < lexer.position; ++i) token.name += lexer.plain[i].value;
  const std::size_t first = lexer.plain[begin].begin;
  token.source = lexer.text.substr(first, lexer.plain[lexer.position - 1].end - first);
  return token;
}

// digits [ "." digits ] [ "e" [sign] digits ], or "." digits. An "e" without digits behind is the constant.
Token read_number(Lexer& lexer) {
  const std::size_t begin = lexer.position;
  std::size_t& i = lexer.position;
  while (is_digit(lexer.at(i)) || lexer.at(i) == '.') ++i;
  if (lexer.at(i) == 'e') {
    const std::size_t sign_length = lexer.at(i + 1) == '-' || lexer.at(i + 1) == '+' ? 1 : 0;
    if (is_digit(lexer.at(i + 1 + sign_length))) {
      i += 1 + sign_length;
      while (is_digit(lexer.at(i))) ++i;
    }
  }
  return token_from(lexer, begin, TokenKind::number);
}

bool goes_on(const Lexer& lexer, std::size_t i) {
  return is_letter(lexer.at(i)) || is_digit(lexer.at(i)) || lexer.at(i) == '_';
}

bool is_dot_of_a_name(const Lexer& lexer, std::size_t i) {
  return lexer.at(i) == '.' && is_letter(lexer.at(i + 1));
}

// The first word where several run together. Behind modules the name alone: np.tanh is tanh.
Token read_name(Lexer& lexer) {
  const std::size_t begin = lexer.position;
  std::size_t word = begin;
  bool has_modules = true;
  for (;;) {
    while (goes_on(lexer, lexer.position)) ++lexer.position;
    if (!is_dot_of_a_name(lexer, lexer.position)) break;
    std::string module;
    for (std::size_t i = word; i < lexer.position; ++i) module += lexer.at(i);
    has_modules = has_modules && is_module(module);
    word = ++lexer.position;
  }
  Token token = token_from(lexer, begin, TokenKind::name);
  if (word == begin) {
    lexer.position = begin + first_word_length(token.name);
    return token_from(lexer, begin, TokenKind::name);
  }
  const std::string name = token.name.substr(word - begin);
  const bool is_of_module = is_function(name) || name == "pi" || name == "e";
  if (has_modules && is_of_module) token.name = name;
  return token;
}

// Nothing when the character begins no symbol.
std::optional<Token> read_symbol(Lexer& lexer) {
  const std::size_t begin = lexer.position;
  const char first = lexer.at(begin);
  const bool is_pair =
      lexer.at(begin + 1) == '=' && std::string_view("<>=!").find(first) != std::string_view::npos;
  if (!is_pair && std::string_view("+-*/^()|?:,<>=").find(first) == std::string_view::npos)
    return std::nullopt;
  lexer.position += is_pair ? 2 : 1;
  Token token = token_from(lexer, begin, TokenKind::symbol);
  // "**" is Python's power, "=" the mathematician's comparison.
  if (token.source == "*" && lexer.at(lexer.position) == '*') {
    ++lexer.position;
    token = token_from(lexer, begin, TokenKind::symbol);
    token.name = "^";
  }
  if (token.name == "=") token.name = "==";
  return token;
}

}  // namespace

base::Result<std::vector<Token>, FormulaError> tokens_of(std::string_view text) {
  const std::size_t character_count = base::count_characters(text);
  if (character_count > kMaxCharacters) {
    return FormulaError{ErrorCode::too_long, static_cast<int>(kMaxCharacters) + 1, ""};
  }
  Lexer lexer{text, plain_text(text)};
  std::vector<Token> tokens;
  while (lexer.position < lexer.plain.size()) {
    const char c = lexer.at(lexer.position);
    if (is_space(c)) {
      ++lexer.position;
    } else if (is_digit(c) || c == '.') {
      Token token = read_number(lexer);
      const std::optional<double> number = base::parse_number(token.name);
      if (!number || std::fabs(*number) > kLargestNumber) {
        return FormulaError{ErrorCode::bad_number, token.column, token.source};
      }
      token.number = *number;
      tokens.push_back(std::move(token));
    } else if (is_letter(c)) {
      tokens.push_back(read_name(lexer));
    } else if (std::optional<Token> symbol = read_symbol(lexer)) {
      tokens.push_back(std::move(*symbol));
    } else {
      ++lexer.position;
      const Token token = token_from(lexer, lexer.position - 1, TokenKind::symbol);
      return FormulaError{ErrorCode::unexpected_character, token.column, token.source};
    }
  }
  Token end;
  end.column = static_cast<int>(character_count) + 1;
  tokens.push_back(end);
  return tokens;
}

}  // namespace lab::formula
