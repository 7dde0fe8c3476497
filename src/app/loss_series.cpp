#include "app/loss_series.h"

#include <algorithm>
#include <cmath>

namespace lab::app {

template <typename Kind>
LossSeries loss_series(const run::RunOf<Kind>& run, Measure measure, std::size_t places) {
  constexpr double kHighest = 2;  // times the first loss
  const bool is_loss = measure == Measure::loss;
  LossSeries s;
  const auto add = [&](std::int64_t step, double train, double test) {
    s.step.push_back(static_cast<double>(step));
    for (const auto& [values, value] : {std::pair(&s.train, train), std::pair(&s.test, test)}) {
      values->push_back(value);
      if (std::isfinite(value)) s.top = std::max(s.top, value);
    }
  };
  const std::vector<run::LossRecord>& records = run.history.records;
  const std::int64_t present = run.seen.snapshot.step;
  // A run that has gone back keeps its curve; else there may be records ahead of what is shown.
  const std::int64_t until = run.trainer.step < run.furthest ? run.furthest : present;
  const auto value = [&](const nn::Metrics& seen) { return is_loss ? seen.loss : seen.accuracy; };
  bool has_now = false;
  const auto add_now = [&] {
    has_now = true;
    s.now = s.step.size();
    add(present, value(run.seen.train), value(run.seen.test));
  };
  const std::size_t every = records.size() / places + 1;
  for (std::size_t i = 0; i < records.size(); i += every) {
    const run::LossRecord& record = records[i];
    if (!has_now && record.step >= present) {
      add_now();
      if (record.step == present) continue;
    }
    if (record.step > until) break;
    add(record.step, static_cast<double>(is_loss ? record.train_loss : record.train_accuracy),
        static_cast<double>(is_loss ? record.test_loss : record.test_accuracy));
  }
  if (!has_now) add_now();
  const double first = std::max(s.train.front(), s.test.front());
  const double last = std::max(s.train.back(), s.test.back());
  // A short rise far beyond where the run began would make a flat line of all else: it leaves the chart.
  if (first > 0) s.top = std::min(s.top, std::max(kHighest * first, std::isfinite(last) ? last : 0.0));
  s.top = is_loss ? std::max(s.top, 1e-3) : 1.0;
  return s;
}

template LossSeries loss_series(const run::Run&, Measure, std::size_t);
template LossSeries loss_series(const run::ImageRun&, Measure, std::size_t);

}  // namespace lab::app
