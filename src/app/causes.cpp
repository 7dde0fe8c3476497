#include "app/causes.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <initializer_list>
#include <span>
#include <string>
#include <vector>

#include "app/figures.h"
#include "app/missing_value.h"

namespace lab::app {

namespace {

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

// A number of a sentence, and how it is written there.
struct Figure {
  std::string (*text)(double);
  double value;
};

// What a search for one cause comes to. A plain value, so that twenty searches are little code.
struct Found {
  const char* head = nullptr;  // "diagnosis.<head>"; null: it is not this
  const char* body = nullptr;  // "diagnosis.<body>.body"
  std::array<Figure, 4> figures{};
  std::size_t figure_count = 0;
};

constexpr Found kNotThis{};
constexpr Found kNothingWrong{"", "", {}, 0};  // and no other need be searched for

Found found(const char* head, const char* body, std::initializer_list<Figure> figures) {
  Found result{head, body, {}, figures.size()};
  std::copy(figures.begin(), figures.end(), result.figures.begin());
  return result;
}

Found found(const char* id, std::initializer_list<Figure> figures) { return found(id, id, figures); }

Cause cause_of(const Found& what) {
  Cause cause;
  cause.head.text_id = std::string("diagnosis.") + what.head;
  cause.body.text_id = std::string("diagnosis.") + what.body + ".body";
  for (std::size_t i = 0; i < what.figure_count; ++i)
    cause.body.args.push_back(what.figures[i].text(what.figures[i].value));
  return cause;
}

// A hidden layer, now and when training began.
struct Layer {
  const nn::LayerDiagnostics* now = nullptr;  // null: there is none
  const nn::LayerDiagnostics* first = nullptr;
  double number = 0;  // counted from 1
};

// The first hidden layer of which this holds.
Layer find_layer(const run::Run& run,
                 bool (*is)(const nn::LayerDiagnostics& now, const nn::LayerDiagnostics& first)) {
  for (std::size_t l = 0; l + 1 < run.seen.diagnostics.layer_count; ++l) {
    const nn::LayerDiagnostics& now = run.seen.diagnostics.layers[l];
    const nn::LayerDiagnostics& first = run.first.diagnostics.layers[l];
    if (is(now, first)) return {&now, &first, static_cast<double>(l + 1)};
  }
  return {};
}

// ---- What lasts ----

Found without_slope(const Evidence& e) {
  const Layer layer = find_layer(e.run, [](const auto& now, const auto&) { return now.steepest == 0; });
  if (layer.now == nullptr) return kNotThis;
  return found("no_slope", {{count_text, layer.number}});
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
  bool is_zero = true;
  bool may_part = false;
  int units = 0;
  for (std::size_t l = 0; l + 1 < layers.size(); ++l) {
    if (!are_twins(layers[l], now.params) || !are_twins(layers[l], e.run.first.snapshot.params))
      return kNotThis;
    is_zero = is_zero && e.run.seen.diagnostics.layers[l].weight_norm == 0;
    may_part = may_part || layers[l].dropout > 0;
    units = std::max(units, layers[l].out);
  }
  if (units == 0 || (units == 1 && !is_zero) || (may_part && now.step == 0)) return kNotThis;
  return found("symmetric", is_zero ? "zero_weights" : "symmetric",
               {{count_text, static_cast<double>(units)}});
}

// ---- What the weights and steps have come to ----

Found over_penalised(const Evidence& e) {
  const nn::Penalty& penalty = e.run.trainer.config.penalty;
  const double kept = weights_kept(e.run);
  if ((penalty.l1 <= 0 && penalty.l2 <= 0) || !(kept < kShrunk)) return kNotThis;
  return found("penalty", {{share_text, kept}});
}

Found jumping(const Evidence& e) {
  if (!jumps_by(e, kJumping)) return kNotThis;
  return found("rate_high", {{share_text, e.jump}, {count_text, static_cast<double>(e.steps)}});
}

Found above_start(const Evidence& e) {
  if (!(e.late_loss >= kAboveStart * e.first_loss)) return kNotThis;
  return found("rate_high", "rate_high_above", {{loss_text, e.late_loss}, {loss_text, e.first_loss}});
}

// The gradient when training began.
Found about_explosion(const run::Run& run, const char* body) {
  return found("exploding", body,
               {{factor_text, nn::factor_per_layer(run.first.flow)},
                {factor_text, flow_total(run.first.flow)},
                {loss_text, run.first.train.loss},
                {count_text, static_cast<double>(run.trainer.step)}});
}

Found exploding(const Evidence& e) {
  if (!(flow_total(e.run.first.flow) >= kExploded)) return kNotThis;
  return about_explosion(e.run, "exploding");
}

// Through a layer all of whose units are dead nothing gets.
Layer dead_layer(const run::Run& run) {
  return find_layer(run, [](const auto& now, const auto&) {
    return now.dead_units == now.units && now.flat_units == now.units;
  });
}

double highest_loss(const run::Run& run) { return static_cast<double>(run.history.highest_train_loss); }

// Steps were so long that they threw the loss up.
bool was_thrown_up(const Evidence& e) { return highest_loss(e.run) >= kThrownUp * e.first_loss; }

Found killed(const Evidence& e) {
  const Layer layer = dead_layer(e.run);
  if (layer.now == nullptr || !was_thrown_up(e)) return kNotThis;
  return found("rate_high", "rate_high_killed",
               {{loss_text, e.first_loss}, {factor_text, highest_loss(e.run)}, {count_text, layer.number}});
}

Found dead(const Evidence& e) {
  const Layer layer = dead_layer(e.run);
  if (layer.now == nullptr) return kNotThis;
  const double units = layer.now->units;
  const double alive = units - layer.first->dead_units;
  return found("dead", alive == 0 ? "dead_at_start" : "dead",
               {{count_text, layer.number}, {count_text, units}, {count_text, alive}});
}

Found mostly_dead(const Evidence& e) {
  const Layer layer = find_layer(
      e.run, [](const auto& now, const auto&) { return now.units > 1 && 2 * now.dead_units >= now.units; });
  if (layer.now == nullptr) return kNotThis;
  return found("dead", "mostly_dead",
               {{count_text, layer.number},
                {count_text, static_cast<double>(layer.now->dead_units)},
                {count_text, static_cast<double>(layer.now->units)}});
}

Found about_saturation(const Layer& layer, const char* body) {
  if (layer.now == nullptr) return kNotThis;
  return found("saturated", body,
               {{count_text, layer.number},
                {percent_text, layer.now->saturated},
                {percent_text, layer.first->saturated}});
}

// What was so from the start counts as long as it is nearly so.
Found saturated_at_start(const Evidence& e) {
  if (!(std::min(e.flow_total, flow_total(e.run.first.flow)) <= kComeBack)) return kNotThis;
  const auto is_saturated = [](const nn::LayerDiagnostics& now, const nn::LayerDiagnostics& first) {
    return std::min(now.saturated, first.saturated) >= kNearlySaturated;
  };
  return about_saturation(find_layer(e.run, is_saturated), "saturated");
}

Found saturated_later(const Evidence& e) {
  if (!(e.flow_total <= kComeBack)) return kNotThis;
  const auto is_saturated = [](const nn::LayerDiagnostics& now, const nn::LayerDiagnostics&) {
    return now.saturated >= kMostlySaturated;
  };
  return about_saturation(find_layer(e.run, is_saturated), "saturated_later");
}

// Slopes and weights multiply on the way back: the smaller ones are to blame.
Found about_vanishing(const Evidence& e) {
  const double slope = mean_slope(e.run);
  return found(mean_gain(e.run) < slope ? "weights_small" : "vanishing",
               {{factor_text, e.flow_factor}, {share_text, e.flow_total}, {number_text, slope}});
}

Found vanishing(const Evidence& e) {
  const bool has_vanished = flow_total(e.run.first.flow) <= kVanished && e.flow_total <= kComeBack;
  return has_vanished ? about_vanishing(e) : kNotThis;
}

Found vanished_later(const Evidence& e) {
  return e.flow_total <= kVanishedLater ? about_vanishing(e) : kNotThis;
}

Found unbent(const Evidence& e) {
  const nn::Diagnostics& diagnostics = e.run.seen.diagnostics;
  if (diagnostics.layers[diagnostics.layer_count - 1].linearity.rank > 0) return kNotThis;
  return found("unbent", {{count_text, static_cast<double>(e.steps)}});
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
  if (!(rate < kRunOut * chosen)) return kNotThis;
  return found("rate_run_out", {{rate_text, rate}, {rate_text, chosen}, {loss_text, e.late_loss}});
}

Found cut_short(const Evidence& e) {
  const auto limit = static_cast<double>(e.run.trainer.config.clipping.norm);
  double squares = 0;
  for (std::size_t l = 0; l < e.run.seen.flow.layer_count; ++l)
    squares += e.run.seen.flow.norms[l] * e.run.seen.flow.norms[l];
  const double times = std::sqrt(squares) / limit;
  if (limit <= 0 || !(times >= kCutShort) || !is_slow(e)) return kNotThis;
  return found("cut_short", {{factor_text, times}, {loss_text, e.first_loss}, {loss_text, e.late_loss}});
}

Found rate_low(const Evidence& e) {
  if (!is_slow(e) || !std::isfinite(e.steps_to_halve)) return kNotThis;
  return found("rate_low", {{loss_text, e.first_loss},
                            {loss_text, e.late_loss},
                            {count_text, static_cast<double>(e.steps)},
                            {count_text, e.steps_to_halve}});
}

Found dropping_too_much(const Evidence& e) {
  const std::vector<nn::HiddenLayer>& hidden = e.run.seen.snapshot.network.hidden;
  for (std::size_t l = 0; l < hidden.size(); ++l) {
    const double kept = hidden[l].units * (1 - static_cast<double>(hidden[l].dropout));
    if (hidden[l].dropout > 0 && kept < kFewKept) {
      return found("dropout", {{count_text, static_cast<double>(l + 1)},
                               {number_text, kept},
                               {count_text, static_cast<double>(hidden[l].units)}});
    }
  }
  return kNotThis;
}

// ---- What there is to learn, and how long it takes ----

Found overlapping(const Evidence& e) {
  if (!is_all_there_is(e)) return kNotThis;
  return found("overlap", {{accuracy_text, e.accuracy}, {percent_text, e.run.attainable_accuracy}});
}

Found getting_on(const Evidence& e) {
  const bool is_falling =
      e.late_loss < kFalling * e.earlier_loss || (e.wavering < kMostlyFalling && keeps_its_pace(e));
  return is_falling ? kNothingWrong : kNotThis;
}

Found on_a_plateau(const Evidence& e) {
  const bool may_end = e.late_loss < kStanding * e.still_earlier_loss || e.epochs < kLong;
  return may_end ? kNothingWrong : kNotThis;
}

// Nothing holds it up, and it has few weights for the points there are to tell apart.
Found too_small(const Evidence& e) {
  const nn::Snapshot& now = e.run.seen.snapshot;
  const auto weights = static_cast<double>(nn::trained_count(now.network));
  if (kPointsPerWeight * weights >= static_cast<double>(e.run.trainer.examples.train_count)) return kNotThis;
  double units = 0;
  for (const nn::HiddenLayer& layer : now.network.hidden) units += layer.units;
  return found("too_small", {{loss_text, e.late_loss},
                             {accuracy_text, e.accuracy},
                             {count_text, static_cast<double>(e.steps)},
                             {count_text, units}});
}

Found stuck(const Evidence& e) {
  return found("stuck", {{accuracy_text, e.accuracy}, {count_text, static_cast<double>(e.steps)}});
}

using Find = Found (*)(const Evidence&);

std::optional<Cause> first_of(std::span<const Find> causes, const Evidence& e) {
  for (const Find find : causes) {
    const Found what = find(e);
    if (what.head == nullptr) continue;
    if (*what.head == '\0') break;
    return cause_of(what);
  }
  return std::nullopt;
}

constexpr Find kLasting[] = {without_slope, symmetric};
constexpr Find kHoldingUp[] = {
    // Causes of others come before these.
    exploding, over_penalised, dropping_too_much, killed, dead, above_start, jumping, run_out,
    saturated_at_start, vanishing, saturated_later, cut_short, rate_low, overlapping,
    // What is left is named only where the loss no longer falls, and in the end has not for long.
    getting_on, unbent, mostly_dead, on_a_plateau, vanished_later, too_small, stuck};

Found of_divergence(const run::Run& run) {
  const double total = flow_total(run.first.flow);
  const double first = run.first.train.loss;
  if (!std::isfinite(total) || !std::isfinite(first)) return found("exploding", "exploding_at_once", {});
  if (total >= kExploded / 4) return about_explosion(run, "exploding_diverged");
  return found("rate_high", "diverged",
               {{count_text, static_cast<double>(run.trainer.divergence->step)},
                {loss_text, first},
                {factor_text, highest_loss(run)}});
}

}  // namespace

bool jumps_by(const Evidence& e, double share) {
  return e.jump >= share && (e.late_loss >= kSettling * e.still_earlier_loss || was_thrown_up(e));
}

bool is_all_there_is(const Evidence& e) {
  return e.run.attainable_accuracy < kOverlap &&
         e.steady_accuracy >= e.run.attainable_accuracy - kNearlyAttained;
}

Cause cause_of_divergence(const run::Run& run) {
  const std::optional<MissingValue> missing = missing_value(run);
  if (!missing) return cause_of(of_divergence(run));
  const Figure step{count_text, static_cast<double>(run.trainer.divergence->step)};
  const Figure layer{count_text, static_cast<double>(missing->layer)};
  if (missing->where.empty()) return cause_of(found("undefined", "undefined_anywhere", {step, layer}));
  Cause cause =
      cause_of(found("undefined", missing->is_by_training ? "undefined_later" : "undefined", {step, layer}));
  cause.body.args.push_back(missing->where);
  return cause;
}

std::optional<Cause> lasting_cause(const Evidence& e) { return first_of(kLasting, e); }
std::optional<Cause> cause_of_being_stuck(const Evidence& e) { return first_of(kHoldingUp, e); }

}  // namespace lab::app
