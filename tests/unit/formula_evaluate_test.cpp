#include "formula/evaluate.h"

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <limits>
#include <map>
#include <string>
#include <vector>

#include "base/simd.h"
#include "base/text.h"
#include "function_setup.h"

using namespace lab::formula;
using lab::test::program_of;

namespace {

using lab::base::AlignedFloats;

PointReading read(const std::string& text, float x, std::array<float, 3> params = {}) {
  return read_at(program_of(text), params, x);
}

// Distance to the next float of the same exponent.
double ulp32(double value) {
  int exponent = 0;
  std::frexp(value, &exponent);
  return std::ldexp(1.0, std::max(exponent, -125) - 24);
}

// The pass rule in the head of the golden file.
bool passes(float got, double exact, double argument_slack) {
  if (std::isnan(got)) return false;
  constexpr double kFirstOverflow = 0x1.ffffffp127;
  if (std::fabs(exact) >= kFirstOverflow) {
    return std::fabs(static_cast<double>(got)) >= static_cast<double>(std::numeric_limits<float>::max()) &&
           (got > 0) == (exact > 0);
  }
  if (std::isinf(got)) return false;
  const double allowed = std::max(4 * ulp32(exact), 2.5e-7 * std::max(1.0, std::fabs(exact)));
  return std::fabs(static_cast<double>(got) - exact) <= allowed + argument_slack;
}

struct GoldenFormula {
  const char* formula;
  bool is_sine_of_parameter;  // the argument a·x is rounded to float32: the rule allows for it
};

// The golden file's parameters are a, b, c in its order.
const std::map<std::string, GoldenFormula> kFormulas = {
    {"identity", {"x", false}},
    {"step", {"step(x)", false}},
    {"sign", {"sign(x)", false}},
    {"sigmoid", {"1/(1+exp(-x))", false}},
    {"tanh", {"tanh(x)", false}},
    {"relu", {"max(0,x)", false}},
    {"relu6", {"min(max(0,x),6)", false}},
    {"leaky_relu", {"x>0 ? x : a*x", false}},
    {"abs", {"abs(x)", false}},
    {"hardtanh", {"max(a,min(b,x))", false}},
    {"hardswish", {"x<=-3 ? 0 : x>=3 ? x : x*(x+3)/6", false}},
    {"elu", {"x>0 ? x : a*(exp(x)-1)", false}},
    {"softplus", {"a*x>30 ? x : softplus(a*x)/a", false}},
    {"gelu", {"0.5*x*erfc(-x/sqrt(2))", false}},
    {"silu", {"x*sigmoid(x)", false}},
    {"swish", {"x*sigmoid(a*x)", false}},
    {"mish", {"x*tanh(softplus(x))", false}},
    {"lisht", {"x*tanh(x)", false}},
    {"logish", {"x*log(1+sigmoid(x))", false}},
    {"tanhexp", {"x*tanh(exp(x))", false}},
    {"serf", {"x*erf(softplus(x))", false}},
    {"arctan", {"atan(x)", false}},
    {"erf", {"erf(x)", false}},
    {"gaussian", {"gauss(x)", false}},
    {"gaussian_cdf", {"erfc(-x/sqrt(2))/2", false}},
    {"logsigmoid", {"-softplus(-x)", false}},
    {"softsign", {"x/(1+abs(x))", false}},
    {"symlog", {"x<0 ? -log(1-x) : log(1+x)", false}},
    {"exponential", {"e^x", false}},
    {"plu", {"max(a*(x+b)-b, min(a*(x-b)+b, x))", false}},
    {"square", {"x^2", false}},
    {"cube", {"x^3", false}},
    {"sin", {"sin(a*x)", true}},
    {"cos", {"cos(x)", false}},
};

std::array<float, 3> params_of(std::string_view text) {
  std::array<float, 3> params{};
  if (text.empty()) return params;
  std::size_t i = 0;
  for (const std::string_view piece : lab::base::split(text, ';')) {
    const auto value = lab::base::parse_number(piece.substr(piece.find('=') + 1));
    params[i++] = static_cast<float>(value.value());
  }
  return params;
}

}  // namespace

TEST_CASE("formulas pass the golden rows of value and slope") {
  const std::filesystem::path tests = std::filesystem::path(__FILE__).parent_path().parent_path();
  std::ifstream file(tests / "golden" / "activations_golden.csv");
  REQUIRE(file.good());
  int rows = 0;
  std::map<std::string, int> seen;
  for (std::string line; std::getline(file, line);) {
    const std::vector<std::string_view> cells = lab::base::split(line, ',');
    if (cells.size() != 9) continue;
    const auto formula = kFormulas.find(std::string(cells[0]));
    if (formula == kFormulas.end()) continue;
    const std::array<float, 3> params = params_of(cells[1]);
    const float x = std::strtof(std::string(cells[2]).c_str(), nullptr);
    const double f = std::strtod(std::string(cells[4]).c_str(), nullptr);
    const double df = std::strtod(std::string(cells[5]).c_str(), nullptr);
    const PointReading got = read(formula->second.formula, x, params);
    const double frequency = formula->second.is_sine_of_parameter ? static_cast<double>(params[0]) : 0.0;
    const double slack = frequency * std::fabs(static_cast<double>(x)) * 0x1p-23;
    CAPTURE(line);
    CAPTURE(got.value);
    CAPTURE(got.slope);
    if (cells[8].find("+huge") != std::string_view::npos) {
      CHECK(std::fabs(got.value) <= 1.0F);
      CHECK(std::isfinite(got.slope));
    } else {
      CHECK(passes(got.value, f, slack));
      CHECK(passes(got.slope, df, slack * frequency));
    }
    ++rows;
    ++seen[formula->first];
  }
  CHECK(seen.size() == kFormulas.size());
  MESSAGE("golden rows: ", rows);
}

TEST_CASE("a flat factor wins over an infinite one") {
  CHECK(read("x*sigmoid(x)", -1e30F).value == 0.0F);
  CHECK(read("x*sigmoid(x)", -1e30F).slope == 0.0F);
  CHECK(read("x*sigmoid(x)", 1e30F).slope == 1.0F);
  CHECK(read("exp(x)*gauss(x)", 200.0F).value == 0.0F);
  CHECK(read("gauss(x^2)", 3e38F).slope == 0.0F);
}

TEST_CASE("no formula of smooth primitives gives NaN for a finite x") {
  const char* texts[] = {
      "x*sigmoid(b*x)", "x*tanh(softplus(x))",   "0.5*x*erfc(-x/sqrt(2))", "x*exp(-x^2)",
      "sin(30*x)",      "x<0?a*(exp(x)-1):x",    "x*tanh(exp(x))",         "sinh(x)/cosh(3)",
      "x/(1+abs(x))",   "x*erf(log(1+exp(x)))",  "log(1+abs(x))",          "x^2*gauss(x)",
      "atan(x)*x",      "cos(x)*exp(-abs(x))*x", "sqrt(1+abs(x))",         "1/(1+x^2)"};
  for (const char* text : texts) {
    const Program program = program_of(text);
    const std::array<float, 3> params = {1, 2, 3};
    for (float x = 1e-38F; x < 3e38F; x *= 1.37F) {
      for (const float point : {x, -x}) {
        const PointReading reading = read_at(program, params, point);
        CAPTURE(text);
        CAPTURE(point);
        CHECK_FALSE(std::isnan(reading.value));
        CHECK_FALSE(std::isnan(reading.slope));
      }
    }
  }
}

TEST_CASE("NaN in gives NaN out") {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  for (const char* text :
       {"x*sigmoid(x)", "max(0,x)", "min(x,1)", "relu(x)", "step(x)", "abs(x)", "x*0", "x^2"}) {
    CAPTURE(text);
    CHECK(std::isnan(read(text, nan).value));
  }
}

TEST_CASE("slopes at kinks are those of PyTorch") {
  CHECK(read("max(0,x)", 0).slope == 0.0F);
  CHECK(read("max(x,0)", 0).slope == 0.0F);
  CHECK(read("relu(x)", 0).slope == 0.0F);
  CHECK(read("min(max(0,x),6)", 6).slope == 0.0F);
  CHECK(read("abs(x)", 0).slope == 0.0F);
  CHECK(read("sign(x)", 0).slope == 0.0F);
  CHECK(read("step(x)", 0).value == 1.0F);
  CHECK(read("x>0 ? x : a*x", 0, {0.25F}).slope == 0.25F);
  CHECK(read("floor(x)", 2).slope == 0.0F);
  // Both depend on x: the first argument's.
  CHECK(read("max(2*x,x)", 0).slope == 2.0F);
  CHECK(read("max(x,2*x)", 0).slope == 1.0F);
}

TEST_CASE("a block of any length gives the values of single points, also in place") {
  const Program program = program_of("x*sigmoid(a*x)+c");
  const std::array<float, 3> params = {2, 0, 1};
  for (const std::size_t n :
       {std::size_t{4}, std::size_t{60}, std::size_t{64}, std::size_t{68}, std::size_t{1000}}) {
    AlignedFloats x(n);
    for (std::size_t i = 0; i < n; ++i) x[i] = static_cast<float>(i) * 0.01F - 3.0F;
    AlignedFloats f(n);
    AlignedFloats df(n);
    value_and_slope(program, params, x.data(), f.data(), df.data(), n);
    AlignedFloats in_place = x;
    value(program, params, in_place.data(), in_place.data(), n);
    CHECK(in_place == f);
    for (std::size_t i = 0; i < n; ++i) {
      const PointReading single = read_at(program, params, x[i]);
      CHECK(single.value == f[i]);
      CHECK(single.slope == df[i]);
    }
  }
}

TEST_CASE("a formula without x is constant and flat") {
  const PointReading reading = read("sqrt(a)+pi", 7, {4});
  CHECK(reading.value == doctest::Approx(5.1415927));
  CHECK(reading.slope == 0.0F);
}

TEST_CASE("missing parameters are 0") {
  const float one[] = {1.0F};
  CHECK(read_at(program_of("a+b+c"), one, 0).value == 1.0F);
}

TEST_CASE("powers differentiate in base and exponent") {
  CHECK(read("x^3", 2).slope == 12.0F);
  CHECK(read("x^-1", 2).slope == -0.25F);
  CHECK(read("x^a", 4, {0.5F}).slope == 0.25F);
  CHECK(read("2^x", 3).slope == doctest::Approx(8 * 0.6931472));
  CHECK(read("x^x", 2).slope == doctest::Approx(4 * (1 + 0.6931472)));
  CHECK(read("x^0", 0).value == 1.0F);
  CHECK(read("(x-1)^2", -3).slope == -8.0F);
}
