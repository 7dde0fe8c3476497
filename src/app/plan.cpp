#include "app/plan.h"

#include <algorithm>
#include <iterator>

#include "app/activations.h"
#include "app/fields.h"
#include "app/refinements.h"
#include "nn/init.h"
#include "nn/loss.h"
#include "nn/norm.h"
#include "nn/optimizer.h"
#include "nn/schedule.h"

namespace lab::app {

namespace {

int weights_seed(const Scenario& scenario) { return scenario.wseed < 0 ? scenario.seed : scenario.wseed; }

data::PointSet make_points(const Scenario& scenario) {
  data::PointRequest request;
  request.count = scenario.points;
  request.train_share = scenario.split;
  request.noise = scenario.noise;
  request.seed = static_cast<std::uint64_t>(scenario.dseed < 0 ? scenario.seed : scenario.dseed);
  return data::find_dataset(scenario.data)->generate(request);
}

nn::TrainerConfig trainer_config(const Scenario& scenario) {
  nn::TrainerConfig config;
  config.network = network_spec(scenario);
  for (const WeightPlace& place : scenario.freeze) {
    if (const auto found = param_of(config.network, place)) config.frozen.push_back(*found);
  }
  config.loss = nn::find_loss(scenario.loss);
  config.optimizer = nn::find_optimizer(scenario.opt);
  config.init = nn::find_init(scenario.init);
  config.init_deviation = static_cast<float>(scenario.init_sigma);
  config.optimizer_settings = config.optimizer->defaults;
  if (scenario.momentum) config.optimizer_settings->momentum = *scenario.momentum;
  config.learning_rate = static_cast<float>(scenario.lr);
  config.schedule = nn::find_schedule(scenario.schedule);
  config.schedule_settings = schedule_settings(scenario);
  config.penalty = {static_cast<float>(scenario.l1), static_cast<float>(scenario.l2)};
  config.clipping = {static_cast<float>(scenario.clip_value), static_cast<float>(scenario.clip)};
  config.batch = scenario.batch;
  config.seed = static_cast<std::uint64_t>(weights_seed(scenario));
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

namespace {

// Of what a hand does at this step.
run::HandSets sets_of(const Scenario& scenario, const HandWeights& hand, std::int64_t step) {
  const nn::NetworkSpec network = network_spec(scenario);
  run::HandSets sets;
  if (hand.all || hand.noise) {
    for (const nn::LayerShape& layer : nn::layer_shapes(network)) {
      const std::size_t end = layer.biases + static_cast<std::size_t>(layer.out);
      for (std::size_t at = layer.weights; at < end; ++at)
        sets.many.push_back(static_cast<std::uint32_t>(at));
    }
  }
  sets.value = hand.all;
  sets.noise = hand.noise.value_or(0);
  sets.seed = static_cast<std::uint64_t>(weights_seed(scenario)) + (static_cast<std::uint64_t>(step) << 32);
  for (const auto& [place, value] : hand.ones) {
    if (const auto found = param_of(network, place)) sets.ones.emplace_back(*found, value);
  }
  return sets;
}

}  // namespace

run::Course course_of(const Scenario& scenario) {
  run::Course course{trainer_config(scenario), sets_of(scenario, scenario.w, 0), {}};
  Scenario changed = scenario;
  for (const Edit& edit : scenario.edits) {
    set_value(changed, *find_field(edit.key), edit.value);
    if (course.changes.empty() || course.changes.back().step != edit.step)
      course.changes.push_back({edit.step, {}, {}});
    course.changes.back().config = trainer_config(changed);
    if (const auto* const hand = std::get_if<HandWeights>(&edit.value))
      course.changes.back().sets = sets_of(changed, *hand, edit.step);
  }
  return course;
}

run::Plan plan_of(const Scenario& scenario) { return {course_of(scenario), make_points(scenario)}; }

std::vector<Scenario> sides_of(const Scenario& scenario) {
  std::vector<Scenario> sides = {scenario};
  for (const std::string& id : scenario.twin) {
    Scenario side = scenario;
    const bool is_same = scenario.act.curves.front() == id;  // with what the first has set its parameters to
    if (!is_same) train_with(side, id);
    side.act = {{id}, {}};
    std::erase_if(side.edits, [](const Edit& edit) {
      constexpr std::string_view kActivation[] = {"act", "a", "b", "c"};
      return std::find(std::begin(kActivation), std::end(kActivation), edit.key) != std::end(kActivation);
    });
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
