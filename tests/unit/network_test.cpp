#include "nn/network.h"

#include <doctest/doctest.h>

#include <numeric>

#include "training_setup.h"

using namespace lab;
using namespace lab::test;

namespace {

std::vector<float> some_params(const nn::NetworkSpec& spec, std::uint64_t seed = 1) {
  std::vector<float> params(nn::param_count(spec));
  nn::initialise(*nn::find_init("xavier"), spec, seed, params);
  return params;
}

}  // namespace

TEST_CASE("parameters lie one after the other: weights row by row, then biases, layer after layer") {
  const nn::NetworkSpec spec = network("tanh", {4, 3});
  const auto shapes = nn::layer_shapes(spec);
  REQUIRE(shapes.size() == 3);
  CHECK(shapes[0].weights == 0);
  CHECK(shapes[0].biases == 8);
  CHECK(shapes[1].weights == 12);
  CHECK(shapes[1].biases == 24);
  CHECK(shapes[2].weights == 27);
  CHECK(shapes[2].biases == 30);
  CHECK(nn::param_count(spec) == 31);
  CHECK(shapes[1].activation->row->id == "tanh");
  CHECK(shapes[2].activation == nullptr);
}

TEST_CASE("a vector activation has its pieces' rows of weights below it and its units above it") {
  nn::NetworkSpec spec = network("tanh", {4, 3});
  spec.hidden[0] = {4, {}, {act::find_vector_activation("maxout"), 5}};
  spec.outputs = 2;
  spec.output_vector = {act::find_vector_activation("softmax"), 1};
  const auto shapes = nn::layer_shapes(spec);
  CHECK(shapes[0].out == 4);
  CHECK(shapes[0].pre_activations == 20);
  CHECK(shapes[0].biases == 40);
  CHECK(shapes[0].activation == nullptr);
  CHECK(shapes[1].in == 4);
  CHECK(shapes[1].weights == 60);
  CHECK(shapes[2].vector->row->id == "softmax");
  CHECK(nn::param_count(spec) == 60 + 15 + 8);
}

TEST_CASE("a softmax output predicts probabilities of all classes") {
  nn::NetworkSpec spec = network("tanh", {4, 3});
  spec.hidden[1] = {3, {}, {act::find_vector_activation("maxout"), 8}};  // the widest: 24 pre-activations
  spec.outputs = 3;
  spec.output_vector = {act::find_vector_activation("softmax"), 1};
  const std::vector<float> params = some_params(spec);
  const nn::Examples set = points("moons");
  const std::size_t count = set.count;
  nn::Workspace work;
  std::vector<float> out(3 * count);
  nn::predict(spec, params, nn::inputs_of(set), out, work);
  for (std::size_t i = 0; i < count; ++i) {
    CHECK(out[i] > 0.0F);
    // Three quotients, each rounded to 6e-8.
    CHECK(out[i] + out[count + i] + out[2 * count + i] == doctest::Approx(1.0).epsilon(3e-7));
  }
}

TEST_CASE("predict gives each point the same value whatever the number of points around it") {
  const nn::NetworkSpec spec = network("gelu", {8, 5});
  const std::vector<float> params = some_params(spec);
  const nn::Examples set = points("moons");
  nn::Workspace work;
  std::vector<float> all(set.count);
  nn::predict(spec, params, nn::inputs_of(set), all, work);
  for (std::size_t i = 0; i < 200; ++i) {
    float alone = 0.0F;
    nn::predict(spec, params, nn::some_of(nn::inputs_of(set), i, 1), std::span(&alone, 1), work);
    CHECK(alone == all[i]);
  }
}

TEST_CASE("the output is a linear function of the last hidden layer's activations") {
  const nn::NetworkSpec spec = network("tanh", {4, 3});
  const std::vector<float> params = some_params(spec, 5);
  const nn::Examples set = points("rings");
  const std::size_t count = set.count;
  nn::Workspace work;
  std::vector<float> out(count);
  std::vector<float> hidden(3 * count);
  nn::predict(spec, params, nn::inputs_of(set), out, work);
  nn::hidden_activations(spec, params, 1, nn::inputs_of(set), hidden, work);
  for (std::size_t i = 0; i < count; ++i) {
    float sum = params[30];
    for (std::size_t unit = 0; unit < 3; ++unit) {
      const float product = params[27 + unit] * hidden[unit * count + i];
      sum = product + sum;
    }
    CHECK(sum == out[i]);
  }
}

TEST_CASE("the activations of all neurons are those of the hidden layers and of the outputs") {
  const nn::NetworkSpec spec = network("tanh", {4, 3});
  const std::vector<float> params = some_params(spec, 5);
  const nn::Examples set = points("rings");
  const std::size_t count = 101;  // more than one chunk, and no whole number of vectors
  const nn::InputsView inputs = nn::some_of(nn::inputs_of(set), 7, count);
  nn::Workspace work;
  std::vector<float> all(8 * count), apart(8 * count);
  nn::neuron_activations(spec, params, inputs, all, work);
  nn::hidden_activations(spec, params, 0, inputs, std::span(apart).first(4 * count), work);
  nn::hidden_activations(spec, params, 1, inputs, std::span(apart).subspan(4 * count, 3 * count), work);
  nn::predict(spec, params, inputs, std::span(apart).last(count), work);
  CHECK(all == apart);
}

TEST_CASE("no points and no hidden layers are fine") {
  const nn::NetworkSpec spec = network("tanh", {});
  const std::vector<float> params = {2.0F, -1.0F, 0.5F};
  nn::Workspace work;
  nn::predict(spec, params, nn::view_inputs({}, 2), {}, work);
  const std::vector<float> x = {3.0F, 4.0F};
  std::vector<float> out(1);
  nn::predict(spec, params, nn::view_inputs(x, 2), out, work);
  CHECK(out[0] == 2.5F);
}
