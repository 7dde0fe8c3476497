// Functions and spellings that the parser makes of the operations there are.
#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "formula/derive.h"
#include "formula/evaluate.h"
#include "formula/parse.h"
#include "formula/print.h"
#include "formula/scalar.h"
#include "function_setup.h"

using namespace lab::formula;
using lab::test::program_of;

namespace {

constexpr std::array<float, 3> kParams = {2, 3, 5};
constexpr double kStep = 1e-6;

double exact(const std::string& text, double x) {
  return evaluate_scalar<double>(program_of(text), kParams, x);
}

// Programs but for the order of their instructions.
std::string printed(const std::string& formula) { return text(program_of(formula)); }

FormulaError error_of(const std::string& text) {
  const auto program = parse(text);
  CAPTURE(text);
  REQUIRE_FALSE(program.ok());
  return program.error();
}

struct Known {
  const char* text;
  double (*value)(double);
  std::vector<double> places;
};

double modulo(double x, double y) { return x - y * std::floor(x / y); }

const std::vector<Known> kKnown = {
    {"cbrt(x)", [](double x) { return std::cbrt(x); }, {-8, -0.3, 0.001, 8}},
    {"x^(1/3)", [](double x) { return std::cbrt(x); }, {-8, -0.3, 8}},
    {"x^(-1/3)", [](double x) { return 1 / std::cbrt(x); }, {-8, -0.3, 8}},
    {"x^(2/3)", [](double x) { return std::cbrt(x * x); }, {-8, -0.3, 8}},
    {"root(x,5)", [](double x) { return std::copysign(std::pow(std::fabs(x), 0.2), x); }, {-32, 1.5}},
    {"root(x,2)", [](double x) { return std::sqrt(x); }, {0.25, 9}},
    {"pow(x,3)", [](double x) { return x * x * x; }, {-2, 0.5}},
    {"pow(2,x)", [](double x) { return std::exp2(x); }, {-2, 0.5}},
    {"ceil(x)", [](double x) { return std::ceil(x); }, {-1.5, -0.2, 0.2, 2.7}},
    {"round(x)", [](double x) { return std::round(x); }, {-2.6, -1.2, 0.4, 0.6, 2.7}},
    {"trunc(x)", [](double x) { return std::trunc(x); }, {-2.6, -0.2, 0.4, 2.7}},
    {"clamp(x,-1,2)", [](double x) { return std::fmin(std::fmax(x, -1), 2); }, {-3, 0.4, 7}},
    {"mod(x,3)", [](double x) { return modulo(x, 3); }, {-4, -0.5, 2, 7.5}},
    {"fmod(x,3)", [](double x) { return std::fmod(x, 3); }, {-4, -0.5, 2, 7.5}},
    {"sech(x)", [](double x) { return 1 / std::cosh(x); }, {-20, -1, 0, 2}},
    {"csch(x)", [](double x) { return 1 / std::sinh(x); }, {-20, -1, 2}},
    {"coth(x)", [](double x) { return 1 / std::tanh(x); }, {-20, -1, 2}},
    {"sec(x)", [](double x) { return 1 / std::cos(x); }, {-1, 0, 2}},
    {"csc(x)", [](double x) { return 1 / std::sin(x); }, {-1, 2}},
    {"cot(x)", [](double x) { return 1 / std::tan(x); }, {-1, 2}},
    {"arcsin(x)", [](double x) { return std::asin(x); }, {-0.5, 0.9}},
    {"arccos(x)", [](double x) { return std::acos(x); }, {-0.5, 0.9}},
    {"arctan(x)", [](double x) { return std::atan(x); }, {-5, 0.9}},
    {"arcsinh(x)", [](double x) { return std::asinh(x); }, {-5, 0.9}},
    {"acosh(x)", [](double x) { return std::acosh(x); }, {1.001, 4, 1e9}},
    {"arcosh(x)", [](double x) { return std::acosh(x); }, {4}},
    {"atanh(x)", [](double x) { return std::atanh(x); }, {-0.9, 1e-5, 0.5}},
    {"atan2(x,1)", [](double x) { return std::atan2(x, 1); }, {-3, -0.5, 0.5, 4}},
    {"atan2(x,-1)", [](double x) { return std::atan2(x, -1); }, {-3, -0.5, 0.5, 4}},
    {"atan2(1,x)", [](double x) { return std::atan2(1, x); }, {-3, -0.5, 0, 0.5, 4}},
    {"arctan2(-1,x)", [](double x) { return std::atan2(-1, x); }, {-3, -0.5, 0, 0.5, 4}},
    {"hypot(x,2)", [](double x) { return std::hypot(x, 2); }, {-3, 0, 4}},
    {"if(x<0,-x,x^2)", [](double x) { return x < 0 ? -x : x * x; }, {-3, 4}},
    {"where(x<0,-x,x^2)", [](double x) { return x < 0 ? -x : x * x; }, {-3, 4}},
    {"max(x,-1,1-x,x/2)", [](double x) { return std::fmax(x, 1 - x); }, {-3, 0.2, 4}},
    {"min(x,1,2-x)", [](double x) { return std::fmin(std::fmin(x, 1), 2 - x); }, {-3, 0.2, 4}},
    {"log(x,2)", [](double x) { return std::log2(x); }, {0.3, 8}},
    {"heaviside(x)", [](double x) { return x >= 0 ? 1.0 : 0.0; }, {-1, 1}},
    {"logistic(x)", [](double x) { return 1 / (1 + std::exp(-x)); }, {-4, 2}},
    {"gelu(x)", [](double x) { return x / 2 * std::erfc(-x / std::sqrt(2)); }, {-4, 0, 2}},
    {"silu(x)", [](double x) { return x / (1 + std::exp(-x)); }, {-4, 0, 2}},
    {"elu(x)", [](double x) { return x > 0 ? x : std::expm1(x); }, {-4, 2}},
    {"exp2(x)", [](double x) { return std::exp2(x); }, {-4, 2}},
    {"fabs(x)", [](double x) { return std::fabs(x); }, {-4, 2}},
};

}  // namespace

TEST_CASE("functions made of others have the values and slopes of the functions of that name") {
  for (const Known& known : kKnown) {
    CAPTURE(known.text);
    const Program program = program_of(known.text);
    const auto slope = derive(program);
    REQUIRE(slope);
    for (const double x : known.places) {
      CAPTURE(x);
      CHECK(exact(known.text, x) == doctest::Approx(known.value(x)).epsilon(1e-9));
      CHECK(read_at(program, kParams, static_cast<float>(x)).value ==
            doctest::Approx(known.value(static_cast<float>(x))).epsilon(1e-5));
      const double step = kStep * std::fmax(1, std::fabs(x)) * 0.1;
      const double rise = (known.value(x + step) - known.value(x - step)) / (2 * step);
      CHECK(evaluate_scalar<double>(*slope, kParams, x) == doctest::Approx(rise).epsilon(1e-3));
    }
  }
}

TEST_CASE("what such a function is printed as is the same formula") {
  for (const Known& known : kKnown) {
    CAPTURE(known.text);
    CHECK(printed(text(program_of(known.text))) == printed(known.text));
  }
}

TEST_CASE("slopes are those of the function where it is smooth, and 0 beyond the ends of a clamp") {
  const auto slope = [](const char* text, double x) {
    return evaluate_scalar<double>(*derive(program_of(text)), kParams, x);
  };
  CHECK(slope("cbrt(x)", 8) == doctest::Approx(1.0 / 12));
  CHECK(slope("x^(1/3)", -8) == doctest::Approx(1.0 / 12));
  CHECK(slope("mod(x,3)", 7.5) == 1);
  CHECK(slope("clamp(x,-1,2)", 0) == 1);
  CHECK(slope("clamp(x,-1,2)", 3) == 0);
  CHECK(slope("round(x)", 0.3) == 0);
}

TEST_CASE(
    "a power has the real root where its exponent is a fraction with an odd denominator, and else none") {
  CHECK(exact("root(-8,3)", 0) == doctest::Approx(-2));
  CHECK(exact("(-8)^(1/3)", 0) == doctest::Approx(-2));
  CHECK(exact("root(x,-3)", -8) == doctest::Approx(-0.5));
  CHECK(std::isnan(exact("x^(1/2)", -8)));
  CHECK(std::isnan(exact("x^(1/4)", -8)));
  CHECK(std::isnan(exact("x^0.3", -8)));
  CHECK(exact("cbrt(x)", 0) == 0);
  CHECK(text(program_of("(1+x^2)^(1/3)")) == "(1+x^2)^(1/3)");
  CHECK(text(program_of("abs(x)^(1/3)")) == "abs(x)^(1/3)");
}

TEST_CASE("the modules of code may stand before a function or a constant") {
  const std::pair<const char*, const char*> kSame[] = {
      {"np.tanh(x)", "tanh(x)"},
      {"torch.nn.functional.relu(x)", "relu(x)"},
      {"2*math.pi*x", "2*pi*x"},
      {"math.e^x", "e^x"},
      {"Math.max(0,x)", "max(0,x)"},
      {"F.softplus(x)", "softplus(x)"},
      {"jnp.arctan2(x, 1)", "atan2(x,1)"},
      {"tf.nn.relu6(x)", "min(max(0,x),6)"},
      {"np.where(x<0,a*x,x)", "x<0?a*x:x"},
      {"torch.where(x>0, x, torch.exp(x)-1)", "x>0?x:exp(x)-1"},
      {"2np.sin(x)", "2*sin(x)"},
      {"x*torch.sigmoid(x)**2", "x*sigmoid(x)^2"},
      {"np.clip(x,-1,1)", "clamp(x,-1,1)"},
      {"numpy.sign(x)", "sign(x)"},
      {"torch.special.expit(x)", "sigmoid(x)"},
      {"Math.abs(x)", "abs(x)"},
  };
  for (const auto& same : kSame) {
    CAPTURE(same.first);
    CHECK(printed(same.first) == printed(same.second));
  }
  for (const char* unknown : {"foo.tanh", "np.foo", "np.x", "x.tanh"}) {
    const FormulaError error = error_of("1+" + std::string(unknown) + "(x)");
    CHECK(error.code == ErrorCode::unknown_name);
    CHECK(error.token == unknown);
    CHECK(error.column == 3);
  }
}

TEST_CASE("a comma between digits is a decimal comma where it cannot separate") {
  const std::pair<const char*, const char*> kSame[] = {
      {"0,5*x", "0.5*x"},
      {"x^2+1,25", "x^2+1.25"},
      {"sin(0,5x)", "sin(0.5x)"},
      {"max(0,5*x)", "max(0, 5*x)"},
      {"max((0,5)*x,1)", "max(0.5*x, 1)"},
      {"clamp(x,0,6)", "clamp(x, 0, 6)"},
      {"max(sin(1,5x),2)", "max(sin(1.5x), 2)"},
      {"0,125x", "0.125x"},
      {"1,5e-3x", "1.5e-3x"},
      {"0\uff0c5x", "0.5x"},
      {"(0,5+x)/2,5", "(0.5+x)/2.5"},
  };
  for (const auto& same : kSame) {
    CAPTURE(same.first);
    CHECK(printed(same.first) == printed(same.second));
  }
}

TEST_CASE("a root sign needs no parentheses around a number or a name") {
  CHECK(printed("2\u221ax+\u221a2") == "2*sqrt(x)+sqrt(2)");
  CHECK(printed("\u221aax") == "sqrt(a)*x");
  CHECK(printed(pretty_text(program_of("sqrt(x)/sqrt(pi)"))) == "sqrt(x)/sqrt(pi)");
  CHECK(error_of("\u221ax^2").code == ErrorCode::power_of_function);
}

TEST_CASE("a comma that can be read in two ways is an error that says how to write it") {
  for (const char* unclear : {"1,000*x", "12,500x", "log(0,5)", "heaviside(0,5)"}) {
    CHECK(error_of(unclear).code == ErrorCode::decimal_comma);
  }
  CHECK(error_of("x+1,000").token == "1,000");
  CHECK(error_of("x+1,000").column == 3);
  CHECK(error_of("1, 5").code == ErrorCode::unexpected_character);
  CHECK(error_of("1,2,3").token == ",");
  CHECK(error_of("x,1").code == ErrorCode::unexpected_character);
}

TEST_CASE("a wrong number of arguments comes with the call that would be right") {
  CHECK(text_args(error_of("clamp(x,0,5,1)")).back() == "clamp(x, a, b)");
  CHECK(text_args(error_of("np.hypot(x)")).back() == "np.hypot(x, a)");
  CHECK(text_args(error_of("sin(x, 2)")).back() == "sin(x)");
  CHECK(text_args(error_of("max(x)")).back() == "max(x, a)");
}
