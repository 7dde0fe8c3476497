#include "nn/trainer_state.h"

namespace lab::nn {

void put_passes(const Trainer& trainer, TrainerState& state) {
  state.dropout_rng = trainer.passes.dropout_rng;
  state.next_row = trainer.passes.next_row;
}

void take_passes(Trainer& trainer, const TrainerState& state) {
  trainer.passes.dropout_rng = state.dropout_rng;
  trainer.passes.next_row = state.next_row;
  if (trainer.order.batch > 0) lay_out_epoch(trainer);
}

}  // namespace lab::nn
