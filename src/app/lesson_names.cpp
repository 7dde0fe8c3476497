// What goals of lessons ask for, by name.
#include <algorithm>
#include <cmath>
#include <iterator>

#include "act/activation.h"
#include "act/study/float32.h"
#include "act/study/sampling.h"
#include "app/activations.h"
#include "app/fields.h"
#include "app/lessons.h"
#include "app/neuron.h"
#include "app/plan.h"
#include "base/rows.h"
#include "base/text.h"

namespace lab::app {

namespace {

act::Activation curve(const App& app, std::size_t index) {
  return activation_of(app.shown, chosen(app.shown, Use::curves)[index], Use::curves);
}

std::optional<double> curve_value(const App& app) {
  return act::read(curve(app, 0), act::Reading::value, app.cursor_x);
}

std::optional<double> curve_slope(const App& app) {
  return act::read(curve(app, 0), act::Reading::slope, app.cursor_x);
}

std::optional<double> value_in_32_bits(const App& app) {
  return act::float32_value(curve(app, 0), app.cursor_x);
}

// The largest between the first two curves over the plot.
std::optional<double> gap(const App& app) {
  if (chosen(app.shown, Use::curves).size() < 2) return std::nullopt;
  const act::Activation first = curve(app, 0), second = curve(app, 1);
  double most = 0;
  for (const SketchPoint& place : flat_graph({app.shown.x, app.shown.y}, 0)) {
    const double apart = std::fabs(act::read(first, act::Reading::value, place.x) -
                                   act::read(second, act::Reading::value, place.x));
    if (std::isfinite(apart)) most = std::max(most, apart);
  }
  return most;
}

template <std::size_t index>
std::optional<double> parameter(const App& app) {
  const act::Activation f = curve(app, 0);
  return index < f.row->params.size() ? std::optional(static_cast<double>(f.params[index])) : std::nullopt;
}

// What is seen of the first run.
const run::Observation* seen(const App& app) {
  const run::Run& run = first_run(app);
  return run::is_made(run) ? &run.seen : nullptr;
}

template <nn::Metrics run::Observation::*metrics, double nn::Metrics::*member>
std::optional<double> metric(const App& app) {
  const run::Observation* const at = seen(app);
  if (at == nullptr || (at->*metrics).points == 0) return std::nullopt;
  return static_cast<double>((at->*metrics).*member);
}

std::optional<double> step(const App& app) {
  return seen(app) == nullptr ? std::nullopt : std::optional(static_cast<double>(seen(app)->snapshot.step));
}

// The largest change of a weight or bias since step 0.
std::optional<double> moved(const App& app) {
  if (seen(app) == nullptr) return std::nullopt;
  const auto& now = seen(app)->snapshot.params;
  const auto& first = first_run(app).first.snapshot.params;
  float most = 0;
  for (std::size_t i = 0; i < now.size() && i < first.size(); ++i)
    most = std::max(most, std::fabs(now[i] - first[i]));
  return static_cast<double>(most);
}

std::optional<double> units(const App& app) {
  double count = 0;
  for (const int one : app.shown.net) count += one;
  return count;
}

// "w[1][2][0]": the bias of unit 2 of layer 1.
std::optional<WeightPlace> weight_named(std::string_view name) {
  WeightPlace place;
  int* const parts[] = {&place.layer, &place.unit, &place.input};
  if (name.empty() || name.front() != 'w') return std::nullopt;
  name.remove_prefix(1);
  for (int* const part : parts) {
    const std::size_t end = name.find(']');
    if (name.empty() || name.front() != '[' || end == std::string_view::npos) return std::nullopt;
    const std::optional<double> number = base::parse_number(name.substr(1, end - 1));
    if (!number || *number < 0 || *number > nn::kMaxUnits) return std::nullopt;
    *part = static_cast<int>(*number);
    name.remove_prefix(end + 1);
  }
  return name.empty() ? std::optional(place) : std::nullopt;
}

std::optional<double> weight(const App& app, const WeightPlace& place) {
  if (seen(app) == nullptr) return std::nullopt;
  const nn::Snapshot& snapshot = seen(app)->snapshot;
  const std::optional<std::uint32_t> at = param_of(snapshot.network, place);
  return at ? std::optional(static_cast<double>(snapshot.params[*at])) : std::nullopt;
}

// Of the neuron that is looked at.
template <double NeuronReading::*member>
std::optional<double> of_neuron(const App& app) {
  const std::optional<NeuronReading> reading = read_neuron(app);
  return reading ? std::optional((*reading).*member) : std::nullopt;
}

struct NumberRow {
  std::string_view name;
  std::optional<double> (*of)(const App&);
};

constexpr NumberRow kNumbers[] = {
    {"step", step},
    {"accuracy", metric<&run::Observation::test, &nn::Metrics::accuracy>},
    {"train_accuracy", metric<&run::Observation::train, &nn::Metrics::accuracy>},
    {"loss", metric<&run::Observation::test, &nn::Metrics::loss>},
    {"train_loss", metric<&run::Observation::train, &nn::Metrics::loss>},
    {"moved", moved},
    {"x", [](const App& app) { return std::optional(app.cursor_x); }},
    {"f", curve_value},
    {"slope", curve_slope},
    {"f32", value_in_32_bits},
    {"gap", gap},
    {"x1", of_neuron<&NeuronReading::x1>},
    {"x2", of_neuron<&NeuronReading::x2>},
    {"output", of_neuron<&NeuronReading::output>},
    {"right", of_neuron<&NeuronReading::right>},
    {"shape_gap", of_neuron<&NeuronReading::shape_gap>},
    {"a", parameter<0>},
    {"b", parameter<1>},
    {"c", parameter<2>},
    {"layers", [](const App& app) { return std::optional(static_cast<double>(app.shown.net.size())); }},
    {"units", units},
    {"lr", [](const App& app) { return std::optional(app.shown.lr); }},
    {"noise", [](const App& app) { return std::optional(app.shown.noise); }},
};

struct WordRow {
  std::string_view name;
  std::string (*of)(const Scenario&);
};

constexpr WordRow kWords[] = {
    {"act", [](const Scenario& s) { return chosen(s, Use::network).front(); }},
    {"curve", [](const Scenario& s) { return chosen(s, Use::curves).front(); }},
    {"twin", [](const Scenario& s) { return s.twin.empty() ? std::string("none") : s.twin.front(); }},
    {"view", [](const Scenario& s) { return s.view; }},
    {"look", [](const Scenario& s) { return s.look; }},
    {"data", [](const Scenario& s) { return s.data; }},
    {"init", [](const Scenario& s) { return s.init; }},
    {"opt", [](const Scenario& s) { return s.opt; }},
    {"norm", [](const Scenario& s) { return s.norm; }},
};

}  // namespace

std::vector<std::string_view> goal_numbers() {
  std::vector<std::string_view> names;
  for (const NumberRow& row : kNumbers) names.push_back(row.name);
  return names;
}

bool is_goal_number(std::string_view name) {
  return base::find_row(kNumbers, name, &NumberRow::name) != nullptr || weight_named(name);
}

std::vector<std::string_view> goal_words() {
  std::vector<std::string_view> names;
  for (const WordRow& row : kWords) names.push_back(row.name);
  return names;
}

lesson::Lookup goal_lookup(const App& app) {
  return {[&app](std::string_view name) {
            const NumberRow* const row = base::find_row(kNumbers, name, &NumberRow::name);
            if (row != nullptr) return row->of(app);
            const std::optional<WeightPlace> place = weight_named(name);
            return place ? weight(app, *place) : std::nullopt;
          },
          [&app](std::string_view name) {
            const WordRow* const row = base::find_row(kWords, name, &WordRow::name);
            return row == nullptr ? std::nullopt : std::optional(row->of(app.shown));
          }};
}

}  // namespace lab::app
