// The output of a network over the plane in steps of colour, the line where it is 0, and the points.
#include <algorithm>
#include <cmath>

#include "export/axes.h"
#include "export/contour.h"
#include "export/pictures.h"

namespace lab::exports {

namespace {

constexpr float kSide = 440;
constexpr float kLeft = 44, kTop = 40, kBelow = 30, kMargin = 16;
constexpr std::size_t kGrid = 65;  // places along each axis
constexpr int kSteps = 20;         // of colour, from −1 to 1

Grid output_grid(const nn::Snapshot& snapshot, const data::PlaneRange& plane, bool is_logit) {
  Grid grid{kGrid, std::vector<float>(kGrid * kGrid)};
  std::vector<float> places(2 * kGrid * kGrid);
  const auto at = [&](std::size_t i) {
    return plane.min + (plane.max - plane.min) * static_cast<float>(i) / static_cast<float>(kGrid - 1);
  };
  for (std::size_t i = 0; i < kGrid * kGrid; ++i) {
    places[i] = at(i % kGrid);
    places[kGrid * kGrid + i] = at(i / kGrid);
  }
  nn::Workspace workspace;
  nn::predict(snapshot.network, snapshot.params, nn::view_inputs(places, 2), grid.values, workspace);
  for (float& value : grid.values) {
    if (is_logit) value = 2 / (1 + std::exp(-value)) - 1;
    value = std::isfinite(value) ? std::clamp(value, -1.0F, 1.0F) : 0.0F;
  }
  return grid;
}

// From squares of the grid to the panel.
void move_into(const Panel& panel, std::vector<std::vector<Point>>& parts) {
  const float scale = panel.area.w / static_cast<float>(kGrid - 1);
  for (std::vector<Point>& part : parts) {
    for (Point& at : part) at = {panel.area.x + at.x * scale, panel.area.y + panel.area.h - at.y * scale};
  }
}

void add_heat(Panel& panel, const Grid& grid, const app::Palette& p) {
  const auto level = [](int i) { return -1 + 2 * static_cast<float>(i) / kSteps; };
  const auto step_colour = [&](int i) { return app::heat_colour(p, (level(i) + level(i + 1)) / 2); };
  const auto [x, y, w, h] = panel.area;
  const auto [lowest, highest] = std::minmax_element(grid.values.begin(), grid.values.end());
  int i = 0;
  while (i + 1 < kSteps && level(i + 1) <= *lowest) ++i;  // below it there is nothing
  panel.inside.push_back({{{{x, y}, {x + w, y}, {x + w, y + h}, {x, y + h}}}, {step_colour(i)}});
  for (++i; i < kSteps && level(i) < *highest; ++i) {
    Path step{above(grid, level(i)), {step_colour(i)}};
    move_into(panel, step.parts);
    panel.inside.emplace_back(std::move(step));
  }
}

void add_point(std::vector<Path>& shapes, Point at, float r, bool is_class1, bool is_held_out,
               const app::Palette& p) {
  const unsigned colour = is_class1 ? p.point1 : p.point0;
  const Ink ink{is_held_out ? p.point_rim : colour, is_held_out ? colour : p.point_rim};
  if (!is_class1) return shapes.push_back({{{at}}, ink, r});
  shapes.push_back(
      {{{{at.x, at.y - 1.2F * r}, {at.x + 1.1F * r, at.y + 0.8F * r}, {at.x - 1.1F * r, at.y + 0.8F * r}}},
       ink});
}

void add_points(Panel& panel, const data::PointSet& points, const app::Palette& p) {
  const float radius = points.label.size() <= 10 ? 7 : 4;
  const auto add = [&](std::size_t from, std::size_t to, bool is_held_out) {
    for (std::size_t i = from; i < to; ++i) {
      const Point at = place(panel, static_cast<double>(points.x1[i]), static_cast<double>(points.x2[i]));
      add_point(panel.inside, at, radius, points.label[i] != 0, is_held_out, p);
    }
  };
  add(points.train_count, points.label.size(), true);
  add(0, points.train_count, false);
}

void add_legend(const app::App& app, Drawing& drawing, const app::Palette& p, bool has_held_out) {
  struct Row {
    std::string_view text;
    bool is_class1, is_held_out;
  };
  constexpr Row kRows[] = {
      {"train.class0", false, false}, {"train.class1", true, false}, {"train.held_out_mark", false, true}};
  float x = kLeft + 6;
  for (const Row& row : kRows) {
    if (row.is_held_out && !has_held_out) continue;
    const std::string text(i18n::tr(app::language(app), row.text));
    add_point(drawing.around, {x, kTop / 2}, 5, row.is_class1, row.is_held_out, p);
    drawing.labels.push_back({{x + 10, kTop / 2 + 4}, text, p.ink, kTextSize});
    x += 34 + width_of(text, kTextSize);
  }
}

}  // namespace

Drawing output_drawing(const app::App& app, std::size_t side) {
  const app::Palette& p = app::palette(app::is_dark(app));
  const run::Run& run = app.runs[side];
  const data::PlaneRange& plane = run.plan.points.plane;
  Drawing drawing{kLeft + kSide + kMargin, kTop + kSide + kBelow, p.card};
  drawing.title = i18n::tr(app::language(app), "train.output_label");
  const app::Interval range{static_cast<double>(plane.min), static_cast<double>(plane.max)};
  Panel panel{{kLeft, kTop, kSide, kSide}, range, range, {}};
  add_axes(drawing, panel, p);
  panel.inside.clear();  // the numbers alone: the picture has colours of its own
  const bool is_logit = nn::find_loss(app.shown.loss)->output_is_logit;
  const Grid grid = output_grid(run.seen.snapshot, plane, is_logit);
  add_heat(panel, grid, p);
  Path border{line_at(grid, 0), {kNone, p.ink, 2}};
  move_into(panel, border.parts);
  panel.inside.emplace_back(std::move(border));
  add_points(panel, run.plan.points, p);
  add_legend(app, drawing, p, run.seen.test.points > 0);
  drawing.around.emplace_back(edge_of(panel, p));
  drawing.panels.push_back(std::move(panel));
  return drawing;
}

}  // namespace lab::exports
