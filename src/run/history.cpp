#include "run/history.h"

#include <algorithm>
#include <utility>

namespace lab::run {

std::int64_t next_record_step(const LossHistory& history, std::int64_t step) {
  const std::int64_t from = history.every.empty() ? step : std::max(step, history.every.back().step);
  return (from / history.stride + 1) * history.stride;
}

namespace {

void add(LossHistory& history, const LossRecord& record) {
  history.every.push_back(record);
  history.records.push_back(record);
  history.highest_train_loss = std::max(history.highest_train_loss, record.train_loss);
  if (history.records.size() < LossHistory::kCapacity) return;
  history.stride *= 2;
  const auto is_between = [&](const LossRecord& one) { return one.step % history.stride != 0; };
  history.records.erase(std::remove_if(history.records.begin(), history.records.end(), is_between),
                        history.records.end());
}

}  // namespace

void add_record(LossHistory& history, std::int64_t step, const nn::Metrics& train, const nn::Metrics& test) {
  add(history, {step, static_cast<float>(train.loss), static_cast<float>(test.loss),
                static_cast<float>(train.accuracy), static_cast<float>(test.accuracy)});
}

void forget_after(LossHistory& history, std::int64_t step) {
  LossHistory until;
  until.stride = until.first_stride = history.first_stride;
  for (const LossRecord& record : history.every) {
    if (record.step <= step) add(until, record);
  }
  history = std::move(until);
}

}  // namespace lab::run
