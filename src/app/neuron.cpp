#include "app/neuron.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "act/study/sampling.h"
#include "app/plan.h"
#include "app/plane_place.h"

namespace lab::app {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr int kShapePlaces = 120;  // at which a sum is held against its shape

bool fits(const run::Run& run) {
  if (!run::is_made(run)) return false;
  const nn::NetworkSpec& network = run.seen.snapshot.network;
  return network.inputs == 2 && network.outputs == 1 && network.hidden.size() == 1 &&
         network.hidden.front().units <= kMostNeurons && network.hidden.front().norm == nullptr;
}

const nn::Snapshot& snapshot_of(const App& app) { return first_run(app).seen.snapshot; }

double param(const nn::Snapshot& snapshot, const WeightPlace& place) {
  const std::optional<std::uint32_t> at = param_of(snapshot.network, place);
  return at ? static_cast<double>(snapshot.params[*at]) : 0;
}

void read_place(const App& app, NeuronReading& reading) {
  const PlanePlace place = chosen_place(app);
  reading.x1 = place.x1;
  reading.x2 = place.x2;
  reading.point = place.point;
  reading.is_at_point = place.is_at_point;
  reading.is_class1 = place.is_class1;
  reading.wanted = place.wanted;
}

void read_units(const App& app, NeuronReading& reading) {
  const nn::Snapshot& snapshot = snapshot_of(app);
  const nn::LossRow& loss = *nn::find_loss(app.shown.loss);
  const std::array<double, 2> x = {reading.x1, reading.x2};
  const nn::PointTrace trace = nn::trace_point(snapshot.network, snapshot.params, loss, x, reading.wanted);
  const auto gradient = [&](const WeightPlace& place) {
    return trace.gradients[*param_of(snapshot.network, place)];
  };
  const nn::LayerTrace& layer = trace.layers.front();
  for (int i = 1; i <= snapshot.network.hidden.front().units; ++i) {
    const auto at = static_cast<std::size_t>(i) - 1;
    UnitReading unit;
    unit.w1 = param(snapshot, {1, i, 1});
    unit.w2 = param(snapshot, {1, i, 2});
    unit.b = param(snapshot, {1, i, 0});
    unit.v = param(snapshot, {2, 1, i});
    unit.z = layer.sum[at];
    unit.a = layer.output[at];
    unit.slope = layer.slope[at];
    unit.arriving = layer.arriving[at];
    unit.delta = layer.delta[at];
    unit.from_w1 = gradient({1, i, 1});
    unit.from_w2 = gradient({1, i, 2});
    unit.from_b = gradient({1, i, 0});
    unit.from_v = gradient({2, 1, i});
    reading.units.push_back(unit);
  }
  reading.c = param(snapshot, {2, 1, 0});
  reading.output = trace.layers.back().output.front();
  reading.loss = trace.loss;
}

void judge(const App& app, NeuronReading& reading) {
  const data::PointSet& points = first_run(app).plan.points;
  for (std::size_t i = 0; i < points.x1.size(); ++i) reading.right += is_right(app, reading, i) ? 1 : 0;
}

void hold_against_shape(const App& app, NeuronReading& reading) {
  const data::PlaneRange plane = first_run(app).plan.points.plane;
  for (int i = 0; i <= kShapePlaces; ++i) {
    const double share = static_cast<double>(i) / kShapePlaces;
    const double x = static_cast<double>(plane.min) + share * static_cast<double>(plane.max - plane.min);
    const double apart = std::fabs(sum_at(app, reading, x, 0) - wanted_shape(reading, x));
    reading.shape_gap = std::isnan(apart) ? kNone : std::max(reading.shape_gap, apart);
  }
}

}  // namespace

std::optional<NeuronReading> read_neuron(const App& app) {
  if (!fits(first_run(app))) return std::nullopt;
  NeuronReading reading;
  read_place(app, reading);
  read_units(app, reading);
  judge(app, reading);
  hold_against_shape(app, reading);
  return reading;
}

bool is_right(const App& app, const NeuronReading& reading, std::size_t point) {
  const data::PointSet& points = first_run(app).plan.points;
  const auto x1 = static_cast<double>(points.x1[point]), x2 = static_cast<double>(points.x2[point]);
  const UnitReading& unit = reading.units.front();
  const bool is_above = reading.units.size() == 1
                            ? unit.w1 * x1 + unit.w2 * x2 + unit.b > 0
                            : sum_at(app, reading, x1, x2) >
                                  static_cast<double>(nn::class_threshold(*nn::find_loss(app.shown.loss)));
  return is_above == (points.label[point] != 0);
}

double part_at(const App& app, const UnitReading& unit, double x1, double x2) {
  const act::Activation& f = snapshot_of(app).network.hidden.front().activation;
  base::AlignedFloats z(base::kLanes, static_cast<float>(unit.w1 * x1 + unit.w2 * x2 + unit.b));
  act::apply(f, z.data(), z.data(), nullptr, z.size());
  return unit.v * static_cast<double>(z[0]);
}

double sum_at(const App& app, const NeuronReading& reading, double x1, double x2) {
  double sum = reading.c;
  for (const UnitReading& unit : reading.units) sum += part_at(app, unit, x1, x2);
  return sum;
}

double wanted_shape(const NeuronReading& reading, double x1) {
  for (const UnitReading& unit : reading.units) {
    if (unit.w2 != 0) return kNone;
  }
  if (reading.units.size() == 2) return std::clamp(x1, 0.0, 1.0);
  return reading.units.size() == 3 ? std::max(1 - std::fabs(x1), 0.0) : kNone;
}

Scenario with_neurons(Scenario scenario, int count) {
  scenario.net = {count};
  scenario.steps = 0;
  scenario.edits.clear();
  scenario.freeze.clear();
  scenario.w = {};
  if (scenario.look != "profile" && count != 2) scenario.look = "profile";
  auto& ones = scenario.w.ones;
  ones[{2, 1, 0}] = 0;
  if (count == 1) {
    ones[{1, 1, 1}] = 1.2F;
    ones[{1, 1, 2}] = -0.8F;
    ones[{1, 1, 0}] = 0.4F;
    ones[{2, 1, 1}] = 1;
    scenario.freeze = {{2, 1, 0}, {2, 1, 1}};  // what the neuron gives is the output
    return scenario;
  }
  constexpr float kKinks[] = {0, 1, -1};
  constexpr float kRamp[] = {1, -1}, kHat[] = {-2, 1, 1};
  for (int i = 0; i < count; ++i) {
    ones[{1, i + 1, 1}] = 1;
    ones[{1, i + 1, 2}] = 0;
    ones[{1, i + 1, 0}] = -kKinks[i];
    ones[{2, 1, i + 1}] = count == 2 ? kRamp[i] : kHat[i];
  }
  return scenario;
}

}  // namespace lab::app
