#include "ui/control/popup.h"

#include <algorithm>

#include "ui/control/keyboard.h"
#include "ui/control/text_input.h"
#include "ui/control/widgets.h"
#include "ui/look/text.h"

namespace lab::ui {

namespace {

constexpr float kRowHeight = 28;
constexpr float kPadding = 6;
constexpr float kMargin = 8;  // to the edge of the view

constexpr float kSearchHeight = kTextInputHeight + 2 * kPadding;
constexpr float kSearchWidth = 200;  // at least, so that a list that gets shorter does not get narrow

Rect list_rect(const Frame& f, const Rect& anchor, std::span<const ListItem> items, bool has_search) {
  float width = has_search ? std::max(anchor.w, kSearchWidth) : anchor.w;
  for (const ListItem& item : items) width = std::max(width, text_size(f, body(f), item.label).x + 52);
  const float wanted =
      static_cast<float>(items.size()) * kRowHeight + 2 * kPadding + (has_search ? kSearchHeight : 0);
  const float below = bottom(f.view) - kMargin - bottom(anchor);
  const float above = anchor.y - kMargin - f.view.y;
  const bool opens_down = below >= wanted || below >= above;
  const float height = std::min(wanted, opens_down ? below - 4 : above - 4);
  const float x =
      std::clamp(anchor.x, f.view.x + kMargin, std::max(right(f.view) - kMargin - width, kMargin));
  return {x, opens_down ? bottom(anchor) + 4 : anchor.y - 4 - height, width, height};
}

bool list_row(Frame& f, const ListItem& item, const Rect& row, bool is_current) {
  base::Element element{item.id, base::Role::option, item.label, row};
  element.is_pressed = is_current;
  const Press press = pressable(f, std::move(element));
  if (press.is_hovered || press.is_focused) {
    ImGui::GetWindowDrawList()->AddRectFilled(top_left(row), bottom_right(row), f.theme.active_fill, 6);
  }
  const Rect inner = inset(row, 8, 0);
  draw_text(f, inner, is_current ? value_text(f) : body(f), item.label);
  if (is_current) draw_icon(Icon::check, {right(inner) - 5, centre(row).y}, 10, f.theme.accent);
  return press.is_pressed;
}

Typed draw_search(Frame& f, const Rect& rect, const char* id, std::string& words) {
  const std::string label = tr(f, "gallery.search");
  const Typed typed =
      text_input(f, inset(rect, kPadding, kPadding), {std::string(id) + ".search", label, words, label});
  if (typed.text) words = *typed.text;
  return typed;
}

// Draws the rows while the popup is open; `first` is scrolled to when it opens. Returns the row pressed.
template <typename IsMarked>
std::optional<int> draw_rows(Frame& f, const PopupList& list, std::span<const ListItem> items, int first,
                             bool closes, std::string* words, const IsMarked& is_marked) {
  if (!ImGui::IsPopupOpen(list.id)) return std::nullopt;
  Rect rect = list_rect(f, list.anchor, items, words != nullptr);
  if (!begin_panel(f, list.id, rect, list.label)) return std::nullopt;
  Typed typed;
  if (words != nullptr) typed = draw_search(f, cut_top(rect, kSearchHeight), list.id, *words);
  ImGui::SetCursorScreenPos(top_left(rect));
  std::optional<int> chosen;
  ImGui::BeginChild("rows", {rect.w, rect.h});
  if (ImGui::IsWindowAppearing()) {
    ImGui::SetScrollY((static_cast<float>(first) + 0.5F) * kRowHeight - rect.h / 2);
  }
  if (typed.text) ImGui::SetScrollY(0);
  const float top = rect.y + kPadding - ImGui::GetScrollY();
  std::optional<Group> options;
  options.emplace(f, base::Element{std::string(list.id) + ".options", base::Role::listbox, list.label, rect});
  f.elements.back().is_pressed = !closes;  // several can be checked
  for (int i = 0; i < static_cast<int>(items.size()); ++i) {
    const Rect row{rect.x + kPadding, top + static_cast<float>(i) * kRowHeight, rect.w - 2 * kPadding,
                   kRowHeight};
    if (list_row(f, items[static_cast<std::size_t>(i)], row, is_marked(i))) chosen = i;
  }
  options.reset();
  ImGui::SetCursorScreenPos({rect.x, top + static_cast<float>(items.size()) * kRowHeight});
  ImGui::Dummy({1, kPadding});
  scroll_by_touch(f);
  ImGui::EndChild();
  if (typed.is_entered && !items.empty()) chosen = 0;  // the best that was found
  if (chosen && closes) ImGui::CloseCurrentPopup();
  end_panel(f);
  return chosen;
}

}  // namespace

std::optional<int> popup_list(Frame& f, const PopupList& list, std::span<const ListItem> items, int current,
                              std::string* words) {
  return draw_rows(f, list, items, current, true, words, [&](int i) { return i == current; });
}

std::optional<int> popup_checklist(Frame& f, const PopupList& list, std::span<const ListItem> items,
                                   const std::vector<bool>& checked) {
  return draw_rows(f, list, items, 0, false, nullptr,
                   [&](int i) { return checked[static_cast<std::size_t>(i)]; });
}

bool begin_panel(Frame& f, const char* id, const Rect& rect, std::string_view label) {
  ImGui::SetNextWindowPos(top_left(rect));
  ImGui::SetNextWindowSize({rect.w, rect.h});
  constexpr ImGuiWindowFlags kFlags = ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoResize |
                                      ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoScrollbar |
                                      ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoScrollWithMouse;
  if (!ImGui::BeginPopup(id, kFlags)) return false;
  begin_layer(f, {id, base::Role::dialog, std::string(label), rect});
  return true;
}

void end_panel(Frame& f) {
  end_layer(f);
  ImGui::EndPopup();
}

}  // namespace lab::ui
