// The chosen functions as chips, which are the legend too, and the switches beside them.
#include <algorithm>

#include "app/activations.h"
#include "ui/control/keyboard.h"
#include "ui/control/widgets.h"
#include "ui/look/text.h"
#include "ui/room/curves/room.h"

namespace lab::ui {

namespace {

constexpr float kSwatch = 14;  // the line in front of the name
constexpr float kRemove = 26;  // the button that removes
constexpr float kPadding = 10;
constexpr float kChipGap = 6;
constexpr float kLeastWithRemove = 84;  // narrower chips cannot be removed here, only in the gallery
constexpr float kLeastName = 30;        // where less is left of the name, its line says more
constexpr float kChipHeight = 30;
constexpr float kMostWidth = 240;  // a third of a narrow bar: a longer name, which only a formula has, is cut

float natural_width(const Frame& f, const ChosenCurve& chip, bool is_removable) {
  const float name = text_size(f, value_text(f), chip.name).x;
  return std::min(kPadding + kSwatch + 6 + name + (is_removable ? kRemove : kPadding), kMostWidth);
}

void draw_body(const Frame& f, const Rect& rect, const Rect& text_place, const ChosenCurve& chip,
               const Press& press, bool is_first) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float radius = rect.h / 2;
  draw->AddRectFilled(top_left(rect), bottom_right(rect),
                      press.is_hovered ? f.theme.hover_fill : f.theme.card, radius);
  draw->AddRect(top_left(rect), bottom_right(rect), is_first ? chip.colour : f.theme.line, radius, 0,
                is_first ? 1.5F : 1.0F);
  Rect rest = text_place;
  const Rect swatch = cut_left(rest, kSwatch, 6);
  draw->AddLine({swatch.x, centre(swatch).y}, {right(swatch), centre(swatch).y}, chip.colour, 3);
  const TextStyle style = is_first ? value_text(f) : body(f);
  const bool fits = rest.w + 0.5F >= text_size(f, style, chip.name).x;
  if (fits || rest.w >= kLeastName) draw_text(f, rest, style, chip.name);
}

void draw_remove(Frame& f, const Rect& rect, const ChosenCurve& chip, const std::string& id) {
  const std::string label = i18n::format(f.language, "curves.remove", {chip.name});
  base::Element element{"act.chip." + id + ".remove", base::Role::button, label, rect};
  element.is_disabled = is_locked(f, "curves");
  const Press press = pressable(f, std::move(element));
  draw_icon(Icon::close, {centre(rect).x - 2, centre(rect).y}, 9,
            press.is_hovered ? f.theme.ink : f.theme.muted);
  if (press.is_pressed) toggle_overlay(f, id);
}

void draw_chip(Frame& f, const Rect& rect, const ChosenCurve& chip, bool is_first, bool is_removable) {
  const std::string& id = chip.id;
  Rect rest = rect;
  const Rect remove = is_removable ? cut_right(rest, kRemove) : Rect{};
  base::Element element{"act.chip." + id, base::Role::choice, chip.name, rest};
  element.is_pressed = is_first;
  element.is_disabled = is_locked(f, "curves");
  const Press press = pressable(f, std::move(element));
  const float needed = std::min(natural_width(f, chip, false), kPadding * 2 + kSwatch + 6 + kLeastName);
  const bool is_bare = rect.w + 0.5F < needed && !is_removable;
  const float left = is_bare ? (rect.w - kSwatch) / 2 : kPadding;
  const Rect text_place{rest.x + left, rest.y, rest.w - left - (is_removable ? 0 : left), rest.h};
  if (press.is_focused) f.keyboard.ring = rect;
  draw_body(f, rect, text_place, chip, press, is_first);
  if (is_removable) draw_remove(f, remove, chip, id);
  if (press.is_pressed) choose_first(f, id);
}

}  // namespace

float chips_width(const Frame& f) {
  const std::vector<ChosenCurve> chips = chosen_curves(f);
  float width = kChipGap * static_cast<float>(chips.size() - 1);
  for (const ChosenCurve& chip : chips) width += natural_width(f, chip, chips.size() > 1);
  return width;
}

float draw_chips(Frame& f, const Rect& line) {
  const std::vector<ChosenCurve> chips = chosen_curves(f);
  const bool are_several = chips.size() > 1;
  const auto count = static_cast<float>(chips.size());
  const float wanted = chips_width(f);
  const bool fits = wanted <= line.w;
  const float equal_width = (line.w - kChipGap * (count - 1)) / count;
  Rect rest = line;
  const Group group(f, {"chips", base::Role::toolbar, tr(f, "curves.chosen"), line});
  for (std::size_t i = 0; i < chips.size(); ++i) {
    const bool is_removable = are_several && (fits || equal_width >= kLeastWithRemove);
    const float width = fits ? natural_width(f, chips[i], are_several) : equal_width;
    draw_chip(f, cut_left(rest, width, kChipGap), chips[i], i == 0, is_removable);
  }
  return fits ? wanted : line.w;
}

float draw_wrapped_chips(Frame& f, const Rect& space) {
  const std::vector<ChosenCurve> chips = chosen_curves(f);
  const bool are_several = chips.size() > 1;
  ImVec2 at = top_left(space);
  const Group group(f, {"chips", base::Role::toolbar, tr(f, "curves.chosen"), space});
  for (std::size_t i = 0; i < chips.size(); ++i) {
    const float width = std::min(natural_width(f, chips[i], are_several), space.w);
    if (at.x + width > right(space) && at.x > space.x) at = {space.x, at.y + kChipHeight + kChipGap};
    draw_chip(f, {at.x, at.y, width, kChipHeight}, chips[i], i == 0, are_several);
    at.x += width + kChipGap;
  }
  return at.y + kChipHeight - space.y;
}

namespace {

constexpr float kSwitchLine = 28;
constexpr std::string_view kSwitches[] = {"slope", "curvature", "tangent", "grid"};
constexpr float kSwitchWidth = 36;  // of the track and the space after it

float switch_width(const Frame& f, std::string_view key) {
  return kSwitchWidth + text_size(f, body(f), tr(f, "field." + std::string(key))).x + 2;
}

struct SwitchPlace {
  std::string_view key;
  Rect rect;
};

// Where the switches stand, line by line from the top of `space`.
std::vector<SwitchPlace> switch_places(const Frame& f, const Rect& space) {
  std::vector<SwitchPlace> places;
  ImVec2 at = top_left(space);
  for (const std::string_view key : kSwitches) {
    if (!is_shown(f, key)) continue;
    const float width = std::min(switch_width(f, key), space.w);
    if (at.x > space.x && at.x + width > right(space)) at = {space.x, at.y + kSwitchLine};
    places.push_back({key, {at.x, at.y, width, kSwitchLine}});
    at.x += width + kGap;
  }
  return places;
}

}  // namespace

float curve_switches_height(const Frame& f, float width) {
  const std::vector<SwitchPlace> places = switch_places(f, {0, 0, width, 0});
  return places.empty() ? 0 : bottom(places.back().rect);
}

float draw_curve_switches(Frame& f, const Rect& space) {
  const std::vector<SwitchPlace> places = switch_places(f, space);
  for (const SwitchPlace& place : places) field_switch(f, place.rect, place.key);
  return places.empty() ? 0 : bottom(places.back().rect) - space.y;
}

float train_button_width(const Frame& f) {
  return is_shown(f, "view") ? button_width(f, tr(f, "curves.train")) : 0;
}

void draw_train_button(Frame& f, const Rect& rect) {
  if (rect.w == 0) return;
  if (!button(f, rect, "view.to_train", tr(f, "curves.train"))) return;
  app::Scenario next = f.app.shown;
  app::train_with_curve(next);
  next.view = "train";
  change(f, next);
}

}  // namespace lab::ui
