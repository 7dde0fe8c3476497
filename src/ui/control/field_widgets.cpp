// Sliders and drop-down lists of fields: what they show, what they let one choose, and the commands they
// make.
#include <algorithm>
#include <cmath>
#include <cstdio>

#include "app/offered.h"
#include "base/text.h"
#include "ui/control/keyboard.h"
#include "ui/control/popup.h"
#include "ui/control/widgets.h"

namespace lab::ui {

namespace {

constexpr float kKnobRadius = 7;
constexpr float kTrackHeight = 4;
constexpr float kChevronWidth = 16;

double value_at(const app::Limits& limits, double share) {
  if (limits.logarithmic) return limits.min * std::pow(limits.max / limits.min, share);
  return limits.min + (limits.max - limits.min) * share;
}

double share_of(const app::Limits& limits, double value) {
  const double v = std::clamp(value, limits.min, limits.max);
  if (limits.logarithmic) return std::log(v / limits.min) / std::log(limits.max / limits.min);
  return (v - limits.min) / (limits.max - limits.min);
}

// On the grid of the slider; a logarithmic one keeps two significant digits.
double rounded(const app::Limits& limits, double value) {
  char buffer[48];
  if (limits.step > 0) {
    std::snprintf(buffer, sizeof buffer, "%.10g", std::round(value / limits.step) * limits.step);
  } else {
    std::snprintf(buffer, sizeof buffer, limits.logarithmic ? "%.2g" : "%.3g", value);
  }
  return std::clamp(base::parse_number(buffer).value_or(value), limits.min, limits.max);
}

// A step further; a logarithmic one is a twentieth of a decade or the next number of two digits.
double stepped(const app::Limits& limits, double value, double steps) {
  if (std::isinf(steps)) return steps > 0 ? limits.max : limits.min;
  if (limits.step > 0) return rounded(limits, value + steps * limits.step);
  for (double by = steps;; by *= 2) {
    const double share = limits.logarithmic ? by / 20 / std::log10(limits.max / limits.min) : by / 100;
    const double at = std::clamp(share_of(limits, value) + share, 0.0, 1.0);
    const double moved = rounded(limits, value_at(limits, at));
    if (moved != value || at <= 0 || at >= 1) return moved;
  }
}

// By keys, or as its twin on the page was.
std::optional<double> moved_by_key(const Frame& f, std::string_view id, const app::Limits& limits,
                                   double value) {
  double moved = value;
  if (const auto text = value_from_page(f, id))
    moved = rounded(limits, base::parse_number(*text).value_or(value));
  if (const double steps = steps_by_key(f, id); steps != 0) moved = stepped(limits, moved, steps);
  return moved == value ? std::nullopt : std::optional(moved);
}

void draw_track(const Frame& f, const Rect& track, float share, const Press& press, bool locked) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float x = track.x + track.w * share;
  if (locked) {
    draw->AddRectFilled(top_left(track), bottom_right(track), f.theme.track, kTrackHeight / 2);
    draw->AddRectFilled(top_left(track), {x, bottom(track)}, f.theme.muted, kTrackHeight / 2);
    return;
  }
  const float radius = press.is_held || press.is_hovered ? kKnobRadius + 1 : kKnobRadius;
  draw->AddRectFilled(top_left(track), bottom_right(track), f.theme.track, kTrackHeight / 2);
  draw->AddRectFilled(top_left(track), {x, bottom(track)}, f.theme.accent, kTrackHeight / 2);
  draw->AddCircleFilled({x, centre(track).y}, radius, f.theme.card);
  draw->AddCircle({x, centre(track).y}, radius, f.theme.accent, 0, press.is_focused ? 3.0F : 2.0F);
}

std::string label_of(const Frame& f, std::string_view key) { return tr(f, "field." + std::string(key)); }

// One line when the rectangle is low, else the label above the value.
void draw_choice(Frame& f, const Rect& rect, const TextStyle& label_style, const std::string& label,
                 const std::string& value, Icon mark) {
  Rect rest = rect;
  const bool is_one_line = rect.h < 34;
  if (is_one_line) {
    draw_icon(mark, {right(rest) - 5, centre(rest).y}, 8, f.theme.muted);
    cut_right(rest, kChevronWidth);
    const float width = std::min(text_size(f, value_text(f), value).x + 1, rest.w * 0.6F);
    draw_text(f, cut_right(rest, width, 4), value_text(f), value, Align::right);
    draw_text(f, rest, label_style, label);
  } else {
    draw_text(f, cut_top(rest, rect.h * 0.45F), label_style, label);
    const float width = draw_text(f, {rest.x, rest.y, rest.w - 14, rest.h}, value_text(f), value);
    draw_icon(mark, {rest.x + width + 9, centre(rest).y}, 8, f.theme.muted);
  }
}

// What a list holds depends on nothing but the language.
std::shared_ptr<const std::vector<base::Option>> options_of(const Frame& f, const app::Field& field) {
  if (f.options.language != f.language) f.options = {f.language, {}};
  const auto [place, is_new] = f.options.by_key.try_emplace(field.key);
  if (!is_new) return place->second;
  std::vector<base::Option> options = app::options(f.app.shown, f.language, field);
  if (!options.empty()) place->second = std::make_shared<const std::vector<base::Option>>(std::move(options));
  return place->second;
}

// Where label and value stand.
Rect line_of(const Rect& rect, Help help) {
  return help == Help::caption ? Rect{rect.x, rect.y, rect.w, kMinTarget} : rect;
}

}  // namespace

base::Element field_element(const Frame& f, base::Role role, std::string_view key, const Rect& rect) {
  const app::Field& field = *app::find_field(key);
  base::Element element{std::string(key), role, label_of(f, key), rect};
  element.value = app::encode_value(f.app.shown, field);
  element.value_text = app::reading(f.app.shown, f.language, field);
  element.help = tr(f, "field." + element.id + ".help");
  if (role == base::Role::list) element.options = options_of(f, field);
  return element;
}

float captioned_height(const Frame& f, std::string_view key, float width) {
  return kMinTarget + paragraph_size(f, label_text(f), tr(f, "field." + std::string(key) + ".help"), width).y;
}

bool dropdown_face(Frame& f, const Rect& rect, std::string_view key, Help help) {
  const std::string label = label_of(f, key);
  const app::Field& field = *app::find_field(key);
  const std::string value = app::reading(f.app.shown, f.language, field);
  base::Element element = field_element(f, base::Role::list, key, rect);
  const std::string sentence = element.help;
  const Press press = pressable(f, std::move(element));
  if (help == Help::tooltip && ImGui::IsItemHovered(ImGuiHoveredFlags_DelayNormal)) tooltip(f, sentence);
  if (press.is_hovered || press.is_focused) {
    const Rect fill = inset(rect, -6, -2);
    ImGui::GetWindowDrawList()->AddRectFilled(top_left(fill), bottom_right(fill), f.theme.hover_fill, 6);
  }
  const Rect line = line_of(rect, help);
  draw_choice(f, line, help == Help::caption ? body(f) : label_text(f), label, value,
              is_locked(f, key) ? Icon::lock : Icon::chevron_down);
  if (help == Help::caption) {
    draw_paragraph(f, {rect.x, bottom(line), rect.w, rect.h - line.h}, label_text(f), sentence);
  }
  return press.is_pressed;
}

float dropdown_width(const Frame& f, std::string_view key) {
  const app::Field& field = *app::find_field(key);
  const std::string value = app::reading(f.app.shown, f.language, field);
  return text_size(f, label_text(f), label_of(f, key)).x + kUnit + text_size(f, value_text(f), value).x +
         kChevronWidth;
}

Drag slider(Frame& f, base::Element element, double& value, const app::Limits& limits) {
  Rect rest = element.rect;
  const Rect text = cut_top(rest, 18);
  draw_text(f, text, body(f), element.label);
  draw_text(f, text, value_text(f), element.value_text, Align::right);
  element.rect = {rest.x, rest.y - 4, rest.w, std::max(rest.h + 4, kMinTarget)};
  return slider_track(f, std::move(element), value, limits);
}

Drag slider_track(Frame& f, base::Element element, double& value, const app::Limits& limits) {
  const Rect target = element.rect;
  element.range = base::Range{limits.min, limits.max, limits.step};
  const bool locked = is_locked(f, word_of(element.id));
  const std::string item_id = element.id;
  const Press press = pressable(f, std::move(element));
  const Rect track{target.x, centre(target).y - kTrackHeight / 2, target.w, kTrackHeight};
  draw_track(f, track, static_cast<float>(share_of(limits, value)), press, locked);
  if (const auto moved = locked ? std::nullopt : moved_by_key(f, item_id, limits, value)) {
    value = *moved;
    return goes_on_changing(f, item_id) ? Drag::goes_on : Drag::begins;
  }
  const bool is_dragging = press.is_held && !is_finger_scrolling() && !f.is_cancelled;
  if (is_dragging) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
  const double share = std::clamp((ImGui::GetIO().MousePos.x - track.x) / track.w, 0.0F, 1.0F);
  const double moved = is_dragging ? rounded(limits, value_at(limits, share)) : value;
  const Drag made = drag_item(f, press, moved != value);
  value = moved;
  return made;
}

Drag drag_item(Frame& f, const Press& press, bool changes) {
  ImGuiStorage& memory = *ImGui::GetStateStorage();
  const ImGuiID item = ImGui::GetItemID();
  const bool is_taken_away = f.is_cancelled && (press.is_held || ImGui::IsItemDeactivated());
  if (is_taken_away && memory.GetBool(item)) ask(f, app::Undo{});
  if (ImGui::IsItemActivated() || f.is_cancelled) memory.SetBool(item, false);
  if (f.is_cancelled || !press.is_held || !changes) return Drag::none;
  const bool has_begun = memory.GetBool(item);
  memory.SetBool(item, true);
  return has_begun ? Drag::goes_on : Drag::begins;
}

void field_slider(Frame& f, const Rect& rect, std::string_view key) {
  const app::Field& field = *app::find_field(key);
  double value = app::number_of(f.app.shown, field);
  const Drag drag = slider(f, field_element(f, base::Role::slider, key, rect), value, field.limits);
  if (drag == Drag::none && ImGui::IsItemHovered(ImGuiHoveredFlags_DelayNormal)) {
    tooltip(f, tr(f, "field." + std::string(key) + ".help"));
  }
  if (drag == Drag::none) return;
  change_number(f, field, value, drag == Drag::goes_on);
}

void field_dropdown(Frame& f, const Rect& rect, std::string_view key, Help help) {
  const std::string popup = std::string(key) + ".list";
  if (dropdown_face(f, rect, key, help)) ImGui::OpenPopup(popup.c_str());
  const app::Field& field = *app::find_field(key);
  if (const auto chosen = is_locked(f, key) ? std::nullopt : value_from_page(f, key)) {
    app::Scenario next = f.app.shown;
    if (!app::decode_value(next, field, *chosen)) change(f, next);
  }
  if (!ImGui::IsPopupOpen(popup.c_str())) return;
  const std::vector<app::Scenario> offered = app::offered(f.app.shown, field);
  std::vector<ListItem> items;
  int current = -1;
  for (const app::Scenario& one : offered) {
    if (app::is_same(one, f.app.shown, field)) current = static_cast<int>(items.size());
    items.push_back(
        {std::string(key) + "." + app::encode_value(one, field), app::reading(one, f.language, field)});
  }
  if (const auto chosen =
          popup_list(f, {popup.c_str(), label_of(f, key), line_of(rect, help)}, items, current)) {
    change(f, offered[static_cast<std::size_t>(*chosen)]);
  }
}

}  // namespace lab::ui
