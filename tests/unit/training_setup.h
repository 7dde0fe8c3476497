// Short ways to say what is trained, for tests.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <utility>

#include "allocation_count.h"
#include "function_setup.h"
#include "nn/trainer.h"

namespace lab::test {

inline nn::NetworkSpec network(std::string_view id, std::initializer_list<int> units) {
  nn::NetworkSpec spec;
  for (const int count : units) spec.hidden.push_back({count, test::activation(id)});
  return spec;
}

inline nn::Examples points(std::string_view id, std::uint64_t seed = 1, double noise = 0.0) {
  data::PointRequest request;
  request.seed = seed;
  request.noise = noise;
  return nn::examples_of(data::find_dataset(id)->generate(request));
}

inline nn::TrainerConfig config(nn::NetworkSpec network, std::string_view loss = "bce_logits",
                                std::string_view optimizer = "adam", float learning_rate = 0.01F,
                                std::uint64_t seed = 1) {
  nn::TrainerConfig result;
  result.network = std::move(network);
  result.loss = nn::find_loss(loss);
  result.optimizer = nn::find_optimizer(optimizer);
  result.init = nn::find_init("xavier");
  result.learning_rate = learning_rate;
  result.seed = seed;
  return result;
}

inline nn::Trainer trainer(const nn::TrainerConfig& config, nn::Examples examples) {
  return nn::make_trainer(config, std::move(examples)).value();
}

struct Learnt {
  double test_accuracy;
  std::int64_t allocations;
};

// A first step and a first measurement to warm up, then `steps` more, of which the allocations are counted.
inline Learnt learn(nn::Trainer& t, int steps) {
  nn::Workspace work;
  nn::train(t, 1);
  nn::test_metrics(t, work);
  const std::int64_t before = allocation_count();
  nn::train(t, steps);
  const double accuracy = nn::test_metrics(t, work).accuracy;
  return {accuracy, allocation_count() - before};
}

}  // namespace lab::test
