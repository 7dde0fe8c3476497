#include "nn/trainer.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <utility>

#include "base/hash.h"
#include "nn/backprop.h"
#include "nn/training_step.h"

namespace lab::nn {

namespace {

constexpr std::uint64_t kDropoutStream = 0x64726f70;  // "drop"

std::size_t rows_of_batch(const Trainer& trainer) {
  return static_cast<std::size_t>(trainer.config.network.inputs + trainer.config.network.outputs);
}

// A batch in its place among the epoch's.
Batch batch_at(Trainer& trainer, std::size_t row, std::size_t examples) {
  const std::size_t lanes = row_length(examples);
  float* const rows = &trainer.passes.epoch_rows[row];
  return {examples, lanes, rows, rows + trainer.examples.units * lanes};
}

void train_one_step(Trainer& trainer, BatchPlan& plan) {
  const TrainerConfig& config = trainer.config;
  DensePasses& passes = trainer.passes;
  const std::size_t examples = next_batch_size(trainer);
  if (trainer.order.next == 0) {
    passes.next_row = 0;
    if (begin_epoch(trainer.order, examples, config.is_shuffled)) lay_out_epoch(trainer);
  }
  const Batch batch = batch_at(trainer, passes.next_row, examples);
  if (batch.lanes != plan.lanes) prepare_batch(plan, examples, passes.workspace);
  const float loss =
      backprop(plan, *config.loss, trainer.params, batch, trainer.dparams, &passes.dropout_rng);
  if (config.penalty.l1 != 0.0F || config.penalty.l2 != 0.0F) {
    add_penalty_slopes(config.penalty, config.network, trainer.params, trainer.dparams);
  }
  finish_step(trainer, loss, examples);
  if (const std::size_t trained = trainer.trained_params; trained < trainer.params.size()) {
    follow_statistics(std::span(trainer.params).subspan(trained),
                      std::span(trainer.dparams).subspan(trained));
  }
  passes.next_row += rows_of_batch(trainer) * batch.lanes;
}

std::uint64_t hash_layer(const act::Activation& activation, const act::VectorActivation& vector,
                         std::uint64_t hash) {
  hash = hash_activation(activation, hash);
  if (vector.row == nullptr) return hash;
  hash = base::hash_bytes(vector.row->id, hash);
  return base::hash_word(static_cast<std::uint32_t>(vector.pieces), hash);
}

std::uint64_t version_of(const Trainer& trainer) {
  const NetworkSpec& network = trainer.config.network;
  std::uint64_t hash = weights_hash(trainer.params);
  for (const HiddenLayer& layer : network.hidden) {
    hash = base::hash_word(static_cast<std::uint32_t>(layer.units), hash);
    hash = hash_layer(layer.activation, layer.vector, hash);
    if (layer.norm != nullptr) hash = base::hash_bytes(layer.norm->id, hash);
  }
  return hash_layer(network.output_activation, network.output_vector, hash);
}

}  // namespace

void lay_out_epoch(Trainer& trainer) {
  const std::vector<std::uint32_t>& order = trainer.order.examples;
  const auto outputs = static_cast<std::size_t>(trainer.config.network.outputs);
  std::size_t row = 0;
  for (std::size_t next = 0; next < order.size(); next += trainer.order.batch) {
    const std::size_t count = std::min(trainer.order.batch, order.size() - next);
    const Batch batch = batch_at(trainer, row, count);
    fill_batch(trainer.examples, trainer.targets, outputs, &order[next], batch);
    row += rows_of_batch(trainer) * batch.lanes;
  }
}

base::Result<Trainer, TrainerError> make_trainer(const TrainerConfig& config, Examples examples) {
  assert(config.loss != nullptr && config.optimizer != nullptr && config.init != nullptr);
  const NetworkSpec& network = config.network;
  const auto inputs = static_cast<std::size_t>(network.inputs);
  const auto outputs = static_cast<std::size_t>(network.outputs);
  if (examples.train_count == 0) return TrainerError::no_training_points;
  if (!is_within_bounds(network)) return TrainerError::network_out_of_bounds;
  if (const auto error = misfit(examples, *config.loss, inputs, outputs)) return *error;

  const std::size_t count = examples.train_count;
  Trainer trainer = begin_run<DensePasses>(config, std::move(examples), outputs, param_count(network),
                                           trained_count(network));
  initialise(*config.init, network, config.seed, trainer.params, config.init_deviation);
  trainer.passes.dropout_rng = base::make_rng(config.seed, kDropoutStream);
  // Room for the largest batch there can be: a live change of the batch size then needs no memory.
  const std::size_t largest = std::min(static_cast<std::size_t>(kMaxBatch), count);
  // Batches of one example, padded to kLanes, take the most.
  const std::size_t epoch_size = rows_of_batch(trainer) * base::kLanes * count;
  if (!base::assign_zeros(trainer.passes.workspace.floats, batch_workspace_size(network, largest)) ||
      !base::assign_zeros(trainer.passes.epoch_rows, epoch_size)) {
    return TrainerError::not_enough_memory;
  }
  return trainer;
}

std::int64_t train(Trainer& trainer, std::int64_t steps) {
  std::int64_t done = 0;
  BatchPlan plan = plan_batches(trainer.config.network);
  while (done < steps && !trainer.divergence.has_value()) {
    train_one_step(trainer, plan);
    ++done;
  }
  return done;
}

void set_learning_rate(Trainer& trainer, float learning_rate) {
  trainer.config.learning_rate = learning_rate;
}

void set_course(Trainer& trainer, const TrainerConfig& config) {
  assert(config.network.hidden.size() == trainer.config.network.hidden.size());
  take_course(trainer, config);
  for (std::size_t l = 0; l < config.network.hidden.size(); ++l) {
    trainer.config.network.hidden[l].dropout = config.network.hidden[l].dropout;
  }
}

void set_activations(Trainer& trainer, const NetworkSpec& spec) {
  assert(spec.hidden.size() == trainer.config.network.hidden.size());
  for (std::size_t l = 0; l < spec.hidden.size(); ++l) {
    HiddenLayer& layer = trainer.config.network.hidden[l];
    assert(spec.hidden[l].units == layer.units && spec.hidden[l].vector.row == layer.vector.row);
    layer.activation = spec.hidden[l].activation;
  }
}

void set_batch(Trainer& trainer, int batch) { trainer.config.batch = std::clamp(batch, 1, kMaxBatch); }

Snapshot snapshot(const Trainer& trainer) {
  return {version_of(trainer), trainer.step, epoch(trainer), trainer.config.network, trainer.params};
}

void tally_chunk(const Trainer& trainer, std::size_t first, std::size_t count, Tally& tally,
                 Workspace& work) {
  alignas(16) std::array<float, kTallyChunk * kMaxOutputs> outputs;
  const auto rows = static_cast<std::size_t>(trainer.config.network.outputs);
  const std::size_t lanes = base::padded(count);
  predict(trainer.config.network, trainer.params, some_of(inputs_of(trainer.examples), first, count),
          std::span(outputs).first(rows * count), work);
  for (std::size_t o = rows; o-- > 0;) {  // from the end: rows move up to where vectors begin
    if (o > 0 && lanes > count) {
      std::copy_backward(&outputs[o * count], &outputs[o * count] + count, &outputs[o * lanes] + count);
    }
    std::fill_n(&outputs[o * lanes] + count, lanes - count, 0.0F);
  }
  tally_outputs(*trainer.config.loss, trainer.examples, trainer.targets, outputs.data(), first, count, tally);
}

}  // namespace lab::nn
