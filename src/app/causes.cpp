#include "app/causes.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "app/missing_value.h"

namespace lab::app {

namespace {

using Found = std::optional<Cause>;

// Each with its reason: where the runs of the tests part. See tests/unit/diagnosis_causes_test.cpp.
constexpr double kVanished = 0.02;  // of the gradient arrives at the first layer when training starts, or …
constexpr double kVanishedLater = 0.002;  // … later: it hardly learns
constexpr double kComeBack = 0.1;         // what was less when training started has to become more than that
constexpr double kExploded = 20;          // times the gradient has grown there when training starts
constexpr double kJumping = 0.02;         // of the loss, from record to record
constexpr double kSettling = 0.83;        // of the loss half the time before: jumps or not, it gets on
constexpr double kAboveStart = 1.03;      // of the first loss
constexpr double kThrownUp = 10;          // times the first loss
constexpr double kSteady = 0.5;           // so little wavering: steps are short
constexpr double kSlowHalving = 5000;     // steps, and …
constexpr double kSlowHalvingEpochs = 200;  // … epochs
constexpr double kKept = 0.6;               // of the pace of the quarter before
constexpr double kFalling = 0.95;           // of the loss a quarter before: it gets on; or …
constexpr double kMostlyFalling = 0.85;     // … rises make up less than that of the falls
constexpr double kStanding = 0.9;           // of it half the time before: it has come to an end, after …
constexpr double kLong = 100;               // … epochs
constexpr double kMostlySaturated = 0.8;    // of units × points, or …
constexpr double kNearlySaturated = 0.65;   // … from the start
constexpr double kPointsPerWeight = 2.5;    // with fewer than that a network is not small for its points
constexpr double kShrunk = 0.2;             // of the size the weights had
constexpr double kFewKept = 2;              // neurons
constexpr double kRunOut = 0.01;            // of the chosen learning rate
constexpr double kCutShort = 10;            // times the gradient is longer than its limit
constexpr double kOverlap = 0.9;            // neighbours agree less than that: classes overlap
constexpr double kNearlyAttained = 0.06;    // below what neighbours tell; they are a sample

std::string count(std::int64_t n) { return i18n::grouped(n); }
std::string count(double n) { return i18n::grouped(std::llround(std::min(n, 1e9))); }
std::string layer_name(std::size_t l) { return std::to_string(l + 1); }

// A factor of any size with two digits: "0.21", "3.4", "1,060", "1.3·10⁻⁶".
std::string factor(double value) {
  if (value < 0.001 || value >= 1e6) return i18n::power_of_ten(value, 2);
  return value < 10 ? i18n::number(value, 2) : count(value);
}

// A share of any size: "22 %", "4.4 %", "0.04 %", "1.3·10⁻⁶".
std::string share(double value) {
  if (value < 0.0001) return i18n::power_of_ten(value, 2);
  return i18n::percent(value, value < 0.00095 ? 2 : value < 0.0995 ? 1 : 0);
}

Cause cause(const char* id, std::vector<std::string> args, const char* body = nullptr) {
  const std::string head = std::string("diagnosis.") + id;
  const std::string sentence = std::string("diagnosis.") + (body == nullptr ? id : body) + ".body";
  return {{head}, {sentence, std::move(args)}};
}

std::span<const nn::LayerDiagnostics> hidden_layers(const run::Observation& seen) {
  return std::span(seen.diagnostics.layers).first(seen.diagnostics.layer_count - 1);
}

// The first hidden layer of which this holds.
template <typename Is>
std::optional<std::size_t> find_layer(const run::Run& run, const Is& is) {
  const auto layers = hidden_layers(run.seen);
  const auto found = std::find_if(layers.begin(), layers.end(), is);
  if (found == layers.end()) return std::nullopt;
  return static_cast<std::size_t>(found - layers.begin());
}

// ---- What lasts ----

Found without_slope(const Evidence& e) {
  const auto layer = find_layer(e.run, [](const nn::LayerDiagnostics& l) { return l.steepest == 0; });
  if (!layer) return std::nullopt;
  return cause("no_slope", {layer_name(*layer)});
}

// Whether all units of a hidden layer have the same weights and bias.
bool are_twins(const nn::LayerShape& layer, std::span<const float> params) {
  const float* const weights = &params[layer.weights];
  const float* const biases = &params[layer.biases];
  for (int unit = 1; unit < layer.pre_activations; ++unit) {
    if (biases[unit] != biases[0] || !std::equal(weights, weights + layer.in, weights + unit * layer.in))
      return false;
  }
  return true;
}

// All hidden layers are of twins, as they were at the start, and nothing drops one without the other.
Found symmetric(const Evidence& e) {
  const nn::Snapshot& now = e.run.seen.snapshot;
  const std::vector<nn::LayerShape> layers = nn::layer_shapes(now.network);
  for (std::size_t l = 0; l + 1 < layers.size(); ++l) {
    if (!are_twins(layers[l], now.params) || !are_twins(layers[l], e.run.first.snapshot.params))
      return std::nullopt;
  }
  const auto hidden = hidden_layers(e.run.seen);
  if (hidden.empty()) return std::nullopt;
  const bool is_zero = std::all_of(hidden.begin(), hidden.end(),
                                   [](const nn::LayerDiagnostics& l) { return l.weight_norm == 0; });
  int units = 0;
  for (const nn::LayerDiagnostics& layer : hidden) units = std::max(units, layer.units);
  const bool may_part = std::any_of(now.network.hidden.begin(), now.network.hidden.end(),
                                    [](const nn::HiddenLayer& layer) { return layer.dropout > 0; });
  if (units == 1 && !is_zero) return std::nullopt;
  if (may_part && e.run.seen.snapshot.step == 0) return std::nullopt;
  if (is_zero) return cause("symmetric", {}, "zero_weights");
  return cause("symmetric", {std::to_string(units)});
}

// ---- What the weights and steps have come to ----

Found over_penalised(const Evidence& e) {
  const nn::Penalty& penalty = e.run.trainer.config.penalty;
  const double kept = weights_kept(e.run);
  if ((penalty.l1 <= 0 && penalty.l2 <= 0) || !(kept < kShrunk)) return std::nullopt;
  return cause("penalty", {share(kept)});
}

Found jumping(const Evidence& e) {
  if (!jumps_by(e, kJumping)) return std::nullopt;
  return cause("rate_high", {share(e.jump), count(e.epochs)});
}

Found above_start(const Evidence& e) {
  if (!(e.late_loss >= kAboveStart * e.first_loss)) return std::nullopt;
  return cause("rate_high", {loss_text(e.late_loss), loss_text(e.first_loss)}, "rate_high_above");
}

Found exploding(const Evidence& e) {
  const double total = flow_total(e.run.first.flow);
  if (!(total >= kExploded)) return std::nullopt;
  return cause("exploding", {factor(nn::factor_per_layer(e.run.first.flow)), factor(total),
                             loss_text(e.run.first.train.loss)});
}

// Through a layer all of whose units are dead nothing gets.
std::optional<std::size_t> dead_layer(const run::Run& run) {
  return find_layer(
      run, [](const nn::LayerDiagnostics& l) { return l.dead_units == l.units && l.flat_units == l.units; });
}

// Steps were so long that they threw the loss up.
bool was_thrown_up(const Evidence& e) {
  return static_cast<double>(e.run.history.highest_train_loss) >= kThrownUp * e.first_loss;
}

Found killed(const Evidence& e) {
  const auto layer = dead_layer(e.run);
  if (!layer || !was_thrown_up(e)) return std::nullopt;
  const std::string highest = factor(static_cast<double>(e.run.history.highest_train_loss));
  return cause("rate_high", {loss_text(e.first_loss), highest, layer_name(*layer)}, "rate_high_killed");
}

Found dead(const Evidence& e) {
  const auto layer = dead_layer(e.run);
  if (!layer) return std::nullopt;
  const int units = e.run.seen.diagnostics.layers[*layer].units;
  const int alive = units - e.run.first.diagnostics.layers[*layer].dead_units;
  if (alive == 0) return cause("dead", {layer_name(*layer), std::to_string(units)}, "dead_at_start");
  return cause("dead", {layer_name(*layer), std::to_string(units), std::to_string(alive)});
}

Found mostly_dead(const Evidence& e) {
  const auto is_mostly = [](const nn::LayerDiagnostics& l) {
    return l.units > 1 && 2 * l.dead_units >= l.units;
  };
  const auto layer = find_layer(e.run, is_mostly);
  if (!layer) return std::nullopt;
  const nn::LayerDiagnostics& found = e.run.seen.diagnostics.layers[*layer];
  return cause("dead", {layer_name(*layer), std::to_string(found.dead_units), std::to_string(found.units)},
               "mostly_dead");
}

double saturation(const run::Observation& seen, std::size_t layer) {
  return seen.diagnostics.layers[layer].saturated;
}

// What was so from the start counts as long as it is nearly so.
Found saturated_at_start(const Evidence& e) {
  if (!(std::min(e.flow_total, flow_total(e.run.first.flow)) <= kComeBack)) return std::nullopt;
  const auto layer = find_layer(e.run, [&](const nn::LayerDiagnostics& l) {
    const auto at = static_cast<std::size_t>(&l - e.run.seen.diagnostics.layers.data());
    return std::min(l.saturated, saturation(e.run.first, at)) >= kNearlySaturated;
  });
  if (!layer) return std::nullopt;
  return cause("saturated", {layer_name(*layer), i18n::percent(saturation(e.run.seen, *layer), 0)});
}

Found saturated_later(const Evidence& e) {
  const auto layer =
      find_layer(e.run, [](const nn::LayerDiagnostics& l) { return l.saturated >= kMostlySaturated; });
  if (!layer || !(e.flow_total <= kComeBack)) return std::nullopt;
  return cause("saturated",
               {layer_name(*layer), i18n::percent(saturation(e.run.seen, *layer), 0),
                i18n::percent(saturation(e.run.first, *layer), 0)},
               "saturated_later");
}

// Slopes and weights multiply on the way back: the smaller ones are to blame.
Cause about_vanishing(const Evidence& e) {
  const double slope = mean_slope(e.run);
  std::vector<std::string> args = {factor(e.flow_factor), share(e.flow_total), i18n::number(slope, 2)};
  return cause(mean_gain(e.run) < slope ? "weights_small" : "vanishing", std::move(args));
}

Found vanishing(const Evidence& e) {
  if (!(flow_total(e.run.first.flow) <= kVanished && e.flow_total <= kComeBack)) return std::nullopt;
  return about_vanishing(e);
}

Found vanished_later(const Evidence& e) {
  if (!(e.flow_total <= kVanishedLater)) return std::nullopt;
  return about_vanishing(e);
}

Found unbent(const Evidence& e) {
  const nn::Diagnostics& found = e.run.seen.diagnostics;
  if (found.layers[found.layer_count - 1].linearity.rank > 0) return std::nullopt;
  return cause("unbent", {count(e.epochs)});
}

// ---- What is chosen ----

double rate_now(const nn::TrainerConfig& config, std::int64_t step) {
  if (config.schedule == nullptr) return static_cast<double>(config.learning_rate);
  return static_cast<double>(config.schedule->rate(config.schedule_settings, config.learning_rate, step));
}

// As much falls in a quarter of the time as in the quarter before: it does not come to an end.
bool keeps_its_pace(const Evidence& e) {
  return e.late_loss < e.earlier_loss &&
         e.earlier_loss - e.late_loss >= kKept * (e.still_earlier_loss - e.earlier_loss);
}

bool is_slow(const Evidence& e) {
  return e.wavering <= kSteady && keeps_its_pace(e) && e.steps_to_halve > kSlowHalving &&
         e.steps_to_halve * e.epochs > kSlowHalvingEpochs * static_cast<double>(e.steps);
}

Found run_out(const Evidence& e) {
  const double rate = rate_now(e.run.trainer.config, e.run.seen.snapshot.step);
  const auto chosen = static_cast<double>(e.run.trainer.config.learning_rate);
  if (!(rate < kRunOut * chosen)) return std::nullopt;
  return cause("rate_run_out",
               {i18n::power_of_ten(rate, 2), i18n::number(chosen, 4), loss_text(e.late_loss)});
}

Found cut_short(const Evidence& e) {
  const double limit = static_cast<double>(e.run.trainer.config.clipping.norm);
  double squares = 0;
  for (std::size_t l = 0; l < e.run.seen.flow.layer_count; ++l)
    squares += std::pow(e.run.seen.flow.norms[l], 2);
  const double times = std::sqrt(squares) / limit;
  if (limit <= 0 || !(times >= kCutShort) || !is_slow(e)) return std::nullopt;
  return cause("cut_short", {factor(times), loss_text(e.first_loss), loss_text(e.late_loss)});
}

Found rate_low(const Evidence& e) {
  if (!is_slow(e)) return std::nullopt;
  const double epochs = e.steps_to_halve * e.epochs / static_cast<double>(e.steps);
  if (!std::isfinite(epochs)) return std::nullopt;
  return cause("rate_low", {loss_text(e.first_loss), loss_text(e.late_loss), count(e.epochs), count(epochs)});
}

Found dropping_too_much(const Evidence& e) {
  const std::vector<nn::HiddenLayer>& hidden = e.run.seen.snapshot.network.hidden;
  for (std::size_t l = 0; l < hidden.size(); ++l) {
    const double kept = hidden[l].units * (1 - static_cast<double>(hidden[l].dropout));
    if (hidden[l].dropout > 0 && kept < kFewKept) {
      return cause("dropout", {layer_name(l), i18n::number(kept, 2), std::to_string(hidden[l].units)});
    }
  }
  return std::nullopt;
}

// ---- What there is to learn ----

Found overlapping(const Evidence& e) {
  if (!is_all_there_is(e)) return std::nullopt;
  return cause("overlap", {accuracy_text(e.accuracy), i18n::percent(e.run.attainable_accuracy, 0)});
}

bool is_getting_on(const Evidence& e) {
  return e.late_loss < kFalling * e.earlier_loss || (e.wavering < kMostlyFalling && keeps_its_pace(e));
}

// Nothing holds it up, and it has few weights for the points there are to tell apart.
Found too_small(const Evidence& e) {
  const nn::Snapshot& now = e.run.seen.snapshot;
  const auto weights = static_cast<double>(nn::trained_count(now.network));
  if (kPointsPerWeight * weights >= static_cast<double>(e.run.trainer.examples.train_count))
    return std::nullopt;
  int units = 0;
  for (const nn::HiddenLayer& layer : now.network.hidden) units += layer.units;
  return cause("too_small",
               {loss_text(e.late_loss), accuracy_text(e.accuracy), count(e.epochs), std::to_string(units)});
}

using Find = Found (*)(const Evidence&);

Found first_of(std::span<const Find> causes, const Evidence& e) {
  for (const Find find : causes) {
    if (Found found = find(e)) return found;
  }
  return std::nullopt;
}

constexpr Find kLasting[] = {without_slope, symmetric};
constexpr Find kSevere[] = {
    exploding, over_penalised,     dropping_too_much, killed,          dead,      above_start, jumping,
    run_out,   saturated_at_start, vanishing,         saturated_later, cut_short, rate_low};
constexpr Find kLikely[] = {unbent, mostly_dead};
constexpr Find kAfterLong[] = {vanished_later, too_small};

}  // namespace

bool jumps_by(const Evidence& e, double share) {
  return e.jump >= share && (e.late_loss >= kSettling * e.still_earlier_loss || was_thrown_up(e));
}

bool is_all_there_is(const Evidence& e) {
  return e.run.attainable_accuracy < kOverlap &&
         e.steady_accuracy >= e.run.attainable_accuracy - kNearlyAttained;
}

Cause cause_of_divergence(const run::Run& run) {
  const std::string step = count(run.trainer.divergence->step);
  if (const std::optional<MissingValue> missing = missing_value(run)) {
    const std::string layer = std::to_string(missing->layer);
    if (missing->where.empty()) return cause("undefined", {layer}, "undefined_anywhere");
    return cause("undefined", {step, layer, missing->where},
                 missing->is_by_training ? "undefined_later" : "undefined");
  }
  const double total = flow_total(run.first.flow);
  const double first = run.first.train.loss;
  if (!std::isfinite(total) || !std::isfinite(first)) return cause("exploding", {}, "exploding_at_once");
  if (total >= kExploded / 4) {
    return cause("exploding",
                 {factor(nn::factor_per_layer(run.first.flow)), factor(total), loss_text(first), step},
                 "exploding_diverged");
  }
  double worst = first;
  for (const run::LossRecord& record : run.history.records)
    worst = std::max(worst, static_cast<double>(record.train_loss));
  return cause("rate_high", {step, loss_text(first), factor(worst)}, "diverged");
}

std::optional<Cause> lasting_cause(const Evidence& e) { return first_of(kLasting, e); }

std::optional<Cause> cause_of_being_stuck(const Evidence& e) {
  if (Found found = first_of(kSevere, e)) return found;
  if (Found found = overlapping(e)) return found;
  if (is_getting_on(e)) return std::nullopt;
  if (Found found = first_of(kLikely, e)) return found;
  if (e.late_loss < kStanding * e.still_earlier_loss || e.epochs < kLong) return std::nullopt;
  if (Found found = first_of(kAfterLong, e)) return found;
  Cause stuck = cause("stuck", {accuracy_text(e.accuracy), count(e.epochs)});
  if (e.run.seen.test.points == 0) stuck.body.text_id += ".all";
  return stuck;
}

std::string loss_text(double loss) {
  constexpr double kSmallLoss = 0.0005;  // what three decimals would show as 0.000
  constexpr double kLargeLoss = 9.9995;  // from here one decimal is enough
  if (loss < kSmallLoss) return "< 0.001";
  return i18n::fixed(loss, loss < kLargeLoss ? 3 : 1);
}

std::string accuracy_text(double share) {
  constexpr double kAllRight = 0.9995;  // what one decimal would show as 100.0
  return i18n::percent(share, share >= kAllRight ? 0 : 1);
}

}  // namespace lab::app
