#include "nn/training.h"

#include <numeric>

#include "base/hash.h"
#include "nn/training_step.h"

namespace lab::nn {

namespace {

constexpr std::uint64_t kOrderStream = 0x6f72646572;  // "order"

// Whether the outputs of one example, `stride` apart, say its class.
bool is_right(const LossRow& loss, std::uint8_t label, const float* outputs, std::size_t count,
              std::size_t stride) {
  if (count == 1) return (outputs[0] > class_threshold(loss)) == (label == 1);
  std::size_t largest = 0;
  for (std::size_t o = 1; o < count; ++o) {
    if (outputs[o * stride] > outputs[largest * stride]) largest = o;
  }
  return largest == label;
}

bool do_outputs_fit(const Examples& examples, const LossRow& loss, std::size_t outputs) {
  const bool is_softmax = loss.id == "softmax_ce";
  if (!examples.values.empty()) return examples.values.size() == outputs * examples.count && !is_softmax;
  if (outputs == 1 && is_softmax) return false;
  const std::size_t classes = std::max(std::size_t{2}, outputs);
  return std::all_of(examples.labels.begin(), examples.labels.end(),
                     [classes](std::uint8_t label) { return label < classes; });
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

std::uint64_t weights_hash(std::span<const float> params) { return base::hash_floats(params); }

Metrics metrics_of(const LossRow& loss, std::size_t outputs, const Tally& tally, std::size_t points) {
  if (points == 0) return {};
  const auto count = static_cast<double>(points);
  const double values = loss.mean_over_outputs ? count * static_cast<double>(outputs) : count;
  return {tally.loss / values, static_cast<double>(tally.right) / count, points};
}

std::optional<TrainerError> misfit(const Examples& examples, const LossRow& loss, std::size_t inputs,
                                   std::size_t outputs) {
  if (examples.units != inputs) return TrainerError::inputs_do_not_fit;
  if (!do_outputs_fit(examples, loss, outputs)) return TrainerError::outputs_do_not_fit;
  return std::nullopt;
}

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

ExampleOrder make_order(std::uint64_t seed, std::size_t examples) {
  ExampleOrder order;
  order.rng = base::make_rng(seed, kOrderStream);
  order.examples.resize(examples);
  std::iota(order.examples.begin(), order.examples.end(), 0U);
  return order;
}

bool begin_epoch(ExampleOrder& order, std::size_t batch, bool is_shuffled) {
  const bool draws = is_shuffled && batch < order.examples.size();
  if (draws) base::shuffle(order.rng, order.examples);
  const bool is_new = draws || batch != order.batch;
  order.batch = batch;
  return is_new;
}

void tally_outputs(const LossRow& loss, const Examples& examples, std::span<const float> targets,
                   const float* outputs, std::size_t first, std::size_t count, Tally& tally) {
  alignas(16) std::array<float, kTallyChunk * kMaxOutputs> chunk_targets;
  alignas(16) std::array<float, kTallyChunk * kMaxOutputs> losses;
  const std::size_t rows = targets.size() / examples.count;
  const std::size_t lanes = base::padded(count);
  std::fill_n(chunk_targets.data(), rows * lanes, 0.0F);
  for (std::size_t o = 0; o < rows; ++o)
    std::copy_n(&targets[o * examples.count + first], count, &chunk_targets[o * lanes]);
  loss.evaluate(outputs, chunk_targets.data(), losses.data(), nullptr, {rows, lanes});
  for (std::size_t o = 0; o < rows; ++o) {
    for (std::size_t i = 0; i < count; ++i) tally.loss += static_cast<double>(losses[o * lanes + i]);
  }
  if (!examples.values.empty()) return;
  for (std::size_t i = 0; i < count; ++i)
    tally.right += is_right(loss, examples.labels[first + i], outputs + i, rows, lanes) ? 1 : 0;
}

std::uint64_t hash_activation(const act::Activation& activation, std::uint64_t hash) {
  if (activation.row == nullptr) return hash;
  hash = base::hash_bytes(activation.row->id, hash);
  hash = base::hash_bytes(activation.row->formula, hash);  // typed ones have ids of their place only
  return base::hash_floats(activation.params, hash);
}

}  // namespace lab::nn
