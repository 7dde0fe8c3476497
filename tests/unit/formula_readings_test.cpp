// What people get to read of a formula, and the forms that they copy.
#include "formula/readings.h"

#include <doctest/doctest.h>

#include <string>

#include "formula/latex.h"
#include "formula/pytorch.h"

using namespace lab::formula;

namespace {

constexpr float kUnit[] = {1, 1, 1};

Readings readings(const std::string& text) {
  CAPTURE(text);
  const auto result = readings_of(text);
  REQUIRE(result.ok());
  return *result;
}

std::string slope_of(const std::string& text) { return latex(*readings(text).slope); }

std::string python_of(const std::string& text) {
  const Readings all = readings(text);
  return pytorch_file(form_to_run(all, kUnit), "activation", kUnit);
}

}  // namespace

TEST_CASE("a formula is shown as it was written, not in the form that is computed") {
  CHECK(latex(readings("x*(1+erf(x/sqrt(2)))/2").written) ==
        "\\frac{x(1 + \\operatorname{erf}(x/\\sqrt{2}))}{2}");
  CHECK(latex(readings("log(1+exp(a*x))/a").written) == "\\frac{\\ln(1 + e^{a x})}{a}");
  CHECK(latex(readings("1/(1+exp(-x))").written) == "\\frac{1}{1 + e^{-x}}");
  CHECK(latex(readings("exp(x)-1").written) == "e^{x} - 1");
}

TEST_CASE("a derivative uses no erfc or softplus that the formula does not use") {
  CHECK(slope_of("x*(1+erf(x/sqrt(2)))/2") ==
        "\\frac{1 + \\operatorname{erf}(x/\\sqrt{2})}{2} + \\frac{x e^{-x^{2}/2}}{\\sqrt{2\\pi}}");
  CHECK(slope_of("x*log(1+exp(x))").find("softplus") == std::string::npos);
  CHECK(slope_of("x*softplus(x)").find("softplus") != std::string::npos);
  CHECK(slope_of("1/(1+exp(-x))") == "\\sigma(x)(1 - \\sigma(x))");
}

TEST_CASE("PyTorch gets the formula as written where that is as good in float32, else the form that is") {
  CHECK(python_of("x*(1+erf(x/sqrt(2)))/2").find("x * (1 + torch.erf(x / math.sqrt(2))) / 2") !=
        std::string::npos);
  CHECK(python_of("log(1+exp(a*x))/a").find("F.softplus(a * x) / a") != std::string::npos);
  // exp(200) is inf, 1/inf is 0, and its slope by backpropagation would be NaN
  CHECK(python_of("1/(1+exp(-x))").find("torch.sigmoid(x)") != std::string::npos);
  CHECK(python_of("log10(x)").find("torch.log(x) / math.log(10)") != std::string::npos);
}

TEST_CASE("PyTorch imports are those that are used") {
  CHECK(python_of("x^2") == "def activation(x):\n    return x ** 2\n");
  CHECK(python_of("tanh(x)").find("import torch\n\n\ndef activation(x)") == 0);
  CHECK(python_of("pi*x").find("import math\n\n\ndef") == 0);
  CHECK(python_of("softplus(x)").find("import torch.nn.functional as F\n\n\ndef") == 0);
}
