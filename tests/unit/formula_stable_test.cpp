// Formulas as people type them, in the spelling that overflows or cancels.
#include "formula/stable_forms.h"

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <string>

#include "formula/evaluate.h"
#include "formula/print.h"
#include "function_setup.h"

using namespace lab::formula;
using lab::test::program_of;

namespace {

std::string stable(const std::string& text) { return lab::formula::text(program_of(text)); }

double exact_sigmoid(double x) { return x < 0 ? std::exp(x) / (1 + std::exp(x)) : 1 / (1 + std::exp(-x)); }
double exact_softplus(double x) { return x > 0 ? x + std::log1p(std::exp(-x)) : std::log1p(std::exp(x)); }
double exact_tanh_slope(double x) { return 1 / std::cosh(x) / std::cosh(x); }
double swish_slope(double x) { return exact_sigmoid(x) * (1 + x * exact_sigmoid(-x)); }
double mish_slope(double x) {
  const double t = std::tanh(exact_softplus(x));
  return t + x * exact_sigmoid(x) * (1 - t * t);
}

struct Typed {
  const char* formula;
  double (*value)(double);
  double (*slope)(double);
};

const Typed kTyped[] = {
    {"x/(1+exp(-x))", [](double x) { return x * exact_sigmoid(x); }, swish_slope},
    {"x*exp(x)/(1+exp(x))", [](double x) { return x * exact_sigmoid(x); }, swish_slope},
    {"ln(1+exp(x))", exact_softplus, exact_sigmoid},
    {"-ln(1/(1+e^x))", exact_softplus, exact_sigmoid},
    {"ln(0.5+0.5*exp(x))", [](double x) { return exact_softplus(x) - std::log(2); }, exact_sigmoid},
    {"ln(exp(x)+exp(-x))", [](double x) { return exact_softplus(2 * x) - x; },
     [](double x) { return std::tanh(x); }},
    {"(exp(x)-exp(-x))/(exp(x)+exp(-x))", [](double x) { return std::tanh(x); }, exact_tanh_slope},
    {"(e^(2x)-1)/(e^(2x)+1)", [](double x) { return std::tanh(x); }, exact_tanh_slope},
    {"(1-exp(-2x))/(1+exp(-2x))", [](double x) { return std::tanh(x); }, exact_tanh_slope},
    {"exp(x)/(1+exp(x))", exact_sigmoid, [](double x) { return exact_sigmoid(x) * exact_sigmoid(-x); }},
    {"exp(x)/(exp(x)+exp(-x))", [](double x) { return exact_sigmoid(2 * x); },
     [](double x) { return 2 * exact_sigmoid(2 * x) * exact_sigmoid(-2 * x); }},
    {"1-1/(1+exp(-x))", [](double x) { return exact_sigmoid(-x); },
     [](double x) { return -exact_sigmoid(x) * exact_sigmoid(-x); }},
    {"x*tanh(log(1+exp(x)))", [](double x) { return x * std::tanh(exact_softplus(x)); }, mish_slope},
    {"exp(-x^2)", [](double x) { return std::exp(-x * x); },
     [](double x) { return -2 * x * std::exp(-x * x); }},
    {"ln(exp(x))", [](double x) { return x; }, [](double) { return 1.0; }},
    {"exp(2x)*tanh(x)*exp(-2x)", [](double x) { return std::tanh(x); }, exact_tanh_slope},
    {"x*exp(x)*exp(-x)", [](double x) { return x; }, [](double) { return 1.0; }},
    {"exp(x)^2/exp(x)^2", [](double) { return 1.0; }, [](double) { return 0.0; }},
    {"1/exp(x^2)", [](double x) { return std::exp(-x * x); },
     [](double x) { return -2 * x * std::exp(-x * x); }},
    {"sinh(x)/cosh(x)", [](double x) { return std::tanh(x); }, exact_tanh_slope},
    {"sinh(2x)/(1+cosh(2x))", [](double x) { return std::tanh(x); }, exact_tanh_slope},
    {"(cosh(2x)-1)/sinh(2x)", [](double x) { return std::tanh(x); }, exact_tanh_slope},
    {"1-tanh(x)^2", exact_tanh_slope, [](double x) { return -2 * std::tanh(x) * exact_tanh_slope(x); }},
    {"(1+tanh(x/2))/2", exact_sigmoid, [](double x) { return exact_sigmoid(x) * exact_sigmoid(-x); }},
    {"1/2-tanh(x/2)/2", [](double x) { return exact_sigmoid(-x); },
     [](double x) { return -exact_sigmoid(x) * exact_sigmoid(-x); }},
    {"0.5x*(1+tanh(x/2))", [](double x) { return x * exact_sigmoid(x); }, swish_slope},
    {"ln(cosh(x))", [](double x) { return exact_softplus(2 * x) - x - std::log(2); },
     [](double x) { return std::tanh(x); }},
    {"ln(2*cosh(x))", [](double x) { return exact_softplus(2 * x) - x; },
     [](double x) { return std::tanh(x); }},
};

}  // namespace

TEST_CASE("formulas typed in spellings that overflow have the right values, slopes and limits") {
  for (const Typed& typed : kTyped) {
    const Program program = program_of(typed.formula);
    for (double place = -120; place <= 120; place += 0.3125) {
      const auto x = static_cast<float>(place);
      const PointReading got = read_at(program, {}, x);
      CAPTURE(typed.formula);
      CAPTURE(x);
      const double f = typed.value(static_cast<double>(x));
      const double df = typed.slope(static_cast<double>(x));
      // A handful of float32 operations of 3 ulp each; results below 1e-38 are flushed to 0.
      CHECK(std::fabs(static_cast<double>(got.value) - f) <= 1e-6 * std::max(std::fabs(f), 1e-3));
      CHECK(std::fabs(static_cast<double>(got.slope) - df) <= 2e-6 * std::max(std::fabs(df), 1e-3));
    }
    for (const float x : {1e4F, 1e10F, 3e38F}) {
      for (const float place : {x, -x}) {
        const PointReading got = read_at(program, {}, place);
        CAPTURE(typed.formula);
        CAPTURE(place);
        CHECK_FALSE(std::isnan(got.value));
        CHECK(std::isfinite(got.slope));
      }
    }
  }
}

TEST_CASE("a stable form is the function people would name") {
  CHECK(stable("x/(1+exp(-x))") == "x*sigmoid(x)");
  CHECK(stable("(exp(x)-exp(-x))/(exp(x)+exp(-x))") == "tanh(x)");
  CHECK(stable("x*(e^x-e^-x)/(e^x+e^-x)") == "x*tanh(x)");
  CHECK(stable("ln(1+exp(b*x))/b") == "softplus(b*x)/b");
  CHECK(stable("log(1/(1+exp(-x)))") == "-softplus(-x)");
  CHECK(stable("exp(-x^2)") == "gauss(x)");
  CHECK(stable("sin(a*x)/(a*x)") == "sinc(a*x)");
  CHECK(stable("x==0?1:sin(x)/x") == "sinc(x)");
  CHECK(stable("1-sigmoid(x)") == "sigmoid(-x)");
  CHECK(stable("exp(x)/(2+exp(x))") == "exp(x)/(2+exp(x))");  // not everything has a name
}

TEST_CASE("sin(x)/x has its limits at 0") {
  const PointReading reading = read_at(program_of("sin(x)/x"), {}, 0);
  CHECK(reading.value == 1.0F);
  CHECK(reading.slope == 0.0F);
}

TEST_CASE("outside a domain there is no value") {
  CHECK(std::isnan(read_at(program_of("log(x)"), {}, -1).value));
  CHECK(std::isnan(read_at(program_of("sqrt(x)"), {}, -1).value));
  CHECK(std::isnan(read_at(program_of("(1-cos(x))/x"), {}, 0).value));
  CHECK(read_at(program_of("1/x"), {}, 0).value == INFINITY);
}
