// All that a step changes of a trainer, as one block of memory: to come back to it later and go on to the same bits. What is chosen
// (config) and learnt from (examples) is not in it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <utility>

#include "nn/conv/image_trainer.h"
#include "nn/trainer.h"

namespace lab::nn {

struct TrainerState {
  std::int64_t step = 0;
  ExampleOrder order;  // without its examples, which are among the words
  OptimizerState optimizer_state;
  base::Rng dropout_rng;  // of dense networks, as what follows
  std::size_t next_row = 0;
  // Parameters, their slopes, moments, the order of the examples, one after the other. Never changed: copies share them.
  std::shared_ptr<const std::uint32_t[]> words;
};

// What passes of a kind keep from step to step, into a state and out of it again.
void put_passes(const Trainer&, TrainerState&);
void take_passes(Trainer&, const TrainerState&);
inline void put_passes(const ImageTrainer&, TrainerState&) {}
inline void take_passes(ImageTrainer&, const TrainerState&) {}

// How many words there are: 4 bytes each.
template <typename Network, typename Passes>
std::size_t state_words(const TrainerOf<Network, Passes>& trainer) {
  return trainer.params.size() + trainer.dparams.size() + trainer.moment1.size() + trainer.moment2.size() +
         trainer.order.examples.size();
}

// `words` has room for that many; `params` stand in the place of the trainer's own.
template <typename Network, typename Passes>
TrainerState state_of(const TrainerOf<Network, Passes>& trainer, std::span<const float> params,
                      std::shared_ptr<std::uint32_t[]> words) {
  std::uint32_t* to = words.get();
  const auto put = [&](const auto& from) {
    if (!from.empty()) std::memcpy(to, from.data(), from.size() * sizeof(std::uint32_t));
    to += from.size();
  };
  put(params);
  put(trainer.dparams);
  put(trainer.moment1);
  put(trainer.moment2);
  put(trainer.order.examples);
  const ExampleOrder& order = trainer.order;
  TrainerState state;
  state.step = trainer.step;
  state.order = {order.rng, {}, order.next, order.batch, order.epochs_done};
  state.optimizer_state = trainer.optimizer_state;
  put_passes(trainer, state);
  state.words = std::move(words);
  return state;
}

// The trainer that the state is of, whatever it has done since; its divergence is forgotten.
template <typename Network, typename Passes>
void go_back(TrainerOf<Network, Passes>& trainer, const TrainerState& state) {
  static_assert(sizeof(float) == sizeof(std::uint32_t));
  const std::uint32_t* from = state.words.get();
  const auto take = [&](auto& to) {
    if (!to.empty()) std::memcpy(to.data(), from, to.size() * sizeof(std::uint32_t));
    from += to.size();
  };
  take(trainer.params);
  take(trainer.dparams);
  take(trainer.moment1);
  take(trainer.moment2);
  take(trainer.order.examples);
  trainer.step = state.step;
  trainer.divergence.reset();
  trainer.order.rng = state.order.rng;
  trainer.order.next = state.order.next;
  trainer.order.batch = state.order.batch;
  trainer.order.epochs_done = state.order.epochs_done;
  trainer.optimizer_state = state.optimizer_state;
  take_passes(trainer, state);
}

}  // namespace lab::nn
