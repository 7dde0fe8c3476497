#include "app/bench.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "app/access.h"
#include "app/advance.h"
#include "app/fields.h"
#include "app/neuron.h"
#include "data/shapes.h"

namespace lab::app {

namespace {

constexpr std::string_view kNeuron = "neuron", kImage = "image";

// Of what is seen, these belong to what is worked on.
constexpr std::string_view kOwn[] = {"x1",    "x2",    "look",    "trace", "sample", "draw",
                                     "brush", "block", "channel", "row",   "column"};

bool is_everywhere(const Field& field) {
  if (field.effect == Effect::personal) return field.key != "play";
  return field.effect == Effect::view &&
         std::find(std::begin(kOwn), std::end(kOwn), field.key) == std::end(kOwn);
}

void swap_bench(App& app, Bench& other) {
  std::swap(app.scenario, other.scenario);
  std::swap(app.shown, other.shown);
  std::swap(app.runs, other.runs);
  std::swap(app.image_runs, other.image_runs);
  std::swap(app.diagnoses, other.diagnoses);
  std::swap(app.transport, other.transport);
  std::swap(app.undo, other.undo);
  std::swap(app.redo, other.redo);
}

Scenario first_neuron() {
  Scenario first;
  first.act = {{"relu"}, {}};
  first.loss = "half_mse_01";
  first.opt = "sgd";
  first.lr = 0.1;
  first.data = "linear";
  first.points = 12;
  first.split = 1;
  first.noise = 0.12;
  first.batch = 12;
  first.speed = 10;
  return with_neurons(std::move(first), 1);
}

Scenario first_pictures() {
  Scenario first;
  first.act = {{"relu"}, {}};
  first.data = data::kShapes;
  first.points = 2500;
  first.split = 0.8;
  first.noise = 0.05;
  first.lr = 0.005;
  first.batch = 16;
  first.init = "he";
  first.speed = 30;
  return first;
}

}  // namespace

std::string_view bench_of(std::string_view view) {
  return view == kNeuron ? kNeuron : view == kImage ? kImage : "network";
}

bool is_of_pictures(std::string_view data) { return data == data::kShapes; }

bool fits_room(const Scenario& scenario) {
  return is_of_pictures(scenario.data) == (bench_of(scenario.view) == kImage);
}

Scenario first_scenario(std::string_view view) {
  Scenario first = view == kNeuron ? first_neuron() : view == kImage ? first_pictures() : Scenario{};
  first.view = view;
  return first;
}

void change_bench(App& app, std::string_view view, By by) {
  const std::string_view from = bench_of(app.shown.view), to = bench_of(view);
  if (from == to) return;
  const auto found = app.set_aside.find(to);
  const bool is_new = found == app.set_aside.end();
  Bench bench;
  if (is_new) {
    bench.scenario = first_scenario(view);
    bench.scenario.formulas = app.shown.formulas;
  } else {
    bench = std::move(found->second);
    app.set_aside.erase(found);
  }
  app.scenario.play = app.shown.play = false;
  const auto clock = clock_of(app);
  swap_bench(app, bench);
  for (const Field& field : fields()) {
    if (!is_everywhere(field)) continue;
    copy_value(bench.shown, app.scenario, field);
    copy_value(bench.shown, app.shown, field);
  }
  app.scenario.view = app.shown.view = view;
  const bool is_kept = by == By::reader && !keep_locked(bench.shown, app.scenario).empty();
  app.set_aside.insert_or_assign(std::string(from), std::move(bench));
  if (!is_new && !is_kept) return;
  if (app.runs.empty()) app.runs.resize(1);
  first_run(app).clock_s = clock;
  start_runs(app);
}

}  // namespace lab::app
