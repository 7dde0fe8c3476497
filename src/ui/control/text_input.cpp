#include "ui/control/text_input.h"

#include <algorithm>
#include <cstdio>

#include "imgui_internal.h"
#include "ui/control/keyboard.h"
#include "ui/control/widgets.h"
#include "ui/look/text.h"

namespace lab::ui {

namespace {

constexpr float kPadding = 10;

ImU32 border_of(const Frame& f, const TextInput& input, bool is_active) {
  if (input.is_invalid) return f.theme.warning;
  return is_active ? f.theme.accent : f.theme.line;
}

void draw_box(const Frame& f, const Rect& rect, const TextInput& input, bool is_active) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddRectFilled(top_left(rect), bottom_right(rect), f.theme.card, kControlRadius);
  draw->AddRect(top_left(rect), bottom_right(rect), border_of(f, input, is_active), kControlRadius, 0,
                is_active || input.is_invalid ? 1.5F : 1.0F);
}

// An element over the canvas cannot be clipped by it or lie beneath a popup: then only its picture is drawn.
bool can_be_shown(const Rect& rect) {
  const ImGuiContext& context = *ImGui::GetCurrentContext();
  if (context.BeginPopupStack.Size < context.OpenPopupStack.Size) return false;
  const ImDrawList* draw = ImGui::GetWindowDrawList();
  const ImVec2 min = draw->GetClipRectMin();
  const ImVec2 max = draw->GetClipRectMax();
  return rect.x >= min.x && rect.y >= min.y && right(rect) <= max.x && bottom(rect) <= max.y;
}

Typed typed_on_page(Frame& f, const Rect& rect, const TextInput& input) {
  Typed typed;
  for (const MirrorInput& page : f.mirror_input) {
    const bool is_entered = page.kind == MirrorInput::Kind::entered;
    if (page.id != input.id || (!is_entered && page.kind != MirrorInput::Kind::value)) continue;
    typed.text = page.text;
    typed.is_entered = is_entered;
  }
  typed.is_active = f.keyboard.focus == input.id;
  const Rect inside = inset(rect, kPadding, 0);
  if (can_be_shown(rect)) return typed;  // the page draws it
  if (input.text.empty()) {
    draw_text(f, inside, with_colour(body(f), f.theme.muted), input.hint);
  } else {
    draw_text(f, inside, body(f), input.text);
  }
  return typed;
}

Typed typed_here(Frame& f, const Rect& rect, const TextInput& input) {
  char buffer[kMaxTyped + 1];
  std::snprintf(buffer, sizeof buffer, "%s", input.text.c_str());
  const TextStyle style = body(f);
  ImGui::SetCursorScreenPos(top_left(rect));
  ImGui::PushFont(f.fonts.regular, style.size * kLinePerEm);
  const float line = ImGui::GetFontSize();
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {kPadding, std::max((rect.h - line) / 2, 0.0F)});
  ImGui::PushStyleColor(ImGuiCol_FrameBg, IM_COL32_BLACK_TRANS);
  ImGui::PushStyleColor(ImGuiCol_Text, f.theme.ink);
  ImGui::PushStyleColor(ImGuiCol_TextDisabled, f.theme.muted);
  ImGui::PushStyleColor(ImGuiCol_TextSelectedBg, f.theme.active_fill);
  ImGui::SetNextItemWidth(rect.w);
  Typed typed;
  const std::string id = "##" + std::string(input.id);
  if (f.keyboard.is_new && has_keyboard(f, input.id)) ImGui::SetKeyboardFocusHere();
  ImGui::PushItemFlag(ImGuiItemFlags_NoTabStop, true);  // the Tab key is ours: begin_keyboard()
  // What keys come to is typed over, not what the pointer is put in.
  const ImGuiInputTextFlags flags = has_keyboard(f, input.id) ? ImGuiInputTextFlags_AutoSelectAll : 0;
  if (ImGui::InputTextWithHint(id.c_str(), input.hint.c_str(), buffer, sizeof buffer, flags))
    typed.text = buffer;
  ImGui::PopItemFlag();
  follow_item(f, input.id);
  typed.is_active = ImGui::IsItemActive();
  typed.is_entered = ImGui::IsItemDeactivated() && ImGui::IsKeyPressed(ImGuiKey_Enter);
  ImGui::PopStyleColor(4);
  ImGui::PopStyleVar();
  ImGui::PopFont();
  return typed;
}

}  // namespace

Typed text_input(Frame& f, const Rect& rect, const TextInput& input) {
  base::Element element{input.id, base::Role::text_input, input.label, rect};
  element.value = input.text;
  element.hint = input.hint;
  element.is_invalid = input.is_invalid;
  element.help = input.why;
  element.is_disabled = is_locked(f, word_of(input.id));
  const bool locked = element.is_disabled;
  add_element(f, std::move(element));
  // An element that is cut off cannot lie over the canvas.
  if (!can_be_shown(rect)) f.elements.back().is_hidden = true;
  const bool was_active = ImGui::GetActiveID() == ImGui::GetID(("##" + std::string(input.id)).c_str());
  draw_box(f, rect, input, was_active);
  ImGui::BeginDisabled(locked);
  if (f.has_mirror && f.keyboard.is_new && has_keyboard(f, input.id)) {
    ImGui::ScrollToRect(ImGui::GetCurrentWindow(), {top_left(rect), bottom_right(rect)});
  }
  const Typed typed = f.has_mirror ? typed_on_page(f, rect, input) : typed_here(f, rect, input);
  ImGui::EndDisabled();
  return locked ? Typed{} : typed;
}

void follow_typing(Frame& f, Complaint& complaint, const Typed& typed, std::string_view text,
                   bool is_readable) {
  const bool was_told = complaint.is_told;
  const double now_s = ImGui::GetTime();
  if (is_readable) {
    complaint = {};
  } else if (complaint.text != text) {
    complaint.text = text;
    complaint.since_s = now_s;
  }
  if (!is_readable && !complaint.is_told) {
    const double left_s = complaint.since_s + kTypingPauseS - now_s;
    complaint.is_told = left_s <= 0 || typed.is_entered || !typed.is_active;
    f.due_in_s = std::min(f.due_in_s, std::max(left_s, 0.0));
  }
  if (complaint.is_told != was_told) f.due_in_s = 0;
}

}  // namespace lab::ui
