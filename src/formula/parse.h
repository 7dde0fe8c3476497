// From text to program.
//
//   formula     = [ "y" "=" | "f" "(" "x" ")" "=" ] conditional
//   conditional = comparison [ "?" conditional ":" conditional ]
//   comparison  = sum [ ("<" | "<=" | ">" | ">=" | "==" | "!=") sum ]
//   sum         = product { ("+" | "-") product }
//   product     = unary { [ "*" | "/" ] unary }           no sign: see below
//   unary       = ("-" | "+") unary | power
//   power       = primary [ "^" exponent ]                 −x^2 is −(x²), 2^3^2 is 2^(3^2)
//   exponent    = ("-" | "+") exponent | power
//   primary     = number | name | function "(" conditional { "," conditional } ")" | "(" conditional ")"
//               | "√" ( number | name )                 no "^" behind it: √x² is two things
//               | "|" conditional "|"                     behind a value, inside bars, "|" closes them
//
// Names: x, the parameters a b c, the constants pi and e. Functions: those of the table in ops.cpp, and those of
// built.cpp, which are formulas of them: cbrt, clamp, atan2, if(c, p, q) … The modules of code may stand before a
// function or constant, np.tanh(x); min and max take two arguments or more.
//
// x^(1/3), cbrt(x) and root(x, 3) are the real root, also where x is negative: so is every power whose exponent is
// typed as a fraction with an odd denominator. Others have no value there: x^0.333.
//
// 0,5 is 0.5, but among several arguments a comma separates: max(0,5) is 5. What may be read in two ways is an
// error: 1,000.
//
// Multiplication needs no sign where nothing else can be meant: 2x, 3sin(x), (x+1)(x-1), a x, x(x+1). Letters run
// together, too: x a b c e, and at the end of them pi or a function, where the whole is no name itself: abx is a·b·x,
// xsin(x) is x·sin(x), but asin(x) is the arcsine. All this binds like "*", so looser than "^": ax^2 is a·x², 2^3x is
// 2³·x, a^bx is a^b·x; and 1/2x is (1/2)·x, 1/ax is (1/a)·x. A number behind a value needs a sign: x2 is an error,
// as it may mean x² or 2x. A number takes a following exponent: 2e3 is 2000. Accepted too: σ π √ · × ÷ − ≤ ≥ ≠, superscript digits (x²), fullwidth forms as typed with a Chinese
// keyboard, upper case, spaces anywhere between.
//
// A comparison is 1 or 0; a condition holds when it is not 0.
//
// Spellings that lose precision or overflow in float32 become the primitive that does not, with the same
// meaning: exp(u)−1, 1−exp(u), log(1+u), 1±erf(u), e^u, exp(−u²), 1−σ(u), log(exp(u)), log(σ(u)),
// log(q+p·exp(u)), log(exp(u)+exp(v)), and over 1+exp(u) or exp(u)+exp(v) any product (σ), exp(u) (σ),
// exp(u)−1 and exp(u)−exp(v) (tanh); exp(u)·exp(v), exp(u)/exp(v), exp(u)ⁿ; sinh(u)/cosh(u), 1±tanh(u), 1−tanh(u)²,
// σ(u)−½, log(cosh(u)). sin(u)/u has its limit 1 at u = 0. Other 0/0 stay NaN, and so does
// inf/inf: u² overflows from |u| = 1.8·10¹⁹ on, exp(u) from u = 88.7 on.
//
// Written by hand rather than taken from a library (tinyexpr, muParser, exprtk): none of them keeps an
// inspectable program to differentiate and to turn into GLSL, bounds its recursion, or reports the error as
// data to translate.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "formula/program.h"

namespace lab::formula {

enum class ErrorCode {
  empty,
  too_long,              // more than kMaxCharacters
  too_deep,              // more than kMaxDepth
  too_large,             // more than kMaxInstructions
  unexpected_character,  // no formula contains it
  unexpected_end,        // something is missing at the end
  expected_value,        // a number, name or "(" should stand here
  expected_operator,     // two values without an operation between them
  expected_close,        // a ")" should stand here
  expected_colon,        // the ":" of a condition is missing
  expected_arguments,    // a function name without its "("
  argument_count,        // wrong number of arguments
  unknown_name,
  bad_number,          // malformed, or beyond the range of float
  chained_comparison,  // a < b < c
  expected_bar,        // a "|" should stand here
  power_of_function,   // sin^2(x)
  decimal_comma,       // 1,000 or log(0,5), which may be either of two
};

constexpr std::size_t kErrorCodeCount = static_cast<std::size_t>(ErrorCode::decimal_comma) + 1;

struct FormulaError {
  ErrorCode code = ErrorCode::empty;
  int column = 1;     // 1-based, in characters
  std::string token;  // the offending piece of the text, may be empty

  friend bool operator==(const FormulaError&, const FormulaError&) = default;
};

// The sentence of an error, "formula.error.unknown_name": its {0} is the column, its {1} the token.
std::string_view text_id(ErrorCode code);
std::vector<std::string> text_args(const FormulaError& error);

// `Forms::as_written` keeps 1+erf(u), log(1+exp(u)) and the like: for readings, not for computing. It errs
// where the stable form does, but for formulas at the edge of too_large.
base::Result<Program, FormulaError> parse(std::string_view text, Forms forms = Forms::stable);

}  // namespace lab::formula
