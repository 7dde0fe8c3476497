#include "run/stop_rule.h"

namespace lab::run {

std::optional<StopAt> first_stop(const LossHistory& history, bool has_test, const StopRule& rule) {
  std::optional<StopAt> at;
  if (rule.step > rule.after) at = {rule.step, StopAt::Why::step};
  if (rule.accuracy <= 0 && rule.plateau <= 0) return at;
  const LossRecord* before = nullptr;
  float lowest = 0;
  std::int64_t lowest_at = rule.after;
  const auto is_reached = [&](const LossRecord& record) {
    return static_cast<double>(has_test ? record.test_accuracy : record.train_accuracy) >=
           static_cast<double>(static_cast<float>(rule.accuracy));
  };
  for (const LossRecord& record : history.every) {
    if (at && record.step >= at->step) break;
    const bool counts = record.step > rule.after;
    if (counts && rule.accuracy > 0 && is_reached(record) && (before == nullptr || !is_reached(*before)))
      return StopAt{record.step, StopAt::Why::accuracy};
    if (!counts || before == nullptr || record.train_loss < lowest * (1 - kFall)) {
      lowest = record.train_loss;
      lowest_at = counts ? record.step : rule.after;
    }
    if (rule.plateau > 0 && counts && record.step - lowest_at >= rule.plateau)
      return StopAt{record.step, StopAt::Why::plateau};
    before = &record;
  }
  return at;
}

}  // namespace lab::run
