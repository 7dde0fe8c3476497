// The activation of the first hidden layer with its slope, where it is flat, and the sums that each layer gives it.
#include <algorithm>
#include <cmath>

#include "act/study/sampling.h"
#include "app/activations.h"
#include "app/sum_range.h"
#include "export/axes.h"
#include "export/pictures.h"

namespace lab::exports {

namespace {

constexpr float kWidth = 480, kLeft = 44, kMargin = 16, kPlot = 260, kBars = 40, kBelow = 28;
constexpr int kColumns = 220;
constexpr double kEnd = static_cast<double>(nn::kSumsEnd);

struct Curves {
  std::vector<double> z, value, slope;
};

Curves curves_of(const act::Activation& f) {
  Curves c;
  for (int i = 0; i <= kColumns; ++i) c.z.push_back(kEnd * (2.0 * i / kColumns - 1));
  c.value.resize(c.z.size());
  c.slope.resize(c.z.size());
  act::read(f, act::Reading::value, c.z, c.value);
  act::read(f, act::Reading::slope, c.z, c.slope);
  return c;
}

// Where |f′| is small, over the whole height.
Path flat_parts(const Panel& panel, const Curves& c, unsigned colour) {
  Path flat{{}, {colour}};
  const auto is_flat = [&](std::size_t i) {
    return std::abs(c.slope[i]) < static_cast<double>(nn::kGentleSlope);
  };
  for (std::size_t i = 0; i < c.z.size();) {
    std::size_t end = i;
    while (end < c.z.size() && is_flat(end)) ++end;
    if (end > i + 1) {
      const Point from = place(panel, c.z[i], panel.y.max);
      const Point to = place(panel, c.z[end - 1], panel.y.min);
      flat.parts.push_back({from, {to.x, from.y}, to, {from.x, to.y}});
    }
    i = std::max(end, i + 1);
  }
  return flat;
}

Panel bars(const nn::LayerDiagnostics& layer, const base::Rect& area, const app::Palette& p) {
  const auto most =
      static_cast<double>(std::max(1U, *std::max_element(layer.sums.begin(), layer.sums.end())));
  Panel panel{area, {-kEnd, kEnd}, {0, most}, {}};
  Path path{{}, {p.muted}};
  const double width = 2 * kEnd / nn::kSumBins;
  for (std::size_t bin = 0; bin < nn::kSumBins; ++bin) {
    if (layer.sums[bin] == 0) continue;
    const double z = -kEnd + width * static_cast<double>(bin);
    const Point from = place(panel, z + 0.08 * width, static_cast<double>(layer.sums[bin]));
    const Point to = place(panel, z + 0.92 * width, 0);
    path.parts.push_back({from, {to.x, from.y}, to, {from.x, to.y}});
  }
  panel.inside.emplace_back(std::move(path));
  return panel;
}

}  // namespace

Drawing hero_drawing(const app::App& app) {
  const app::Palette& p = app::palette(app::is_dark(app));
  const nn::Snapshot& snapshot = app::first_run(app).seen.snapshot;
  const act::Activation& f = snapshot.network.hidden.front().activation;
  const std::size_t layers = snapshot.network.hidden.size();
  Drawing drawing{kWidth, 36 + kPlot + static_cast<float>(layers) * kBars + kBelow, p.card};
  drawing.title = app::short_activation_name(app.shown, app::language(app), f.row->id);
  const Key keys[] = {{drawing.title, {kNone, p.accent, 2.25F}},
                      {"f′", {kNone, p.accent, 1.5F, Dash::dashed}}};
  add_keys(drawing, keys, {kLeft, 8, kWidth, 0}, p.ink);
  const Curves curves = curves_of(f);
  const float width = kWidth - kLeft - kMargin;
  const double span = 2 * kEnd * static_cast<double>(kPlot / width);
  Panel plot{
      {kLeft, 36, width, kPlot}, {-kEnd, kEnd}, app::values_shown(curves.value, curves.slope, span), {}};
  const act::PlotWindow window{-kEnd, kEnd, plot.y.max - plot.y.min, static_cast<int>(width),
                               static_cast<int>(kPlot)};
  for (const act::Reading reading : {act::Reading::slope, act::Reading::value}) {
    const act::Curve curve = act::sample(f, reading, window);
    plot.inside.emplace_back(line(plot, curve.x, curve.y, keys[reading == act::Reading::slope ? 1 : 0].ink));
  }
  std::vector<Label> names = std::move(drawing.labels);
  add_axes(drawing, plot, p);
  plot.inside.insert(plot.inside.begin(), flat_parts(plot, curves, p.hover_fill));
  const float below = static_cast<float>(layers) * kBars;
  for (Label& label : drawing.labels) {  // the numbers of z stand below the bars
    if (label.anchor == Anchor::middle) label.at.y += below;
  }
  drawing.labels.insert(drawing.labels.end(), names.begin(), names.end());
  drawing.panels.push_back(std::move(plot));
  for (std::size_t l = 0; l < layers; ++l) {
    const base::Rect area{kLeft, 36 + kPlot + static_cast<float>(l) * kBars, width, kBars};
    drawing.panels.push_back(bars(app::first_run(app).seen.diagnostics.layers[l], area, p));
    const std::string name = i18n::format(app::language(app), "train.layer", {std::to_string(l + 1)});
    drawing.labels.push_back({{area.x + 4, area.y + 14}, name, p.muted, kTextSize});
    drawing.around.emplace_back(edge_of(drawing.panels.back(), p));
  }
  return drawing;
}

}  // namespace lab::exports
