#include "app/diagnosis.h"

#include <algorithm>
#include <cmath>

#include "app/app.h"
#include "nn/properties.h"

namespace lab::app {

namespace {

constexpr double kOverfitFactor = 2.0;  // held-out loss so many times the training loss, and …
constexpr double kOverfitMargin = 0.1;  // … so much above it
constexpr double kPoorAccuracy = 0.8;   // below it the picture is not yet learned
constexpr double kSlowEpochs = 20;      // after so many epochs poor means stuck
constexpr double kMostlySaturated = 0.9;

// Whether a prediction's normalisation is more than an affine map: one without running statistics divides by
// what it measures at each point.
bool bends(const nn::NormRow* norm) { return norm != nullptr && !norm->has_statistics; }

std::vector<std::uint8_t> flat_units(const App& app) {
  std::vector<std::uint8_t> flags;
  for (std::size_t l = 0; l < app.snapshot.network.hidden.size(); ++l) {
    const nn::LayerDiagnostics& layer = app.diagnostics.layers[l];
    flags.insert(flags.end(), layer.is_flat.begin(), layer.is_flat.begin() + layer.units);
  }
  return flags;
}

constexpr double kEnoughAccuracy = 0.97;  // from here a straight cut does the job
constexpr double kSmallLoss = 0.0005;     // what three decimals would show as 0.000
constexpr double kAllRight = 0.9995;      // what one decimal would show as 100.0

// The sentence speaks of the held-out points where there are some, else of all points.
Notice about_points(const App& app, std::string_view text_id, std::vector<std::string> args) {
  return {std::string(text_id) + (app.test.points > 0 ? "" : ".all"), std::move(args)};
}

Diagnosis about_affine(const App& app, double accuracy) {
  if (accuracy >= kEnoughAccuracy) {
    return {true,
            {"diagnosis.straight"},
            about_points(app, "diagnosis.straight.body", {accuracy_text(accuracy)}),
            {}};
  }
  const bool has_layers = !app.snapshot.network.hidden.empty();
  return {false,
          {"diagnosis.line"},
          about_points(app, has_layers ? "diagnosis.line.body" : "diagnosis.no_layer.body",
                       {accuracy_text(accuracy)}),
          {}};
}

// What holds a network up that is still poor after many epochs.
Diagnosis about_being_stuck(const App& app, double accuracy, const std::string& epochs) {
  for (std::size_t l = 0; l < app.snapshot.network.hidden.size(); ++l) {
    const double saturated = app.diagnostics.layers[l].saturated;
    if (saturated < kMostlySaturated) continue;
    return {false,
            {"diagnosis.saturated"},
            {"diagnosis.saturated.body", {std::to_string(l + 1), i18n::percent(saturated, 0)}},
            {}};
  }
  const nn::Linearity& network = app.diagnostics.layers[app.diagnostics.layer_count - 1].linearity;
  if (network.rank == 0) return {false, {"diagnosis.unbent"}, {"diagnosis.unbent.body", {epochs}}, {}};
  return {false,
          {"diagnosis.stuck"},
          about_points(app, "diagnosis.stuck.body", {accuracy_text(accuracy), epochs}),
          {}};
}

Diagnosis about_training(const App& app) {
  const bool has_test = app.test.points > 0;
  const double accuracy = has_test ? app.test.accuracy : app.train.accuracy;
  const std::string epochs = i18n::grouped(static_cast<long long>(app.snapshot.epoch));
  const double first_loss =
      app.history.records.empty() ? app.train.loss : app.history.records.front().train_loss;
  const bool is_overfit = has_test && app.test.loss > kOverfitFactor * app.train.loss &&
                          app.test.loss > app.train.loss + kOverfitMargin;
  if (is_affine(app.snapshot.network)) return about_affine(app, accuracy);
  if (is_overfit) {
    return {false,
            {"diagnosis.overfit"},
            {"diagnosis.overfit.body", {loss_text(app.train.loss), loss_text(app.test.loss)}},
            {}};
  }
  if (accuracy >= kPoorAccuracy) {
    const std::vector<nn::HiddenLayer>& hidden = app.snapshot.network.hidden;
    const bool bends_anyway = std::any_of(hidden.begin(), hidden.end(),
                                          [](const nn::HiddenLayer& layer) { return bends(layer.norm); });
    return {true,
            {"diagnosis.good"},
            about_points(app, bends_anyway ? "diagnosis.good_bent_anyway.body" : "diagnosis.good.body",
                         {accuracy_text(accuracy), loss_text(first_loss), loss_text(app.train.loss)}),
            {}};
  }
  if (app.snapshot.epoch >= kSlowEpochs) return about_being_stuck(app, accuracy, epochs);
  return {true,
          {"diagnosis.learning"},
          about_points(app, "diagnosis.learning.body", {accuracy_text(accuracy), epochs}),
          {}};
}

Diagnosis about_divergence(const App& app) {
  const std::string step = i18n::grouped(app.trainer->divergence->step);
  if (const std::size_t layer = undefined_layer(app.snapshot.network); layer != 0) {
    return {false, {"diagnosis.undefined"}, {"diagnosis.undefined.body", {step, std::to_string(layer)}}, {}};
  }
  return {false, {"diagnosis.diverged"}, {"diagnosis.diverged.body", {step}}, {}};
}

}  // namespace

std::string loss_text(double loss) { return loss < kSmallLoss ? "< 0.001" : i18n::fixed(loss, 3); }
std::string accuracy_text(double share) { return i18n::percent(share, share >= kAllRight ? 0 : 1); }

std::size_t undefined_layer(const nn::NetworkSpec& network) {
  const auto has_gaps = [](const nn::HiddenLayer& layer) {
    if (layer.vector.row != nullptr) return false;
    const std::vector<nn::Interval> pieces = nn::properties(layer.activation).domain.pieces;
    return pieces.size() != 1 || std::isfinite(pieces[0].from) || std::isfinite(pieces[0].to);
  };
  const auto found = std::find_if(network.hidden.begin(), network.hidden.end(), has_gaps);
  return found == network.hidden.end() ? 0 : static_cast<std::size_t>(found - network.hidden.begin()) + 1;
}

bool is_affine(const nn::NetworkSpec& network) {
  return std::all_of(network.hidden.begin(), network.hidden.end(), [](const nn::HiddenLayer& layer) {
    return layer.activation.row->id == "identity" && !bends(layer.norm);
  });
}

Diagnosis diagnose(const App& app) {
  if (app.trainer->divergence) return about_divergence(app);
  const bool is_new = app.snapshot.step == 0;
  Diagnosis diagnosis = is_new && !is_affine(app.snapshot.network)
                            ? Diagnosis{true, {"diagnosis.start"}, {"diagnosis.start.body"}, {}}
                            : about_training(app);
  diagnosis.is_flat = flat_units(app);
  const auto flat = std::count(diagnosis.is_flat.begin(), diagnosis.is_flat.end(), 1);
  const bool has_learned = diagnosis.head.text_id == "diagnosis.good";
  const std::vector<std::string> counts = {std::to_string(flat), std::to_string(diagnosis.is_flat.size())};
  if (flat > 0 && has_learned) {
    const nn::Metrics& seen = app.test.points > 0 ? app.test : app.train;
    diagnosis.body =
        about_points(app, "diagnosis.good_flat.body", {accuracy_text(seen.accuracy), counts[0], counts[1]});
  }
  if (flat > 0 && !has_learned) {
    diagnosis.is_good = false;
    diagnosis.head = {"diagnosis.flat"};
    diagnosis.body = {"diagnosis.flat.body", counts};
  }
  return diagnosis;
}

}  // namespace lab::app
