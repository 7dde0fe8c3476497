// One point through a network and back, number by number, against dual numbers and the textbook.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "act/activation.h"
#include "base/rng.h"
#include "nn/point_trace.h"
#include "nn/trainer.h"
#include "textbook.h"

using namespace lab;
using namespace lab::test;

namespace {

struct Case {
  nn::NetworkSpec network;
  const nn::LossRow* loss = nullptr;
  std::vector<float> params;
  std::vector<double> inputs;
  double target = 0;
};

float within(base::Rng& rng, float reach) { return base::uniform(rng, -reach, reach); }

std::size_t any_of(base::Rng& rng, std::size_t count) {
  return base::below(rng, static_cast<std::uint32_t>(count));
}

// The defaults, as the nearest numbers that float and decimal agree on: 0.2F is not 0.2.
act::ActivationParams plain_params(const act::ActivationRow& row) {
  act::ActivationParams params = act::default_params(row);
  for (float& param : params) param = std::round(param * 64) / 64;
  return params;
}

Case random_case(base::Rng& rng) {
  Case one;
  const std::size_t depth = any_of(rng, 5);
  for (std::size_t l = 0; l < depth; ++l) {
    const act::ActivationRow& row = act::activations()[any_of(rng, act::activations().size())];
    const nn::NormRow* const norms[] = {nullptr, nn::find_norm("batch_norm"), nn::find_norm("layer_norm")};
    one.network.hidden.push_back({static_cast<int>(1 + any_of(rng, 6)),
                                  act::bind(row, plain_params(row)),
                                  {},
                                  0.0F,
                                  norms[any_of(rng, 3)]});
  }
  one.loss = &nn::losses()[any_of(rng, nn::losses().size())];
  one.params.resize(nn::param_count(one.network));
  for (float& param : one.params) param = within(rng, 1.2F);
  for (const nn::LayerShape& layer : nn::layer_shapes(one.network)) {
    float* const statistics = nn::statistics_of(layer, one.params.data());
    for (std::size_t i = 0; i < nn::statistics_count(layer); ++i)
      statistics[i] = std::fabs(statistics[i]) + 0.1F;
  }
  one.inputs = {static_cast<double>(within(rng, 3)), static_cast<double>(within(rng, 3))};
  one.target = static_cast<double>(any_of(rng, 2) == 1 ? one.loss->target_class1 : one.loss->target_class0);
  return one;
}

// γ (z − mean)/√(variance + ε) + β, with the statistics that stand behind the parameters where the layer has some.
std::vector<Dual> normalised(const nn::LayerShape& layer, const std::vector<Dual>& params,
                             std::vector<Dual> z) {
  Dual mean = 0.0, variance = 0.0;
  const Dual count(static_cast<double>(z.size()));
  for (const Dual& value : z) mean = mean + value / count;
  for (const Dual& value : z) variance = variance + (value - mean) * (value - mean) / count;
  for (std::size_t r = 0; r < z.size(); ++r) {
    if (layer.norm->has_statistics) {
      mean = params[layer.statistics + r];
      variance = params[layer.statistics + z.size() + r];
    }
    z[r] = params[layer.gamma + r] * (z[r] - mean) / sqrt(variance + Dual(1e-5)) + params[layer.beta + r];
  }
  return z;
}

Dual textbook_loss_of(const Case& one, const std::vector<Dual>& params) {
  std::vector<Dual> below(one.inputs.begin(), one.inputs.end());
  for (const nn::LayerShape& layer : nn::layer_shapes(one.network)) {
    std::vector<Dual> z;
    for (std::size_t u = 0; u < static_cast<std::size_t>(layer.out); ++u) {
      z.push_back(params[layer.biases + u]);
      for (std::size_t i = 0; i < below.size(); ++i)
        z[u] = z[u] + params[layer.weights + u * below.size() + i] * below[i];
    }
    if (layer.norm != nullptr) z = normalised(layer, params, z);
    for (Dual& value : z) value = layer.activation == nullptr ? value : textbook(*layer.activation, value);
    below = z;
  }
  return textbook_loss(one.loss->id, below[0], one.target);
}

std::vector<double> textbook_gradients(const Case& one) {
  std::vector<Dual> params(one.params.begin(), one.params.end());
  std::vector<double> gradients;
  for (std::size_t i = 0; i < nn::trained_count(one.network); ++i) {
    params[i].slope = 1;
    gradients.push_back(textbook_loss_of(one, params).slope);
    params[i].slope = 0;
  }
  return gradients;
}

std::string described(const Case& one) {
  std::string text(one.loss->id);
  for (const nn::HiddenLayer& layer : one.network.hidden) {
    text += " " + std::to_string(layer.units) + " " + std::string(layer.activation.row->id);
    if (layer.norm != nullptr) text += " " + std::string(layer.norm->id);
  }
  return text;
}

// Of one hidden unit: w, b, then the output's v and c.
nn::PointTrace trace_unit(const char* id, const std::vector<float>& params, double x) {
  nn::NetworkSpec network;
  network.inputs = 1;
  const act::ActivationRow& row = *act::find_activation(id);
  network.hidden.push_back({1, act::bind(row, act::default_params(row))});
  return nn::trace_point(network, params, *nn::find_loss("half_mse"), std::vector<double>{x}, 1);
}

}  // namespace

TEST_CASE("what a point asks of every weight is what dual numbers say, on 1,000 networks, norms and losses") {
  base::Rng rng = base::make_rng(5, 1);
  int compared = 0, exact = 0;
  double worst = 0;
  for (int trial = 0; trial < 1000; ++trial) {
    const Case one = random_case(rng);
    const std::string what = described(one);
    CAPTURE(what);
    const std::vector<double> expected = textbook_gradients(one);
    const bool is_finite =
        std::all_of(expected.begin(), expected.end(), [](double value) { return std::isfinite(value); });
    if (!is_finite) continue;  // a function that is not defined there
    const nn::PointTrace trace = nn::trace_point(one.network, one.params, *one.loss, one.inputs, one.target);
    REQUIRE(trace.gradients.size() == expected.size());
    // A form that float32 needs in place of the textbook's may end a series: differences of it are less exact.
    const bool is_textbook =
        std::none_of(one.network.hidden.begin(), one.network.hidden.end(),
                     [](const auto& layer) { return !layer.activation.row->definition.empty(); });
    const double tolerance = is_textbook ? 1e-5 : 1e-4;
    double largest = 0;
    for (const double value : expected) largest = std::max(largest, std::fabs(value));
    for (std::size_t i = 0; i < expected.size(); ++i) {
      // Below that the reference itself is rounding: 1 − (1 − tanh² x) near 0.
      const double size = std::max(std::fabs(expected[i]), 1e-7 * largest + 1e-10);
      const double apart = std::fabs(trace.gradients[i] - expected[i]) / size;
      worst = std::max(worst, is_textbook ? apart : 0);
      CHECK(apart <= tolerance);
    }
    const std::vector<Dual> params(one.params.begin(), one.params.end());
    CHECK(trace.loss == doctest::Approx(textbook_loss_of(one, params).value).epsilon(1e-9));
    ++compared;
    exact += is_textbook ? 1 : 0;
  }
  MESSAGE(compared, " networks; worst relative difference of the ", exact, " by textbook formulas ", worst);
  CHECK(compared > 900);
  CHECK(exact > 300);
}

TEST_CASE("every layer tells its part: what arrives, times the valve, is what passes") {
  base::Rng rng = base::make_rng(6, 1);
  for (int trial = 0; trial < 50; ++trial) {
    const Case one = random_case(rng);
    const nn::PointTrace trace = nn::trace_point(one.network, one.params, *one.loss, one.inputs, one.target);
    const std::vector<nn::LayerShape> layers = nn::layer_shapes(one.network);
    REQUIRE(trace.layers.size() == layers.size());
    for (std::size_t l = 0; l < layers.size(); ++l) {
      const nn::LayerTrace& layer = trace.layers[l];
      for (std::size_t u = 0; u < layer.sum.size(); ++u) {
        if (!std::isfinite(layer.slope[u]) || !std::isfinite(layer.arriving[u])) continue;
        CHECK(layer.passed[u] == layer.arriving[u] * layer.slope[u]);
        CHECK(trace.gradients[layers[l].biases + u] == layer.delta[u]);
        if (layers[l].norm == nullptr) CHECK(layer.delta[u] == layer.passed[u]);
      }
    }
  }
}

TEST_CASE("the valve is shut where a sigmoid is saturated, and where a ReLU is below its threshold") {
  const nn::LayerTrace saturated = trace_unit("sigmoid", {4, 1, 1, 0}, 1).layers[0];
  CHECK(saturated.slope[0] == doctest::Approx(1 / (2 + 2 * std::cosh(5.0))).epsilon(1e-12));
  CHECK(saturated.slope[0] < 0.01);
  CHECK(std::fabs(saturated.passed[0]) < 0.01 * std::fabs(saturated.arriving[0]));
  const nn::PointTrace dead = trace_unit("relu", {-2, 1, 1, 0}, 1);
  CHECK(dead.layers[0].arriving[0] != 0);
  CHECK(dead.layers[0].slope[0] == 0);
  CHECK(dead.gradients[0] == 0);
  CHECK(dead.gradients[1] == 0);
  CHECK(trace_unit("relu", {2, 1, 1, 0}, 1).layers[0].slope[0] == 1);
}

TEST_CASE("a weight's gradient is δ times its input: 0 for an input of 0, however wide the valve is open") {
  const nn::PointTrace trace = trace_unit("tanh", {0.5F, 0.25F, 2, 0}, 0);
  CHECK(trace.gradients[0] == 0);
  CHECK(trace.gradients[1] == trace.layers[0].delta[0]);
  CHECK(trace.gradients[1] != 0);
}
