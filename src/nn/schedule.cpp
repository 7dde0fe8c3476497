#include "nn/schedule.h"

#include <algorithm>
#include <array>
#include <limits>

#include "base/math.h"
#include "base/rows.h"

namespace lab::nn {

namespace {

float constant(const ScheduleSettings&, float learning_rate, std::int64_t) { return learning_rate; }

float step(const ScheduleSettings& settings, float learning_rate, std::int64_t updates) {
  const std::int64_t drops =
      std::min<std::int64_t>(updates / settings.every, std::numeric_limits<int>::max());
  return learning_rate * base::power(settings.factor, static_cast<int>(drops));
}

float cosine(const ScheduleSettings& settings, float learning_rate, std::int64_t updates) {
  constexpr float kPi = 3.14159265358979F;
  if (updates >= settings.length) return settings.lowest;
  const float share = static_cast<float>(updates) / static_cast<float>(settings.length);
  const float height = 0.5F * (1.0F + base::cos(kPi * share));
  return settings.lowest + (learning_rate - settings.lowest) * height;
}

constexpr std::array<ScheduleRow, 3> kSchedules{{
    {"constant", constant},
    {"step", step},
    {"cosine", cosine},
}};

}  // namespace

std::span<const ScheduleRow> schedules() { return kSchedules; }

const ScheduleRow* find_schedule(std::string_view id) {
  return base::find_row(kSchedules, id, &ScheduleRow::id);
}

}  // namespace lab::nn
