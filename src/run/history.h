// The loss and accuracy curves: records at steps that are multiples of a stride which doubles when the record
// is full, so that they depend on the run alone and never on how often the screen was drawn.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "nn/trainer.h"

namespace lab::run {

struct LossRecord {
  std::int64_t step = 0;
  float train_loss = 0, test_loss = 0;
  float train_accuracy = 0, test_accuracy = 0;
};

struct LossHistory {
  static constexpr std::size_t kCapacity = 512;
  std::vector<LossRecord> records;  // by step, starting with step 0
  std::vector<LossRecord> every;    // also those that have been left out since
  std::int64_t stride = 1;
  std::int64_t first_stride = 1;  // of an empty one
  float highest_train_loss = 0;   // of all records there ever were
};

// The next step that wants a record: of a run that has gone back, one that it has not been to.
std::int64_t next_record_step(const LossHistory&, std::int64_t step);

void add_record(LossHistory&, std::int64_t step, const nn::Metrics& train, const nn::Metrics& test);

// What it was at this step.
void forget_after(LossHistory&, std::int64_t step);

}  // namespace lab::run
