#include "nn/examples.h"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

#include "base/rng.h"
#include "nn/diagnostics.h"
#include "oracle/reference.h"
#include "training_setup.h"

using namespace lab;
using namespace lab::test;

namespace {

// Points of a cube away from its middle planes: class 1 where an odd number of coordinates is negative, so
// that each coordinate and each pair of them says nothing.
nn::Examples parity_of_signs(std::size_t inputs, std::size_t count, std::uint64_t seed) {
  nn::Examples examples{inputs, count, count / 2, {}, std::vector<std::uint8_t>(count), {}};
  base::Rng rng = base::make_rng(seed, 0);
  for (std::size_t unit = 0; unit < inputs; ++unit) {
    for (std::size_t i = 0; i < count; ++i) {
      const float size = base::uniform(rng, 0.25F, 2.0F);
      const bool is_negative = base::below(rng, 2) == 1;
      examples.inputs.push_back(is_negative ? -size : size);
      if (is_negative) examples.labels[i] ^= 1U;
    }
  }
  return examples;
}

nn::NetworkSpec network_of_inputs(int inputs, std::string_view activation, std::initializer_list<int> units) {
  nn::NetworkSpec spec = network(activation, units);
  spec.inputs = inputs;
  return spec;
}

}  // namespace

TEST_CASE("a set of points gives examples of two inputs with its classes, values and split") {
  data::PointSet points;
  points.x1 = {1.0F, 2.0F, 3.0F};
  points.x2 = {4.0F, 5.0F, 6.0F};
  points.label = {0, 1, 1};
  points.value = {7.0F, 8.0F, 9.0F};
  points.train_count = 2;
  const nn::Examples examples = nn::examples_of(points);
  CHECK(examples.units == 2);
  CHECK(examples.count == 3);
  CHECK(examples.train_count == 2);
  CHECK(examples.inputs == std::vector<float>{1.0F, 2.0F, 3.0F, 4.0F, 5.0F, 6.0F});
  CHECK(examples.labels == points.label);
  CHECK(examples.values == points.value);
}

TEST_CASE("a view of some examples keeps the rows of all") {
  const std::vector<float> values = {1.0F, 2.0F, 3.0F, 4.0F, 5.0F, 6.0F, 7.0F, 8.0F, 9.0F};
  const nn::InputsView all = nn::view_inputs(values, 3);
  CHECK(all.count == 3);
  const nn::InputsView last_two = nn::some_of(all, 1, 2);
  CHECK(last_two.count == 2);
  CHECK(nn::row_of(last_two, 0)[1] == 3.0F);
  CHECK(nn::row_of(last_two, 2)[0] == 8.0F);
}

TEST_CASE("predictions of any number of inputs are the oracle's") {
  for (const int inputs : {1, 3, 17, 64}) {
    CAPTURE(inputs);
    const nn::NetworkSpec spec = network_of_inputs(inputs, "tanh", {6, 4});
    const nn::Examples examples = parity_of_signs(static_cast<std::size_t>(inputs), 205, 3);
    const nn::Trainer t = trainer(config(spec), examples);
    nn::Workspace work;
    std::vector<float> found(examples.count);
    nn::predict(spec, t.params, nn::inputs_of(examples), found, work);

    std::vector<std::vector<double>> rows(examples.count);
    for (std::size_t i = 0; i < examples.count; ++i) {
      for (std::size_t unit = 0; unit < examples.units; ++unit)
        rows[i].push_back(static_cast<double>(nn::row_of(nn::inputs_of(examples), unit)[i]));
    }
    const std::vector<double> params(t.params.begin(), t.params.end());
    const auto tanh_of = [](const act::Activation&, double x) { return std::tanh(x); };
    const auto expected = oracle::outputs<double>(spec, params, rows, tanh_of);
    double worst = 0.0;
    for (std::size_t i = 0; i < examples.count; ++i)
      worst = std::max(worst, std::abs(static_cast<double>(found[i]) - expected[i][0]));
    CHECK(worst <= 5e-6);  // float32 sums of up to 64 products of a size of about 1
  }
}

TEST_CASE(
    "the parity of three signs is learnt by a network of three inputs, and by none without activation") {
  const nn::Examples examples = parity_of_signs(3, 1000, 1);
  nn::Trainer bent = trainer(config(network_of_inputs(3, "tanh", {12, 8})), examples);
  const Learnt learnt = learn(bent, 3000);
  CHECK(learnt.test_accuracy >= 0.97);
  CHECK(learnt.allocations == 0);
  nn::Trainer affine = trainer(config(network_of_inputs(3, "identity", {12, 8})), examples);
  // By symmetry its best weights are 0: it guesses, and 500 guesses scatter by 0.022.
  CHECK(learn(affine, 3000).test_accuracy <= 0.6);
}

TEST_CASE("a regression learns several values at a time") {
  nn::Examples examples = parity_of_signs(3, 400, 2);
  const nn::InputsView x = nn::inputs_of(examples);
  for (const std::size_t unit : {0U, 1U}) {  // x1·x2 and x2·x3
    for (std::size_t i = 0; i < x.count; ++i)
      examples.values.push_back(0.25F * nn::row_of(x, unit)[i] * nn::row_of(x, unit + 1)[i]);
  }
  nn::NetworkSpec spec = network_of_inputs(3, "tanh", {24});
  spec.outputs = 2;
  nn::Trainer t = trainer(config(spec, "mse", "adam", 0.02F), examples);
  nn::train(t, 4000);
  nn::Workspace work;
  CHECK(nn::test_metrics(t, work).loss < 0.01);  // the values' own variance is about 0.15
}

TEST_CASE("examples with more or fewer inputs than the network are refused") {
  for (const int inputs : {2, 4}) {
    CHECK(
        nn::make_trainer(config(network_of_inputs(inputs, "tanh", {4})), parity_of_signs(3, 20, 1)).error() ==
        nn::TrainerError::inputs_do_not_fit);
  }
}

TEST_CASE("what is affine in three inputs is diagnosed as such, and what is bent in one of them is not") {
  const nn::Examples examples = parity_of_signs(3, 200, 4);
  for (const char* activation : {"identity", "relu"}) {
    const nn::NetworkSpec spec = network_of_inputs(3, activation, {5});
    const nn::Trainer t = trainer(config(spec), examples);
    nn::DiagnosticsWorkspace work;
    nn::Diagnostics found;
    nn::diagnose(spec, t.params, t.dparams, nn::inputs_of(examples), work, found);
    const bool is_affine = std::string_view(activation) == "identity";
    CHECK(found.points == 200);
    CHECK((found.layers[1].linearity.rank == 0) == is_affine);
    CHECK((found.layers[1].linearity.residual < 1e-5) == is_affine);  // float32 sums, rounded to 1e-7
  }
}
