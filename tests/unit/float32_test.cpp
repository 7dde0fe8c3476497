#include "act/study/float32.h"

#include <doctest/doctest.h>

#include <cmath>
#include <string>

#include "act/typed_activation.h"
#include "app/reading_text.h"

using namespace lab;

namespace {

act::Activation typed(std::string_view text) { return *act::typed_activation("f", text); }

std::optional<act::Float32Fault> fault(std::string_view text, double from, double to, double y_min,
                                       double y_max) {
  return act::float32_fault(typed(text), {from, to, y_max - y_min, 700, 400}, y_min, y_max);
}

std::string said(std::string_view text, double x, act::Reading reading = act::Reading::value) {
  const act::Activation activation = typed(text);
  return app::reading_text(activation, reading, x, act::read(activation, reading, x));
}

}  // namespace

TEST_CASE("a plot knows where networks would compute something else") {
  const auto overflow = fault("(cosh(x^2)-1)/(cosh(x^2)+1)", -20, 20, -1, 2);
  REQUIRE(overflow.has_value());
  CHECK_FALSE(overflow->has_value);
  REQUIRE(overflow->regions.size() == 2);
  CHECK(overflow->regions[0].to == doctest::Approx(-9.4).epsilon(0.02));
  CHECK(std::isinf(overflow->regions[0].from));
  CHECK(overflow->regions[1].from == doctest::Approx(9.4).epsilon(0.02));
  CHECK(std::isinf(overflow->regions[1].to));

  const auto lost = fault("(x+1e8)-1e8", -6, 6, -6, 6);
  REQUIRE(lost.has_value());
  CHECK(lost->has_value);
  const auto tail = fault("(1-cos(x))/x^2", -0.001, 0.001, 0, 1);
  REQUIRE(tail.has_value());
  CHECK(tail->has_value);
}

TEST_CASE("nothing is said where the two look the same, or where nothing is seen") {
  for (const act::ActivationRow& row : act::activations()) {
    CAPTURE(row.id);
    const act::Activation activation = act::bind(row, act::default_params(row));
    CHECK_FALSE(act::float32_fault(activation, {-6, 6, 8, 700, 400}, -4, 4).has_value());
    CHECK_FALSE(act::float32_fault(activation, {-100, 100, 200, 700, 400}, -100, 100).has_value());
  }
  CHECK_FALSE(fault("(cosh(x^2)-1)/(cosh(x^2)+1)", -6, 6, -1, 2).has_value());
  CHECK_FALSE(fault("exp(exp(x))", -6, 6, -4, 4).has_value());
  CHECK_FALSE(fault("log(x)", -6, 6, -4, 4).has_value());
}

TEST_CASE("a reading as networks compute it is given where it differs") {
  CHECK(act::float32_reading(typed("(x^2+1)-x^2"), 1e4) == 0.0);
  CHECK(std::isnan(act::float32_reading(typed("(cosh(x^2)-1)/(cosh(x^2)+1)"), 12).value_or(0)));
  CHECK_FALSE(act::float32_reading(typed("tanh(x)"), 3).has_value());
  CHECK_FALSE(act::float32_reading(typed("exp(-x)"), 100).has_value());
  CHECK_FALSE(act::float32_reading(typed("log(x)"), -1).has_value());
}

TEST_CASE("a limit that networks reach is told, too, and only where they do") {
  for (const double x : {16.64, 17.0, 40.0, 1000.0})
    CHECK(app::trained_reading(typed("sigmoid(x)"), x) == 1.0);
  CHECK(app::trained_reading(typed("tanh(x)"), 10) == 1.0);
  CHECK(app::trained_reading(typed("tanh(x)"), -10) == -1.0);
  for (const double x : {-20.0, 0.0, 3.0, 10.0, 16.6})
    CHECK_FALSE(app::trained_reading(typed("sigmoid(x)"), x));
  CHECK_FALSE(app::trained_reading(typed("x"), 1));
  CHECK_FALSE(
      app::trained_reading(typed("x"), 1.00000001));  // that is 1 in 32 bits before anything is computed
  CHECK_FALSE(app::trained_reading(typed("max(0,x)"), 2));
  CHECK(app::trained_reading(typed("(x^2+1)-x^2"), 1e4) == 0.0);
}

TEST_CASE("beside a limit the distance is told, however small, and no whole number is said of what is none") {
  // By hand: 1 − σ(x) = 1/(1 + eˣ), 1 − tanh(x) = 2/(e²ˣ + 1), 1 − softsign(x) = 1/(1 + |x|).
  CHECK(said("sigmoid(x)", 10) == "1 − 4.5·10⁻⁵");
  CHECK(said("1/(1+exp(-x))", 10) == "1 − 4.5·10⁻⁵");
  CHECK(said("tanh(x)", 20) == "1 − 8.5·10⁻¹⁸");
  CHECK(said("tanh(x)", -20) == "−1 + 8.5·10⁻¹⁸");
  CHECK(said("2+exp(-x)", 30) == "2 + 9.4·10⁻¹⁴");
  CHECK(said("tanh(x)", 1000) == "≈ 1");
  CHECK(said("erf(x)", 4) == "1 − 1.5·10⁻⁸");
  CHECK(said("x/(1+abs(x))", 24999) == "1 − 4·10⁻⁵");
  CHECK(said("x/(1+abs(x))", -1e6) == "−1 + 10⁻⁶");
  CHECK(said("x<0?0.5*(exp(x)-1):x", -12) == "−0.5 + 3.1·10⁻⁶");
  CHECK(said("sigmoid(x)", -10) == "4.54·10⁻⁵");  // beside 0 a number tells itself
}

TEST_CASE("and of a slope, in more digits than a double has") {
  CHECK(said("softplus(x)", 12, act::Reading::slope) == "1 − 6.1·10⁻⁶");
  CHECK(said("softplus(x)", 40, act::Reading::slope) == "1 − 4.2·10⁻¹⁸");
  CHECK(said("x*sigmoid(x)", 20, act::Reading::slope) == "1 + 3.9·10⁻⁸");
}

TEST_CASE("farther from a limit, and on the way past a whole number, there are digits") {
  CHECK(said("sigmoid(x)", 9) == "0.9999");
  CHECK(said("x/(1+abs(x))", 15000) == "0.9999");
  CHECK(said("x", 1.99997) == "1.999970");
  CHECK(said("x^2", 1.00001) == "1.000020");
  CHECK(said("sin(x)", 1.565) == "0.999983");
}

TEST_CASE("and of what is one it is") {
  CHECK(said("max(0,x)", 3) == "3.0000");
  CHECK(said("x^2", 2) == "4.0000");
  CHECK(said("x/3", 3) == "1.0000");
  CHECK(said("min(max(x,-1),1)", 5) == "1.0000");
  CHECK(said("cos(x)", 0) == "1.0000");
  CHECK(said("x", -2, act::Reading::slope) == "1.0000");
  CHECK(said("x+0.00004", 1) == "1.000040");
}
