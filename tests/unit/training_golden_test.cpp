// The reference traces of tests/golden/training_golden.json (PyTorch float64): those that our rows cover so
// far.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "json_reader.h"
#include "nn/backprop.h"
#include "training_setup.h"

using namespace lab;
using namespace lab::test;

namespace {

bool is_covered(const Json& trace) {
  return nn::find_activation(trace["hidden_activation"].text) != nullptr && trace["l1"].number == 0.0 &&
         trace["l2"].number == 0.0;
}

nn::NetworkSpec network_of(const Json& trace) {
  nn::NetworkSpec spec = network(trace["hidden_activation"].text, {});
  const nn::ActivationRow& row = *nn::find_activation(trace["hidden_activation"].text);
  nn::ActivationParams params = nn::default_params(row);
  for (std::size_t i = 0; i < trace["act_params"].list.size(); ++i) {
    params[i] = static_cast<float>(trace["act_params"][i].number);
  }
  const auto& layers = trace["layers"].list;
  spec.inputs = static_cast<int>(layers.front().number);
  spec.outputs = static_cast<int>(layers.back().number);
  for (std::size_t l = 1; l + 1 < layers.size(); ++l) {
    spec.hidden.push_back({static_cast<int>(layers[l].number), nn::bind(row, params)});
  }
  if (const std::string& id = trace["output_activation"].text; id != "identity") {
    const nn::ActivationRow& output = *nn::find_activation(id);
    spec.output_activation = nn::bind(output, nn::default_params(output));
  }
  return spec;
}

// W and b as they stand in the file, in the order of our flat array.
std::vector<double> flat(const Json& weights, const Json& biases) {
  std::vector<double> params;
  for (std::size_t l = 0; l < weights.list.size(); ++l) {
    for (const Json& row : weights[l].list) {
      for (const Json& weight : row.list) params.push_back(weight.number);
    }
    for (const Json& bias : biases[l].list) params.push_back(bias.number);
  }
  return params;
}

struct Run {
  const Json& trace;
  nn::NetworkSpec spec;
  std::vector<float> params, gradients, moment1, moment2;
  nn::OptimizerState state;
  nn::Workspace work;

  explicit Run(const Json& t) : trace(t), spec(network_of(t)) {
    for (const double value : flat(t["init"]["W"], t["init"]["b"]))
      params.push_back(static_cast<float>(value));
    REQUIRE(params.size() == nn::param_count(spec));
    gradients.resize(params.size());
    moment1.resize(params.size());
    moment2.resize(params.size());
  }

  // Loss and gradients of the full batch with the present parameters.
  float loss() {
    const auto& inputs = trace["inputs"].list;
    const auto& targets = trace["targets"].list;
    const nn::Batch batch = nn::prepare_batch(spec, inputs.size(), work);
    for (std::size_t example = 0; example < inputs.size(); ++example) {
      for (std::size_t i = 0; i < inputs[example].list.size(); ++i) {
        batch.inputs[i * batch.lanes + example] = static_cast<float>(inputs[example][i].number);
      }
      for (std::size_t o = 0; o < static_cast<std::size_t>(spec.outputs); ++o) {
        const Json& target = targets[example];  // the values of the outputs, or the number of the class
        const bool is_class = target.kind == Json::Kind::number;
        const double value =
            is_class ? (target.number == static_cast<double>(o) ? 1.0 : 0.0) : target[o].number;
        batch.targets[o * batch.lanes + example] = static_cast<float>(value);
      }
    }
    return nn::backprop(spec, *nn::find_loss(trace["loss"].text), params, batch, work, gradients);
  }

  void step() {
    loss();
    const Json& optimizer = trace["optimizer"];
    const nn::OptimizerRow& row = *nn::find_optimizer(optimizer["type"].text);
    nn::OptimizerSettings settings = row.defaults;
    const auto take = [&](const char* key, double& value) {
      if (optimizer.has(key)) value = optimizer[key].number;
    };
    take("momentum", settings.momentum);
    take("alpha", settings.alpha);
    take("beta1", settings.beta1);
    take("beta2", settings.beta2);
    take("eps", settings.epsilon);
    take("weight_decay", settings.weight_decay);
    row.update({params.data(), gradients.data(), moment1.data(), moment2.data(), params.size(),
                static_cast<float>(optimizer["lr"].number)},
               settings, state);
  }
};

double worst_deviation(std::span<const float> actual, const std::vector<double>& expected, bool relative) {
  double worst = 0.0;
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const double scale = relative ? std::max(1.0, std::abs(expected[i])) : 1.0;
    const double deviation = std::abs(static_cast<double>(actual[i]) - expected[i]) / scale;
    if (!std::isfinite(deviation)) return deviation;  // std::max would drop a NaN
    worst = std::max(worst, deviation);
  }
  return worst;
}

}  // namespace

TEST_CASE("losses, gradients and 100 updates agree with PyTorch within the file's float32 tolerances") {
  const Json file = read_json_file(golden_path("training_golden.json"));
  int covered = 0;
  for (const Json& trace : file["traces"].list) {
    if (!is_covered(trace)) continue;
    ++covered;
    CAPTURE(trace["name"].text);
    Run run(trace);
    CHECK(std::abs(static_cast<double>(run.loss()) - trace["step0"]["loss"].number) <= 5e-6);
    CHECK(worst_deviation(run.gradients, flat(trace["step0"]["grad_W"], trace["step0"]["grad_b"]), true) <=
          5e-6);
    int done = 0;
    for (const int checkpoint : {1, 10, 100}) {
      for (; done < checkpoint; ++done) run.step();
      const std::string name = std::to_string(checkpoint);
      const Json& expected = trace["checkpoints"][name];
      const double tolerance = trace["tol"]["f32"][name].number;
      CAPTURE(checkpoint);
      CHECK(worst_deviation(run.params, flat(expected["W"], expected["b"]), false) <= tolerance);
      CHECK(std::abs(static_cast<double>(run.loss()) - expected["loss"].number) <= tolerance);
    }
  }
  CHECK(covered == COUNT);  // of 45; the others need penalties, or activations that are not rows yet
}
