#include "ui/look/heat_scale.h"

#include "ui/look/text.h"

namespace lab::ui {

void draw_heat_scale(const Frame& f, const Rect& rect, const std::array<std::string_view, 3>& ends) {
  const gpu::HeatmapColours& heat = f.theme.heat;
  const auto colour = [](const gpu::Rgb& c) { return ImGui::ColorConvertFloat4ToU32({c[0], c[1], c[2], 1}); };
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float middle = centre(rect).x;
  const ImU32 low = colour(heat.negative), none = colour(heat.zero), high = colour(heat.positive);
  draw->AddRectFilledMultiColor(top_left(rect), {middle, bottom(rect)}, low, none, none, low);
  draw->AddRectFilledMultiColor({middle, rect.y}, bottom_right(rect), none, high, high, none);
  draw->AddRect(top_left(rect), bottom_right(rect), f.theme.line, 2);
  const TextStyle style = with_colour(label_text(f), f.theme.ink);
  draw_text(f, inset(rect, 4, 0), style, ends[0]);
  draw_text(f, rect, style, ends[1], Align::middle);
  draw_text(f, inset(rect, 4, 0), style, ends[2], Align::right);
}

}  // namespace lab::ui
