#include "nn/trainer_state.h"

#include <array>
#include <cstring>
#include <utility>

namespace lab::nn {

namespace {

constexpr std::size_t kWord = sizeof(std::uint32_t);
static_assert(sizeof(float) == kWord);

}  // namespace

std::size_t state_words(const Trainer& trainer) {
  return trainer.params.size() + trainer.dparams.size() + trainer.moment1.size() + trainer.moment2.size() +
         trainer.order.examples.size();
}

TrainerState state_of(const Trainer& trainer, std::span<const float> params,
                      std::shared_ptr<std::uint32_t[]> words) {
  std::uint32_t* to = words.get();
  const auto put = [&](const auto& from) {
    if (!from.empty()) std::memcpy(to, from.data(), from.size() * kWord);
    to += from.size();
  };
  put(params);
  put(trainer.dparams);
  put(trainer.moment1);
  put(trainer.moment2);
  put(trainer.order.examples);
  const ExampleOrder& order = trainer.order;
  return {trainer.step,
          {order.rng, {}, order.next, order.batch, order.epochs_done},
          trainer.optimizer_state,
          trainer.passes.dropout_rng,
          trainer.passes.next_row,
          std::move(words)};
}

void go_back(Trainer& trainer, const TrainerState& state) {
  const std::uint32_t* from = state.words.get();
  const auto take = [&](auto& to) {
    if (!to.empty()) std::memcpy(to.data(), from, to.size() * kWord);
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
  trainer.passes.dropout_rng = state.dropout_rng;
  trainer.passes.next_row = state.next_row;
  if (trainer.order.batch > 0) lay_out_epoch(trainer);
}

}  // namespace lab::nn
