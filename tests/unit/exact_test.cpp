#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "formula/exact/bounded.h"
#include "formula/exact/reading.h"
#include "formula/parse.h"

namespace lab::formula {
namespace {

constexpr float kUnit[] = {1, 1, 1};
constexpr double kInfinity = std::numeric_limits<double>::infinity();

double read(std::string_view text, Order order, double x, double seen = 0,
            std::span<const float> params = kUnit) {
  const auto program = parse(text);
  REQUIRE(program.ok());
  double y = 0;
  read_exactly(*program, params, order, {&x, 1}, {&y, 1}, seen);
  return y;
}

struct Known {
  std::string text;
  double x;
  Order order;
  double value;
};

void check(const Known& known) {
  CAPTURE(known.text);
  CAPTURE(known.x);
  const double found = read(known.text, known.order, known.x);
  if (std::isnan(known.value)) {
    CHECK(std::isnan(found));
  } else if (known.value == 0 || std::isinf(known.value)) {
    CHECK(found == known.value);
  } else {
    CHECK(std::abs(found / known.value - 1) < 1e-9);
  }
}

bool is_near(const Wide& a, const Wide& b, double units) {
  return is_zero(a - b) || size_of(a - b) < size_of(b) * Size(kWideUnit * units);
}

TEST_CASE("wide numbers keep 360 bits through every function and its inverse") {
  for (const double start : {1e-9, 0.017, 0.3, 0.71, 0.99}) {
    const Wide x = Wide(start) / Wide(1.1);
    CAPTURE(start);
    CHECK(is_near(x / Wide(3) * Wide(3), x, 1));
    CHECK(is_near(sqrt(x) * sqrt(x), x, 1));
    CHECK(is_near(log(exp(x)), x, 1 / start));
    CHECK(is_near(log1p(expm1(x)), x, 1));
    CHECK(is_near(sin(asin(x)), x, 2));
    CHECK(is_near(cos(acos(x)), x, 2 / start));
    CHECK(is_near(tan(atan(x)), x, 2));
    CHECK(is_near(asinh(sinh(x)), x, 4));
    CHECK(is_near(sinh(x) / cosh(x), tanh(x), 4));
    CHECK(is_near(erf(x) + erfc(x), Wide(1), 1));
    CHECK(is_near(pow(pow(x, Wide(0.3)), Wide(1) / Wide(0.3)), x, 20));
  }
}

TEST_CASE("wide numbers know pi, decimals as they are typed, and exponents far beyond double") {
  CHECK(to_double(sin(wide_pi())) < 1e-90);
  CHECK(is_near(as_typed(0.1) * Wide(10), Wide(1), 1));
  CHECK(is_near(as_typed(-2.5e-9) * Wide(4e8), Wide(-1), 1));
  CHECK(!is_near(Wide(0.1) * Wide(10), Wide(1), 1));
  const Wide huge = exp(Wide(1e6));
  CHECK(is_finite(huge));
  CHECK(std::isinf(to_double(huge)));
  CHECK(is_near(log(huge), Wide(1e6), 4));
  CHECK(is_near(huge * exp(Wide(-1e6)), Wide(1), 1e7));
  CHECK(erfc(Wide(40)) < exp(Wide(-1600)));
}

TEST_CASE("a bound holds the true number, and says so when nothing is known") {
  const Bounded<double> one(1.0), tiny(1e-17);
  const Bounded<double> lost = (one + tiny) - one;
  CHECK(size_of(lost.value - 1e-17) <= lost.bound);
  CHECK_FALSE((one / (lost - tiny)).is_finite());
  CHECK(log(Bounded<double>(-1.0)).has_none());
  CHECK((log(Bounded<double>(-1.0)) * one).has_none());
  CHECK_FALSE(is_decided(lost, tiny));
  CHECK(is_decided(one, tiny));
  const Bounded<Wide> third = Bounded<Wide>(1.0) / Bounded<Wide>(3.0);
  CHECK(third + third + third == Bounded<Wide>(1.0));
}

TEST_CASE("what cancels or overflows in double is read all the same") {
  const Known known[] = {
      {"1-tanh(x)^2", 40, Order::value, 7.2194055513816612e-35},
      {"log(x+sqrt(x^2+1))", -1e8, Order::value, -19.113827924512311},
      {"exp(x^2)/(1+exp(x^2))", 100, Order::value, 1},
      {"(exp(x)-exp(-x))/(exp(x)+exp(-x))", -200, Order::value, -1},
      {"sqrt(x^2+1)-x", 1e12, Order::value, 5e-13},
      {"x^2*log(1+1/x^2)", 1e10, Order::value, 1},
      {"1-erf(x)", 9, Order::value, 4.1370317465138102e-37},
      {"1-cos(x)", 1e-9, Order::value, 5e-19},
      {"0.1*3-0.3", 5, Order::value, 0},
      {"sin(x)^2+cos(x)^2-1", 3, Order::value, 0},
      {"exp(x)^2-exp(2*x)", 30, Order::slope, 0},
      {"1/cosh(x)", 60, Order::slope, -1.7513021525400773e-26},
      {"2/(1+exp(-x))-1", 50, Order::slope, 3.8574996959278356e-22},
      {"(1+tanh(x/2))/2", -60, Order::curvature, 8.7565107626965203e-27},
  };
  for (const Known& one : known) check(one);
}

TEST_CASE(
    "where a formula tends to the same value from both sides it is read there, with its slope and "
    "curvature") {
  const Known known[] = {
      {"sin(x)/x", 0, Order::curvature, -1.0 / 3},
      {"(exp(x)-1)/x", 0, Order::slope, 0.5},
      {"(tan(x)-x)/x^3", 0, Order::curvature, 4.0 / 15},
      {"(x^2-1)/(x-1)", 1, Order::value, 2},
      {"(x^3-8)/(x-2)", 2, Order::slope, 6},
      {"1/tanh(x)-1/x", 0, Order::value, 0},
      {"1/tanh(x)-1/x", 0, Order::slope, 1.0 / 3},
      {"x/abs(x)*x", 0, Order::value, 0},
      {"log(1+x)/x", 0, Order::curvature, 2.0 / 3},
      {"x/(exp(x)-1)", 0, Order::curvature, 1.0 / 6},
      {"x*log(x)", 0, Order::value, 0},
      {"(1-cos(x))/x^2", 0, Order::curvature, -1.0 / 12},
  };
  for (const Known& one : known) check(one);
}

TEST_CASE("where it does not, there is nothing") {
  const double nan = std::nan("");
  const Known known[] = {
      {"abs(x)/x", 0, Order::value, nan},        {"sin(1/x)", 0, Order::value, nan},
      {"log(x)", -1, Order::value, nan},         {"x^0.5", -4, Order::slope, nan},
      {"acos(x)", 1.0000001, Order::value, nan}, {"sqrt(abs(x))*abs(x)/x", 0, Order::slope, kInfinity},
      {"1/x", 0, Order::value, kInfinity},       {"1/(x-x)", 3, Order::slope, nan},
      {"1/x^2-1/x^2", 0, Order::value, 0},       {"0/x", 0, Order::value, 0},
  };
  for (const Known& one : known) check(one);
}

TEST_CASE("kinks have the side that training takes") {
  const Known known[] = {
      {"max(0,x)", 0, Order::slope, 0},        {"abs(x)", 0, Order::slope, 0},
      {"relu(x)", 0, Order::slope, 0},         {"x>0?x:0", 0, Order::slope, 0},
      {"min(max(x,0),6)", 6, Order::slope, 0}, {"floor(x)", 3, Order::value, 3},
      {"step(x)", 0, Order::value, 1},         {"max(x,2x)", 0, Order::slope, 1},
  };
  for (const Known& one : known) check(one);
}

TEST_CASE("a parameter is what was meant by it") {
  const float params[] = {0.1F, 0, 0};
  CHECK(read("a*x-x/10", Order::value, 1e6, 0, params) == 0);
  CHECK(as_meant(*parse("a*x+b"), params)[0] == 0.1);
}

TEST_CASE("what nobody sees may err, but is not 0 where it is not") {
  const auto program = parse("1-tanh(x)^2");
  std::vector<double> x, f(400), df(400);
  for (int i = 0; i < 400; ++i) x.push_back(5 + 0.1 * i);
  CHECK(read_values_and_slopes_exactly(*program, kUnit, x, f, df, 1e-9).empty());
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double c = std::cosh(x[i]);
    CHECK(std::abs(f[i] - 1 / (c * c)) <= 1e-9);
    CHECK(f[i] > 0);
    CHECK(df[i] < 0);
  }
}

TEST_CASE("limits are told from values") {
  const auto program = parse("tanh(x)/x");
  const double x[] = {-1, 0, 1};
  double f[3], df[3];
  CHECK(read_values_and_slopes_exactly(*program, kUnit, x, f, df) == std::vector<std::size_t>{1});
  CHECK(f[1] == 1);
  CHECK_FALSE(has_value(*program, kUnit, 0));
  CHECK(has_value(*program, kUnit, 1));
  CHECK_FALSE(has_value(*parse("1/x"), kUnit, 0));
}

}  // namespace
}  // namespace lab::formula
