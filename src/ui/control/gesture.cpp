#include "ui/control/gesture.h"

#include "imgui_internal.h"

namespace lab::ui {

namespace {

ImGuiKey key_of(Arrow arrow) {
  switch (arrow) {
    case Arrow::left:
      return ImGuiKey_LeftArrow;
    case Arrow::right:
      return ImGuiKey_RightArrow;
    case Arrow::up:
      return ImGuiKey_UpArrow;
    case Arrow::down:
      break;
  }
  return ImGuiKey_DownArrow;
}

}  // namespace

Pointer pointer() {
  const ImGuiIO& io = ImGui::GetIO();
  const bool has_moved = io.MouseDelta.x != 0 || io.MouseDelta.y != 0 || ImGui::IsMouseClicked(0);
  return {io.MousePos, ImGui::IsMouseDown(0), has_moved, ImGui::IsMouseDoubleClicked(0), io.MouseWheel};
}

void take_wheel() { ImGui::SetItemKeyOwner(ImGuiKey_MouseWheelY); }

bool take_arrow(Arrow arrow) {
  const ImGuiID item = ImGui::GetItemID();
  const ImGuiKey key = key_of(arrow);
  ImGui::SetKeyOwner(key, item);
  return ImGui::IsKeyPressed(key, ImGuiInputFlags_Repeat, item);
}

bool is_item_focused() { return ImGui::IsItemFocused(); }

bool is_shift_down() { return ImGui::GetIO().KeyShift; }

void focus_item() {
  ImGui::SetFocusID(ImGui::GetItemID(), ImGui::GetCurrentWindow());
  ImGui::SetNavCursorVisible(true);
  ImGui::ScrollToItem();
}

std::string typed_characters() {
  std::string typed;
  for (const ImWchar character : ImGui::GetIO().InputQueueCharacters) {
    if (character < 128) typed += static_cast<char>(character);
  }
  return typed;
}

// Ctrl+Z takes back, Ctrl+Shift+Z and Ctrl+Y bring back, space plays.
std::optional<Shortcut> shortcut() {
  const ImGuiIO& io = ImGui::GetIO();
  if (ImGui::IsAnyItemActive()) return std::nullopt;
  const auto pressed = [](ImGuiKeyChord chord) { return ImGui::IsKeyChordPressed(ImGuiMod_Ctrl | chord); };
  if (!io.WantTextInput) {
    if (pressed(ImGuiKey_Z)) return Shortcut::undo;
    if (pressed(ImGuiMod_Shift | ImGuiKey_Z) || pressed(ImGuiKey_Y)) return Shortcut::redo;
  }
  if (!io.NavVisible && ImGui::IsKeyPressed(ImGuiKey_Space, false)) return Shortcut::play;
  return std::nullopt;
}

}  // namespace lab::ui
