#include "imgui.h"
#include "ui/metrics.h"

namespace lab::ui {

void offer_metrics(bool& is_open) {
  if (ImGui::IsKeyChordPressed(ImGuiMod_Ctrl | ImGuiMod_Shift | ImGuiKey_M)) is_open = !is_open;
  if (is_open) ImGui::ShowMetricsWindow(&is_open);
}

}  // namespace lab::ui
