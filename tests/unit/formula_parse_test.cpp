#include "formula/parse.h"

#include <doctest/doctest.h>

#include <string>

#include "formula/evaluate.h"
#include "formula/print.h"
#include "function_setup.h"

using namespace lab::formula;
using lab::test::program_of;

namespace {

// The value with a = 2, b = 3, c = 5.
float value_at(const std::string& text, float x) {
  const auto program = parse(text);
  CAPTURE(text);
  REQUIRE(program.ok());
  const float params[] = {2, 3, 5};
  return read_at(*program, params, x).value;
}

FormulaError error_of(const std::string& text) {
  const auto program = parse(text);
  CAPTURE(text);
  REQUIRE_FALSE(program.ok());
  return program.error();
}

std::string repeated(const std::string& piece, int count) {
  std::string text;
  for (int i = 0; i < count; ++i) text += piece;
  return text;
}

}  // namespace

TEST_CASE("precedence is that of mathematics") {
  CHECK(value_at("-x^2", 3) == -9);
  CHECK(value_at("2^3^2", 0) == 512);
  CHECK(value_at("2^-2", 0) == 0.25F);
  CHECK(value_at("1+2*3", 0) == 7);
  CHECK(value_at("8/4/2", 0) == 1);
  CHECK(value_at("8-4-2", 0) == 2);
  CHECK(value_at("2*-3", 0) == -6);
  CHECK(value_at("--3", 0) == 3);
  CHECK(value_at("x<0 ? 1 : x>2 ? 3 : 2", 1) == 2);
  CHECK(value_at("1+x<3", 1) == 1);
  CHECK(value_at("-(2)^2", 0) == -4);
}

TEST_CASE("multiplication needs no sign where nothing else can be meant") {
  CHECK(value_at("2x", 3) == 6);
  CHECK(value_at("2(x+1)", 3) == 8);
  CHECK(value_at("(x+1)(x-1)", 3) == 8);
  CHECK(value_at("x(x+1)", 3) == 12);
  CHECK(value_at("a x^2+b x+c", 1) == 10);
  CHECK(value_at("abx", 1) == 6);
  CHECK(value_at("2pi", 0) == doctest::Approx(6.2831853));
  CHECK(value_at("1/2x", 4) == 2);
  CHECK(value_at("2e3", 0) == 2000);
  CHECK(value_at("2e", 0) == doctest::Approx(5.4365637));
  CHECK(value_at("2exp(0)", 0) == 2);
}

TEST_CASE("a power belongs to the letter it stands at, also where letters run together") {
  const std::pair<const char*, const char*> kSame[] = {
      {"ax^2+bx+c", "a*x^2+b*x+c"},
      {"xx^2", "x*x^2"},
      {"bx^3", "b*x^3"},
      {"-ax^2", "-a*x^2"},
      {"abx", "a*b*x"},
      {"abx^2c", "a*b*x^2*c"},
      {"2ax^2", "2*a*x^2"},
      {"2x^2", "2*x^2"},
      {"a^bx", "a^b*x"},
      {"2^3x", "2^3*x"},
      {"x^2x", "x^2*x"},
      {"1/2x", "1/2*x"},
      {"1/ax", "1/a*x"},
      {"ax\u00b2+bx", "a*x^2+b*x"},
      {"AX^2", "a*x^2"},
      {"\uff41\uff58\uff3e\uff12", "a*x^2"},
      {"ax(x+1)^2", "a*x*(x+1)^2"},
      {"|ax|", "abs(a*x)"},
      {"bx^-1", "b*x^-1"},
  };
  for (const auto& same : kSame) {
    CAPTURE(same.first);
    CHECK(program_of(same.first) == program_of(same.second));
    CHECK(program_of(text(program_of(same.first))) == program_of(same.first));
    CHECK(program_of(pretty_text(program_of(same.first))) == program_of(same.first));
  }
  CHECK(value_at("ax^2+bx+c", 10) == 235);
}

TEST_CASE("letters run on into e, pi and functions, but the name of a function is one") {
  const std::pair<const char*, const char*> kSame[] = {
      {"xe^x", "x*e^x"},
      {"axpi", "a*x*pi"},
      {"xsin(x)", "x*sin(x)"},
      {"2bxtanh(x)^2", "2*b*x*tanh(x)^2"},
      {"axasin(x)", "a*x*asin(x)"},
      {"asin(x)", "asin(x)"},
      {"xlog10(x)", "x*log10(x)"},
      {"xmax(0,x)", "x*max(0,x)"},
  };
  for (const auto& same : kSame) {
    CAPTURE(same.first);
    CHECK(program_of(same.first) == program_of(same.second));
  }
  CHECK(program_of("asin(x)").instructions.back().op == Op::asin);
  for (const char* unknown : {"axy", "beta", "foo2", "xq"}) CHECK(error_of(unknown).token == unknown);
}

TEST_CASE("typographic and fullwidth spellings are read like the plain ones") {
  const char* pairs[][2] = {{"x\u00b7\u03c3(b\u00b7x)", "x*sigmoid(b*x)"},
                            {"\u2212x\u00b2", "-x^2"},
                            {"x\u207b\u00b9\u00b2", "x^-12"},
                            {"\u221a(x\u00b2+1)", "sqrt(x^2+1)"},
                            {"2\u03c0x", "2*pi*x"},
                            {"x\u22650 ? x : \u2212x", "x>=0 ? x : -x"},
                            {"\uff11\uff0b\uff08\uff58\uff09", "1+(x)"},
                            {"X\u00d72\u00f73", "x*2/3"},
                            {"x**2", "x^2"},
                            {"x=0?1:2", "x==0?1:2"},
                            {"ln(x)", "log(x)"}};
  for (const auto& pair : pairs) {
    CAPTURE(pair[0]);
    CHECK(program_of(pair[0]) == program_of(pair[1]));
  }
}

TEST_CASE("spellings that lose precision become stable primitives") {
  CHECK(program_of("exp(x)-1") == program_of("expm1(x)"));
  CHECK(program_of("e^x-1") == program_of("expm1(x)"));
  CHECK(program_of("log(1+x)") == program_of("log1p(x)"));
  CHECK(program_of("log(1-x)") == program_of("log1p(-x)"));
  CHECK(program_of("log(1+exp(x))") == program_of("softplus(x)"));
  CHECK(program_of("1/(1+exp(-x))") == program_of("sigmoid(x)"));
  CHECK(program_of("1/(exp(-b*x)+1)").instructions.back().op == Op::sigmoid);
  CHECK(program_of("x/2*(1+erf(x))") == program_of("x/2*erfc(-x)"));
}

TEST_CASE("equal subexpressions are computed once") {
  CHECK(program_of("sigmoid(x)*sigmoid(x)").instructions.size() == 3);
  CHECK(program_of("exp(x)-1").instructions.size() == 2);  // and nothing is left of exp(x)
}

TEST_CASE("errors carry their column in characters and the piece they are about") {
  struct Row {
    const char* text;
    FormulaError error;
  };
  const Row rows[] = {
      {"", {ErrorCode::empty, 1, ""}},
      {"   ", {ErrorCode::empty, 1, ""}},
      {"x+", {ErrorCode::unexpected_end, 3, ""}},
      {"(x", {ErrorCode::unexpected_end, 3, ""}},
      {"x@2", {ErrorCode::unexpected_character, 2, "@"}},
      {"\u03c3(x)+\u00e9", {ErrorCode::unexpected_character, 6, "\u00e9"}},
      {"x)", {ErrorCode::unexpected_character, 2, ")"}},
      {"x,1", {ErrorCode::unexpected_character, 2, ","}},
      {"x+*2", {ErrorCode::expected_value, 3, "*"}},
      {"()", {ErrorCode::expected_value, 2, ")"}},
      {"x 2", {ErrorCode::expected_operator, 3, "2"}},
      {"(x]", {ErrorCode::unexpected_character, 3, "]"}},
      {"(x:", {ErrorCode::expected_close, 3, ":"}},
      {"sin(x, 2)", {ErrorCode::argument_count, 1, "sin"}},
      {"1+max(x)", {ErrorCode::argument_count, 3, "max"}},
      {"sin x", {ErrorCode::expected_arguments, 1, "sin"}},
      {"2\u03c3", {ErrorCode::expected_arguments, 2, "\u03c3"}},
      {"x + foo(x)", {ErrorCode::unknown_name, 5, "foo"}},
      {"x2", {ErrorCode::expected_operator, 2, "2"}},
      {"1+ax2", {ErrorCode::expected_operator, 5, "2"}},
      {"1+1.2.3", {ErrorCode::bad_number, 3, "1.2.3"}},
      {"1e39", {ErrorCode::bad_number, 1, "1e39"}},
      {".", {ErrorCode::bad_number, 1, "."}},
      {"x<0 ? 1", {ErrorCode::unexpected_end, 8, ""}},
      {"x<0 ? 1)", {ErrorCode::expected_colon, 8, ")"}},
      {"0<x<1", {ErrorCode::chained_comparison, 4, "<"}},
      {"(|x)", {ErrorCode::expected_bar, 4, ")"}},
      {"x+sin^2(x)", {ErrorCode::power_of_function, 3, "sin"}},
      {"y = x + q", {ErrorCode::unknown_name, 9, "q"}},
      {"y =", {ErrorCode::unexpected_end, 4, ""}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const FormulaError error = error_of(row.text);
    CHECK(text_id(error.code) == text_id(row.error.code));
    CHECK(error.column == row.error.column);
    CHECK(error.token == row.error.token);
  }
}

TEST_CASE("length, depth and size are bounded") {
  CHECK(error_of(repeated("(", 100000)).code == ErrorCode::too_long);
  CHECK(error_of(repeated("(", 499)).code == ErrorCode::too_deep);
  CHECK(error_of(repeated("-", 400) + "x").code == ErrorCode::too_deep);
  CHECK(error_of("x" + repeated("^x", 200)).code == ErrorCode::too_deep);
  CHECK(error_of(repeated("x?x:", 100) + "x").code == ErrorCode::too_deep);
  CHECK(error_of("x" + repeated("+x", 240)).code == ErrorCode::too_large);
  CHECK(parse(repeated("(", 50) + "x" + repeated(")", 50)).ok());
  CHECK(parse("x" + repeated("+x", 190)).ok());
}

TEST_CASE("malformed UTF-8 and control characters are errors, not crashes") {
  for (const char* text : {"\xff", "\xc3", "x\xe2\x88", "x\x80", "\x01", "x+\xf0\x9f\x98\x80"}) {
    CHECK(error_of(text).code == ErrorCode::unexpected_character);
  }
  CHECK(error_of(std::string("x\0y", 3)).code == ErrorCode::unexpected_character);
}

TEST_CASE("every error code has a text id of its own") {
  for (std::size_t i = 0; i < kErrorCodeCount; ++i) {
    for (std::size_t k = 0; k < i; ++k)
      CHECK(text_id(static_cast<ErrorCode>(i)) != text_id(static_cast<ErrorCode>(k)));
  }
}

TEST_CASE("the parameters a formula uses are known") {
  CHECK(used_parameters(program_of("a*x+c")) == std::array<bool, 3>{true, false, true});
  CHECK(used_parameters(program_of("x")) == std::array<bool, 3>{false, false, false});
}

TEST_CASE("a hundred thousand parentheses are an error with a sentence") {
  for (const char* piece : {"(", "-", "x^", "sin(", "1?", "x<0?x:"}) {
    std::string text;
    for (int i = 0; i < 100000; ++i) text += piece;
    const auto program = parse(text);
    REQUIRE_FALSE(program.ok());
    CHECK(program.error().code == ErrorCode::too_long);
  }
  // Within the length: too deep, not out of stack.
  const auto deep = parse(std::string(400, '('));
  REQUIRE_FALSE(deep.ok());
  CHECK(deep.error().code == ErrorCode::too_deep);
}

TEST_CASE("y = and f(x) = in front, bars and logarithms to other bases mean what they mean on paper") {
  const std::pair<const char*, const char*> kSame[] = {
      {"y = x^2", "x^2"},
      {"f(x) = 2x", "2x"},
      {"F(X)=x", "x"},
      {"|x|", "abs(x)"},
      {"2|x|", "2*abs(x)"},
      {"|x|^2/|x-1|", "abs(x)^2/abs(x-1)"},
      {"||x|-1|", "abs(abs(x)-1)"},
      {"|x+|a||", "abs(x+abs(a))"},
      {"x|x|", "x*abs(x)"},
      {"|2(a|x|)|", "abs(2*(a*abs(x)))"},
      {"log10(x)", "log(x)/log(10)"},
      {"log2(1+x^2)", "log(1+x^2)/log(2)"},
  };
  for (const auto& same : kSame) {
    CAPTURE(same.first);
    const auto one = parse(same.first);
    REQUIRE(one.ok());
    CHECK(*one == *parse(same.second));
  }
}

TEST_CASE("a hundred thousand opening bars are an error, and so are those that fit") {
  CHECK(!parse(std::string(100000, '|')).ok());
  CHECK(error_of(std::string(400, '|')).code == ErrorCode::too_deep);
}
