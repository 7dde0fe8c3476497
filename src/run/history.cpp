#include "run/history.h"

#include <algorithm>

namespace lab::run {

std::int64_t next_record_step(const LossHistory& history, std::int64_t step) {
  return (step / history.stride + 1) * history.stride;
}

void add_record(LossHistory& history, std::int64_t step, const nn::Metrics& train, const nn::Metrics& test) {
  history.records.push_back({step, static_cast<float>(train.loss), static_cast<float>(test.loss),
                             static_cast<float>(train.accuracy), static_cast<float>(test.accuracy)});
  history.highest_train_loss = std::max(history.highest_train_loss, history.records.back().train_loss);
  if (history.records.size() < LossHistory::kCapacity) return;
  history.stride *= 2;
  const auto is_between = [&](const LossRecord& record) { return record.step % history.stride != 0; };
  history.records.erase(std::remove_if(history.records.begin(), history.records.end(), is_between),
                        history.records.end());
}

}  // namespace lab::run
