#include "app/offered.h"

#include <algorithm>
#include <limits>

#include "base/text.h"
#include "nn/optimizer.h"

namespace lab::app {

double number_of(const Scenario& scenario, const Field& field, std::string_view text) {
  if (!field.limits.zero.empty() && text == field.limits.zero) return std::numeric_limits<double>::infinity();
  if (field.key == "momentum" && text.empty()) return nn::find_optimizer(scenario.opt)->defaults.momentum;
  return base::parse_number(text).value_or(0);
}

std::vector<std::string> offered_values(const Scenario& scenario, const Field& field,
                                        std::span<const std::string_view> presets) {
  const auto number = [&](std::string_view text) { return number_of(scenario, field, text); };
  std::vector<std::string> values = {encode_value(scenario, field)};
  for (const std::string_view preset : presets) {
    if (number(preset) != number(values.front())) values.emplace_back(preset);
  }
  std::sort(values.begin(), values.end(),
            [&](const std::string& l, const std::string& r) { return number(l) < number(r); });
  return values;
}

}  // namespace lab::app
