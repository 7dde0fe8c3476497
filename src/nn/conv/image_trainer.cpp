#include "nn/conv/image_trainer.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <numeric>
#include <utility>

#include "base/hash.h"
#include "base/math.h"
#include "nn/training_step.h"

namespace lab::nn {

namespace {

void add_penalties(ImageTrainer& trainer) {
  for (const PlannedLayer& layer : trainer.passes.plan.layers) {
    add_penalty_slopes(trainer.config.penalty, std::span(trainer.params).subspan(layer.params, layer.kernels),
                       std::span(trainer.dparams).subspan(layer.params, layer.kernels));
  }
}

// Batches are put together step by step, since an epoch of images laid out would be large. Of a step of two
// convolutions that is 1 % with 640 images of 256 pixels, and 9 % with 20,000.
void train_one_step(ImageTrainer& trainer) {
  const ImageTrainerConfig& config = trainer.config;
  ImagePasses& passes = trainer.passes;
  const std::size_t count = next_batch_size(trainer);
  if (trainer.order.next == 0) begin_epoch(trainer.order, count, config.is_shuffled);
  const Batch batch = prepare_batch(passes.plan, count, passes.workspace);
  fill_batch(trainer.examples, trainer.targets, passes.plan.outputs,
             &trainer.order.examples[trainer.order.next], batch);
  const float loss =
      backprop(passes.plan, *config.loss, trainer.params, batch, passes.workspace, trainer.dparams);
  if (config.penalty.l1 != 0.0F || config.penalty.l2 != 0.0F) add_penalties(trainer);
  finish_step(trainer, loss, count);
}

std::uint64_t version_of(const ImageTrainer& trainer) {
  std::uint64_t hash = weights_hash(trainer.params);
  const auto add = [&hash](int number) { hash = base::hash_word(static_cast<std::uint32_t>(number), hash); };
  for (const PlannedLayer& layer : trainer.passes.plan.layers) {
    const auto& [height, width, stride, padding] = layer.spec.window;
    hash = base::hash_bytes(layer.spec.kind->id, hash);
    for (const int number : {layer.in.channels, layer.in.height, layer.in.width, layer.out.channels, height,
                             width, stride, padding})
      add(number);
    hash = hash_activation(layer.spec.activation, hash);
  }
  return hash;
}

// Afterwards the values of the layers can be read.
Batch predict_chunk(const ImageTrainer& trainer, std::size_t first, std::size_t count, Workspace& work) {
  const ConvPlan& plan = trainer.passes.plan;
  std::array<std::uint32_t, kTallyChunk> chosen;
  std::iota(chosen.begin(), chosen.end(), static_cast<std::uint32_t>(first));
  const Batch batch = prepare_batch(plan, count, work);
  fill_batch(trainer.examples, trainer.targets, plan.outputs, chosen.data(), batch);
  forward(plan, trainer.params, batch, work);
  return batch;
}

}  // namespace

base::Result<ImageTrainer, TrainerError> make_image_trainer(const ImageTrainerConfig& config,
                                                            Examples examples) {
  assert(config.loss != nullptr && config.optimizer != nullptr && config.init != nullptr);
  if (examples.train_count == 0) return TrainerError::no_training_points;
  if (!is_within_bounds(config.network)) return TrainerError::network_out_of_bounds;
  const ConvPlan plan = plan_batches(config.network);
  if (const auto error = misfit(examples, *config.loss, units_of(plan.input), plan.outputs)) return *error;

  ImageTrainer trainer =
      begin_run<ImagePasses>(config, std::move(examples), plan.outputs, plan.params, plan.params);
  initialise(*config.init, plan, config.seed, trainer.params, config.init_deviation);
  trainer.passes.plan = plan;
  if (!base::assign_zeros(trainer.passes.workspace.floats, plan.rows * row_length(next_batch_size(trainer))))
    return TrainerError::not_enough_memory;
  return trainer;
}

std::int64_t train(ImageTrainer& trainer, std::int64_t steps) {
  std::int64_t done = 0;
  while (done < steps && !trainer.divergence.has_value()) {
    train_one_step(trainer);
    ++done;
  }
  return done;
}

ImageSnapshot snapshot(const ImageTrainer& trainer) {
  return {version_of(trainer), trainer.step, epoch(trainer), trainer.config.network, trainer.params};
}

void set_course(ImageTrainer& trainer, const ImageTrainerConfig& config) {
  assert(config.network.layers.size() == trainer.config.network.layers.size());
  take_course(trainer, config);
  for (std::size_t l = 0; l < config.network.layers.size(); ++l) {
    const act::Activation& activation = config.network.layers[l].activation;
    // A layer without an activation has no place for slopes.
    assert((activation.row == nullptr) == (trainer.config.network.layers[l].activation.row == nullptr));
    trainer.config.network.layers[l].activation = activation;
    trainer.passes.plan.layers[l].spec.activation = activation;
  }
}

void tally_chunk(const ImageTrainer& trainer, std::size_t first, std::size_t count, Tally& tally,
                 Workspace& work) {
  const ConvPlan& plan = trainer.passes.plan;
  const Batch batch = predict_chunk(trainer, first, count, work);
  tally_outputs(*trainer.config.loss, trainer.examples, trainer.targets,
                values_of(plan, plan.layers.size() - 1, batch, work), first, count, tally);
}

void answer_chunk(const ImageTrainer& trainer, std::size_t first, std::span<Answer> answers,
                  Workspace& work) {
  const ConvPlan& plan = trainer.passes.plan;
  const Batch batch = predict_chunk(trainer, first, answers.size(), work);
  const float* const outputs = values_of(plan, plan.layers.size() - 1, batch, work);
  for (std::size_t k = 0; k < answers.size(); ++k) {
    std::size_t largest = 0;
    for (std::size_t o = 1; o < plan.outputs; ++o) {
      if (outputs[o * batch.lanes + k] > outputs[largest * batch.lanes + k]) largest = o;
    }
    float sum = 0;
    for (std::size_t o = 0; o < plan.outputs; ++o)
      sum += base::exp(outputs[o * batch.lanes + k] - outputs[largest * batch.lanes + k]);
    answers[k] = {static_cast<std::uint8_t>(largest), 1 / sum};
  }
}

}  // namespace lab::nn
