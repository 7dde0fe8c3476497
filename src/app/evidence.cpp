#include "app/evidence.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>
#include <vector>

namespace lab::app {

namespace {

using Records = std::span<const run::LossRecord>;

std::int64_t last_change_step(const run::Run& run) {
  std::int64_t last = 0;
  for (const run::CourseChange& change : run.plan.course.changes) {
    if (change.step <= run.seen.snapshot.step) last = std::max(last, change.step);
  }
  return last;
}

// From `first` to `last`, both included.
Records records_between(const run::Run& run, std::int64_t first, std::int64_t last) {
  const auto is_before = [](const run::LossRecord& record, std::int64_t step) { return record.step < step; };
  const auto& all = run.history.records;
  const auto begin = std::lower_bound(all.begin(), all.end(), first, is_before);
  const auto end = std::lower_bound(begin, all.end(), last + 1, is_before);
  return {all.data() + (begin - all.begin()), static_cast<std::size_t>(end - begin)};
}

double mean_loss(Records records) {
  double sum = 0;
  for (const run::LossRecord& record : records) sum += static_cast<double>(record.train_loss);
  return sum / static_cast<double>(records.size());
}

double median_loss(Records records) {
  std::vector<double> losses;
  for (const run::LossRecord& record : records) losses.push_back(static_cast<double>(record.train_loss));
  std::sort(losses.begin(), losses.end());
  return losses[losses.size() / 2];
}

void take_means(Records records, Evidence& found) {
  nn::Metrics train, test;
  for (const run::LossRecord& record : records) {
    train.loss += static_cast<double>(record.train_loss);
    train.accuracy += static_cast<double>(record.train_accuracy);
    test.loss += static_cast<double>(record.test_loss);
    test.accuracy += static_cast<double>(record.test_accuracy);
  }
  const auto count = static_cast<double>(records.size());
  found.train = {train.loss / count, train.accuracy / count, found.train.points};
  found.test = {test.loss / count, test.accuracy / count, found.test.points};
  found.steady_accuracy = found.test.points > 0 ? found.test.accuracy : found.train.accuracy;
}

void judge_second_half(Records half, Evidence& found) {
  double rises = 0;
  double falls = 0;
  for (std::size_t i = 1; i < half.size(); ++i) {
    const double change =
        static_cast<double>(half[i].train_loss) - static_cast<double>(half[i - 1].train_loss);
    (change > 0 ? rises : falls) += std::fabs(change);
  }
  found.jump = rises / static_cast<double>(half.size() - 1) / mean_loss(half);
  found.wavering = falls > 0 ? rises / falls : 1;
}

double weight_squares(const nn::Diagnostics& diagnostics) {
  double sum = 0;
  for (std::size_t l = 0; l < diagnostics.layer_count; ++l)
    sum += std::pow(diagnostics.layers[l].weight_norm, 2);
  return sum;
}

}  // namespace

double flow_total(const nn::GradientFlow& flow) {
  return std::pow(nn::factor_per_layer(flow), static_cast<double>(flow.layer_count) - 1);
}

double weights_kept(const run::Run& run) {
  return std::sqrt(weight_squares(run.seen.diagnostics) / weight_squares(run.first.diagnostics));
}

double mean_gain(const run::Run& run) {
  const std::vector<nn::LayerShape> layers = nn::layer_shapes(run.seen.snapshot.network);
  double product = 1;
  for (std::size_t l = 1; l < layers.size(); ++l)
    product *= run.seen.diagnostics.layers[l].weight_norm / std::sqrt(layers[l].pre_activations);
  return std::pow(product, 1 / static_cast<double>(layers.size() - 1));
}

double mean_slope(const run::Run& run) {
  const std::size_t hidden = run.seen.diagnostics.layer_count - 1;
  double product = 1;
  for (std::size_t l = 0; l < hidden; ++l) product *= run.seen.diagnostics.layers[l].slope;
  return std::pow(product, 1 / static_cast<double>(hidden));
}

Evidence evidence(const run::Run& run) {
  const run::Observation& seen = run.seen;
  Evidence found{run};
  const bool is_held_out = seen.test.points > 0;
  found.accuracy = found.steady_accuracy = is_held_out ? seen.test.accuracy : seen.train.accuracy;
  found.flow_factor = nn::factor_per_layer(seen.flow);
  found.flow_total = flow_total(seen.flow);
  found.train = seen.train;
  found.test = seen.test;
  found.first_loss = found.late_loss = found.earlier_loss = found.still_earlier_loss = seen.train.loss;
  found.steps_to_halve = std::numeric_limits<double>::infinity();
  const std::int64_t now = seen.snapshot.step;
  const std::int64_t since = last_change_step(run);
  const auto after = [&](std::int64_t eighths) {
    return records_between(run, since + (now - since) * eighths / 8 + 1, now);
  };
  const auto quarter = [&](std::int64_t number) {  // the second or third
    return records_between(run, since + (now - since) * (number - 1) / 4 + 1,
                           since + (now - since) * number / 4);
  };
  if (after(7).empty() || quarter(2).empty() || quarter(3).empty() || after(4).size() < 4) return found;
  found.steps = now - since;
  found.epochs = seen.snapshot.epoch * static_cast<double>(found.steps) / static_cast<double>(now);
  take_means(after(7), found);
  found.first_loss = static_cast<double>(records_between(run, since, now).front().train_loss);
  found.late_loss = median_loss(after(6));
  found.earlier_loss = median_loss(quarter(3));
  found.still_earlier_loss = median_loss(quarter(2));
  judge_second_half(after(4), found);
  const double fall = std::log(found.earlier_loss / found.late_loss);  // in a quarter of the steps
  if (fall > 0) found.steps_to_halve = std::log(2.0) / fall * static_cast<double>(found.steps) / 4;
  return found;
}

}  // namespace lab::app
