#include "items.h"

#include <algorithm>

#define IMGUI_ENABLE_TEST_ENGINE
#include "imgui.h"
#include "imgui_internal.h"

namespace lab::shell_test {

std::vector<Item>& items() {
  static std::vector<Item> all;
  return all;
}

void listen_to_items(bool does) { ImGui::GetCurrentContext()->TestEngineHookItems = does; }

}  // namespace lab::shell_test

using lab::shell_test::Item;
using lab::shell_test::items;

void ImGuiTestEngineHook_ItemAdd(ImGuiContext* context, ImGuiID id, const ImRect& bb,
                                 const ImGuiLastItemData* item_data) {
  if (id == 0) return;  // nothing to operate: text, space
  if (context->CurrentWindow != nullptr && context->CurrentWindow->IsFallbackWindow) return;  // never shown
  const bool is_clipped = context->CurrentWindow == nullptr || !bb.Overlaps(context->CurrentWindow->ClipRect);
  items().push_back(
      {id, {}, item_data == nullptr, is_clipped, bb.Min.x, bb.Min.y, bb.GetWidth(), bb.GetHeight()});
}

void ImGuiTestEngineHook_ItemInfo(ImGuiContext*, ImGuiID id, const char* label, ImGuiItemStatusFlags) {
  const auto last =
      std::find_if(items().rbegin(), items().rend(), [id](const Item& item) { return item.id == id; });
  if (last != items().rend()) last->label = label;
}

void ImGuiTestEngineHook_Log(ImGuiContext*, const char*, ...) {}
const char* ImGuiTestEngine_FindItemDebugLabel(ImGuiContext*, ImGuiID) { return nullptr; }
