#include "formula/derive.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <tuple>

#include "formula/evaluate.h"
#include "formula/parse.h"
#include "formula/print.h"
#include "formula/scalar.h"
#include "function_setup.h"

using namespace lab::formula;
using lab::test::program_of;

namespace {

constexpr std::array<double, 3> kParams = {0.5, 2, 3};
constexpr std::array<float, 3> kFloatParams = {0.5F, 2, 3};

Program derivative_of(const Program& program) {
  const auto derived = derive(program);
  REQUIRE(derived.has_value());
  return *derived;
}

std::string derivative_text(const std::string& formula) { return text(derivative_of(program_of(formula))); }

// One formula for every operation and the shapes that activations have.
const char* const kFormulas[] = {
    "x",
    "3",
    "-x^2",
    "x^3-2x+1",
    "x^-2",
    "x^a",
    "2^x",
    "x^x",
    "a*x^2+b*x+c",
    "(a*x+b)/(c-x)",
    "x/(1+abs(x))",
    "sign(x)*x^2",
    "max(0,x)",
    "min(max(0,x),6)",
    "max(a*(x+b)-b, min(a*(x-b)+b, x))",
    "relu(x)^2",
    "step(x)*x+floor(x)",
    "x<0 ? a*(exp(x)-1) : x",
    "x<-2 ? -1 : x<2 ? x/2 : 1",
    "exp(-x^2)",
    "log(1+x^2)",
    "log(2+sin(x))",
    "sqrt(x^2+1)",
    "sqrt(x^2+1)*sqrt(x^2+1)/x",
    "sin(b*x)/x",
    "tan(x/9)",
    "asin(x/9)+acos(x/10)",
    "atan(x)*x",
    "sinh(x)*cosh(x/2)",
    "x*tanh(softplus(x))",
    "x*sigmoid(b*x)",
    "0.5*x*erfc(-x/sqrt(2))",
    "x*erf(softplus(x))",
    "x*gauss(x-1)",
    "x/2*(1+tanh(sqrt(2/pi)*(x+0.044715x^3)))",
    "x+sin(a*x)^2/a",
    "x*tanh(exp(x/2))",
    "(x>=1)+(x<=2)*x+(x>0)*(x!=7)+(x==9)",
};

// Between the kinks of the formulas above, and away from 0, where quotients by x have no value.
const double kPoints[] = {-7.3, -3.1, -1.7, -0.6, -0.03, 0.04, 0.7, 1.3, 2.6, 4.4, 7.9};

}  // namespace

TEST_CASE("the symbolic derivative equals that of dual numbers") {
  for (const char* formula : kFormulas) {
    const Program program = program_of(formula);
    const Program derived = derivative_of(program);
    for (const double x : kPoints) {
      const Dual<double> exact = evaluate_scalar(program, kParams, variable(x));
      const double symbolic = evaluate_scalar(derived, kParams, x);
      CAPTURE(formula);
      CAPTURE(text(derived));
      CAPTURE(x);
      // Where the function itself has no value (x^a for x < 0) neither has the derivative. Otherwise both are
      // double computations in different order: a few hundred roundings of 1e-16.
      if (std::isnan(exact.slope)) {
        CHECK(std::isnan(symbolic));
      } else {
        CHECK(std::fabs(symbolic - exact.slope) <= 1e-12 * std::max(1.0, std::fabs(exact.slope)));
      }
    }
  }
}

TEST_CASE("the second derivative equals that of nested dual numbers") {
  for (const char* formula : kFormulas) {
    const Program program = program_of(formula);
    const Program twice = derivative_of(derivative_of(program));
    for (const double x : kPoints) {
      const auto exact = evaluate_scalar(program, kParams, variable(variable(x))).slope.slope;
      const double symbolic = evaluate_scalar(twice, kParams, x);
      CAPTURE(formula);
      CAPTURE(text(twice));
      CAPTURE(x);
      // sin(2x)/x near 0 cancels terms of 1/x³: four digits more than above.
      if (!std::isnan(exact)) CHECK(std::fabs(symbolic - exact) <= 1e-8 * std::max(1.0, std::fabs(exact)));
    }
  }
}

TEST_CASE("the lane kernels' slope equals that of dual numbers") {
  for (const char* formula : kFormulas) {
    const Program program = program_of(formula);
    for (const double point : kPoints) {
      const auto x = static_cast<float>(point);
      const Dual<double> exact = evaluate_scalar(program, kParams, variable(static_cast<double>(x)));
      const PointReading lanes = read_at(program, kFloatParams, x);
      CAPTURE(formula);
      CAPTURE(x);
      if (std::isnan(exact.slope)) continue;
      // float32 with up to 30 operations, terms that cancel (sin(2x)/x near 0: 50 times the result) included.
      const double scale = std::max({1.0, std::fabs(exact.slope), std::fabs(exact.value / point)});
      CHECK(std::fabs(static_cast<double>(lanes.value) - exact.value) <=
            1e-5 * std::max(1.0, std::fabs(exact.value)));
      CHECK(std::fabs(static_cast<double>(lanes.slope) - exact.slope) <= 1e-5 * scale);
    }
  }
}

TEST_CASE("at kinks the derivative takes the side that the kernels and dual numbers take") {
  for (const char* formula : {"max(0,x)",
                              "max(x,0)",
                              "min(x,0)",
                              "relu(x)",
                              "abs(x)",
                              "sign(x)",
                              "step(x)",
                              "x>0 ? x : a*x",
                              "x>=0 ? x : a*x",
                              "max(2*x,x)",
                              "min(x,2*x)",
                              "min(max(0,x),6)",
                              "max(-1,min(1,x))",
                              "max(0,x)^2",
                              "max(0,1-abs(x))",
                              "x/2*min(2,max(0,x+2))",
                              "max(a*(x+2)-2,min(a*(x-2)+2,x))",
                              "x/(1+abs(x))",
                              "relu(x-1)*x",
                              "log1p(a*max(0,x))",
                              "x<=-3 ? 0 : x>=3 ? x : x*(x+3)/6",
                              "abs(x)*sign(x)"}) {
    const Program program = program_of(formula);
    const Program derived = derivative_of(program);
    for (const float x : {-3.0F, -2.0F, -1.0F, 0.0F, 1.0F, 2.0F, 3.0F, 6.0F}) {
      CAPTURE(formula);
      CAPTURE(text(derived));
      CAPTURE(x);
      const PointReading reading = read_at(program, kFloatParams, x);
      const Dual<double> exact = evaluate_scalar(program, kParams, variable(static_cast<double>(x)));
      // Float32 in two orders of operations; what differs at a kink differs by far more.
      CHECK(read_at(derived, kFloatParams, x).value == doctest::Approx(reading.slope).epsilon(1e-6));
      CHECK(reading.slope == doctest::Approx(exact.slope).epsilon(1e-6));
    }
  }
}

TEST_CASE("derivatives are simplified enough to read") {
  CHECK(derivative_text("x^2") == "2*x");
  CHECK(derivative_text("3x+5") == "3");
  CHECK(derivative_text("a*x^2+b*x+c") == "2*a*x+b");
  CHECK(derivative_text("x*sigmoid(b*x)") == "sigmoid(b*x)*(1+b*x*(1-sigmoid(b*x)))");
  CHECK(derivative_text("tanh(x)") == "1-tanh(x)^2");
  CHECK(derivative_text("softplus(b*x)/b") == "sigmoid(b*x)");
  CHECK(derivative_text("max(0,x)") == "x>0?1:0");
  CHECK(derivative_text("x<0 ? a*(exp(x)-1) : x") == "x<0?a*exp(x):1");
  CHECK(derivative_text("sqrt(x^2+1)") == "x/sqrt(x^2+1)");
  CHECK(derivative_text("1/x") == "-1/x^2");
  CHECK(derivative_text("0.044715x^3") == "0.134145*x^2");
  CHECK(derivative_text("x/3") == "1/3");
  CHECK(derivative_text("sigmoid(x)") == "sigmoid(x)*(1-sigmoid(x))");
  CHECK(derivative_text("x/(1+abs(x))") == "1/(1+abs(x))^2");
  CHECK(derivative_text("x/sqrt(1+a*x^2)") == "1/((1+a*x^2)*sqrt(1+a*x^2))");
  CHECK(derivative_text("0.5*x*erfc(-x/sqrt(2))") == "0.5*erfc(-x/sqrt(2))+x*exp(-x^2/2)/sqrt(2*pi)");
  CHECK(derivative_text("x*erfc(-x/sqrt(2))/2") == "erfc(-x/sqrt(2))/2+x*exp(-x^2/2)/sqrt(2*pi)");
  CHECK(derivative_text("(x^2+3*x)/6") == "(2*x+3)/6");
  CHECK(derivative_text("x*tanh(softplus(x))") == "tanh(softplus(x))+x*sigmoid(x)*(1-tanh(softplus(x))^2)");
  CHECK(derivative_text("min(max(0,x),6)") == "x>=6?0:x>0?1:0");
  CHECK(derivative_text("max(0,x)^2") == "x>0?2*x:0");
  CHECK(derivative_text("max(0,1-abs(x))") == "abs(x)<1?-sign(x):0");
  CHECK(derivative_text("x+sin(a*x)^2/a") == "1+sin(2*a*x)");
  CHECK(derivative_text("(a*x+b)/(c-x)") == "(a*c+b)/(c-x)^2");
  CHECK(derivative_text("4x^4+x^2") == "16*x^3+2*x");
}

TEST_CASE("the second derivative of sinc has its limit where its quotients are 0/0") {
  const float params[] = {2, 1, 1};
  for (const auto& [text, at, limit] :
       {std::tuple{"sin(x)/x", 0.0, -1.0 / 3}, std::tuple{"sinc(a*x)", 0.0, -4.0 / 3},
        std::tuple{"3*sinc(2x-1)", 0.5, -4.0}}) {
    const std::string shown = text;
    CAPTURE(shown);
    const auto twice = derive(*derive(program_of(text)));
    REQUIRE(twice.has_value());
    CHECK(evaluate_scalar(*twice, params, at) == doctest::Approx(limit).epsilon(1e-12));
    CHECK(evaluate_scalar(*twice, params, at + 0.25) ==
          doctest::Approx(
              evaluate_scalar(program_of(text), params, variable(variable(at + 0.25))).slope.slope));
  }
}

TEST_CASE("second derivatives, too") {
  const auto second = [](const std::string& formula) {
    return text(derivative_of(derivative_of(program_of(formula))));
  };
  CHECK(second("sigmoid(x)") == "sigmoid(x)*(1-sigmoid(x))*(1-2*sigmoid(x))");
  CHECK(second("tanh(x)") == "-2*tanh(x)*(1-tanh(x)^2)");
  CHECK(second("x*sigmoid(x)") == "sigmoid(x)*(1-sigmoid(x))*(2+x-2*x*sigmoid(x))");
  CHECK(second("0.5*x*erfc(-x/sqrt(2))") == "exp(-x^2/2)*(2-x^2)/sqrt(2*pi)");
  CHECK(second("(x+sqrt(x^2+b))/2") == "b/(2*(x^2+b)*sqrt(x^2+b))");
  CHECK(second("x*tanh(x)") == "2*(1-tanh(x)^2)*(1-x*tanh(x))");
  CHECK(second("exp(-exp(-x))") == "exp(-exp(-x))*exp(-x)*expm1(-x)");
}

TEST_CASE("a derivative that would be too large is refused, not cut") {
  std::string deep = "x";
  for (int i = 0; i < 40; ++i) deep = "sin(x*" + deep + ")";
  const auto program = parse(deep);
  REQUIRE(program.ok());
  auto derived = derive(*program);
  int order = 1;
  while (derived && order < 6) {
    CHECK(derived->instructions.size() <= kMaxDerivedInstructions);
    derived = derive(*derived);
    ++order;
  }
  CHECK_FALSE(derived.has_value());
}
