#include "ui/control/activation_chips.h"

#include <algorithm>

#include "app/activations.h"
#include "ui/control/activation_list.h"
#include "ui/control/keyboard.h"
#include "ui/control/widgets.h"

namespace lab::ui {

namespace {

constexpr std::string_view kChips[] = {"identity", "sigmoid", "tanh", "relu"};
constexpr std::size_t kChipCount = std::size(kChips) + 1;  // "more…" is the last
constexpr const char* kList = "activation_list";
constexpr float kBesideCurve = 28;
constexpr float kChipGap = 4;
constexpr float kLeastAround = 12;
constexpr float kVeil = 0.6F;

bool is_among_chips(std::string_view id) {
  return std::find(std::begin(kChips), std::end(kChips), id) != std::end(kChips);
}

void draw_dots(const Frame& f, ImVec2 at) {
  for (const float dx : {-6.0F, 0.0F, 6.0F})
    ImGui::GetWindowDrawList()->AddCircleFilled({at.x + dx, at.y}, 1.75F, f.theme.muted);
}

void draw_chip(const Frame& f, const Rect& rect, const Press& press, std::string_view curve_of,
               std::string_view label, bool is_chosen) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddRectFilled(top_left(rect), bottom_right(rect),
                      is_chosen          ? f.theme.active_fill
                      : press.is_hovered ? f.theme.hover_fill
                                         : f.theme.card,
                      kControlRadius);
  draw->AddRect(top_left(rect), bottom_right(rect), is_chosen ? f.theme.accent : f.theme.line, kControlRadius,
                0, is_chosen ? 2.0F : 1.0F);
  Rect rest = inset(rect, 2, 3);
  const TextStyle style{kSmall, is_chosen ? Weight::semibold : Weight::regular, f.theme.ink};
  if (rect.h < kHighChip) {
    const bool has_curve = !curve_of.empty() && rest.w >= kBesideCurve + text_size(f, style, label).x + 10;
    if (has_curve)
      draw_small_curve(inset(cut_left(rest, kBesideCurve, 2), 4, 5),
                       app::activation_of(f.app.shown, curve_of), is_chosen ? f.theme.accent : f.theme.ink);
    draw_text(f, rest, style, label, Align::middle);
    return;
  }
  draw_text(f, cut_bottom(rest, 16), style, label, Align::middle);
  if (curve_of.empty()) return draw_dots(f, centre(rest));
  draw_small_curve(inset(rest, 6, 2), app::activation_of(f.app.shown, curve_of),
                   is_chosen ? f.theme.accent : f.theme.ink);
}

void draw_veil(const Frame& f, const Rect& rect) {
  ImGui::GetWindowDrawList()->AddRectFilled(top_left(rect), bottom_right(rect),
                                            with_alpha(f.theme.card, kVeil), kControlRadius);
}

// Returns whether it was pressed.
bool named_chip(Frame& f, const Rect& rect, std::string_view id, std::string_view current) {
  base::Element element{"act.chip." + std::string(id), base::Role::choice, activation_label(f, id), rect};
  element.help = id == "identity" ? tr(f, "hero.none.help") : "";
  element.is_pressed = current == id;
  const std::string help = element.help;
  const Press press = pressable(f, std::move(element));
  if (!help.empty() && ImGui::IsItemHovered(ImGuiHoveredFlags_DelayNormal)) tooltip(f, help);
  draw_chip(f, rect, press, id, activation_label(f, id), current == id);
  if (is_locked(f, "act") && current != id) draw_veil(f, rect);
  return press.is_pressed;
}

std::string last_label(const Frame& f, std::string_view current) {
  return is_among_chips(current) ? tr(f, "hero.more") : activation_label(f, current);
}

// Opens the list of all. Of another function it shows the curve and the name.
std::optional<std::string> more_chip(Frame& f, std::string& searched, const Rect& rect,
                                     const std::string& current) {
  const bool is_other = !is_among_chips(current);
  const Press press = pressable(f, field_element(f, base::Role::list, "act", rect));
  draw_chip(f, rect, press, is_other ? std::string_view(current) : std::string_view(), last_label(f, current),
            is_other);
  if (is_locked(f, "act") && !is_other) draw_veil(f, rect);
  if (press.is_pressed) open_activation_list(kList, searched);
  const PopupList list{kList, tr(f, "field.act"), rect};
  return activation_list(f, searched, list, "act", current);
}

}  // namespace

std::string activation_label(const Frame& f, std::string_view id) {
  if (id == "identity") return tr(f, "hero.none");
  return app::short_activation_name(f.app.shown, f.language, id);
}

void draw_small_curve(const Rect& rect, const act::Activation& activation, ImU32 colour) {
  constexpr std::size_t kPoints = 24;  // a multiple of the lanes
  constexpr float kHalf = 3;
  static const base::AlignedFloats x = [] {
    base::AlignedFloats places(kPoints);
    for (std::size_t i = 0; i < kPoints; ++i)
      places[i] = kHalf * (2.0F * static_cast<float>(i) / (kPoints - 1) - 1);
    return places;
  }();
  base::AlignedFloats y(kPoints);
  act::apply(activation, x.data(), y.data(), nullptr, kPoints);
  // From the lowest to the highest: what counts here is the form.
  const auto [lowest, highest] = std::minmax_element(y.begin(), y.end());
  const float middle = (*lowest + *highest) / 2;
  const float half = std::max((*highest - *lowest) / 2, 1e-3F);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->PushClipRect(top_left(rect), bottom_right(rect), true);
  for (std::size_t i = 0; i < kPoints; ++i) {
    draw->PathLineTo(
        {centre(rect).x + x[i] / kHalf * rect.w / 2, centre(rect).y - (y[i] - middle) / half * rect.h / 2});
  }
  draw->PathStroke(colour, 0, 1.75F);
  draw->PopClipRect();
}

std::optional<std::string> activation_chip(Frame& f, std::string& searched, const Rect& rect) {
  const std::string& current = f.app.shown.act.curves.front();
  base::Element element = field_element(f, base::Role::list, "act", rect);
  element.id = "act.open";
  const Press press = pressable(f, std::move(element));
  draw_chip(f, rect, press, current, activation_label(f, current), true);
  if (press.is_pressed) open_activation_list(kList, searched);
  const PopupList list{kList, tr(f, "field.act"), rect};
  return activation_list(f, searched, list, "act", current);
}

std::optional<std::string> activation_chips(Frame& f, std::string& searched, const Rect& row) {
  const Group chips(f, {"chips", base::Role::toolbar, tr(f, "field.act"), row});
  const std::string current = f.app.shown.act.curves.front();
  const auto text_width = [&](std::string_view text) { return text_size(f, label_text(f), text).x; };
  float words = text_width(last_label(f, current));
  for (const std::string_view id : kChips) words += text_width(activation_label(f, id));
  // Around each word the same room; what is too long for its share is cut.
  const float around = std::max((row.w - kChipGap * (kChipCount - 1) - words) / kChipCount, kLeastAround);
  Rect rest = row;
  std::optional<std::string> chosen;
  for (const std::string_view id : kChips) {
    if (named_chip(f, cut_left(rest, text_width(activation_label(f, id)) + around, kChipGap), id, current))
      chosen = id;
  }
  if (auto other = more_chip(f, searched, rest, current)) chosen = std::move(other);
  return chosen;
}

}  // namespace lab::ui
