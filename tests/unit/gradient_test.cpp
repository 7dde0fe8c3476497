// Every activation and every loss against the dual-number oracle.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <span>
#include <string>
#include <vector>

#include "base/rng.h"
#include "nn/backprop.h"
#include "oracle/reference.h"
#include "textbook.h"
#include "training_setup.h"

using namespace lab;
using namespace lab::test;
using oracle::Dual;

namespace {

using lab::test::textbook_loss;

// The loss of one example.
Dual textbook_loss(std::string_view id, const std::vector<Dual>& outputs,
                   const std::vector<double>& targets) {
  if (id == "softmax_ce") {
    Dual exps = 0.0;
    Dual chosen = 0.0;
    for (std::size_t o = 0; o < outputs.size(); ++o) {
      exps = exps + exp(outputs[o]);
      chosen = chosen + Dual(targets[o]) * outputs[o];
    }
    return log(exps) - chosen;
  }
  Dual sum = 0.0;
  for (std::size_t o = 0; o < outputs.size(); ++o) sum = sum + textbook_loss(id, outputs[o], targets[o]);
  return id.starts_with("half_mse") ? sum : sum / static_cast<double>(outputs.size());
}

struct Examples {
  std::vector<std::vector<double>> inputs;
  std::vector<std::vector<double>> targets;
};

Examples random_examples(const nn::NetworkSpec& spec, const nn::LossRow& loss, std::size_t count,
                         base::Rng& rng) {
  Examples examples;
  for (std::size_t example = 0; example < count; ++example) {
    std::vector<double> input, target;
    for (int i = 0; i < spec.inputs; ++i)
      input.push_back(static_cast<double>(base::uniform(rng, -2.0F, 2.0F)));
    const auto chosen = static_cast<int>(base::below(rng, static_cast<std::uint32_t>(spec.outputs)));
    for (int o = 0; o < spec.outputs; ++o) {
      const bool is_class1 = loss.id == "softmax_ce" ? o == chosen : base::below(rng, 2) == 1;
      target.push_back(static_cast<double>(is_class1 ? loss.target_class1 : loss.target_class0));
    }
    examples.inputs.push_back(input);
    examples.targets.push_back(target);
  }
  return examples;
}

struct Pass {
  float loss;
  std::vector<float> gradients;
};

Pass run_backprop(const nn::NetworkSpec& spec, const nn::LossRow& loss, std::span<const float> params,
                  const Examples& examples, base::Rng* dropout_rng = nullptr) {
  nn::Workspace work;
  Pass pass{0.0F, std::vector<float>(params.size())};
  nn::BatchPlan plan = nn::plan_batches(spec);
  const nn::Batch batch = nn::prepare_batch(plan, examples.inputs.size(), work);
  for (std::size_t k = 0; k < batch.examples; ++k) {
    for (std::size_t i = 0; i < examples.inputs[k].size(); ++i) {
      batch.inputs[i * batch.lanes + k] = static_cast<float>(examples.inputs[k][i]);
    }
    for (std::size_t o = 0; o < examples.targets[k].size(); ++o) {
      batch.targets[o * batch.lanes + k] = static_cast<float>(examples.targets[k][o]);
    }
  }
  nn::fill_padding(batch.inputs, examples.inputs[0].size() + examples.targets[0].size(), batch.examples);
  pass.loss = nn::backprop(plan, loss, params, batch, pass.gradients, dropout_rng);
  return pass;
}

// Largest difference in the array, as a share of its largest entry or, where that is below 1e-2, of 1e-2: a
// single entry near zero has no relative precision to speak of.
double relative_deviation(std::span<const float> actual, std::span<const double> expected) {
  double largest = 1e-2;
  for (const double value : expected) largest = std::max(largest, std::abs(value));
  double worst = 0.0;
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const double deviation = std::abs(static_cast<double>(actual[i]) - expected[i]);
    if (!std::isfinite(deviation)) return deviation;  // std::max would drop a NaN
    worst = std::max(worst, deviation);
  }
  return worst / largest;
}

// What the kernels draw: for each hidden layer, unit and example.
oracle::Factors dropout_factors(const nn::NetworkSpec& spec, std::size_t examples, base::Rng rng) {
  oracle::Factors factors;
  for (const nn::HiddenLayer& layer : spec.hidden) {
    const auto units = static_cast<std::size_t>(layer.units);
    auto& of_layer = factors.emplace_back(examples, std::vector<double>(units, 1.0));
    if (layer.dropout == 0.0F) continue;
    for (std::size_t unit = 0; unit < units; ++unit) {
      for (std::size_t k = 0; k < examples; ++k)
        of_layer[k][unit] =
            base::uniform(rng) < layer.dropout ? 0.0 : 1.0 / (1.0 - static_cast<double>(layer.dropout));
    }
  }
  return factors;
}

// Roundings of float32 leave about 4e-7 here; 1e-4 is what is promised for gradients, and an error in a rule
// of derivation is as large as the gradient itself. A loss is a sum of terms of one sign, which lose less.
constexpr double kGradientTolerance = 1e-4;
constexpr double kLossTolerance = 1e-5;

struct Comparison {
  int examples;  // in the batch
  double loss, expected_loss;
  double gradient_deviation;  // relative_deviation()
};

// A network with random weights and the oracle on three batches.
std::vector<Comparison> compare_with_oracle(const nn::NetworkSpec& spec, const nn::LossRow& loss) {
  std::vector<Comparison> comparisons;
  const auto loss_of = [&](const std::vector<Dual>& outputs, const std::vector<double>& targets) {
    return textbook_loss(loss.id, outputs, targets);
  };
  for (const int examples : {1, 7, 12}) {  // padding of three lanes, of one, of none
    base::Rng rng = base::make_rng(17, static_cast<std::uint64_t>(examples));
    std::vector<float> params(nn::param_count(spec));
    for (float& param : params) param = base::uniform(rng, -0.4F, 0.4F);
    const Examples data = random_examples(spec, loss, static_cast<std::size_t>(examples), rng);

    const oracle::Factors dropped = dropout_factors(spec, data.inputs.size(), rng);
    const auto expected =
        oracle::gradients(spec, params, data.inputs, data.targets, textbook, loss_of, dropped);
    const std::vector<Dual> duals(params.begin(), params.end());
    const Dual expected_loss =
        oracle::mean_loss<Dual>(spec, duals, data.inputs, data.targets, textbook, loss_of, dropped);
    const Pass actual = run_backprop(spec, loss, params, data, &rng);
    // Behind the trained parameters stand the statistics of the batch, which are no gradients.
    const std::size_t trained = nn::trained_count(spec);
    comparisons.push_back(
        {examples, static_cast<double>(actual.loss), expected_loss.value,
         relative_deviation(std::span(actual.gradients).first(trained), std::span(expected).first(trained))});
  }
  return comparisons;
}

}  // namespace

TEST_CASE("loss and gradients of every activation and loss agree with the oracle to 1e-4") {
  double worst = 0.0;
  for (const act::ActivationRow& row : act::activations()) {
    for (const nn::LossRow& loss : nn::losses()) {
      CAPTURE(row.id);
      CAPTURE(loss.id);
      nn::NetworkSpec spec = network(row.id, {5, 4, 3});
      spec.inputs = 3;
      spec.outputs = 2;
      for (const Comparison& batch : compare_with_oracle(spec, loss)) {
        CAPTURE(batch.examples);
        CHECK(batch.gradient_deviation <= kGradientTolerance);
        CHECK(batch.loss == doctest::Approx(batch.expected_loss).epsilon(kLossTolerance));
        worst = std::max(worst, batch.gradient_deviation);
      }
    }
  }
  MESSAGE("worst relative deviation of a gradient: ", worst);
}

TEST_CASE("softmax cross-entropy and activations of the output layer agree with the oracle to 1e-4") {
  nn::NetworkSpec spec = network("tanh", {5, 4});
  spec.inputs = 3;
  spec.outputs = 4;
  for (const Comparison& batch : compare_with_oracle(spec, *nn::find_loss("softmax_ce"))) {
    CAPTURE(batch.examples);
    CHECK(batch.gradient_deviation <= kGradientTolerance);
    CHECK(batch.loss == doctest::Approx(batch.expected_loss).epsilon(kLossTolerance));
  }
  for (const char* id : {"sigmoid", "tanh", "softplus"}) {
    CAPTURE(id);
    spec.output_activation = activation(id);
    for (const nn::LossRow& loss : nn::losses()) {
      CAPTURE(loss.id);
      for (const Comparison& batch : compare_with_oracle(spec, loss)) {
        CAPTURE(batch.examples);
        CHECK(batch.gradient_deviation <= kGradientTolerance);
        CHECK(batch.loss == doctest::Approx(batch.expected_loss).epsilon(kLossTolerance));
      }
    }
  }
}

TEST_CASE("networks that drop activations agree with the oracle that drops the same ones to 1e-4") {
  nn::NetworkSpec spec = network("tanh", {8, 7, 6});
  spec.inputs = 3;
  spec.outputs = 2;
  spec.hidden[0].dropout = 0.5F;
  spec.hidden[1] = {7, {}, {act::find_vector_activation("swiglu"), 2}, 0.25F};
  for (const nn::LossRow& loss : nn::losses()) {
    CAPTURE(loss.id);
    for (const Comparison& batch : compare_with_oracle(spec, loss)) {
      CAPTURE(batch.examples);
      CHECK(batch.gradient_deviation <= kGradientTolerance);
      CHECK(batch.loss == doctest::Approx(batch.expected_loss).epsilon(kLossTolerance));
    }
  }
}

TEST_CASE("normalised networks agree with the oracle to 1e-4") {
  for (const nn::NormRow& norm : nn::norms()) {
    for (const nn::LossRow& loss : nn::losses()) {
      CAPTURE(norm.id);
      CAPTURE(loss.id);
      nn::NetworkSpec spec = network("tanh", {6, 5, 4});
      spec.inputs = 3;
      spec.outputs = 2;
      for (nn::HiddenLayer& layer : spec.hidden) layer.norm = &norm;
      spec.hidden[0].activation = act::bind(*act::find_activation("gelu"), {});
      spec.hidden[1] = {5, {}, {act::find_vector_activation("glu"), 2}, 0.25F, &norm};
      for (const Comparison& batch : compare_with_oracle(spec, loss)) {
        CAPTURE(batch.examples);
        CHECK(batch.gradient_deviation <= kGradientTolerance);
        CHECK(batch.loss == doctest::Approx(batch.expected_loss).epsilon(kLossTolerance));
      }
    }
  }
}

TEST_CASE("networks with vector activations agree with the oracle to 1e-4") {
  for (const act::VectorActivationRow& row : act::vector_activations()) {
    for (const int pieces : {row.min_pieces, row.max_pieces}) {
      CAPTURE(row.id);
      CAPTURE(pieces);
      nn::NetworkSpec spec = network("tanh", {5, 4, 3});
      spec.inputs = 3;
      spec.outputs = 2;
      spec.hidden[0] = {5, {}, {&row, pieces}};
      spec.hidden[2] = {3, {}, {&row, pieces}};
      for (const Comparison& batch : compare_with_oracle(spec, *nn::find_loss("bce_logits"))) {
        CAPTURE(batch.examples);
        CHECK(batch.gradient_deviation <= kGradientTolerance);
        CHECK(batch.loss == doctest::Approx(batch.expected_loss).epsilon(kLossTolerance));
      }
      spec.output_vector = {&row, pieces};
      for (const Comparison& batch : compare_with_oracle(spec, *nn::find_loss("mse"))) {
        CAPTURE(batch.examples);
        CHECK(batch.gradient_deviation <= kGradientTolerance);
        CHECK(batch.loss == doctest::Approx(batch.expected_loss).epsilon(kLossTolerance));
      }
    }
  }
}

TEST_CASE("the oracle's own gradient is the slope of its loss") {
  // Central differences in double precision: h² and rounding/h are both near 1e-10 for h = 1e-5.
  const nn::NetworkSpec spec = network("tanh", {3});
  const nn::LossRow& loss = *nn::find_loss("mse");
  base::Rng rng = base::make_rng(3, 0);
  std::vector<float> params(nn::param_count(spec));
  for (float& param : params) param = base::uniform(rng, -1.0F, 1.0F);
  const Examples data = random_examples(spec, loss, 5, rng);
  const auto loss_of = [](const std::vector<Dual>& outputs, const std::vector<double>& targets) {
    return textbook_loss("mse", outputs, targets);
  };
  const auto expected = oracle::gradients(spec, params, data.inputs, data.targets, textbook, loss_of);
  for (std::size_t i = 0; i < params.size(); ++i) {
    constexpr double kH = 1e-5;
    const auto loss_at = [&](double shift) {
      std::vector<Dual> shifted(params.begin(), params.end());
      shifted[i].value += shift;
      return oracle::mean_loss<Dual>(spec, shifted, data.inputs, data.targets, textbook, loss_of).value;
    };
    CHECK((loss_at(kH) - loss_at(-kH)) / (2 * kH) == doctest::Approx(expected[i]).epsilon(1e-6));
  }
}
