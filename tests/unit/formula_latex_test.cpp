#include "formula/latex.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "act/activation.h"
#include "formula/derive.h"
#include "formula/typeset.h"
#include "function_setup.h"

using namespace lab::formula;
using lab::test::exploding_program;
using lab::test::program_of;

namespace {

std::string latex_of(const std::string& text) { return latex(program_of(text)); }

int count(const std::string& text, const std::string& piece) {
  int found = 0;
  for (std::size_t at = text.find(piece); at != std::string::npos; at = text.find(piece, at + 1)) ++found;
  return found;
}

// Braces, environments and growing brackets are closed in the order in which they were opened.
bool is_balanced(const std::string& text) {
  int depth = 0;
  for (const char c : text) {
    depth += c == '{' ? 1 : c == '}' ? -1 : 0;
    if (depth < 0) return false;
  }
  return depth == 0 && count(text, "\\left") - count(text, "\\leftarrow") == count(text, "\\right") &&
         count(text, "\\begin{cases}") == count(text, "\\end{cases}");
}

}  // namespace

TEST_CASE("LaTeX is what a book would print") {
  CHECK(latex_of("x*sigmoid(b*x)") == "x \\cdot \\sigma(b x)");
  CHECK(latex_of("x/(1+abs(x))") == "\\frac{x}{1 + |x|}");
  CHECK(latex_of("(x+sqrt(x^2+b))/2") == "\\frac{x + \\sqrt{x^{2} + b}}{2}");
  CHECK(latex_of("0.5*x*erfc(-x/sqrt(2))") == "0.5x \\cdot \\operatorname{erfc}(-x/\\sqrt{2})");
  CHECK(latex_of("x>0?x:a*expm1(x)") == "\\begin{cases} x & x > 0 \\\\ a(e^{x} - 1) & x \\le 0 \\end{cases}");
  CHECK(latex_of("x+sin(a*x)^2/a") == "x + \\frac{\\sin^{2}(a x)}{a}");
  CHECK(latex_of("e^(-x^2)") == "e^{-x^{2}}");
  CHECK(latex_of("floor(x)") == "\\lfloor x \\rfloor");
  CHECK(latex_of("abs((2x+3)/(1+x))") == "\\left|\\frac{2x + 3}{1 + x}\\right|");
  CHECK(latex_of("1e-9*x") == "10^{-9}x");
  CHECK(latex_of("pi*x") == "\\pi x");
  CHECK(latex_of("max(0,x)") == "\\max(0, x)");
}

TEST_CASE("conditions that apply in their order become the intervals they mean") {
  CHECK(latex_of("x<=-3?0:x>=3?x:x/2") ==
        "\\begin{cases} 0 & x \\le -3 \\\\ x & x \\ge 3 \\\\ \\frac{x}{2} & -3 < x < 3 \\end{cases}");
  CHECK(latex_of("x<-1?0:x<1?x:1") ==
        "\\begin{cases} 0 & x < -1 \\\\ x & -1 \\le x < 1 \\\\ 1 & x \\ge 1 \\end{cases}");
  // Of parameters nobody knows which is smaller, and of x < 2 after x < 3 nothing would be left.
  CHECK(latex_of("x<a?0:x<b?1:2").find("\\text{otherwise}") != std::string::npos);
  CHECK(latex_of("x<3?0:x<2?1:2").find("\\text{otherwise}") != std::string::npos);
}

TEST_CASE("a definition names the parameters it uses") {
  const float params[] = {0.25F, 7};
  CHECK(latex_definition(program_of("x>0?x:a*x"), params) ==
        "f(x) = \\begin{cases} x & x > 0 \\\\ a x & x \\le 0 \\end{cases},\\quad a = 0.25");
}

TEST_CASE("every activation and its two derivatives have well-formed LaTeX") {
  for (const lab::act::ActivationRow& row : lab::act::activations()) {
    Program program = program_of(std::string(row.formula));
    for (int order = 0; order <= 2; ++order) {
      const std::string text = latex(program);
      CAPTURE(row.id);
      CAPTURE(text);
      CHECK(is_balanced(text));
      CHECK(std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; }));
      const auto derived = derive(program);
      REQUIRE(derived.has_value());
      program = *derived;
    }
  }
}

TEST_CASE("a formula that would explode is cut") {
  const Program program = exploding_program();
  CHECK(symbol_count(typeset(program)) < 4 * static_cast<std::size_t>(kMaxSymbols));
  CHECK(latex(program).find("\\ldots") != std::string::npos);
}

TEST_CASE("a negative factor is no argument: -2x and -ax, never x(-2)") {
  CHECK(latex_of("x*-2") == "-2x");
  CHECK(latex_of("a*(-x)") == "-a x");
  CHECK(latex_of("3*(-2)") == "3 \\cdot (-2)");
  CHECK(latex_of("x*(-x-1)") == "x \\cdot (-x - 1)");
}

TEST_CASE("derivatives of powers and fractions are written as on paper") {
  const auto slope_of = [](const std::string& text) { return latex(*derive(program_of(text))); };
  CHECK(slope_of("1e-40*x") == "10^{-40}");
  CHECK(slope_of("x^x") == "x^{x}(\\ln(x) + 1)");
  CHECK(slope_of("abs(x)^x") == "|x|^{x} \\cdot (\\ln(|x|) + 1)");
  CHECK(slope_of("sqrt(x)/(1+abs(x))^2") == "\\frac{1 - 3 \\cdot |x|}{2\\sqrt{x} \\cdot (1 + |x|)^{3}}");
}
