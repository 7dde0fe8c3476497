// What courses of both kinds of run, of points and of pictures, take from a Scenario. For plan.cpp and image_plan.cpp.
#pragma once

#include <optional>
#include <vector>

#include "app/fields.h"
#include "app/image_plan.h"
#include "app/plan.h"
#include "app/refinements.h"
#include "app/scenario.h"
#include "nn/init.h"
#include "nn/loss.h"
#include "nn/optimizer.h"
#include "nn/schedule.h"
#include "nn/training.h"
#include "run/course.h"

namespace lab::app {

inline std::uint64_t data_seed(const Scenario& scenario) {
  return static_cast<std::uint64_t>(scenario.dseed < 0 ? scenario.seed : scenario.dseed);
}
inline std::uint64_t weights_seed(const Scenario& scenario) {
  return static_cast<std::uint64_t>(scenario.wseed < 0 ? scenario.seed : scenario.wseed);
}

// All but the network itself and the loss, which has to be there.
template <typename Network>
void set_training(nn::TrainerConfigOf<Network>& config, const Scenario& scenario) {
  for (const WeightPlace& place : scenario.freeze) {
    if (const auto found = param_of(config.network, place)) config.frozen.push_back(*found);
  }
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
  config.seed = weights_seed(scenario);
}

// Of what a hand does at this step.
template <typename Network>
run::HandSets sets_of(const Network& network, const Scenario& scenario, const HandWeights& hand,
                      std::int64_t step) {
  run::HandSets sets;
  if (hand.all || hand.noise) sets.many = weights_and_biases(network);
  sets.value = hand.all;
  sets.noise = hand.noise.value_or(0);
  sets.seed = weights_seed(scenario) + (static_cast<std::uint64_t>(step) << 32);
  for (const auto& [place, value] : hand.ones) {
    if (const auto found = param_of(network, place)) sets.ones.emplace_back(*found, value);
  }
  return sets;
}

// With the Scenario's edits; `config_of` makes the configuration of a Scenario.
template <typename Network, typename ConfigOf>
run::CourseOf<Network> course_with(const Scenario& scenario, const ConfigOf& config_of) {
  run::CourseOf<Network> course{config_of(scenario), {}, {}};
  course.sets = sets_of(course.config.network, scenario, scenario.w, 0);
  Scenario changed = scenario;
  for (const Edit& edit : scenario.edits) {
    set_value(changed, *find_field(edit.key), edit.value);
    if (course.changes.empty() || course.changes.back().step != edit.step)
      course.changes.push_back({edit.step, {}, {}});
    auto& change = course.changes.back();
    change.config = config_of(changed);
    if (const auto* const hand = std::get_if<HandWeights>(&edit.value))
      change.sets = sets_of(change.config.network, changed, *hand, edit.step);
  }
  return course;
}

}  // namespace lab::app
