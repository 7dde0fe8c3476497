// Cards below each other in a child window that scrolls.
#pragma once

#include "ui/frame.h"

namespace lab::ui {

// The next one, of this height, which draw(Rect) puts into its rectangle.
template <typename Draw>
void next_card(float x, float width, float height, const Draw& draw) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::Dummy({width, height + kUnit});
  const ImVec2 after = ImGui::GetCursorScreenPos();
  draw(Rect{x, at.y, width, height});
  ImGui::SetCursorScreenPos(after);
}

}  // namespace lab::ui
