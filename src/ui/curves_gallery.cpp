// The catalogue as thumbnails: press one to look at it alone, its + to lay it over the others.
#include <algorithm>

#include "app/own.h"
#include "nn/sampling.h"
#include "ui/curves_room.h"
#include "ui/plot.h"
#include "ui/text.h"
#include "ui/widgets.h"

namespace lab::ui {

namespace {

constexpr float kItemWidth = 112;  // at least
constexpr float kItemHeight = 72;
constexpr float kItemGap = 4;
constexpr float kToggle = kMinTarget;
constexpr app::Interval kThumbnailX{-4, 4};
constexpr app::Interval kThumbnailY{-1.3, 1.7};

void draw_thumbnail(const Frame& f, const Rect& rect, const nn::ActivationRow& row, ImU32 colour) {
  const Plot plot{rect, kThumbnailX, kThumbnailY};
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float x0 = px_from_x(plot, 0);
  const float y0 = px_from_y(plot, 0);
  draw->AddLine({rect.x, y0}, {right(rect), y0}, f.theme.line);
  draw->AddLine({x0, rect.y}, {x0, bottom(rect)}, f.theme.line);
  const int columns = std::max(static_cast<int>(rect.w), 2);
  const nn::Window window{kThumbnailX.min, kThumbnailX.max, kThumbnailY.max - kThumbnailY.min, columns,
                          std::max(static_cast<int>(rect.h), 2)};
  const nn::Curve curve = nn::sample(app::activation_of(f.app.shown, row.id), nn::Reading::value, window);
  draw_line(f, plot, curve.x, curve.y, {colour, 1.75F, false});
}

ImU32 colour_of(const Frame& f, std::string_view id) {
  const std::vector<std::string>& curves = f.app.shown.act.curves;
  const auto place = std::find(curves.begin(), curves.end(), id);
  if (place == curves.end()) return f.theme.ink;
  return f.theme.curves[static_cast<std::size_t>(place - curves.begin()) % std::size(f.theme.curves)];
}

void draw_toggle(Frame& f, const Rect& rect, const std::string& id, const std::string& name, bool is_on) {
  const std::string label = i18n::format(f.language, is_on ? "curves.remove" : "curves.add", {name});
  const bool is_enabled = can_toggle_overlay(f, id);
  const Press press = pressable(f, "act." + id + ".overlay", label, rect, is_enabled);
  if (ImGui::IsItemHovered(ImGuiHoveredFlags_DelayNormal)) tooltip(f, label);
  if (!is_enabled) return;
  if (press.is_hovered || press.is_focused) {
    ImGui::GetWindowDrawList()->AddCircleFilled(centre(rect), rect.w / 2 - 1,
                                                mix(f.theme.active_fill, f.theme.line, 0.5F));
  }
  draw_icon(is_on ? Icon::minus : Icon::plus, centre(rect), 9,
            press.is_hovered ? f.theme.ink : f.theme.muted);
  if (press.is_pressed) toggle_overlay(f, id);
}

void draw_item(Frame& f, const Rect& rect, const nn::ActivationRow& row) {
  const std::string id(row.id);
  const std::string name = short_name(f, row.id);
  const bool is_on = is_chosen(f, row.id);
  Rect target = rect;
  const Rect side = cut_right(target, kToggle);
  const Press press = pressable(f, "act." + id, name, target);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  if (is_on || press.is_hovered) {
    draw->AddRectFilled(top_left(rect), bottom_right(rect), is_on ? f.theme.active_fill : f.theme.hover_fill,
                        kControlRadius);
  }
  if (press.is_focused)
    draw->AddRect(top_left(rect), bottom_right(rect), f.theme.accent, kControlRadius, 0, 2);
  Rect rest = inset(target, 8, 5);
  const Rect head = cut_top(rest, 16, 3);
  draw_text(f, head, is_on ? TextStyle{kSmall, Weight::semibold, f.theme.ink} : label_text(f), name);
  draw_thumbnail(f, rest, row, colour_of(f, row.id));
  if (press.is_pressed) choose_alone(f, row.id);
  draw_toggle(f, {side.x, side.y, kToggle, kToggle}, id, name, is_on);
}

}  // namespace

float draw_gallery(Frame& f, const Rect& space) {
  const auto rows = nn::activations();
  const int columns = std::max(1, static_cast<int>((space.w + kItemGap) / (kItemWidth + kItemGap)));
  const float width = (space.w - kItemGap * static_cast<float>(columns - 1)) / static_cast<float>(columns);
  for (int i = 0; i < static_cast<int>(rows.size()); ++i) {
    const Rect item{space.x + static_cast<float>(i % columns) * (width + kItemGap),
                    space.y + static_cast<float>(i / columns) * (kItemHeight + kItemGap), width, kItemHeight};
    if (ImGui::IsRectVisible(top_left(item), bottom_right(item)))
      draw_item(f, item, rows[static_cast<std::size_t>(i)]);
  }
  const int lines = (static_cast<int>(rows.size()) + columns - 1) / columns;
  return static_cast<float>(lines) * (kItemHeight + kItemGap) - kItemGap;
}

}  // namespace lab::ui
