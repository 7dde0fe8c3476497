#include "app/plan.h"

#include <algorithm>
#include <iterator>

#include "app/activations.h"
#include "app/bench.h"
#include "app/course_parts.h"
#include "app/ladder.h"
#include "nn/norm.h"

namespace lab::app {

namespace {

data::PointSet make_points(const Scenario& scenario) {
  data::PointRequest request;
  request.count = scenario.points;
  request.train_share = scenario.split;
  request.noise = scenario.noise;
  request.seed = data_seed(scenario);
  return data::find_dataset(scenario.data)->generate(request);
}

nn::TrainerConfig trainer_config(const Scenario& scenario) {
  nn::TrainerConfig config;
  config.network = network_spec(scenario);
  config.loss = nn::find_loss(scenario.loss);
  set_training(config, scenario);
  return config;
}

}  // namespace

std::optional<std::uint32_t> param_of(const nn::NetworkSpec& network, const WeightPlace& place) {
  const std::vector<nn::LayerShape> layers = nn::layer_shapes(network);
  if (place.layer < 1 || static_cast<std::size_t>(place.layer) > layers.size()) return std::nullopt;
  const nn::LayerShape& layer = layers[static_cast<std::size_t>(place.layer) - 1];
  if (place.unit < 1 || place.unit > layer.out || place.input < 0 || place.input > layer.in)
    return std::nullopt;
  const int unit = place.unit - 1;
  const auto at = static_cast<std::uint32_t>(place.input == 0 ? unit : unit * layer.in + place.input - 1);
  return static_cast<std::uint32_t>(place.input == 0 ? layer.biases : layer.weights) + at;
}

nn::NetworkSpec network_spec(const Scenario& scenario) {
  nn::NetworkSpec spec;
  for (std::size_t i = 0; i < scenario.net.size(); ++i) {
    const auto exception = scenario.act.layers.find(static_cast<int>(i) + 1);
    const bool is_exception = exception != scenario.act.layers.end();
    const std::string& id = is_exception ? exception->second : scenario.act.curves.front();
    spec.hidden.push_back({scenario.net[i],
                           activation_of(scenario, id),
                           {},
                           static_cast<float>(scenario.dropout),
                           nn::find_norm(scenario.norm)});
  }
  return spec;
}

std::vector<std::uint32_t> weights_and_biases(const nn::NetworkSpec& network) {
  std::vector<std::uint32_t> all;
  for (const nn::LayerShape& layer : nn::layer_shapes(network)) {
    const std::size_t end = layer.biases + static_cast<std::size_t>(layer.out);
    for (std::size_t at = layer.weights; at < end; ++at) all.push_back(static_cast<std::uint32_t>(at));
  }
  return all;
}

run::Course course_of(const Scenario& scenario) {
  return course_with<nn::NetworkSpec>(scenario, trainer_config);
}

run::Plan plan_of(const Scenario& scenario) { return {course_of(scenario), make_points(scenario)}; }

bool is_of_activation(std::string_view key) {
  constexpr std::string_view kActivation[] = {"act", "a", "b", "c"};
  return std::find(std::begin(kActivation), std::end(kActivation), key) != std::end(kActivation);
}

std::vector<Scenario> sides_of(const Scenario& scenario) {
  if (scenario.ladder && is_of_pictures(scenario.data)) return ladder_sides(scenario);
  std::vector<Scenario> sides = {scenario};
  for (const std::string& id : scenario.twin) {
    Scenario side = scenario;
    const bool is_same = scenario.act.curves.front() == id;  // with what the first has set its parameters to
    if (!is_same) train_with(side, id);
    side.act = {{id}, {}};
    std::erase_if(side.edits, [](const Edit& edit) { return is_of_activation(edit.key); });
    sides.push_back(std::move(side));
  }
  return sides;
}

Scenario shown_at(const Scenario& scenario, std::int64_t step) {
  Scenario shown = scenario;
  if (step > 0) shown.w = {};
  for (const Edit& edit : scenario.edits) {
    if (edit.step > step) break;
    const bool is_over = std::holds_alternative<HandWeights>(edit.value) && edit.step < step;
    if (!is_over) set_value(shown, *find_field(edit.key), edit.value);
  }
  return shown;
}

}  // namespace lab::app
