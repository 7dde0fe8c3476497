#include "ui/control/weight_change.h"

#include <algorithm>

namespace lab::ui {

std::string weight_id(const app::WeightPlace& place) {
  return "w." + std::to_string(place.layer) + "." + std::to_string(place.unit) + "." +
         (place.input == 0 ? "b" : std::to_string(place.input));
}

void set_weight(Frame& f, const app::WeightPlace& place, double value, bool goes_on) {
  const app::Limits& limits = app::find_field("w")->limits;
  app::Scenario next = f.app.shown;
  next.w.ones[place] = static_cast<float>(std::clamp(value, limits.min, limits.max));
  change(f, next, goes_on);
}

}  // namespace lab::ui
