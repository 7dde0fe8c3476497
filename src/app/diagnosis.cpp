#include "app/diagnosis.h"

#include <algorithm>
#include <span>

#include "app/app.h"

namespace lab::app {

namespace {

constexpr float kFlatSpread =
    1e-6F;  // an activation that varies less than this over all points carries nothing
constexpr double kOverfitFactor = 2.0;  // held-out loss so many times the training loss, and …
constexpr double kOverfitMargin = 0.1;  // … so much above it
constexpr double kPoorAccuracy = 0.8;   // below it the picture is not yet learned
constexpr double kSlowEpochs = 20;      // after so many epochs poor means stuck

std::vector<std::uint8_t> flat_units(const App& app, nn::Workspace& workspace) {
  const data::PointSet& points = app.trainer->points;
  const std::span<const float> x1(points.x1.data(), points.train_count);
  const std::span<const float> x2(points.x2.data(), points.train_count);
  std::vector<std::uint8_t> flags;
  std::vector<float> values;
  for (std::size_t layer = 0; layer < app.snapshot.network.hidden.size(); ++layer) {
    const auto units = static_cast<std::size_t>(app.snapshot.network.hidden[layer].units);
    values.resize(units * points.train_count);
    nn::hidden_activations(app.snapshot.network, app.snapshot.params, static_cast<int>(layer), x1, x2, values,
                           workspace);
    for (std::size_t unit = 0; unit < units; ++unit) {
      const auto row = values.begin() + static_cast<std::ptrdiff_t>(unit * points.train_count);
      const auto [low, high] =
          std::minmax_element(row, row + static_cast<std::ptrdiff_t>(points.train_count));
      flags.push_back(*high - *low < kFlatSpread ? 1 : 0);
    }
  }
  return flags;
}

constexpr double kSmallLoss = 0.0005;  // what three decimals would show as 0.000

std::string loss_text(double loss) { return loss < kSmallLoss ? "< 0.001" : i18n::fixed(loss, 3); }

Diagnosis about_training(const App& app) {
  const nn::Metrics& seen = app.test.points > 0 ? app.test : app.train;
  const std::string accuracy = i18n::percent(seen.accuracy, 1);
  const std::string epochs = i18n::grouped(static_cast<long long>(app.snapshot.epoch));
  const double first_loss =
      app.history.records.empty() ? app.train.loss : app.history.records.front().train_loss;
  const bool has_test = app.test.points > 0;
  const bool is_overfit = has_test && app.test.loss > kOverfitFactor * app.train.loss &&
                          app.test.loss > app.train.loss + kOverfitMargin;
  if (is_affine(app.snapshot.network)) {
    return {false, {"diagnosis.line", {}}, {"diagnosis.line.body", {accuracy}}, {}};
  }
  if (is_overfit) {
    return {false,
            {"diagnosis.overfit", {}},
            {"diagnosis.overfit.body", {loss_text(app.train.loss), loss_text(app.test.loss)}},
            {}};
  }
  if (seen.accuracy < kPoorAccuracy && app.snapshot.epoch >= kSlowEpochs) {
    return {false, {"diagnosis.stuck", {}}, {"diagnosis.stuck.body", {accuracy, epochs}}, {}};
  }
  if (seen.accuracy < kPoorAccuracy) {
    return {true, {"diagnosis.learning", {}}, {"diagnosis.learning.body", {accuracy, epochs}}, {}};
  }
  return {true,
          {"diagnosis.good", {}},
          {"diagnosis.good.body", {accuracy, loss_text(first_loss), loss_text(app.train.loss)}},
          {}};
}

}  // namespace

bool is_affine(const nn::NetworkSpec& network) {
  return std::all_of(network.hidden.begin(), network.hidden.end(),
                     [](const nn::HiddenLayer& layer) { return layer.activation.row->id == "identity"; });
}

Diagnosis diagnose(const App& app, nn::Workspace& workspace) {
  if (app.trainer->divergence) {
    return {false,
            {"diagnosis.diverged", {}},
            {"diagnosis.diverged.body", {i18n::grouped(app.trainer->divergence->step)}},
            {}};
  }
  const bool is_new = app.snapshot.step == 0;
  Diagnosis diagnosis = is_new && !is_affine(app.snapshot.network)
                            ? Diagnosis{true, {"diagnosis.start", {}}, {"diagnosis.start.body", {}}, {}}
                            : about_training(app);
  diagnosis.is_flat = flat_units(app, workspace);
  const auto flat = std::count(diagnosis.is_flat.begin(), diagnosis.is_flat.end(), 1);
  if (flat > 0) {
    diagnosis.is_good = false;
    diagnosis.head = {"diagnosis.flat", {}};
    diagnosis.body = {"diagnosis.flat.body",
                      {std::to_string(flat), std::to_string(diagnosis.is_flat.size())}};
  }
  return diagnosis;
}

}  // namespace lab::app
