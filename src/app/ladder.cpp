#include "app/ladder.h"

#include <algorithm>
#include <cmath>

#include "app/activations.h"
#include "app/image_plan.h"
#include "app/plan.h"
#include "nn/conv/image_trace.h"

namespace lab::app {

namespace {

constexpr std::string_view kIdentity = "identity";

bool is_straight(const Scenario& scenario) {
  return scenario.act.layers.empty() && scenario.act.curves.front() == kIdentity;
}

// An activation that changes on the way would not be that of the rung.
Scenario on_rung(const Scenario& scenario, const Rung& rung) {
  Scenario side = scenario;
  side.twin.clear();
  if (rung.has_function == is_straight(scenario)) {
    train_with(side, rung.has_function ? "relu" : std::string(kIdentity));
    side.act = {{side.act.curves.front()}, {}};
    std::erase_if(side.edits, [](const Edit& edit) { return is_of_activation(edit.key); });
  }
  side.pool = rung.has_maximum ? "max" : "none";
  side.stride = rung.has_maximum ? 1 : 2;
  return side;
}

using Numbers = std::vector<double>;

Numbers outputs_for(const run::ImageRun& run, const Numbers& picture) {
  const nn::ConvPlan& plan = run.trainer.passes.plan;
  return nn::trace_image(plan, run.seen.snapshot.params, picture).layers.back().output;
}

// Of many at once, as training computes them.
std::vector<Numbers> outputs_for(const run::ImageRun& run, const std::vector<Numbers>& pictures) {
  const nn::ConvPlan& plan = run.trainer.passes.plan;
  nn::Workspace work;
  const nn::Batch batch = nn::prepare_batch(plan, pictures.size(), work);
  for (std::size_t at = 0; at < nn::units_of(plan.input); ++at) {
    for (std::size_t k = 0; k < pictures.size(); ++k)
      batch.inputs[at * batch.lanes + k] = static_cast<float>(pictures[k][at]);
  }
  nn::fill_padding(batch.inputs, nn::units_of(plan.input), batch.examples);
  nn::forward(plan, run.seen.snapshot.params, batch, work);
  const float* const values = nn::values_of(plan, plan.layers.size() - 1, batch, work);
  std::vector<Numbers> outputs(pictures.size());
  for (std::size_t k = 0; k < pictures.size(); ++k) {
    for (std::size_t o = 0; o < plan.outputs; ++o)
      outputs[k].push_back(static_cast<double>(values[o * batch.lanes + k]));
  }
  return outputs;
}

std::size_t held_out(const run::ImageRun& run, std::size_t most) {
  const data::ImageSet& set = run.plan.pictures;
  return std::min(set.count - set.train_count, most);
}

}  // namespace

std::optional<Rung> rung_of(const Scenario& scenario) {
  for (const Rung& rung : kRungs) {
    if (rung.has_function != is_straight(scenario) && on_rung(scenario, rung).pool == scenario.pool &&
        on_rung(scenario, rung).stride == scenario.stride)
      return rung;
  }
  return std::nullopt;
}

std::vector<Scenario> ladder_sides(const Scenario& scenario) {
  std::vector<Scenario> sides = {scenario};
  const std::optional<Rung> own = rung_of(scenario);
  for (const Rung& rung : kRungs)
    if (rung != own) sides.push_back(on_rung(scenario, rung));
  return sides;
}

std::optional<std::size_t> side_of(const Scenario& scenario, const Rung& rung) {
  const std::optional<Rung> own = rung_of(scenario);
  if (own == rung) return 0;
  std::size_t side = 1;
  for (const Rung& other : kRungs) {
    if (other == rung) return side;
    if (other != own) ++side;
  }
  return std::nullopt;
}

std::vector<double> held_out_picture(const data::ImageSet& set, std::size_t k) {
  std::vector<double> pixels;
  for (std::size_t at = 0; at < set.side * set.side; ++at)
    pixels.push_back(static_cast<double>(set.pixels[at * set.count + set.train_count + k]));
  return pixels;
}

OneMap one_map(const run::ImageRun& run, std::size_t most_pictures) {
  const nn::ConvPlan& plan = run.trainer.passes.plan;
  const std::vector<double> blank(nn::units_of(plan.input), 0.0);
  OneMap one{nn::affine_around(plan, run.seen.snapshot.params, blank), held_out(run, most_pictures), 0};
  double largest = 1e-30, difference = 0;
  for (std::size_t k = 0; k < one.pictures; ++k) {
    const std::vector<double> picture = held_out_picture(run.plan.pictures, k);
    const std::vector<double> given = outputs_for(run, picture), told = nn::apply(one.map, picture);
    for (std::size_t o = 0; o < given.size(); ++o) {
      largest = std::max(largest, std::abs(given[o]));
      difference = std::max(difference, std::abs(given[o] - told[o]));
    }
  }
  one.largest_difference = difference / largest;
  return one;
}

Sum sum_that_fails(const run::ImageRun& run, std::size_t most_pictures) {
  const std::size_t count = held_out(run, most_pictures);
  if (count == 0) return {};
  std::vector<Numbers> pictures;  // single ones, each with the next one added, and a blank one
  for (std::size_t k = 0; k < count; ++k) pictures.push_back(held_out_picture(run.plan.pictures, k));
  for (std::size_t k = 0; k + 1 < count; ++k) {
    Numbers both = pictures[k];
    for (std::size_t i = 0; i < both.size(); ++i) both[i] += pictures[k + 1][i];
    pictures.push_back(std::move(both));
  }
  pictures.emplace_back(pictures.front().size(), 0.0);
  const std::vector<Numbers> outputs = outputs_for(run, pictures);
  Sum worst;
  for (std::size_t a = 0; a + 1 < count; ++a) {
    for (std::size_t o = 0; o < outputs[a].size(); ++o) {
      const double first = outputs[a][o], second = outputs[a + 1][o], blank = outputs.back()[o];
      const Sum sum{a, a + 1, o, first, second, blank, first + second - blank, outputs[count + a][o]};
      if (std::abs(sum.found - sum.expected) > std::abs(worst.found - worst.expected)) worst = sum;
    }
  }
  return worst;
}

std::vector<OwnMap> own_maps(const run::ImageRun& run, std::size_t kind,
                             std::span<const std::size_t> pictures) {
  const nn::ConvPlan& plan = run.trainer.passes.plan;
  std::vector<OwnMap> maps;
  for (const std::size_t k : pictures) {
    nn::ImageTrace trace =
        nn::trace_image(plan, run.seen.snapshot.params, held_out_picture(run.plan.pictures, k));
    std::vector<double> of_kind(plan.outputs, 0.0);
    of_kind[kind] = 1;
    nn::trace_back(plan, run.seen.snapshot.params, of_kind, trace);
    maps.push_back({k, std::move(trace.picture_slope)});
  }
  return maps;
}

double median(std::span<const int> figures) {
  std::vector<int> sorted(figures.begin(), figures.end());
  std::sort(sorted.begin(), sorted.end());
  const std::size_t middle = sorted.size() / 2;
  return (static_cast<double>(sorted[middle - 1]) + static_cast<double>(sorted[middle])) / 2;
}

}  // namespace lab::app
