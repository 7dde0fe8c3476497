#include "export/axes.h"

#include <algorithm>
#include <cmath>

#include "app/ticks.h"
#include "base/text.h"
#include "i18n/text.h"

namespace lab::exports {

namespace {

constexpr float kTickLeft = 70, kTickBelow = 60;  // points from tick to tick, about

Ink grid_ink(const app::Palette& p, double value) {
  const bool is_zero = std::abs(value) < 1e-12;
  return {kNone, is_zero ? app::mixed(p.line, p.muted, 0.6F) : p.line, is_zero ? 1.5F : 1.0F};
}

}  // namespace

Point place(const Panel& panel, double x, double y) {
  const double right = (x - panel.x.min) / (panel.x.max - panel.x.min);
  const double up = (y - panel.y.min) / (panel.y.max - panel.y.min);
  return {panel.area.x + panel.area.w * static_cast<float>(right),
          panel.area.y + panel.area.h * (1 - static_cast<float>(up))};
}

void add_axes(Drawing& drawing, Panel& panel, const app::Palette& p) {
  std::vector<Path> lines;
  const base::Rect& area = panel.area;
  const std::vector<double> xs = app::ticks(panel.x, std::max(2, static_cast<int>(area.w / kTickLeft)));
  const std::vector<double> ys = app::ticks(panel.y, std::max(3, static_cast<int>(area.h / kTickBelow)));
  for (const double x : xs) {
    const float at = place(panel, x, 0).x;
    lines.push_back({{{{at, area.y}, {at, area.y + area.h}}}, grid_ink(p, x)});
    drawing.labels.push_back({{at, area.y + area.h + 16},
                              i18n::fixed(x, app::tick_decimals(xs)),
                              p.muted,
                              kTextSize,
                              false,
                              Anchor::middle});
  }
  for (const double y : ys) {
    const float at = place(panel, 0, y).y;
    lines.push_back({{{{area.x, at}, {area.x + area.w, at}}}, grid_ink(p, y)});
    drawing.labels.push_back({{area.x - 6, at + 4},
                              i18n::fixed(y, app::tick_decimals(ys)),
                              p.muted,
                              kTextSize,
                              false,
                              Anchor::end});
  }
  panel.inside.insert(panel.inside.begin(), lines.begin(), lines.end());
}

Path line(const Panel& panel, std::span<const double> x, std::span<const double> y, const Ink& ink) {
  const double far = (panel.y.max - panel.y.min) / 4;
  Path path{{{}}, ink};
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (!std::isfinite(y[i])) {
      path.parts.emplace_back();
    } else {
      path.parts.back().push_back(place(panel, x[i], std::clamp(y[i], panel.y.min - far, panel.y.max + far)));
    }
  }
  std::erase_if(path.parts, [](const std::vector<Point>& part) { return part.size() < 2; });
  return path;
}

Path edge_of(const Panel& panel, const app::Palette& p) {
  const auto [x, y, w, h] = panel.area;
  return {{{{x, y}, {x + w, y}, {x + w, y + h}, {x, y + h}, {x, y}}}, {kNone, p.line}};
}

float width_of(std::string_view text, float size) {
  float ems = 0;
  for (std::size_t i = 0; i < text.size();) {
    const base::CodePoint c = base::code_point_at(text, i);
    ems += c.value < 0x2E80 ? 0.6F : 1.0F;  // beyond stand the characters of Chinese
    i = c.end;
  }
  return ems * size;
}

float add_keys(Drawing& drawing, std::span<const Key> keys, const base::Rect& at, unsigned text_colour) {
  constexpr float kLine = 22, kGap = 6, kRow = 20;
  float x = at.x;
  float y = at.y + kRow / 2;
  for (const Key& key : keys) {
    const float width = kLine + kGap + width_of(key.name, kTextSize) + 2 * kGap;
    if (x > at.x && x + width > at.x + at.w) {
      x = at.x;
      y += kRow;
    }
    drawing.around.push_back({{{{x, y}, {x + kLine, y}}}, key.ink});
    drawing.labels.push_back({{x + kLine + kGap, y + 4}, key.name, text_colour, kTextSize, true});
    x += width;
  }
  return y + kRow / 2 - at.y;
}

}  // namespace lab::exports
