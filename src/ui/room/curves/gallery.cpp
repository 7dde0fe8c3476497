// The hits of the gallery as thumbnails: press one to look at it alone, its + to lay it over the others, its
// star to have it first.
#include <algorithm>

#include "act/study/sampling.h"
#include "app/activations.h"
#include "base/text.h"
#include "ui/control/keyboard.h"
#include "ui/control/plot.h"
#include "ui/control/widgets.h"
#include "ui/look/text.h"
#include "ui/room/curves/room.h"

namespace lab::ui {

namespace {

constexpr float kItemWidth = 108;  // at least
constexpr float kItemHeight = 72;
constexpr float kItemGap = 4;
constexpr float kToggle = kMinTarget;
constexpr app::Interval kThumbnailX{-4, 4};
constexpr app::Interval kThumbnailY{-1.3, 1.7};

const act::Curve& thumbnail_curve(const Frame& f, GalleryView& view, const std::string& id,
                                  const Rect& rect) {
  const act::Activation activation = activation_of(f, id);
  Thumbnail& thumbnail = view.thumbnails[id];
  const int columns = std::max(static_cast<int>(rect.w), 2);
  const bool is_known = thumbnail.formula == formula_of(activation) &&
                        thumbnail.params == activation.params && thumbnail.columns == columns;
  if (!is_known) {
    const act::PlotWindow window{kThumbnailX.min, kThumbnailX.max, kThumbnailY.max - kThumbnailY.min, columns,
                                 std::max(static_cast<int>(rect.h), 2)};
    thumbnail = {std::string(formula_of(activation)), activation.params, columns,
                 act::sample(activation, act::Reading::value, window)};
  }
  return thumbnail.curve;
}

void draw_thumbnail(const Frame& f, GalleryView& view, const Rect& rect, const std::string& id,
                    ImU32 colour) {
  const Plot plot{rect, kThumbnailX, kThumbnailY};
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float x0 = px_from_x(plot, 0);
  const float y0 = px_from_y(plot, 0);
  draw->AddLine({rect.x, y0}, {right(rect), y0}, f.theme.line);
  draw->AddLine({x0, rect.y}, {x0, bottom(rect)}, f.theme.line);
  const act::Curve& curve = thumbnail_curve(f, view, id, rect);
  draw_line(f, plot, curve.x, curve.y, {colour, 1.75F});
}

ImU32 colour_of(const Frame& f, std::string_view id) {
  const std::vector<std::string>& curves = app::chosen(f.app.shown, app::Use::curves);
  const auto place = std::find(curves.begin(), curves.end(), id);
  if (place == curves.end()) return f.theme.ink;
  return f.theme.curves[static_cast<std::size_t>(place - curves.begin()) % std::size(f.theme.curves)];
}

// A small round button in the corner of an item.
bool corner_button(Frame& f, const Rect& rect, const std::string& control, const std::string& label,
                   Icon icon, ImU32 colour, bool is_enabled = true) {
  const Press press = pressable(f, control, label, rect, is_enabled);
  if (ImGui::IsItemHovered(ImGuiHoveredFlags_DelayNormal)) tooltip(f, label);
  if (!is_enabled) return false;
  if (press.is_hovered || press.is_focused) {
    ImGui::GetWindowDrawList()->AddCircleFilled(centre(rect), rect.w / 2 - 1,
                                                mix(f.theme.active_fill, f.theme.line, 0.5F));
  }
  draw_icon(icon, centre(rect), 10, press.is_hovered ? f.theme.ink : colour);
  return press.is_pressed;
}

void draw_corner_buttons(Frame& f, const Rect& side, const GalleryItem& item) {
  const Rect top{side.x, side.y, kToggle, kToggle};
  if (corner_button(f, top, "act." + item.id + ".overlay", item.overlay,
                    item.is_chosen ? Icon::minus : Icon::plus, f.theme.muted,
                    can_toggle_overlay(f, item.id))) {
    toggle_overlay(f, item.id);
  }
  const Rect below{side.x, side.y + kToggle, kToggle, kToggle};
  // A formula of one's own needs no star, but can be removed.
  if (const auto own = app::formula_index(item.id)) {
    if (is_shown(f, "formula") && corner_button(f, below, "formula.remove." + item.id, item.remove,
                                                Icon::close, f.theme.muted, item.is_removable)) {
      app::Scenario changed = f.app.shown;
      app::remove_formula(changed, *own);
      change(f, changed);
    }
    return;
  }
  if (!is_shown(f, "stars")) return;
  const ImU32 colour = item.is_starred ? f.theme.accent : mix(f.theme.line, f.theme.muted, 0.5F);
  if (corner_button(f, below, "stars." + item.id, item.star, item.is_starred ? Icon::star_filled : Icon::star,
                    colour)) {
    toggle_star(f, item.id);
  }
}

// The item is there for the keyboard even where the list has scrolled it away; it is only not painted.
bool draw_item(Frame& f, GalleryView& view, const Rect& rect, const GalleryItem& item) {
  const std::string& id = item.id;
  const bool is_on = item.is_chosen;
  Rect target = rect;
  const Rect side = cut_right(target, kToggle);
  base::Element element{"act." + id, base::Role::choice, item.name, target};
  element.is_pressed = is_on;
  element.is_disabled = is_locked(f, "curves");
  const Press press = pressable(f, std::move(element));
  if (ImGui::IsItemHovered(ImGuiHoveredFlags_DelayNormal)) tooltip(f, full_name(f, id));
  if (ImGui::IsRectVisible(top_left(rect), bottom_right(rect))) {
    ImDrawList* draw = ImGui::GetWindowDrawList();
    if (is_on || press.is_hovered) {
      draw->AddRectFilled(top_left(rect), bottom_right(rect),
                          is_on ? f.theme.active_fill : f.theme.hover_fill, kControlRadius);
    }
    Rect rest = inset(target, 8, 5);
    rest.w += 6;
    const Rect head = cut_top(rest, 16, 3);
    const TextStyle style = is_on ? TextStyle{kSmall, Weight::semibold, f.theme.ink} : label_text(f);
    const bool is_out_of_reach = is_locked(f, "curves") && !is_on;
    draw_text(f, head, is_out_of_reach ? with_colour(style, with_alpha(style.colour, 0.5F)) : style,
              item.name);
    draw_thumbnail(f, view, rest, id, colour_of(f, id));
  }
  if (press.is_pressed) choose_alone(f, id);
  draw_corner_buttons(f, side, item);
  return press.is_pressed;
}

GalleryGrid draw_empty(Frame& f, GalleryView& view, const Rect& space) {
  const std::string words(base::trim(view.query.words));
  const std::string sentence =
      words.empty() ? tr(f, "gallery.nothing") : i18n::format(f.language, "gallery.nothing_named", {words});
  const Rect text = inset({space.x, space.y + 16, space.w, 0}, 4, 0);
  const float height = draw_paragraph(f, text, with_colour(body(f), f.theme.muted), sentence);
  add_text(f, "text.nothing", {text.x, text.y, text.w, height}, sentence);
  const std::string label = tr(f, "gallery.clear");
  const Rect place{text.x, text.y + height + 12, std::min(button_width(f, label), text.w), 30};
  if (button(f, place, "gallery_show_all", label)) view.query = {};
  return {bottom(place) + 8 - space.y, false};
}

}  // namespace

GalleryGrid draw_gallery_grid(Frame& f, GalleryView& view, const GalleryHits& hits, const Rect& space) {
  if (hits.items.empty() && hits.unmeasured == 0) return draw_empty(f, view, space);
  const int columns = std::max(1, static_cast<int>((space.w + kItemGap) / (kItemWidth + kItemGap)));
  const float width = (space.w - kItemGap * static_cast<float>(columns - 1)) / static_cast<float>(columns);
  const int count = static_cast<int>(hits.items.size());
  const Group items(f, {"gallery_items", base::Role::toolbar, tr(f, "gallery.title"), space});
  GalleryGrid grid;
  for (int i = 0; i < count; ++i) {
    const Rect item{space.x + static_cast<float>(i % columns) * (width + kItemGap),
                    space.y + static_cast<float>(i / columns) * (kItemHeight + kItemGap), width, kItemHeight};
    grid.is_chosen = draw_item(f, view, item, hits.items[static_cast<std::size_t>(i)]) || grid.is_chosen;
  }
  const int lines = (count + columns - 1) / columns;
  grid.height = std::max(static_cast<float>(lines) * (kItemHeight + kItemGap) - kItemGap, 0.0F);
  return grid;
}

}  // namespace lab::ui
