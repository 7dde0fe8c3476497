#include "nn/norm.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "allocation_count.h"
#include "training_setup.h"

using namespace lab;
using namespace lab::test;

namespace {

nn::NetworkSpec normalised(const char* norm, std::initializer_list<int> units) {
  nn::NetworkSpec spec = network("tanh", units);
  for (nn::HiddenLayer& layer : spec.hidden) layer.norm = nn::find_norm(norm);
  return spec;
}

}  // namespace

TEST_CASE("gamma and beta lie behind their layer's biases, running statistics behind everything") {
  nn::NetworkSpec spec = network("tanh", {4, 3});
  spec.hidden[0].norm = nn::find_norm("batch_norm");
  spec.hidden[1].norm = nn::find_norm("layer_norm");
  const auto shapes = nn::layer_shapes(spec);
  CHECK(shapes[0].gamma == 12);
  CHECK(shapes[0].beta == 16);
  CHECK(shapes[1].weights == 20);
  CHECK(shapes[1].gamma == 35);
  CHECK(shapes[2].weights == 41);
  CHECK(nn::trained_count(spec) == 45);
  CHECK(shapes[0].statistics == 45);
  CHECK(nn::param_count(spec) == 53);
  std::vector<float> params(53, 7.0F);
  nn::initialise(*nn::find_init("xavier"), spec, 1, params);
  CHECK(params[12] == 1.0F);
  CHECK(params[16] == 0.0F);
  CHECK(params[45] == 0.0F);
  CHECK(params[49] == 1.0F);
}

TEST_CASE("batch norm gives every unit mean 0 and variance 1 over the examples, whatever the padding holds") {
  // Two rows of six examples; the padding holds what would be seen if it counted.
  alignas(16) float z[16] = {1, 2, 3, 4, 5, 6, 1e6F, 1e6F, -1, -1, -1, -1, 5, 5, 1e6F, 1e6F};
  alignas(16) float xhat[16];
  alignas(16) float inverse[16];
  const float gamma[] = {1.0F, 2.0F}, beta[] = {0.0F, 10.0F};
  float statistics[4];
  nn::find_norm("batch_norm")->forward(z, xhat, inverse, gamma, beta, statistics, {2, 6, 8});
  CHECK(statistics[0] == 3.5F);
  CHECK(statistics[1] == 1.0F);
  CHECK(statistics[2] == 3.5F);  // 17.5/5
  CHECK(statistics[3] == doctest::Approx(9.6));
  CHECK(z[0] == doctest::Approx(-2.5 / std::sqrt(17.5 / 6 + 1e-5)));
  CHECK(z[8] == doctest::Approx(10 + 2 * -2.0 / std::sqrt(8 + 1e-5)));
  CHECK(z[12] == doctest::Approx(10 + 2 * 4.0 / std::sqrt(8 + 1e-5)));
}

TEST_CASE("layer norm gives every example mean 0 and variance 1 over the units, alone or in a batch") {
  alignas(16) float z[12] = {1, 0, 3, 4, 2, 0, 3, 4, 6, 0, 3, 40};
  alignas(16) float xhat[12];
  alignas(16) float inverse[12];
  const float gamma[] = {1.0F, 1.0F, 1.0F}, beta[] = {0.0F, 0.0F, 1.0F};
  alignas(16) float predicted[12];
  std::copy(std::begin(z), std::end(z), predicted);
  nn::find_norm("layer_norm")->forward(z, xhat, inverse, gamma, beta, nullptr, {3, 4, 4});
  nn::find_norm("layer_norm")->predict(predicted, gamma, beta, nullptr, {3, 4, 4});
  CHECK(std::equal(std::begin(z), std::end(z), predicted));
  const double scale = std::sqrt(14.0 / 3 + 1e-5);  // of 1, 2, 6: mean 3
  CHECK(z[0] == doctest::Approx(-2 / scale));
  CHECK(z[4] == doctest::Approx(-1 / scale));
  CHECK(z[8] == doctest::Approx(3 / scale + 1));
  CHECK(z[2] == 0.0F);  // three equal values: nothing left
}

TEST_CASE("running statistics follow the batches as PyTorch's do, and predictions take them") {
  nn::TrainerConfig setup = config(normalised("batch_norm", {5}), "bce_logits", "sgd", 0.0F);
  setup.batch = nn::kMaxBatch;  // every batch is the whole set, and a rate of 0 keeps the weights
  nn::Trainer t = trainer(setup, points("moons"));
  const nn::LayerShape layer = nn::layer_shapes(setup.network)[0];
  nn::train(t, 3);
  const float mean = t.dparams[layer.statistics];
  const float variance = t.dparams[layer.statistics + 5];
  // After three steps: 1 − 0.9³ of the batch's, 0.9³ of the start; float32 rounds six times, by 6e-8.
  CHECK(t.params[layer.statistics] == doctest::Approx(0.271 * static_cast<double>(mean)).epsilon(1e-5));
  CHECK(t.params[layer.statistics + 5] ==
        doctest::Approx(0.729 + 0.271 * static_cast<double>(variance)).epsilon(1e-5));
  nn::train(t, 300);  // 0.9^300 is 2e-14: the running statistics are the set's
  nn::Workspace work;
  std::vector<float> a(5 * t.examples.train_count);
  nn::hidden_activations(t.config.network, t.params, 0, nn::training_inputs(t.examples), a, work);
  for (std::size_t unit = 0; unit < 5; ++unit) {
    double sum = 0.0;
    double squares = 0.0;
    for (std::size_t i = 0; i < t.examples.train_count; ++i) {
      const double z = std::atanh(static_cast<double>(a[unit * t.examples.train_count + i]));
      sum += z;
      squares += z * z;
    }
    const auto count = static_cast<double>(t.examples.train_count);
    // atanh of a float32 near ±1 loses digits; the variance is that with n − 1, 1/250 smaller.
    CHECK(std::abs(sum / count) < 1e-3);
    CHECK(squares / count == doctest::Approx(1.0 - 1.0 / count).epsilon(2e-3));
  }
}

TEST_CASE("normalised networks learn the spiral, without allocating in a step") {
  for (const char* norm : {"batch_norm", "layer_norm"}) {
    CAPTURE(std::string(norm));
    nn::TrainerConfig setup = config(normalised(norm, {12, 12, 12}), "bce_logits", "adam", 0.01F);
    setup.batch = 32;
    nn::Trainer t = trainer(setup, points("spiral"));
    const Learnt learnt = learn(t, 6000);
    CHECK(learnt.test_accuracy >= 0.95);
    CHECK(learnt.allocations == 0);
    CHECK_FALSE(t.divergence.has_value());
  }
}

TEST_CASE("a batch of one example neither divides by zero nor diverges") {
  for (const char* norm : {"batch_norm", "layer_norm"}) {
    nn::TrainerConfig setup = config(normalised(norm, {4, 4}), "bce_logits", "adamw", 0.01F);
    setup.batch = 1;
    nn::Trainer t = trainer(setup, points("moons"));
    nn::train(t, 500);
    CHECK_FALSE(t.divergence.has_value());
    for (const float param : t.params) CHECK(std::isfinite(param));
  }
}
