// All that a step changes of a trainer, as one block of memory: to come back to it later and go on to the same bits. What is chosen
// (config) and learnt from (examples) is not in it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

#include "nn/trainer.h"

namespace lab::nn {

struct TrainerState {
  std::int64_t step = 0;
  ExampleOrder order;  // without its examples, which are among the words
  OptimizerState optimizer_state;
  base::Rng dropout_rng;
  std::size_t next_row = 0;
  // Parameters, their slopes, moments, the order of the examples, one after the other. Never changed: copies share them.
  std::shared_ptr<const std::uint32_t[]> words;
};

std::size_t state_words(const Trainer&);  // how many there are: 4 bytes each

// `words` has room for that many; `params` stand in the place of the trainer's own.
TrainerState state_of(const Trainer&, std::span<const float> params, std::shared_ptr<std::uint32_t[]> words);

// The trainer that the state is of, whatever it has done since; its divergence is forgotten.
void go_back(Trainer&, const TrainerState&);

}  // namespace lab::nn
