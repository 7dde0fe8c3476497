#include "ui/control/gesture.h"

#include "imgui_internal.h"

namespace lab::ui {

Pointer pointer() {
  const ImGuiIO& io = ImGui::GetIO();
  const bool has_moved = io.MouseDelta.x != 0 || io.MouseDelta.y != 0 || ImGui::IsMouseClicked(0);
  return {io.MousePos, ImGui::IsMouseDown(0), has_moved, ImGui::IsMouseDoubleClicked(0), io.MouseWheel};
}

void take_wheel() { ImGui::SetItemKeyOwner(ImGuiKey_MouseWheelY); }

std::string typed_characters(const Frame& f) {
  std::string typed;
  if (!f.app.shown.keys || ImGui::GetIO().WantTextInput) return typed;
  for (const ImWchar character : ImGui::GetIO().InputQueueCharacters) {
    if (character < 128) typed += static_cast<char>(character);
  }
  return typed;
}

// Ctrl+Z takes back, Ctrl+Shift+Z and Ctrl+Y bring back, space plays.
std::optional<Shortcut> shortcut(const Frame& f) {
  const ImGuiIO& io = ImGui::GetIO();
  if (ImGui::IsAnyItemActive() || io.WantTextInput) return std::nullopt;
  const auto pressed = [](ImGuiKeyChord chord) { return ImGui::IsKeyChordPressed(ImGuiMod_Ctrl | chord); };
  if (pressed(ImGuiKey_Z)) return Shortcut::undo;
  if (pressed(ImGuiMod_Shift | ImGuiKey_Z) || pressed(ImGuiKey_Y)) return Shortcut::redo;
  const bool is_taken =
      f.keyboard.is_seen && !f.keyboard.focus.empty();  // space presses what has the keyboard
  if (f.app.shown.keys && !is_taken && ImGui::IsKeyPressed(ImGuiKey_Space, false)) return Shortcut::play;
  return std::nullopt;
}

}  // namespace lab::ui
