#include "nn/trainer.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <numeric>

#include "base/hash.h"
#include "nn/backprop.h"

namespace lab::nn {

namespace {

constexpr std::uint64_t kOrderStream = 0x6f72646572;  // "order"
constexpr std::uint64_t kDropoutStream = 0x64726f70;  // "drop"

std::size_t batch_in_force(const Trainer& trainer) {
  return std::min(static_cast<std::size_t>(trainer.config.batch), trainer.order.size());
}

std::size_t rows_of_batch(const Trainer& trainer) {
  return static_cast<std::size_t>(trainer.config.network.inputs + trainer.config.network.outputs);
}

void take_four(const float* row, const std::uint32_t* chosen, float* to) {
  static_assert(base::kLanes == 4);
  to[0] = row[chosen[0]];
  to[1] = row[chosen[1]];
  to[2] = row[chosen[2]];
  to[3] = row[chosen[3]];
}

// Puts examples on the lanes of a batch, the last one in the padding too. Four at a time, since small
// networks feel the turns of a loop.
void fill_batch(const Trainer& trainer, const std::uint32_t* chosen, const Batch& batch) {
  assert(batch.lanes == base::padded(batch.examples));  // as it is up to kMaxBatch
  const std::size_t whole = batch.examples / base::kLanes * base::kLanes;
  std::array<std::uint32_t, base::kLanes> rest;
  for (std::size_t i = 0; i < rest.size(); ++i) rest[i] = chosen[std::min(whole + i, batch.examples - 1)];
  const auto fill_rows = [&](const float* from, std::size_t rows, float* to) {
    for (std::size_t row = 0; row < rows; ++row, from += trainer.examples.count, to += batch.lanes) {
      for (std::size_t i = 0; i < whole; i += base::kLanes) take_four(from, chosen + i, to + i);
      if (whole < batch.lanes) take_four(from, rest.data(), to + whole);
    }
  };
  fill_rows(trainer.examples.inputs.data(), trainer.examples.units, batch.inputs);
  fill_rows(trainer.targets.data(), static_cast<std::size_t>(trainer.config.network.outputs), batch.targets);
}

// Puts the examples in the order of the epoch, batch after batch, where each step finds its batch ready.
void lay_out_epoch(Trainer& trainer) {
  const std::size_t units = trainer.examples.units;
  const std::uint32_t* order = trainer.order.data();
  float* rows = trainer.epoch_rows.data();
  for (std::size_t left = trainer.order.size(); left > 0;) {
    const std::size_t count = std::min(trainer.epoch_batch, left);
    const std::size_t lanes = row_length(count);
    fill_batch(trainer, order, {count, lanes, rows, rows + units * lanes});
    rows += rows_of_batch(trainer) * lanes;
    order += count;
    left -= count;
  }
}

void begin_epoch(Trainer& trainer) {
  const std::size_t batch = batch_in_force(trainer);
  const bool is_shuffled = batch < trainer.order.size();
  if (is_shuffled) base::shuffle(trainer.order_rng, trainer.order);
  const bool is_laid_out = !is_shuffled && batch == trainer.epoch_batch;
  trainer.epoch_batch = batch;
  trainer.next_row = 0;
  if (!is_laid_out) lay_out_epoch(trainer);
}

// What each output should be for every example: the example's value or one of two numbers by its class.
std::vector<float> targets_of(const Examples& examples, const LossRow& loss, std::size_t outputs) {
  if (!examples.values.empty()) return examples.values;
  std::vector<float> targets;
  for (std::size_t o = 0; o < outputs; ++o) {
    const std::size_t own_class = outputs == 1 ? 1 : o;
    for (const std::uint8_t label : examples.labels)
      targets.push_back(label == own_class ? loss.target_class1 : loss.target_class0);
  }
  return targets;
}

// Whether the outputs of one example, `stride` apart, say its class.
bool is_right(const Trainer& trainer, std::size_t example, const float* outputs, std::size_t stride) {
  const Examples& examples = trainer.examples;
  const auto count = static_cast<std::size_t>(trainer.config.network.outputs);
  if (!examples.values.empty()) return false;
  const std::uint8_t label = examples.labels[example];
  if (count == 1) return (outputs[0] > class_threshold(*trainer.config.loss)) == (label == 1);
  std::size_t largest = 0;
  for (std::size_t o = 1; o < count; ++o) {
    if (outputs[o * stride] > outputs[largest * stride]) largest = o;
  }
  return largest == label;
}

bool do_outputs_fit(const TrainerConfig& config, const Examples& examples) {
  const auto outputs = static_cast<std::size_t>(config.network.outputs);
  const bool is_softmax = config.loss->id == "softmax_ce";
  if (!examples.values.empty()) return examples.values.size() == outputs * examples.count && !is_softmax;
  if (outputs == 1 && is_softmax) return false;
  const std::size_t classes = std::max(std::size_t{2}, outputs);
  return std::all_of(examples.labels.begin(), examples.labels.end(),
                     [classes](std::uint8_t label) { return label < classes; });
}

Batch batch_of_step(Trainer& trainer) {
  const std::size_t count = next_batch_size(trainer);
  const std::size_t lanes = row_length(count);
  float* const rows = &trainer.epoch_rows[trainer.next_row];
  return {count, lanes, rows, rows + trainer.examples.units * lanes};
}

void train_one_step(Trainer& trainer, BatchPlan& plan) {
  if (trainer.next_example == 0) begin_epoch(trainer);
  const Batch batch = batch_of_step(trainer);
  if (batch.lanes != plan.lanes) prepare_batch(plan, batch.examples, trainer.workspace);
  const TrainerConfig& config = trainer.config;
  const float loss =
      backprop(plan, *config.loss, trainer.params, batch, trainer.dparams, &trainer.dropout_rng);
  if (config.penalty.l1 != 0.0F || config.penalty.l2 != 0.0F) {
    add_penalty_slopes(config.penalty, config.network, trainer.params, trainer.dparams);
  }
  const std::size_t trained = trainer.trained_params;
  clip_gradients(config.clipping, std::span(trainer.dparams).first(trained));
  const float rate = config.schedule == nullptr ? config.learning_rate
                                                : config.schedule->rate(config.schedule_settings,
                                                                        config.learning_rate, trainer.step);
  const Update update{trainer.params.data(),
                      trainer.dparams.data(),
                      trainer.moment1.data(),
                      trainer.moment2.data(),
                      trained,
                      rate};
  const OptimizerSettings& settings =
      config.optimizer_settings ? *config.optimizer_settings : config.optimizer->defaults;
  const bool params_are_finite = config.optimizer->update(update, settings, trainer.optimizer_state);
  follow_statistics(std::span(trainer.params).subspan(trained), std::span(trainer.dparams).subspan(trained));
  ++trainer.step;
  trainer.next_example += batch.examples;
  trainer.next_row += rows_of_batch(trainer) * batch.lanes;
  if (trainer.next_example >= trainer.order.size()) {
    trainer.next_example = 0;
    ++trainer.epochs_done;
  }
  if (!std::isfinite(loss)) {
    trainer.divergence = Divergence{trainer.step, Divergence::What::loss, std::isinf(loss)};
  } else if (!params_are_finite) {
    trainer.divergence = Divergence{trainer.step, Divergence::What::weights};
  }
}

// Up to kTallyChunk examples from `first` on. On the stack, so that measuring every frame allocates nothing.
void tally_chunk(const Trainer& trainer, std::size_t first, std::size_t count, Workspace& work,
                 Tally& tally) {
  alignas(16) std::array<float, kTallyChunk * kMaxOutputs> outputs;
  alignas(16) std::array<float, kTallyChunk * kMaxOutputs> targets;
  alignas(16) std::array<float, kTallyChunk * kMaxOutputs> losses;
  const LossRow& loss = *trainer.config.loss;
  const auto rows = static_cast<std::size_t>(trainer.config.network.outputs);
  const std::size_t lanes = base::padded(count);
  predict(trainer.config.network, trainer.params, some_of(inputs_of(trainer.examples), first, count),
          std::span(outputs).first(rows * count), work);
  for (std::size_t o = rows; o-- > 0;) {  // from the end: rows move up to where vectors begin
    if (o > 0 && lanes > count) {
      std::copy_backward(&outputs[o * count], &outputs[o * count] + count, &outputs[o * lanes] + count);
    }
    std::fill_n(&outputs[o * lanes] + count, lanes - count, 0.0F);
    std::fill_n(&targets[o * lanes], lanes, 0.0F);
    std::copy_n(&trainer.targets[o * trainer.examples.count + first], count, &targets[o * lanes]);
  }
  loss.evaluate(outputs.data(), targets.data(), losses.data(), nullptr, {rows, lanes});
  for (std::size_t o = 0; o < rows; ++o) {
    for (std::size_t i = 0; i < count; ++i) tally.loss += static_cast<double>(losses[o * lanes + i]);
  }
  for (std::size_t i = 0; i < count; ++i) {
    if (is_right(trainer, first + i, &outputs[i], lanes)) ++tally.right;
  }
}

std::size_t test_count(const Trainer& trainer) {
  return trainer.examples.count - trainer.examples.train_count;
}

Metrics metrics_of(const Trainer& trainer, const Tally& tally, std::size_t count) {
  if (count == 0) return {};
  const auto examples = static_cast<double>(count);
  const bool is_mean = trainer.config.loss->mean_over_outputs;
  const double values = is_mean ? examples * trainer.config.network.outputs : examples;
  return {tally.loss / values, static_cast<double>(tally.right) / examples, count};
}

void tally_range(const Trainer& trainer, std::size_t first, std::size_t count, Workspace& work,
                 Tally& tally) {
  for (std::size_t done = 0; done < count; done += kTallyChunk) {
    tally_chunk(trainer, first + done, std::min(kTallyChunk, count - done), work, tally);
  }
}

std::uint64_t activation_hash(const act::Activation& activation, const act::VectorActivation& vector,
                              std::uint64_t hash) {
  if (activation.row != nullptr) {
    hash = base::hash_bytes(activation.row->id, hash);
    hash = base::hash_bytes(activation.row->formula, hash);  // typed ones have ids of their place only
    hash = base::hash_floats(activation.params, hash);
  }
  if (vector.row != nullptr) {
    hash = base::hash_bytes(vector.row->id, hash);
    hash = base::hash_word(static_cast<std::uint32_t>(vector.pieces), hash);
  }
  return hash;
}

std::uint64_t snapshot_version(const Snapshot& snapshot) {
  std::uint64_t hash = weights_hash(snapshot.params);
  for (const HiddenLayer& layer : snapshot.network.hidden) {
    hash = base::hash_word(static_cast<std::uint32_t>(layer.units), hash);
    hash = activation_hash(layer.activation, layer.vector, hash);
    if (layer.norm != nullptr) hash = base::hash_bytes(layer.norm->id, hash);
  }
  hash = activation_hash(snapshot.network.output_activation, snapshot.network.output_vector, hash);
  return hash;
}

}  // namespace

std::string_view text_id(TrainerError error) {
  switch (error) {
    case TrainerError::no_training_points:
      return "train.error.no_training_points";
    case TrainerError::network_out_of_bounds:
      return "train.error.network_out_of_bounds";
    case TrainerError::inputs_do_not_fit:
      return "train.error.inputs_do_not_fit";
    case TrainerError::outputs_do_not_fit:
      return "train.error.outputs_do_not_fit";
    case TrainerError::not_enough_memory:
      break;
  }
  return "train.error.not_enough_memory";
}

base::Result<Trainer, TrainerError> make_trainer(const TrainerConfig& config, Examples examples) {
  assert(config.loss != nullptr && config.optimizer != nullptr && config.init != nullptr);
  assert(examples.inputs.size() == examples.units * examples.count);
  assert(!examples.values.empty() || examples.labels.size() == examples.count);
  if (examples.train_count == 0) return TrainerError::no_training_points;
  if (!is_within_bounds(config.network)) return TrainerError::network_out_of_bounds;
  if (examples.units != static_cast<std::size_t>(config.network.inputs))
    return TrainerError::inputs_do_not_fit;
  if (!do_outputs_fit(config, examples)) return TrainerError::outputs_do_not_fit;

  Trainer trainer;
  trainer.config = config;
  trainer.config.batch = std::clamp(config.batch, 1, kMaxBatch);
  trainer.examples = std::move(examples);
  const std::size_t count = param_count(config.network);
  trainer.trained_params = trained_count(config.network);
  trainer.params.resize(count);
  trainer.dparams.resize(count);
  if (config.optimizer->moments >= 1) trainer.moment1.resize(count);
  if (config.optimizer->moments >= 2) trainer.moment2.resize(count);
  initialise(*config.init, config.network, config.seed, trainer.params, config.init_deviation);

  trainer.order_rng = base::make_rng(config.seed, kOrderStream);
  trainer.dropout_rng = base::make_rng(config.seed, kDropoutStream);
  const std::size_t train_count = trainer.examples.train_count;
  trainer.order.resize(train_count);
  std::iota(trainer.order.begin(), trainer.order.end(), 0U);
  trainer.targets =
      targets_of(trainer.examples, *config.loss, static_cast<std::size_t>(config.network.outputs));
  // Room for the largest batch there can be: a live change of the batch size then needs no memory.
  const std::size_t largest = std::min(static_cast<std::size_t>(kMaxBatch), train_count);
  // Batches of one example, padded to kLanes, take the most.
  const std::size_t epoch_size = rows_of_batch(trainer) * base::kLanes * train_count;
  if (!base::assign_zeros(trainer.workspace.floats, batch_workspace_size(config.network, largest)) ||
      !base::assign_zeros(trainer.epoch_rows, epoch_size)) {
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
  set_learning_rate(trainer, config.learning_rate);
  set_batch(trainer, config.batch);
  trainer.config.optimizer_settings = config.optimizer_settings;
  trainer.config.schedule = config.schedule;
  trainer.config.schedule_settings = config.schedule_settings;
  trainer.config.penalty = config.penalty;
  trainer.config.clipping = config.clipping;
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

std::size_t next_batch_size(const Trainer& trainer) {
  if (trainer.next_example == 0) return batch_in_force(trainer);
  return std::min(trainer.epoch_batch, trainer.order.size() - trainer.next_example);
}

std::size_t largest_batch(const Trainer& trainer) {
  return std::max(next_batch_size(trainer), std::max(trainer.epoch_batch, batch_in_force(trainer)));
}

std::int64_t examples_seen(const Trainer& trainer) {
  return trainer.epochs_done * static_cast<std::int64_t>(trainer.order.size()) +
         static_cast<std::int64_t>(trainer.next_example);
}

double epoch(const Trainer& trainer) {
  const double share = static_cast<double>(trainer.next_example) / static_cast<double>(trainer.order.size());
  return static_cast<double>(trainer.epochs_done) + share;
}

Snapshot snapshot(const Trainer& trainer) {
  Snapshot result;
  result.step = trainer.step;
  result.epoch = epoch(trainer);
  result.network = trainer.config.network;
  result.params = trainer.params;
  result.version = snapshot_version(result);
  return result;
}

Metrics train_metrics(const Trainer& trainer, Workspace& work) {
  Tally tally;
  tally_range(trainer, 0, trainer.examples.train_count, work, tally);
  return metrics_of(trainer, tally, trainer.examples.train_count);
}

Metrics test_metrics(const Trainer& trainer, Workspace& work) {
  Tally tally;
  tally_range(trainer, trainer.examples.train_count, test_count(trainer), work, tally);
  return metrics_of(trainer, tally, test_count(trainer));
}

void tally_points(const Trainer& trainer, std::size_t count, MetricsTally& tally, Workspace& work) {
  const std::size_t chunks = (count + kTallyChunk - 1) / kTallyChunk;
  const Examples& examples = trainer.examples;
  for (std::size_t i = 0; i < chunks && tally.points < examples.count; ++i) {
    const bool is_train = tally.points < examples.train_count;
    const std::size_t end = is_train ? examples.train_count : examples.count;
    const std::size_t counted = std::min(kTallyChunk, end - tally.points);
    tally_chunk(trainer, tally.points, counted, work, is_train ? tally.train : tally.test);
    tally.points += counted;
  }
}

Metrics train_metrics(const Trainer& trainer, const MetricsTally& tally) {
  assert(tally.points == trainer.examples.count);
  return metrics_of(trainer, tally.train, trainer.examples.train_count);
}

Metrics test_metrics(const Trainer& trainer, const MetricsTally& tally) {
  assert(tally.points == trainer.examples.count);
  return metrics_of(trainer, tally.test, test_count(trainer));
}

std::uint64_t weights_hash(std::span<const float> params) { return base::hash_floats(params); }

}  // namespace lab::nn
