// Which functions are on the plot, and the commands that change that.
#include <algorithm>

#include "app/activations.h"
#include "app/lessons.h"
#include "ui/room/curves/room.h"

namespace lab::ui {

namespace {

void set_curves(Frame& f, std::vector<std::string> curves) {
  app::Scenario next = f.app.shown;
  app::choose(next, app::Use::curves, std::move(curves));
  change(f, next);
}

const std::vector<std::string>& curves_of(const Frame& f) {
  return app::chosen(f.app.shown, app::Use::curves);
}

}  // namespace

std::vector<CurveReading> shown_readings(const Frame& f) {
  static constexpr CurveReading kReadings[] = {
      {act::Reading::value, "f", "", {0, 2.25F, Dash::solid}, nullptr},
      {act::Reading::slope, "df", "′", {0, 1.5F, Dash::dashed}, &app::Scenario::slope},
      {act::Reading::curvature, "ddf", "″", {0, 1.75F, Dash::dotted}, &app::Scenario::curvature},
  };
  std::vector<CurveReading> shown;
  for (const CurveReading& reading : kReadings) {
    const bool is_asked = reading.reading != act::Reading::value && app::is_veiled(f.app, "slope");
    if (!is_asked && (reading.shown == nullptr || f.app.shown.*reading.shown)) shown.push_back(reading);
  }
  return shown;
}

std::vector<ChosenCurve> chosen_curves(const Frame& f) {
  std::vector<ChosenCurve> chosen;
  for (const std::string& id : curves_of(f)) {
    const std::size_t colour = chosen.size() % std::size(f.theme.curves);
    chosen.push_back({id, activation_of(f, id), short_name(f, id), f.theme.curves[colour]});
  }
  return chosen;
}

bool is_chosen(const Frame& f, std::string_view id) {
  const std::vector<std::string>& curves = curves_of(f);
  return std::find(curves.begin(), curves.end(), id) != curves.end();
}

void choose_alone(Frame& f, std::string_view id) { set_curves(f, {std::string(id)}); }

void choose_first(Frame& f, std::string_view id) {
  std::vector<std::string> curves = curves_of(f);
  const auto place = std::find(curves.begin(), curves.end(), id);
  if (place == curves.end()) return;
  std::rotate(curves.begin(), place, place + 1);
  set_curves(f, std::move(curves));
}

void toggle_overlay(Frame& f, std::string_view id) {
  if (!can_toggle_overlay(f, id)) return;
  std::vector<std::string> curves = curves_of(f);
  const auto place = std::find(curves.begin(), curves.end(), id);
  if (place == curves.end()) {
    curves.emplace_back(id);
  } else {
    curves.erase(place);
  }
  set_curves(f, std::move(curves));
}

bool can_toggle_overlay(const Frame& f, std::string_view id) {
  const std::size_t count = curves_of(f).size();
  if (is_locked(f, "curves")) return false;
  return is_chosen(f, id) ? count > 1 : count < app::kMaxCurves;
}

bool has_star(const Frame& f, std::string_view id) {
  const std::vector<std::string>& stars = f.app.shown.stars;
  return std::find(stars.begin(), stars.end(), id) != stars.end();
}

void toggle_star(Frame& f, std::string_view id) {
  app::Scenario next = f.app.shown;
  if (has_star(f, id)) {
    std::erase(next.stars, id);
  } else {
    next.stars.emplace_back(id);
  }
  change(f, next);
}

act::Activation activation_of(const Frame& f, std::string_view id) {
  return app::activation_of(f.app.shown, id, app::Use::curves);
}

std::string_view formula_of(const act::Activation& activation) { return activation.row->formula; }

std::string full_name(const Frame& f, std::string_view id) {
  return app::activation_name(f.app.shown, f.language, id);
}

std::string short_name(const Frame& f, std::string_view id) {
  return app::short_activation_name(f.app.shown, f.language, id);
}

}  // namespace lab::ui
