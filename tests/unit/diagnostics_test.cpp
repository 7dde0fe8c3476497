#include "nn/diagnostics.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include "act/study/properties.h"
#include "allocation_count.h"
#include "oracle/reference.h"
#include "textbook.h"
#include "training_setup.h"

using namespace lab;
using namespace lab::test;
using oracle::Dual;

namespace {

// At the training points: 250, so that every one is sampled.
nn::Diagnostics diagnose(const nn::Trainer& t) {
  nn::DiagnosticsWorkspace work;
  nn::Diagnostics found;
  nn::diagnose(t.config.network, t.params, t.dparams, nn::training_inputs(t.examples), work, found);
  return found;
}

// The network cut off behind layer l, before its activation: what comes out are the layer's pre-activations.
nn::NetworkSpec cut_behind(nn::NetworkSpec spec, std::size_t l) {
  if (l < spec.hidden.size()) {
    spec.outputs = spec.hidden[l].units;
    spec.hidden.resize(l);
  }
  return spec;
}

std::vector<double> flatten(const std::vector<std::vector<double>>& rows) {
  std::vector<double> all;
  for (const std::vector<double>& row : rows) all.insert(all.end(), row.begin(), row.end());
  return all;
}

// z of layer l at every point, in double: [point][unit]
std::vector<std::vector<double>> pre_activations(const nn::Trainer& t, std::size_t l) {
  const nn::InputsView points = nn::training_inputs(t.examples);
  std::vector<std::vector<double>> inputs(points.count);
  for (std::size_t i = 0; i < points.count; ++i) {
    for (std::size_t unit = 0; unit < points.units; ++unit)
      inputs[i].push_back(static_cast<double>(nn::row_of(points, unit)[i]));
  }
  const std::vector<double> params(t.params.begin(), t.params.end());
  const auto value = [](const act::Activation& f, double x) { return textbook(f, x).value; };
  return oracle::outputs<double>(cut_behind(t.config.network, l), params, inputs, value);
}

double mean_of(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

// float32 layers against double: some 1e-6 of the values' size.
void check_distribution(const nn::Distribution& found, const std::vector<double>& expected) {
  const auto [low, high] = std::minmax_element(expected.begin(), expected.end());
  const double size = std::max(std::fabs(*low), std::fabs(*high));
  const double tolerance = 1e-5 * size;
  const double mean = mean_of(expected);
  double variance = 0;
  for (const double value : expected)
    variance += (value - mean) * (value - mean) / static_cast<double>(expected.size());
  CHECK(found.values == expected.size());
  CHECK(found.not_finite == 0);
  CHECK(std::fabs(found.mean - mean) <= tolerance);
  CHECK(std::fabs(found.variance - variance) <= tolerance * size);
  CHECK(std::fabs(static_cast<double>(found.lowest) - *low) <= tolerance);
  CHECK(std::fabs(static_cast<double>(found.highest) - *high) <= tolerance);
}

double norm_of(const std::vector<float>& values, std::size_t first, std::size_t end) {
  double squares = 0;
  for (std::size_t i = first; i < end; ++i) squares += std::pow(static_cast<double>(values[i]), 2);
  return std::sqrt(squares);
}

}  // namespace

TEST_CASE("distributions, norms, dead units and saturation are those of the slow, obvious version") {
  for (const char* activation : {"tanh", "sigmoid", "relu", "square"}) {
    CAPTURE(std::string(activation));
    nn::Trainer t = trainer(config(network(activation, {8, 5, 7}), "mse", "sgd", 0.001F, 3), points("moons"));
    const bool is_explosive = std::string(activation) == "square";
    for (float& param : t.params)
      param *= is_explosive ? 0.5F : 1.5F;  // so that some slopes are flat and some units never on
    nn::train(t, 30);
    const nn::Diagnostics found = diagnose(t);
    const std::vector<nn::LayerShape> shapes = nn::layer_shapes(t.config.network);
    REQUIRE(found.layer_count == 4);
    CHECK(found.points == t.examples.train_count);
    for (std::size_t l = 0; l < 4; ++l) {
      CAPTURE(l);
      const nn::LayerDiagnostics& layer = found.layers[l];
      const nn::LayerShape& shape = shapes[l];
      const auto z = pre_activations(t, l);
      check_distribution(layer.pre_activations, flatten(z));
      CHECK(layer.units == shape.out);
      CHECK(layer.weight_norm == doctest::Approx(norm_of(t.params, shape.weights, shape.biases)));
      CHECK(layer.gradient_norm ==
            doctest::Approx(
                norm_of(t.dparams, shape.weights, shape.biases + static_cast<std::size_t>(shape.out))));
      if (shape.activation == nullptr) {
        check_distribution(layer.activations, flatten(z));
        CHECK(layer.saturated == 0.0);
        continue;
      }
      const double steepest = act::properties(*shape.activation).steepest.value;
      std::vector<double> a;
      std::size_t flat_slopes = 0;
      int dead = 0;
      for (std::size_t unit = 0; unit < z[0].size(); ++unit) {
        bool is_dead = true;
        std::size_t awake = 0;
        for (const std::vector<double>& example : z) {
          const Dual f = textbook(*shape.activation, Dual(example[unit], 1.0));
          a.push_back(f.value);
          const double limit = std::isfinite(steepest) ? 0.05 * steepest : 0.0;
          flat_slopes += std::fabs(f.slope) < limit || f.slope == 0.0 ? 1U : 0U;
          is_dead = is_dead && f.slope == 0.0;
          awake += f.slope != 0.0 ? 1U : 0U;
        }
        CHECK(layer.is_dead[unit] == (is_dead ? 1 : 0));
        CHECK(layer.awake[unit] * static_cast<float>(z.size()) ==
              doctest::Approx(static_cast<double>(awake)).epsilon(0.02));
        dead += is_dead ? 1 : 0;
      }
      check_distribution(layer.activations, a);
      CHECK(layer.dead_units == dead);
      // One or two slopes may lie so close to the limit that rounding decides.
      CHECK(std::fabs(layer.saturated * static_cast<double>(a.size()) - static_cast<double>(flat_slopes)) <=
            2.0);
    }
  }
}

TEST_CASE(
    "sums are counted on an axis that stays, those beyond it at its ends, and gentle slopes by their share") {
  for (const char* activation : {"tanh", "sigmoid", "relu", "square"}) {
    for (const float scale : {0.3F, 1.0F, 9.0F}) {
      CAPTURE(std::string(activation));
      CAPTURE(scale);
      nn::Trainer t = trainer(config(network(activation, {8, 5}), "mse", "sgd", 0.001F, 3), points("moons"));
      for (float& param : t.params) param *= scale;
      const nn::Diagnostics found = diagnose(t);
      for (std::size_t l = 0; l < 2; ++l) {
        const act::Activation& f = t.config.network.hidden[l].activation;
        std::array<std::uint32_t, nn::kSumBins> expected{};
        std::size_t gentle = 0, count = 0;
        for (const std::vector<double>& example : pre_activations(t, l)) {
          for (const double sum : example) {
            ++expected[static_cast<std::size_t>(std::clamp(std::floor((sum + 5) * 4), 0.0, 39.0))];
            gentle += std::fabs(textbook(f, Dual(sum, 1.0)).slope) < 0.1 ? 1U : 0U;
            ++count;
          }
        }
        std::size_t all = 0, moved = 0;
        for (std::size_t i = 0; i < expected.size(); ++i) {
          const std::uint32_t counted = found.layers[l].sums[i];
          all += counted;
          moved += counted > expected[i] ? counted - expected[i] : 0;
        }
        CHECK(all == count);
        CHECK(moved <= 3);  // float32 against double: a sum may lie on the edge of a bin
        CHECK(std::fabs(found.layers[l].gentle * static_cast<double>(count) - static_cast<double>(gentle)) <=
              2.0);
      }
    }
  }
}

TEST_CASE("histograms count every activation once, in its bin") {
  for (const char* norm : {"", "batch_norm", "layer_norm"}) {
    nn::TrainerConfig setup = config(network("tanh", {6, 9}));
    for (nn::HiddenLayer& layer : setup.network.hidden) layer.norm = nn::find_norm(norm);
    nn::Trainer t = trainer(setup, points("rings"));
    nn::train(t, 50);
    const nn::Diagnostics found = diagnose(t);
    nn::Workspace work;
    for (int l = 0; l < 2; ++l) {
      const nn::Distribution& layer = found.layers[static_cast<std::size_t>(l)].activations;
      std::vector<float> values(t.examples.train_count * (l == 0 ? 6 : 9));
      nn::hidden_activations(t.config.network, t.params, l, nn::training_inputs(t.examples), values, work);
      std::array<std::uint32_t, nn::kHistogramBins> expected{};
      const double low = static_cast<double>(*std::min_element(values.begin(), values.end()));
      const double high = static_cast<double>(*std::max_element(values.begin(), values.end()));
      for (const float value : values) {
        const double bin = std::floor((static_cast<double>(value) - low) * (32.0 / (high - low)));
        ++expected[std::min<std::size_t>(static_cast<std::size_t>(bin), 31)];
      }
      CHECK(static_cast<double>(layer.lowest) == low);
      CHECK(static_cast<double>(layer.highest) == high);
      CHECK(layer.histogram == expected);
    }
  }
}

TEST_CASE("of many points distributions are a sample, and what is said about units holds for all") {
  data::PointRequest request;
  request.count = 2000;
  nn::Trainer t =
      trainer(config(network("relu", {4})), nn::examples_of(data::find_dataset("rings")->generate(request)));
  const nn::LayerShape layer = nn::layer_shapes(t.config.network)[0];
  t.params[layer.biases] = -100.0F;
  REQUIRE(t.examples.train_count == 1000);
  CHECK(diagnose(t).layers[0].activations.values == 4 * 250);
  CHECK(diagnose(t).layers[0].is_dead[0] == 1);
  CHECK(diagnose(t).layers[0].is_flat[0] == 1);
  t.examples.inputs[998] = 1e4F;  // one that is not sampled wakes the unit up
  t.params[layer.weights] = 1.0F;
  CHECK(diagnose(t).layers[0].activations.highest < 100.0F);
  CHECK(diagnose(t).layers[0].is_dead[0] == 0);
  CHECK(diagnose(t).layers[0].is_flat[0] == 0);
}

TEST_CASE("a network of identities is one affine map at any depth, one of ReLUs is not") {
  const std::vector<nn::NetworkSpec> shapes = {network("identity", {4}), network("identity", {8, 8, 8}),
                                               network("identity", {32, 32, 32, 32, 32, 32, 32, 32})};
  for (const nn::NetworkSpec& spec : shapes) {
    const nn::Diagnostics found = diagnose(trainer(config(spec), points("spiral")));
    for (std::size_t l = 0; l < found.layer_count; ++l) {
      CHECK(found.layers[l].linearity.rank == 0);
      // Eight layers of float32 sums, each rounded to 1e-7 of its size.
      CHECK(found.layers[l].linearity.residual < 1e-5);
    }
  }
  const nn::Diagnostics relu = diagnose(trainer(config(network("relu", {8, 8})), points("spiral")));
  CHECK(relu.layers[0].linearity.rank == 8);
  CHECK(relu.layers[0].linearity.residual > 0.1);
  CHECK(relu.layers[2].linearity.rank == 1);
  CHECK(relu.layers[2].linearity.residual > 0.1);
}

TEST_CASE("between identities batch norm leaves one affine map, and layer norm does not") {
  for (nn::NetworkSpec spec : {network("identity", {8}), network("identity", {8, 8, 8})}) {
    for (nn::HiddenLayer& layer : spec.hidden) layer.norm = nn::find_norm("batch_norm");
    nn::Trainer batch = trainer(config(spec), points("spiral"));
    nn::train(batch, 100);
    const nn::Diagnostics affine = diagnose(batch);
    for (nn::HiddenLayer& layer : spec.hidden) layer.norm = nn::find_norm("layer_norm");
    nn::Trainer layer_wise = trainer(config(spec), points("spiral"));
    nn::train(layer_wise, 100);
    const nn::Diagnostics bent = diagnose(layer_wise);
    for (std::size_t l = 0; l < bent.layer_count; ++l) {
      CHECK(affine.layers[l].linearity.rank == 0);
      CHECK(affine.layers[l].linearity.residual < 1e-5);  // rounding, as above
      CHECK(bent.layers[l].linearity.rank >= 1);
      CHECK(bent.layers[l].linearity.residual > 0.1);
    }
  }
}

TEST_CASE("a ReLU network whose units are on at all points is one affine map") {
  nn::Trainer t = trainer(config(network("relu", {6})), points("moons"));
  const nn::LayerShape layer = nn::layer_shapes(t.config.network)[0];
  std::fill_n(t.params.begin() + static_cast<std::ptrdiff_t>(layer.biases), 6, 20.0F);
  const nn::Diagnostics found = diagnose(t);
  CHECK(found.layers[0].linearity.rank == 0);
  CHECK(found.layers[1].linearity.rank == 0);
  CHECK(found.layers[0].saturated == 0.0);
}

TEST_CASE("a ReLU unit that is off at all points is dead and flat, and is named") {
  nn::Trainer t = trainer(config(network("relu", {5})), points("moons"));
  const nn::LayerShape layer = nn::layer_shapes(t.config.network)[0];
  std::fill_n(t.params.begin() + static_cast<std::ptrdiff_t>(layer.biases), 5, 0.5F);
  t.params[layer.biases + 2] = -100.0F;
  const nn::LayerDiagnostics found = diagnose(t).layers[0];
  CHECK(found.dead_units == 1);
  CHECK(found.is_dead[2] == 1);
  CHECK(found.flat_units == 1);
  CHECK(found.is_flat[2] == 1);
  CHECK(found.saturated >= 0.2);  // one of five units at least
}

TEST_CASE(
    "large weights saturate a sigmoid, small ones do not, and no sigmoid is dead before it underflows") {
  nn::Trainer t = trainer(config(network("sigmoid", {8})), points("rings"));
  const std::vector<float> start = t.params;
  const auto with_weights_times = [&](float factor) {
    for (std::size_t i = 0; i < start.size(); ++i) t.params[i] = factor * start[i];
    return diagnose(t).layers[0];
  };
  CHECK(with_weights_times(0.1F).saturated == 0.0);
  CHECK(with_weights_times(300.0F).saturated > 0.8);
  CHECK(with_weights_times(300.0F).dead_units == 0);
}

TEST_CASE("units without weights are flat but not dead: tanh is steepest at 0") {
  nn::TrainerConfig setup = config(network("tanh", {3}));
  setup.init = nn::find_init("zero");
  const nn::LayerDiagnostics found = diagnose(trainer(setup, points("rings"))).layers[0];
  CHECK(found.flat_units == 3);
  CHECK(found.dead_units == 0);
  CHECK(found.activations.variance == 0.0);
  CHECK(found.activations.histogram[0] == found.activations.values);
}

TEST_CASE("weights that are infinite or not numbers are counted and do no harm") {
  for (const float bad : {std::numeric_limits<float>::infinity(), std::numeric_limits<float>::quiet_NaN()}) {
    nn::Trainer t = trainer(config(network("relu", {4, 4})), points("rings"));
    t.params[0] = bad;
    const nn::Diagnostics found = diagnose(t);
    CHECK(found.layers[0].pre_activations.not_finite > 0);
    CHECK(found.layers[0].pre_activations.values + found.layers[0].pre_activations.not_finite ==
          4 * t.examples.train_count);
    CHECK(std::isfinite(found.layers[0].pre_activations.mean));
    CHECK(std::isnan(found.layers[0].linearity.residual));
  }
}

TEST_CASE("diagnosing again allocates nothing, and finds the same") {
  nn::Trainer t = trainer(config(network("gelu", {32, 32})), points("rings"));
  nn::DiagnosticsWorkspace work;
  nn::Diagnostics first, second;
  nn::diagnose(t.config.network, t.params, t.dparams, nn::inputs_of(t.examples), work, first);
  const std::int64_t before = allocation_count();
  nn::diagnose(t.config.network, t.params, t.dparams, nn::inputs_of(t.examples), work, second);
  CHECK(allocation_count() == before);
  CHECK(second.layers[1].activations.histogram == first.layers[1].activations.histogram);
  CHECK(second.layers[2].linearity.residual == first.layers[2].linearity.residual);
}

TEST_CASE("a vector activation and a network without hidden layers are diagnosed as far as that goes") {
  nn::NetworkSpec spec;
  spec.hidden = {{8, {}, {act::find_vector_activation("glu"), 2}}};
  const nn::Diagnostics glu = diagnose(trainer(config(spec), points("moons")));
  CHECK(glu.layers[0].pre_activations.values == 2 * glu.layers[0].activations.values);
  CHECK(glu.layers[0].dead_units == 0);
  CHECK(glu.layers[0].linearity.rank >= 2);
  const nn::Diagnostics line = diagnose(trainer(config(network("tanh", {})), points("moons")));
  CHECK(line.layer_count == 1);
  CHECK(line.layers[0].linearity.rank == 0);
}
