#include "nn/gradient_flow.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "training_setup.h"

using namespace lab;
using namespace lab::test;

namespace {

nn::GradientFlow flow_of(const nn::Trainer& t) {
  nn::FlowWorkspace work;
  nn::GradientFlow flow;
  nn::measure_flow(t, work, flow);
  return flow;
}

nn::Examples few_points(std::string_view id, int count) {
  data::PointRequest request;
  request.count = count;
  request.train_share = 0.5;
  return nn::examples_of(data::find_dataset(id)->generate(request));
}

double norm_of(const nn::Trainer& t, std::size_t l) {
  const nn::LayerShape layer = nn::layer_shapes(t.config.network)[l];
  double squares = 0;
  for (std::size_t i = layer.weights; i < layer.biases + static_cast<std::size_t>(layer.out); ++i)
    squares += std::pow(static_cast<double>(t.dparams[i]), 2);
  return std::sqrt(squares);
}

}  // namespace

TEST_CASE("through units of slope 1 and weight ½ a gradient is halved in each layer") {
  nn::Trainer t = trainer(config(network("identity", {1, 1, 1})), points("rings"));
  for (const nn::LayerShape& layer : nn::layer_shapes(t.config.network)) {
    std::fill_n(&t.params[layer.weights], layer.in, 0.5F);
    t.params[layer.biases] = 0.0F;
  }
  const nn::GradientFlow flow = flow_of(t);
  REQUIRE(flow.layer_count == 4);
  for (std::size_t l = 0; l < 3; ++l) CHECK(flow.sizes[l] == doctest::Approx(0.5 * flow.sizes[l + 1]));
  CHECK(nn::factor_per_layer(flow) == doctest::Approx(0.5));
}

TEST_CASE("a sigmoid at 0, whose slope is ¼, lets a quarter of the gradient through, and a step nothing") {
  for (const char* activation : {"sigmoid", "step"}) {
    CAPTURE(std::string(activation));
    nn::Trainer t = trainer(config(network(activation, {1, 1})), points("rings"));
    for (const nn::LayerShape& layer : nn::layer_shapes(t.config.network)) {
      std::fill_n(&t.params[layer.weights], layer.in, 1.0F);
      t.params[layer.biases] = 0.0F;
    }
    std::fill_n(&t.params[0], 2, 0.0F);  // so that the first unit is at 0 for every point
    t.params[nn::layer_shapes(t.config.network)[1].biases] = -0.5F;  // and the second, too
    const nn::GradientFlow flow = flow_of(t);
    const bool is_step = std::string_view(activation) == "step";
    CHECK(nn::factor_per_layer(flow) == doctest::Approx(is_step ? 0.0 : 0.25));
  }
}

TEST_CASE("the mean gradient is that of a step which takes all examples at once") {
  for (const char* norm : {"", "batch_norm", "layer_norm"}) {
    CAPTURE(std::string(norm));
    nn::TrainerConfig setup = config(network("tanh", {6, 5}), "bce_logits", "sgd", 0.0F);
    for (nn::HiddenLayer& layer : setup.network.hidden) layer.norm = nn::find_norm(norm);
    setup.batch = 60;
    nn::Trainer t = trainer(setup, few_points("moons", 120));
    REQUIRE(t.examples.train_count == 60);
    const nn::GradientFlow flow = flow_of(t);
    nn::train(t, 1);
    // The same sums, in another order of the examples.
    for (std::size_t l = 0; l < 3; ++l) CHECK(flow.norms[l] == doctest::Approx(norm_of(t, l)).epsilon(1e-4));
  }
}

TEST_CASE("measuring the gradient's flow changes nothing of the run") {
  nn::Trainer measured = trainer(config(network("relu", {8, 8})), points("spiral"));
  nn::Trainer left_alone = measured;
  for (int i = 0; i < 20; ++i) {
    flow_of(measured);
    nn::train(measured, 7);
    nn::train(left_alone, 7);
  }
  CHECK(nn::weights_hash(measured.params) == nn::weights_hash(left_alone.params));
}
