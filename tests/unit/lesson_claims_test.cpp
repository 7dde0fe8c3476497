// What the lessons "squeezing" and "slope" say, held against the program; A7 … B10 are the claims of the two articles that they grew
// out of.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "act/study/float32.h"
#include "act/typed_activation.h"
#include "app_setup.h"
#include "base/text.h"
#include "nn/backprop.h"
#include "training_setup.h"

using namespace lab;

namespace {

act::Activation named(std::string_view id) {
  const act::ActivationRow* row = act::find_activation(id);
  REQUIRE(row != nullptr);
  return act::bind(*row, act::default_params(*row));
}

double sigma(double x) { return act::read(named("sigmoid"), act::Reading::value, x); }
double slope(std::string_view id, double x) { return act::read(named(id), act::Reading::slope, x); }

// Steps between two floats of one sign and between them, in units of the last place of the result.
std::int64_t ulps_between(float a, float b) {
  std::int32_t first = 0, second = 0;
  std::memcpy(&first, &a, sizeof a);
  std::memcpy(&second, &b, sizeof b);
  return std::abs(std::int64_t{first} - std::int64_t{second});
}

struct Trained {
  app::App app;
  std::vector<float> before, after;
};

Trained trained(std::string_view link, std::int64_t steps) {
  Trained result{test::start(link), {}, {}};
  result.before = first_run(result.app).seen.snapshot.params;
  test::train(result.app, steps);
  result.after = first_run(result.app).seen.snapshot.params;
  return result;
}

double loss(const Trained& t) { return first_run(t.app).seen.train.loss; }
double accuracy(const Trained& t) { return first_run(t.app).seen.train.accuracy; }

// Of the net 2-4-1: the weights and biases before the hidden neurons' function, and those after it.
constexpr std::size_t kHiddenParams = 4 * 2 + 4;
constexpr std::size_t kOutputParams = 4 + 1;

std::size_t moved(const Trained& t, std::size_t from, std::size_t count) {
  std::size_t moved = 0;
  for (std::size_t i = from; i < from + count; ++i) moved += t.before[i] != t.after[i] ? 1 : 0;
  return moved;
}

}  // namespace

TEST_CASE("A7: the sigmoid squeezes any number between 0 and 1, and has the values the lesson tells") {
  CHECK(sigma(0) == 0.5);
  CHECK(std::round(sigma(1) * 100) == 73);
  CHECK(std::round(sigma(3) * 100) == 95);
  CHECK(std::round(sigma(3) * 1e4) == 9526);
  CHECK(sigma(10) > 0.9999);
  CHECK(std::round((1 - sigma(10)) * 1e7) == 454);  // "1 − 0.000045"
  CHECK(std::round(sigma(1.1) * 100) == 75);
  CHECK(std::round(sigma(7) * 1000) == 999);
  CHECK(std::round(sigma(6) * 1e4) == 9975);
  CHECK(std::round(sigma(-1) * 100) == 27);
  CHECK(std::round(sigma(-2) * 100) == 12);
  for (const double x : {-30.0, -6.0, -1.0, 0.0, 2.0, 36.0}) {
    CHECK(sigma(x) > 0);
    CHECK(sigma(x) < 1);
  }
}

TEST_CASE("A7: from 1 on each step to the right closes more than half of what is left to 1") {
  for (int x = 1; x < 20; ++x) CHECK(1 - sigma(x + 1) < (1 - sigma(x)) / 2);
  CHECK(std::round((1 - sigma(1)) * 100) == 27);
  CHECK(std::round((1 - sigma(2)) * 100) == 12);
  CHECK(std::round((1 - sigma(3)) * 100) == 5);
}

TEST_CASE("A7: the sigmoid turns about (0, ½), and tanh about (0, 0)") {
  for (double x = 0; x <= 8; x += 0.125) {
    CHECK(sigma(-x) == doctest::Approx(1 - sigma(x)).epsilon(1e-12));
    const act::Activation tanh = named("tanh");
    CHECK(act::read(tanh, act::Reading::value, -x) == -act::read(tanh, act::Reading::value, x));
  }
  CHECK(std::round(sigma(-3) * 1e4) == 474);
}

TEST_CASE(
    "A7: on paper the sigmoid never reaches 1; in 32 bits it does from 16.64 on, where its slope is 6·10⁻⁸") {
  const act::Activation sigmoid = named("sigmoid");
  // The first place of 32 bits: below it no value is 1, from it on all are.
  float first = 0;
  for (float x = 16.5F; x < 16.75F; x = std::nextafter(x, 17.0F)) {
    const bool is_one = act::float32_value(sigmoid, static_cast<double>(x)) == 1.0;
    if (is_one && first == 0) first = x;
    if (!is_one) REQUIRE(first == 0);
  }
  CHECK(first == doctest::Approx(16.6355).epsilon(1e-5));
  CHECK(act::float32_value(sigmoid, 16.64) == 1.0);
  CHECK(act::float32_value(sigmoid, 16.5) < 1.0);
  CHECK(base::rounded(static_cast<double>(std::nextafter(1.0F, 0.0F)), 8) == "0.99999994");
  CHECK(std::round(slope("sigmoid", 16.64) * 1e8) == 6);
  CHECK(std::round(std::exp(-16.64) * 1e8) == 6);
  for (const double x : {16.64, 20.0, 100.0, 200.0}) {  // 384 bits tell it from 1
    const formula::Deviation apart =
        formula::deviation(*sigmoid.program, sigmoid.params, act::Reading::value, x, 1.0);
    CHECK(apart.kind == formula::Deviation::Kind::negative);
  }
}

TEST_CASE("A8: a signal times σ(a) passes by the share σ(a): half at 0, a fifth at −ln 4") {
  const double a = -std::log(4.0);
  const act::Activation gated = *act::typed_activation("own1", "sin(3*x)*sigmoid(a)");
  for (const double share_of : {a, 0.0, -3.0}) {
    act::Activation gate = gated;
    gate.params[0] = static_cast<float>(share_of);
    for (const double x : {-2.0, 0.3, 1.0}) {
      const double y = act::read(gate, act::Reading::value, x);
      CHECK(y == doctest::Approx(std::sin(3 * x) * sigma(share_of)).epsilon(1e-6));  // a is held in 32 bits
    }
  }
  CHECK(sigma(a) == doctest::Approx(0.2).epsilon(1e-12));
  CHECK(std::round(a * 100) == -139);
  CHECK(sigma(-1.5) > 0.18);  // where the goal of the lesson begins and ends
  CHECK(sigma(-1.28) < 0.22);
}

TEST_CASE("A9: tanh x is 2σ(2x) − 1, in 32 bits to 4 units of the last place") {
  const act::Activation sigmoid = named("sigmoid"), tanh = named("tanh");
  for (double x = 0.75; x < 8; x += 0.01) {
    const float place = static_cast<float>(x);
    const auto squeezed = static_cast<float>(act::float32_value(sigmoid, static_cast<double>(2 * place)));
    const auto wanted = static_cast<float>(act::float32_value(tanh, static_cast<double>(place)));
    CHECK(ulps_between(2 * squeezed - 1, wanted) <= 4);
  }
  // Nearer to 0 the difference 2σ − 1 has lost the digits that tanh has: on paper the two are one.
  for (double x = -4; x <= 4; x += 0.1) {
    CHECK(2 * sigma(2 * x) - 1 == doctest::Approx(act::read(tanh, act::Reading::value, x)).epsilon(1e-12));
  }
}

TEST_CASE("A9: the slope of tanh is a hill of height 1, that of σ one of ¼") {
  CHECK(slope("tanh", 0) == 1.0);
  CHECK(slope("sigmoid", 0) == 0.25);
  for (const double x : {0.25, 1.0, 2.0, 4.0}) {
    CHECK(slope("tanh", x) < 1.0);
    CHECK(slope("tanh", -x) == slope("tanh", x));
    CHECK(slope("sigmoid", x) < 0.25);
    CHECK(slope("tanh", -x) > 0);
  }
  CHECK(slope("tanh", 2) < 0.12);  // nearly flat from there on: within what the sketch is allowed to be off
}

TEST_CASE("B8: a step says 0 or 1, a sigmoid every share: it tells z = 0.1 from z = 3") {
  const act::Activation step = named("step");
  for (const double z : {0.1, 3.0}) CHECK(act::read(step, act::Reading::value, z) == 1.0);
  for (const double z : {-0.1, -3.0}) CHECK(act::read(step, act::Reading::value, z) == 0.0);
  CHECK(std::round(sigma(0.1) * 100) == 52);
  CHECK(std::round(sigma(3) * 100) == 95);
  for (const double z : {-5.0, -0.1, 0.1, 2.0}) {
    CHECK(slope("step", z) == 0.0);
    CHECK(slope("sigmoid", z) > 0.0);
  }
}

TEST_CASE(
    "B8: 1,000 steps of training leave every weight before the steps where it was; only the output's five "
    "move") {
  for (const std::string_view seed : {"1", "2", "3"}) {
    for (const std::string_view opt : {"adam", "sgd", "momentum"}) {
      const Trained t =
          trained("act=step&data=rings&net=4&seed=" + std::string(seed) + "&opt=" + std::string(opt), 1000);
      REQUIRE(t.before.size() == kHiddenParams + kOutputParams);
      CHECK(moved(t, 0, kHiddenParams) == 0);
      CHECK(moved(t, kHiddenParams, kOutputParams) == kOutputParams);
    }
  }
  const Trained lesson = trained("act=step&data=rings&net=4", 1000);
  CHECK(std::round(loss(lesson) * 100) == 69);
  CHECK(accuracy(lesson) < 0.6);  // as with a coin
}

TEST_CASE(
    "B8: with sigmoids, from the same first weights, all weights move and the net learns as the lesson "
    "tells") {
  const Trained step = trained("act=step&data=rings&net=4", 0);
  const Trained t = trained("act=sigmoid&data=rings&net=4", 1000);
  CHECK(step.before == t.before);
  CHECK(moved(t, 0, kHiddenParams + kOutputParams) == kHiddenParams + kOutputParams);
  CHECK(std::round(loss(t) * 10) == 1);
  CHECK(accuracy(t) > 0.99);
  CHECK(loss(trained("act=sigmoid&data=rings&net=4", 200)) > 0.55);  // it waits before it falls
  CHECK(loss(trained("act=sigmoid&data=rings&net=4", 0)) > 0.65);
}

TEST_CASE("B8: the steeper a sigmoid, the flatter it is beside its middle") {
  act::Activation steep = *act::typed_activation("own1", "sigmoid(a*x)");
  const auto slope_at = [&](double a, double x) {
    steep.params[0] = static_cast<float>(a);
    return act::read(steep, act::Reading::slope, x);
  };
  CHECK(std::round(slope_at(1, 1) * 10) == 2);
  CHECK(std::round(slope_at(5, 1) * 100) == 3);
  CHECK(slope_at(1, 0) == 0.25);
  CHECK(slope_at(5, 0) == 1.25);
}

TEST_CASE(
    "B10: the slope of the identity is 1 for every input; that of every other lesson's function is not the "
    "same for all") {
  for (const double z : {-5.0, -0.3, 0.0, 1.0, 40.0}) CHECK(slope("identity", z) == 1.0);
  for (const std::string_view id : {"sigmoid", "tanh", "relu"}) CHECK(slope(id, -3) != slope(id, 0.5));
  CHECK(slope("step", 2) == 0.0);
  CHECK(std::round(slope("tanh", 2) * 100) == 7);
  CHECK(std::round(slope("sigmoid", 2) * 100) == 10);
}

TEST_CASE(
    "B10: a weight's gradient is δ·x for the identity, too: f′ does not know the input, the gradient does") {
  for (const std::string_view id : {"identity", "sigmoid"}) {
    const nn::NetworkSpec spec = test::network(id, {1});
    const std::vector<nn::LayerShape> shapes = nn::layer_shapes(spec);
    const std::vector<float> params = {0.3F, -0.2F, 0.1F, 0.7F,
                                       0.2F};  // w₁ w₂ b of the neuron, w b of the output
    std::vector<float> gradients(params.size()), of_first_weight, slopes;
    nn::BatchPlan plan = nn::plan_batches(spec);
    nn::Workspace workspace;
    for (const float x : {-2.0F, 0.5F, 3.0F}) {
      const nn::Batch batch = nn::prepare_batch(plan, 1, workspace);
      std::fill_n(batch.inputs, 2 * batch.lanes, 0.0F);
      std::fill_n(batch.targets, batch.lanes, 0.0F);
      batch.inputs[0] = x;
      batch.inputs[batch.lanes] = 1.0F;
      nn::backprop(plan, *nn::find_loss("bce_logits"), params, batch, gradients);
      const float delta = *nn::delta_of(plan, 0);
      CHECK(gradients[shapes[0].weights] == doctest::Approx(delta * x));
      CHECK(gradients[shapes[0].weights + 1] == doctest::Approx(delta));
      of_first_weight.push_back(gradients[shapes[0].weights]);
      slopes.push_back(plan.buffers[0].slope[0]);
    }
    CHECK((slopes[0] == slopes[1] && slopes[1] == slopes[2]) == (id == "identity"));
    CHECK(of_first_weight[0] != of_first_weight[1]);
    CHECK(of_first_weight[1] != of_first_weight[2]);
  }
}
