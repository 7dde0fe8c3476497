#include "app/plane_place.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "app/advance.h"

namespace lab::app {

namespace {

double real(float value) { return static_cast<double>(value); }

std::size_t nearest_point(const data::PointSet& points, double x1, double x2) {
  std::size_t nearest = 0;
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < points.x1.size(); ++i) {
    const double away = std::hypot(real(points.x1[i]) - x1, real(points.x2[i]) - x2);
    if (away < least) {
      least = away;
      nearest = i;
    }
  }
  return nearest;
}

double wanted_of(bool is_class1, const nn::LossRow& loss) {
  return real(is_class1 ? loss.target_class1 : loss.target_class0);
}

}  // namespace

PlanePlace place_at(const App& app, double x1, double x2) {
  const data::PointSet& points = first_run(app).plan.points;
  PlanePlace place{x1, x2};
  place.point = nearest_point(points, x1, x2);
  constexpr double kSame = 0.006;  // a link keeps two decimals
  place.is_at_point = std::fabs(real(points.x1[place.point]) - x1) < kSame &&
                      std::fabs(real(points.x2[place.point]) - x2) < kSame;
  place.is_class1 = points.label[place.point] != 0;
  place.wanted = wanted_of(place.is_class1, *nn::find_loss(app.shown.loss));
  return place;
}

PlanePlace chosen_place(const App& app) {
  const data::PointSet& points = first_run(app).plan.points;
  const auto first =
      std::find(points.label.begin(), points.label.end(), std::uint8_t{1}) - points.label.begin();
  const auto at = static_cast<std::size_t>(first) % points.label.size();
  return place_at(app, app.shown.x1.value_or(real(points.x1[at])),
                  app.shown.x2.value_or(real(points.x2[at])));
}

std::size_t worst_point(const App& app) {
  const data::PointSet& points = first_run(app).plan.points;
  const nn::Snapshot& snapshot = first_run(app).seen.snapshot;
  const nn::LossRow& loss = *nn::find_loss(app.shown.loss);
  std::vector<float> places = points.x1;
  places.insert(places.end(), points.x2.begin(), points.x2.end());
  std::vector<float> outputs(points.x1.size());
  nn::Workspace work;
  nn::predict(snapshot.network, snapshot.params, nn::view_inputs(places, 2), outputs, work);
  std::size_t worst = 0;
  double most = -1;
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    const double found = loss.read(real(outputs[i]), wanted_of(points.label[i] != 0, loss)).loss;
    if (!(found > most)) continue;
    most = found;
    worst = i;
  }
  return worst;
}

}  // namespace lab::app
