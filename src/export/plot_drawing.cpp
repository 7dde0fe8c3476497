// The plot of Curves: functions with their slope and curvature, on one panel or each on its own.
#include <algorithm>
#include <cmath>
#include <iterator>

#include "act/study/sampling.h"
#include "app/activations.h"
#include "export/axes.h"
#include "export/pictures.h"

namespace lab::exports {

namespace {

constexpr float kWidth = 760, kHeight = 500;
constexpr float kLeft = 52, kBelow = 28, kMargin = 16;

struct LineKind {
  act::Reading reading;
  std::string_view mark;
  float width;
  Dash dash;
};

std::vector<LineKind> lines_of(const app::Scenario& shown) {
  std::vector<LineKind> lines = {{act::Reading::value, "", 2.25F, Dash::solid}};
  if (shown.slope) lines.push_back({act::Reading::slope, "′", 1.5F, Dash::dashed});
  if (shown.curvature) lines.push_back({act::Reading::curvature, "″", 1.75F, Dash::dotted});
  return lines;
}

// The value taken is a full dot, the one only approached an open one.
void add_jumps(Panel& panel, const act::Curve& curve, unsigned colour, unsigned ground) {
  constexpr float kRadius = 4;
  const auto dot = [&](double x, double y, bool is_open) {
    if (std::isfinite(y))
      panel.inside.push_back({{{place(panel, x, y)}}, {is_open ? ground : colour, colour, 1.75F}, kRadius});
  };
  for (const act::Jump& jump : curve.jumps) {
    for (const double limit : {jump.left, jump.right}) {
      if (limit != jump.at) dot(jump.x, limit, true);
    }
    dot(jump.x, jump.at, false);
  }
}

void add_function(const app::App& app, Panel& panel, const act::Activation& f, unsigned colour,
                  unsigned ground) {
  const std::vector<LineKind> lines = lines_of(app.shown);
  for (std::size_t i = lines.size(); i-- > 0;) {
    const act::PlotWindow window{panel.x.min, panel.x.max, panel.y.max - panel.y.min,
                                 static_cast<int>(panel.area.w), static_cast<int>(panel.area.h)};
    const act::Curve curve = act::sample(f, lines[i].reading, window);
    for (const double pole : i == 0 ? curve.poles : std::vector<double>{}) {
      const Point from = place(panel, pole, panel.y.min);
      panel.inside.push_back({{{from, place(panel, pole, panel.y.max)}},
                              {kNone, app::mixed(ground, colour, 0.5F), 1, Dash::dashed}});
    }
    panel.inside.emplace_back(line(panel, curve.x, curve.y, {kNone, colour, lines[i].width, lines[i].dash}));
    if (i == 0) add_jumps(panel, curve, colour, ground);
  }
}

base::Rect cell(std::size_t i, std::size_t count, const base::Rect& all) {
  const auto columns = static_cast<std::size_t>(std::ceil(std::sqrt(static_cast<double>(count))));
  const std::size_t rows = (count + columns - 1) / columns;
  const float w = all.w / static_cast<float>(columns);
  const float h = all.h / static_cast<float>(rows);
  return {all.x + static_cast<float>(i % columns) * w + kLeft,
          all.y + static_cast<float>(i / columns) * h + kMargin, w - kLeft - kMargin, h - kBelow - kMargin};
}

}  // namespace

Drawing plot_drawing(const app::App& app) {
  const app::Palette& p = app::palette(app::is_dark(app));
  const std::vector<std::string>& ids = app::chosen(app.shown, app::Use::curves);
  const std::vector<LineKind> lines = lines_of(app.shown);
  Drawing drawing{kWidth, kHeight, p.card};
  std::vector<Key> keys;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const std::string name = app::short_activation_name(app.shown, app::language(app), ids[i]);
    for (const LineKind& kind : lines)
      keys.push_back(
          {name + std::string(kind.mark), {kNone, p.curves[i % std::size(p.curves)], kind.width, kind.dash}});
    drawing.title += (i == 0 ? "" : ", ") + name;
  }
  const float top = add_keys(drawing, keys, {kLeft, 8, kWidth - kLeft - kMargin, 0}, p.ink);
  const std::size_t panels = app.shown.grid ? ids.size() : 1;
  for (std::size_t i = 0; i < panels; ++i)
    drawing.panels.push_back(
        {cell(i, panels, {0, top, kWidth, kHeight - top}), app.shown.x, app.shown.y, {}});
  for (std::size_t i = ids.size(); i-- > 0;) {  // the first one on top
    const act::Activation f = app::activation_of(app.shown, ids[i], app::Use::curves);
    add_function(app, drawing.panels[app.shown.grid ? i : 0], f, p.curves[i % std::size(p.curves)], p.card);
  }
  for (Panel& panel : drawing.panels) add_axes(drawing, panel, p);
  return drawing;
}

}  // namespace lab::exports
