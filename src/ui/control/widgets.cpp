#include "ui/control/widgets.h"

#include <algorithm>
#include <cmath>

#include "app/offered.h"
#include "ui/control/gesture.h"
#include "ui/control/keyboard.h"

namespace lab::ui {

namespace {

constexpr ImU32 kNoFill = 0;
constexpr float kTooltipWidth = 260;
constexpr float kTouchSlop = 10;  // points a finger may move and still press

ImU32 fill_of(const Frame& f, Look look, const Press& press) {
  const Theme& t = f.theme;
  if (look == Look::filled)
    return press.is_held      ? mix(t.accent, t.ink, 0.2F)
           : press.is_hovered ? mix(t.accent, t.ink, 0.1F)
                              : t.accent;
  if (look == Look::chosen) return t.active_fill;
  if (press.is_held) return t.active_fill;
  if (press.is_hovered) return t.hover_fill;
  return look == Look::outline ? t.card : kNoFill;
}

void draw_button_body(const Frame& f, const Rect& rect, Look look, const Press& press, float radius) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const ImU32 fill = fill_of(f, look, press);
  if (fill != kNoFill) draw->AddRectFilled(top_left(rect), bottom_right(rect), fill, radius);
  if (look == Look::outline) draw->AddRect(top_left(rect), bottom_right(rect), f.theme.line, radius);
}

ImU32 ink_of(const Frame& f, Look look, bool enabled) {
  if (look == Look::filled && enabled) return f.theme.on_accent;
  if (!enabled) return with_alpha(f.theme.muted, 0.45F);
  return look == Look::plain ? f.theme.muted : f.theme.ink;
}

ImVec2 place_beside(const Rect& view, const Rect& about, ImVec2 size) {
  constexpr float kApart = 4;
  const Rect room = inset(view, kApart, kApart);
  const auto inside = [](float at, float from, float to) { return std::max(std::min(at, to), from); };
  const float below = bottom(about) + kApart;
  const float above = about.y - kApart - size.y;
  const float beside = right(about) + kApart;
  const ImVec2 last{right(room) - size.x, bottom(room) - size.y};
  const ImVec2 at{inside(about.x, room.x, last.x), inside(about.y, room.y, last.y)};
  const bool is_finger =
      ImGui::GetIO().MouseSource == ImGuiMouseSource_TouchScreen;  // it covers what is below it
  if (below <= last.y && !(is_finger && above >= room.y)) return {at.x, below};
  if (above >= room.y) return {at.x, above};
  return {beside <= last.x ? beside : std::max(about.x - kApart - size.x, room.x), at.y};
}

}  // namespace

bool is_finger_moving() {
  const ImGuiIO& io = ImGui::GetIO();
  const bool is_touch = io.MouseSource == ImGuiMouseSource_TouchScreen;
  return is_touch && io.MouseDragMaxDistanceSqr[0] > kTouchSlop * kTouchSlop;
}

void scroll_by_touch(Frame& f) {
  if (!ImGui::IsWindowHovered(ImGuiHoveredFlags_ChildWindows |
                              ImGuiHoveredFlags_AllowWhenBlockedByActiveItem |
                              ImGuiHoveredFlags_NoPopupHierarchy))
    return;
  const std::string_view use = scroll_use(ImGui::GetScrollY(), ImGui::GetScrollMaxY());
  if (use != "none") f.wheel_use = use;
  const ImVec2 drag = ImGui::GetMouseDragDelta(0, 0);
  const bool is_upright = std::abs(drag.y) > std::abs(drag.x);
  if (!ImGui::IsMouseDown(0) || !is_finger_moving()) return;
  if (ImGui::GetScrollMaxX() > 0) ImGui::SetScrollX(ImGui::GetScrollX() - ImGui::GetIO().MouseDelta.x);
  if (!is_upright) return;
  ImGui::SetScrollY(ImGui::GetScrollY() - ImGui::GetIO().MouseDelta.y);
}

Press pressable(Frame& f, std::string_view id, std::string_view label, const Rect& rect, bool enabled) {
  base::Element element{std::string(id), base::Role::button, std::string(label), rect};
  element.is_disabled = !enabled;
  return pressable(f, std::move(element));
}

bool is_finger_scrolling() {
  const ImVec2 drag = ImGui::GetMouseDragDelta(0, 0);
  return is_finger_moving() && std::abs(drag.y) > std::abs(drag.x);
}

Press pressable(Frame& f, base::Element element) {
  Press press;
  const Rect rect = element.rect;
  if (rect.w < 1 || rect.h < 1) return press;
  if (is_locked(f, word_of(element.id))) element.is_disabled = true;
  const bool enabled = !element.is_disabled;
  const std::string item_id = element.id;
  add_element(f, std::move(element));
  ImGui::SetCursorScreenPos(top_left(rect));
  ImGui::BeginDisabled(!enabled);
  press.is_pressed = ImGui::InvisibleButton(item_id.c_str(), {rect.w, rect.h});
  if (is_finger_moving()) press.is_pressed = false;
  ImGui::EndDisabled();
  follow_item(f, item_id);
  press.is_pressed = press.is_pressed || (enabled && is_pressed_by_key(f, item_id));
  press.is_hovered = ImGui::IsItemHovered() && enabled;
  press.is_held = ImGui::IsItemActive();
  press.is_focused = has_keyboard(f, item_id);
  if (press.is_hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  return press;
}

void card(const Frame& f, const Rect& rect) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddRectFilled(top_left(rect), bottom_right(rect), f.theme.card, kCardRadius);
  draw->AddRect(top_left(rect), bottom_right(rect), f.theme.line, kCardRadius);
}

bool button(Frame& f, const Rect& rect, std::string_view id, std::string_view text, Look look, bool enabled,
            base::Role role) {
  enabled = enabled && !is_locked(f, word_of(id));
  base::Element element{std::string(id), role, std::string(text), rect};
  element.is_disabled = !enabled;
  element.is_pressed = look == Look::chosen;
  const Press press = pressable(f, std::move(element));
  if (!enabled && look == Look::filled) look = Look::outline;
  draw_button_body(f, rect, look, press, kControlRadius);
  TextStyle style = look == Look::chosen || look == Look::filled ? value_text(f) : body(f);
  style.colour = ink_of(f, look, enabled);
  draw_text(f, inset(rect, 4, 0), style, text, Align::middle);
  return press.is_pressed;
}

float button_width(const Frame& f, std::string_view text) { return text_size(f, value_text(f), text).x + 24; }

bool menu_button(Frame& f, const Rect& rect, std::string_view id, std::string_view text, bool is_on) {
  const Press press = pressable(f, {std::string(id), base::Role::list, std::string(text), rect});
  const Look look = is_on ? Look::chosen : Look::outline;
  draw_button_body(f, rect, look, press, kControlRadius);
  Rect rest = inset(rect, 10, 0);
  draw_icon(Icon::chevron_down, centre(cut_right(rest, 8, 6)), 8, f.theme.muted);
  draw_text(f, rest, is_on ? value_text(f) : body(f), text);
  return press.is_pressed;
}

float menu_button_width(const Frame& f, std::string_view text) {
  return text_size(f, value_text(f), text).x + 36;
}

bool icon_button(Frame& f, const Rect& rect, std::string_view id, Icon icon, std::string_view label,
                 Look look, bool enabled, base::Role role) {
  enabled = enabled && !is_locked(f, word_of(id));
  base::Element element{std::string(id), role, std::string(label), rect};
  element.is_disabled = !enabled;
  element.is_pressed = look == Look::chosen;
  const Press press = pressable(f, std::move(element));
  if (!enabled && look == Look::filled) look = Look::outline;
  if (ImGui::IsItemHovered(ImGuiHoveredFlags_DelayNormal)) tooltip(f, label);
  const float side = std::min(rect.w, rect.h);
  draw_button_body(f, rect, look, press, side / 2);
  draw_icon(icon, centre(rect), std::clamp(side * 0.4F, 10.0F, 16.0F), ink_of(f, look, enabled));
  return press.is_pressed;
}

float draw_heading(Frame& f, const Rect& rect, std::string_view id, std::string_view text) {
  add_element(f, {"heading." + std::string(id), base::Role::heading, std::string(text), rect});
  return draw_text(f, rect, title_text(f), text);
}

void field_stepper(Frame& f, const Rect& rect, std::string_view key) {
  const app::Field& field = *app::find_field(key);
  const std::string id(key);
  const double value = app::number_of(f.app.shown, field);
  const std::string text = app::reading(f.app.shown, f.language, field);
  const std::string label = tr(f, "field." + id);
  Rect rest = rect;
  const Rect more = centred_square(cut_right(rest, rect.h));
  const float width = std::max(text_size(f, value_text(f), text).x, 28.0F);
  draw_text(f, cut_right(rest, width), value_text(f), text, Align::middle);
  const Rect less = centred_square(cut_right(rest, rect.h));
  draw_text(f, rest, body(f), label);
  const Group stepper(f, {id + ".stepper", base::Role::toolbar, label});
  add_text(f, "text." + id, rect, i18n::format(f.language, "reading", {label, text}));
  const bool can_fall = value > field.limits.min;
  const bool can_rise = value < field.limits.max;
  if (icon_button(f, less, id + ".less", Icon::minus, label + " −", Look::plain, can_fall))
    change_number(f, field, value - field.limits.step);
  if (icon_button(f, more, id + ".more", Icon::plus, label + " +", Look::plain, can_rise))
    change_number(f, field, value + field.limits.step);
}

void readout(Frame& f, const Rect& rect, std::string_view id, std::string_view label,
             std::string_view value) {
  add_text(f, id, rect, i18n::format(f.language, "reading", {std::string(label), std::string(value)}));
  Rect rest = rect;
  draw_text(f, cut_top(rest, rect.h * 0.45F), label_text(f), label);
  draw_text(f, rest, large_text(f), value);
}

float readout_width(const Frame& f, std::string_view label, std::string_view value) {
  return std::max(text_size(f, label_text(f), label).x, text_size(f, large_text(f), value).x);
}

void field_switch(Frame& f, const Rect& rect, std::string_view key) {
  const app::Field& field = *app::find_field(key);
  bool app::Scenario::*const member = std::get<bool app::Scenario::*>(field.member);
  const bool is_on = f.app.shown.*member;
  base::Element element = field_element(f, base::Role::toggle, key, rect);
  element.is_pressed = is_on;
  const std::string label = element.label;
  const Press press = pressable(f, std::move(element));
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const Rect track{rect.x, centre(rect).y - 8, 28, 16};
  const ImU32 on = is_locked(f, key) ? f.theme.muted : f.theme.accent;
  draw->AddRectFilled(top_left(track), bottom_right(track), is_on ? on : f.theme.track, 8);
  draw->AddCircleFilled({is_on ? right(track) - 8 : track.x + 8, centre(track).y}, 6, f.theme.card);
  draw_text(f, {right(track) + 8, rect.y, rect.w - 36, rect.h}, body(f), label);
  if (!press.is_pressed) return;
  app::Scenario next = f.app.shown;
  next.*member = !is_on;
  change(f, next);
}

Rect last_item() {
  const ImVec2 min = ImGui::GetItemRectMin();
  const ImVec2 size = ImGui::GetItemRectSize();
  return {min.x, min.y, size.x, size.y};
}

void tooltip(const Frame& f, std::string_view text, const Rect& about) {
  const ImVec2 size = paragraph_size(f, body(f), text, kTooltipWidth);
  const ImVec2 window{size.x + 16, size.y + 12};
  ImGui::SetNextWindowPos(place_beside(f.view, about, window));
  ImGui::SetNextWindowSize(window);
  ImGui::PushStyleColor(ImGuiCol_PopupBg, f.theme.ink);
  if (ImGui::BeginTooltip()) {
    const ImVec2 at = ImGui::GetWindowPos();
    draw_paragraph(f, {at.x + 8, at.y + 6, size.x + 1, size.y}, with_colour(body(f), f.theme.card), text);
    ImGui::EndTooltip();
  }
  ImGui::PopStyleColor();
}

}  // namespace lab::ui
