#include "app/refinements.h"

#include <algorithm>

#include "app/offered.h"
#include "base/sort_by.h"

namespace lab::app {

std::span<const Field* const> refinements() {
  static const std::vector<const Field*> all = [] {
    std::vector<const Field*> found;
    for (const Field& field : fields()) {
      if (field.refinement > 0) found.push_back(&field);
    }
    base::sort_by(found, [](const Field* field) { return field->refinement; });
    return found;
  }();
  return all;
}

bool is_detail(const Field& field) {
  const Field* needed = find_field(field.needs.key);
  return needed != nullptr && needed->refinement > 0;
}

bool has_effect(const Scenario& scenario, const Field& field) {
  if (field.needs.key.empty()) return true;
  const std::string word = encode_value(scenario, *find_field(field.needs.key));
  return std::find(field.needs.words.begin(), field.needs.words.end(), word) != field.needs.words.end();
}

bool is_added(const Scenario& scenario, const Field& field) {
  if (!has_effect(scenario, field)) return false;
  static const Scenario fresh;
  if (field.presets.empty()) return !is_same(scenario, fresh, field);
  Scenario plain = scenario;  // a default may depend on what else is chosen
  copy_value(fresh, plain, field);
  return number_of(scenario, field) != number_of(plain, field);
}

Scenario without_refinements(const Scenario& scenario) {
  Scenario plain = scenario;
  const Scenario fresh;
  for (const Field* field : refinements()) copy_value(fresh, plain, *field);
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
      set_value(now, *find_field(edit->key), edit->value);
    }
    const nn::ScheduleRow& schedule = *nn::find_schedule(now.schedule);
    rates.push_back(
        static_cast<double>(schedule.rate(schedule_settings(now), static_cast<float>(now.lr), step)));
  }
  return rates;
}

std::int64_t schedule_span(const Scenario& scenario) {
  double span = 0;
  for (const Field* field : refinements()) {
    if (field->span_factor == 0 || !has_effect(scenario, *field)) continue;
    span = std::max(span, number_of(scenario, *field) * field->span_factor);
  }
  return static_cast<std::int64_t>(span);
}

}  // namespace lab::app
