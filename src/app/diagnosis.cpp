#include "app/diagnosis.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "act/activation.h"
#include "app/causes.h"
#include "app/evidence.h"

namespace lab::app {

namespace {

constexpr double kOverfitFactor = 2.0;  // held-out loss so many times the training loss, and …
constexpr double kOverfitMargin = 0.1;  // … so much above it; or
constexpr double kOverfitGap = 0.1;     // so much less right of the held-out points
constexpr double kOverfitExcess =
    1.2;  // at that much more loss: of one that has learned little it says nothing
constexpr double kVisibleGap = 0.02;      // from here the accuracies tell it better than the losses
constexpr double kPoorAccuracy = 0.8;     // below it the picture is not yet learned
constexpr double kFairAccuracy = 0.9;     // below it what jumps about is poor, wherever it happens to be
constexpr double kThrownAbout = 0.1;      // of the loss, from record to record
constexpr double kGoodAccuracy = 0.95;    // from here it is, but for some points
constexpr double kSlowEpochs = 20;        // after so many epochs and …
constexpr std::int64_t kSlowSteps = 500;  // … steps poor means stuck
// Whether a prediction's normalisation is more than an affine map: one without running statistics divides by
// what it measures at each point.
bool bends(const nn::NormRow* norm) { return norm != nullptr && !norm->has_statistics; }

// Whether the function is a straight line, whatever it is called: its slope is the same wherever it is read, and
// not 0.
bool is_straight(const act::Activation& activation) {
  constexpr std::size_t kPlaces = 64;
  alignas(16) std::array<float, kPlaces> x, f, slope;
  for (std::size_t i = 0; i < kPlaces; ++i)
    x[i] = (static_cast<float>(i) - 31.3F) * 0.37F;  // −12 … 12, 0 left out
  act::apply(activation, x.data(), f.data(), slope.data(), kPlaces);
  const float rise = (f.back() - f.front()) / (x.back() - x.front());
  return slope[0] != 0 && std::all_of(slope.begin(), slope.end(), [&](float other) {
           return std::fabs(other - slope[0]) <= 1e-6F * std::fabs(slope[0]) &&
                  std::fabs(rise - other) <= 1e-5F * std::fabs(other);
         });
}

std::vector<std::uint8_t> flat_units(const run::Run& run) {
  std::vector<std::uint8_t> flags;
  for (std::size_t l = 0; l < run.seen.snapshot.network.hidden.size(); ++l) {
    const nn::LayerDiagnostics& layer = run.seen.diagnostics.layers[l];
    flags.insert(flags.end(), layer.is_flat.begin(), layer.is_flat.begin() + layer.units);
  }
  return flags;
}

constexpr double kEnoughAccuracy = 0.97;  // from here what is wrong does not count
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

Diagnosis about_learning(const run::Run& run, double accuracy) {
  const std::string step = i18n::grouped(run.seen.snapshot.step);
  return {true,
          {"diagnosis.learning"},
          about_points(run, "diagnosis.learning.body", {accuracy_text(accuracy), step}),
          {}};
}

// Much better on the points trained on than on those held out. A network that is right on nearly all
// of these has not learned by heart, however sure it is of its few mistakes.
bool is_overfit(const Evidence& e) {
  const nn::Metrics& train = e.train;
  const nn::Metrics& test = e.test;
  if (test.points == 0 || test.accuracy >= kEnoughAccuracy) return false;
  const bool has_loss_gap =
      test.loss > kOverfitFactor * train.loss && test.loss > train.loss + kOverfitMargin;
  const bool has_gap =
      test.accuracy < train.accuracy - kOverfitGap && test.loss > kOverfitExcess * train.loss;
  return has_loss_gap || has_gap;
}

Diagnosis about_overfitting(const Evidence& e) {
  const nn::Metrics& train = e.run.seen.train;
  const nn::Metrics& test = e.run.seen.test;
  const Notice losses = {"diagnosis.overfit_loss.body", {loss_text(train.loss), loss_text(test.loss)}};
  const Notice accuracies = {"diagnosis.overfit.body",
                             {accuracy_text(train.accuracy), accuracy_text(test.accuracy)}};
  const bool accuracies_tell = e.test.accuracy < e.train.accuracy - kVisibleGap;
  return {false, {"diagnosis.overfit"}, accuracies_tell ? accuracies : losses, {}};
}

// Of a network that is no longer poor.
Diagnosis about_success(const Evidence& e) {
  const run::Run& run = e.run;
  const double accuracy = e.accuracy;
  if (accuracy < kGoodAccuracy) {
    const std::string one_in = std::to_string(std::lround(1 / (1 - accuracy)));
    const bool is_all = is_all_there_is(e);
    return {
        true,
        {"diagnosis.mostly"},
        about_points(run, is_all ? "diagnosis.mostly_overlap.body" : "diagnosis.mostly.body",
                     {accuracy_text(accuracy), is_all ? i18n::percent(run.attainable_accuracy, 0) : one_in}),
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

Diagnosis about(const Cause& cause) { return {false, cause.head, cause.body, {}}; }

// As long as it takes to tell a network that is stuck from one that has only begun, poor means nothing; a
// network that jumps about is poor also where it happens to be right.
bool has_had_its_time(const Evidence& e) { return e.epochs >= kSlowEpochs && e.steps >= kSlowSteps; }
bool is_poor(const Evidence& e) {
  if (!has_had_its_time(e)) return e.accuracy < kPoorAccuracy;
  if (jumps_by(e, kThrownAbout) && e.steady_accuracy < kFairAccuracy) return true;
  return e.accuracy < kGoodAccuracy && std::min(e.accuracy, e.steady_accuracy) < kPoorAccuracy;
}

Diagnosis about_training(const run::Run& run) {
  const Evidence e = evidence(run);
  const bool is_enough = e.accuracy >= kEnoughAccuracy;
  if (is_affine(run.seen.snapshot.network)) return about_affine(run, e.accuracy);
  if (const std::optional<Cause> cause = lasting_cause(e); cause && !is_enough) return about(*cause);
  if (run.seen.snapshot.step == 0) return {true, {"diagnosis.start"}, {"diagnosis.start.body"}, {}};
  if (has_had_its_time(e) && is_overfit(e)) return about_overfitting(e);
  if (!is_poor(e)) return about_success(e);
  if (has_had_its_time(e)) {
    if (const std::optional<Cause> cause = cause_of_being_stuck(e)) return about(*cause);
  }
  return about_learning(run, e.accuracy);
}

}  // namespace

bool is_affine(const nn::NetworkSpec& network) {
  return std::all_of(network.hidden.begin(), network.hidden.end(), [](const nn::HiddenLayer& layer) {
    return is_straight(layer.activation) && !bends(layer.norm);
  });
}

Diagnosis diagnose(const run::Run& run) {
  if (run.trainer.divergence) return about(cause_of_divergence(run));
  Diagnosis diagnosis = about_training(run);
  diagnosis.is_flat = flat_units(run);
  const auto flat = std::count(diagnosis.is_flat.begin(), diagnosis.is_flat.end(), 1);
  if (flat == 0 || !diagnosis.has_learned) return diagnosis;
  const double accuracy = what_counts(run).accuracy;
  diagnosis.body =
      about_points(run, "diagnosis.good_flat.body",
                   {accuracy_text(accuracy), std::to_string(flat), std::to_string(diagnosis.is_flat.size())});
  return diagnosis;
}

}  // namespace lab::app
