// How the sums of a layer are spread, below the curve that they are given to.
#include <algorithm>
#include <cmath>

#include "ui/room/train/room.h"

namespace lab::ui {

void draw_strip(const Frame& f, const Plot& plot, const Rect& strip, std::size_t layer) {
  const auto& bins = f.run->seen.diagnostics.layers[layer].sums;
  const auto most = static_cast<float>(std::max(*std::max_element(bins.begin(), bins.end()), 1U));
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float width = plot.area.w / static_cast<float>(bins.size());
  for (std::size_t i = 0; i < bins.size(); ++i) {
    const float height = std::round((strip.h - 3) * static_cast<float>(bins[i]) / most);
    const float x = plot.area.x + width * static_cast<float>(i);
    if (bins[i] > 0)
      draw->AddRectFilled({x + 0.5F, bottom(strip) - std::max(height, 1.0F)},
                          {x + width - 0.5F, bottom(strip)}, with_alpha(f.theme.muted, 0.7F));
  }
  draw->AddLine({plot.area.x, bottom(strip)}, {right(plot.area), bottom(strip)}, f.theme.line);
  const std::string name = i18n::format(f.language, "train.layer", {std::to_string(layer + 1)});
  const Rect place{plot.area.x + width + 3, strip.y, text_size(f, label_text(f), name).x + 2, 14};
  draw->AddRectFilled(top_left(place), bottom_right(place), with_alpha(f.theme.card, 0.75F), 3);
  draw_text(f, place, label_text(f), name);
}

}  // namespace lab::ui
