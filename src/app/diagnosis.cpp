#include "app/diagnosis.h"

#include <algorithm>
#include <cmath>

#include "act/study/properties.h"
#include "run/run.h"

namespace lab::app {

namespace {

constexpr double kOverfitFactor = 2.0;  // held-out loss so many times the training loss, and …
constexpr double kOverfitMargin = 0.1;  // … so much above it; or
constexpr double kOverfitGap = 0.1;     // so much less right of the held-out points
constexpr double kVisibleGap = 0.02;    // from here the accuracies tell it better than the losses
constexpr double kPoorAccuracy = 0.8;   // below it the picture is not yet learned
constexpr double kGoodAccuracy = 0.95;  // from here it is, but for some points
constexpr double kSlowEpochs = 20;      // after so many epochs poor means stuck, unless …
constexpr double kFalling = 0.95;       // … the loss is below so much of what it was halfway
constexpr double kMostlySaturated = 0.9;

// Whether a prediction's normalisation is more than an affine map: one without running statistics divides by
// what it measures at each point.
bool bends(const nn::NormRow* norm) { return norm != nullptr && !norm->has_statistics; }

std::vector<std::uint8_t> flat_units(const run::Run& run) {
  std::vector<std::uint8_t> flags;
  for (std::size_t l = 0; l < run.seen.snapshot.network.hidden.size(); ++l) {
    const nn::LayerDiagnostics& layer = run.seen.diagnostics.layers[l];
    flags.insert(flags.end(), layer.is_flat.begin(), layer.is_flat.begin() + layer.units);
  }
  return flags;
}

constexpr double kEnoughAccuracy = 0.97;  // from here what is wrong does not count
constexpr double kSmallLoss = 0.0005;     // what three decimals would show as 0.000
constexpr double kLargeLoss = 9.9995;     // from here one decimal is enough
constexpr double kAllRight = 0.9995;      // what one decimal would show as 100.0

// The held-out points are what counts where there are some, else all points; the sentence says which.
const nn::Metrics& what_counts(const run::Run& run) {
  return run.seen.test.points > 0 ? run.seen.test : run.seen.train;
}

Notice about_points(const run::Run& run, std::string_view text_id, std::vector<std::string> args) {
  return {std::string(text_id) + (run.seen.test.points > 0 ? "" : ".all"), std::move(args)};
}

Diagnosis about_affine(const run::Run& run, double accuracy) {
  if (accuracy >= kEnoughAccuracy) {
    return {true,
            {"diagnosis.straight"},
            about_points(run, "diagnosis.straight.body", {accuracy_text(accuracy)}),
            {}};
  }
  const bool has_layers = !run.seen.snapshot.network.hidden.empty();
  return {false,
          {"diagnosis.line"},
          about_points(run, has_layers ? "diagnosis.line.body" : "diagnosis.no_layer.body",
                       {accuracy_text(accuracy)}),
          {}};
}

Diagnosis about_learning(const run::Run& run, double accuracy, const std::string& epochs) {
  return {true,
          {"diagnosis.learning"},
          about_points(run, "diagnosis.learning.body", {accuracy_text(accuracy), epochs}),
          {}};
}

bool is_loss_falling(const run::Run& run) {
  const std::vector<run::LossRecord>& records = run.history.records;
  const auto after_half = std::find_if(records.begin(), records.end(), [&](const run::LossRecord& record) {
    return record.step > run.seen.snapshot.step / 2;
  });
  return after_half != records.begin() && run.seen.train.loss < kFalling * (after_half - 1)->train_loss;
}

// What holds a network up that is still poor after many epochs.
Diagnosis about_being_stuck(const run::Run& run, double accuracy, const std::string& epochs) {
  for (std::size_t l = 0; l < run.seen.snapshot.network.hidden.size(); ++l) {
    const double saturated = run.seen.diagnostics.layers[l].saturated;
    if (saturated < kMostlySaturated) continue;
    return {false,
            {"diagnosis.saturated"},
            {"diagnosis.saturated.body", {std::to_string(l + 1), i18n::percent(saturated, 0)}},
            {}};
  }
  const nn::Linearity& network = run.seen.diagnostics.layers[run.seen.diagnostics.layer_count - 1].linearity;
  if (network.rank == 0) return {false, {"diagnosis.unbent"}, {"diagnosis.unbent.body", {epochs}}, {}};
  if (is_loss_falling(run)) return about_learning(run, accuracy, epochs);
  return {false,
          {"diagnosis.stuck"},
          about_points(run, "diagnosis.stuck.body", {accuracy_text(accuracy), epochs}),
          {}};
}

// Much better on the points trained on than on those held out. A network that is right on nearly all
// of these has not learned by heart, however sure it is of its few mistakes.
bool is_overfit(const run::Run& run) {
  if (run.seen.test.points == 0 || run.seen.test.accuracy >= kEnoughAccuracy) return false;
  const bool has_loss_gap = run.seen.test.loss > kOverfitFactor * run.seen.train.loss &&
                            run.seen.test.loss > run.seen.train.loss + kOverfitMargin;
  return has_loss_gap || run.seen.test.accuracy < run.seen.train.accuracy - kOverfitGap;
}

Diagnosis about_overfitting(const run::Run& run) {
  const nn::Metrics& train = run.seen.train;
  const nn::Metrics& test = run.seen.test;
  const Notice losses = {"diagnosis.overfit_loss.body", {loss_text(train.loss), loss_text(test.loss)}};
  const Notice accuracies = {"diagnosis.overfit.body",
                             {accuracy_text(train.accuracy), accuracy_text(test.accuracy)}};
  const bool accuracies_tell = test.accuracy < train.accuracy - kVisibleGap;
  return {false, {"diagnosis.overfit"}, accuracies_tell ? accuracies : losses, {}};
}

// Of a network that is no longer poor.
Diagnosis about_success(const run::Run& run, double accuracy) {
  if (accuracy < kGoodAccuracy) {
    const std::string one_in = std::to_string(std::lround(1 / (1 - accuracy)));
    return {true,
            {"diagnosis.mostly"},
            about_points(run, "diagnosis.mostly.body", {accuracy_text(accuracy), one_in}),
            {},
            true};
  }
  const double first_loss =
      run.history.records.empty() ? run.seen.train.loss : run.history.records.front().train_loss;
  const std::vector<nn::HiddenLayer>& hidden = run.seen.snapshot.network.hidden;
  const bool bends_anyway = std::any_of(hidden.begin(), hidden.end(),
                                        [](const nn::HiddenLayer& layer) { return bends(layer.norm); });
  return {true,
          {accuracy < kAllRight ? "diagnosis.good" : "diagnosis.learned"},
          about_points(run, bends_anyway ? "diagnosis.good_bent_anyway.body" : "diagnosis.good.body",
                       {accuracy_text(accuracy), loss_text(first_loss), loss_text(run.seen.train.loss)}),
          {},
          true};
}

Diagnosis about_training(const run::Run& run) {
  const double accuracy = what_counts(run).accuracy;
  const std::string epochs = i18n::grouped(static_cast<long long>(run.seen.snapshot.epoch));
  if (is_affine(run.seen.snapshot.network)) return about_affine(run, accuracy);
  if (is_overfit(run)) return about_overfitting(run);
  if (accuracy >= kPoorAccuracy) return about_success(run, accuracy);
  if (run.seen.snapshot.epoch >= kSlowEpochs) return about_being_stuck(run, accuracy, epochs);
  return about_learning(run, accuracy, epochs);
}

Diagnosis about_divergence(const run::Run& run) {
  const std::string step = i18n::grouped(run.trainer.divergence->step);
  if (const std::optional<MissingValue> missing = missing_value(run)) {
    return {false,
            {"diagnosis.undefined"},
            {missing->is_by_training ? "diagnosis.undefined_later.body" : "diagnosis.undefined.body",
             {step, std::to_string(missing->layer)}},
            {}};
  }
  return {false, {"diagnosis.diverged"}, {"diagnosis.diverged.body", {step}}, {}};
}

}  // namespace

std::string loss_text(double loss) {
  if (loss < kSmallLoss) return "< 0.001";
  return i18n::fixed(loss, loss < kLargeLoss ? 3 : 1);
}
std::string accuracy_text(double share) { return i18n::percent(share, share >= kAllRight ? 0 : 1); }

std::size_t undefined_layer(const nn::NetworkSpec& network) {
  const auto has_gaps = [](const nn::HiddenLayer& layer) {
    if (layer.vector.row != nullptr) return false;
    const std::vector<act::Interval> pieces = act::properties(layer.activation).domain.pieces;
    return pieces.size() != 1 || std::isfinite(pieces[0].from) || std::isfinite(pieces[0].to);
  };
  const auto found = std::find_if(network.hidden.begin(), network.hidden.end(), has_gaps);
  return found == network.hidden.end() ? 0 : static_cast<std::size_t>(found - network.hidden.begin()) + 1;
}

std::optional<MissingValue> missing_value(const run::Run& run) {
  const nn::Divergence& divergence = *run.trainer.divergence;
  const std::size_t layer = divergence.is_infinite ? 0 : undefined_layer(run.trainer.config.network);
  if (layer == 0) return std::nullopt;
  return MissingValue{layer, divergence.step > 1};
}

bool is_affine(const nn::NetworkSpec& network) {
  return std::all_of(network.hidden.begin(), network.hidden.end(), [](const nn::HiddenLayer& layer) {
    return layer.activation.row->id == "identity" && !bends(layer.norm);
  });
}

Diagnosis diagnose(const run::Run& run) {
  if (run.trainer.divergence) return about_divergence(run);
  const bool is_new = run.seen.snapshot.step == 0;
  Diagnosis diagnosis = is_new && !is_affine(run.seen.snapshot.network)
                            ? Diagnosis{true, {"diagnosis.start"}, {"diagnosis.start.body"}, {}}
                            : about_training(run);
  diagnosis.is_flat = flat_units(run);
  const auto flat = std::count(diagnosis.is_flat.begin(), diagnosis.is_flat.end(), 1);
  const std::vector<std::string> counts = {std::to_string(flat), std::to_string(diagnosis.is_flat.size())};
  if (flat > 0 && diagnosis.has_learned) {
    diagnosis.body = about_points(run, "diagnosis.good_flat.body",
                                  {accuracy_text(what_counts(run).accuracy), counts[0], counts[1]});
  }
  if (flat > 0 && !diagnosis.has_learned) {
    diagnosis.is_good = false;
    diagnosis.head = {"diagnosis.flat"};
    diagnosis.body = {"diagnosis.flat.body", counts};
  }
  return diagnosis;
}

}  // namespace lab::app
