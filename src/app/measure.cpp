#include "app/measure.h"

#include <algorithm>
#include <chrono>
#include <limits>

#include "app/app.h"

namespace lab::app {

namespace {

constexpr double kNoLimitS = std::numeric_limits<double>::infinity();

std::size_t all_points(const App& app) { return app.points.x1.size(); }

// Returns whether all points are counted.
bool count_some(App& app, nn::MetricsTally& tally, double slice_s) {
  const double start_s = app.clock_s();
  const auto left = static_cast<std::int64_t>(all_points(app) - tally.points);
  const std::int64_t fit = run::how_many_fit(app.pace.point.each_s, slice_s, left);
  const std::size_t before = tally.points;
  nn::tally_points(*app.trainer, static_cast<std::size_t>(std::max<std::int64_t>(fit, 1)), tally,
                   app.workspace);
  run::learn(app.pace.point, static_cast<std::int64_t>(tally.points - before), app.clock_s() - start_s);
  return tally.points == all_points(app);
}

void end_record(App& app) {
  app.recording.is_under_way = false;
  const nn::MetricsTally& tally = app.recording.tally;
  run::add_record(app.history, app.trainer->step, nn::train_metrics(*app.trainer, tally),
                  nn::test_metrics(*app.trainer, tally));
}

// Returns whether all layers are diagnosed.
bool diagnose_some(App& app, double slice_s) {
  Picture& picture = app.picture;
  const nn::Trainer& trainer = *app.trainer;
  const std::size_t layers = picture.snapshot.network.hidden.size() + 1;
  const double end_s = app.clock_s() + slice_s;
  do {
    const double start_s = app.clock_s();
    nn::diagnose_layer(picture.snapshot.network, picture.snapshot.params, trainer.dparams,
                       nn::training_inputs(trainer.examples), picture.layers, app.diagnostics_workspace,
                       picture.diagnostics);
    run::learn(app.pace.layers[picture.layers++], 1, app.clock_s() - start_s);
  } while (picture.layers < layers && app.clock_s() + app.pace.layers[picture.layers].each_s <= end_s);
  return picture.layers == layers;
}

void end_picture(App& app) {
  app.picture.is_under_way = false;
  app.snapshot = std::move(app.picture.snapshot);
  app.train = nn::train_metrics(*app.trainer, app.picture.tally);
  app.test = nn::test_metrics(*app.trainer, app.picture.tally);
  app.diagnostics = app.picture.diagnostics;
  app.diagnosis = diagnose(app);
  app.worked_s = 0;
  ++app.version;
}

}  // namespace

void begin_record(App& app) { app.recording = {true, {}}; }

void begin_picture(App& app) {
  app.picture = {};
  app.picture.is_under_way = true;
  app.picture.snapshot = nn::snapshot(*app.trainer);
}

bool is_measuring(const App& app) { return app.recording.is_under_way || app.picture.is_under_way; }

void measure_some(App& app, double slice_s) {
  if (app.recording.is_under_way) {
    if (count_some(app, app.recording.tally, slice_s)) end_record(app);
  } else if (app.picture.tally.points < all_points(app)) {
    count_some(app, app.picture.tally, slice_s);
  } else if (diagnose_some(app, slice_s)) {
    end_picture(app);
  }
}

double next_piece_s(const App& app) {
  const nn::MetricsTally& tally = app.recording.is_under_way ? app.recording.tally : app.picture.tally;
  const std::size_t left = all_points(app) - tally.points;
  if (left == 0) return app.pace.layers[app.picture.layers].each_s;
  return static_cast<double>(std::min(left, nn::kTallyChunk)) * app.pace.point.each_s;
}

double picture_s(const App& app) {
  double sum_s = static_cast<double>(all_points(app)) * app.pace.point.each_s;
  for (std::size_t l = 0; l <= app.trainer->config.network.hidden.size(); ++l)
    sum_s += app.pace.layers[l].each_s;
  return sum_s;
}

void finish_record(App& app) {
  while (app.recording.is_under_way) measure_some(app, kNoLimitS);
}

void take_record(App& app) {
  begin_record(app);
  finish_record(app);
}

void take_picture(App& app) {
  begin_picture(app);
  while (app.picture.is_under_way) measure_some(app, kNoLimitS);
}

double wall_clock_s() {
  using Seconds = std::chrono::duration<double>;
  return Seconds(std::chrono::steady_clock::now().time_since_epoch()).count();
}

}  // namespace lab::app
