#include "act/study/sampling.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string_view>

#include "function_setup.h"

using lab::act::Activation;
using lab::act::Curve;
using lab::act::Jump;
using lab::act::PlotWindow;
using lab::act::Reading;
using lab::test::activation;
using lab::test::TypedFunction;

namespace {

Curve sampled(std::string_view formula, const PlotWindow& window) {
  const TypedFunction typed(formula);
  return lab::act::sample(typed.activation(), Reading::value, window);
}

Activation sine(float omega) { return lab::act::bind(*lab::act::find_activation("sin"), {omega, 0, 0}); }

std::size_t breaks(const Curve& curve) {
  return static_cast<std::size_t>(
      std::count_if(curve.y.begin(), curve.y.end(), [](double y) { return std::isnan(y); }));
}

// y of the drawn line at x, between the two points around it.
double line_at(const Curve& curve, double x) {
  const auto after = std::upper_bound(curve.x.begin(), curve.x.end(), x);
  REQUIRE(after != curve.x.begin());
  REQUIRE(after != curve.x.end());
  const auto i = static_cast<std::size_t>(after - curve.x.begin());
  const double share = (x - curve.x[i - 1]) / (curve.x[i] - curve.x[i - 1]);
  return curve.y[i - 1] + share * (curve.y[i] - curve.y[i - 1]);
}

const PlotWindow kUsual{-6, 6, 3, 780, 500};

}  // namespace

TEST_CASE("a line runs from one end of its interval to the other without going back") {
  for (const lab::act::ActivationRow& row : lab::act::activations()) {
    const Curve curve = lab::act::sample(activation(row.id), Reading::slope, kUsual);
    INFO(row.id);
    CHECK(curve.x.size() == curve.y.size());
    CHECK(curve.x.front() == -6);
    CHECK(curve.x.back() == 6);
    CHECK(std::is_sorted(curve.x.begin(), curve.x.end()));
  }
}

TEST_CASE("no point of a line is there twice in a row") {
  const Curve curve = lab::act::sample(activation("step"), Reading::value, kUsual);
  for (std::size_t i = 1; i < curve.x.size(); ++i) {
    CHECK_FALSE((curve.x[i] == curve.x[i - 1] && curve.y[i] == curve.y[i - 1]));
  }
}

TEST_CASE("a smooth line stays within a fifth of a row of its function") {
  const Activation silu = activation("silu");
  const Curve curve = lab::act::sample(silu, Reading::value, kUsual);
  const double fifth_of_row = kUsual.y_span / kUsual.rows / 5;
  for (double x = -5.99; x < 5.99; x += 0.0137) {
    CHECK(std::abs(line_at(curve, x) - lab::act::read(silu, Reading::value, x)) < fifth_of_row);
  }
}

TEST_CASE("a bend keeps its corner, wherever it lies between two columns") {
  const Activation relu = activation("relu");
  for (const double shift : {0.0, 0.003, 0.0071, 0.011}) {
    const PlotWindow window{-6 + shift, 6 + shift, 3, 780, 500};
    const Curve curve = lab::act::sample(relu, Reading::value, window);
    // A column is 0.0154 wide, its readings are at most 0.15 of that apart, and a chord cuts relu's corner
    // by a quarter of its width: 0.0006. Three times that is allowed.
    CHECK(line_at(curve, 0.0) < 0.0018);
    CHECK(breaks(curve) == 0);
  }
}

TEST_CASE("a jump breaks the line at its exact place and knows its two sides") {
  for (const PlotWindow window :
       {kUsual, PlotWindow{-6.1, 5.7, 3, 333, 200}, PlotWindow{-1000, 900, 3, 780, 500}}) {
    const Curve curve = lab::act::sample(activation("step"), Reading::value, window);
    REQUIRE(curve.jumps.size() == 1);
    const Jump& jump = curve.jumps[0];
    CHECK(jump.x == 0);
    CHECK(jump.left == 0);
    CHECK(jump.right == 1);
    CHECK(jump.at == 1);  // PyTorch's heaviside with values = 1
    CHECK(breaks(curve) == 1);
    CHECK(line_at(curve, -1e-4) == 0);
    CHECK(line_at(curve, 1e-4) == 1);
  }
}

TEST_CASE("the slope of relu jumps at 0 and is 0 there") {
  const Curve curve = lab::act::sample(activation("relu"), Reading::slope, kUsual);
  REQUIRE(curve.jumps.size() == 1);
  CHECK(curve.jumps[0].x == 0);
  CHECK(curve.jumps[0].right == 1);
  CHECK(curve.jumps[0].at == 0);
}

TEST_CASE("steep is not a jump") {
  // Seen from far away the whole rise of tanh lies inside one column.
  const Curve curve = lab::act::sample(activation("tanh"), Reading::value, {-1e5, 1e5, 3, 400, 300});
  CHECK(curve.jumps.empty());
  CHECK(breaks(curve) == 0);
}

TEST_CASE("an oscillation faster than the columns fills its whole band") {
  // 30 rad per unit over 2000 units: about 12 periods in each of 780 columns.
  const Curve curve = lab::act::sample(sine(30), Reading::value, {-1000, 1000, 3, 780, 500});
  CHECK(curve.jumps.empty());
  CHECK(curve.is_band);
  CHECK_FALSE(lab::act::sample(sine(30), Reading::value, kUsual).is_band);
  const double column = 2000.0 / 780;
  int full = 0;
  for (int i = 0; i < 780; ++i) {
    const double from = -1000 + i * column;
    double low = 1;
    double high = -1;
    for (std::size_t k = 0; k < curve.x.size(); ++k) {
      if (curve.x[k] < from || curve.x[k] >= from + column) continue;
      low = std::min(low, curve.y[k]);
      high = std::max(high, curve.y[k]);
    }
    full += low < -0.5 && high > 0.5;
  }
  // Eight readings of a random phase miss a side of the band by this much in 1 of 27 columns at
  // most: (2/3)^8 · 2.
  CHECK(full > 780 * 0.9);
}

TEST_CASE("the number of points stays in proportion to the columns") {
  for (const double omega : {0.1, 1.0, 30.0}) {
    const Curve curve =
        lab::act::sample(sine(static_cast<float>(omega)), Reading::value, {-500, 500, 3, 780, 500});
    CHECK(curve.x.size() <= 780 * 3 + 1);
  }
}

TEST_CASE("a pole breaks the line, which leaves for infinity on both sides") {
  // The second window has no reading near the pole, the third one exactly there,
  // the fourth shows all of [−100, 100].
  for (const PlotWindow window : {kUsual, PlotWindow{-6.1, 5.7, 3, 333, 200}, PlotWindow{-1, 1, 40, 100, 500},
                                  PlotWindow{-6, 6, 200, 780, 500}}) {
    const Curve curve = sampled("1/x", window);
    REQUIRE(curve.poles.size() == 1);
    CHECK(std::abs(curve.poles[0]) < 1e-12);  // narrowed down to the least floats; measured 1e-38
    CHECK(curve.jumps.empty());
    CHECK(breaks(curve) == 1);
    const auto gap = static_cast<std::size_t>(
        std::find_if(curve.y.begin(), curve.y.end(), [](double y) { return std::isnan(y); }) -
        curve.y.begin());
    CHECK(curve.y[gap - 1] < -window.y_span);
    CHECK(curve.y[gap + 1] > window.y_span);
  }
}

TEST_CASE("poles are found wherever they are, of either kind") {
  const Curve tangent = sampled("tan(x)", kUsual);
  REQUIRE(tangent.poles.size() == 4);
  for (int i = 0; i < 4; ++i) {
    // ±π/2, ±3π/2; floats there are 5e-7 apart at most.
    CHECK(tangent.poles[static_cast<std::size_t>(i)] ==
          doctest::Approx((i - 1.5) * 3.14159265).epsilon(1e-6));
  }
  CHECK(sampled("1/(x-3)^2", kUsual).poles.size() == 1);
  CHECK(sampled("1/sqrt(abs(x-0.1))", kUsual).poles.size() == 1);
  CHECK(sampled("1/(x-3)-1/(x+2)", {-60, 60, 3, 780, 500}).poles.size() == 2);
}

TEST_CASE("more poles than can be told apart are none") {
  CHECK(sampled("tan(300*x)", kUsual).poles.empty());
  CHECK(sampled("tan(30*x)", kUsual).poles.size() == 114);  // at (k + 1/2)π/30 within ±6
}

TEST_CASE("what is merely high, narrow or steep is no pole") {
  for (const std::string_view formula :
       {"gauss(x)", "1000*gauss(50*x)", "1/(1e-6+x^2)", "tanh(1000*x)", "atan(1/x)", "exp(x)", "exp(exp(x))",
        "x>0 ? 1000 : 0", "x*sin(1/x)", "sin(30*x)", "log(abs(x))", "x^9"}) {
    for (const PlotWindow window :
         {kUsual, PlotWindow{-6.1, 5.7, 3, 333, 200}, PlotWindow{-1e5, 1e5, 3, 400, 300}}) {
      CHECK_MESSAGE(sampled(formula, window).poles.empty(), formula, " from ", window.x_min);
    }
  }
}

TEST_CASE("a jump with a value of its own between its sides is one jump, wherever the columns are") {
  for (const PlotWindow window : {kUsual, PlotWindow{-6.1, 5.7, 3, 333, 200}, PlotWindow{-4, 4, 3, 96, 40}}) {
    const Curve curve = lab::act::sample(activation("sign"), Reading::value, window);
    REQUIRE(curve.jumps.size() == 1);
    CHECK(curve.jumps[0].x == 0);
    CHECK(curve.jumps[0].left == -1);
    CHECK(curve.jumps[0].at == 0);
    CHECK(curve.jumps[0].right == 1);
  }
}

TEST_CASE("every stair of a staircase is drawn as a jump") {
  const Curve curve = sampled("floor(x)", kUsual);
  REQUIRE(curve.jumps.size() == 12);  // the last one at the end of the interval
  for (int i = 0; i < 12; ++i) {
    const Jump& jump = curve.jumps[static_cast<std::size_t>(i)];
    CHECK(jump.x == i - 5);
    CHECK(jump.left == i - 6);
    CHECK(jump.right == i - 5);
  }
  CHECK(breaks(curve) == 12);
}

// The last point of the line with a value, and the first.
std::pair<double, double> line_ends(const Curve& curve, bool is_right) {
  std::pair<double, double> end;
  for (std::size_t i = 0; i < curve.x.size(); ++i) {
    if (std::isnan(curve.y[i])) continue;
    end = {curve.x[i], curve.y[i]};
    if (!is_right) return end;
  }
  return end;
}

TEST_CASE("a line reaches the ends of where there are values") {
  const auto root = sampled("sqrt(4-x^2)", kUsual);
  CHECK(line_ends(root, false) == std::pair{-2.0, 0.0});
  CHECK(line_ends(root, true) == std::pair{2.0, 0.0});
  const auto arc = sampled("acos(x)", kUsual);
  CHECK(line_ends(arc, false).second == doctest::Approx(3.14159265358979));
  CHECK(line_ends(arc, true) == std::pair{1.0, 0.0});
  CHECK(line_ends(sampled("x*log(x)", kUsual), false).second == doctest::Approx(0).epsilon(1e-9));
  CHECK(line_ends(sampled("log(x)", kUsual), false).second < -20);
  CHECK(line_ends(sampled("sqrt(x-1.2345)", kUsual), false).first == doctest::Approx(1.2345).epsilon(1e-12));
  const auto pieces = sampled("sqrt(x^2-1)", kUsual);
  for (const double edge : {-1.0, 1.0}) {
    const auto at = std::find(pieces.x.begin(), pieces.x.end(), edge) - pieces.x.begin();
    REQUIRE(at < static_cast<std::ptrdiff_t>(pieces.x.size()));
    CHECK(pieces.y[static_cast<std::size_t>(at)] == 0);
  }
  CHECK(std::isnan(line_at(pieces, 0)));
}

TEST_CASE("a hole of a single place leaves no gap") {
  CHECK(breaks(sampled("sin(x)/x", kUsual)) == 0);
  CHECK(breaks(sampled("x*sin(1/x)", kUsual)) == 0);
}

TEST_CASE("a function that outgrows doubles is drawn as far as it goes") {
  const Curve curve = sampled("exp(exp(2x))", kUsual);
  // exp(exp(6.56)) is the largest that a double holds; the line ends there.
  CHECK(line_at(curve, 3.2) > 1e3);
  CHECK(std::isnan(line_at(curve, 3.5)));
}

TEST_CASE("thirty radians per unit are drawn wave by wave") {
  const Curve curve = sampled("sin(30*x)", kUsual);
  const TypedFunction typed("sin(30*x)");
  // A fifth of a row, and what the chord of two bends in a column of 0.46 rad leaves: 0.46²/8/9 rad.
  for (double x = -5.99; x < 5.99; x += 0.0137) {
    CHECK(std::abs(line_at(curve, x) - lab::act::read(typed.activation(), Reading::value, x)) < 0.02);
  }
}

TEST_CASE("the curvature is the derivative of the slope") {
  for (const lab::act::ActivationRow& row : lab::act::activations()) {
    const Activation shown = activation(row.id);
    for (const double x : {-3.25, -0.75, 0.625, 2.125}) {
      INFO(row.id, " at ", x);
      // Central differences of float32 slopes over 2h: h² of truncation and 2^-24/h of rounding, 1e-4 each.
      const double h = 0.0078125;
      const double difference =
          (lab::act::read(shown, Reading::slope, x + h) - lab::act::read(shown, Reading::slope, x - h)) /
          (2 * h);
      CHECK(lab::act::read(shown, Reading::curvature, x) == doctest::Approx(difference).epsilon(3e-4));
    }
  }
}

TEST_CASE("the curvature is exact where its terms cancel, and finite in the tails") {
  const auto of_formula = [](const lab::formula::Program& program) {
    Activation shown = activation("identity");
    shown.program = &program;
    return shown;
  };
  const auto sinc = lab::formula::parse("sinc(x)");
  // −1/3 + x²/10 − …, in float64 by a series that does not cancel.
  CHECK(lab::act::read(of_formula(*sinc), Reading::curvature, 0) == doctest::Approx(-1.0 / 3).epsilon(1e-12));
  CHECK(lab::act::read(of_formula(*sinc), Reading::curvature, 1e-3) ==
        doctest::Approx(-1.0 / 3 + 1e-7).epsilon(1e-9));
  CHECK(lab::act::read(activation("tanh"), Reading::curvature, 1e30) == 0);
  CHECK(lab::act::read(activation("silu"), Reading::curvature, -1e30) == 0);
  CHECK(lab::act::read(activation("gelu"), Reading::curvature, 1e30) == 0);
}
