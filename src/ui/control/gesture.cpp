#include "ui/control/gesture.h"

#include "imgui_internal.h"

namespace lab::ui {

Pointer pointer() {
  const ImGuiIO& io = ImGui::GetIO();
  const bool has_moved = io.MouseDelta.x != 0 || io.MouseDelta.y != 0 || ImGui::IsMouseClicked(0);
  return {io.MousePos, ImGui::IsMouseDown(0), has_moved, ImGui::IsMouseDoubleClicked(0), io.MouseWheel};
}

void take_wheel() { ImGui::SetItemKeyOwner(ImGuiKey_MouseWheelY); }

std::string_view scroll_use(float scroll, float scroll_max) {
  const bool can_rise = scroll > 0;
  const bool can_fall = scroll < scroll_max;
  if (can_rise && can_fall) return "scroll";
  return can_fall ? "scroll_down" : can_rise ? "scroll_up" : "none";
}

// As Dear ImGui finds the window under the pointer: a finger that is not down yet points at nothing.
std::string_view touch_use(ImVec2 at) {
  ImGuiWindow* window = nullptr;
  ImGui::FindHoveredWindowEx(at, false, &window, nullptr);
  for (; window != nullptr; window = window->ParentWindow) {
    const std::string_view use = scroll_use(window->Scroll.y, window->ScrollMax.y);
    if (use != "none" && (window->Flags & ImGuiWindowFlags_NoScrollWithMouse) == 0) return use;
    if ((window->Flags & ImGuiWindowFlags_ChildWindow) == 0) break;
  }
  return "none";
}

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
