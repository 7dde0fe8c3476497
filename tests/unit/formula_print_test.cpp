#include "formula/print.h"

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <string>

#include "base/rng.h"
#include "formula/derive.h"
#include "formula/evaluate.h"
#include "formula/parse.h"
#include "function_setup.h"

using namespace lab::formula;
using lab::test::exploding_program;
using lab::test::program_of;

namespace {

std::string reprinted(const std::string& formula) { return text(program_of(formula)); }
std::string pretty(const std::string& formula) { return pretty_text(program_of(formula)); }

bool is_same(float a, float b) { return a == b || (std::isnan(a) && std::isnan(b)); }

// A random formula of the grammar, `depth` levels deep.
std::string random_formula(lab::base::Rng& rng, int depth) {
  static constexpr std::array<const char*, 8> kLeaves = {"x", "x", "a", "b", "2", "0.5", "pi", "(-3)"};
  static constexpr std::array<const char*, 9> kCalls = {"tanh",  "exp",  "sigmoid", "abs", "softplus",
                                                        "log1p", "relu", "gauss",   "atan"};
  static constexpr std::array<const char*, 6> kSigns = {"+", "-", "*", "/", "^", "<"};
  const std::uint32_t kind = depth == 0 ? 0 : lab::base::below(rng, 8);
  if (kind <= 1) return kLeaves[lab::base::below(rng, kLeaves.size())];
  const std::string first = random_formula(rng, depth - 1);
  if (kind == 2) return std::string(kCalls[lab::base::below(rng, kCalls.size())]) + "(" + first + ")";
  if (kind == 3) return "-(" + first + ")";
  const std::string second = random_formula(rng, depth - 1);
  if (kind == 4) return "(" + first + "<" + second + " ? " + second + " : " + first + ")";
  const std::string sign = kSigns[lab::base::below(rng, kSigns.size())];
  return "(" + first + ")" + sign + "(" + second + ")";
}

}  // namespace

TEST_CASE("what is printed evaluates to the same bits, and prints the same again") {
  lab::base::Rng rng = lab::base::make_rng(17, 0);
  const std::array<float, 3> params = {0.75F, 1.5F, -2.0F};
  int formulas = 0;
  for (int i = 0; i < 3000; ++i) {
    const std::string source = random_formula(rng, 4);
    const auto program = parse(source);
    if (!program.ok()) continue;  // longer than 500 characters, or a comparison of comparisons
    ++formulas;
    const std::string printed = text(*program);
    CAPTURE(source);
    CAPTURE(printed);
    const auto again = parse(printed);
    REQUIRE(again.ok());
    for (const float x : {-5.0F, -0.3F, 0.0F, 0.8F, 3.0F}) {
      CHECK(is_same(read_at(*again, params, x).value, read_at(*program, params, x).value));
    }
    CHECK(text(*again) == printed);
  }
  CHECK(formulas > 2000);
}

TEST_CASE("derivatives, too, print to what evaluates the same") {
  for (const char* formula :
       {"x*sigmoid(b*x)", "0.5*x*erfc(-x/sqrt(2))", "x/(1+abs(x))", "x<0?a*(exp(x)-1):x", "max(0,x)^2",
        "sin(30*x)/x", "x^a", "min(max(0,x),6)*x/6"}) {
    const auto derived = derive(program_of(formula));
    REQUIRE(derived.has_value());
    const Program again = program_of(text(*derived));
    const std::array<float, 3> params = {0.75F, 1.5F, -2.0F};
    for (float x = -8; x <= 8; x += 0.37F) {
      CAPTURE(formula);
      CAPTURE(x);
      CHECK(is_same(read_at(again, params, x).value, read_at(*derived, params, x).value));
    }
  }
}

TEST_CASE("parentheses stand where they are needed and nowhere else") {
  for (const char* formula :
       {"x*sigmoid(b*x)", "-x^2", "(-x)^2", "1-(2-x)", "1-2-x", "2/(x*3)", "2/x*3", "x^2^3", "(x^2)^x",
        "x^(-2)", "x<0?a*expm1(x):x", "(x<0?1:2)+1", "x<0?1:x<1?2:3", "(x<1)*x", "-(x+1)*2", "x-(-3)",
        "2^(x+1)", "sqrt(x^2+1)", "min(max(0,x),6)"}) {
    CHECK(reprinted(formula) == formula);
  }
}

TEST_CASE("numbers print with all the digits they have") {
  CHECK(reprinted("0.044715x") == "0.044715*x");
  CHECK(reprinted("1.6732632423543772x") == "1.6732632423543772*x");
  CHECK(reprinted("1e-9x") == "1e-9*x");
  CHECK(reprinted("30x") == "30*x");
  CHECK(reprinted("pi*e*x") == "pi*e*x");
}

TEST_CASE("the pretty form looks like mathematics") {
  CHECK(pretty("x*sigmoid(b*x)") == "x\u00b7\u03c3(b\u00b7x)");
  CHECK(pretty("-x^2+2x-1") == "\u2212x\u00b2 + 2x \u2212 1");
  CHECK(pretty("sqrt(x^2+1)/sqrt(2)") == "\u221a(x\u00b2 + 1)/\u221a2");
  CHECK(pretty("abs(x)*pi") == "|x|\u00b7\u03c0");
  CHECK(pretty("x>0 ? x : a*x") == "{x (x > 0); a\u00b7x (x \u2264 0)}");
  CHECK(pretty("x<-1 ? -1 : x<1 ? x : 1") == "{\u22121 (x < \u22121); x (x < 1); 1}");
  CHECK(pretty("x<0 ? a*(exp(x)-1) : x") == "{a\u00b7(exp(x) \u2212 1) (x < 0); x (x \u2265 0)}");
  CHECK(pretty("exp(-x^2)*log(1+x)") == "exp(\u2212x\u00b2)\u00b7ln(1 + x)");
  CHECK(pretty("gauss(x/2)") == "exp(\u2212(x/2)\u00b2)");
  CHECK(pretty("x^-12") == "x\u207b\u00b9\u00b2");
  CHECK(pretty("1/3*0.123456789x") == "1/3\u00b70.123457\u00b7x");
}

TEST_CASE("a text that would explode is cut") {
  const std::string printed = text(exploding_program());
  CHECK(printed.size() < 3 * kMaxPrintedBytes);
  CHECK(printed.find("\u2026") != std::string::npos);
}
