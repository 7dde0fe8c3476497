// Expected figures: computed with 40 digits by mpmath, independently of this program.
#include "act/study/properties.h"

#include <doctest/doctest.h>

#include <cmath>
#include <cstring>
#include <limits>
#include <string_view>

#include "act/typed_activation.h"
#include "function_setup.h"

using lab::act::Activation;
using lab::act::FarOut;
using lab::act::Monotonic;
using lab::act::Properties;
using lab::act::Symmetry;
using lab::test::activation;
using lab::test::TypedFunction;

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNowhere = 1e9;

struct Expected {
  std::string_view id;
  double lowest;
  bool lowest_is_attained;
  double highest;
  bool highest_is_attained;
  Monotonic monotonic;
  Symmetry symmetry;
  FarOut left, right;
  std::size_t jumps, kinks;
  double steepest, steepest_x;
  double at_zero, slope_at_zero, variance_gain;
};

constexpr auto kUp = Monotonic::strictly_increasing;
constexpr auto kNone = Symmetry::none;

const Expected kTable[] = {
    {"identity", -kInfinity, false, kInfinity, false, kUp, Symmetry::odd, FarOut::unbounded,
     FarOut::unbounded, 0, 0, 1, kNowhere, 0, 1, 1},
    {"step", 0, true, 1, true, Monotonic::increasing, kNone, FarOut::hard, FarOut::hard, 1, 0, 0, kNowhere, 1,
     0, 1.414213562},
    {"sigmoid", 0, false, 1, false, kUp, kNone, FarOut::soft, FarOut::soft, 0, 0, 0.25, 0, 0.5, 0.25,
     1.846228545},
    {"tanh", -1, false, 1, false, kUp, Symmetry::odd, FarOut::soft, FarOut::soft, 0, 0, 1, 0, 0, 1,
     1.592537420},
    {"relu", 0, true, kInfinity, false, Monotonic::increasing, kNone, FarOut::hard, FarOut::unbounded, 0, 1,
     1, kNowhere, 0, 0, 1.414213562},
    {"leaky_relu", -kInfinity, false, kInfinity, false, kUp, kNone, FarOut::unbounded, FarOut::unbounded, 0,
     1, 1, kNowhere, 0, 0.01, 1.414142857},
    {"elu", -1, false, kInfinity, false, kUp, kNone, FarOut::soft, FarOut::unbounded, 0, 0, 1, kNowhere, 0, 1,
     1.245198301},
    {"softplus", 0, false, kInfinity, false, kUp, kNone, FarOut::soft, FarOut::unbounded, 0, 0, 1, kNowhere,
     0.6931471806, 0.5, 1.041866836},
    {"gelu", -0.1699712075, true, kInfinity, false, Monotonic::no, kNone, FarOut::soft, FarOut::unbounded, 0,
     0, 1.128904145, 1.414213562, 0, 0.5, 1.533530441},
    {"silu", -0.2784645428, true, kInfinity, false, Monotonic::no, kNone, FarOut::soft, FarOut::unbounded, 0,
     0, 1.099839320, 2.399357281, 0, 0.5, 1.676532470},
    {"square", 0, true, kInfinity, false, Monotonic::no, Symmetry::even, FarOut::unbounded, FarOut::unbounded,
     0, 0, kInfinity, kNowhere, 0, 0, 0.5773502692},
    {"sin", -1, true, 1, true, Monotonic::no, Symmetry::odd, FarOut::oscillates, FarOut::oscillates, 0, 0, 1,
     0, 0, 1, 1.520866623},
    {"cos", -1, true, 1, true, Monotonic::no, Symmetry::even, FarOut::oscillates, FarOut::oscillates, 0, 0, 1,
     -1.570796327, 1, 0, 1.327250601},
};

void check_close(double found, double expected) {
  if (std::isinf(expected)) {
    CHECK(found == expected);
  } else {
    // Values are float32: a handful of roundings of 6e-8, relative to 1.
    CHECK(std::abs(found - expected) < 1e-6);
  }
}

}  // namespace

TEST_CASE("the computed properties of every activation agree with independent figures") {
  for (const Expected& expected : kTable) {
    CAPTURE(expected.id);
    const Properties found = lab::act::properties(activation(expected.id));
    check_close(found.lowest.value, expected.lowest);
    CHECK(found.lowest.is_attained == expected.lowest_is_attained);
    check_close(found.highest.value, expected.highest);
    CHECK(found.highest.is_attained == expected.highest_is_attained);
    CHECK(found.monotonic == expected.monotonic);
    CHECK(found.symmetry == expected.symmetry);
    CHECK(found.left == expected.left);
    CHECK(found.right == expected.right);
    CHECK(found.jumps.size() == expected.jumps);
    CHECK(found.kinks.size() == expected.kinks);
    check_close(found.steepest.value, expected.steepest);
    CHECK(found.steepest.x.has_value() == (expected.steepest_x != kNowhere));
    // A parabola through slopes 1/32 apart misses the top by f⁗/(6 f‴)·(1/32)² < 5e-4.
    if (found.steepest.x) CHECK(std::abs(*found.steepest.x - expected.steepest_x) < 5e-4);
    check_close(found.at_zero, expected.at_zero);
    check_close(found.slope_at_zero, expected.slope_at_zero);
    check_close(found.variance_gain, expected.variance_gain);
  }
}

TEST_CASE("the steepest slope alone is the one among the properties") {
  for (const lab::act::ActivationRow& row : lab::act::activations()) {
    CAPTURE(row.id);
    const lab::act::Activation activation = lab::act::bind(row, lab::act::default_params(row));
    const double alone = lab::act::steepest_slope(activation);
    const double among = lab::act::properties(activation).steepest.value;
    CHECK(std::memcmp(&alone, &among, sizeof alone) == 0);  // NaN, too
  }
}

TEST_CASE("the lowest point of a dip is found") {
  // f′ is read in float32, so its zero is known to about 6e-8 / f″ ≈ 2e-7; ten times that is allowed.
  const auto gelu = lab::act::properties(activation("gelu")).lowest.x;
  REQUIRE(gelu.has_value());
  CHECK(std::abs(*gelu - -0.7517915247) < 2e-6);
  const auto silu = lab::act::properties(activation("silu")).lowest.x;
  REQUIRE(silu.has_value());
  CHECK(std::abs(*silu - -1.2784645428) < 2e-6);
}

TEST_CASE("the values of a function of constant pieces are listed") {
  CHECK(lab::act::properties(activation("step")).only_values == std::vector<double>{0, 1});
  CHECK(lab::act::properties(activation("relu")).only_values.empty());
}

TEST_CASE("parameters change what is found") {
  const lab::act::ActivationRow& leaky = *lab::act::find_activation("leaky_relu");
  CHECK(lab::act::properties(lab::act::bind(leaky, {0, 0, 0})).left == FarOut::hard);
  CHECK(lab::act::properties(lab::act::bind(leaky, {0, 0, 0})).monotonic == Monotonic::increasing);
  CHECK(lab::act::properties(lab::act::bind(leaky, {1, 0, 0})).kinks.empty());

  const lab::act::ActivationRow& elu = *lab::act::find_activation("elu");
  const Properties steep = lab::act::properties(lab::act::bind(elu, {2, 0, 0}));
  CHECK(steep.lowest.value == -2);
  CHECK(steep.kinks == std::vector<double>{0});
  // The largest slope is the limit at the kink from the left: a.
  check_close(steep.steepest.value, 2);
  CHECK(steep.steepest.x == 0.0);

  const lab::act::ActivationRow& sine = *lab::act::find_activation("sin");
  const Properties fast = lab::act::properties(lab::act::bind(sine, {30, 0, 0}));
  CHECK(fast.left == FarOut::oscillates);
  CHECK(std::abs(fast.steepest.value - 30) < 30 * 1e-6);  // float32, relative to 30
  check_close(fast.highest.value, 1);
}

namespace {

Properties of_formula(std::string_view text) {
  return lab::act::properties(TypedFunction(text).activation());
}

}  // namespace

TEST_CASE("what a function has no value for does not hide what it is elsewhere") {
  const Properties logarithm = of_formula("log(x)");
  CHECK(logarithm.lowest.value == -kInfinity);
  CHECK(logarithm.highest.value == kInfinity);
  CHECK(logarithm.monotonic == Monotonic::strictly_increasing);
  CHECK(std::isnan(logarithm.left_limit));
  CHECK(logarithm.right_limit == kInfinity);
  const Properties root = of_formula("sqrt(x)");
  CHECK(root.lowest.value == 0);
  CHECK(root.lowest.is_attained);
  const Properties nothing = of_formula("log(-1)");
  CHECK(std::isnan(nothing.lowest.value));
  CHECK(std::isnan(nothing.highest.value));
  CHECK(nothing.only_values.empty());
}

TEST_CASE("a quotient that is inf/inf far out keeps its limits") {
  const Properties quotient = of_formula("(exp(x)-exp(-x))/(exp(x)+exp(-x))");
  CHECK(quotient.left == FarOut::soft);
  CHECK(quotient.right == FarOut::soft);
  CHECK(quotient.left_limit == -1);
  CHECK(quotient.right_limit == 1);
}

TEST_CASE("waves that climb, grow, fade or stay are told apart") {
  const Properties climbing = of_formula("sin(x)+0.2*x");
  CHECK(climbing.left_limit == -kInfinity);
  CHECK(climbing.right_limit == kInfinity);
  CHECK(climbing.highest.value == kInfinity);
  const Properties growing = of_formula("x*sin(x)");
  CHECK(growing.left == FarOut::oscillates);
  CHECK(growing.lowest.value == -kInfinity);
  CHECK(growing.steepest.value == kInfinity);
  const Properties fading = of_formula("sin(3*x)/(1+abs(x))");
  CHECK(fading.left == FarOut::soft);
  CHECK(fading.right_limit == 0);
  const Properties staying = of_formula("sin(300*x)");
  CHECK(staying.right == FarOut::oscillates);
  CHECK(std::isnan(staying.right_limit));
  check_close(staying.highest.value, 1);
}

TEST_CASE("a value that is only approached beside a jump is not taken") {
  const Properties sawtooth = of_formula("x-floor(x)");
  CHECK(sawtooth.lowest.value == 0);
  CHECK(sawtooth.lowest.is_attained);
  // Read |x|·2⁻²⁰ before the jump, x up to 32.
  CHECK(std::abs(sawtooth.highest.value - 1) < 4e-5);
  CHECK_FALSE(sawtooth.highest.is_attained);
}

TEST_CASE("a pole makes a function unbounded on the sides it leaves for") {
  const Properties hyperbola = lab::act::properties(*lab::act::typed_activation("own1", "1/x"));
  CHECK(hyperbola.poles == std::vector<double>{0});
  CHECK(hyperbola.lowest.value == -kInfinity);
  CHECK(hyperbola.highest.value == kInfinity);
  CHECK(hyperbola.monotonic == Monotonic::no);
  CHECK(hyperbola.steepest.value == kInfinity);
  const Properties square = lab::act::properties(*lab::act::typed_activation("own1", "1/(x-3)^2"));
  REQUIRE(square.poles.size() == 1);
  CHECK(square.poles[0] == doctest::Approx(3).epsilon(1e-6));  // floats there are 2e-7 apart
  CHECK(square.lowest.value >= 0);
  CHECK(square.highest.value == kInfinity);
  for (const lab::act::ActivationRow& row : lab::act::activations()) {
    CHECK_MESSAGE(lab::act::properties(activation(row.id)).poles.empty(), row.id);
  }
}

TEST_CASE("a function without a value anywhere has no properties and no slope") {
  for (const std::string_view text : {"0/0", "sqrt(-1)", "1/0"}) {
    CAPTURE(text);
    const auto typed = *lab::act::typed_activation("own1", text);
    const Properties found = lab::act::properties(typed);
    CHECK_FALSE(found.has_values);
    CHECK(std::isnan(found.lowest.value));
    CHECK(std::isnan(found.highest.value));
    CHECK(std::isnan(found.slope_at_zero));
    CHECK(std::isnan(lab::act::read(typed, lab::act::Reading::slope, 1)));
  }
}

TEST_CASE("neither slope nor curvature is read where there is no value") {
  const auto logarithm = *lab::act::typed_activation("own1", "log(x)");
  CHECK(std::isnan(lab::act::read(logarithm, lab::act::Reading::slope, -1)));
  CHECK(std::isnan(lab::act::read(logarithm, lab::act::Reading::curvature, -1)));
  CHECK(lab::act::read(logarithm, lab::act::Reading::slope, 2) == 0.5);
  CHECK(lab::act::read(logarithm, lab::act::Reading::curvature, 2) == -0.25);
}

TEST_CASE("the domain ends where values do, and its ends belong to it where there is one") {
  const auto one_piece = [](std::string_view text) {
    CAPTURE(text);
    const lab::act::Domain domain = of_formula(text).domain;
    REQUIRE(domain.pieces.size() == 1);
    CHECK(domain.holes.empty());
    return domain.pieces[0];
  };
  for (const std::string_view text : {"tanh(x)", "exp(100*x)/exp(100*x)", "exp(x^2)"}) {
    const lab::act::Interval everywhere = one_piece(text);  // although float32 overflows
    CHECK(everywhere.from == -kInfinity);
    CHECK(everywhere.to == kInfinity);
  }
  const lab::act::Interval logarithm = one_piece("log(x)");
  CHECK(logarithm.from == 0);
  CHECK_FALSE(logarithm.has_from);
  CHECK(logarithm.to == kInfinity);
  const lab::act::Interval root = one_piece("sqrt(3-x)");
  CHECK(root.from == -kInfinity);
  CHECK(root.to == 3);
  CHECK(root.has_to);
  const lab::act::Domain parted = of_formula("sqrt(x^2-2)").domain;
  REQUIRE(parted.pieces.size() == 2);
  CHECK(std::abs(parted.pieces[1].from - 1.41421356237) < 1e-10);  // bisected in float64
  CHECK(parted.pieces[1].has_from);
  CHECK(of_formula("sqrt(x-9)*sqrt(-x)").domain.pieces.empty());
  CHECK(of_formula("sin(1/x)").domain.holes == std::vector<double>{0});
  CHECK(std::isnan(of_formula("sin(1/x)").at_zero));
}

TEST_CASE("values at single places are no part of the curve") {
  const Properties power = of_formula("x^x");
  CHECK(std::abs(power.lowest.value - 0.6922006276) < 1e-6);  // e^(−1/e), in float32
  CHECK(power.lowest.is_attained);
  CHECK(power.highest.value == kInfinity);
  CHECK(power.left == FarOut::unbounded);
  CHECK(std::isnan(power.left_limit));
  REQUIRE(power.domain.pieces.size() == 1);
  CHECK(power.domain.pieces[0].from == 0);
}

TEST_CASE("stairs of any fineness never fall, and a constant is one") {
  for (const std::string_view text : {"floor(x)", "floor(10*x)", "floor(100*x)"}) {
    CAPTURE(text);
    CHECK(of_formula(text).monotonic == Monotonic::increasing);
  }
  CHECK(of_formula("3").monotonic == Monotonic::constant);
  CHECK(of_formula("x^9").monotonic == Monotonic::strictly_increasing);
}

TEST_CASE("fast waves and poles go on for ever") {
  for (const std::string_view text : {"sin(1000*x)", "sin(10000*x)", "tan(x)", "tan(100*x)"}) {
    CAPTURE(text);
    CHECK(of_formula(text).left == FarOut::oscillates);
    CHECK(of_formula(text).right == FarOut::oscillates);
  }
  CHECK(of_formula("tan(100*x)").jumps.empty());
}

TEST_CASE("tiny functions have the properties of large ones") {
  const Properties line = of_formula("1e-40*x");
  CHECK(line.lowest.value == -kInfinity);
  CHECK(line.highest.value == kInfinity);
  CHECK(line.right == FarOut::unbounded);
  CHECK(line.monotonic == Monotonic::strictly_increasing);
  const Properties wave = of_formula("1e-8*tanh(x)");
  CHECK(std::abs(wave.highest.value - 1e-8) < 1e-14);  // 1e-6 of it
  CHECK_FALSE(wave.highest.is_attained);
  CHECK(of_formula("1e-8*x^2").symmetry == Symmetry::even);
}

TEST_CASE("values that poles leave out are no part of the range") {
  const std::vector<lab::act::Interval> hyperbola = of_formula("1/x").range_pieces;
  REQUIRE(hyperbola.size() == 2);
  CHECK(hyperbola[0].to == 0);
  CHECK_FALSE(hyperbola[0].has_to);
  CHECK(hyperbola[1].from == 0);
  CHECK_FALSE(hyperbola[1].has_from);
  CHECK(hyperbola[1].to == kInfinity);
  const std::vector<lab::act::Interval> sum = of_formula("x+1/x").range_pieces;
  REQUIRE(sum.size() == 2);
  CHECK(std::abs(sum[0].to + 2) < 1e-6);  // float32 near 2
  CHECK(sum[0].has_to);
  CHECK(std::abs(sum[1].from - 2) < 1e-6);
  CHECK(of_formula("1/x^2").range_pieces.empty());
  CHECK(of_formula("x-1/x").range_pieces.empty());
}

TEST_CASE("only the jumps nearest to 0 are searched for among very many") {
  const Properties stairs = of_formula("floor(100*x)");
  REQUIRE(stairs.jumps.size() >= 10);
  REQUIRE(stairs.jumps.size() <= 64);
  CHECK(std::abs(stairs.jumps.front()) < 1);
  CHECK(std::abs(stairs.jumps.back()) < 1);
}
