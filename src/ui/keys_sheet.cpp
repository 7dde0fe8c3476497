// What the keys do, and the switch for those that need no Ctrl.
#include <algorithm>

#include "ui/control/popup.h"
#include "ui/control/widgets.h"
#include "ui/look/text.h"
#include "ui/screen.h"

namespace lab::ui {

namespace {

constexpr const char* kPanel = "keys_panel";
constexpr float kWidth = 440;
constexpr float kKeysShare = 0.36F;  // of the width
constexpr float kTitleHeight = 32;
constexpr float kRowGap = 4;
constexpr std::string_view kRows[] = {"tab",  "arrows", "press", "space", "escape",
                                      "undo", "pan",    "zoom",  "help"};

float row_height(const Frame& f, std::string_view row, float width) {
  const std::string does = tr(f, "keys." + std::string(row) + ".does");
  return std::max(20.0F, paragraph_size(f, body(f), does, width * (1 - kKeysShare)).y) + kRowGap;
}

void draw_row(Frame& f, Rect line, std::string_view row) {
  const std::string keys = tr(f, "keys." + std::string(row));
  const std::string does = tr(f, "keys." + std::string(row) + ".does");
  add_text(f, "text.keys." + std::string(row), line, i18n::format(f.language, "reading", {keys, does}));
  const Rect left = cut_left(line, line.w * kKeysShare);
  draw_text(f, {left.x, left.y, left.w, 20}, value_text(f), keys);
  draw_paragraph(f, line, body(f), does);
}

}  // namespace

void open_keys_sheet() { ImGui::OpenPopup(kPanel); }

void draw_keys_sheet(Frame& f) {
  if (!ImGui::IsPopupOpen(kPanel)) return;
  const float width = std::min(kWidth, f.view.w - 2 * kUnit);
  const float inner = width - 2 * kCardPadding;
  float height = kTitleHeight + kMinTarget + kUnit + 2 * kCardPadding;
  for (const std::string_view row : kRows) height += row_height(f, row, inner);
  height = std::min(height, f.view.h - 2 * kUnit);
  const Rect panel{(f.view.w - width) / 2, (f.view.h - height) / 2, width, height};
  if (!begin_panel(f, kPanel, panel, tr(f, "keys.title"))) return;
  Rect rest = inset(panel, kCardPadding, kCardPadding);
  Rect title = cut_top(rest, kTitleHeight - kUnit, kUnit);
  if (icon_button(f, cut_right(title, kMinTarget), "close", Icon::close, tr(f, "train.close"), Look::plain)) {
    ImGui::CloseCurrentPopup();
  }
  draw_heading(f, title, "keys", tr(f, "keys.title"));
  ImGui::SetCursorScreenPos(top_left(rest));
  if (ImGui::BeginChild("rows", {rest.w, rest.h})) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    Rect list{at.x, at.y, rest.w, 1e4F};
    for (const std::string_view row : kRows) draw_row(f, cut_top(list, row_height(f, row, inner)), row);
    if (is_shown(f, "keys")) field_switch(f, cut_top(list, kMinTarget), "keys");
    ImGui::SetCursorScreenPos({at.x, list.y});
    ImGui::Dummy({1, 1});
    scroll_by_touch(f);
  }
  ImGui::EndChild();
  end_panel(f);
}

}  // namespace lab::ui
