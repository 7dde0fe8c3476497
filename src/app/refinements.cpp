#include "app/refinements.h"

#include <algorithm>

#include "app/fields.h"
#include "app/offered.h"
#include "base/text.h"

namespace lab::app {

namespace {

constexpr std::string_view kRates[] = {"0", "0.1", "0.2", "0.3", "0.5", "0.7", "0.9"};
constexpr std::string_view kPenalties[] = {"0",    "0.0001", "0.0003", "0.001", "0.003",
                                           "0.01", "0.03",   "0.1",    "0.3",   "1"};
constexpr std::string_view kBounds[] = {"0", "0.01", "0.03", "0.1", "0.3", "1", "3", "10"};
constexpr std::string_view kSteps[] = {"100", "300", "1000", "3000", "10000", "30000", "100000"};
constexpr std::string_view kFactors[] = {"0.1", "0.2", "0.3", "0.5", "0.7", "0.8", "0.9"};
constexpr std::string_view kLowest[] = {"0", "0.0001", "0.0003", "0.001", "0.003", "0.01"};
constexpr std::string_view kMomenta[] = {"0", "0.5", "0.8", "", "0.95", "0.99"};  // "": the default, 0.9
constexpr std::string_view kDeviations[] = {"0.01", "0.03", "0.1", "0.3", "1", "3"};

constexpr double kFallsShown = 4;
constexpr double kDescentsShown = 1.25;

// In the order in which they are read: what is added to a step, then how the rate goes.
constexpr Refinement kRefinements[] = {
    {"dropout", kRates},
    {"l1", kPenalties},
    {"l2", kPenalties},
    {"clip", kBounds},
    {"clip_value", kBounds},
    {"schedule", {}},
    {"schedule_every", kSteps, "schedule", {"step"}, kFallsShown},
    {"schedule_factor", kFactors, "schedule", {"step"}},
    {"schedule_length", kSteps, "schedule", {"cosine"}, kDescentsShown},
    {"schedule_lowest", kLowest, "schedule", {"cosine"}},
    {"momentum", kMomenta, "opt", {"momentum", "nesterov"}},
    {"init_sigma", kDeviations, "init", {"normal"}},
};

std::string text_of(const Scenario& scenario, std::string_view key) {
  return encode_value(scenario, *find_field(key));
}

}  // namespace

std::span<const Refinement> refinements() { return kRefinements; }

bool is_detail(const Refinement& refinement) {
  return std::any_of(std::begin(kRefinements), std::end(kRefinements),
                     [&](const Refinement& other) { return other.key == refinement.needs_key; });
}

bool has_effect(const Scenario& scenario, const Refinement& refinement) {
  if (refinement.needs_key.empty()) return true;
  const std::string word = text_of(scenario, refinement.needs_key);
  return std::find(refinement.needs_words.begin(), refinement.needs_words.end(), word) !=
         refinement.needs_words.end();
}

bool is_added(const Scenario& scenario, const Refinement& refinement) {
  if (!has_effect(scenario, refinement)) return false;
  const std::string text = text_of(scenario, refinement.key);
  const std::string fresh = text_of(Scenario{}, refinement.key);
  if (refinement.presets.empty()) return text != fresh;
  const Field& field = *find_field(refinement.key);
  return number_of(scenario, field, text) != number_of(scenario, field, fresh);
}

Scenario without_refinements(const Scenario& scenario) {
  Scenario plain = scenario;
  const Scenario fresh;
  for (const Refinement& refinement : kRefinements) {
    decode_value(plain, *find_field(refinement.key), text_of(fresh, refinement.key));
  }
  return plain;
}

nn::ScheduleSettings schedule_settings(const Scenario& scenario) {
  return {scenario.schedule_every, static_cast<float>(scenario.schedule_factor), scenario.schedule_length,
          static_cast<float>(std::min(scenario.schedule_lowest, scenario.lr))};
}

std::vector<double> learning_rates(const Scenario& scenario, std::span<const std::int64_t> steps) {
  Scenario now = scenario;
  auto edit = scenario.edits.begin();
  std::vector<double> rates;
  for (const std::int64_t step : steps) {
    for (; edit != scenario.edits.end() && edit->step <= step; ++edit) {
      decode_value(now, *find_field(edit->key), edit->value);
    }
    const nn::ScheduleRow& schedule = *nn::find_schedule(now.schedule);
    rates.push_back(
        static_cast<double>(schedule.rate(schedule_settings(now), static_cast<float>(now.lr), step)));
  }
  return rates;
}

std::int64_t schedule_span(const Scenario& scenario) {
  double span = 0;
  for (const Refinement& refinement : kRefinements) {
    if (refinement.span_factor == 0 || !has_effect(scenario, refinement)) continue;
    const double steps = base::parse_number(text_of(scenario, refinement.key)).value_or(0);
    span = std::max(span, steps * refinement.span_factor);
  }
  return static_cast<std::int64_t>(span);
}

}  // namespace lab::app
